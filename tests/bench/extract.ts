/**
 * How fast faces are extracted from 1080p with every frame read, beside decoding alone: the real worker process and our
 * own reader in turns, so that what else the machine does meanwhile falls on both. `node tests/bench/run.ts extract`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchFigure } from '#core/contract/bench.ts';
import type { VideoFacts } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import { createFrameMemory } from '#server/pipelines/frame-memory.ts';
import { temporaryFolder } from '#tests/helpers/make-clip.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { cpuSecondsOf, type ExtractionRun, runExtraction } from './extract-worker.ts';
import type { BenchOptions } from './run.ts';

const rounds = 3;

export const benchExtract = async ({ clip, say }: BenchOptions): Promise<BenchFigure[]> => {
  const path = clip ?? sharedMedia('latentsync_demo2_manA.mp4');
  if (path === undefined)
    throw new StudioError('bad_request', 'Name a 1080p clip with --clip PATH: the shared one is not there.');
  await using folder = await temporaryFolder();
  const facts = await factsOf(path);
  const decoding: DecodingRun[] = [await decodeAlone(path, facts)];
  const extractions: ExtractionRun[] = [];
  for (let round = 0; round < rounds; round += 1) {
    extractions.push(await runExtraction({ path, facts, facesFolder: join(folder.path, `${round}`) }));
    decoding.push(await decodeAlone(path, facts));
    say(`round ${round + 1}: ${sentenceOf(extractions[round] as ExtractionRun, decoding[round + 1] as DecodingRun)}`);
  }
  return [
    ...ratesOf(extractions, decoding),
    ...memoryOf(extractions, await stageFigures('memory')),
    ...(await stageFigures(path)),
  ];
};

const sentenceOf = (run: ExtractionRun, decoding: DecodingRun): string =>
  `extraction ${(1 / run.secondsPerFrame).toFixed(1)} frames/s, decoding alone ${(1 / decoding.secondsPerFrame).toFixed(1)}`;

interface DecodingRun {
  /** From the first frame to the last. */
  readonly secondsPerFrame: number;
  /** Ours and ffmpeg's, on all cores. */
  readonly cpuSecondsPerFrame: number;
}

const decodeAlone = async (path: string, facts: VideoFacts): Promise<DecodingRun> => {
  const cpuBefore = cpuSecondsOf(process.pid);
  const memory = createFrameMemory();
  const signal = new AbortController().signal;
  let [frames, began] = [0, 0];
  for await (const frame of frameIo.readFrames({ path, facts, samplesPerSecond: null, memory, signal })) {
    memory.giveBack(frame);
    if (frames === 0) began = performance.now();
    frames += 1;
  }
  return {
    secondsPerFrame: (performance.now() - began) / 1000 / (frames - 1),
    cpuSecondsPerFrame: (cpuSecondsOf(process.pid) - cpuBefore) / frames,
  };
};

const ratesOf = (runs: readonly ExtractionRun[], decoding: readonly DecodingRun[]): BenchFigure[] => {
  // Each extraction beside the decodings just before and after it.
  const ratiosOf = (cost: (run: DecodingRun) => number): number[] =>
    runs.map((run, i) => (2 * cost(run)) / (cost(decoding[i] as DecodingRun) + cost(decoding[i + 1] as DecodingRun)));
  const facesPerFrame = runs.map(({ faces, frames }) => faces / frames);
  const rates = runs.map(({ secondsPerFrame }) => 1 / secondsPerFrame);
  const cpu = (run: DecodingRun): number => run.cpuSecondsPerFrame * 1000;
  return [
    higher('frames_rate', median(rates), 'frames/s'),
    higher('faces_rate', median(rates.map((rate, i) => rate * (facesPerFrame[i] as number))), 'faces/s', 60),
    lower('times_decoding_alone', median(ratiosOf((run) => run.secondsPerFrame)), 'times', 4),
    higher('decoding_alone_rate', 1 / median(decoding.map((run) => run.secondsPerFrame)), 'frames/s'),
    higher('faces_per_frame', median(facesPerFrame), 'faces'),
    // What the machine does besides slows all by the clock; these only by what it leaves of the caches.
    lower('cpu_per_frame', median(runs.map(cpu)), 'ms'),
    lower('decoding_alone_cpu_per_frame', median(decoding.map(cpu)), 'ms'),
    lower('cpu_times_decoding_alone', median(ratiosOf(cpu)), 'times'),
    lower('worker_start', median(runs.map(({ startSeconds }) => startSeconds)), 's'),
  ];
};

const memoryOf = (runs: readonly ExtractionRun[], models: readonly BenchFigure[]): BenchFigure[] => [
  lower('worker_peak_memory', Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 2 ** 30, 'GiB', 1.5),
  ...models,
];

/** In a process of its own, which prints a figure a line. */
const stageFigures = async (what: string): Promise<BenchFigure[]> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'extract-stages.ts'), what], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const figures: BenchFigure[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { name, value, unit } = JSON.parse(line) as { name: string; value: number; unit: string };
    figures.push(lower(name, value, unit));
  }
  return figures;
};

const higher = (name: string, value: number, unit: string, target: number | null = null): BenchFigure => ({
  name,
  value,
  unit,
  better: 'higher',
  target,
});

const lower = (name: string, value: number, unit: string, target: number | null = null): BenchFigure => ({
  ...higher(name, value, unit, target),
  better: 'lower',
});

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] as number;
