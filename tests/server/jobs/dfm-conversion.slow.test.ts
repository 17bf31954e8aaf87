/** Conversions by real workers with models of others: one of ours by way of its own export, and one made by hand. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allWeights } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { dfmModel } from '#core/interchange/onnx/dfm-model.ts';
import { createSafetensorsStore } from '#server/adapters/safetensors/checkpoint-store.ts';
import { handMadeDfm } from '#tests/helpers/hand-made-dfm.ts';
import { ffmpeg } from '#tests/helpers/make-clip.ts';
import { toBytes } from '#tests/helpers/onnx-writer.ts';
import { convertByWorker, reportIn } from '#tests/helpers/real-conversion.ts';
import { someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { psnr } from '#tests/helpers/synthetic-frames.ts';

const face = sharedMedia('grid_bbaf2n_man.mpg');
let folder: string;
let clip: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dfm-conversion-'));
  clip = join(folder, 'clip.mp4');
  if (face) await ffmpeg(['-t', '0.3', '-i', face, '-an', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', clip]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const count = 4;

type DrawnBy = JobPayload<'convert-video'>['drawnBy'];

const saved = async (name: string, file: Uint8Array): Promise<DrawnBy> => {
  const path = join(folder, name);
  await writeFile(path, file);
  return { kind: 'dfm', path, sha256: createHash('sha256').update(file).digest('hex') };
};

/** What it draws, and nothing of what makes it look better. */
const plain = { colourTransfer: 'none', sharpen: 0, grain: 0, mask: 'hull', quality: 'finer' } as const;

const converted = async (name: string, drawnBy: DrawnBy, settings: Partial<ConversionSettings> = {}) => {
  const into = join(folder, name);
  const result = await convertByWorker({ path: clip, folder: into, drawnBy, settings: { ...plain, ...settings } });
  expect(result.outcome).toMatchObject({ status: 'done' });
  const { frames } = await reportIn(into);
  expect(frames.swapped).toBe(frames.written);
  return someFrames(result.outputPath, { count });
};

describe.skipIf(!face)('a conversion with a model of others', () => {
  it('gives the frames that the run gives which wrote the model', { timeout: 300_000 }, async () => {
    const architecture = architectures.studio;
    const tensors = allWeights(architecture).map((weight) => initialWeight(weight, 1));
    const checkpointPath = join(folder, 'studio.safetensors');
    await createSafetensorsStore().write({ path: checkpointPath, tensors, metadata: {} });
    const weights = new Map(tensors.map((tensor) => [tensor.name, tensor]));
    const weight = ({ name }: { readonly name: string }) => weights.get(name) as (typeof tensors)[number];
    const file = toBytes(dfmModel({ architecture, side: 'b', weight, metadata: {} }));
    const run = { kind: 'run', checkpointPath, architecture: 'studio', precision: 'fp32' } as const;
    const byRun = await converted('run', run);
    const byFile = await converted('file', await saved('studio.dfm', file));
    const original = await someFrames(clip, { count });
    expect(byFile.length).toBe(byRun.length);
    byFile.forEach((frame, at) => {
      const { y } = byRun[at] as (typeof byRun)[number];
      expect(psnr(frame.y, y)).toBeGreaterThan(40);
      // Not because nothing was drawn.
      expect(psnr(frame.y, (original[at] as typeof frame).y)).toBeLessThan(35);
    });
  });

  it('shows what a model of another size draws, as far as it is told to go', { timeout: 300_000 }, async () => {
    const model = await saved('another.dfm', handMadeDfm(160, { morphs: true }));
    const original = await someFrames(clip, { count });
    const near = async (morph: number) => {
      const frames = await converted(`morph-${morph}`, model, { morph, mask: 'learned' });
      return psnr(frames[0]?.y as Uint8Array, original[0]?.y as Uint8Array);
    };
    const [none, half, all] = [await near(0), await near(0.5), await near(1)];
    expect(none).toBeGreaterThan(half);
    expect(half).toBeGreaterThan(all);
  });
});
