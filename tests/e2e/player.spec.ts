/** The compare player in real Chromium, on a video whose pictures say which frame they are: what the canvas shows is the witness. */
import { expect, type Page, test } from '@playwright/test';
import { codedFrames, greys, seedConversion } from '#tests/helpers/seed-conversion.ts';
import { startStudio, type TestStudio } from '#tests/helpers/studio.ts';
import { picturePage } from './picture-pages.ts';

let studio: TestStudio;
let page: Page;

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 20_000 });

test.beforeAll(async ({ browser }) => {
  let id = '';
  studio = await startStudio({}, async (dataFolder) => {
    id = await seedConversion(dataFolder);
  });
  page = await (await browser.newContext({ baseURL: studio.url, locale: 'en-GB' })).newPage();
  await page.goto(`/conversions/${id}`);
  await expect.poll(async () => (await shown()).frames).toEqual([0, 0]);
});

test.afterAll(async () => {
  await page?.context().close();
  await studio?.stop();
});

interface Shown {
  /** The number that each picture on the canvas says. */
  readonly frames: number[];
  /** In the middle of each. */
  readonly greys: number[];
}

const player = () => page.getByRole('region', { name: 'Original and result' });

const shown = (): Promise<Shown> =>
  player()
    .locator('canvas')
    .evaluate((canvas, { width, height, bits, squarePx }) => {
      const context = (canvas as HTMLCanvasElement).getContext('2d') as CanvasRenderingContext2D;
      const grey = (x: number, y: number): number => context.getImageData(x, y, 1, 1).data[1] ?? 0;
      const pictures = Array.from({ length: (canvas as HTMLCanvasElement).width / width }, (_, at) => at * width);
      const middle = (square: number) => (square + 0.5) * squarePx;
      return {
        frames: pictures.map((left) =>
          Array.from({ length: bits }, (_, bit) =>
            grey(left + middle(bit), squarePx / 2) > 128 ? 2 ** bit : 0,
          ).reduce((sum, value) => sum + value, 0),
        ),
        greys: pictures.map((left) => grey(left + width / 2, height / 2)),
      };
    }, codedFrames);

const frame = async (): Promise<number> => (await shown()).frames[0] ?? -1;

const isNear = (seen: number | undefined, grey: number): boolean => Math.abs((seen ?? -99) - grey) <= 4;

test('original and result on the canvas are of the same frame, whenever one looks while it plays', async () => {
  await page.keyboard.press('Space');
  const seen = new Set<number>();
  for (let look = 0; look < 25; look += 1) {
    const [original, result] = (await shown()).frames;
    expect(result).toBe(original);
    seen.add(original ?? -1);
    await page.waitForTimeout(60);
  }
  const pause = player().getByRole('button', { name: 'Pause' });
  if (await pause.isVisible()) await pause.click();
  expect(seen.size).toBeGreaterThan(5);
});

test('keys step by one frame, and go to tenths', async () => {
  await page.keyboard.press('5');
  await expect.poll(frame).toBe((codedFrames.seconds * codedFrames.frameRate) / 2);
  const start = await frame();
  for (const [key, step] of [
    ['.', 1],
    ['ArrowRight', 2],
    [',', 1],
    ['ArrowLeft', 0],
    ['ArrowLeft', -1],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(frame).toBe(start + step);
  }
});

test('while the key is held the original is shown alone, and the result comes back when it is let go', async () => {
  await player().getByRole('radio', { name: 'Result', exact: true }).click();
  await expect.poll(async () => isNear((await shown()).greys[0], greys.result)).toBe(true);
  const before = await frame();
  await page.keyboard.down('c');
  await expect(player().getByRole('img', { name: 'The original', exact: true })).toBeVisible();
  await expect.poll(async () => isNear((await shown()).greys[0], greys.original)).toBe(true);
  expect(await frame()).toBe(before);
  await page.keyboard.up('c');
  await expect.poll(async () => isNear((await shown()).greys[0], greys.result)).toBe(true);
  const button = player().getByRole('button', { name: 'Hold: the original' });
  await button.hover();
  await page.mouse.down();
  await expect.poll(async () => isNear((await shown()).greys[0], greys.original)).toBe(true);
  await page.mouse.up();
  await expect.poll(async () => isNear((await shown()).greys[0], greys.result)).toBe(true);
});

test('the border of the slider parts original and result where it was dragged to', async () => {
  await player().getByRole('radio', { name: 'Slider' }).click();
  const canvas = player().locator('canvas');
  const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  for (const [share, luma] of [
    [0.25, greys.result],
    [0.75, greys.original],
  ] as const) {
    await page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
    await expect.poll(async () => isNear((await shown()).greys[0], luma)).toBe(true);
  }
});

test('the difference is what one picture has more than the other, eight times as strong, and nothing where they agree', async () => {
  await player().getByRole('radio', { name: 'Difference' }).click();
  const expected = 8 * (greys.result - greys.original);
  await expect.poll(async () => Math.abs(((await shown()).greys[0] ?? 0) - expected)).toBeLessThanOrEqual(16);
  // The squares are the same in both.
  expect((await shown()).frames).toEqual([0]);
  await picturePage(page, 'player-difference');
});

test('between two marks it plays over and over, and nowhere else until they are forgotten', async () => {
  await player().getByRole('radio', { name: 'Side by side' }).click();
  await page.keyboard.press('2');
  await expect.poll(frame).toBe(60);
  await page.keyboard.press('i');
  await page.keyboard.press('3');
  await expect.poll(frame).toBe(90);
  await page.keyboard.press('o');
  await picturePage(page, 'player-marks');
  await page.keyboard.press('Space');
  const seen: number[] = [];
  for (let look = 0; look < 40; look += 1) {
    seen.push(await frame());
    await page.waitForTimeout(50);
  }
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(60);
  // A browser that is late shows a frame or two more before it jumps.
  expect(Math.max(...seen)).toBeLessThanOrEqual(93);
  expect(seen.some((number, at) => at > 0 && number < (seen[at - 1] ?? 0))).toBe(true);
  await page.keyboard.press('x');
  await expect.poll(frame, { timeout: 15_000 }).toBeGreaterThan(100);
  await page.keyboard.press('Space');
});

test('is taken away while somebody in the result does not consent, with the reason, and comes back', async () => {
  const persons = (await (await page.request.get('/api/persons')).json()) as {
    id: string;
    consents: { id: string }[];
  }[];
  const [{ id, consents } = { id: '', consents: [] }] = persons;
  const headers = { origin: studio.url };
  await page.request.post(`/api/persons/${id}/consents/${consents[0]?.id}/withdraw`, { headers });
  await expect(page.getByRole('alert').getByText('consent_withdrawn')).toBeVisible();
  await expect(page.getByText('Its files are kept')).toBeVisible();
  await expect(player()).toHaveCount(0);
  await picturePage(page, 'result-withheld');
  await expect(page.getByRole('button', { name: 'Download' })).toHaveCount(0);
  const again = { grantedBy: 'The person', method: 'self', purpose: 'A test', evidence: '', validFrom: '2020-01-01' };
  await page.request.post(`/api/persons/${id}/consents`, { headers, data: { ...again, validUntil: null } });
  await expect(player()).toBeVisible();
});
