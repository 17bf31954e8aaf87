import { describe, expect, it } from 'vitest';
import { transferColors } from '#core/pixels/color-transfer.ts';
import { enlarge } from '#core/pixels/enlarge.ts';
import { copyFrame, joinedWidth, joinFrames } from '#core/pixels/frame-copy.ts';
import type { FloatImage } from '#core/pixels/image.ts';
import { labToRgb, rgbRowToLab } from '#core/pixels/lab.ts';
import { isSceneChange, lookOf } from '#core/pixels/scene-change.ts';
import { sharpnessOf } from '#core/pixels/sharpness.ts';
import { flatFrame, greyFrame, wavyFrame } from '#tests/helpers/synthetic-frames.ts';

const picture = (size: number, value: (i: number) => number): FloatImage => ({
  width: size,
  height: size,
  data: Float32Array.from({ length: size * size * 3 }, (_, i) => value(i)),
});

describe('L*a*b*', () => {
  it("has the primaries where sRGB's own numbers put them", () => {
    const known = [
      { rgb: [1, 0, 0], lab: [53.24, 80.09, 67.2] },
      { rgb: [0, 1, 0], lab: [87.73, -86.18, 83.18] },
      { rgb: [0, 0, 1], lab: [32.3, 79.19, -107.86] },
      { rgb: [1, 1, 1], lab: [100, 0, 0] },
    ] as const;
    for (const { rgb, lab } of known) {
      const out = new Float32Array(3);
      rgbRowToLab(Float32Array.from(rgb), { lab: out, first: 0, end: 1 });
      lab.forEach((value, i) => {
        expect(Math.abs((out[i] as number) - value)).toBeLessThan(0.05);
      });
    }
  });

  it('comes back for every tenth of each channel', () => {
    const out = new Float32Array(3);
    for (let i = 0; i < 1000; i++) {
      const rgb = [(i % 10) / 9, (Math.floor(i / 10) % 10) / 9, Math.floor(i / 100) / 9] as const;
      rgbRowToLab(Float32Array.from(rgb), { lab: out, first: 0, end: 1 });
      labToRgb(out[0] as number, out[1] as number, out[2] as number, out, 0);
      rgb.forEach((value, channel) => {
        expect(Math.abs((out[channel] as number) - value)).toBeLessThan(0.004);
      });
    }
  });
});

describe('colour transfer', () => {
  const warm = picture(
    32,
    (i) => 0.5 + 0.12 * Math.sin(Math.floor(i / 3)) + 0.03 * Math.sin(i) + (i % 3 === 0 ? 0.1 : 0),
  );
  const cool = picture(
    32,
    (i) => 0.4 + 0.12 * Math.cos(Math.floor(i / 3)) + 0.03 * Math.sin(i) + (i % 3 === 2 ? 0.1 : 0),
  );
  const all = new Float32Array(32 * 32).fill(1);

  it('changes nothing where the colours agree already', () => {
    const { data } = transferColors('lab', { from: warm, like: warm, mask: all });
    data.forEach((value, i) => {
      expect(Math.abs(value - (warm.data[i] as number))).toBeLessThan(0.01);
    });
  });

  it('gives the mean and the spread of the other', () => {
    const moved = moments(transferColors('lab', { from: warm, like: cool, mask: all }));
    const wanted = moments(cool);
    moved.forEach((value, i) => {
      expect(Math.abs(value - (wanted[i] as number))).toBeLessThan(1);
    });
  });

  it('stretches the contrast of a face no further than light does, whatever beard it is laid over', () => {
    const bearded = picture(32, (i) => 0.4 + 0.4 * Math.cos(Math.floor(i / 3)));
    const before = moments(warm)[1] as number;
    const after = moments(transferColors('lab', { from: warm, like: bearded, mask: all }))[1] as number;
    expect(after / before).toBeGreaterThan(1.1);
    expect(after / before).toBeLessThan(1.2);
  });

  it('takes no notice of what lies outside the mask', () => {
    const mask = all.map((_, i) => (i % 32 < 16 ? 1 : 0));
    const other = { ...cool, data: cool.data.map((value, i) => (Math.floor(i / 3) % 32 < 16 ? value : 1 - value)) };
    expect(transferColors('lab', { from: warm, like: other, mask }).data).toEqual(
      transferColors('lab', { from: warm, like: cool, mask }).data,
    );
  });

  it('leaves the picture alone where the mask is empty', () => {
    expect(transferColors('lab', { from: warm, like: cool, mask: new Float32Array(32 * 32) })).toBe(warm);
  });
});

