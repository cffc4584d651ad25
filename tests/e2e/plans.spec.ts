// Instalments behind a safe link, on a phone. Needs a server with a database, to make links in.
import { expect } from '@playwright/test';
import { check, kNoDatabase, make, open_claims } from './made_links';
import { amount_in, kApprove, test } from './portal';

test.skip(kNoDatabase, 'links are made in the database of a real server');
test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

const large_references = open_claims('>= 100000', 10);

test('instalments: agreed on, the first one paid, a date moved, paused, paid off', async ({ page, browser_faults }) => {
  test.slow();
  await page.goto(make('letter', large_references).path);
  const owed = amount_in(await page.locator('.amount').innerText());
  await page.getByRole('link', { name: 'Jeg vil gerne betale i rater' }).tap();
  await check(page);
  const ways = page.getByRole('radio');
  await expect(ways).toHaveCount(3);
  await ways.nth(2).check();
  await page.getByRole('button', { name: 'Jeg siger ja til det' }).tap();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Din aftale');
  await expect(page.locator('.facts').first()).toContainText(/TESTBY-H\d{6}/);
  await check(page);
  const payments = page.locator('.facts').nth(1).locator('dd');
  const count = await payments.count();
  expect(count).toBeGreaterThan(2);

  // Opened again, it is the same agreement; and the first page says what comes next.
  await page.goto('/p');
  await check(page);
  const next = amount_in(await page.locator('.amount').first().innerText());
  expect(next).not.toBe(owed);
  await page.getByRole('button', { name: 'Betal med MobilePay' }).first().tap();
  await page.getByRole('button', { name: kApprove }).tap();
  await expect(heading).toHaveText('Tak, du har betalt');
  expect(amount_in(await page.locator('.facts').innerText())).toBe(next);
  await page.goto('/p/choices/instalments');
  await expect(payments.first()).toContainText('betalt');
  await expect(payments.nth(1)).toContainText('ikke betalt endnu');

  await page.getByLabel('Ny dag').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Flyt betalingen' }).tap();
  await expect(page.getByRole('status')).toHaveText('Betalingen er flyttet.');
  await check(page);
  await page.getByRole('button', { name: 'Hold pause i en måned' }).tap();
  await expect(page.getByRole('status')).toHaveText('Aftalen holder pause i en måned.');
  await expect(page.getByRole('button', { name: 'Hold pause i en måned' })).toHaveCount(0);
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await check(page);
    if (process.env.FAIRDUE_SHOTS) await page.screenshot({ path: `${process.env.FAIRDUE_SHOTS}/plan-${width}.png`, fullPage: true });
  }

  await page.goto('/p');
  await page.getByRole('button', { name: 'Betal med MobilePay' }).last().tap();
  await page.getByRole('button', { name: kApprove }).tap();
  await expect(heading).toHaveText('Tak, du har betalt');
  await page.goto('/p');
  await expect(heading).toHaveText('Der er ikke noget at betale her');
  expect(browser_faults).toEqual([]);
});

test('no way to pay is chosen: said beside the choices, and nothing is lost', async ({ page, browser_faults }) => {
  await page.goto(make('letter', large_references).path);
  await page.goto('/p/choices/instalments');
  if (process.env.FAIRDUE_SHOTS) {
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${process.env.FAIRDUE_SHOTS}/offer-${width}.png`, fullPage: true });
    }
  }
  await page.evaluate(() => document.querySelector('form')?.setAttribute('novalidate', ''));
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Jeg siger ja til det' }).click();
  expect((await answered).status()).toBe(422);
  await expect(page.getByRole('alert')).toHaveText('Vælg en af måderne at betale på.');
  await check(page);
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('422');
});
