/** Trying settings, lining conversions up, and taking a result away in other forms: real Chromium, real server and workers. */
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { witness } from '#tests/helpers/make-clip.ts';
import { seedModelOn } from '#tests/helpers/seed-model.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { startStudio, type TestStudio } from '#tests/helpers/studio.ts';
import { choose } from './pages.ts';
import { picturePage } from './picture-pages.ts';

const face = sharedMedia('grid_bbaf2n_man.mpg');

let studio: TestStudio;
let page: Page;

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 20_000 });
test.skip(!face, 'the shared clips are not here');

test.beforeAll(async ({ browser }) => {
  if (!face) return;
  studio = await startStudio({}, (dataFolder) => seedModelOn(dataFolder, ['-stream_loop', '3', '-i', face]));
  const context = await browser.newContext({ baseURL: studio.url, locale: 'en-GB', permissions: ['notifications'] });
  // The browser's own, and beside it a list of what was shown: nothing else can see it.
  await context.addInitScript(() => {
    const shown: string[] = [];
    const Real = window.Notification;
    Object.assign(window, {
      shown,
      Notification: class extends Real {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          shown.push(`${title}: ${options?.body}`);
        }
      },
    });
  });
  page = await context.newPage();
});

test.afterAll(async () => {
  await page?.context().close();
  await studio?.stop();
});

const dialog = () => page.getByRole('dialog');
const trial = () => dialog().getByRole('region', { name: 'Trial' });
const picture = () => trial().getByRole('img');
const sizeOfFace = () => dialog().getByRole('slider', { name: 'Size of the face' });

/** Waits for the frame of other settings. @returns how long the answer took, ms */
const drawnAnew = async (change: () => Promise<unknown>): Promise<number> => {
  const before = await picture().getAttribute('src');
  await change();
  await expect.poll(() => picture().getAttribute('src')).not.toBe(before);
  return Number(await trial().locator('[data-took-ms]').getAttribute('data-took-ms'));
};

test('a setting is seen on the frame under the cursor, beside the original', async () => {
  await page.goto('/conversions');
  await page.getByRole('button', { name: 'New conversion' }).first().click();
  await expect(picture()).toHaveAccessibleName('Result, AI-altered', { timeout: 90_000 });
  await picturePage(page, 'create-conversion-trial');
  await dialog().getByText('Colour, mask and size').click();
  const slider = sizeOfFace();
  await slider.scrollIntoViewIfNeeded();
  const took: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) took.push(await drawnAnew(() => slider.press('ArrowRight')));
  console.log(`trial frames after a key: ${took.join(' ')} ms`);
  const hold = trial().getByRole('button', { name: 'Hold: original' });
  await hold.hover();
  await page.mouse.down();
  await expect(picture()).toHaveAccessibleName('Original');
  await page.mouse.up();
  await expect(picture()).toHaveAccessibleName('Result, AI-altered');
  await drawnAnew(() => trial().getByRole('radio', { name: 'Frame' }).click());
  await drawnAnew(() => trial().getByRole('slider', { name: 'Frame' }).press('ArrowRight'));
});

test('settings are saved under a name, left for others, and taken again', async () => {
  await dialog().getByRole('button', { name: 'Save', exact: true }).click();
  await dialog().getByLabel('Name of these settings').fill('Large');
  await dialog().getByLabel('Name of these settings').press('Enter');
  await expect(dialog().getByRole('combobox', { name: 'Settings' })).toContainText('Large');
  const large = await sizeOfFace().getAttribute('aria-valuenow');
  await choose(page, { label: 'Settings', option: 'Usual' });
  await expect(sizeOfFace()).not.toHaveAttribute('aria-valuenow', large ?? '');
  await choose(page, { label: 'Settings', option: 'Large' });
  await expect(sizeOfFace()).toHaveAttribute('aria-valuenow', large ?? '');
});

test('three seconds are converted where they were asked for', async () => {
  await trial().getByRole('button', { name: 'Try three seconds from here' }).click();
  const video = trial().locator('video');
  await expect(video).toBeVisible({ timeout: 120_000 });
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.duration)).toBeCloseTo(3, 0);
  await picturePage(page, 'create-conversion-three-seconds');
});

