/** The ways by which files come in, through the page: whole folders, files of the server, files that are here already. */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ffmpeg, makeClip } from '#tests/helpers/make-clip.ts';
import { startStudio, type TestStudio } from '#tests/helpers/studio.ts';
import { createPerson, recordConsent, upload } from './pages.ts';

let studio: TestStudio;
let page: Page;
let folder: string;
let film: string;
const inTrip = (name: string) => join(folder, 'trip', name);

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 30_000 });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  folder = await mkdtemp(join(tmpdir(), 'understudy-footage-'));
  await mkdir(join(folder, 'trip'));
  const picture = 'color=gray:size=320x180:rate=25:duration=2';
  film = await makeClip({ path: inTrip('old.avi'), picture, output: ['-c:v', 'mpeg4', '-c:a', 'mp2'] });
  for (const colour of ['red', 'blue'])
    await ffmpeg(['-f', 'lavfi', '-i', `color=${colour}:size=64x48`, '-frames:v', '1', inTrip(`${colour}.jpg`)]);
  await writeFile(inTrip('broken.jpg'), 'words');
  await writeFile(inTrip('notes.txt'), 'notes');
  studio = await startStudio({ UNDERSTUDY_IMPORT_FOLDERS: folder });
  page = await (await browser.newContext({ baseURL: studio.url, locale: 'en-GB' })).newPage();
});

test.afterAll(async () => {
  await page?.context().close();
  await studio?.stop();
  await rm(folder, { recursive: true, force: true });
});

const clips = () => page.getByRole('list', { name: 'Clips' });

test('a folder of the server gives a clip a video and one set of photos, and names the rest', async () => {
  test.setTimeout(120_000);
  await createPerson(page, 'Ana');
  await recordConsent(page, 'Ana');
  await page.getByRole('tab', { name: 'Clips' }).click();
  await page.getByRole('button', { name: 'From the server' }).click();
  await page.getByRole('button', { name: folder }).click();
  await page.getByRole('checkbox', { name: 'Choose trip' }).check();
  await page.getByRole('button', { name: 'Import 1 item' }).click();
  await expect(page.getByText('notes.txt')).toBeVisible();
  await expect(clips().getByText('2 photos')).toBeVisible({ timeout: 60_000 });
  await expect(clips().getByText('broken.jpg')).toBeVisible();
  await expect(clips().getByText('on the server’s disk')).toHaveCount(2);
});

test('a video that no browser plays is played by the version made for it', async () => {
  test.setTimeout(120_000);
  const play = page.getByRole('button', { name: 'Play old.avi' });
  await expect(play).toBeEnabled({ timeout: 90_000 });
  await play.click();
  const video = page.locator('video');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBe(320);
  await page.keyboard.press('Escape');
});

test('a file that is here already is not sent again', async () => {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/uploads')) sent.push(request.method());
  });
  await copyFile(film, join(folder, 'copy.avi'));
  await upload(page, join(folder, 'copy.avi'));
  await expect(page.getByRole('alert').filter({ hasText: 'clip_duplicate' })).toBeVisible();
  await createPerson(page, 'Bo');
  await recordConsent(page, 'Bo');
  await upload(page, join(folder, 'copy.avi'));
  await expect(clips().getByText('copy.avi')).toBeVisible();
  expect(sent).toEqual([]);
});

test('a folder from this machine goes up as one set, and what is broken in it is named', async () => {
  test.setTimeout(120_000);
  await page.locator('input[type=file]:not([multiple])').setInputFiles(join(folder, 'trip'));
  await expect(page.getByText('broken.jpg')).toBeVisible();
  await expect(page.getByText('notes.txt')).toBeVisible();
  await expect(clips().getByText('2 photos')).toBeVisible({ timeout: 60_000 });
});
