/** What comparing two people of 100,000 faces each costs: made-up measures, spread as those of real people are. */
import { seededRandom } from '#core/autoencoder/random.ts';
import type { BenchFigure } from '#core/contract/bench.ts';
import { type FaceMetric, faceMetrics } from '#core/contract/face-query.ts';
import { compareFaces } from '#core/dataset/coverage-report.ts';
import type { MeasureTable } from '#core/dataset/coverage-table.ts';

const facesEach = 100_000;
const rounds = 5;

/** Processor time, not that of the clock: other work on the machine is none of ours. The first round compiles. */
export const comparingCost = (): BenchFigure => {
  const [target, drawn] = [madeUp({ name: 'a', turned: 0 }), madeUp({ name: 'b', turned: 15 })];
  const seconds = Array.from({ length: rounds }, () => {
    const began = process.cpuUsage();
    compareFaces({ target, performer: target, drawn, setAside: drawn, faceSize: 64 });
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1e6;
  }).slice(1);
  const median = seconds.toSorted((left, right) => left - right)[seconds.length >> 1] as number;
  return { name: 'compare_100k_with_100k', value: median, unit: 's of a core', better: 'lower', target: 1 };
};

const madeUp = ({ name, turned }: { readonly name: string; readonly turned: number }): MeasureTable => {
  const random = seededRandom(1, name);
  const about = (middle: number, spread: number) => () => middle + spread * random.normal();
  const draws: Partial<Record<FaceMetric, () => number>> = {
    yaw: about(turned, 20),
    pitch: about(5, 10),
    eyes: about(0.25, 0.06),
    mouth: () => Math.abs(random.normal()) * 0.15,
    lightX: about(0, 0.25),
    lightY: about(0.3, 0.15),
    exposure: about(0.5, 0.08),
    sizePx: () => 60 * 2 ** (random.uniform() * 3),
  };
  return {
    ids: Array.from({ length: facesEach }, (_, face) => `${name}${face}`),
    clipIds: new Array(facesEach).fill('clip'),
    states: new Array(facesEach).fill('kept'),
    twins: new Uint8Array(facesEach),
    metrics: Object.fromEntries(
      faceMetrics.map((metric) => [metric, Float32Array.from({ length: facesEach }, draws[metric] ?? random.uniform)]),
    ) as Record<FaceMetric, Float32Array>,
  };
};
