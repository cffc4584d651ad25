// Instalments for somebody who has logged in, on a phone: for everything they owe.
import { expect } from '@playwright/test';
import { check, kNoDatabase, shots } from './made_links';
import { kNationalIds, owe } from './new_claims';
import { amount_in, answer_wallet, go_to_wallet, kApprove, kPeople, log_in, test } from './portal';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
test.skip(kNoDatabase, 'needs the database of a server');

test('instalments: seen, chosen, agreed on, the first one paid, a day moved, a break', async ({ page }) => {
  test.slow();
  owe(kNationalIds.one_overdue, kPeople.one_overdue, 319);
  await log_in(page, kPeople.one_overdue);
  const heading = page.getByRole('heading', { level: 1 });
  await check(page);
  await page.getByRole('link', { name: 'Betal i rater' }).first().tap();
  await expect(heading).toHaveText('Betal i rater');
  expect(page.url()).not.toMatch(/\d{3}$/);
  const ways = page.getByRole('radio');
  await expect(ways.nth(2)).toBeVisible();
  await shots(page, 'new-plan');

  // Nothing chosen: said, and the choices are one press away.
  await page.getByRole('button', { name: 'Lav aftalen' }).tap();
  await expect(page.getByRole('alert')).toContainText('Vælg en af mulighederne');
  await check(page);

  // A wish of one's own: the payments are not larger, and fall on the day.
  await page.getByLabel('Hvornår på måneden?').selectOption('15');
  await page.getByRole('textbox', { name: /^Beløb om måneden/ }).fill('ti kroner');
  await page.getByRole('button', { name: 'Vis mine muligheder' }).tap();
  await expect(page.locator('.form-error-message')).toContainText('Skriv et beløb');
  await page.getByRole('textbox', { name: /^Beløb om måneden/ }).fill('200');
  await page.getByRole('button', { name: 'Vis mine muligheder' }).tap();
  const wished = page.locator('.plan-option', { hasText: /200,00/ }).first();
  await expect(wished).toBeVisible();
  await wished.locator('summary').tap();
  await expect(wished.locator('.plan-payments li').first()).toContainText(/1[567]\. /);
  await shots(page, 'wished-plan');

  await page.locator('.plan-option').last().getByRole('radio').check();
  await page.getByRole('button', { name: 'Lav aftalen' }).tap();
  await expect(heading).toHaveText('Din aftale om rater');
  await expect(page).toHaveURL(/\/plan$/);
  await expect(page.locator('.facts').first()).toContainText(/TESTBY-H\d{6}/);
  const payments = page.locator('.plan-payments li');
  expect(await payments.count()).toBeGreaterThan(1);
  await shots(page, 'plan');
  await page.reload();
  await expect(heading).toHaveText('Din aftale om rater');

  // There is one plan at a time.
  await page.goto('/plan/new');
  await expect(heading).toHaveText('Der er ikke noget at dele op');
  await check(page);

  await page.goto('/');
  const card = page.locator('.plan-card');
  await expect(card).toContainText('Du har en aftale om rater');
  await shots(page, 'overview-plan');
  const next = amount_in(await card.locator('.plan-amount').innerText());
  await card.getByRole('button', { name: /^Betal / }).tap();
  await expect(page).toHaveURL(/\/pay$/);
  expect(amount_in(await page.locator('.pay-sum strong').innerText())).toBe(next);
  await go_to_wallet(page);
  await answer_wallet(page, kApprove);
  await expect(page.locator('.receipt')).toBeVisible();

  await page.goto('/plan');
  await expect(payments.first()).toContainText('Betalt');
  await expect(payments.nth(1)).toContainText('Ikke betalt endnu');
  await page.getByRole('button', { name: 'Flyt betalingen' }).tap();
  await expect(page.locator('.form-error-message')).toHaveText('Vælg den nye dag');
  await page.getByLabel('Ny dag').selectOption({ index: 2 });
  await page.getByRole('button', { name: 'Flyt betalingen' }).tap();
  await expect(page.locator('main').getByRole('status').filter({ hasText: 'Betalingen er flyttet til' })).toHaveCount(1);
  await check(page);
  await page.getByRole('button', { name: 'Hold pause i en måned' }).tap();
  await expect(page.locator('main').getByRole('status').filter({ hasText: 'Aftalen holder pause i en måned' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Hold pause i en måned' })).toHaveCount(0);
  await shots(page, 'plan-changed');

  // On paper: what was agreed, without what can only be pressed.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(payments.first()).toBeVisible();
  if (process.env.FAIRDUE_SHOTS) await page.screenshot({ path: `${process.env.FAIRDUE_SHOTS}/plan-print.png`, fullPage: true });
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('button', { name: 'English' }).tap();
  await expect(heading).toHaveText('Your instalment plan');
  await check(page);
});

test('outside the policy it is a wish, with the reason; the keyboard is enough', async ({ page }) => {
  test.slow();
  owe(kNationalIds.just_reminded, kPeople.just_reminded, 850);
  await log_in(page, kPeople.just_reminded);
  await page.goto('/plan/new');
  const amount = page.getByRole('textbox', { name: /^Beløb om måneden/ });
  await amount.fill('1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Vi kan ikke lave en aftale her med 1,00 kr. om måneden');
  await expect(page.locator('.plan-option').first()).toBeVisible();
  await shots(page, 'plan-too-small');
  await amount.fill('50');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
  const small = page.locator('.plan-option', { hasText: 'En medarbejder skal først sige ja' }).first();
  await expect(small).toContainText('Raterne er små.');
  await small.getByRole('radio').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Send mit ønske' }).focus();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Vi har fået dit ønske');
  await expect(heading).toBeFocused();
  await shots(page, 'requested-plan');
  await page.goto('/');
  await expect(page.locator('.plan-card')).toContainText('Vi ser på dit ønske om rater');
  await check(page);
});
