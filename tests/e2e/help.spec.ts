// Who can help: found without logging in, from a claim, from a form that asks for help and from the foot of the pages.
// The postcode never stands in an address, and every width and both languages are read.
import { expect } from '@playwright/test';
import { check, kNoDatabase, make, open_claims } from './made_links';
import { expect_accessible, expect_no_sideways_scroll, kPeople, log_in, test } from './portal';

test.skip(!process.env.FAIRDUE_URL, 'the stand-in server has no directory');

const cards = '#found .card';

test('a postcode and a need: those near come first, and the address says nothing', async ({ page, browser_faults }) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.goto('/help');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hvem kan hjælpe mig?');
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('I hele landet');
  await page.getByLabel('Dit postnummer').fill('Aarhus');
  await page.getByRole('button', { name: 'Find hjælp' }).click();
  await expect(page.getByRole('alert')).toContainText('Et postnummer har kun tal');
  await expect(page.getByLabel('Dit postnummer')).toHaveValue('Aarhus');
  await expect(page.getByLabel('Dit postnummer')).toHaveAttribute('aria-invalid', 'true');
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('422');
  await expect_accessible(page);
  await page.getByLabel('Dit postnummer').fill(' 82 00');
  await page.getByLabel('Hvad vil du have hjælp til?').selectOption('Overblik og budget');
  await page.getByRole('button', { name: 'Find hjælp' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Tæt på dig');
  await expect(page.locator(cards).first()).toContainText('Budgetcaféen');
  await expect(page.locator(cards).first()).toContainText('Opdigtet eksempel');
  await expect(page.getByLabel('Hvad vil du have hjælp til?')).toHaveValue('budget');
  expect(addresses.filter((address) => /8200|82%20|budget(?!cafe)/.test(address))).toEqual([]);
  expect(page.url()).toMatch(/\/help#found$/);
});

test('nobody there is said kindly, with a way to a human being', async ({ page }) => {
  await page.goto('/help');
  await page.getByLabel('Dit postnummer').fill('3700');
  await page.getByLabel('Hvad vil du have hjælp til?').selectOption('Mad i hverdagen');
  await page.getByRole('button', { name: 'Find hjælp' }).click();
  await expect(page.getByRole('status')).toContainText('Vi fandt ingen her');
  await expect(page.locator(cards)).toHaveCount(0);
  await expect(page.locator('main').getByRole('link', { name: '+45 00 11 22 33' })).toBeVisible();
  await expect_accessible(page);
});

test('by keyboard alone', async ({ page }) => {
  await page.goto('/help');
  await page.getByLabel('Dit postnummer').focus();
  await page.keyboard.type('8000');
  await page.keyboard.press('Tab');
  await page.keyboard.type('G');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Tæt på dig');
});

test('in both languages at every width, and with large text', async ({ page }) => {
  for (const language of ['da', 'en']) {
    await page.goto(`/help?language=${language}`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const width of [320, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await expect_no_sideways_scroll(page);
      await expect_accessible(page);
    }
  }
  await page.setViewportSize({ width: 320, height: 700 });
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  await expect_no_sideways_scroll(page);
});

test('a claim in the portal leads to it', async ({ page }) => {
  await log_in(page, kPeople.several_claims);
  await page.getByRole('link', { name: 'Se, hvem der ellers kan hjælpe dig' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hvem kan hjælpe mig?');
});

test.describe('behind a safe link', () => {
  test.skip(kNoDatabase, 'links are made in the database of a real server');

  test('asking for help leads to it too', async ({ page }) => {
    await page.goto(make('letter', open_claims('BETWEEN 1 AND 99999', 60).slice(20, 24)).path);
    await page.getByRole('link', { name: /^Jeg har brug for hjælp/ }).click();
    await check(page);
    await page.getByRole('link', { name: 'Se, hvem der ellers kan hjælpe dig' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hvem kan hjælpe mig?');
    await check(page);
  });
});
