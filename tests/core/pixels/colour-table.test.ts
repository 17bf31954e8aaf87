import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyColourTable, colourTable } from '#core/pixels/colour-table.ts';
import { labToRgb, rgbToLab } from '#core/pixels/lab.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const colour = fc.tuple(share, share, share).map((rgb) => Float32Array.from(rgb));

it('is the change itself for one that is linear, at every colour', () => {
  const swapped = (pixels: Float32Array): void => {
    for (let at = 0; at < pixels.length; at += 3) {
      const [r = 0, g = 0, b = 0] = pixels.slice(at, at + 3);
      pixels.set([0.2 + 0.5 * b, 0.9 - 0.9 * r, 0.25 * r + 0.5 * g + 0.25 * b], at);
    }
  };
  const table = colourTable(swapped);
  fc.assert(
    fc.property(colour, (pixel) => {
      const expected = pixel.slice();
      swapped(expected);
      applyColourTable(pixel, table);
      for (const [channel, value] of pixel.entries()) expect(value).toBeCloseTo(expected[channel] as number, 5);
    }),
    { numRuns: 500 },
  );
});

const midColour = fc
  .array(fc.integer({ min: 150, max: 850 }), { minLength: 3, maxLength: 3 })
  .map((rgb) => Float32Array.from(rgb, (value) => value / 1000));

it('is near to a shift in L*a*b* wherever that leads to no colour beyond the screen', () => {
  const shifted = (pixels: Float32Array): void => {
    const lab = new Float32Array(3);
    for (let at = 0; at < pixels.length; at += 3) {
      rgbToLab(...(pixels.slice(at, at + 3) as unknown as [number, number, number]), lab, 0);
      labToRgb((lab[0] as number) * 0.9, (lab[1] as number) + 4, (lab[2] as number) - 4, pixels, at);
    }
  };
  const table = colourTable(shifted);
  fc.assert(
    fc.property(midColour, (pixel) => {
      const expected = pixel.slice();
      shifted(expected);
      fc.pre(expected.every((value) => value > 0.05 && value < 0.95));
      applyColourTable(pixel, table);
      for (const [channel, value] of pixel.entries())
        expect(Math.abs(value - (expected[channel] as number))).toBeLessThan(0.03);
    }),
    { numRuns: 500 },
  );
});
