/** A model of another program: brought in, refused until a person is named for its face, then converted with; real Chromium, server and workers. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { handMadeDfm } from '#tests/helpers/hand-made-dfm.ts';
import { witness } from '#tests/helpers/make-clip.ts';
import { seedModelOn } from '#tests/helpers/seed-model.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { startStudio, type TestStudio } from '#tests/helpers/studio.ts';
import { choose } from './pages.ts';

const face = sharedMedia('grid_bbaf2n_man.mpg');

let studio: TestStudio;
let page: Page;

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 20_000 });
test.skip(!face, 'the shared clips are not here');

test.beforeAll(async ({ browser }) => {
  if (!face) return;
  studio = await startStudio({}, (dataFolder) => seedModelOn(dataFolder, ['-t', '0.8', '-i', face]));
  page = await (await browser.newContext({ baseURL: studio.url, locale: 'en-GB' })).newPage();
});

test.afterAll(async () => {
  await page?.context().close();
  await studio?.stop();
});

const dialog = () => page.getByRole('dialog');
const card = () => page.getByRole('list', { name: 'Models of others' }).getByRole('listitem');

const add = async (name: string, buffer: Buffer): Promise<void> => {
  await page.getByRole('button', { name: 'Add a model file' }).first().click();
  await dialog().locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await expect(dialog().getByText(name)).toBeVisible();
  await dialog().getByRole('button', { name: 'Add the model' }).click();
};

test('a file that is no model is refused in words, and nothing of it stands in the list', async () => {
  await page.goto('/training');
  await add('holiday.dfm', Buffer.from('this is no model'));
  await expect(dialog().getByRole('alert')).toContainText('This model is refused');
  await expect(dialog().getByRole('alert')).toContainText('not an ONNX file');
  await page.keyboard.press('Escape');
  await expect(card()).toHaveCount(0);
});

/** As a hand would drop it: the page sees a file among what is dragged. */
const drop = async (name: string, bytes: Uint8Array): Promise<void> => {
  const dragged = await page.evaluateHandle(
    ([called, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], called));
      return transfer;
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  );
  const place = page.getByRole('list').filter({ has: page.getByRole('link', { name: /Drawn A/ }) });
  for (const type of ['dragover', 'drop']) await place.dispatchEvent(type, { dataTransfer: dragged });
};

test('a model of another program, dropped on the page, stands in the list when it was looked through, of nobody yet', async () => {
  await drop('another.dfm', handMadeDfm(96, { morphs: true }));
  await expect(dialog().getByText('another.dfm')).toBeVisible();
  await dialog().getByRole('button', { name: 'Add the model' }).click();
  await expect(card()).toContainText('another.dfm');
  await expect(card()).toContainText('96 px');
  await expect(card()).toContainText('Consent unknown');
  await page.goto('/conversions?run');
  await page.getByRole('combobox', { name: 'Training or model' }).click();
  await expect(page.getByRole('option', { name: 'another.dfm' })).toHaveCount(0);
});

test('once a person who consents is named for its face, a clip is converted with it', async () => {
  await page.goto('/training');
  const [, shown] = await (await page.request.get('/api/persons')).json();
  await choose(page, { label: 'Whose face does another.dfm show?', option: shown.name });
  await card().getByRole('button', { name: 'Name this person' }).click();
  await expect(card()).toContainText(`Shows ${shown.name}`);
  await expect(card()).toContainText('Consent holds');
  await card().getByRole('link', { name: 'Convert with it' }).click();
  await expect(dialog().getByRole('combobox', { name: 'Training or model' })).toContainText('another.dfm');
  await dialog().getByRole('slider', { name: 'Morph' }).press('End');
  await dialog().getByRole('button', { name: 'Convert', exact: true }).click();
  await page.waitForURL(/\/conversions\/[0-9a-f-]{36}/);
  await expect(page.getByRole('button', { name: 'Download' })).toBeVisible({ timeout: 180_000 });
  await expect(page.getByText('another.dfm', { exact: true })).toBeVisible();
});

test('the result has a new face in its frames, and its file says which model drew it', async () => {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const { frames } = await (await page.request.get(`/api/conversions/${id}`)).json();
  expect(frames.swapped).toBe(frames.written);
  const path = join(studio.dataFolder, 'result.mp4');
  await writeFile(path, await (await page.request.get(`/api/conversions/${id}/video`)).body());
  const model = (await (await page.request.get('/api/dfm-models')).json())[0];
  const { tags } = await witness(path);
  expect(tags.comment).toContain(`another.dfm (SHA-256 ${model.sha256})`);
});
