import { describe, expect, it } from 'vitest';
import type { DetectedFace, View } from '#core/detection/detected-face.ts';
import { type Looker, searchFrames } from '#core/detection/search-frames.ts';
import { framePoint } from '#core/geometry/point.ts';
import { flatFrame } from '#tests/helpers/synthetic-frames.ts';

const frame = flatFrame({ width: 1920, height: 1080, rgb: [0, 0, 0] });

interface Thing {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly turn?: number;
  /** How sure the model is of it, seen among others and seen near and upright. */
  readonly far: number;
  readonly near: number;
}

/** A model of 256 px that sees what is 16 px or more of its input, the seen part of it where a view's edge cuts it. */
const modelOf = (things: readonly Thing[]) => {
  const views: View[] = [];
  const looker: Looker = {
    inputSize: 256,
    look: (asked, floor) => {
      views.push(...asked);
      return asked.map((view) => things.flatMap((thing) => seenIn(view, thing)).filter(({ score }) => score >= floor));
    },
  };
  return { looker, views };
};

const seenIn = ({ square }: View, { x, y, side, turn = 0, far, near }: Thing): DetectedFace[] => {
  const [left, right] = visible(x, side, square.centre[0], square.side);
  const [top, bottom] = visible(y, side, square.centre[1], square.side);
  const shown = Math.min(right - left, bottom - top);
  if (shown < side / 2 || (side * 256) / square.side < 16) return [];
  const isNear = square.side < 4 * side && Math.abs(square.turn - turn) < 0.1;
  const centre = framePoint((left + right) / 2, (top + bottom) / 2);
  return [{ score: isNear ? near : far, square: { centre, side: shown, turn } }];
};

const visible = (middle: number, side: number, viewMiddle: number, viewSide: number): [number, number] => [
  Math.max(middle - side / 2, viewMiddle - viewSide / 2),
  Math.min(middle + side / 2, viewMiddle + viewSide / 2),
];

const search = (things: readonly Thing[], thorough: boolean) => {
  const { looker, views } = modelOf(things);
  const faces = searchFrames({ looker, frames: [frame], thorough })[0] as DetectedFace[];
  return { faces, views };
};

const large: Thing = { x: 900, y: 500, side: 300, far: 0.9, near: 0.9 };
const small: Thing = { x: 1600, y: 200, side: 40, far: 0.9, near: 0.9 };

describe('the search for faces', () => {
  it('costs one look at a frame whose face is clear', () => {
    const { faces, views } = search([large], false);
    expect(faces).toHaveLength(1);
    expect(views).toHaveLength(1);
  });

  it('sees small faces beside a large one where it is thorough, and only there', () => {
    expect(search([large, small], false).faces).toHaveLength(1);
    expect(search([large, small], true).faces.map(({ square }) => square.side)).toEqual([300, 40]);
  });

  it('looks closer at a frame that seems empty', () => {
    const { faces, views } = search([{ ...small, side: 70 }], false);
    expect(faces).toHaveLength(1);
    expect(views).toHaveLength(1 + 3);
  });

  it('looks again, near and turned upright, at what it is unsure of', () => {
    const { faces, views } = search([{ ...large, turn: 1, far: 0.4, near: 0.95 }], false);
    expect(faces.map(({ score }) => score)).toEqual([0.95]);
    expect(views).toHaveLength(2);
    expect(views[1]?.square.turn).toBe(1);
  });

  it('drops what looks less like a face from near', () => {
    expect(search([{ ...large, far: 0.75, near: 0.45 }], false).faces).toEqual([]);
  });

  it('gives a face once that several tiles hold, and never the part that a tile cuts off', () => {
    // The tiles of 640 px end at 640, 1066.7 and so on: this face lies across edges.
    for (const side of [60, 150, 260, 500]) {
      for (const x of [500, 640, 860, 1070, 1280]) {
        const { faces } = search([{ x, y: 540, side, far: 0.9, near: 0.9 }], true);
        expect(faces.map(({ square }) => [...square.centre, square.side])).toEqual([[x, 540, side]]);
      }
    }
  });

  it('keeps two faces apart that stand side by side', () => {
    const beside = { ...large, x: 1240 };
    expect(search([large, beside], true).faces).toHaveLength(2);
  });

  it('keeps a face that the edge of the frame itself cuts', () => {
    expect(search([{ ...large, x: 100 }], true).faces).toHaveLength(1);
  });

  it('answers for each frame of a batch in its order', () => {
    const { looker } = modelOf([large]);
    const empty = flatFrame({ width: 320, height: 240, rgb: [0, 0, 0] });
    const found = searchFrames({ looker, frames: [empty, frame, empty], thorough: true });
    expect(found.map((faces) => faces.length)).toEqual([0, 1, 0]);
    expect(searchFrames({ looker, frames: [], thorough: true })).toEqual([]);
  });
});
