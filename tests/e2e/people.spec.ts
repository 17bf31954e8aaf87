/** Who in a clip gets which face, chosen in the dialog and told on the page of the conversion. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ConversionView } from '#core/contract/conversion.ts';
import { ffmpeg } from '#tests/helpers/make-clip.ts';
import { seedCrowd } from '#tests/helpers/seed-crowd.ts';
import { startStudio, type TestStudio } from '#tests/helpers/studio.ts';
import { picturePage } from './picture-pages.ts';

let studio: TestStudio;
let folder = '';

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'people-'));
  const clip = join(folder, 'clip.mp4');
  await ffmpeg(['-f', 'lavfi', '-i', 'testsrc=s=320x180:r=25:d=1', '-pix_fmt', 'yuv420p', clip]);
  await seedCrowd(join(folder, 'data'), clip);
  studio = await startStudio({ UNDERSTUDY_DATA_FOLDER: join(folder, 'data') });
});

test.afterAll(async () => {
  await studio?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('each person in a clip can be left alone, given the conversion’s face or that of another pair', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ baseURL: studio.url, locale: 'en-GB' })).newPage();
  await page.goto('/conversions');
  await page.getByRole('button', { name: 'New conversion' }).first().click();
  const people = page.getByRole('list', { name: 'Who is swapped' });
  const [first, second] = [people.getByRole('combobox').first(), people.getByRole('combobox').last()];
  await expect(first).toContainText('Drawn B’s face');
  await expect(second).toContainText('Left alone');
  // Whoever is not the clip's person is offered pairs that replace somebody else than them.
  await second.click();
  const offered = page.getByRole('option');
  await expect(offered).toHaveCount(3);
  await expect(offered.nth(2)).toContainText('Drawn A’s face');
  await expect(offered.nth(2)).toContainText('in place of Drawn B’s');
  await offered.nth(2).click();
  await expect(second).toContainText('Drawn A’s face');
  await people.scrollIntoViewIfNeeded();
  await picturePage(page, 'people-picker');
  const asking = page.waitForRequest(
    (request) => request.method() === 'POST' && new URL(request.url()).pathname === '/api/conversions',
  );
  await page.getByRole('button', { name: 'Convert' }).click();
  const { settings } = (await asking).postDataJSON() as Pick<ConversionView, 'settings'>;
  expect(settings).toMatchObject({ swapped: null, otherFaces: [{ identity: 'second', to: 'a' }] });
  await expect(page.getByText('Other face 1')).toBeVisible();
  await expect(page.getByText('Drawn A’s face on Drawn B’s video')).toBeVisible();
  await picturePage(page, 'people-facts');
  await page.context().close();
});

test('nobody can be converted where nobody gets the conversion’s own face', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: studio.url, locale: 'en-GB' })).newPage();
  await page.goto('/conversions');
  await page.getByRole('button', { name: 'New conversion' }).first().click();
  const people = page.getByRole('list', { name: 'Who is swapped' });
  await people.getByRole('combobox').first().click();
  await page.getByRole('option', { name: 'Left alone' }).click();
  await expect(page.getByText('Give at least one the conversion’s own face.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Convert' })).toBeDisabled();
  await page.context().close();
});
