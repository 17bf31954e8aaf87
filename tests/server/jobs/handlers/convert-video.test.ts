import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { conversionSettings } from '#core/contract/conversion.ts';
import type { JobProgress, JobResult } from '#core/contract/jobs.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import { convertVideo } from '#server/jobs/handlers/convert-video.ts';
import type { JobContext } from '#server/jobs/job-handler.ts';
import type { PredictorOptions } from '#server/ports/autoencoder-engine.ts';
import type { FaceModels } from '#server/ports/face-models.ts';
import { factsOf, frameIo, someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { psnr } from '#tests/helpers/synthetic-frames.ts';

const clip = sharedMedia('grid_bbaf2n_man.mpg');
const { faceSize } = architectures.original;

let models: FaceModels;
let folder: string;
beforeAll(async () => {
  models = createFaceModels();
  folder = await mkdtemp(join(tmpdir(), 'convert-'));
});
afterAll(async () => {
  models[Symbol.dispose]();
  await rm(folder, { recursive: true, force: true });
});

const tensor = (name: string) => ({ name, shape: [], data: new Float32Array(1) });

/** Converts with a network that draws black, through the real reader, writer and face models. */
const convert = async (options: {
  readonly into: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: () => void;
}) => {
  const opened: PredictorOptions[] = [];
  const reports: JobProgress[] = [];
  const path = clip as string;
  const facts = await factsOf(path);
  const context = {
    tools: {
      frames: frameIo,
      faceModels: () => models,
      checkpoints: {
        read: async () => ({
          tensors: ['encoder/dense_1/kernel', 'decoder_a/output/bias', 'decoder_b/output/bias', 'adam/m'].map(tensor),
          metadata: {},
        }),
      },
      engine: () => ({
        openPredictor: (predictor: PredictorOptions) => {
          opened.push(predictor);
          return {
            faceSize,
            drawnSize: faceSize,
            predict: ({ faces }: { faces: Float32Array }) => ({ faces: faces.map(() => 0) }),
            [Symbol.dispose]: () => undefined,
          };
        },
      }),
    },
    signal: options.signal ?? new AbortController().signal,
    progress: (progress: JobProgress) => {
      reports.push(progress);
      options.onProgress?.();
    },
  } as unknown as JobContext;
  const outputPath = join(folder, `${options.into}.mp4`);
  const sideBySidePath = join(folder, `${options.into}-side.mp4`);
  const result: JobResult<'convert-video'> = await convertVideo(
    {
      conversionId: 'conversion',
      sourcePath: path,
      facts,
      checkpointPath: 'unused',
      architecture: 'original',
      precision: 'fp32',
      settings: conversionSettings.parse({ to: 'b', colourTransfer: 'none' }),
      personDescriptor: null,
      outputPath,
      sideBySidePath,
      marks: { comment: 'AI-altered' },
    },
    context,
  );
  return { result, reports, opened, facts, outputPath, sideBySidePath };
};

describe('converting a video', () => {
  it.skipIf(!clip)(
    "keeps every frame, the size and the sound, and puts the original at the result's left",
    async () => {
      const { result, reports, opened, facts, outputPath, sideBySidePath } = await convert({ into: 'whole' });
      expect(result.written).toBe(facts.frameCount);
      expect(result.swapped).toBe(facts.frameCount);
      expect(reports.at(-1)).toMatchObject({ stage: 'finishing', done: facts.frameCount, total: facts.frameCount });
      expect(opened[0]?.state.map(({ name }) => name)).toEqual(['encoder/dense_1/kernel', 'decoder_b/output/bias']);

      const [written, joined] = [await factsOf(outputPath), await factsOf(sideBySidePath)];
      expect(written).toMatchObject({ frameCount: facts.frameCount, width: facts.width, height: facts.height });
      expect(written.audioCodec).not.toBeNull();
      expect(joined).toMatchObject({ frameCount: facts.frameCount, width: facts.width * 2, height: facts.height });
      expect(joined.audioCodec).not.toBeNull();

      const [source] = await someFrames(clip as string, { count: 1 });
      const [swapped] = await someFrames(outputPath, { count: 1 });
      const [pair] = await someFrames(sideBySidePath, { count: 1 });
      if (!source || !swapped || !pair) throw new Error('a video has no frames');
      // The upper part of the left half, where no label lies, is the original; the result has a black face.
      const left = (y: Uint8Array, stride: number): Uint8Array =>
        Uint8Array.from(
          { length: 100 * 200 },
          (_, i) => y[(60 + Math.floor(i / 200)) * stride + 80 + (i % 200)] as number,
        );
      expect(psnr(left(pair.y, pair.width), left(source.y, source.width))).toBeGreaterThan(30);
      expect(psnr(left(swapped.y, swapped.width), left(source.y, source.width))).toBeLessThan(20);
    },
  );

  it.skipIf(!clip)('leaves no file behind when it is cancelled', async () => {
    const aborting = new AbortController();
    await expect(
      convert({ into: 'cancelled', signal: aborting.signal, onProgress: () => aborting.abort() }),
    ).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.startsWith('cancelled'))).toEqual([]);
  });
});
