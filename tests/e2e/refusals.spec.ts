/** What the page says when the studio refuses, and its keys. */
import { expect, type Page, test } from '@playwright/test';
import { startStudio, type TestStudio } from '#tests/helpers/studio.ts';
import { createPerson, recordConsent, upload } from './pages.ts';

let studio: TestStudio;
let page: Page;

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 20_000 });

test.beforeAll(async ({ browser }) => {
  studio = await startStudio();
  page = await (await browser.newContext({ baseURL: studio.url, locale: 'en-GB' })).newPage();
});

test.afterAll(async () => {
  await page?.context().close();
  await studio?.stop();
});

test('takes no video of a person without consent, and says why', async () => {
  await createPerson(page, 'No Consent');
  await page.getByRole('tab', { name: 'Clips' }).click();
  await expect(page.getByText('can be brought in once their consent is recorded')).toBeVisible();
  await expect(page.locator('input[type=file][multiple]')).toHaveCount(0);
});

test('asks for what a consent record lacks before sending it', async () => {
  await page.getByRole('tab', { name: 'Consent' }).click();
  await page.getByRole('button', { name: 'Record consent' }).click();
  await expect(page.getByText('Write in a few words for what.')).toBeVisible();
});

test('refuses a file that is no video with a code and in human words, and keeps nothing of it', async () => {
  await recordConsent(page, 'No Consent');
  await upload(page, {
    name: 'notes.mp4',
    mimeType: 'video/mp4',
    buffer: Buffer.from('these are notes, not a video\n'.repeat(100)),
  });
  const refusal = page.getByRole('alert').filter({ hasText: 'not_a_video' });
  await expect(refusal.getByText('This is not a video.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Clips' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(refusal).toBeHidden();
});

test('refuses an empty file before it is sent', async () => {
  await upload(page, { name: 'empty.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(0) });
  await expect(page.getByRole('alert').filter({ hasText: 'file_empty' })).toBeVisible();
});

test('ends what uses a face when its consent is withdrawn', async () => {
  await page.getByRole('tab', { name: 'Consent' }).click();
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(page.getByText('Consent withdrawn')).toBeVisible();
  await page.getByRole('tab', { name: 'Clips' }).click();
  await expect(page.getByText('was withdrawn. Nothing more can be brought in')).toBeVisible();
});

test('shows its keys, opens the jobs and changes places by key', async () => {
  await page.keyboard.type('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('j');
  await expect(page.getByRole('dialog', { name: 'Jobs' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { level: 1, name: 'System' })).toBeVisible();
});

test('says so when nothing lies at an address', async () => {
  await page.goto('/people/00000000-0000-4000-8000-000000000000');
  await expect(page.getByText('There is nothing here')).toBeVisible();
});
