/** Conversions by real worker processes with an untrained model: whatever they draw, frames and faces are handled as ever. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sideWeights } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import { type ConversionSettings, conversionSettings } from '#core/contract/conversion.ts';
import { type ConversionReport, conversionReport } from '#core/contract/conversion-report.ts';
import type { JobPayload, JobProgress } from '#core/contract/jobs.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import { createSafetensorsStore } from '#server/adapters/safetensors/checkpoint-store.ts';
import { concurrencyOf, configToEnvironment, findTools, loadConfig } from '#server/config.ts';
import { createSupervisor } from '#server/jobs/supervisor.ts';
import type { JobOutcome } from '#server/ports/job-runner.ts';
import { limits, videoProbe } from './real-tools.ts';

const architecture = 'swift';

export interface RealConversion {
  readonly path: string;
  /** The folder the conversion may write in; made. */
  readonly folder: string;
  readonly settings?: Partial<ConversionSettings>;
  /** In the place of an untrained model of ours. */
  readonly drawnBy?: JobPayload<'convert-video'>['drawnBy'];
  readonly people?: Pick<JobPayload<'convert-video'>, 'swappedPeople' | 'leftAlone' | 'drawnByOthers'>;
  /** As another conversion has left them. */
  readonly finishedElsewhere?: readonly string[];
  /** Frames' times are not told, so that it is one segment. */
  readonly isUndivided?: boolean;
  /** In the place of what the machine says. */
  readonly env?: Readonly<Record<string, string>>;
  /** When frames were reported. */
  readonly onFrames?: (cancel: () => void, progress: JobProgress) => void;
}

export interface Converted {
  readonly outcome: JobOutcome<'convert-video'>;
  readonly outputPath: string;
}

export const convertByWorker = async (conversion: RealConversion): Promise<Converted> => {
  const payload = await payloadOf(conversion);
  const config = loadConfig({ env: {}, options: { dataFolder: conversion.folder } });
  const { ffmpegPath, ffprobePath } = findTools(process.env);
  const supervisor = createSupervisor({
    workerPath: resolve('server/worker.ts'),
    env: { ...configToEnvironment(config), FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath, ...conversion.env },
    concurrency: concurrencyOf(config),
  });
  const jobId = 'conversion';
  try {
    const outcome = await supervisor.run({
      ...{ jobId, kind: 'convert-video', payload },
      onStarted: () => undefined,
      onProgress: (progress) => {
        if (progress.stage === 'converting') conversion.onFrames?.(() => supervisor.cancel(jobId), progress);
      },
      onNews: async () => undefined,
      onPrinted: () => undefined,
    });
    return { outcome, outputPath: payload.outputPath };
  } finally {
    await supervisor.close();
  }
};

/** Frames of all segments that are noted there. */
export const notedFrames = (folder: string): number => {
  const segments = join(folder, 'unfinished');
  const paths = existsSync(segments) ? readdirSync(segments).map((name) => join(segments, name, 'frames.jsonl')) : [];
  return paths.reduce(
    (sum, path) => sum + (existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0),
    0,
  );
};

export const reportIn = async (folder: string): Promise<ConversionReport> =>
  conversionReport.parse(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')));

const payloadOf = async (conversion: RealConversion): Promise<JobPayload<'convert-video'>> => {
  const { path, folder, settings, people } = conversion;
  await mkdir(folder, { recursive: true });
  const drawnBy = conversion.drawnBy ?? (await untrained(`${folder}.safetensors`));
  const frameTimesPath = `${folder}.times`;
  const facts = await videoProbe.probe({ path, frameTimesPath, limits, signal: new AbortController().signal });
  const asked = conversionSettings.parse({ to: 'b', sideBySide: false, ...settings });
  return {
    ...{ conversionId: 'conversion', sourcePath: path, facts },
    ...(conversion.isUndivided ? {} : { frameTimesPath }),
    ...{ drawnBy, settings: asked },
    ...(people ?? { swappedPeople: null, leftAlone: [] }),
    knownFaces: [],
    ...{ personDescriptor: null, shownDescriptor: null },
    outputPath: join(folder, `result.${videoFiles[asked.format].extension}`),
    sideBySidePath: asked.sideBySide ? join(folder, 'side-by-side.mp4') : null,
    ...{ reportFolder: folder, marks: {} },
    unfinishedFolder: join(folder, 'unfinished'),
    finishedElsewhere: [...(conversion.finishedElsewhere ?? [])],
    ingredients: JSON.stringify({ ...asked, inSeconds: null, outSeconds: null }),
  };
};

/** What it draws is another with every seed. */
export const untrained = async (checkpointPath: string, seed = 1): Promise<JobPayload<'convert-video'>['drawnBy']> => {
  const tensors = sideWeights(architectures[architecture], 'b').map((weight) => initialWeight(weight, seed));
  await createSafetensorsStore().write({ path: checkpointPath, tensors, metadata: {} });
  return { kind: 'run', checkpointPath, architecture, precision: 'fp32' };
};
