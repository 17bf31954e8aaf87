/** What a person does on the pages, in words; every test goes through these and never around the page. */
import { expect, type Locator, type Page } from '@playwright/test';

/** @returns the address of the new person's page */
export const createPerson = async (page: Page, name: string): Promise<string> => {
  await page.goto('/people');
  await page.getByRole('button', { name: 'Add a person' }).first().click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
};

export const recordConsent = async (page: Page, grantedBy: string): Promise<void> => {
  await page.getByRole('tab', { name: 'Consent' }).click();
  await page.getByLabel('Given by').fill(grantedBy);
  await page.getByLabel('For what').fill('Testing the studio with the sample clips.');
  await page.getByRole('button', { name: 'Record consent' }).click();
  await expect(page.getByText('Consent holds')).toBeVisible();
};

export const upload = async (
  page: Page,
  files: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> => {
  await page.getByRole('tab', { name: 'Clips' }).click();
  await page.locator('input[type=file][multiple]').setInputFiles(files);
};

/** The first clip of the person whose page is open. */
export const firstClip = (page: Page): Locator =>
  page.getByRole('list', { name: 'Clips' }).getByRole('listitem').first();

export const expectFaces = async (clip: Locator): Promise<void> => {
  await expect(clip.getByText(/\d+ faces kept/)).toBeVisible({ timeout: 120_000 });
};

/** Chooses in one of the studio's own select boxes. */
export const choose = async (page: Page, { label, option }: { label: string; option: string }): Promise<void> => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
};

export const shownIteration = async (page: Page): Promise<number> => {
  const picture = page.locator('img[data-iteration]').first();
  await expect(picture).toBeVisible({ timeout: 120_000 });
  return Number(await picture.getAttribute('data-iteration'));
};
