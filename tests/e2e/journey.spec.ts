// The whole way of somebody who cannot pay at once, on a small phone, with the keyboard alone, as a screen reader tells it:
// what is owed, what one can pay, a plan, the first payment, another day, paid off.
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { check, kNoDatabase, shots } from './made_links';
import { kNationalIds, owe } from './new_claims';
import { amount_in, kApprove, kPeople, test } from './portal';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
test.skip(kNoDatabase, 'needs the database of a server');

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** Goes on with Tab until the element has focus: what cannot be reached so cannot be used without a mouse. */
async function tab_to(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${String(wanted)}`);
}

async function press(page: Page, wanted: Locator, key = 'Enter'): Promise<void> {
  await tab_to(page, wanted);
  await page.keyboard.press(key);
}

/** What a screen reader has of the main part: every name and role, in reading order. */
const told = (page: Page) => page.getByRole('main').ariaSnapshot();

test('with the keyboard alone: owed, able to pay, agreed, first payment, another day, paid off', async ({ page }) => {
  test.slow();
  owe(kNationalIds.handed_over, kPeople.handed_over, 4_800);
  await page.goto('/login?lang=da');
  await press(page, page.getByRole('button', { name: kPeople.handed_over }));
  await expect(page).toHaveURL(/\/$/);
  await expect(heading(page)).toBeVisible();
  const overview = await told(page);
  expect(overview).toMatch(/heading ".*" \[level=1\]/);
  expect(overview).toMatch(/link "Find ud af, hvad du kan betale"/);
  await check(page);

  // What one can pay.
  await press(page, page.getByRole('link', { name: 'Find ud af, hvad du kan betale' }));
  await expect(heading(page)).toHaveText('Hvad kan du betale om måneden?');
  expect(await told(page)).toMatch(/textbox "Hvad får du udbetalt/);
  await tab_to(page, page.getByRole('textbox', { name: /^Hvad får du udbetalt/ }));
  await page.keyboard.type('19.000');
  await tab_to(page, page.getByRole('textbox', { name: /^Hvad koster din bolig/ }));
  await page.keyboard.type('6.500');
  await page.keyboard.press('Enter');
  const answer = page.locator('#ability-result-title');
  await expect(answer).toBeFocused();
  const able = amount_in(await answer.innerText());
  expect(await told(page)).toContain(able.replace(/,00$/, ''));

  // A plan with that amount.
  await press(page, page.getByRole('button', { name: /^Se aftaler med omkring/ }));
  await expect(heading(page)).toHaveText('Betal i rater');
  await expect(page.getByRole('radio').nth(2)).toBeVisible();
  expect((await told(page)).match(/radio "/g)?.length).toBeGreaterThanOrEqual(3);
  // A group of choices is one stop of the Tab key; the arrow keys go through it, and choose.
  await tab_to(page, page.getByRole('radio').first());
  await page.keyboard.press('Space');
  await expect(page.getByRole('radio').first()).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio').nth(1)).toBeChecked();
  await shots(page, 'journey-offer');
  await press(page, page.getByRole('button', { name: 'Lav aftalen' }));
  await expect(heading(page)).toHaveText('Din aftale om rater');
  await expect(heading(page)).toBeFocused();
  const payments = page.locator('.plan-payments li');
  const count = await payments.count();
  expect(count).toBeGreaterThan(1);
  expect(await told(page)).toMatch(/TESTBY-H\d{6}/);
  await shots(page, 'journey-plan');

  // The first payment, from the overview.
  await page.goto('/');
  const card = page.locator('.plan-card');
  const next = amount_in(await card.locator('.plan-amount').innerText());
  await press(page, card.getByRole('button', { name: /^Betal / }));
  await expect(page).toHaveURL(/\/pay$/);
  await press(page, page.getByRole('button', { name: /MobilePay$/ }));
  await page.waitForURL(/\/sandbox\/mobilepay\//);
  await press(page, page.getByRole('button', { name: kApprove }));
  await page.waitForURL(/\/payments\//);
  const receipt = page.locator('.receipt');
  await expect(receipt).toBeVisible();
  expect(amount_in(await receipt.locator('.receipt-sum').innerText())).toBe(next);

  // Another day for the next one.
  await page.goto('/plan');
  await expect(payments.first()).toContainText('Betalt');
  const moved = await payments.nth(1).innerText();
  await tab_to(page, page.getByLabel('Ny dag'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await press(page, page.getByRole('button', { name: 'Flyt betalingen' }));
  await expect(page.locator('main').getByRole('status').filter({ hasText: 'Betalingen er flyttet til' })).toHaveCount(1);
  expect(await payments.nth(1).innerText()).not.toBe(moved);
  await check(page);

  // All that is left at once: the plan is over, and says so.
  await page.goto('/');
  await tab_to(page, page.locator('#pay-all'));
  await page.keyboard.press('Space');
  await press(page, page.locator('.pay-bar').getByRole('button'));
  await expect(page).toHaveURL(/\/pay$/);
  await press(page, page.getByRole('button', { name: /MobilePay$/ }));
  await page.waitForURL(/\/sandbox\/mobilepay\//);
  await press(page, page.getByRole('button', { name: kApprove }));
  await page.waitForURL(/\/payments\//);
  await expect(receipt).toBeVisible();
  await page.goto('/plan');
  await expect(heading(page)).toHaveText('Din aftale er betalt');
  expect(await told(page)).toMatch(/Du har betalt det, vi aftalte/);
  await shots(page, 'journey-paid');
});
