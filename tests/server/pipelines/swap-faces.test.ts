import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import {
  type ConversionSettings,
  conversionSettings,
  type FacePart,
  type SwapMaskChoice,
} from '#core/contract/conversion.ts';
import { alignFace, cropSize, networkShare } from '#core/geometry/align-face.ts';
import { boxAround } from '#core/geometry/box.ts';
import { meshPart } from '#core/geometry/mesh-points.ts';
import { type FramePoint, framePoint, inputPoint } from '#core/geometry/point.ts';
import { applySimilarity, scaleOf } from '#core/geometry/similarity.ts';
import { enlarge } from '#core/pixels/enlarge.ts';
import { type FaceLook, fewestPictures, learnLook } from '#core/pixels/face-look.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createFrameMemory } from '#server/pipelines/frame-memory.ts';
import { faceSquare } from '#server/pipelines/known-looks.ts';
import { networkToFrame } from '#server/pipelines/network-square.ts';
import { type SwappedFrame, swapFaces } from '#server/pipelines/swap-faces.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import { paintOccluder } from '#tests/helpers/occluders.ts';
import {
  type Actor,
  clipSceneModels,
  type FacePlace,
  strangers,
  syntheticFace,
} from '#tests/helpers/synthetic-face.ts';
import { psnr, wavyFrame } from '#tests/helpers/synthetic-frames.ts';

const [hero] = strangers(1) as [Float32Array];
const settings = conversionSettings.parse({
  ...{ to: 'b', colourTransfer: 'none', maskErosion: 0.04, maskFeather: 0.08 },
  // What makes a face better than it was drawn is tested by itself.
  ...{ sharpen: 0, grain: 0 },
});
const place: FacePlace = { x: 210, y: 150, unit: 90, turn: 0.3 };

const predictor = (faceSize: number, draw: (value: number, index: number) => number): FacePredictor => ({
  faceSize,
  drawnSize: faceSize,
  squareShare: networkShare,
  predict: async ({ faces }) => ({ faces: faces.map(draw) }),
  [Symbol.dispose]: () => undefined,
});

/** Draws what it sees: whatever then changes is the fault of geometry, masks or colours. */
const mirror = (faceSize: number): FacePredictor => predictor(faceSize, (value) => value);

const swap = async (options: {
  readonly count?: number;
  readonly actor?: Actor;
  readonly predictor: FacePredictor;
  readonly colourTransfer?: 'lab' | 'none';
  readonly mask?: SwapMaskChoice;
  readonly settings?: Partial<ConversionSettings>;
  readonly look?: FaceLook | undefined;
  /** In place of the usual ones. */
  readonly frames?: readonly VideoFrame[];
  /** Deviation of the noise of the frames, levels. */
  readonly noise?: number;
}): Promise<{ before: VideoFrame[]; after: SwappedFrame[] }> => {
  const random = seededRandom(3, 'noise');
  // The sum of two even draws is normal enough here; its deviation is 0.41.
  const noise = () => (options.noise ?? 0) * 2.45 * (random.uniform() + random.uniform() - 1);
  const given = options.frames ?? Array.from({ length: options.count ?? 1 }, () => wavyFrame(400, 300));
  const before = given.map((frame, index) => {
    return { ...frame, y: options.noise ? frame.y.map((value) => value + noise()) : frame.y, index };
  });
  const frames = (async function* () {
    for (const frame of before) yield copyFrame(frame);
  })();
  const after: SwappedFrame[] = [];
  for await (const item of swapFaces({
    frames,
    models: clipSceneModels([options.actor ?? { descriptor: hero, at: () => place }]),
    predictor: options.predictor,
    settings: {
      ...settings,
      colourTransfer: options.colourTransfer ?? 'none',
      mask: options.mask ?? 'auto',
      ...options.settings,
    },
    person: { looks: [hero], others: [] },
    look: options.look,
    originals: createFrameMemory(),
  }))
    after.push(item);
  return { before, after };
};

