// Paying by card, and every way the provider's page may end.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import {
  amount_in, card_button, choose_claims, confirm_button, expect_accessible, expect_no_sideways_scroll, expect_page,
  expect_receipt, kPeople, log_in, test,
} from './portal';

test.skip(!process.env.FAIRDUE_URL, 'the stand-in server has no page for cards');

async function go_to_card_page(page: Page): Promise<void> {
  await card_button(page).click();
  await page.waitForURL(/\/sandbox\/card\//);
}

async function press(page: Page, button: RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).click();
}

async function expect_back(page: Page): Promise<void> {
  await page.waitForURL(/\/payments\/\d+$/);
  await expect_page(page);
}

test('the two ways to pay are named, large and reached by keyboard', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  const group = page.getByRole('group', { name: 'Vælg, hvordan du vil betale' });
  await expect(group.getByRole('button')).toHaveCount(2);
  for (const button of await group.getByRole('button').all()) {
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  await confirm_button(page).focus();
  await page.keyboard.press('Tab');
  await expect(card_button(page)).toBeFocused();
  await expect_accessible(page);
  await expect_no_sideways_scroll(page);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sandbox\/card\//);
  await expect_accessible(page);
  await expect_no_sideways_scroll(page);
  await press(page, /^Gå tilbage/);
  await expect_back(page);
});

test('a card that is approved gives a receipt that says so', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  const amount = amount_in(await card_button(page).innerText());
  await go_to_card_page(page);
  await expect(page.locator('.amount')).toContainText(amount);
  await press(page, /^Betal Kortet/);
  await expect_back(page);
  expect(amount_in(await expect_receipt(page))).toBe(amount);
  await expect(page.locator('.receipt')).toContainText('Betalingskort');
});

test('declined, then approved by the bank: one payment', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  await go_to_card_page(page);
  await press(page, /^Betal med et kort, der bliver afvist/);
  await expect(page.getByRole('alert')).toContainText('Kortet blev afvist');
  await press(page, /^Betal med godkendelse i banken/);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Er det dig, der betaler?');
  await expect_accessible(page);
  await press(page, /^Ja, godkend/);
  await expect_back(page);
  await expect_receipt(page);
});

test('the bank says no and the payer goes back: nothing is paid, and it can be tried again', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  await go_to_card_page(page);
  await press(page, /^Betal med godkendelse i banken/);
  await press(page, /^Nej, afvis/);
  await expect(page.getByRole('alert')).toContainText('Der er ikke trukket penge');
  await press(page, /^Gå tilbage/);
  await expect_back(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Betalingen blev afbrudt');
  await page.getByRole('button', { name: 'Prøv igen' }).click();
  await go_to_card_page(page);
  await press(page, /^Betal Kortet/);
  await expect_back(page);
  await expect_receipt(page);
});

test('a double click on the card button starts one payment', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  const sent: unknown[] = [];
  await page.route('**/api/citizen/v1/payments', async (route) => {
    sent.push((route.request().postDataJSON() as { means: string }).means);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await card_button(page).dblclick();
  await page.waitForURL(/\/sandbox\/card\//);
  expect(sent).toEqual(['card']);
  await press(page, /^Gå tilbage/);
});

test('Back from the card page and pay again leads to the same page', async ({ page }) => {
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  await go_to_card_page(page);
  const first = new URL(page.url()).pathname;
  await page.goBack();
  await expect(card_button(page)).toBeVisible();
  await go_to_card_page(page);
  expect(new URL(page.url()).pathname).toBe(first);
  await press(page, /^Gå tilbage/);
});
