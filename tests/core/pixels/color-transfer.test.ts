import { describe, expect, it } from 'vitest';
import { transferColors } from '#core/pixels/color-transfer.ts';
import type { FloatImage } from '#core/pixels/image.ts';
import { momentsInMask } from '#core/pixels/mask-moments.ts';
import { hangMembrane } from '#core/pixels/membrane.ts';

const size = 32;
const all = new Float32Array(size * size).fill(1);
const picture = (value: (pixel: number, channel: number) => number): FloatImage => ({
  width: size,
  height: size,
  data: Float32Array.from({ length: size * size * 3 }, (_, at) => value(Math.floor(at / 3), at % 3)),
});

/** Three channels that hang together, each in its own way. */
const warm = picture(
  (pixel, channel) => 0.5 + 0.1 * Math.sin(pixel) + 0.05 * Math.cos(pixel * (channel + 2)) + (channel === 0 ? 0.1 : 0),
);
const cool = picture(
  (pixel, channel) =>
    0.4 + 0.06 * Math.cos(3 * pixel) * (channel + 1) + 0.03 * Math.sin(pixel * 5) + (channel === 2 ? 0.1 : 0),
);
const near = (left: ArrayLike<number>, right: ArrayLike<number>, within: number): void => {
  for (let at = 0; at < left.length; at += 1) {
    expect(Math.abs((left[at] as number) - (right[at] as number))).toBeLessThan(within);
  }
};

describe.each(['mean', 'histogram', 'linear', 'seamless'] as const)('%s', (method) => {
  it('changes nothing where the colours agree already', () => {
    near(transferColors(method, { from: warm, like: warm, mask: all }).data, warm.data, 0.005);
  });

  it('leaves the picture alone where the mask is empty', () => {
    const mask = new Float32Array(size * size);
    expect(transferColors(method, { from: warm, like: cool, mask })).toBe(warm);
  });
});

it('the mean alone moves every pixel of a channel by the same', () => {
  const { data } = transferColors('mean', { from: warm, like: cool, mask: all });
  const shifts = [0, 1, 2].map((channel) => (data[channel] as number) - (warm.data[channel] as number));
  data.forEach((value, at) => {
    expect(value - (warm.data[at] as number)).toBeCloseTo(shifts[at % 3] as number, 5);
  });
  near(momentsInMask({ ...warm, data }, all)?.mean ?? [], momentsInMask(cool, all)?.mean ?? [], 1e-5);
});

it('a histogram is matched at every tenth of the pixels, in order', () => {
  const { data } = transferColors('histogram', { from: warm, like: cool, mask: all });
  for (const channel of [0, 1, 2]) {
    const sorted = (of: ArrayLike<number>) =>
      Array.from(all, (_, pixel) => of[pixel * 3 + channel] as number).sort((left, right) => left - right);
    const [moved, wanted] = [sorted(data), sorted(cool.data)];
    for (let tenth = 1; tenth < 10; tenth += 1) {
      const at = Math.floor((tenth / 10) * moved.length);
      expect(Math.abs((moved[at] as number) - (wanted[at] as number))).toBeLessThan(1 / 128);
    }
  }
});

it('the linear map gives mean and covariance of the other, and is symmetric: no lesser one does', () => {
  const moved = momentsInMask(transferColors('linear', { from: warm, like: cool, mask: all }), all);
  const wanted = momentsInMask(cool, all);
  near(moved?.mean ?? [], wanted?.mean ?? [], 1e-4);
  near(moved?.covariance ?? [], wanted?.covariance ?? [], 3e-5);
  const at = (r: number, g: number, b: number): number[] => {
    const data = warm.data.slice();
    data.set([r, g, b]);
    const weights = all.map((_, pixel) => (pixel === 0 ? 0 : 1));
    return [...transferColors('linear', { from: { ...warm, data }, like: cool, mask: weights }).data.slice(0, 3)];
  };
  const base = at(0.5, 0.5, 0.5);
  const columns = [at(0.6, 0.5, 0.5), at(0.5, 0.6, 0.5), at(0.5, 0.5, 0.6)].map((moved3) =>
    moved3.map((value, row) => (value - (base[row] as number)) / 0.1),
  );
  for (const [row, column] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    expect(columns[column]?.[row]).toBeCloseTo(columns[row]?.[column] as number, 3);
  }
});

it('seamless is the frame outside the mask and along its border, and keeps the face’s own detail inside', () => {
  const mask = all.map((_, pixel) => (Math.hypot((pixel % size) - 16, Math.floor(pixel / size) - 16) < 10 ? 1 : 0));
  const shifted = picture((pixel, channel) => (warm.data[pixel * 3 + channel] as number) - 0.2);
  const { data } = transferColors('seamless', { from: shifted, like: warm, mask });
  near(data, warm.data, 0.002);
});

it('a face of one single colour takes on the mean of the other, and no more', () => {
  const flat = picture(() => 0.3);
  for (const method of ['mean', 'linear', 'lab'] as const) {
    const { data } = transferColors(method, { from: flat, like: cool, mask: all });
    const mean = momentsInMask(cool, all)?.mean ?? [];
    data.forEach((value, at) => {
      expect(Math.abs(value - (mean[at % 3] as number))).toBeLessThan(0.03);
    });
  }
});

describe('a membrane', () => {
  const isFree = (inner: (x: number, y: number) => boolean): Uint8Array =>
    Uint8Array.from({ length: 64 * 64 }, (_, at) => (inner(at % 64, Math.floor(at / 64)) ? 1 : 0));
  const disc = isFree((x, y) => Math.hypot(x - 30, y - 34) < 26);
  /** All three are their neighbours' mean on a grid, to the last digit. */
  it.each([
    ['a plane', (x: number, y: number) => 0.01 * x - 0.004 * y],
    ['a saddle', (x: number, y: number) => (x * x - y * y) / 4096],
    ['another saddle', (x: number, y: number) => (x * y) / 4096],
  ])('that hangs from the border of %s is that very surface', (_, height) => {
    const surface = Float32Array.from({ length: 64 * 64 }, (_, at) => height(at % 64, Math.floor(at / 64)));
    const hung = hangMembrane(
      surface.map((value, at) => (disc[at] ? 9 : value)),
      disc,
      64,
    );
    near(hung, surface, 0.004);
  });
});
