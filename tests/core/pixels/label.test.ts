import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VideoFrame } from '#core/pixels/image.ts';
import { drawLabel, makeLabel } from '#core/pixels/label.ts';

const greyFrame = (width: number, height: number, range: 'limited' | 'full' = 'limited'): VideoFrame => {
  const chroma = ((width + 1) >> 1) * ((height + 1) >> 1);
  return {
    index: 0,
    timeSeconds: 0,
    width,
    height,
    y: new Uint8Array(width * height).fill(126),
    u: new Uint8Array(chroma).fill(90),
    v: new Uint8Array(chroma).fill(170),
    colour: { matrix: 'bt709', range },
  };
};

const labelled = (width: number, height: number, text = 'AI-altered') => {
  const label = makeLabel({ text, width, height });
  const frame = greyFrame(width, height);
  drawLabel(label, frame);
  return { label, frame };
};

/** Rows in which a pixel is nearly white. */
const inkRows = (frame: VideoFrame): number[] =>
  Array.from({ length: frame.height }, (_, row) => row).filter((row) =>
    frame.y.subarray(row * frame.width, (row + 1) * frame.width).some((luma) => luma > 215),
  );

describe('a label', () => {
  it('has letters at least 5 % of the shorter side high, at the lower left', () => {
    for (const [width, height] of [
      [1920, 1080],
      [1080, 1920],
      [640, 480],
      [320, 240],
    ] as const) {
      const { label, frame } = labelled(width, height);
      const rows = inkRows(frame);
      const letterHeight = (rows.at(-1) ?? 0) - (rows[0] ?? 0) + 1;
      expect(letterHeight).toBeGreaterThanOrEqual(0.05 * Math.min(width, height));
      expect(label.left).toBeLessThan(width / 10);
      expect(label.top + label.height).toBeGreaterThan(height * 0.9);
    }
  });

  it('stands in the part of the picture that is named', () => {
    const [whole, right] = [0, 640].map((from) =>
      makeLabel({ text: 'AI-altered', width: from + 640, height: 480, from }),
    );
    expect(right).toEqual({ ...whole, left: (whole?.left ?? 0) + 640 });
  });

  it('is read the same whatever case and accents it is given in', () => {
    const [plain, other] = ['ALTERADO POR IA', 'alterádo por ía'].map((text) =>
      makeLabel({ text, width: 640, height: 480 }),
    );
    expect(other).toEqual(plain);
  });

  it('draws different letters differently', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.:/+()!?'];
    const drawn = letters.map((letter) => makeLabel({ text: letter, width: 640, height: 480 }).ink.join());
    expect(new Set(drawn).size).toBe(letters.length);
  });

  it('stays inside frames of any size and touches nothing around its plate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 2, max: 300 }), (width, height) => {
        const { label, frame } = labelled(width, height);
        const inside = (row: number, column: number) =>
          row >= label.top &&
          row < label.top + label.height &&
          column >= label.left &&
          column < label.left + label.width;
        const isOutside = (at: number) => !inside(Math.floor(at / width), at % width);
        expect(frame.y.findIndex((luma, at) => luma !== 126 && isOutside(at))).toBe(-1);
        expect(frame.y.some((luma) => luma !== 126)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('writes no value outside the limited range', () => {
    const { frame } = labelled(640, 480);
    expect(frame.y.toSorted()[0]).toBeGreaterThanOrEqual(16);
    expect(frame.y.toSorted().at(-1)).toBe(235);
  });
});
