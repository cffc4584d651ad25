// Safe links on a phone: from the text message to the receipt, with the thumb, with the keyboard alone, in both
// languages, and with links switched off. Needs a server with a database, to make links in.
import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { amount_in, expect_accessible, expect_no_sideways_scroll, kApprove, kClose, test } from './portal';

const { FAIRDUE_DB: database, FAIRDUE_PROGRAM: program, FAIRDUE_KEY_FILE: key_file } = process.env;
test.skip(!database || !program || !key_file, 'links are made in the database of a real server');
test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

interface Made { link: number; path: string; code?: string }

/** Open claims of people whom no other test is about, each used once. */
function open_claims(principal: string, limit: number): string[] {
  if (!database) return [];
  const { stdout } = spawnSync('sqlite3', ['-readonly', database.replace('sqlite:', ''),
    `SELECT reference FROM claim WHERE state = 1 AND principal_open ${principal} AND CAST(liable AS INTEGER) > 20`
    + ` AND instr(liable, ' ') = 0 AND instr(liable, ',') = 0 AND open_objections = '' ORDER BY claim_id DESC LIMIT ${limit}`], { encoding: 'utf8' });
  return stdout.trim().split('\n');
}
const references = open_claims('BETWEEN 1 AND 99999', 60);
const large_references = open_claims('>= 100000', 10);

function link_command(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(program ?? '', ['link', ...words, '--authority', 'testby', '--db',
    database ?? ''], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** What a text message carries is the authority's choice: the demo's is links. */
function make(channel: 'letter' | 'sms', from = references): Made {
  const reference = from.pop() ?? '';
  if (channel === 'sms') link_command('policy', '--codes');
  const made = link_command('make', '--json', '--key-file', key_file ?? '', '--claim', reference, '--channel', channel);
  link_command('policy', '--links');
  return JSON.parse(made) as Made;
}

async function check(page: Page): Promise<void> {
  await expect(page.locator('main h1')).toBeVisible();
  await expect_no_sideways_scroll(page);
  await expect_accessible(page);
}

/** Presses Tab until what has focus has this name; a keyboard user has no other way. */
async function tab_to(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element instanceof HTMLInputElement ? element.labels?.[0]?.innerText ?? '' : (element as HTMLElement).innerText;
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never reached ${String(name)}`);
}

test('from the text message to the receipt in three taps', async ({ page }) => {
  await page.goto(make('letter').path);  // the first tap
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
  const { code } = make('sms');
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
  await page.goto(make('letter').path);
  const receipts = [
    { choice: /^Jeg betaler en anden dag/, done: 'Vi har skrevet ned, hvornår du betaler' },
    { choice: /^Jeg vil gerne betale i rater/, done: 'Vi har fået dit ønske om at betale i rater' },
    { choice: /^Jeg er ikke enig/, done: 'Vi har fået din indsigelse' },
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
    await tab_to(page, /^(Jeg betaler senest|Bed om|Send min)/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(done);
    await expect(page.locator('.facts')).toContainText(/TESTBY-H\d{6}/);
    await check(page);
  }
  await page.goto('/p');
  await expect(page.locator('.note').first()).toContainText('Du har sagt, at du betaler senest');
  await expect(page.locator('.note')).toHaveCount(4);
  await check(page);
});

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

test('a payment that is closed without an answer can be looked at again, or left', async ({ page }) => {
  await page.goto(make('letter').path);
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
  const { path } = make('letter');
  await page.goto('/message');
  await check(page);
  await page.getByLabel('Kode eller link').fill(new URL(path, page.url()).href);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Ja, den er fra os');
  await check(page);
});

test('every page at every width and in English', async ({ page }) => {
  await page.goto(make('letter').path);
  await page.getByRole('link', { name: 'English' }).tap();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const paths = ['/p', '/p?enter=code', '/message',
    ...['pay_on_date', 'instalments', 'objection', 'help'].map((choice) => `/p/choices/${choice}`)];
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
  await page.goto(make('letter').path);
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of ['/p', '/p/choices/pay_on_date', '/p/choices/objection', '/message']) {
    await page.goto(path);
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await expect_no_sideways_scroll(page);
  }
});
