// What can I pay? By somebody in trouble, on a phone, with the keyboard alone; and nothing of it stays behind.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { check, kNoDatabase, shots } from './made_links';
import { kNationalIds, owe } from './new_claims';
import { amount_in, kPeople, log_in, test } from './portal';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
test.skip(kNoDatabase, 'needs the database of a server');

const income = (page: Page) => page.getByRole('textbox', { name: /^Hvad får du udbetalt/ });
const housing = (page: Page) => page.getByRole('textbox', { name: /^Hvad koster din bolig/ });
const answer = (page: Page) => page.locator('#ability-result-title');

/** Goes on with Tab until the element has focus. */
async function tab_to(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.locator(selector).evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${selector}`);
}

/** Nothing of what was told is on the device. */
async function expect_nothing_stored(page: Page): Promise<void> {
  const stored = JSON.stringify([await page.context().storageState(), await page.evaluate(() => history.state as unknown)]);
  expect(stored).not.toMatch(/"(?:20\.?000|7\.?000)"|2000000|700000|140000|net_income/);
  expect(new URL(page.url()).pathname).toMatch(/^\/(ability|plan\/new)$/);
}

test('with the keyboard alone: mistakes, the answer, plans with that amount, and back to it', async ({ page }) => {
  test.slow();
  owe(kNationalIds.handed_over, kPeople.handed_over, 9_600);
  await log_in(page, kPeople.handed_over);
  await page.getByRole('link', { name: 'Find ud af, hvad du kan betale' }).focus();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Hvad kan du betale om måneden?');
  await expect(heading).toBeFocused();
  await shots(page, 'ability');

  // Help is one press away, and closes the same way.
  await tab_to(page, '.why summary >> nth=0');
  await page.keyboard.press('Enter');
  await expect(page.locator('.why p').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('.why p').first()).toBeHidden();

  // What is wrong is said beside each field, and what was right stays.
  await page.locator('#ability-income').focus();
  await page.keyboard.type('tyve tusind');
  await tab_to(page, '#ability-partner');
  await page.keyboard.press('ArrowDown');
  await tab_to(page, '#ability-children');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await tab_to(page, '#ability-housing');
  await page.keyboard.type('7.000');
  await page.keyboard.press('Enter');
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('Der er noget, du skal rette');
  await expect(summary).toBeFocused();
  await expect(page.locator('.form-error-message')).toHaveText([
    'Skriv et beløb med tal, for eksempel 7500,00', 'Vælg, hvor gammelt barn 1 er', 'Vælg, hvor gammelt barn 2 er']);
  await expect(housing(page)).toHaveValue('7.000');
  await shots(page, 'ability-wrong');
  await summary.getByRole('link').first().focus();
  await page.keyboard.press('Enter');
  await expect(income(page)).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('20.000');
  await expect(page.locator('.form-error-message')).toHaveCount(2);
  await tab_to(page, '#ability-age-0');
  await page.keyboard.type('1 ');
  await tab_to(page, '#ability-age-1');
  await page.keyboard.type('6 ');
  await expect(page.locator('.form-error-message')).toHaveCount(0);
  await tab_to(page, '#ability-housing');
  await page.keyboard.press('Enter');

  // A couple with children of 1 and 6: the table says 1,600, but 11,570 must be left, so 1,400.
  await expect(answer(page)).toBeFocused();
  expect(amount_in(await answer(page).innerText())).toBe('1.400,00');
  await expect(page.locator('.ability-result .facts')).toContainText('11.570,00');
  await expect(page.locator('.ability-warnings')).toContainText('Efter tabellen kunne du betale mere');
  await page.locator('.ability-steps summary').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.ability-step-list')).toContainText('§ 11');
  await shots(page, 'ability-answer');
  await expect_nothing_stored(page);

  const main_action = page.getByRole('button', { name: /^Se aftaler med omkring/ });
  await main_action.focus();
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Betal i rater');
  await expect(page.getByRole('textbox', { name: /^Beløb om måneden/ })).toHaveValue('1400,00');
  await expect(page.locator('.plan-option', { hasText: '1.400,00' }).first()).toBeVisible();
  // A plan that takes what must be left says so, and one that does not is silent.
  const heavy = page.locator('.plan-option', { hasText: 'Det er mere, end du kan undvære efter dine svar' });
  expect(await heavy.count()).toBeGreaterThan(0);
  await expect(page.locator('.plan-option', { hasText: '1.400,00' }).first()).not.toContainText('Det er mere');
  await shots(page, 'ability-plans');
  await expect_nothing_stored(page);

  // Back: nothing is lost. Reloaded: nothing is left.
  await page.goBack();
  await expect(income(page)).toHaveValue('20.000');
  await expect(page.locator('#ability-age-1')).toHaveValue('6');
  await expect(answer(page)).toBeVisible();
  await page.reload();
  await expect(income(page)).toHaveValue('');
  await expect(answer(page)).toHaveCount(0);
});

test('where nothing can be paid, help and more time come first', async ({ page }) => {
  test.slow();
  owe(kNationalIds.handed_over, kPeople.handed_over, 900);
  await log_in(page, kPeople.handed_over);
  await page.goto('/plan/new');
  await page.getByRole('link', { name: 'Ikke sikker på, hvad du kan betale?' }).tap();
  await income(page).fill('9000');
  await housing(page).fill('9500');
  await page.getByRole('button', { name: 'Regn det ud' }).tap();
  await expect(answer(page)).toHaveText('Du kan nok ikke betale noget lige nu');
  await expect(page.locator('.ability-result')).toContainText('Dine udgifter er større end din indkomst');
  await expect(page.getByRole('button', { name: /^Se aftaler/ })).toHaveCount(0);
  await expect(page.locator('.ability-result .button-primary')).toHaveAttribute('href', /^tel:/);
  await shots(page, 'ability-none');

  await page.getByRole('link', { name: 'Vil du alligevel dele det op i rater?' }).tap();
  await expect(page.locator('.plan-option').first()).toContainText('Efter dine svar har du ikke råd til at betale lige nu');
  await page.goBack();
  // Another figure: the old answer goes until it is asked again.
  await housing(page).fill('1000');
  await expect(answer(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'English' }).tap();
  await page.getByRole('button', { name: 'Do the sums' }).tap();
  await expect(answer(page)).toContainText('You can probably pay about');
  await check(page);
});

test('kept by consent alone: the box is asked for, what was kept is there again, and goes with one press', async ({ page }) => {
  test.slow();
  owe(kNationalIds.handed_over, kPeople.handed_over, 2_400);
  await log_in(page, kPeople.handed_over);
  await page.goto('/ability');
  await expect(page.getByText('Vi gemmer kun dine svar, hvis du siger ja til det.')).toBeVisible();
  await income(page).fill('21.500');
  await housing(page).fill('6.000');
  await page.getByRole('button', { name: 'Regn det ud' }).click();
  await expect(answer(page)).toBeFocused();
  const keep = page.getByRole('button', { name: 'Gem mine svar' });
  await keep.click();
  await expect(page.getByText('Sæt kryds, hvis vi må gemme dine svar')).toBeVisible();
  await page.getByRole('checkbox', { name: /^Ja, I må gemme mine svar i 90 dage/ }).check();
  await shots(page, 'ability-keep');
  await check(page);
  await keep.click();
  await expect(page.getByRole('heading', { name: 'Dine svar er gemt' })).toBeVisible();

  await page.reload();
  await expect(income(page)).toHaveValue(/21\.?500/);
  await expect(housing(page)).toHaveValue(/6\.?000/);
  await shots(page, 'ability-kept');
  await check(page);
  await page.getByRole('button', { name: 'Slet mine svar' }).click();
  await expect(page.getByText('Dine svar er slettet')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Regn det ud' })).toBeVisible();
  await expect(income(page)).toHaveValue('');
});
