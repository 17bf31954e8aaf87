/**
 * How near the foretold memory of a training comes to what its process then holds: each case is trained for a few steps by
 * a worker of its own, as the page's "Measure speed" does it. Most cases had no part in finding the constants.
 */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { withRecommended } from '#core/autoencoder/architectures/recommended.ts';
import { trainingMemory } from '#core/autoencoder/training-memory.ts';
import type { BenchFigure } from '#core/contract/bench.ts';
import type { MeasuredTraining } from '#core/contract/forecast.ts';
import type { RunSettings } from '#core/contract/run.ts';
import { trainingRecipe } from '#core/contract/training-recipe.ts';
import { concurrencyOf, configToEnvironment, loadConfig } from '#server/config.ts';
import { createSupervisor } from '#server/jobs/supervisor.ts';
import type { BenchOptions } from './run.ts';

/** Some twenty minutes on two cores; the largest takes 3 GiB. */
export const benchMemory = async ({ say }: BenchOptions): Promise<BenchFigure[]> => {
  const figures: BenchFigure[] = [];
  for (const [name, given] of Object.entries(cases)) {
    const { foretoldBytes, heldBytes } = await compareMemory(given);
    const off = 100 * (foretoldBytes / heldBytes - 1);
    const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
    say(`${name}: foretold ${mebibytes(foretoldBytes)} MiB, held ${mebibytes(heldBytes)} MiB, ${off.toFixed(1)} %`);
    figures.push({ name: `memory_${name}_off_by`, value: Math.abs(off), unit: '%', better: 'lower', target: 15 });
  }
  return figures;
};

const ofModel = (architecture: RunSettings['architecture'], ...batchSizes: readonly number[]) =>
  Object.fromEntries(batchSizes.map((batchSize) => [`${architecture}_batch${batchSize}`, { architecture, batchSize }]));

const adamW = { kind: 'adamw', weightDecay: 0, updateShare: 1 } as const;
const original = { architecture: 'original', batchSize: 4 } as const;

const cases: Readonly<Record<string, Partial<RunSettings>>> = {
  ...ofModel('swift', 8, 16, 64, 128, 256),
  ...ofModel('studio', 8, 16, 64),
  ...ofModel('original', 4, 16, 64),
  ...ofModel('lightweight', 8, 64),
  ...ofModel('quick96', 4, 8),
  ...ofModel('df-ud-128', 4),
  ...ofModel('liae-ud-128', 4),
  ...ofModel('dfl-h128', 4),
  ...ofModel('dfaker-128', 4),
  ...ofModel('iae', 8),
  original_averaged_clipped: { ...original, optimiser: adamW, averaging: 0.99, clipNorm: 1 },
  original_adabelief: { ...original, optimiser: trainingRecipe.parse({ optimiser: { kind: 'adabelief' } }).optimiser },
  original_lion: { ...original, optimiser: trainingRecipe.parse({ optimiser: { kind: 'lion' } }).optimiser },
  swift_batch16_bf16: { architecture: 'swift', precision: 'bf16' },
};

/** What is foretold of a training, and the most that a worker held which did a few of its steps. */
export const compareMemory = async (
  given: Partial<RunSettings>,
): Promise<{ readonly foretoldBytes: number; readonly heldBytes: number }> => {
  const settings = withRecommended(given);
  const { peakBytes, precision } = await fewSteps(settings);
  return { foretoldBytes: trainingMemory({ ...settings, precision, faces: 0 }), heldBytes: peakBytes };
};

const fewSteps = async (settings: RunSettings): Promise<MeasuredTraining> => {
  const config = loadConfig({ env: process.env });
  const supervisor = createSupervisor({
    workerPath: resolve(import.meta.dirname, '../../server/worker.ts'),
    env: configToEnvironment(config),
    concurrency: concurrencyOf(config),
  });
  const outcome = await supervisor.run({
    jobId: randomUUID(),
    kind: 'measure-training',
    payload: { settings, seconds: 1 },
    onStarted: () => undefined,
    onProgress: () => undefined,
    onNews: async () => undefined,
    onPrinted: () => undefined,
  });
  await supervisor.close();
  if (outcome.status === 'done') return outcome.result;
  throw new Error(`The worker ended as ${JSON.stringify(outcome)}.`);
};
