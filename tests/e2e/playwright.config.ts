// End-to-end tests of the citizen portal. FAIRDUE_URL names a running server with the demo's
// people; without it the portal's own stand-in server is started.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const kStandInUrl = 'http://127.0.0.1:8131';
const given_url = process.env.FAIRDUE_URL;
const system_browser = process.env.FAIRDUE_BROWSER ?? '/usr/bin/chromium';

const browser_switches = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const screen = (name: string, width: number, height: number) => ({
  name,
  // The flows are the same at every width; only the pages differ.
  ...(name === 'w1280' ? {} : { testMatch: /pages\.spec\.ts/ }),
  use: { viewport: { width, height }, hasTouch: width < 700 },
});

export default defineConfig({
  testDir: fileURLToPath(new URL('./', import.meta.url)),
  outputDir: fileURLToPath(new URL('./test-results/', import.meta.url)),
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['line']],
  use: {
    baseURL: given_url ?? kStandInUrl,
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    trace: 'retain-on-failure',
    launchOptions: {
      args: browser_switches,
      ...(existsSync(system_browser) ? { executablePath: system_browser } : {}),
    },
  },
  projects: [
    screen('w320', 320, 700),
    screen('w390', 390, 844),
    screen('w768', 768, 1024),
    screen('w1280', 1280, 800),
  ],
  ...(given_url ? {} : {
    webServer: {
      command: 'node dev/mock_server.mjs',
      cwd: fileURLToPath(new URL('../../web/', import.meta.url)),
      env: { PORT: new URL(kStandInUrl).port },
      url: `${kStandInUrl}/healthz`,
      reuseExistingServer: false,
    },
  }),
});
