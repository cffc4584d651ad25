// From owing to a receipt, and every way the wallet may answer.
import { expect } from '@playwright/test';
import {
  amount_in, answer_wallet, choose_claims, confirm_button, count_payable, expect_receipt, go_to_wallet, kApprove,
  kClose, kDecline, kPeople, log_in, pay_bar_button, test,
} from './portal';

const receipt_links = '.history a[href^="/receipts/"]';

test('pay one claim, get a receipt, find it in the list of payments', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  const payments_before = await page.locator(receipt_links).count();
  const claims_before = await count_payable(page);
  const claim_amount = amount_in(await page.locator('.claims .claim-amount').first().innerText());
  await choose_claims(page, 1);
  await expect(confirm_button(page)).toContainText(claim_amount);
  await go_to_wallet(page);
  await answer_wallet(page, kApprove);
  expect(amount_in(await expect_receipt(page))).toBe(claim_amount);

  await page.getByRole('main').getByRole('link', { name: 'Til dit overblik' }).click();
  await expect(page.locator(receipt_links)).toHaveCount(payments_before + 1);
  await expect(page.locator('.history-row').first()).toContainText(claim_amount);
  expect(await count_payable(page)).toBe(claims_before - 1);
  await page.locator(receipt_links).first().click();
  expect(amount_in(await expect_receipt(page))).toBe(claim_amount);
});

test('pay several claims at once', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 2);
  await expect(page.locator('.pay-item')).toHaveCount(2);
  const sum = amount_in(await confirm_button(page).innerText());
  await go_to_wallet(page);
  await answer_wallet(page, kApprove);
  expect(amount_in(await expect_receipt(page))).toBe(sum);
  await expect(page.locator('.receipt-parts li')).toHaveCount(3);
});

test('pay all, and owe nothing more', async ({ page }) => {
  await log_in(page, kPeople.one_overdue);
  test.skip(await page.locator('.total').getByRole('button').count() === 0, 'paid in an earlier run');
  await page.locator('.total').getByRole('button').click();
  await go_to_wallet(page);
  await answer_wallet(page, kApprove);
  await expect_receipt(page);
  await page.getByRole('main').getByRole('link', { name: 'Til dit overblik' }).click();
  await expect(page.getByText('Du skylder ikke noget')).toBeVisible();
});

test('one box ticks them all, and the sum is the total', async ({ page }) => {
  await log_in(page, kPeople.several_claims);
  await page.getByRole('checkbox', { name: /^Vælg alle/ }).check();
  const amounts = await page.locator('.claims').first().locator('.claim-amount').allInnerTexts();
  const sum_minor = amounts.reduce((sum, text) => sum + Number(amount_in(text).replace(/\D/g, '')), 0);
  const shown_minor = Number(amount_in(await pay_bar_button(page).innerText()).replace(/\D/g, ''));
  expect(shown_minor).toBe(sum_minor);
});

test('pay a part of a claim', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  await page.getByRole('button', { name: /^Betal kun en del/ }).click();
  const field = page.getByRole('textbox');
  await field.fill('999999999');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('1,50');
  await expect(confirm_button(page)).toContainText('1,50');
  await go_to_wallet(page);
  await answer_wallet(page, kApprove);
  expect(amount_in(await expect_receipt(page))).toBe('1,50');
});

test('a double click starts one payment', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  const keys: (string | undefined)[] = [];
  await page.route('**/api/citizen/v1/payments', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await confirm_button(page).dblclick();
  await page.waitForURL(/\/sandbox\/mobilepay\//);
  expect(keys).toHaveLength(1);
});

test('no answer from the network: the next try carries the same key', async ({ page, browser_faults }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  const keys: (string | undefined)[] = [];
  await page.route('**/api/citizen/v1/payments', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length === 1) await route.abort('connectionreset');
    else await route.continue();
  });
  await confirm_button(page).click();
  await expect(page.getByRole('alert')).toContainText('Vi fik ikke svar');
  await go_to_wallet(page);
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  // The lost connection made here is the one fault that belongs.
  expect(browser_faults.splice(0)).toEqual([expect.stringContaining('ERR_CONNECTION_RESET')]);
});

test('Back from the wallet and pay again leads to the same payment', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  await go_to_wallet(page);
  const first = new URL(page.url()).pathname;
  await page.goBack();
  await expect(confirm_button(page)).toBeVisible();
  await go_to_wallet(page);
  expect(new URL(page.url()).pathname).toBe(first);
});

test('declined: says so, and one can try again', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  await go_to_wallet(page);
  await answer_wallet(page, kDecline);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Betalingen blev afvist');
  await page.getByRole('button', { name: 'Prøv igen' }).click();
  await go_to_wallet(page);
  await answer_wallet(page, kApprove);
  await expect_receipt(page);
});

test('closed without answering: says not to pay again', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  await go_to_wallet(page);
  await answer_wallet(page, kClose);
  await expect(page.getByRole('main')).toContainText('Du skal ikke betale igen');
});