describe('swapping faces', () => {
  it('gives the frame back where the network draws what it sees', async () => {
    for (const colourTransfer of ['none', 'lab'] as const) {
      const { before, after } = await swap({ predictor: mirror(256), colourTransfer });
      expect(after[0]?.face).toBeDefined();
      for (const plane of ['y', 'u', 'v'] as const)
        expect(psnr(after[0]?.frame[plane] as Uint8Array, before[0]?.[plane] as Uint8Array)).toBeGreaterThan(48);
    }
  });

  it('lays the face as large as asked, and moved as asked', async () => {
    const white = predictor(64, () => 1);
    const laid = async (asked: Partial<ConversionSettings>) => {
      const { before, after } = await swap({ predictor: white, settings: asked });
      const [was, is] = [before[0]?.y as Uint8Array, after[0]?.frame.y as Uint8Array];
      let [count, x, y] = [0, 0, 0];
      is.forEach((value, at) => {
        if (value === was[at]) return;
        count += 1;
        x += at % 400;
        y += Math.floor(at / 400);
      });
      return { count, x: x / count, y: y / count };
    };
    const plain = await laid({});
    const larger = await laid({ faceScale: 1.2 });
    expect(Math.sqrt(larger.count / plain.count)).toBeCloseTo(1.2, 1);
    const moved = await laid({ shiftX: 0.1 });
    const side = scaleOf(networkToFrame(syntheticFace(place).mesh, 1));
    expect(Math.hypot(moved.x - plain.x, moved.y - plain.y) / side).toBeCloseTo(0.1, 1);
    expect(Math.atan2(moved.y - plain.y, moved.x - plain.x)).toBeCloseTo(place.turn ?? 0, 1);
  });

  it('gives a face that was drawn without noise the noise of the frame', async () => {
    const flat = predictor(64, () => 0.5);
    const spread = async (grain: number): Promise<number> => {
      const { after } = await swap({ predictor: flat, settings: { grain }, noise: 6 });
      const [{ frame }] = after as [SwappedFrame];
      const { y } = frame;
      const middle = Array.from(
        { length: 400 },
        (_, at) => y[(140 + Math.floor(at / 20)) * 400 + 200 + (at % 20)] ?? 0,
      );
      const mean = middle.reduce((sum, value) => sum + value, 0) / middle.length;
      return Math.sqrt(middle.reduce((sum, value) => sum + (value - mean) ** 2, 0) / middle.length);
    };
    expect(await spread(0)).toBeLessThan(1);
    expect(await spread(1)).toBeGreaterThan(4);
    expect(await spread(1)).toBeLessThan(8);
  });

  it('gives the frame back where the network draws larger than it sees', async () => {
    const each = 64 * 64 * 3;
    const twice: FacePredictor = {
      ...mirror(64),
      drawnSize: 128,
      predict: async ({ faces, count }) => {
        const drawn = new Float32Array(count * each * 4);
        for (let index = 0; index < count; index += 1) {
          const seen = faces.subarray(index * each, (index + 1) * each);
          for (let channel = 0; channel < 3; channel += 1) {
            const plane = seen.filter((_, at) => at % 3 === channel);
            enlarge(plane, { size: 64, factor: 2 }).forEach((value, at) => {
              drawn[index * each * 4 + at * 3 + channel] = value;
            });
          }
        }
        return { faces: drawn };
      },
    };
    const colours = { predictor: twice, colourTransfer: 'lab', mask: 'hull' } as const;
    const { before, after } = await swap(colours);
    const same = await swap({ ...colours, predictor: mirror(64) });
    const distance = ({ after }: typeof same) => psnr(after[0]?.frame.y as Uint8Array, before[0]?.y as Uint8Array);
    expect(Math.abs(distance({ before, after }) - distance(same))).toBeLessThan(3);
    expect(distance({ before, after })).toBeGreaterThan(30);
  });

  it('shows what the network draws in the middle of the face and nothing of it outside its square', async () => {
    const { before, after } = await swap({ predictor: predictor(64, () => 1) });
    const frame = after[0]?.frame as VideoFrame;
    expect(frame.y[150 * 400 + 210]).toBeGreaterThan(253);
    const toFrame = networkToFrame(syntheticFace(place).mesh, 64);
    const square = boxAround(
      [inputPoint(0, 0), inputPoint(64, 0), inputPoint(0, 64), inputPoint(64, 64)].map((corner) =>
        applySimilarity(toFrame, corner),
      ),
    );
    for (let at = 0; at < frame.y.length; at++) {
      const [x, y] = [at % 400, Math.floor(at / 400)];
      const within =
        x >= square.left - 1 &&
        y >= square.top - 1 &&
        x <= square.left + square.width &&
        y <= square.top + square.height;
      if (!within) expect(frame.y[at]).toBe(before[0]?.y[at]);
    }
  });

  it('gives a model that sees all of the whole-face crop all of it, and lays what it draws there', async () => {
    const size = 96;
    /** Draws a white disc about the middle of its square, a tenth of the side across, and elsewhere what it sees. */
    const disc = (at: number): boolean =>
      Math.hypot((Math.floor(at / 3) % size) + 0.5 - size / 2, Math.floor(at / 3 / size) + 0.5 - size / 2) < size / 20;
    const whole = { ...predictor(size, (value, at) => (disc(at % (3 * size * size)) ? 1 : value)), squareShare: 1 };
    const { before, after } = await swap({ predictor: whole });
    const [was, is] = [before[0]?.y as Uint8Array, after[0]?.frame.y as Uint8Array];
    const white = [...is.keys()].filter((at) => (is[at] as number) > 250 && (was[at] as number) < 245);
    // The crop as core/geometry aligns it: 256 px, of which a tenth across is a disc of pi x 12.8 x 12.8.
    const toCrop = alignFace(syntheticFace(place).mesh);
    const fromMiddle = white.map((at) => {
      const [x, y] = applySimilarity(toCrop, framePoint(at % 400, Math.floor(at / 400)));
      return Math.hypot(x - cropSize / 2, y - cropSize / 2);
    });
    expect(Math.max(...fromMiddle)).toBeLessThan(0.05 * cropSize + 4);
    expect(white.length * scaleOf(toCrop) ** 2).toBeGreaterThan(0.6 * Math.PI * 12.8 ** 2);
    const elsewhere = [...is.keys()].filter((at) => !white.includes(at));
    expect(
      psnr(
        Uint8Array.from(elsewhere, (at) => is[at] as number),
        Uint8Array.from(elsewhere, (at) => was[at] as number),
      ),
    ).toBeGreaterThan(30);
  });

  it('shows the drawn face only where landmarks and model both see one, or where it was asked to', async () => {
    const size = 64;
    /** Draws white, and sees a face in the left half of its square only, up to the very edge. */
    const leftHalf: FacePredictor = {
      ...mirror(size),
      predict: async ({ faces, count }) => ({
        faces: faces.map(() => 1),
        masks: Float32Array.from({ length: count * size * size }, (_, at) => (at % size < size / 2 ? 1 : 0)),
      }),
    };
    const toFrame = networkToFrame(syntheticFace(place).mesh, size);
    const turnedWhite = async (mask: SwapMaskChoice) => {
      const { after } = await swap({ predictor: leftHalf, mask });
      const { y, width } = (after[0] as SwappedFrame).frame;
      return ([across, down]: readonly [number, number]): boolean => {
        const [x, line] = applySimilarity(toFrame, inputPoint(across * size, down * size));
        return (y[Math.round(line) * width + Math.round(x)] as number) > 250;
      };
    };
    const [hull, learned, both, auto] = await Promise.all(
      (['hull', 'learned', 'both', 'auto'] as const).map(turnedWhite),
    );
    const places = { leftOfNose: [0.4, 0.5], rightOfNose: [0.6, 0.5], leftCorner: [0.1, 0.9] } as const;
    const seen = (is: typeof hull) => Object.entries(places).flatMap(([name, at]) => (is?.(at) ? [name] : []));
    expect(seen(hull)).toEqual(['leftOfNose', 'rightOfNose']);
    expect(seen(learned)).toEqual(['leftOfNose', 'leftCorner']);
    expect(seen(both)).toEqual(['leftOfNose']);
    expect(seen(auto)).toEqual(['leftOfNose']);
  });

  it('changes the parts of the face that are asked for, and leaves all others as they were', async () => {
    const white = predictor(64, () => 1);
    const { mesh } = syntheticFace(place);
    const changed = async (parts: FacePart[]) => {
      const { before, after } = await swap({ predictor: white, settings: { parts, maskFeather: 0.02 } });
      const [was, is] = [before[0]?.y as Uint8Array, after[0]?.frame.y as Uint8Array];
      return (points: readonly FramePoint[]) => {
        const { left, top, width, height } = boxAround(points);
        const at = Math.round(top + height / 2) * 400 + Math.round(left + width / 2);
        return is[at] !== was[at];
      };
    };
    const cheek = [framePoint(place.x - 28, place.y + 12)];
    const seen = async (...parts: FacePart[]) => {
      const isChanged = await changed(parts);
      const named = (['brows', 'eyes', 'nose', 'mouth'] as const).filter((part) => {
        const pieces = meshPart(mesh, part).map(isChanged);
        expect(new Set(pieces).size, `both ${part}`).toBe(1);
        return pieces[0];
      });
      return isChanged(cheek) ? [...named, 'skin'] : named;
    };
    expect(await seen('eyes')).toEqual(['eyes']);
    expect(await seen('mouth', 'brows')).toEqual(['brows', 'mouth']);
    expect(await seen('brows', 'eyes', 'nose', 'skin')).toEqual(['brows', 'eyes', 'nose', 'skin']);
    expect(await seen('skin')).toEqual(['skin']);
    expect(await seen('brows', 'eyes', 'nose', 'mouth', 'skin')).toEqual(['brows', 'eyes', 'nose', 'mouth', 'skin']);
  });

  it('lays no room beside a drawn face that is narrower, where the model draws no mask, unless all of the hull is asked for', async () => {
    const size = 64;
    const [face, room] = [1, 0];
    /** A white face, narrow by some, in a black room. */
    const narrow = predictor(size, (_, at) => {
      const pixel = Math.floor(at / 3) % (size * size);
      return Math.abs((pixel % size) - size / 2) < size * 0.24 ? face : room;
    });
    const darkest = async (mask: SwapMaskChoice): Promise<number> => {
      const { after } = await swap({ predictor: narrow, mask, count: 6 });
      const { frame, laid } = after[5] as SwappedFrame;
      const shown = laid?.mask(size) as Float32Array;
      const toFrame = laid?.toFrame(size) as ReturnType<typeof networkToFrame>;
      const blacks = shown.filter((share, at) => {
        const [x, y] = applySimilarity(toFrame, inputPoint((at % size) + 0.5, Math.floor(at / size) + 0.5));
        return share > 0.9 && (frame.y[Math.round(y) * frame.width + Math.round(x)] as number) < 30;
      });
      return blacks.length / shown.filter((share) => share > 0.9).length;
    };
    const [hull, auto] = [await darkest('hull'), await darkest('auto')];
    expect(hull).toBeGreaterThan(0.07);
    expect(auto).toBeLessThan(hull / 4);
  });

  it('leaves what lies before the face in front of the new one, where it is known how the face looks without', async () => {
    const plain = wavyFrame(400, 300);
    const { mesh } = syntheticFace(place);
    const look = learnLook(Array.from({ length: fewestPictures }, () => faceSquare(plain, mesh)));
    const covered = copyFrame(plain);
    paintOccluder(covered, {
      kind: 'disc',
      cover: (x, y) => (Math.hypot(x - place.x, y - place.y) < 24 ? 1 : 0),
      colour: () => [60, 200, 90],
    });
    const white = predictor(64, () => 1);
    const luma = async (known: FaceLook | undefined, frame: VideoFrame) => {
      const { after } = await swap({ predictor: white, look: known, frames: [frame] });
      const { y, width } = (after[0] as SwappedFrame).frame;
      return (dx: number) => y[Math.round(place.y) * width + Math.round(place.x) + dx];
    };
    const [kept, painted, free] = await Promise.all([luma(look, covered), luma(undefined, covered), luma(look, plain)]);
    expect([kept(0), painted(0), free(0)]).toEqual([60, 254, 254].map((value) => expect.closeTo(value, -1)));
    expect([kept(42), painted(42), free(42)]).toEqual(Array(3).fill(expect.closeTo(254, -1)));
  });

  it('takes on the colours of the face it replaces', async () => {
    const reddened = (value: number, index: number): number => (index % 3 === 0 ? Math.min(1, value + 0.2) : value);
    const plain = await swap({ predictor: predictor(128, reddened) });
    const matched = await swap({ predictor: predictor(128, reddened), colourTransfer: 'lab' });
    const error = ({ before, after }: typeof plain): number =>
      psnr(after[0]?.frame.v as Uint8Array, before[0]?.v as Uint8Array);
    expect(error(matched)).toBeGreaterThan(error(plain) + 10);
  });

  it('passes frames without the face on bit by bit, and all frames in order', async () => {
    const actor = { descriptor: hero, at: (i: number) => (i % 9 < 4 ? undefined : place) };
    const { before, after } = await swap({ count: 31, actor, predictor: predictor(64, () => 0) });
    expect(after.map(({ frame }) => frame.index)).toEqual(before.map(({ index }) => index));
    after.forEach(({ frame, original, face }, i) => {
      expect(face !== undefined).toBe(i % 9 >= 4);
      expect(Buffer.compare(original.y, before[i]?.y as Uint8Array)).toBe(0);
      if (!face) expect(Buffer.compare(frame.y, before[i]?.y as Uint8Array)).toBe(0);
    });
  });

  it('survives a face that hangs over the edge of the frame', async () => {
    const actor = { descriptor: hero, at: () => ({ x: 5, y: 290, unit: 120, turn: -0.4 }) };
    const { before, after } = await swap({ actor, predictor: mirror(256) });
    expect(psnr(after[0]?.frame.y as Uint8Array, before[0]?.y as Uint8Array)).toBeGreaterThan(45);
  });
});
