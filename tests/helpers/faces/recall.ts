/** How many of the faces that are there are found, and what is taken for one that is none, by what is hard about them. */
import { type Box, intersectionOverUnion } from '#core/geometry/box.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FaceScene } from './face-scenes.ts';

export interface Recall {
  readonly faces: number;
  readonly found: number;
  readonly falseAlarms: number;
  /** Of each frame of 1920 x 1080. */
  readonly milliseconds: readonly number[];
}

export interface MeasureRecall {
  readonly scenes: Iterable<FaceScene>;
  readonly find: (frame: VideoFrame) => Promise<readonly { readonly box: Box }[]>;
}

/** By tag, in the order in which the tags come. */
export const measureRecall = async ({ scenes, find }: MeasureRecall): Promise<Map<string, Recall>> => {
  const byTag = new Map<string, Recall>();
  for (const { tag, open } of scenes) {
    const { frame, faces } = open();
    const startedAt = performance.now();
    const boxes = (await find(frame)).map(({ box }) => box);
    const took = frame.width === 1920 ? [performance.now() - startedAt] : [];
    const found = countFound(faces, boxes);
    const before = byTag.get(tag) ?? { faces: 0, found: 0, falseAlarms: 0, milliseconds: [] };
    byTag.set(tag, {
      faces: before.faces + faces.length,
      found: before.found + found,
      falseAlarms: before.falseAlarms + boxes.length - found,
      milliseconds: [...before.milliseconds, ...took],
    });
  }
  return byTag;
};

/** Boxes are marked by hand and found by a mesh: they share two fifths of their area or more. */
const enoughOverlap = 0.4;

/** Each box found counts for one face at most. */
const countFound = (faces: readonly Box[], boxes: readonly Box[]): number => {
  const left = new Set(boxes);
  let found = 0;
  for (const face of faces) {
    const [best] = [...left].sort((a, b) => intersectionOverUnion(b, face) - intersectionOverUnion(a, face));
    if (!best || intersectionOverUnion(best, face) < enoughOverlap) continue;
    left.delete(best);
    found += 1;
  }
  return found;
};

export const total = (recalls: Iterable<Recall>): Recall => {
  const all = [...recalls];
  const sum = (value: (recall: Recall) => number): number => all.reduce((so, recall) => so + value(recall), 0);
  return {
    faces: sum(({ faces }) => faces),
    found: sum(({ found }) => found),
    falseAlarms: sum(({ falseAlarms }) => falseAlarms),
    milliseconds: all.flatMap(({ milliseconds }) => milliseconds),
  };
};
