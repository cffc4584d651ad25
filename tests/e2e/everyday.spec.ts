// Language, keyboard, leaving, and what the pages owe to the person's privacy.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { kNoDatabase, let_pass } from './made_links';
import {
  answer_wallet, expect_no_sideways_scroll, expect_page, expect_receipt, kApprove, kPeople, log_in, payable_boxes, test,
} from './portal';

test('another language, remembered', async ({ page }) => {
  await log_in(page, kPeople.several_claims);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dit overblik');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your overview');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveTitle(/^Your overview/);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your overview');
  expect(await page.evaluate(() => Object.keys(window.localStorage))).toEqual([]);
});

/** Presses Tab until what has focus is named like this; fails when it never comes. */
async function tab_to(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null;
      return element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
    });
    if (name.test(focused.trim())) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

test('the way to a receipt with the keyboard alone', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await page.keyboard.press('Tab');
  await expect(page.locator('.skipnav')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await tab_to(page, /^Vælg alle/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(payable_boxes(page).first()).toBeChecked();
  await tab_to(page, /^Betal [\d.,]+/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/pay$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await tab_to(page, /MobilePay$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sandbox\/mobilepay\//);
  await answer_wallet(page, kApprove);
  await expect_receipt(page);
});

test('logged out: Back shows nothing about the person', async ({ page }) => {
  await log_in(page, kPeople.several_claims);
  await page.locator('.claim-link').first().click();
  await expect(page).toHaveURL(/\/claims\//);
  const reference = /\S+$/.exec(await page.locator('main .quiet').first().innerText())?.[0] ?? '';
  expect(reference).not.toBe('');
  await page.getByRole('button', { name: 'Log ud' }).click();
  await expect(page.getByRole('link', { name: 'Log ind' })).toBeVisible();
  for (let steps = 0; steps < 2; steps += 1) {
    await page.goBack();
    await expect(page.getByRole('link', { name: 'Log ind' })).toBeVisible();
    await expect(page.locator('body')).not.toContainText(kPeople.several_claims);
    await expect(page.locator('body')).not.toContainText(reference);
  }
});

test('nothing about the person is in an address', async ({ page }) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await log_in(page, kPeople.several_claims);
  await page.locator('.claim-link').first().click();
  await expect_page(page);
  for (const address of addresses) expect(decodeURIComponent(address)).not.toMatch(/Maja|Vestergaard|amount|csrf/i);
});

test('a claim that is not there, or not mine', async ({ page, browser_faults }) => {
  await log_in(page, kPeople.owes_nothing);
  await page.goto('/claims/no-such-claim');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vi kan ikke finde kravet');
  // The browser reports the 404 that the page asked for.
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('404');
});

test('text twice as large still fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await log_in(page, kPeople.several_claims);
  // What the browser's own text size does: the root size, which every measure here builds on.
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '125%'));
  await expect_no_sideways_scroll(page);
});

test('colours and motion follow the device', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await log_in(page, kPeople.several_claims);
  const focus_style = async () => page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focus_style()).toBe('solid');
});

test('the session is about to end: asks, and goes on', async ({ page }) => {
  test.skip(kNoDatabase, 'lets time pass at a real server');
  await page.clock.install();
  await log_in(page, kPeople.several_claims);
  const seconds_left = () => page.evaluate(async () => {
    const session = (await (await fetch('/api/citizen/v1/session')).json()) as { expires_at: string; server_time: string };
    return (Date.parse(session.expires_at) - Date.parse(session.server_time)) / 1000;
  });
  const passed = Math.floor(await seconds_left()) - 110;
  let_pass(passed);
  await page.clock.fastForward(passed * 1000);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  expect(await seconds_left()).toBeLessThan(120);
  await dialog.getByRole('button', { name: 'Fortsæt' }).click();
  await expect(dialog).toBeHidden();
  expect(await seconds_left()).toBeGreaterThan(passed);
});
