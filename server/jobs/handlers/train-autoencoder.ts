/** The job that trains a pair: crops in from files, losses, previews and checkpoints out as news. */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { landmarkNumbers } from '#core/autoencoder/face-landmarks.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload, JobProgress } from '#core/contract/jobs.ts';
import type { TrainedFaces } from '#core/contract/model-card.ts';
import { placeName } from '#core/studio/run-branches.ts';
import type { JobContext, JobHandler } from '#server/jobs/job-handler.ts';
import { type LoadedFace, trainAutoencoder as train } from '#server/pipelines/train-autoencoder.ts';
import type { TrainingEvent } from '#server/pipelines/training-events.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';

export const trainAutoencoder: JobHandler<'train-autoencoder'> = async (payload, context) => {
  const folders = {
    checkpoints: join(payload.runFolder, 'checkpoints'),
    previews: join(payload.runFolder, 'previews'),
  };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  const { tools, signal } = context;
  context.progress({
    stage: 'starting',
    done: 0,
    total: payload.settings.maxIterations,
    unit: 'iterations',
    rate: null,
    etaSeconds: null,
  });
  const events = train({
    engine: tools.engine(),
    openFeed: tools.openBatchFeed,
    checkpoints: tools.checkpoints,
    settings: payload.settings,
    loadFaces: (side) => loadFaces(payload, side, tools.images),
    loadHeldOut: (side) => loadHeldOut(side === 'a' ? payload.heldOutA : payload.heldOutB, tools.images),
    loadShown: (side) => loadShown(side === 'a' ? payload.shownA : payload.shownB, tools.images),
    checkpointPath: (iteration) =>
      join(folders.checkpoints, `${placeName({ branch: payload.branch, iteration })}.safetensors`),
    resumeFrom: payload.resumeFrom,
    startFrom: payload.startFrom,
    signal,
    commands: context,
  });
  for await (const event of events) {
    if (event.kind === 'done') return { iteration: event.iteration, reason: event.reason };
    await pass(event, { payload, context, folders });
  }
  throw new StudioError('internal', 'The training ended without saying how.');
};

async function* loadFaces(
  { facesA, facesB, landmarksPath, runFolder }: JobPayload<'train-autoencoder'>,
  side: 'a' | 'b',
  images: ImageCodec,
): AsyncGenerator<LoadedFace> {
  // A copy: a file's bytes may begin where numbers may not.
  const landmarks = new Float32Array(new Uint8Array(await readFile(landmarksPath)).buffer);
  const [paths, first] = side === 'a' ? [facesA, 0] : [facesB, facesA.length];
  const digests: string[] = [];
  for (const [index, path] of paths.entries()) {
    digests.push(sha256Of(await readFile(path)));
    const at = (first + index) * landmarkNumbers;
    yield { crop: await images.read(path), landmarks: landmarks.slice(at, at + landmarkNumbers) };
  }
  await noteFaces({ runFolder, side, digests });
}

/** What a card of the model will say of its data: the set, whatever its order. */
const noteFaces = async (of: {
  readonly runFolder: string;
  readonly side: 'a' | 'b';
  readonly digests: readonly string[];
}): Promise<void> => {
  const lines = of.digests.toSorted().map((digest) => `${digest}\n`);
  const note: TrainedFaces = { count: lines.length, sha256: sha256Of(lines.join('')) };
  await writeWhole(join(of.runFolder, `faces-${of.side}.json`), new TextEncoder().encode(JSON.stringify(note)));
};

const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

async function* loadHeldOut(paths: readonly string[], images: ImageCodec): AsyncGenerator<LoadedFace> {
  for (const path of paths) yield { crop: await images.read(path) };
}

async function* loadShown(shown: JobPayload<'train-autoencoder'>['shownA'], images: ImageCodec) {
  for (const { path, ...mark } of shown) yield { crop: await images.read(path), mark };
}

interface Passing {
  readonly payload: JobPayload<'train-autoencoder'>;
  readonly context: JobContext;
  readonly folders: { readonly checkpoints: string; readonly previews: string };
}

const pass = async (
  event: Exclude<TrainingEvent, { kind: 'done' }>,
  { payload, context, folders }: Passing,
): Promise<void> => {
  switch (event.kind) {
    case 'loss': {
      const { points, imagesPerSecond, waitingShare, learningRate } = event;
      context.progress(progressOf({ points, imagesPerSecond, settings: payload.settings }));
      return context.news({ kind: 'losses', points: [...points], imagesPerSecond, waitingShare, learningRate });
    }
    case 'preview': {
      const path = join(folders.previews, `${placeName({ branch: payload.branch, iteration: event.iteration })}.png`);
      const isWritten = await writeWhole(path, await context.tools.images.encodePng(event.image));
      // Training finds out for itself that the disk is full, and waits.
      if (!isWritten) return;
      return context.news({ kind: 'preview', iteration: event.iteration, path });
    }
    // Old ones are dropped by the web process, which knows what a conversion still reads.
    case 'checkpoint':
      return context.news(event);
    case 'opened':
    case 'validation':
    case 'paused':
    case 'resumed':
      return context.news(event);
    default:
      throw new Error(`unknown event ${JSON.stringify(event satisfies never)}`);
  }
};

/** Time left is known where the run has a limit: whichever of the two comes first. */
const progressOf = (options: {
  readonly points: readonly { readonly iteration: number; readonly trainedSeconds: number }[];
  readonly imagesPerSecond: number;
  readonly settings: JobPayload<'train-autoencoder'>['settings'];
}): JobProgress => {
  const { points, imagesPerSecond, settings } = options;
  const last = points.at(-1) ?? { iteration: 0, trainedSeconds: 0 };
  const rate = imagesPerSecond / (2 * settings.batchSize);
  const left = [
    settings.maxIterations === null ? [] : [(settings.maxIterations - last.iteration) / rate],
    settings.maxMinutes === null ? [] : [settings.maxMinutes * 60 - last.trainedSeconds],
  ].flat();
  const etaSeconds = left.length === 0 ? null : Math.max(0, Math.min(...left));
  return {
    stage: 'training',
    done: last.iteration,
    total: settings.maxIterations,
    unit: 'iterations',
    rate,
    etaSeconds,
  };
};

/** A page may ask for the picture at any moment: it must never see half of one. Whether there was room for it. */
const writeWhole = async (path: string, bytes: Uint8Array): Promise<boolean> => {
  const part = `${path}.part`;
  try {
    await using file = await open(part, 'w');
    await file.writeFile(bytes);
  } catch (error) {
    await rm(part, { force: true });
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    return false;
  }
  await rename(part, path);
  return true;
};
