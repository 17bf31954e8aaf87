import { afterAll, beforeAll, expect, test } from 'vitest';
import { conversionSettings } from '#core/contract/conversion.ts';
import type { LookPick } from '#core/contract/look-pick.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import { learnLook } from '#core/pixels/face-look.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import { faceSquare } from '#server/pipelines/known-looks.ts';
import { type MeasureLooksOptions, measureLooks } from '#server/pipelines/measure-looks.ts';
import { trackPerson } from '#server/pipelines/track-person.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FrameIo } from '#server/ports/frame-io.ts';
import { paintOccluder } from '#tests/helpers/occluders.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const path = sharedMedia('grid_bbaf2n_man.mpg') ?? '';
const isThere = sharedMedia('grid_bbaf2n_man.mpg') !== undefined;
const signal = new AbortController().signal;
const size = 64;

let drawn = 0;
/** A network that draws everybody as they are, in half the light and greener. */
const predictor: FacePredictor = {
  faceSize: size,
  drawnSize: size,
  squareShare: networkShare,
  predict: async ({ faces, count }) => {
    drawn += count;
    return { faces: faces.map((value, at) => (at % 3 === 1 ? 0.2 : 0) + 0.5 * value) };
  },
  [Symbol.dispose]: () => undefined,
};

let models: ClipFaceModels;
beforeAll(() => {
  models = createClipFaceModels();
});
afterAll(() => models[Symbol.dispose]());

const measured = async (change: Partial<MeasureLooksOptions> = {}): Promise<LookPick> =>
  measureLooks({
    ...{ clip: { path, facts: await factsOf(path) }, frames: frameIo, models, signal },
    reported: [{ otherFace: null, shown: null, replaced: null }],
    swap: { predictor, settings: conversionSettings.parse({ to: 'b', grain: 0 }), people: [null] },
    asked: { frameIndexes: [12, 40, 60], looks: asDrawnFirst, tellsCovers: false },
    ...change,
  });

const asDrawnFirst = (['none', 'lab', 'mean'] as const).map((colourTransfer) => ({
  colourTransfer,
  mask: 'hull' as const,
}));

test.skipIf(!isThere)(
  'a face drawn in colours of its own takes on the frame’s: its edge is measured, and each frame is drawn once',
  async () => {
    drawn = 0;
    const pick = await measured();
    expect(pick).toMatchObject({ mask: 'hull', frames: 3, keepInFront: false, coveredShare: null });
    expect(pick.colourTransfer).not.toBe('none');
    const [asDrawn, ...others] = pick.looks.map(({ figures }) => figures.seam ?? Number.NaN);
    expect(asDrawn).toBeGreaterThan(5);
    const [ownTone, ...tones] = pick.looks.map(({ figures }) => figures.tone ?? Number.NaN);
    expect(ownTone).toBeGreaterThan(10);
    for (const tone of tones) expect(tone).toBeLessThan(2);
    for (const seam of others) expect(seam).toBeLessThan((asDrawn as number) / 4);
    // Two neighbours at each place.
    expect(drawn).toBe(6);
    for (const { figures } of pick.looks) expect(figures.flicker).toBeLessThan(2);
  },
);

test.skipIf(!isThere)('measured twice, all figures and the choice are the same', async () => {
  const asked = { frameIndexes: [30], looks: asDrawnFirst, tellsCovers: false };
  expect(await measured({ asked })).toEqual(await measured({ asked }));
});

/** A white bar over the lower half of the face, from its frame `from` on. */
const withBar = (from: number): FrameIo => ({
  ...frameIo,
  readFrames: async function* (options) {
    for await (const frame of frameIo.readFrames(options)) yield frame.index < from ? frame : barred(frame);
  },
});

const barred = (frame: VideoFrame): VideoFrame => {
  const copy = copyFrame(frame);
  const [middle, from, to] = [frame.width / 2, frame.height * 0.55, frame.height * 0.64];
  const cover = (x: number, y: number) => (Math.abs(x - middle) < frame.width / 4 && y > from && y < to ? 1 : 0);
  paintOccluder(copy, { kind: 'bar', cover, colour: () => [235, 128, 128] });
  return copy;
};

test.skipIf(!isThere)('a bar before the face is seen in the frames that have it, and is to stay in front', async () => {
  const facts = await factsOf(path);
  const frames = frameIo.readFrames({ path, facts, samplesPerSecond: null, signal });
  const squares = [];
  for await (const { frame, face } of trackPerson({ frames, models, person: null }))
    if (face && frame.index % 3 === 0) squares.push(faceSquare(frame, face.mesh));
  const look = learnLook(squares);
  expect(look).toBeDefined();
  const swap = { predictor, settings: conversionSettings.parse({ to: 'b', grain: 0 }), people: [null], looks: [look] };
  const asked = { frameIndexes: [12, 50], looks: asDrawnFirst.slice(1, 2), tellsCovers: true };
  const free = await measured({ swap, asked });
  expect(free).toMatchObject({ keepInFront: false });
  expect(free.coveredShare).toBeLessThan(0.02);
  const covered = await measured({ swap, asked, frames: withBar(40) });
  expect(covered).toMatchObject({ keepInFront: true });
  expect(covered.coveredShare).toBeGreaterThan(0.1);
});
