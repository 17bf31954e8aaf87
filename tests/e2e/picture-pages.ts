/** Pictures of pages for people to look at: each in light and in dark, wide and narrow. They are shown, not compared. */
import { expect, type Page } from '@playwright/test';

const folder = 'test-results/pages';
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

export const picturePage = async (page: Page, name: string): Promise<void> => {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveClass(colorScheme === 'dark' ? /dark/ : /light/);
      await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, animations: 'disabled' });
    }
    const overhangPx = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overhangPx, `${name} scrolls sideways when ${size}`).toBe(0);
  }
  await page.setViewportSize(sizes.wide);
  await page.emulateMedia({ colorScheme: 'light' });
};
