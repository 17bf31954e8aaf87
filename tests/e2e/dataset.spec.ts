/** A newcomer's way from three links to a clean dataset, through the page alone. The links are served on this machine. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { ffmpeg, temporaryFolder } from '#tests/helpers/make-clip.ts';
import { startStudio, type TestStudio } from '#tests/helpers/studio.ts';
import { createPerson, recordConsent } from './pages.ts';
import { picturePage } from './picture-pages.ts';
import { cutSampleClips } from './sample-clips.ts';

let studio: TestStudio;
let site: Server;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let page: Page;
let links: string[] = [];
let person = '';

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 20_000 });

test.beforeAll(async ({ browser }) => {
  folder = await temporaryFolder();
  const clips = await cutSampleClips(folder.path);
  // Two takes of one man, and a clip of somebody else that got into the list.
  for (const [name, from, start] of [
    ['first-take.mp4', clips.a, '0'],
    ['second-take.mp4', clips.a, '4'],
    ['somebody-else.mp4', clips.b, '0'],
  ] as const)
    await ffmpeg(['-ss', start, '-i', from, '-t', '4', '-c', 'copy', join(folder.path, name)]);
  site = createServer(async (request, response) => {
    const bytes = await readFile(join(folder.path, (request.url ?? '').slice(1))).catch(() => undefined);
    if (!bytes) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': bytes.length }).end(bytes);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  links = ['first-take', 'second-take', 'somebody-else'].map((name) => `http://${host}/${name}.mp4`);
  studio = await startStudio({ UNDERSTUDY_ALLOWED_HOSTS: host });
  page = await (await browser.newContext({ baseURL: studio.url, locale: 'en-GB', acceptDownloads: true })).newPage();
});

test.afterAll(async () => {
  await page?.context().close();
  await studio?.stop();
  site?.close();
  await folder?.[Symbol.asyncDispose]();
});

test('three links are looked at, then downloaded into clips with faces', async () => {
  person = await createPerson(page, 'Ana');
  await recordConsent(page, 'Ana');
  await page.getByRole('tab', { name: 'Clips' }).click();
  await page.getByLabel('Links to videos of this person').fill(links.join('\n'));
  await page.getByRole('button', { name: 'Look at 3 links' }).click();
  const list = page.getByRole('list', { name: 'Links' });
  for (const name of ['first-take', 'second-take', 'somebody-else'])
    await expect(list.getByText(name).first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Download 3 videos' }).click({ timeout: 60_000 });
  await picturePage(page, 'links-downloading');
  const clips = page.getByRole('list', { name: 'Clips', exact: true }).locator('> li');
  await expect(clips).toHaveCount(3, { timeout: 120_000 });
  await expect(clips.getByText(/\d+ faces? kept/)).toHaveCount(3, { timeout: 180_000 });
  await picturePage(page, 'links-done');
});

test('who somebody else is, one click says, and undo takes it back', async () => {
  await page.goto(`${person}/faces`);
  const identities = page.getByRole('button', { name: /Identity with \d+ faces?/ });
  await expect(identities.first()).toBeVisible();
  expect(await identities.count()).toBeGreaterThanOrEqual(2);
  await picturePage(page, 'dataset-review');
  const kept = page.getByRole('button', { name: /^Kept/ }).first();
  const before = await kept.textContent();
  await page.getByRole('button', { name: 'None of these are Ana' }).first().click();
  await expect(kept).not.toHaveText(before ?? '');
  await page.getByRole('grid').press('Control+z');
  await expect(kept).toHaveText(before ?? '');
});

test('near-duplicates go, and the set is thinned to those that cover most', async () => {
  const kept = page.getByRole('button', { name: /^Kept/ }).first();
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: /Thin out/ }).click();
  await page.getByLabel('Faces that stay').fill('10');
  await page.getByRole('button', { name: 'Thin out', exact: true }).click();
  await expect(kept).toContainText('10');
  await picturePage(page, 'dataset-thinned');
});

test('the clean set leaves as a zip that another program reads', async () => {
  await page.goto(person);
  await page.getByRole('button', { name: 'More' }).first().click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /Export kept faces/ }).click();
  const path = join(folder.path, 'faces.zip');
  await (await downloading).saveAs(path);
  const script =
    'import sys, zipfile, json; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; l = z.read("faces.jsonl").decode().splitlines(); print(len(l) - 1, sum(n.endswith(".jpg") for n in z.namelist()), json.loads(l[0])["format"])';
  const { stdout } = await promisify(execFile)('python3', ['-c', script, path]);
  expect(stdout.trim()).toBe('10 10 understudy-faces');
});
