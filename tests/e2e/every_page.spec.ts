// Every page as it is for those who see it another way: on the narrowest phone, with text twice as large, in the colours of
// their own device, and without movement. Nothing is cut off, nothing sticks out, everything keeps its name.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { check, kNoDatabase, make, open_claims } from './made_links';
import { kPeople, log_in, test } from './portal';

test.skip(kNoDatabase, 'links are made in the database of a real server');

const kPublic = ['/security', '/accessibility', '/privacy', '/counter', '/process', '/help', '/message'];
const kOwn = ['/', '/plan', '/plan/new', '/ability', '/direct-debit', '/ask', '/referral', '/creditors', '/representation'];
const kBehindALink = [
  '/p', '/p/choices/pay_on_date', '/p/choices/instalments', '/p/choices/objection', '/p/choices/question',
  '/p/choices/deferral', '/p/choices/help',
];

async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('main .spinner')).toHaveCount(0);
}

/** What the browser's own text size does: the root size, which every measure builds on. */
async function double_text(page: Page): Promise<void> {
  await page.evaluate(() => {
    const root = document.documentElement;
    root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
  });
}

/** What is wider than the window, by its words: none if nothing is. */
async function sticking_out(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > clientWidth + 0.5)
      .map((each) => `${each.tagName} ${each.className.toString()} ${(each.textContent ?? '').slice(0, 40)}`);
  });
}

async function look_at(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) {
    await test.step(path.replace(/\d+/, 'N'), async () => {
      await page.setViewportSize({ width: 320, height: 700 });
      await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
      await settled(page, path);
      await check(page);
      // WCAG 2.2, 1.4.4: 200 % without loss; 1.4.10 asks for 320 px at 100 %, so the larger text gets a phone's width.
      await page.setViewportSize({ width: 390, height: 844 });
      await double_text(page);
      expect(await sticking_out(page), `${path} with text twice as large`).toEqual([]);
      await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
      await settled(page, path);
      await check(page);
      const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
      expect(moving, `${path} moves`).toBe(0);
    });
  }
}

test('pages for everybody', async ({ page }) => {
  test.slow();
  await look_at(page, kPublic);
});

test('pages of whoever is logged in', async ({ page }) => {
  test.slow();
  await log_in(page, kPeople.several_claims);
  const claim = await page.locator('.claim-link').first().getAttribute('href');
  await look_at(page, [...kOwn, claim ?? '/claims/1', `${claim ?? '/claims/1'}/ask`]);
});

test('pages behind a safe link', async ({ page }) => {
  test.slow();
  await page.goto(make('letter', open_claims('>= 100000', 30).slice(20)).path);
  await look_at(page, kBehindALink);
});
