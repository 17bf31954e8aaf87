import { afterAll, beforeAll, expect, test } from 'vitest';
import { conversionSettings } from '#core/contract/conversion.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import { swapPeople } from '#server/pipelines/swap-people.ts';
import { createTrialFrames, type TrialSwap } from '#server/pipelines/trial-frames.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const path = sharedMedia('grid_bbaf2n_man.mpg');
const signal = new AbortController().signal;
const size = 64;

/** A network that draws every face in one grey. */
const predictor: FacePredictor = {
  faceSize: size,
  drawnSize: size,
  squareShare: networkShare,
  predict: async ({ faces }) => ({ faces: faces.map(() => 0.2), masks: undefined }),
  [Symbol.dispose]: () => undefined,
};

const swapWith = (change: object): TrialSwap => ({
  predictor,
  settings: conversionSettings.parse({ to: 'b', colourTransfer: 'none', grain: 0, ...change }),
  people: [null],
});

let models: ClipFaceModels;
let asked = 0;
beforeAll(() => {
  const real = createClipFaceModels();
  const counted =
    <Input, Output>(ask: (input: Input) => Output) =>
    (input: Input): Output => {
      asked += 1;
      return ask(input);
    };
  models = {
    find: counted(real.find),
    follow: counted(real.follow),
    describe: counted(real.describe),
    gaze: counted(real.gaze),
    [Symbol.dispose]: () => real[Symbol.dispose](),
  };
});
afterAll(() => models[Symbol.dispose]());

/** The frame as a conversion of the whole clip draws it. */
const converted = async (clip: string, frameIndex: number, swap: TrialSwap): Promise<VideoFrame> => {
  const frames = frameIo.readFrames({ path: clip, facts: await factsOf(clip), samplesPerSecond: null, signal });
  for await (const { frame } of swapPeople({ ...swap, frames, models, originals: null }))
    if (frame.index === frameIndex) return frame;
  throw new Error('no such frame');
};

const differing = (one: VideoFrame, other: VideoFrame): number =>
  one.y.reduce((count, value, at) => count + (Math.abs(value - (other.y[at] as number)) > 3 ? 1 : 0), 0);

test.skipIf(!path)(
  'a trial draws the frame as the conversion does, and another setting as that conversion would',
  async () => {
    const clip = { path: path as string, facts: await factsOf(path as string) };
    const trials = createTrialFrames({ frames: frameIo, models, signal });
    const [plain, large] = [swapWith({}), swapWith({ faceScale: 1.25 })];
    const first = await trials.draw({ clip, frameIndex: 30 }, plain);
    const changed = differing(first.frame, first.original);
    expect(changed).toBeGreaterThan(3000);
    // Where the soft edge lies depends on landmarks that were followed from elsewhere: a few pixels of it.
    expect(differing(first.frame, await converted(clip.path, 30, plain))).toBeLessThan(changed / 100);
    const second = await trials.draw({ clip, frameIndex: 30 }, large);
    expect(differing(second.frame, second.original)).toBeGreaterThan(changed * 1.3);
    expect(differing(second.frame, await converted(clip.path, 30, large))).toBeLessThan(changed / 100);
  },
);

test.skipIf(!path)(
  'what the face models saw is not asked again for another setting, and is for another frame',
  async () => {
    const clip = { path: path as string, facts: await factsOf(path as string) };
    const trials = createTrialFrames({ frames: frameIo, models, signal });
    await trials.draw({ clip, frameIndex: 40 }, swapWith({}));
    asked = 0;
    const again = await trials.draw({ clip, frameIndex: 40 }, swapWith({ maskFeather: 0.2 }));
    expect(again.face).toBeDefined();
    expect(asked).toBe(0);
    await trials.draw({ clip, frameIndex: 10 }, swapWith({}));
    expect(asked).toBeGreaterThan(10);
  },
);

test.skipIf(!path)('a frame behind the end of the clip is refused', async () => {
  const clip = { path: path as string, facts: await factsOf(path as string) };
  const trials = createTrialFrames({ frames: frameIo, models, signal });
  await expect(trials.draw({ clip, frameIndex: clip.facts.frameCount }, swapWith({}))).rejects.toMatchObject({
    code: 'frame_missing',
  });
});
