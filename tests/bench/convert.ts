/**
 * How long a conversion of one minute of 1080p takes, beside ffmpeg alone that decodes the same clip and encodes it with
 * the same settings: both in turns, so that what else the machine does meanwhile falls on both. The model is the default
 * one and untrained: weights do not change the time. `node tests/bench/run.ts convert [--clip PATH] [--minutes N]`.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { sideWeights } from '#core/autoencoder/architecture.ts';
import { defaultArchitecture } from '#core/autoencoder/architectures/recommended.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import type { BenchFigure } from '#core/contract/bench.ts';
import { conversionSettings } from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { encoderFor } from '#server/adapters/ffmpeg/encoders.ts';
import { runFfprobe } from '#server/adapters/ffmpeg/run-ffprobe.ts';
import { cutOf, fileOptions, pictureOptions, sourceTiming } from '#server/adapters/ffmpeg/writing-options.ts';
import { createSafetensorsStore } from '#server/adapters/safetensors/checkpoint-store.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import { ffmpeg, never, temporaryFolder, tools } from '#tests/helpers/make-clip.ts';
import { limits, someFrames, videoProbe } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { type ConversionRun, runConversion } from './convert-worker.ts';
import { cpuSecondsOf } from './extract-worker.ts';
import type { BenchOptions } from './run.ts';

export const benchConvert = async ({ clip, minutes = 1, say }: BenchOptions): Promise<BenchFigure[]> => {
  const source = clip ?? sharedMedia('latentsync_demo3_manB.mp4');
  if (source === undefined)
    throw new StudioError('bad_request', 'Name a 1080p clip with --clip PATH: the shared one is not there.');
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'clip.mp4');
  // Over and over as it is, until it is long enough.
  await ffmpeg(['-stream_loop', '-1', '-i', source, '-t', String(60 * minutes), '-c', 'copy', path]);
  const payload = await payloadOf(path, folder.path);
  const seconds = payload.facts.durationSeconds;
  const before = await timeFfmpeg(payload);
  say(`ffmpeg alone: ${before.seconds.toFixed(1)} s`);
  const run = await runConversion(payload);
  say(`conversion: ${run.seconds.toFixed(1)} s, a face in ${run.swapped} of ${run.written} frames`);
  const after = await timeFfmpeg(payload);
  say(`ffmpeg alone: ${after.seconds.toFixed(1)} s`);
  const alone = {
    seconds: (before.seconds + after.seconds) / 2,
    cpuSeconds: (before.cpuSeconds + after.cpuSeconds) / 2,
  };
  return figuresOf({ run, videoMinutes: seconds / 60, alone });
};

const payloadOf = async (path: string, folder: string): Promise<JobPayload<'convert-video'>> => {
  const checkpointPath = join(folder, 'untrained.safetensors');
  const frameTimesPath = join(folder, 'times');
  const weights = sideWeights(architectures[defaultArchitecture], 'b');
  await createSafetensorsStore().write({
    path: checkpointPath,
    tensors: weights.map((weight) => initialWeight(weight, 1)),
    metadata: {},
  });
  return {
    conversionId: 'bench',
    sourcePath: path,
    facts: await videoProbe.probe({ path, frameTimesPath, limits, signal: never }),
    frameTimesPath,
    drawnBy: { kind: 'run', checkpointPath, architecture: defaultArchitecture, precision: 'auto' },
    settings: conversionSettings.parse({ to: 'b', sideBySide: false }),
    personDescriptor: null,
    // As users have it: somebody whose faces were found.
    swappedPeople: [[await looksIn(path)]],
    leftAlone: [],
    knownFaces: [],
    shownDescriptor: null,
    outputPath: join(folder, 'converted.mp4'),
    sideBySidePath: null,
    reportFolder: folder,
    unfinishedFolder: join(folder, 'unfinished'),
    ingredients: 'bench',
    marks: {},
  };
};

const looksIn = async (path: string): Promise<number[]> => {
  const [frame] = await someFrames(path, { count: 1 });
  using models = createFaceModels();
  const [face] = (frame && models.find([frame])[0]) ?? [];
  if (!frame || !face) throw new StudioError('bad_request', 'The clip begins without a face.');
  return Array.from(models.describe([{ frame, face }])[0] as Float32Array);
};

interface FfmpegRun {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Decodes the clip and encodes it just as the studio would, its sound as well, with nothing in between. */
const timeFfmpeg = async ({ sourcePath, facts, outputPath }: JobPayload<'convert-video'>): Promise<FfmpegRun> => {
  const report = await runFfprobe({ ffprobePath: tools.ffprobePath, path: sourcePath, signal: never });
  const timing = sourceTiming(report);
  const writing = {
    ...{ facts, marks: {}, timing, cut: cutOf(timing, { firstFrameSeconds: 0 }) },
    encoder: await encoderFor(tools.ffmpegPath, 'h264'),
    pixels: 'yuv420p',
    colour: { matrix: 'bt709', range: 'limited' } as const,
  };
  const output = [...pictureOptions(writing), ...fileOptions(writing)];
  const [began, cpuBefore] = [performance.now(), cpuSecondsOf(process.pid)];
  // As in the studio, all but the picture comes by a second input.
  await ffmpeg(['-i', sourcePath, '-i', sourcePath, ...output, `${outputPath}.alone.mp4`]);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSecondsOf(process.pid) - cpuBefore };
};

interface Measured {
  readonly run: ConversionRun;
  readonly videoMinutes: number;
  readonly alone: FfmpegRun;
}

const figuresOf = ({ run, videoMinutes, alone }: Measured): BenchFigure[] => {
  const { start } = run;
  const perFrame = (name: string, seconds: number): number =>
    (1000 * (seconds - (start.cpuSeconds.get(name) ?? 0))) / (run.written - start.frames);
  const total = [...run.cpuSeconds.values()].reduce((sum, seconds) => sum + seconds, 0);
  const main = run.cpuSeconds.get('main') ?? 0;
  return [
    lower('seconds_per_minute', run.seconds / videoMinutes, 's', 45),
    lower('ffmpeg_alone_per_minute', alone.seconds / videoMinutes, 's'),
    lower('times_ffmpeg_alone', run.seconds / alone.seconds, 'times', 1.7),
    lower('peak_memory', run.peakBytes / 1e9, 'GB', 1.2),
    lower('start', run.startSeconds, 's'),
    { ...lower('frames_swapped', (100 * run.swapped) / run.written, '%'), better: 'higher' },
    // What the machine does besides slows all by the clock; these only by what it leaves of the caches.
    lower('cpu_times_ffmpeg_alone', total / alone.cpuSeconds, 'times'),
    lower(
      'cpu_of_start',
      [...start.cpuSeconds.values()].reduce((sum, each) => sum + each, 0),
      's',
    ),
    lower('ffmpeg_alone_cpu_per_frame', (1000 * alone.cpuSeconds) / run.written, 'ms'),
    // The rest is without the start. What uses nothing to speak of is left out.
    ...[...run.cpuSeconds]
      .map(([name, seconds]) => lower(`cpu_${name}`, perFrame(name, seconds), 'ms'))
      .filter(({ value }) => value > 0.05),
    lower('main_thread_waiting', 100 * (1 - main / run.seconds), '%'),
    lower('cores_idle', 100 * (1 - total / run.seconds / availableParallelism()), '%'),
  ];
};

const lower = (name: string, value: number, unit: string, target: number | null = null): BenchFigure => ({
  name,
  value,
  unit,
  better: 'lower',
  target,
});
