// Disagreeing, asking and wanting more time behind a safe link, on a phone: errors beside their fields, nothing typed is
// lost, one enquiry for a double tap, a receipt with a number, and the answer. Needs a server with a database.
import { expect } from '@playwright/test';
import { check, kNoDatabase, make, open_claims } from './made_links';
import { expect_accessible, expect_no_sideways_scroll, test } from './portal';

test.skip(kNoDatabase, 'links are made in the database of a real server');
test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

const references = open_claims('BETWEEN 1 AND 99999', 60).slice(0, 20);
const ahead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('an objection: the error is beside its field, and the words are still there', async ({ page, browser_faults }) => {
  await page.goto(make('letter', references).path);
  await page.getByRole('link', { name: /^Jeg er ikke enig/ }).tap();
  await check(page);
  await page.getByLabel('Fortæl mere med dine egne ord').fill('Jeg har betalt i banken.\nSe bilaget.');
  await page.getByRole('button', { name: 'Send min indsigelse' }).tap();
  await expect(page.getByRole('alert')).toHaveText('Vælg en af grundene.');
  await expect(page.getByLabel('Fortæl mere med dine egne ord')).toHaveValue('Jeg har betalt i banken.\nSe bilaget.');
  await check(page);
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('422');
  await page.getByLabel('Jeg har allerede betalt').check();
  await page.getByRole('button', { name: 'Send min indsigelse' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vi har fået din indsigelse');
  await expect(page.locator('.facts')).toContainText(/TESTBY-H\d{6}/);
  await expect(page.locator('main')).toContainText('Du får svar senest');
  await expect(page.locator('main')).not.toContainText('bilaget');
  await check(page);
});

test('more time: a day that is too far ahead is refused beside the field, and stays there', async ({ page, browser_faults }) => {
  await page.goto(make('letter', references).path);
  await page.getByRole('link', { name: /^Jeg har brug for mere tid/ }).tap();
  await check(page);
  const day = page.getByLabel('Hvor længe vil du gerne vente?');
  await day.fill(ahead(400));
  await page.getByRole('button', { name: 'Bed om mere tid' }).tap();
  await expect(page.getByRole('alert')).toContainText('Vælg en dag efter i dag');
  await expect(day).toHaveValue(ahead(400));
  await expect(day).toHaveAttribute('aria-invalid', 'true');
  await check(page);
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('422');
  await day.fill(ahead(60));
  await page.getByRole('button', { name: 'Bed om mere tid' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vi har fået dit ønske om mere tid');
  await check(page);
});

test('a question in English, and the way back to it', async ({ page, browser_faults }) => {
  await page.goto(make('letter', references).path);
  await page.getByRole('link', { name: 'English' }).tap();
  await page.getByRole('link', { name: /^I have a question/ }).tap();
  await page.getByRole('button', { name: 'Send my question' }).tap();
  await expect(page.getByRole('alert')).toHaveText('Write your question here.');
  await check(page);
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('422');
  await page.getByLabel('What do you want to ask?').fill('What is this bill for?');
  await page.getByRole('button', { name: 'Send my question' }).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have your question');
  const number = await page.locator('.facts dd').innerText();
  await page.getByRole('link', { name: 'Back' }).tap();
  await expect(page.locator('.note')).toHaveText(`We have your question: ${number}`);
  await page.getByRole('link', { name: /^I have a question/ }).tap();
  await expect(page.locator('.facts dd')).toHaveText(number);
});

test('words that can no longer be sent come back, to be copied', async ({ page, browser_faults }) => {
  await page.goto(make('letter', references).path);
  await page.goto('/p/choices/help');
  await page.getByLabel('Fortæl mere med dine egne ord').fill('Jeg har mistet mit job.');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Bed om hjælp' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vi har ikke fået det, du skrev');
  await expect(page.locator('textarea')).toHaveValue('Jeg har mistet mit job.');
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('409');
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expect_no_sideways_scroll(page);
    await expect_accessible(page);
  }
});

test('half of a form is saved, found again with the same link, and thrown away', async ({ page }) => {
  const { path } = make('letter', references);
  const words = page.getByLabel('Fortæl mere med dine egne ord');
  const saved = page.getByText('Det, du har skrevet, er gemt til');
  await page.goto(path);
  await page.goto('/p/choices/help');
  await expect(saved).toHaveCount(0);
  await words.fill('Jeg har mistet mit job.\nRing om aftenen.');
  await page.getByRole('button', { name: 'Gem, og send senere' }).tap();
  await expect(saved).toBeVisible();
  await check(page);
  await page.context().clearCookies();
  await page.goto(path);
  await page.goto('/p/choices/help');
  await expect(words).toHaveValue('Jeg har mistet mit job.\nRing om aftenen.');
  await page.goto('/p/choices/objection');
  await expect(saved).toHaveCount(0);
  await page.goto('/p/choices/help');
  await page.getByRole('button', { name: 'Slet det, jeg har gemt' }).tap();
  await expect(saved).toHaveCount(0);
  await expect(words).toHaveValue('');
});