test('conversions line up; one is put first, one is paused, cancelled and tried again, and its log says what ran', async () => {
  await dialog().getByRole('button', { name: 'Convert', exact: true }).click();
  await page.waitForURL(/\/conversions\/[0-9a-f-]{36}/);
  const address = page.url();
  const { runId, clipId } = await page.evaluate(async () => {
    const [newest] = await (await fetch('/api/conversions')).json();
    return { runId: newest.runId as string, clipId: newest.clipId as string };
  });
  for (const faceScale of [0.9, 1.1])
    await page.evaluate(
      (body) =>
        fetch('/api/conversions', {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      { runId, clipId, settings: { to: 'b', faceScale } },
    );
  await page.getByRole('button', { name: /^Jobs/ }).click();
  const rows = dialog().getByRole('region', { name: 'At work' }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await rows.first().getByRole('button', { name: 'Pause' }).click();
  await expect(rows.first().getByText('Paused').first()).toBeVisible({ timeout: 60_000 });
  const last = await rows.nth(2).getByRole('link').getAttribute('href');
  await rows
    .nth(2)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Do this first' }).click();
  await expect(rows.nth(1).getByRole('link')).toHaveAttribute('href', last ?? '');
  await picturePage(page, 'jobs-queue');
  await rows
    .first()
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Log and commands' }).click();
  const log = page.getByRole('dialog', { name: 'Log and commands' });
  await expect(log.locator('pre')).toContainText(/ffmpeg .* -f rawvideo/);
  await picturePage(page, 'job-log');
  await page.keyboard.press('Escape');
  for (let left = 3; left > 0; left -= 1) {
    await rows.first().getByRole('button', { name: 'Cancel this job' }).click();
    await expect(rows).toHaveCount(left - 1, { timeout: 20_000 });
  }
  const ended = dialog().getByRole('region', { name: 'Lately ended' }).getByRole('listitem');
  const mine = ended.filter({ has: page.locator(`a[href="${new URL(address).pathname}"]`) });
  await mine.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Try again' }).click();
  await expect(rows).toHaveCount(1);
  await dialog()
    .getByRole('switch', { name: /Tell me outside/ })
    .click();
  await page.keyboard.press('Escape');
});

test('a finished one says so, on the page and outside it where nobody looks', async () => {
  // Another tab lies before this one.
  await page.evaluate(() => Object.defineProperty(document, 'hasFocus', { value: () => false }));
  await expect(page.getByRole('region', { name: 'Original and result' })).toBeVisible({ timeout: 180_000 });
  await expect(page.getByText(/Convert face\.mp4.*: Done/).first()).toBeVisible();
  const shown = await page.evaluate(() => (window as unknown as { shown: string[] }).shown);
  expect(shown).toHaveLength(1);
  expect(shown[0]).toContain('Convert face.mp4');
});

test('the result is taken away as a loop, a captioned pair, frames and its settings', async () => {
  await page.getByRole('button', { name: 'Download' }).click();
  const [settings] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Settings (JSON)' }).click(),
  ]);
  expect(JSON.parse(await readFile(await settings.path(), 'utf8'))).toMatchObject({ settings: { to: 'b' } });
  await page.getByRole('button', { name: 'Download' }).click();
  await page.getByRole('menuitem', { name: 'Other forms…' }).click();
  const list = dialog().getByRole('region', { name: 'Exports' });
  const fetched = async (form: string) => {
    await choose(page, { label: 'Form', option: form });
    await dialog().getByRole('button', { name: 'Export', exact: true }).click();
    const row = list.getByRole('listitem').filter({ hasText: form });
    await expect(row).toBeVisible({ timeout: 90_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), row.getByText('Save').click()]);
    expect(download.suggestedFilename()).toContain('AI-altered');
    return download.path();
  };
  const pair = await witness(await fetched('Video (MP4)'));
  expect(pair.video).toMatchObject({ codec_name: 'h264', width: 720 });
  expect(pair.tags.description).toContain('compositeWithTrainedAlgorithmicMedia');
  const gif = await witness(await fetched('Loop (GIF)'));
  expect(gif.video).toMatchObject({ codec_name: 'gif', nb_read_frames: '36' });
  await picturePage(page, 'export-dialog');
  const zip = await readFile(await fetched('Frames (WebP, zip)'));
  expect(zip.subarray(0, 2).toString()).toBe('PK');
});
