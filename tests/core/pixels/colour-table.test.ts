import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyColourTable, colourTable } from '#core/pixels/colour-table.ts';
import { labToRgb, rgbRowToLab } from '#core/pixels/lab.ts';

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

const midShare = fc.double({ min: 0.25, max: 0.85, noNaN: true });
const midColour = fc.tuple(midShare, midShare, midShare).map((rgb) => Float32Array.from(rgb));

it('is near to a shift in L*a*b* wherever that leads from nothing nearby to a colour beyond the screen', () => {
  const shifted = (pixels: Float32Array): void => {
    const lab = new Float32Array(3);
    for (let at = 0; at < pixels.length; at += 3) {
      rgbRowToLab(pixels.slice(at, at + 3), { lab, first: 0, end: 1 });
      labToRgb((lab[0] as number) * 0.9, (lab[1] as number) + 4, (lab[2] as number) - 4, pixels, at);
    }
  };
  const table = colourTable(shifted);
  fc.assert(
    fc.property(midColour, (pixel) => {
      // All that the table knows of a colour are the corners of its cell: one held at black bends what lies between.
      const corners = cornersAround(pixel);
      shifted(corners);
      fc.pre(corners.every((value) => value > 0 && value < 1));
      const expected = pixel.slice();
      shifted(expected);
      applyColourTable(pixel, table);
      for (const [channel, value] of pixel.entries())
        expect(Math.abs(value - (expected[channel] as number))).toBeLessThan(0.03);
    }),
    { numRuns: 500 },
  );
});

/** Those of the cell of eight a side in which a colour lies. */
const cornersAround = (pixel: Float32Array): Float32Array =>
  Float32Array.from({ length: 8 * 3 }, (_, index) => {
    const [corner, channel] = [Math.floor(index / 3), index % 3];
    const low = Math.min(7, Math.floor((pixel[channel] as number) * 8));
    return (low + ((corner >> channel) & 1)) / 8;
  });
