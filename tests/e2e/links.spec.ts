// Safe links on a phone: from the text message to the receipt, with the thumb, with the keyboard alone, in both
// languages, and with links switched off. Needs a server with a database, to make links in.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { check, kNoDatabase, make, open_claims } from './made_links';
import { amount_in, expect_accessible, expect_no_sideways_scroll, kApprove, kClose, test } from './portal';

test.skip(kNoDatabase, 'links are made in the database of a real server');
test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

const references = open_claims('BETWEEN 1 AND 99999', 60);

/** Presses Tab until what has focus has this name; a keyboard user has no other way. */
async function tab_to(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0]?.innerText ?? '' : (element as HTMLElement).innerText;
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never reached ${String(name)}`);
}

test('from the text message to the receipt in three taps', async ({ page }) => {
  await page.goto(make('letter', references).path);  // the first tap
  await expect(page).toHaveURL(/\/p$/);
  await check(page);
  const amount = amount_in(await page.locator('.amount').innerText());
  const pay = page.getByRole('button', { name: 'Betal med MobilePay' });
  await expect(pay).toBeInViewport();
  expect((await pay.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await pay.tap();
  await page.getByRole('button', { name: kApprove }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tak, du har betalt');
  await check(page);
  expect(amount_in(await page.locator('.facts').innerText())).toBe(amount);
  await expect(page.locator('.facts')).toContainText(/TESTBY-\d{6}/);
  await page.getByRole('link', { name: 'Se, om der er mere at betale' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Der er ikke noget at betale her');
  await check(page);
});

test('links switched off: the address, the code, and the same three steps', async ({ page, browser_faults }) => {
  const { code } = make('sms', references);
  await page.goto('/p');
  await check(page);
  await page.getByLabel('Kode').fill('ACDEF-34679');
  await page.getByRole('button', { name: 'Vis beløbet' }).tap();
  await expect(page.getByRole('alert')).toContainText('Koden kan ikke bruges');
  await check(page);
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('422');
  await page.getByLabel('Kode').fill(code?.toLowerCase() ?? '');
  await page.getByRole('button', { name: 'Vis beløbet' }).tap();
  await page.getByRole('button', { name: 'Betal med kort' }).tap();
  await page.getByRole('button', { name: /^Betal Kortet/ }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tak, du har betalt');
});

test('each choice leads to a receipt with a number, by keyboard alone', async ({ page }) => {
  test.slow();
  await page.goto(make('letter', references).path);
  const receipts = [
    { choice: /^Jeg betaler en anden dag/, done: 'Vi har skrevet ned, hvornår du betaler' },
    { choice: /^Jeg vil gerne betale i rater/, done: 'Vi har fået dit ønske om at betale i rater' },
    { choice: /^Jeg har brug for mere tid/, done: 'Vi har fået dit ønske om mere tid' },
    { choice: /^Jeg er ikke enig/, done: 'Vi har fået din indsigelse' },
    { choice: /^Jeg har et spørgsmål/, done: 'Vi har fået dit spørgsmål' },
    { choice: /^Jeg har brug for hjælp/, done: 'Vi har fået din besked om hjælp' },
  ];
  for (const { choice, done } of receipts) {
    await page.goto('/p');
    await tab_to(page, choice);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/choices\//);
    await check(page);
    if (page.url().includes('pay_on_date')) {
      await tab_to(page, /^Vælg en dag/);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
    }
    if (page.url().endsWith('instalments')) {
      // None of the ways to pay that are offered fits: a person is asked.
      await tab_to(page, /^Bed om en aftale/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/other=1/);
      await check(page);
    }
    if (page.url().includes('objection')) {
      await tab_to(page, /^Jeg har allerede betalt/);
      await page.keyboard.press('Space');
    }
    if (page.url().includes('deferral')) {
      await page.getByLabel('Hvor længe vil du gerne vente?').fill(new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10));
    }
    if (page.url().includes('question')) {
      await tab_to(page, /^Hvad vil du spørge om/);
      await page.keyboard.type('Hvad er det for en regning?');
    }
    await tab_to(page, /^(Jeg betaler senest|Bed om|Send mi)/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(done);
    await expect(page.locator('.facts')).toContainText(/TESTBY-H\d{6}/);
    await check(page);
  }
  await page.goto('/p');
  await expect(page.locator('.note').first()).toContainText('Du har sagt, at du betaler senest');
  await expect(page.locator('.note')).toHaveCount(6);
  await check(page);
});

test('a payment that is closed without an answer can be looked at again, or left', async ({ page }) => {
  await page.goto(make('letter', references).path);
  await page.getByRole('button', { name: 'Betal med MobilePay' }).tap();
  await page.getByRole('button', { name: kClose }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vi venter på svar');
  await check(page);
  await page.getByRole('link', { name: 'Se igen' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vi venter på svar');
  await page.context().clearCookies();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Åbn linket i din besked igen');
  await check(page);
});

test('a link that is no good is a calm page with ways to go on', async ({ page, browser_faults }) => {
  await page.goto('/p/0123456789ABCDEFGHIJab');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Her er ikke noget at se');
  await check(page);
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('404');
  await page.getByRole('link', { name: 'Skriv koden fra beskeden' }).tap();
  await expect(page.getByLabel('Kode')).toBeVisible();
});

test('is this message from us?', async ({ page }) => {
  const { path } = make('letter', references);
  await page.goto('/message');
  await check(page);
  await page.getByLabel('Kode eller link').fill(new URL(path, page.url()).href);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Ja, den er fra os');
  await check(page);
});

test('every page at every width and in English', async ({ page }) => {
  test.slow();
  await page.goto(make('letter', references).path);
  await page.getByRole('link', { name: 'English' }).tap();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const paths = ['/p', '/p?enter=code', '/message',
    ...['pay_on_date', 'instalments', 'deferral', 'objection', 'question', 'help'].map((choice) => `/p/choices/${choice}`)];
  for (const width of [320, 390, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of paths) {
      await page.goto(path);
      await expect_no_sideways_scroll(page);
      if (width === 320 || width === 1280) await expect_accessible(page);
      expect(await page.locator('main').innerText(), path).not.toMatch(/[æøå]/i);
    }
  }
});

test('large text still fits a narrow phone', async ({ page }) => {
  await page.goto(make('letter', references).path);
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of ['/p', '/p/choices/pay_on_date', '/p/choices/deferral', '/p/choices/objection', '/message']) {
    await page.goto(path);
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await expect_no_sideways_scroll(page);
  }
});
