// Saying yes to being contacted by somebody who helps, on a phone: what is missing is said, what is agreed to is read
// first, the books know it once, and it is taken back as easily as it was given.
import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';
import { check, kNoDatabase, shots } from './made_links';
import { kNationalIds, owe } from './new_claims';
import { kPeople, log_in, test } from './portal';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
test.skip(kNoDatabase, 'needs the database of a server');

const { FAIRDUE_DB: database, FAIRDUE_PROGRAM: program, FAIRDUE_KEY_FILE: key_file } = process.env;

interface Listed { referral: number; helper: string; state: string; consent: string; outcome?: string }

function referrals(): Listed[] {
  const { status, stdout, stderr } = spawnSync(program ?? '', ['help', 'list', '--all', '--authority', 'testby', '--db',
    database ?? '', '--key-file', key_file ?? '', '--json'], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return (JSON.parse(stdout) as { referrals: Listed[] }).referrals;
}

test('chosen, read, agreed to once, and taken back', async ({ page }) => {
  test.slow();
  owe(kNationalIds.one_overdue, kPeople.one_overdue, 289);
  await log_in(page, kPeople.one_overdue);
  await page.locator('main').getByRole('link', { name: 'Få hjælp af en rådgiver' }).tap();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Få hjælp af en rådgiver');
  await shots(page, 'referral-empty');

  await page.getByLabel('Dit postnummer').fill('hjemme');
  await page.getByRole('button', { name: 'Se, hvem der kan hjælpe' }).tap();
  await expect(page.getByRole('alert')).toContainText('Vælg, hvad du vil have hjælp til');
  await expect(page.getByRole('alert')).toContainText('Skriv et postnummer');
  await expect(page.getByLabel('Dit postnummer')).toHaveValue('hjemme');
  await shots(page, 'referral-faults');

  await page.getByLabel('Hvad vil du have hjælp til?').selectOption('budget');
  await page.getByLabel('Dit postnummer').fill('8000');
  await page.getByRole('button', { name: 'Se, hvem der kan hjælpe' }).tap();
  await expect(page.getByRole('heading', { level: 2, name: /kan hjælpe$/ })).toBeFocused();
  expect(page.url(), 'nothing of it in the address').toMatch(/\/referral$/);
  await shots(page, 'referral-found');
  await page.getByRole('button', { name: /^Lad .*Budgetcaféen.* kontakte mig$/ }).tap();
  await expect(page.getByText('Vi fortæller ikke, hvad du skylder.')).toBeVisible();
  await shots(page, 'referral-agree');
  await page.getByRole('button', { name: 'Nej tak' }).tap();
  expect(referrals().length, 'nobody has been told').toBe(0);

  await page.getByRole('button', { name: /^Lad .*Budgetcaféen.* kontakte mig$/ }).tap();
  await page.getByRole('button', { name: 'Ja, giv dem besked' }).dblclick();
  await expect(page.getByRole('alert')).toContainText(/Nummeret er TESTBY-H\d{6}/);
  await expect(page.getByText('Vi giver dem besked. Så kontakter de dig.')).toBeVisible();
  await shots(page, 'referral-agreed');
  expect(referrals(), 'two presses, one referral').toMatchObject([{ helper: 'eksempel_budgetcafe', state: 'proposed', consent: 'digitally' }]);

  await page.getByRole('button', { name: 'English' }).tap();
  await expect(heading).toHaveText('Get help from an adviser');
  await check(page);
  await page.getByRole('button', { name: 'I would rather not after all' }).tap();
  await expect(page.getByRole('alert')).toContainText('We have stopped it');
  await expect(page.getByText('You said no again.')).toBeVisible();
  await shots(page, 'referral-withdrawn');
  expect(referrals()).toMatchObject([{ state: 'ended', outcome: 'withdrawn' }]);
});
