import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PreviewSide } from '#core/autoencoder/preview-grid.ts';
import { markColours, previewGrid } from '#core/autoencoder/preview-grid.ts';

/** Faces of one colour each: red says which face, green which of the three, blue which side. */
const side = (count: number, size: number, blue: number): PreviewSide => {
  const faces = (green: number) =>
    Float32Array.from(
      { length: count * size * size * 3 },
      (_, index) => [Math.floor(index / (size * size * 3)) / 20, green, blue][index % 3] as number,
    );
  return { count, target: faces(0.2), own: faces(0.4), other: faces(0.6) };
};

const pixel = ({ width, data }: ReturnType<typeof previewGrid>, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

describe('the preview picture', () => {
  it('of 14 faces each is 7 rows of 4 groups of three, A left and B right: 768 x 448 px', () => {
    const image = previewGrid({ a: side(14, 64, 0), b: side(14, 64, 1), size: 64 });
    expect(image).toMatchObject({ width: 768, height: 448 });
    expect(pixel(image, 0, 0)).toEqual([0, 51, 0]); // first of A, its target
    expect(pixel(image, 64, 64)).toEqual([13, 102, 0]); // second of A, below, by its own decoder
    expect(pixel(image, 192 + 128, 0)).toEqual([89, 153, 0]); // eighth of A, in the next group, by the other's
    expect(pixel(image, 767, 447)).toEqual([166, 153, 255]); // last of B, last column
  });

  it('has a place for every face, whatever their number, and none is drawn over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }), (countA, countB) => {
        const image = previewGrid({ a: side(countA, 2, 0.1), b: side(countB, 2, 1), size: 2 });
        const colours = new Set<string>();
        for (let at = 0; at < image.data.length; at += 3) colours.add(image.data.subarray(at, at + 3).join());
        colours.delete('0,0,0');
        expect(colours.size).toBe((countA + countB) * 3);
      }),
    );
  });

  it('marks in the corners of a face alone whether it is held out, and whether it is of the clip to be converted', () => {
    const plain = { isHeldOut: false, isOfClip: false };
    const marks = [{ ...plain, isHeldOut: true }, { ...plain, isOfClip: true }, plain];
    const a = side(3, 64, 0);
    const [marked, bare] = [{ ...a, marks }, a].map((faces) => previewGrid({ a: faces, b: faces, size: 64 }));
    if (!marked || !bare) throw new Error('two pictures');
    expect(pixel(marked, 0, 0)).toEqual([...markColours.heldOut]);
    expect(pixel(marked, 63, 64)).toEqual([...markColours.clip]);
    expect(pixel(marked, 63, 0)).toEqual(pixel(bare, 63, 0));
    expect(pixel(marked, 0, 64)).toEqual(pixel(bare, 0, 64));
    // What the model draws is never drawn over, nor is the middle of a face.
    const changed = Array.from(marked.data.keys()).filter((at) => marked.data[at] !== bare.data[at]);
    const places = changed.map((at) => ({
      x: Math.floor(at / 3) % marked.width,
      y: Math.floor(at / 3 / marked.width),
    }));
    for (const { x, y } of places) {
      expect(x % 192).toBeLessThan(64);
      expect(y).toBeLessThan(2 * 64);
      expect(y % 64).toBeLessThan(16);
    }
  });

  it('shows numbers outside 0..1 as black and white', () => {
    const faces = {
      count: 1,
      target: Float32Array.of(-1, 0.5, 2),
      own: new Float32Array(3),
      other: new Float32Array(3),
    };
    expect(pixel(previewGrid({ a: faces, b: faces, size: 1 }), 0, 0)).toEqual([0, 128, 255]);
  });
});
