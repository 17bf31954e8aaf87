import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FramePoint, InputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { blendPatch } from '#core/pixels/blend.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { FloatImage, VideoFrame } from '#core/pixels/image.ts';
import { sampleFrame, sampleImage } from '#core/pixels/resample.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import { plainSample } from '#tests/helpers/plain-sampler.ts';
import { flatFrame, greyFrame, meanColour, psnr, wavyFrame } from '#tests/helpers/synthetic-frames.ts';

type Map = Similarity<InputPoint, FramePoint>;

const turned = (options: { scale: number; turn: number; tx: number; ty: number }): Map => ({
  a: options.scale * Math.cos(options.turn),
  b: options.scale * Math.sin(options.turn),
  tx: options.tx,
  ty: options.ty,
});

const floatSample = (frame: VideoFrame, toFrame: Map, size: number): FloatImage => {
  const data = new Float32Array(size * size * 3);
  sampleFrame({ frame, toFrame, width: size, height: size }, { into: data, offset: 0, scale: 1 / 255, shift: 0 });
  return { width: size, height: size, data };
};

describe('sampling a frame', () => {
  it("gives the colours of the standard's own bars", () => {
    // Limited-range 8-bit values of saturated colours: BT.709 (from its coefficients, as test signals carry them) and BT.601.
    const bars = [
      { matrix: 'bt709', yuv: [63, 102, 240], rgb: [255, 0, 0] },
      { matrix: 'bt709', yuv: [173, 42, 26], rgb: [0, 255, 0] },
      { matrix: 'bt709', yuv: [32, 240, 118], rgb: [0, 0, 255] },
      { matrix: 'bt601', yuv: [81, 90, 240], rgb: [255, 0, 0] },
      { matrix: 'bt601', yuv: [145, 54, 34], rgb: [0, 255, 0] },
      { matrix: 'bt601', yuv: [41, 240, 110], rgb: [0, 0, 255] },
      { matrix: 'bt709', yuv: [235, 128, 128], rgb: [255, 255, 255] },
    ] as const;
    for (const { matrix, yuv, rgb } of bars) {
      const frame = flatFrame({ width: 8, height: 8, rgb: [0, 0, 0], colour: { matrix, range: 'limited' } });
      frame.y.fill(yuv[0]);
      frame.u.fill(yuv[1]);
      frame.v.fill(yuv[2]);
      const picture = sampleImage({ frame, toFrame: { a: 1, b: 0, tx: 0, ty: 0 } as Map, width: 8, height: 8 });
      meanColour(picture).forEach((value, i) => {
        expect(Math.abs(value - (rgb[i] as number))).toBeLessThanOrEqual(2);
      });
    }
  });

  it('reads the very pixels where nothing is turned or scaled', () => {
    const frame = greyFrame({ width: 16, height: 16, grey: (x, y) => (x * 37 + y * 91) % 256 });
    const picture = sampleImage({ frame, toFrame: { a: 1, b: 0, tx: 0, ty: 0 } as Map, width: 16, height: 16 });
    for (let i = 0; i < 256; i++)
      expect(Math.abs((picture.data[i * 3 + 1] as number) - (frame.y[i] as number))).toBeLessThanOrEqual(1);
  });

  it('turns a pattern too fine for the size into its mean, at any turn and shrink', () => {
    const frame = greyFrame({ width: 512, height: 512, grey: (x, y) => ((x + y) % 2) * 200 + 20 });
    fc.assert(
      fc.property(
        fc.double({ min: 2.6, max: 12, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (scale, turn) => {
          const { a, b } = turned({ scale, turn, tx: 0, ty: 0 });
          const size = 16;
          const half = (scale * size) / 2;
          fc.pre(half * Math.SQRT2 < 240);
          const toFrame = { a, b, tx: 256 - (a - b) * (size / 2), ty: 256 - (a + b) * (size / 2) } as Map;
          const { data } = sampleImage({ frame, toFrame, width: size, height: size });
          for (let i = 0; i < data.length; i++) expect(Math.abs((data[i] as number) - 120)).toBeLessThan(16);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives what a plain sampler gives within 2 of 255, and 4 where it shrinks, at any turn and size, over the edges too', () => {
    const noisy = (width: number, height: number): VideoFrame => {
      const frame = wavyFrame(width, height);
      frame.y.forEach((grey, at) => {
        frame.y[at] = grey / 2 + ((at * 7919) % 101);
      });
      return frame;
    };
    // The last block of an odd frame is a part of one, whose columns weigh by halves and not alike.
    const [odd, even] = [noisy(203, 161), noisy(208, 160)];
    fc.assert(
      fc.property(
        fc.double({ min: 0.4, max: 9, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.integer({ min: -20, max: 220 }),
        fc.integer({ min: -20, max: 180 }),
        fc.constantFrom('limited', 'full'),
        (scale, turn, tx, ty, range) => {
          const options = {
            frame: { ...(scale < 2 ? odd : even), colour: { matrix: 'bt601', range } } as VideoFrame,
            toFrame: turned({ scale, turn, tx, ty }),
          };
          const size = 24;
          const { data } = sampleImage({ ...options, width: size, height: size });
          const plain = plainSample({ ...options, size });
          const errors = Array.from(data, (value, i) => Math.abs(value - (plain[i] as number)));
          // Half a level of rounding included; means of blocks are rounded too, and blue is twice their chroma.
          expect(Math.max(...errors)).toBeLessThan(scale < 2 ? 2.5 : 4.5);
          expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(1);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('draws the edge out, or black, beyond the frame', () => {
    const frame = flatFrame({ width: 10, height: 10, rgb: [200, 60, 30] });
    const outside = { frame, toFrame: { a: 1, b: 0, tx: -100, ty: 0 } as Map, width: 4, height: 4 };
    expect(meanColour(sampleImage(outside))[0]).toBeGreaterThan(190);
    expect(meanColour(sampleImage({ ...outside, beyond: 'black' }))).toEqual([0, 0, 0]);
  });
});

describe('a picture as a frame', () => {
  it('comes back as it was, but for what halved colour loses', () => {
    const [width, height] = [33, 21];
    const data = Uint8Array.from(
      { length: width * height * 3 },
      (_, i) => 120 + 80 * Math.sin(i / 3 / width / 4 + (i % 3)),
    );
    const frame = rgbToFrame({ width, height, data });
    const back = sampleImage({ frame, toFrame: { a: 1, b: 0, tx: 0, ty: 0 } as Map, width, height });
    expect(psnr(back.data, data)).toBeGreaterThan(40);
  });
});

describe('blending a patch', () => {
  const map = turned({ scale: 1.3, turn: 0.4, tx: 60, ty: 25 });
  const size = 96;

  it('gives the frame back where the patch was cut from it', () => {
    const frame = wavyFrame(240, 200);
    const before = copyFrame(frame);
    blendPatch({
      frame,
      patch: floatSample(frame, map, size),
      mask: new Float32Array(size * size).fill(1),
      toFrame: map,
    });
    expect(psnr(frame.y, before.y)).toBeGreaterThan(50);
    expect(psnr(frame.u, before.u)).toBeGreaterThan(50);
    expect(psnr(frame.v, before.v)).toBeGreaterThan(50);
  });

  it('would show a shift of half a pixel, so that test means something', () => {
    const frame = wavyFrame(240, 200);
    const before = copyFrame(frame);
    const patch = floatSample(frame, map, size);
    blendPatch({ frame, patch, mask: new Float32Array(size * size).fill(1), toFrame: { ...map, tx: map.tx + 0.5 } });
    expect(psnr(frame.y, before.y)).toBeLessThan(47);
  });

  it('leaves every number alone where the mask is 0', () => {
    const frame = wavyFrame(120, 90);
    const before = copyFrame(frame);
    const patch = { width: size, height: size, data: new Float32Array(size * size * 3).fill(1) };
    blendPatch({ frame, patch, mask: new Float32Array(size * size), toFrame: map });
    expect(frame).toEqual(before);
  });

  it('lays a flat colour so that it reads as that colour', () => {
    const frame = flatFrame({ width: 200, height: 200, rgb: [20, 200, 40] });
    const data = new Float32Array(size * size * 3).map((_, i) => ([0.9, 0.3, 0.5] as const)[i % 3] as number);
    const toFrame = turned({ scale: 1.5, turn: 0, tx: 20, ty: 20 });
    blendPatch({
      frame,
      patch: { width: size, height: size, data },
      mask: new Float32Array(size * size).fill(1),
      toFrame,
    });
    const middle = sampleImage({ frame, toFrame: { a: 1, b: 0, tx: 60, ty: 60 } as Map, width: 40, height: 40 });
    [229.5, 76.5, 127.5].forEach((wanted, i) => {
      expect(Math.abs((meanColour(middle)[i] as number) - wanted)).toBeLessThan(2);
    });
  });

  it('survives patches that hang over the frame, and full-range colours at their end', () => {
    const frame = flatFrame({ width: 31, height: 17, rgb: [0, 0, 255], colour: { matrix: 'bt601', range: 'full' } });
    const data = new Float32Array(size * size * 3).map((_, i) => (i % 3 === 2 ? 1 : 0));
    const toFrame = turned({ scale: 1, turn: 0.2, tx: -30, ty: -30 });
    blendPatch({
      frame,
      patch: { width: size, height: size, data },
      mask: new Float32Array(size * size).fill(1),
      toFrame,
    });
    expect(Math.min(...frame.u)).toBeGreaterThanOrEqual(254);
  });
});
