/**
 * Whether a long training takes more and more memory: 20,000 steps of a tiny net with everything that a run of ours has
 * beside it (optimiser, averages, losses on the face, examples from threads), a preview's faces drawn every 100, its
 * state read every 2,000. Memory is the process's own, after a collection of garbage where the program was started with
 * `--expose-gc`; the first thousands, in which pools fill, count apart.
 */
import { withRecommended } from '#core/autoencoder/architectures/recommended.ts';
import type { BenchFigure } from '#core/contract/bench.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { openBatchFeed } from '#server/adapters/threads/open-batch-feed.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import { tinyNet, tinyRecipe } from './feed.ts';
import type { BenchOptions } from './run.ts';

const steps = 20_000;
const settledAfter = 4_000;
const lookEvery = 2_000;
const batchSize = 4;

export const benchGrowth = async ({ say }: BenchOptions): Promise<BenchFigure[]> => {
  const settings = withRecommended({ architecture: 'swift' });
  using trainer = createTensorFlowEngine({ architectures: { swift: tinyNet } }).openTrainer({
    architecture: 'swift',
    ...{ batchSize, precision: 'fp32', learningRate: 1e-4, seed: 1, recipe: settings },
  });
  using feed = openBatchFeed({
    recipes: { a: tinyRecipe('a'), b: tinyRecipe('b') },
    ...{ batchSize, withRegions: trainer.usesRegions },
  });
  const looks: { readonly step: number; readonly mebibytes: number }[] = [];
  for (let step = 1; step <= steps; step += 1) {
    trainer.step(await feed.next());
    if (step % 100 === 0) trainer.predict({ faces: new Float32Array(14 * 64 * 64 * 3), count: 14, decoder: 'a' });
    if (step % lookEvery !== 0) continue;
    readAll(trainer);
    globalThis.gc?.();
    looks.push({ step, mebibytes: process.memoryUsage.rss() / 2 ** 20 });
    say(`${step} steps: ${looks.at(-1)?.mebibytes.toFixed(1)} MiB`);
  }
  const settled = looks.filter(({ step }) => step >= settledAfter);
  return [
    { name: 'memory_at_the_end', value: looks.at(-1)?.mebibytes ?? 0, unit: 'MiB', better: 'lower', target: null },
    { name: 'growth_of_20000_steps', value: slope(settled) * steps, unit: 'MiB', better: 'lower', target: 10 },
  ];
};

const readAll = (trainer: AutoencoderTrainer): number =>
  trainer.readState().reduce((sum, { data }) => sum + data.length, 0);

/** Of the line through all looks with the least squares, MiB a step. */
const slope = (looks: readonly { readonly step: number; readonly mebibytes: number }[]): number => {
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanStep, meanSize] = [meanOf(looks.map(({ step }) => step)), meanOf(looks.map((look) => look.mebibytes))];
  const shared = looks.reduce((sum, look) => sum + (look.step - meanStep) * (look.mebibytes - meanSize), 0);
  return shared / looks.reduce((sum, { step }) => sum + (step - meanStep) ** 2, 0);
};
