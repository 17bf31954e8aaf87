/** A long training looked at afterwards: its charts, its previews, and another beside it. The runs are seeded, all else is real. */
import { expect, type Page, test } from '@playwright/test';
import { type SeededRuns, seedRuns } from '#tests/bench/seed-run.ts';
import { startStudio, type TestStudio } from '#tests/helpers/studio.ts';
import { shownIteration } from './pages.ts';
import { picturePage } from './picture-pages.ts';

const points = 120_000;

let studio: TestStudio;
let runs: SeededRuns;
let page: Page;

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 20_000 });

test.beforeAll(async ({ browser }) => {
  studio = await startStudio({}, async (dataFolder) => {
    runs = await seedRuns({ dataFolder, points, previews: 30 });
  });
  page = await (await browser.newContext({ baseURL: studio.url, locale: 'en-GB', acceptDownloads: true })).newPage();
});

test.afterAll(async () => {
  await page?.context().close();
  await studio?.stop();
});

const lossChart = () => page.getByRole('img', { name: /^Loss of both people/ });

test('the curve of a long run is drawn whole, and a part of it is asked for by dragging over it', async () => {
  await page.goto(`/training/${runs.runId}`);
  await expect(lossChart()).toHaveAccessibleName(/120,000 measurements/);
  await expect(page.getByText('Dashed: trained once and left')).toBeVisible();
  await expect(page.getByText('Error on faces held out')).toBeVisible();
  await picturePage(page, 'run-long');
  await lossChart().scrollIntoViewIfNeeded();
  await page.waitForTimeout(300);
  await page.screenshot({ path: 'test-results/pages/run-charts-wide-light.png' });
  const box = (await lossChart().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const asked = page.waitForRequest(/\/curve\?.*from=\d+/);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.5, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 4 });
  await page.mouse.up();
  const range = new URL((await asked).url()).searchParams;
  const [from, to] = [Number(range.get('from')), Number(range.get('to'))];
  expect(from).toBeGreaterThan(points * 0.35);
  expect(to - from).toBeGreaterThan(points * 0.05);
  expect(to - from).toBeLessThan(points * 0.2);
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  await page.screenshot({ path: 'test-results/pages/run-zoomed-wide-light.png' });
  await page.getByRole('button', { name: 'All iterations' }).press('Enter');
  await expect(page.getByRole('button', { name: 'All iterations' })).toBeDisabled();
});

test('pointing at an iteration in the chart shows the preview nearest to it', async () => {
  const box = (await lossChart().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await expect.poll(() => shownIteration(page)).toBeLessThan(points / 2);
  await page.mouse.move(2, 2);
  await expect.poll(() => shownIteration(page)).toBe(points);
});

test('a pointer that leaves the chart as soon as it has zoomed leaves nothing pointed at', async () => {
  // Zoomed in, the stretch that was left is out of sight: the chart is made anew while the pointer is on its way out.
  for (let turn = 0; turn < 4; turn += 1) {
    await lossChart().scrollIntoViewIfNeeded();
    const box = (await lossChart().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.3, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.45, y, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(3, 3);
    await expect(page.getByRole('button', { name: 'All iterations' })).toBeEnabled();
    await page.waitForTimeout(1500);
    expect(await shownIteration(page)).toBe(points);
    await page.getByRole('button', { name: 'All iterations' }).press('Enter');
    await expect(page.getByRole('button', { name: 'All iterations' })).toBeDisabled();
  }
});

test('previews are leafed through by key, by thumbnail, as a film, and two next to each other', async () => {
  const newest = await shownIteration(page);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => shownIteration(page)).toBeLessThan(newest);
  const strip = page.getByRole('list', { name: 'Previews at even distances' });
  await strip.getByRole('button').first().click();
  await expect.poll(() => shownIteration(page)).toBe(1);
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Newest', exact: true }).click();
  await expect(page.getByText('iteration 1, held')).toBeVisible();
  await picturePage(page, 'run-compare-steps');
  await page.keyboard.press('c');
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Stop the film' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play as a film' })).toBeVisible({ timeout: 30_000 });
  expect(await shownIteration(page)).toBe(newest);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Time-lapse' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.webp$/);
});

test('settings of a run are changed where they are listed', async () => {
  await page.getByRole('button', { name: 'Change settings' }).click();
  await page.getByRole('textbox', { name: 'Learning rate', exact: true }).fill('0.00002');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('How it learns').click();
  await page.getByLabel('DSSIM', { exact: true }).fill('5');
  await dialog.getByText('What is done to the faces').click();
  await page.getByRole('switch', { name: 'Noise' }).click();
  await picturePage(page, 'change-run');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('0.00002', { exact: true })).toBeVisible();
  await expect(page.getByText('MAE 1 · DSSIM 5')).toBeVisible();
  await expect(page.getByText(/Noise 50 %/)).toBeVisible();
});

test('what a training costs is counted at the price that is set', async () => {
  await page.getByLabel('Power of the machine, W').fill('300');
  await page.getByLabel('Price of a kWh').fill('0.25');
  // 120,000 iterations of 0.4 s at 300 W are 4 kWh.
  await expect(page.getByText('1.00', { exact: true })).toBeVisible();
  await page.getByLabel('Price of a kWh').scrollIntoViewIfNeeded();
  await page.screenshot({ path: 'test-results/pages/run-cost-wide-light.png' });
});

test('two trainings stand in one chart, with what differs in their settings', async () => {
  await page.goto('/training');
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('img', { name: /^Curves of 2 trainings/ })).toBeVisible();
  const row = page.getByRole('row', { name: /Faces in a step/ });
  await expect(row).toContainText('32');
  await expect(row).toContainText('16');
  await picturePage(page, 'compare-runs');
  await page.getByRole('checkbox').first().press('Space');
  await expect(page.getByRole('img', { name: /^Curves of 1 training:/ })).toBeVisible();
});

test('the same stands there in Portuguese', async () => {
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: 'Português' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Comparar treinos' })).toBeVisible();
  await page.goto(`/training/${runs.runId}`);
  await expect(page.getByText('Erro em rostos reservados')).toBeVisible();
  await picturePage(page, 'run-long-portuguese');
});
