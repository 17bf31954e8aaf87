/**
 * The review page with 100,000 faces in real Chromium: frames while it scrolls, elements in the grid, how long selecting all and
 * filtering take. A machine without a GPU composes pages on its processor, so an empty page of the same size is scrolled beside it,
 * by turns: what is late there is not the grid's doing.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { BenchFigure } from '#core/contract/bench.ts';
import { readTools } from '#server/setup/state.mjs';
import { startStudio } from '#tests/helpers/studio.ts';
import { lateFrames } from './late-frames.ts';
import type { Bench, BenchOptions } from './run.ts';
import { seedFaces } from './seed-faces.ts';

const faces = 100_000;
const clips = 40;
/** A brisk hand on the wheel; and a list that flies by. */
const speeds = [1500, 6000];
const tilesPx = [64, 112];
const scrollSeconds = 4;
const rounds = 2;

export const benchReview: Bench = async ({ say }) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'review-'));
  try {
    const personId = await seedFaces({ dataFolder, faces, clips, pictures: true, say });
    const studio = await startStudio({ UNDERSTUDY_DATA_FOLDER: dataFolder });
    const browser = await launchChromium();
    try {
      return await measureReview({ browser, address: `${studio.url}/people/${personId}/faces?state=all`, say });
    } finally {
      await browser.close();
      await studio.stop();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
};

/** The one that set-up found. */
const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: readTools().chromium?.path, args: ['--no-sandbox', '--disable-gpu'] });

interface Measured {
  readonly browser: Browser;
  /** Of the review, with every face in view. */
  readonly address: string;
  readonly say: BenchOptions['say'];
}

export const measureReview = async ({ browser, address, say }: Measured): Promise<BenchFigure[]> => {
  const figures: BenchFigure[] = [];
  const nodes: number[] = [];
  for (const tilePx of tilesPx) {
    const review = await openReview(browser, address, tilePx);
    const empty = await openEmpty(browser, await gridHeight(review));
    for (const speedPx of speeds) {
      const late: Record<'review' | 'empty', number[]> = { review: [], empty: [] };
      for (let round = 0; round < rounds; round += 1) {
        late.empty.push(await scroll(empty, speedPx));
        late.review.push(await scroll(review, speedPx));
        nodes.push(await gridNodes(review));
      }
      say(`${tilePx} px, ${speedPx} px/s: ${JSON.stringify(late)}`);
      for (const page of ['review', 'empty'] as const)
        figures.push(lower(`late frames, ${page}, ${tilePx} px, ${speedPx} px/s`, mean(late[page]) * 100, '%'));
    }
    await empty.close();
    await review.close();
  }
  const page = await openReview(browser, address, 112);
  const rowRequests = countRequests(page, '/api/faces/rows');
  figures.push({ ...lower('elements in the grid', Math.max(...nodes), 'elements'), target: 400 });
  figures.push({ ...lower('select all by key until painted', await timeSelectAll(page), 'ms'), target: 50 });
  figures.push(lower('requests for rows by selecting all', rowRequests(), 'requests'));
  figures.push(lower('filter by state until painted', await timeFilter(page), 'ms'));
  await page.close();
  return figures;
};

const lower = (name: string, value: number, unit: string): BenchFigure => ({
  name,
  value,
  unit,
  better: 'lower',
  target: null,
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const viewport = { width: 1440, height: 900 };

const openReview = async (browser: Browser, address: string, tilePx: number): Promise<Page> => {
  const page = await browser.newPage({ viewport });
  await page.addInitScript((size) => localStorage.setItem('understudy-face-size', String(size)), tilePx);
  await page.goto(address);
  await page.getByRole('gridcell').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(4000);
  return page;
};

/** As high as the list, in the same place, with nothing in it. */
const openEmpty = async (browser: Browser, heightPx: number): Promise<Page> => {
  const page = await browser.newPage({ viewport });
  await page.setContent(
    `<div role="grid" style="position:fixed;inset:150px 320px 60px 440px;overflow-y:scroll;background:#ddd"><div style="height:${heightPx}px"></div></div>`,
  );
  return page;
};

const gridHeight = (page: Page): Promise<number> => page.getByRole('grid').evaluate((grid) => grid.scrollHeight);

const gridNodes = (page: Page): Promise<number> =>
  page.getByRole('grid').evaluate((grid) => grid.querySelectorAll('*').length + 1);

/** Scrolls as a wheel does and gives the share of frames that came late. */
const scroll = async (page: Page, speedPx: number): Promise<number> => {
  const box = await page.getByRole('grid').boundingBox();
  if (!box) throw new Error('no grid on the page');
  const session = await page.context().newCDPSession(page);
  const late = await lateFrames(page, scrollSeconds, () =>
    session.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      yDistance: -speedPx * scrollSeconds,
      speed: speedPx,
      gestureSourceType: 'mouse',
    }),
  );
  await page.waitForTimeout(1500);
  return late;
};

const countRequests = (page: Page, path: string): (() => number) => {
  let count = 0;
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === path) count += 1;
  });
  return () => count;
};

/** From the key to the frame in which the bar says so. */
const timeSelectAll = async (page: Page): Promise<number> => {
  await watchBar(page, { event: 'keydown', text: `${faces.toLocaleString('en-US')} selected` });
  await page.keyboard.press('Control+a');
  return readWatch(page);
};

/** From the click to the frame in which another number of faces is shown. */
const timeFilter = async (page: Page): Promise<number> => {
  await watchBar(page, { event: 'click', text: null });
  await page
    .getByRole('button', { name: /^Unsure/ })
    .first()
    .click();
  return readWatch(page);
};

/** Begins to watch for the event and for the words; null = any others than now. */
const watchBar = (page: Page, watch: { event: 'keydown' | 'click'; text: string | null }): Promise<void> =>
  page.evaluate(({ event, text }) => {
    const bar = [...document.querySelectorAll('[role=status]')].find((element) => /shown/.test(element.textContent));
    const before = bar?.textContent;
    const began = new Promise<number>((resolve) =>
      window.addEventListener(event, () => resolve(performance.now()), { capture: true, once: true }),
    );
    const told = new Promise<number>((resolve) => {
      const look = () => {
        const now = bar?.textContent ?? '';
        const there = text === null ? now !== before : now.includes(text);
        // The frame after the one in which it stands in the page: painted by then.
        requestAnimationFrame(there ? () => resolve(performance.now()) : look);
      };
      look();
    });
    Object.assign(window, { watched: Promise.all([began, told]).then(([from, to]) => to - from) });
  }, watch);

const readWatch = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { watched: Promise<number> }).watched);