/** Mean and deviation of L, a, b. */
const moments = ({ data }: FloatImage): number[] => {
  const lab = new Float32Array(data.length);
  rgbRowToLab(data, { lab, first: 0, end: data.length / 3 });
  return [0, 1, 2].flatMap((channel) => {
    const values = lab.filter((_, i) => i % 3 === channel);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
  });
};

describe('enlarging', () => {
  it('keeps a flat colour flat and an even slope even', () => {
    const flat = enlarge(new Float32Array(16).fill(0.25), { size: 4, factor: 4 });
    expect(flat.every((value) => Math.abs(value - 0.25) < 1e-6)).toBe(true);
    const slope = enlarge(
      Float32Array.from({ length: 64 }, (_, i) => (i % 8) / 8),
      { size: 8, factor: 2 },
    );
    for (let column = 4; column < 12; column++) expect(slope[5 * 16 + column]).toBeCloseTo((column - 0.5) / 16, 5);
  });
});

describe('sharpness', () => {
  it('is 0 for a flat picture and falls when it is blurred', () => {
    const noise = (smooth: number) => ({
      width: 32,
      height: 32,
      data: Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => 128 + 90 * Math.sin((Math.floor(i / 3) * 2.5) / smooth)),
    });
    expect(sharpnessOf({ width: 8, height: 8, data: new Uint8Array(192).fill(77) })).toBeCloseTo(0, 6);
    expect(sharpnessOf(noise(4))).toBeLessThan(sharpnessOf(noise(1)));
  });
});

describe('frames', () => {
  it('are copied apart even where they lie in a Buffer, whose slices are views', () => {
    const frame = { ...flatFrame({ width: 4, height: 4, rgb: [9, 9, 9] }), y: Buffer.alloc(16, 50) };
    const copy = copyFrame(frame);
    frame.y.fill(200);
    expect(copy.y[0]).toBe(50);
  });

  it('are joined left and right, with chroma that fits, for even and odd widths', () => {
    for (const width of [6, 7]) {
      const left = flatFrame({ width, height: 5, rgb: [255, 0, 0] });
      const right = flatFrame({ width, height: 5, rgb: [0, 0, 255] });
      const joined = joinFrames({ left, right });
      expect(joined.width).toBe(joinedWidth(width));
      expect(joined.y.length).toBe(joined.width * 5);
      expect(joined.u.length).toBe((joined.width / 2) * 3);
      expect(joined.y[joined.width / 2 - 1]).toBe(left.y[0]);
      expect(joined.y[joined.width / 2]).toBe(right.y[0]);
      expect(joined.u[joined.width / 4]).toBe(right.u[0]);
    }
  });

  it('are of one shot when something moves and of two when all is different', () => {
    const shot = lookOf(wavyFrame(320, 240));
    const moved = lookOf(
      greyFrame({ width: 320, height: 240, grey: (x, y) => 128 + 60 * Math.sin((x + 2) / 9) + 50 * Math.cos(y / 7) }),
    );
    expect(isSceneChange(shot, moved)).toBe(false);
    expect(isSceneChange(shot, lookOf(flatFrame({ width: 320, height: 240, rgb: [0, 0, 0] })))).toBe(true);
  });
});
