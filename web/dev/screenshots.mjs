// Pictures of the pages of a running demo: node dev/screenshots.mjs URL FOLDER
import { existsSync, mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';

const [url, folder] = process.argv.slice(2);
if (!url || !folder) {
  console.error('usage: node dev/screenshots.mjs URL FOLDER');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const browser_path = process.env.FAIRDUE_BROWSER ?? '/usr/bin/chromium';
const browser = await chromium.launch({
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  ...(existsSync(browser_path) ? { executablePath: browser_path } : {}),
});
for (const width of [390, 1280]) {
  const context = await browser.newContext({ viewport: { width, height: 844 }, locale: 'da-DK' });
  const page = await context.newPage();
  const shot = (name) => page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  await page.goto(`${url}/`);
  await page.waitForSelector('h1');
  await shot('front');
  await page.goto(`${url}/demo/login`);
  await shot('demo-login');
  await page.getByRole('button', { name: /Maja/ }).click();
  await page.waitForSelector('h1');
  await shot('overview');
  await page.goto(`${url}/`);
  await page.locator('a[href^="/claims/"]').first().click();
  await page.waitForSelector('h1');
  await page.waitForTimeout(300);
  await shot('claim');
  await context.close();
}
await browser.close();
