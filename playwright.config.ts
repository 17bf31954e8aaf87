/** Browser tests: real Chromium, one at a time, each against a studio of its own with an empty data folder (tests/helpers/studio.ts). */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  // Training and converting on two cores take minutes; a step that hangs is found sooner by its own expectation.
  timeout: 8 * 60_000,
  expect: { timeout: 30_000 },
  // A test named .only must not make the rest pass by default.
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '.understudy/test-reports/playwright.json' }]],
  use: {
    // What is not there is not coming: without a limit a missing button would cost the whole test's time.
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    headless: true,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.UNDERSTUDY_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
