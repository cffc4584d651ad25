// Every page at every width: readable for all, nothing sticks out, nothing is refused by the
// browser.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import {
  answer_wallet, choose_claims, confirm_button, count_payable, expect_accessible, expect_no_sideways_scroll,
  expect_page, expect_receipt, go_to_wallet, kApprove, kClose, kDecline, kPeople, log_in, payable_boxes, test,
} from './portal';

async function check(page: Page): Promise<void> {
  await expect_page(page);
  await expect_no_sideways_scroll(page);
  await expect_accessible(page);
}

test('pages for everybody', async ({ page }) => {
  for (const path of ['/', '/security', '/accessibility', '/privacy', '/counter']) {
    await page.goto(path);
    await check(page);
  }
});

test('a page that is not there', async ({ page, browser_faults }) => {
  await page.goto('/no-such-page');
  await check(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Siden findes ikke');
  // A server may well answer 404 here, which the browser reports.
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('404');
});

test('colours of other countries have enough contrast', async ({ page }, info) => {
  test.skip(info.project.name !== 'w1280', 'colours do not depend on the width');
  await log_in(page, kPeople.several_claims);
  await payable_boxes(page).first().check();
  for (const theme of ['no', 'nl']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    await expect_accessible(page);
  }
});

test('overview and claim', async ({ page }) => {
  await log_in(page, kPeople.several_claims);
  await check(page);

  await payable_boxes(page).first().check();
  await expect_no_sideways_scroll(page);
  await page.locator('.claim-link').first().click();
  await expect(page).toHaveURL(/\/claims\//);
  await check(page);
});

test('paying, and waiting for the answer', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 2);
  await page.getByRole('button', { name: /^Betal kun en del/ }).first().click();
  await page.getByRole('textbox').fill('0');
  await confirm_button(page).click();
  await expect(page.locator('.error-summary')).toBeFocused();
  await check(page);

  await page.getByRole('textbox').fill('1,50');
  await go_to_wallet(page);
  await answer_wallet(page, kClose);
  await check(page);
});

test('answers of a payment', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  await go_to_wallet(page);
  await answer_wallet(page, kDecline);
  await check(page);

  await page.goto('/');
  await choose_claims(page, 1);
  await go_to_wallet(page);
  await answer_wallet(page, kApprove);
  await expect_receipt(page);
  await check(page);
});

test('owing nothing', async ({ page }) => {
  await log_in(page, kPeople.owes_nothing);
  await check(page);
});

test('handed over, under objection and in credit', async ({ page }) => {
  await log_in(page, kPeople.handed_over);
  await check(page);
  for (const link of await page.locator('.claim-link[href^="/claims/"]').evaluateAll((links) =>
    links.slice(0, 4).map((each) => each.getAttribute('href') ?? ''))) {
    await page.goto(link);
    await expect_page(page);
    await expect_no_sideways_scroll(page);
  }
});

test('some two hundred claims', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  const count = await count_payable(page);
  await expect_no_sideways_scroll(page);
  await page.locator('.more').getByRole('button').click();
  await expect(payable_boxes(page)).toHaveCount(count);
  await expect_no_sideways_scroll(page);
});
