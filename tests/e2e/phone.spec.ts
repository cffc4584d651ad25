// From the message to the receipt, on a phone: the business day has sent it, and the link is the very one it carries.
// Days pass here, so this file comes after the others by its name.
import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { amount_in, expect_accessible, expect_no_sideways_scroll, kApprove, kPeople, test } from './portal';

const { FAIRDUE_DB: database, FAIRDUE_PROGRAM: program } = process.env;
test.skip(!database || !program, 'messages are sent by a real server');
test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

async function check(page: Page): Promise<void> {
  await expect(page.locator('main h1')).toBeVisible();
  await expect_no_sideways_scroll(page);
  await expect_accessible(page);
}

async function open_phone(page: Page, person: string | RegExp): Promise<void> {
  await page.goto('/sandbox/phone');
  await page.getByRole('link', { name: person }).first().tap();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Beskeder til');
}

/** The sandbox phone's counts of a person, such as "1 Digital Post · 1 SMS". */
async function counts_of(page: Page, person: string): Promise<string> {
  await page.goto('/sandbox/phone');
  return page.locator('.people li').filter({ hasText: person }).locator('small').innerText();
}

async function let_days_pass(page: Page, days: number): Promise<void> {
  await page.goto('/sandbox/phone');
  for (let day = 0; day < days; day += 1) {
    await page.getByRole('button', { name: 'Lad en dag gå' }).tap();
    await expect(page.getByRole('status')).toContainText('Dagen er gået');
  }
}

function send(policy: '--links' | '--codes'): void {
  const { status, stderr } = spawnSync(program ?? '', ['link', 'policy', policy, '--authority', 'testby', '--db',
    database ?? ''], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

const newest_text = (page: Page) => page.locator('.bubble').last();

test.describe.serial('messages', () => {
  test('the SMS, its link, paid in three taps; the link says so afterwards', async ({ page }) => {
    await open_phone(page, kPeople.just_reminded);
    await check(page);
    // No number and no name is in an address.
    expect(page.url()).toMatch(/\/sandbox\/phone\/[\w-]{16}$/);
    const text = await newest_text(page).innerText();
    expect(text).toContain('Hej Eva.');
    const link = newest_text(page).getByRole('link');
    const address = await link.innerText();
    expect(await link.getAttribute('href')).toBe(address);
    expect(address).toMatch(/\/p\/[0-9A-Za-z]{22}$/);

    await link.tap();  // one
    await expect(page).toHaveURL(/\/p$/);
    expect(amount_in(await page.locator('.amount').innerText())).toBe(amount_in(text));
    await page.getByRole('button', { name: 'Betal med MobilePay' }).tap();  // two
    await page.getByRole('button', { name: kApprove }).tap();  // three
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tak, du har betalt');
    expect(amount_in(await page.locator('.facts').innerText())).toBe(amount_in(text));

    await page.context().clearCookies();
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Der er ikke noget at betale her');
  });

  test('Digital Post and letters: the button leads to the same place, the letter is a PDF', async ({ page }) => {
    await open_phone(page, kPeople.several_claims);
    await check(page);
    const letter = await page.getByRole('link', { name: 'Åbn brevet (PDF)' }).first().getAttribute('href') ?? '';
    const answer = await page.request.get(letter);
    expect(answer.headers()['content-type']).toBe('application/pdf');
    expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
    // Not every message names an amount: a friendly word on some days does not.
    const bill = page.locator('.mail').filter({ has: page.locator('h3', { hasText: /\d,\d\d/ }) }).first();
    const amount = amount_in(await bill.locator('h3').innerText());
    await bill.getByRole('link', { name: 'Betal nu' }).first().tap();
    await expect(page).toHaveURL(/\/p$/);
    expect(amount_in(await page.locator('.amount').innerText())).toBe(amount);
    await open_phone(page, kPeople.many_claims);
    await expect(page.getByRole('heading', { name: 'Breve' })).toBeVisible();
    await check(page);
  });

  test('an e-mail is shown in a sandbox of the browser', async ({ page }) => {
    await page.goto('/sandbox/phone');
    const readers = page.locator('.people li').filter({ hasText: 'e-mail' });
    test.skip(await readers.count() === 0, 'nobody without a telephone was written to in these days');
    await readers.first().getByRole('link').tap();
    await check(page);
    const pages: string[] = [];
    for (const link of await page.getByRole('link', { name: 'Åbn e-mailen' }).all()) {
      const answer = await page.request.get(await link.getAttribute('href') ?? '');
      expect(answer.headers()['content-security-policy']).toMatch(/default-src 'none'.*; sandbox/);
      pages.push(await answer.text());
    }
    // Receipts ask for nothing, and have no link.
    expect(pages.some((text) => text.includes('/p/'))).toBe(true);
  });

  test('links switched off: days pass, and the code from the SMS is typed in', async ({ page }) => {
    send('--codes');
    const before = { paid: await counts_of(page, kPeople.just_reminded), owing: await counts_of(page, kPeople.several_claims) };
    await let_days_pass(page, 16);
    await check(page);
    // Whoever has paid was due for the next letter as well, and got none.
    expect(await counts_of(page, kPeople.just_reminded)).toBe(before.paid);
    expect(await counts_of(page, kPeople.several_claims)).not.toBe(before.owing);

    await open_phone(page, kPeople.several_claims);
    await check(page);
    const bubble = newest_text(page);
    const text = await bubble.innerText();
    expect(text).not.toContain('://');
    await expect(bubble.getByRole('link')).toHaveCount(0);
    const [, address, code] = /(\S+\/p) .*?([0-9A-Z]{5}-[0-9A-Z]{5})/s.exec(text) ?? [];
    expect(address, text).toBe(new URL('/p', page.url()).href.replace('http://', ''));

    await page.context().clearCookies();
    await page.goto(`http://${address ?? ''}`);  // as one types it
    await page.getByLabel('Kode').fill(code ?? '');
    await page.getByRole('button', { name: 'Vis beløbet' }).tap();  // one
    const amount = amount_in(await page.locator('.amount').innerText());
    await page.getByRole('button', { name: 'Betal med MobilePay' }).tap();  // two
    await page.getByRole('button', { name: kApprove }).tap();  // three
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tak, du har betalt');
    expect(amount_in(await page.locator('.facts').innerText())).toBe(amount);
    send('--links');
  });

  test('in English, at every width', async ({ page }) => {
    await open_phone(page, kPeople.several_claims);
    await page.getByRole('link', { name: 'English' }).tap();
    const here = page.url();
    for (const width of [320, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const path of ['/sandbox/phone', here]) {
        await page.goto(path);
        await expect(page.locator('html')).toHaveAttribute('lang', 'en');
        await check(page);
      }
    }
  });

  test('what is not there is not found, and nobody else lets a day pass', async ({ request }) => {
    for (const path of ['/sandbox/phone/AAAAAAAAAAAAAAAA', '/sandbox/letters/letter/../../x', '/sandbox/letters/sms/0',
      `/sandbox/letters/letter/${'0'.repeat(32)}`, `/sandbox/emails/${'f'.repeat(32)}`]) {
      expect((await request.get(path)).status(), path).toBeGreaterThanOrEqual(400);
    }
    const answer = await request.post('/sandbox/phone/day', { headers: { origin: 'https://elsewhere.example' } });
    expect(answer.status()).toBe(403);
  });
});
