/**
 * A training at full rate with its page open in real Chromium, for ten minutes unless `--minutes` says otherwise: sockets that were
 * lost, what the tab's heap holds after a forced collection every half minute and whether it grows, tasks that hold the page up, and
 * late frames beside an empty page by turns. The faces are drawn; all else is real. `--page ADDRESS` watches the
 * page of a training that is at work already.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import type { BenchFigure } from '#core/contract/bench.ts';
import type { RunView } from '#core/contract/run.ts';
import { readTools } from '#server/setup/state.mjs';
import { startStudio } from '#tests/helpers/studio.ts';
import { lateFrames } from './late-frames.ts';
import type { Bench, BenchOptions } from './run.ts';
import { seedFaces } from './seed-faces.ts';

const usualMinutes = 10;
const facesEach = 300;
const sampleSeconds = 30;
const frameSeconds = 4;

export const benchWatch: Bench = async ({ minutes = usualMinutes, page, say }) => {
  if (page) return watch({ ...placeOf(page), minutes, say });
  const dataFolder = await mkdtemp(join(tmpdir(), 'watch-'));
  try {
    const people: string[] = [];
    for (const seed of [1, 2])
      people.push(await seedFaces({ dataFolder, faces: facesEach, clips: 2, pictures: true, seed, say }));
    const studio = await startStudio({ UNDERSTUDY_DATA_FOLDER: dataFolder });
    try {
      const run = await startRun(studio.url, people);
      return await watch({ url: studio.url, runId: run.id, minutes, say });
    } finally {
      await studio.stop();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
};

const placeOf = (page: string): Pick<Watched, 'url' | 'runId'> => {
  const { origin, pathname } = new URL(page);
  return { url: origin, runId: pathname.split('/').at(-1) ?? '' };
};

const call = async <Reply>(address: string, body?: unknown): Promise<Reply> => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(
    address,
    body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) },
  );
  if (!response.ok) throw new Error(await response.text());
  return response.json() as Promise<Reply>;
};

/** Small steps and many previews: more to tell a page than any real training has. */
const startRun = async (url: string, [personAId, personBId]: readonly string[]): Promise<RunView> => {
  const settings = { architecture: 'swift', batchSize: 4, previewEvery: 20, validateEverySeconds: 15 };
  const run = await call<RunView>(`${url}/api/runs`, { personAId, personBId, settings });
  return call<RunView>(`${url}/api/runs/${run.id}/commands`, { command: 'start' });
};

interface Watched {
  readonly url: string;
  readonly runId: string;
  readonly minutes: number;
  readonly say: BenchOptions['say'];
}

const watch = async ({ url, runId, minutes, say }: Watched): Promise<BenchFigure[]> => {
  const browser = await chromium.launch({
    executablePath: readTools().chromium?.path,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const empty = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const lost = countLostSockets(page);
    await noteLongTasks(page);
    await page.goto(`${url}/training/${runId}`);
    await page.locator('img[data-iteration]').first().waitFor({ timeout: 180_000 });
    const before = await call<RunView>(`${url}/api/runs/${runId}`);
    const began = performance.now();
    const session = await page.context().newCDPSession(page);
    const heap: { readonly minute: number; readonly megabytes: number }[] = [];
    const late: Record<'page' | 'empty', number[]> = { page: [], empty: [] };
    while ((performance.now() - began) / 60_000 < minutes) {
      late.empty.push(await framesOf(empty));
      late.page.push(await framesOf(page));
      await wait((sampleSeconds - 2 * frameSeconds) * 1000);
      const minute = (performance.now() - began) / 60_000;
      heap.push({ minute, megabytes: await heapAfterCollection(session) });
      say(`minute ${minute.toFixed(1)}: ${heap.at(-1)?.megabytes.toFixed(1)} MB, ${lost.count} sockets lost`);
    }
    const after = await call<RunView>(`${url}/api/runs/${runId}`);
    const tasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
    const spent = (performance.now() - began) / 60_000;
    return [
      figure('iterations trained', { value: after.iteration - before.iteration, unit: '', better: 'higher' }),
      figure('sockets lost', { value: lost.count, unit: '', target: 0 }),
      figure('heap at the first look', { value: heap[0]?.megabytes ?? 0, unit: 'MB' }),
      figure('heap at the last look', { value: heap.at(-1)?.megabytes ?? 0, unit: 'MB' }),
      figure('growth of the heap', { value: slopeOf(heap), unit: 'MB/min', target: 0.2 }),
      figure('tasks over 50 ms', { value: tasks.length / spent, unit: 'a minute' }),
      figure('longest task', { value: Math.max(0, ...tasks), unit: 'ms' }),
      figure('late frames, page of the training', { value: mean(late.page) * 100, unit: '%' }),
      figure('late frames, empty page', { value: mean(late.empty) * 100, unit: '%' }),
    ];
  } finally {
    await browser.close();
  }
};

const figure = (
  name: string,
  of: Pick<BenchFigure, 'value' | 'unit'> & Partial<Pick<BenchFigure, 'better' | 'target'>>,
): BenchFigure => ({ name, better: 'lower', target: null, ...of });

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Of the page's web sockets, as the browser tells of them. */
const countLostSockets = (page: Page): { readonly count: number } => {
  const lost = { count: 0 };
  page.on('websocket', (socket) => {
    socket.on('close', () => {
      lost.count += 1;
    });
  });
  return lost;
};

const noteLongTasks = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const noted: number[] = [];
    (window as unknown as { longTasks: number[] }).longTasks = noted;
    new PerformanceObserver((list) => noted.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });

const framesOf = async (page: Page): Promise<number> => {
  await page.bringToFront();
  return lateFrames(page, frameSeconds, () => Promise.resolve());
};

const heapAfterCollection = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
};

/** By least squares, without the first third: what a page loads once is no growth. */
const slopeOf = (looks: readonly { readonly minute: number; readonly megabytes: number }[]): number => {
  const later = looks.slice(Math.floor(looks.length / 3));
  const [x, y] = [mean(later.map(({ minute }) => minute)), mean(later.map(({ megabytes }) => megabytes))];
  const spread = later.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
  const together = later.reduce((sum, { minute, megabytes }) => sum + (minute - x) * (megabytes - y), 0);
  return spread === 0 ? 0 : together / spread;
};
