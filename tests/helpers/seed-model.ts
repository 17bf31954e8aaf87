/** Two people, a clip of one of them, and a model of random weights that can be converted with: what it draws is no face. */
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { allWeights } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import { usualSampling } from '#core/contract/clip.ts';
import { runSettings } from '#core/contract/run.ts';
import { openStudioFiles } from '#server/adapters/file-store/open-studio-files.ts';
import { openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';
import { createSafetensorsStore } from '#server/adapters/safetensors/checkpoint-store.ts';
import { seedRuns } from '#tests/bench/seed-run.ts';
import { ffmpeg, temporaryFolder } from './make-clip.ts';
import { factsOf } from './real-tools.ts';

export const seedModel = async (dataFolder: string, clipPath: string): Promise<void> => {
  const { runId } = await seedRuns({ dataFolder, points: 100, previews: 2 });
  await using files = await openStudioFiles(dataFolder);
  const store = await openStudioStore(files.paths.database);
  const [clipId, createdAt] = [randomUUID(), '2026-01-05T11:00:00.000Z'];
  const sourcePath = files.paths.clipSource(clipId, 'mp4');
  await mkdir(dirname(sourcePath), { recursive: true });
  await copyFile(clipPath, sourcePath);
  await store.clips.insert({
    ...{ id: clipId, personId: (await store.runs.read(runId))?.personAId ?? '', name: 'face.mp4', createdAt },
    ...{ kind: 'video', state: 'ready', extension: 'mp4', sizeBytes: 1000, sha256: null, playable: true },
    ...{ linkedPath: null, sourceUrl: null, hasProxy: false, sampling: usualSampling, excluded: [], descriptor: null },
    ...{ extractedAt: null, facts: await factsOf(sourcePath) },
  });
  await store.runs.update(runId, { settings: runSettings.parse({ architecture: 'swift' }) });
  const path = files.paths.checkpoint(runId, '100.safetensors');
  await mkdir(dirname(path), { recursive: true });
  const tensors = allWeights(architectures.swift).map((weight) => initialWeight(weight, 1));
  const { sizeBytes, sha256 } = await createSafetensorsStore().write({ path, tensors, metadata: {} });
  await store.runs.insertCheckpoint({
    ...{
      id: randomUUID(),
      runId,
      branch: 0,
      iteration: 100,
      fileName: '100.safetensors',
      sizeBytes,
      sha256,
      createdAt,
    },
    ...{ trainedSeconds: 40, kind: 'automatic', name: null, heldOutError: null, fault: null },
  });
  await store.close();
};

/** The same with a clip that ffmpeg makes from this input. */
export const seedModelOn = async (dataFolder: string, input: readonly string[]): Promise<void> => {
  await using folder = await temporaryFolder();
  const clip = join(folder.path, 'clip.mp4');
  await ffmpeg([...input, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', clip]);
  await seedModel(dataFolder, clip);
};
