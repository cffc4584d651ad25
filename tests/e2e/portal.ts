// What the tests do again and again, in the words of the portal. Texts are matched in both
// languages; amounts and claims are read from the page and never written here. What is paid is
// paid by the person with many claims, so that the tests can run again and again on one server.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';

export const kPeople = {
  several_claims: 'Maja Vestergaard',
  owes_nothing: 'Jonas Holm',
  many_claims: 'Karen Lind',
  one_overdue: 'Ali Demir',
  handed_over: 'Bo Krogh',
  just_reminded: 'Eva Bruun',
};

const kRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Faults the browser reports anywhere on the way; every test must end with none. */
export const test = base.extend<{ browser_faults: string[] }>({
  browser_faults: [async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      const is_icon = message.location().url.endsWith('/favicon.ico');
      if (message.type() === 'error' && !is_icon) faults.push(`${message.text()} ${message.location().url}`);
    });
    await use(faults);
    expect(faults, 'no script errors and no content security policy reports').toEqual([]);
  }, { auto: true }],
});

/** The page is there once its heading is; nothing is drawn after that without a reason. */
export async function expect_page(page: Page): Promise<void> {
  await expect(page.locator('main h1')).toBeVisible();
}

export async function log_in(page: Page, person: string): Promise<void> {
  await page.goto('/login?lang=da');
  await page.getByRole('button', { name: person }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator('header').getByText(person)).toBeVisible();
  await expect_page(page);
}

export const payable_boxes = (page: Page) => page.locator('.claims').first().getByRole('checkbox');
export const pay_bar_button = (page: Page) => page.locator('.pay-bar').getByRole('button');
export const confirm_button = (page: Page) => page.getByRole('button', { name: /MobilePay$/ });

export const card_button = (page: Page) => page.getByRole('button', { name: /med kort$/ });

/** How many claims can be paid, also those not shown yet. */
export async function count_payable(page: Page): Promise<number> {
  const label = await page.locator('label[for="pay-all"]').innerText();
  return Number(/\d+/.exec(label)?.[0]);
}

/** Ticks the first claims of the list and goes on to the page that asks for confirmation. */
export async function choose_claims(page: Page, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await payable_boxes(page).nth(index).check();
  await pay_bar_button(page).click();
  await expect(page).toHaveURL(/\/pay$/);
  await expect(confirm_button(page)).toBeVisible();
}

export async function go_to_wallet(page: Page): Promise<void> {
  await confirm_button(page).click();
  await page.waitForURL(/\/sandbox\/mobilepay\//);
}

export async function answer_wallet(page: Page, answer: RegExp): Promise<void> {
  await page.getByRole('button', { name: answer }).click();
  await page.waitForURL(/\/payments\//);
  await expect_page(page);
}

export const kApprove = /^(Godkend|Approve)/;
export const kDecline = /^(Afvis|Decline)/;
export const kClose = /^(Luk uden at svare|Close without answering)/;

export async function expect_receipt(page: Page): Promise<string> {
  const receipt = page.locator('.receipt');
  await expect(receipt).toBeVisible();
  return (await receipt.locator('.receipt-sum').innerText()).replace(/^\D+/, '').trim();
}

/** Amounts as the page writes them, without what separates number and currency. */
export const amount_in = (text: string): string => /[\d.,]*\d,\d\d|[\d,]*\d\.\d\d/.exec(text)?.[0] ?? '';

export async function expect_accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(kRules).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

export async function expect_no_sideways_scroll(page: Page): Promise<void> {
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overhang, 'pixels wider than the window').toBeLessThanOrEqual(0);
}
