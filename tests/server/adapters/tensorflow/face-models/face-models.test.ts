import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { likenessOf, matchFloor } from '#core/dataset/likeness.ts';
import { meshTo68 } from '#core/geometry/mesh-points.ts';
import { type FramePoint, framePoint } from '#core/geometry/point.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import { imageCodec, someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { flatFrame } from '#tests/helpers/synthetic-frames.ts';

const portrait = sharedMedia('nasa_astronaut_collins.png');
const manA = sharedMedia('latentsync_demo2_manA.mp4');
const manB = sharedMedia('latentsync_demo3_manB.mp4');
const nobody = sharedMedia('pyfeat_no_face.mp4');

let models: FaceModels;
/** The first second of one man, and pictures of two men a second apart. */
let second: VideoFrame[] = [];
let apartA: VideoFrame[] = [];
let apartB: VideoFrame[] = [];
beforeAll(async () => {
  models = createFaceModels();
  if (!manA || !manB) return;
  apartA = await someFrames(manA, { count: 5, samplesPerSecond: 1 });
  apartB = await someFrames(manB, { count: 5, samplesPerSecond: 1 });
  second = await someFrames(manA, { count: 20 });
}, 180_000);
afterAll(() => models[Symbol.dispose]());

const onlyFace = (frame: VideoFrame): FoundFace => {
  const faces = models.find([frame])[0] ?? [];
  expect(faces).toHaveLength(1);
  return faces[0] as FoundFace;
};

/** Mean distance of two meshes, as a share of the face's width. */
const apart = (a: readonly FramePoint[], b: readonly FramePoint[], width: number): number =>
  a.reduce((sum, [x, y], i) => sum + Math.hypot(x - (b[i] as FramePoint)[0], y - (b[i] as FramePoint)[1]), 0) /
  a.length /
  width;

/** The picture moved by (dx, dy), turned about its middle and scaled; and where a point of it then lies. */
const changed = (frame: VideoFrame, change: { scale: number; turn: number; dx: number; dy: number }) => {
  const { width, height } = frame;
  const [a, b] = [Math.cos(change.turn) / change.scale, Math.sin(change.turn) / change.scale];
  const [cx, cy] = [width / 2 + change.dx, height / 2 + change.dy];
  const toFrame = { a, b, tx: width / 2 - a * cx + b * cy, ty: height / 2 - b * cx - a * cy };
  const place = ([x, y]: FramePoint): FramePoint => {
    const [px, py] = [x - toFrame.tx, y - toFrame.ty];
    const square = a * a + b * b;
    return framePoint((a * px + b * py) / square, (a * py - b * px) / square);
  };
  return { frame: rgbToFrame(sampleImage({ frame, toFrame, width, height })), place };
};

describe('face models', () => {
  it('find nothing in a flat picture and take no frames at all', () => {
    expect(models.find([flatFrame({ width: 320, height: 240, rgb: [90, 120, 90] })])).toEqual([[]]);
    expect(models.find([])).toEqual([]);
    expect(models.describe([])).toEqual([]);
  });

  it.skipIf(!portrait)("find the astronaut's face where her eyes, nose and mouth are", async () => {
    const face = onlyFace(rgbToFrame(await imageCodec.read(portrait as string)));
    const points = meshTo68(face.mesh);
    const mean = (from: number, to: number): [number, number] => {
      const some = points.slice(from, to);
      return [
        some.reduce((sum, [x]) => sum + x, 0) / some.length,
        some.reduce((sum, [, y]) => sum + y, 0) / some.length,
      ];
    };
    // Marked by hand on the picture, six times enlarged; the face is 85 px wide.
    const marks = [
      { found: mean(36, 42), wanted: [203, 101] },
      { found: mean(42, 48), wanted: [246.5, 104] },
      { found: mean(30, 31), wanted: [226, 125] },
      { found: mean(48, 60), wanted: [225, 147] },
    ];
    for (const { found, wanted } of marks)
      expect(Math.hypot(found[0] - (wanted[0] as number), found[1] - (wanted[1] as number))).toBeLessThan(4);
  });

  it.skipIf(!portrait)('find the same points however the picture is turned, scaled and moved', async () => {
    const frame = rgbToFrame(await imageCodec.read(portrait as string));
    const { mesh, box } = onlyFace(frame);
    for (const change of [
      { scale: 1, turn: 0.5, dx: 0, dy: 60 },
      { scale: 1, turn: -0.8, dx: 0, dy: 60 },
      { scale: 0.6, turn: 0, dx: 40, dy: -20 },
      { scale: 1.4, turn: 0.2, dx: 20, dy: 90 },
    ]) {
      const other = changed(frame, change);
      expect(apart(onlyFace(other.frame).mesh, mesh.map(other.place), box.width * change.scale)).toBeLessThan(0.035);
    }
  });

  it.skipIf(!nobody)('find no face where there is none', async () => {
    expect(models.find(await someFrames(nobody as string, { count: 4, samplesPerSecond: 1 }))).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  it.skipIf(!manA)('find the same in a batch as one by one', () => {
    const frames = apartA;
    const together = models.find(frames);
    frames.forEach((frame, i) => {
      const alone = onlyFace(frame);
      expect(apart(alone.mesh, together[i]?.[0]?.mesh ?? [], alone.box.width)).toBeLessThan(0.002);
    });
  });

  it.skipIf(!manA)('follow a face to where it is found in the next frames, and lose it where it is gone', () => {
    const frames = second;
    let face = onlyFace(frames[0] as VideoFrame);
    for (const frame of frames.slice(1)) {
      const next = models.track({ frame, last: face });
      expect(next).toBeDefined();
      face = next as FoundFace;
    }
    expect(apart(face.mesh, onlyFace(frames.at(-1) as VideoFrame).mesh, face.box.width)).toBeLessThan(0.01);
    const { width, height } = frames[0] as VideoFrame;
    expect(models.track({ frame: flatFrame({ width, height, rgb: [90, 120, 90] }), last: face })).toBeUndefined();
  });

  it.skipIf(!manA || !manB)('describe one person alike and two persons unlike', () => {
    const describeAll = (frames: VideoFrame[]): Float32Array[] =>
      models.describe(frames.map((frame) => ({ frame, face: onlyFace(frame) })));
    const [a, b] = [describeAll(apartA), describeAll(apartB)];
    for (const descriptor of [...a, ...b]) expect(Math.hypot(...descriptor)).toBeCloseTo(1, 4);
    const pairs = (from: Float32Array[], to: Float32Array[]): number[] =>
      from.flatMap((one) => to.filter((two) => two !== one).map((two) => likenessOf(one, two)));
    expect(Math.min(...pairs(a, a), ...pairs(b, b))).toBeGreaterThan(matchFloor - 0.03);
    expect(Math.max(...pairs(a, b))).toBeLessThan(matchFloor - 0.05);
  });
});
