/**
 * The page of a training of 120,000 iterations in real Chromium: how long the server takes for its curve and for parts of it, and
 * frames while a pointer wanders over the charts, by turns with an empty page. A machine without a GPU composes pages on its
 * processor: what is late on the empty page is not the charts' doing.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { BenchFigure } from '#core/contract/bench.ts';
import type { CurvePoint } from '#core/contract/curve.ts';
import { bucketCurve, withPoints } from '#core/studio/curve-buckets.ts';
import { columnsOf } from '#core/studio/curve-columns.ts';
import { readTools } from '#server/setup/state.mjs';
import { startStudio } from '#tests/helpers/studio.ts';
import { lateFrames } from './late-frames.ts';
import type { Bench } from './run.ts';
import { seedRuns } from './seed-run.ts';

const points = 120_000;
const asked = 40;
const rounds = 2;
const wanderSeconds = 4;

export const benchCurve: Bench = async ({ say }) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'curve-'));
  try {
    const { runId } = await seedRuns({ dataFolder, points, previews: 20 });
    say(`${points} points seeded`);
    const studio = await startStudio({ UNDERSTUDY_DATA_FOLDER: dataFolder });
    const browser = await chromium.launch({
      executablePath: readTools().chromium?.path,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      const figures = [...(await queryFigures(`${studio.url}/api/runs/${runId}/curve`)), appendFigure()];
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(`${studio.url}/training/${runId}`);
      const chart = page.getByRole('img', { name: /^Loss of both people/ });
      await chart.scrollIntoViewIfNeeded({ timeout: 60_000 });
      const empty = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const late: Record<'charts' | 'empty', number[]> = { charts: [], empty: [] };
      for (let round = 0; round < rounds; round += 1) {
        late.empty.push(await wander(empty));
        late.charts.push(await wander(page));
      }
      say(JSON.stringify(late));
      return [
        ...figures,
        lower('late frames, pointer over charts', mean(late.charts) * 100, '%'),
        lower('late frames, empty page', mean(late.empty) * 100, '%'),
      ];
    } finally {
      await browser.close();
      await studio.stop();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
};

const lower = (name: string, value: number, unit: string, target: number | null = null): BenchFigure => ({
  name,
  value,
  unit,
  better: 'lower',
  target,
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const p95 = (values: readonly number[]): number =>
  values.toSorted((first, second) => first - second)[Math.floor(values.length * 0.95)] as number;

const queryFigures = async (address: string): Promise<BenchFigure[]> => {
  const time = async (query: string): Promise<number> => {
    const began = performance.now();
    const response = await fetch(`${address}?buckets=1000${query}`);
    await response.json();
    return performance.now() - began;
  };
  await time('');
  const [whole, part]: [number[], number[]] = [[], []];
  for (let index = 0; index < asked; index += 1) {
    whole.push(await time(''));
    const from = Math.round((index / asked) * points * 0.9);
    part.push(await time(`&from=${from}&to=${from + points / 10}`));
  }
  return [lower('whole curve, p95', p95(whole), 'ms', 150), lower('a tenth of it, p95', p95(part), 'ms', 150)];
};

/** What a page does with the points of one message, at the end of a long curve. */
const appendFigure = (): BenchFigure => {
  const point = (iteration: number): CurvePoint => ({
    iteration,
    a: 0.1,
    b: 0.1,
    trainedSeconds: iteration,
    learningRate: 5e-5,
    imagesPerSecond: 80,
    waitingShare: 0,
  });
  let buckets = bucketCurve(columnsOf(Array.from({ length: points }, (_, index) => point(index + 1))), {
    buckets: 1000,
  });
  const times = Array.from({ length: 500 }, (_, index) => {
    const began = performance.now();
    buckets = withPoints(buckets, [point(points + index + 1)], 1000);
    return performance.now() - began;
  });
  return lower('adding what streams in, p95', p95(times), 'ms', 4);
};

/** Moves the pointer to and fro over the page and gives the share of frames that came late. */
const wander = async (page: Page): Promise<number> => {
  await page.bringToFront();
  return lateFrames(page, wanderSeconds, async () => {
    const until = performance.now() + wanderSeconds * 1000;
    for (let step = 0; performance.now() < until; step += 1)
      await page.mouse.move(400 + 450 * (1 + Math.sin(step / 9)), 450 + 60 * Math.sin(step / 4));
  });
};
