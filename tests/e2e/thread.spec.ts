/** The whole job on the sample's clips, through the page alone, in real Chromium against the real server. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { temporaryFolder, witness } from '#tests/helpers/make-clip.ts';
import { startStudio, type TestStudio } from '#tests/helpers/studio.ts';
import { choose, createPerson, expectFaces, firstClip, recordConsent, shownIteration, upload } from './pages.ts';
import { picturePage } from './picture-pages.ts';
import { cutSampleClips, type SampleClips } from './sample-clips.ts';

let studio: TestStudio;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let clips: SampleClips;
let page: Page;
let personA = '';
let runAddress = '';

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 20_000 });

test.beforeAll(async ({ browser }) => {
  folder = await temporaryFolder();
  clips = await cutSampleClips(folder.path);
  studio = await startStudio();
  page = await (await browser.newContext({ baseURL: studio.url, locale: 'en-GB', acceptDownloads: true })).newPage();
});

test.afterAll(async () => {
  await page?.context().close();
  await studio?.stop();
  await folder?.[Symbol.asyncDispose]();
});

test('an empty studio says what comes next', async () => {
  await page.goto('/');
  await expect(page.getByText('Add two people and record their consent')).toBeVisible();
  await picturePage(page, 'overview-empty');
  for (const [name, title] of [
    ['people', 'Nobody here yet'],
    ['training', 'No training yet'],
    ['conversions', 'No conversions yet'],
    ['system', 'Machine'],
  ] as const) {
    await page.goto(`/${name}`);
    await expect(page.getByText(title, { exact: true }).first()).toBeVisible();
    await picturePage(page, `${name}-empty`);
  }
});

test('two people with consent get clips, and their faces are found', async () => {
  for (const [name, clip] of [
    ['Sample B', clips.b],
    ['Sample A', clips.a],
  ] as const) {
    const address = await createPerson(page, name);
    if (name === 'Sample A') personA = address;
    await recordConsent(page, name);
    await upload(page, clip);
    await expect(
      firstClip(page)
        .getByText('400 × 300')
        .or(firstClip(page).getByText(/\d+ × \d+/)),
    ).toBeVisible();
  }
  await picturePage(page, 'person');
  await expectFaces(firstClip(page));
  await page.getByRole('button', { name: /^Jobs/ }).click();
  await expect(
    page
      .getByRole('dialog')
      .getByText(/Find faces in/)
      .first(),
  ).toBeVisible();
  await page.waitForTimeout(300);
  await page.screenshot({ path: 'test-results/pages/jobs-wide-light.png' });
  await page.keyboard.press('Escape');
});

test('faces can be found anew more densely', async () => {
  const clip = firstClip(page);
  const before = (await clip.getByText(/faces kept/).textContent()) ?? '';
  await clip.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Find faces anew' }).click();
  await page.getByRole('radio', { name: '10 a second' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Find faces' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(clip.getByText(/faces kept/)).not.toHaveText(before, { timeout: 120_000 });
});

test('a face is rejected by key and comes back by undo', async () => {
  await page.goto(`${personA}/faces`);
  const cells = page.getByRole('gridcell');
  await expect(cells.first()).toBeVisible();
  const rejected = page.getByRole('button', { name: /^Rejected/ });
  await expect(rejected).toHaveText(/Rejected \d+/);
  const before = (await rejected.textContent()) ?? '';
  const first = await cells.first().getAttribute('data-face');
  await cells.first().click();
  await cells.nth(2).click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 selected')).toBeVisible();
  await picturePage(page, 'faces');
  await page.keyboard.press('x');
  await expect(page.getByText('3 faces rejected')).toBeVisible();
  await expect(cells.first()).not.toHaveAttribute('data-face', first ?? '');
  await expect(rejected).not.toHaveText(before);
  // The journal is the server's: what was done before a reload is undone after it.
  await page.reload();
  await expect(cells.first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Undo: / })).toBeEnabled();
  await page.keyboard.press('z');
  await expect(rejected).toHaveText(before);
  await expect(cells.first()).toHaveAttribute('data-face', first ?? '');
  await cells.first().click();
  await page.keyboard.press('2');
  await expect(page.getByText('1 face rejected')).toBeVisible();
  await page.goto(`${personA}/faces?state=rejected`);
  await expect(page.locator(`[data-face="${first}"]`)).toBeVisible();
});

test('the whole list is selected by key, survives a filter, and a face is shown in its frame', async () => {
  await page.goto(`${personA}/faces?state=all`);
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.keyboard.press('Control+a');
  const status = page.getByRole('status').filter({ hasText: 'shown' });
  const count = /(\d+) shown/.exec((await status.textContent()) ?? '')?.[1];
  await expect(status).toHaveText(`${count} shown · ${count} selected`);
  await page.getByRole('button', { name: /^Rejected/ }).click();
  await expect(status).toContainText('not shown');
  await page.goto(`${personA}/faces?state=all`);
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.keyboard.press('ArrowRight');
  const frame = page.getByRole('img', { name: /^Frame \d+/ });
  await expect(frame).toBeVisible();
  await expect(frame.locator('rect')).toBeVisible();
  await picturePage(page, 'face-panel');
});

test('a run trains until its preview changes, and shows the same on a second page and after a reload', async () => {
  await page.goto('/training');
  await page.getByRole('button', { name: 'New training' }).first().click();
  await choose(page, { label: 'Person A', option: 'Sample A' });
  await choose(page, { label: 'Person B', option: 'Sample B' });
  await page.getByText('More settings').click();
  await page.getByRole('radio', { name: '8', exact: true }).click();
  await page.getByLabel('Iterations between previews').fill('3');
  await page.getByLabel('Seconds between saves').fill('30');
  await page.waitForTimeout(300);
  await page.screenshot({ path: 'test-results/pages/create-run-wide-light.png' });
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  runAddress = new URL(page.url()).pathname;
  const first = await shownIteration(page);
  await expect.poll(() => shownIteration(page), { timeout: 180_000 }).toBeGreaterThan(first);

  const second = await page.context().newPage();
  await second.goto(runAddress);
  await expect(second.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  for (const view of [page, second])
    await expect(view.getByRole('button', { name: 'Go on' })).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
  expect(await shownIteration(page)).toBe(await shownIteration(second));
  await second.close();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible({ timeout: 60_000 });
  await picturePage(page, 'run');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('link', { name: 'Convert with this' }).first()).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible({ timeout: 60_000 });
});

test('other faces are chosen for the previews on the way, and the strip, the legend and the log say so', async () => {
  await page.getByRole('button', { name: 'Change settings' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Faces in previews').click();
  await choose(page, { label: 'Clip you mean to convert', option: 'person-1.mp4' });
  const side = dialog.getByRole('region', { name: 'Sample A' });
  await side.getByRole('button', { name: 'Choose' }).click();
  const chosen = side.getByRole('button', { name: /^Face \d+/, pressed: true });
  await chosen.first().click();
  await expect(side.getByText('13 of 14, chosen by hand')).toBeVisible();
  await side.scrollIntoViewIfNeeded();
  await picturePage(page, 'shown-faces');
  await dialog.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(dialog).toBeHidden();
  const before = await shownIteration(page);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(() => shownIteration(page), { timeout: 180_000 }).toBeGreaterThan(before);
  await expect(page.getByText(/held out: never trained on/)).toBeVisible();
  await expect(page.getByText(/faces of person-1\.mp4/)).toBeVisible();
  await page.getByRole('list', { name: 'Previews at even distances' }).getByRole('button').first().click();
  await expect(page.getByText(/These faces were shown up to iteration/)).toBeVisible();
  await picturePage(page, 'run-other-faces');
  await page.getByRole('button', { name: 'Newest', exact: true }).click();
  const log = page.getByRole('list', { name: 'Log' });
  await expect(log).toContainText('Previews show 13 and 14 faces');
  await expect(log).toContainText(/Ready on .*million weights/);
  await log.scrollIntoViewIfNeeded();
  await picturePage(page, 'run-log');
  await page.getByRole('radio', { name: 'Saves' }).click();
  await expect(log).not.toContainText('Previews show');
  await expect(log).toContainText('Saved at iteration');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'As text' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toMatch(/ faces-shown a=13 b=14 /);
});

test('a training is taken back to an earlier saved state, and what it leaves stays in sight', async () => {
  await page.getByRole('button', { name: 'Save now' }).click();
  const back = page.getByRole('button', { name: 'Go back to this state' });
  await expect(back.first()).toBeVisible({ timeout: 120_000 });
  await back.first().click();
  await page.getByRole('button', { name: 'Go back', exact: true }).click();
  await expect(page.getByText('Dashed: trained once and left')).toBeVisible({ timeout: 120_000 });
  await choose(page, { label: 'Which previews', option: 'Left:' });
  await picturePage(page, 'run-left-previews');
  await choose(page, { label: 'Which previews', option: 'As it stands' });
  await page.getByText('Dashed: trained once and left').scrollIntoViewIfNeeded();
  await picturePage(page, 'run-branches');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible({ timeout: 60_000 });
});

test('a clip is converted, plays in step with the original, and is downloaded', async () => {
  await page.getByRole('link', { name: 'Convert with this' }).first().click();
  await page.getByRole('radio', { name: 'Sample B’s face on Sample A’s video' }).click();
  await page.waitForTimeout(300);
  await page.screenshot({ path: 'test-results/pages/create-conversion-wide-light.png' });
  await page.getByRole('button', { name: 'Convert', exact: true }).click();
  await page.waitForURL(/\/conversions\/[0-9a-f-]{36}/);
  await page.screenshot({ path: 'test-results/pages/conversion-running-wide-light.png' });
  const player = page.getByRole('region', { name: 'Original and result' });
  await expect(player).toBeVisible({ timeout: 240_000 });

  const video = player.locator('video').first();
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThanOrEqual(2);
  await page.keyboard.press('Space');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.5);
  await page.keyboard.press('Space');
  await page.keyboard.press('5');
  const canvas = player.locator('canvas');
  await expect
    .poll(() => canvas.evaluate((element: HTMLCanvasElement) => element.width / element.height))
    .toBeGreaterThan(2);
  await picturePage(page, 'conversion');
  await page.keyboard.press('m');
  await expect(player.getByRole('img', { name: 'Original left of the border' })).toBeVisible();
  await page.screenshot({ path: 'test-results/pages/conversion-slider-wide-light.png' });

  await page.getByRole('button', { name: 'Download' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^Result/ }).click(),
  ]);
  const path = join(folder.path, 'result.mp4');
  await download.saveAs(path);
  expect((await stat(path)).size).toBeGreaterThan(0);
  const [result, source] = [await witness(path), await witness(clips.a)];
  expect(result.video.nb_read_frames).toBe(source.video.nb_read_frames);
  expect((await readFile(path)).subarray(4, 8).toString()).toBe('ftyp');
});

test('a studio with work in it shows it, in Portuguese too', async () => {
  for (const name of ['', 'people', 'training', 'conversions']) {
    await page.goto(`/${name}`);
    await expect(page.getByText('Sample A').first()).toBeVisible();
    await picturePage(page, name || 'overview');
  }
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: 'Português' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Conversões' })).toBeVisible();
  await page.goto(runAddress);
  await expect(page.getByText('Estados salvos')).toBeVisible();
  await picturePage(page, 'run-portuguese');
});
