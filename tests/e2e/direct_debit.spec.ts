// Direct debit on a phone: signed up, confirmed by the bank, a payment that is told of and stopped, and left again.
import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';
import { check, kNoDatabase, shots } from './made_links';
import { kPeople, log_in, test } from './portal';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
test.skip(kNoDatabase, 'needs the database of a server');

const { FAIRDUE_DB: database, FAIRDUE_PROGRAM: program, FAIRDUE_KEY_FILE: key_file } = process.env;

function direct_debit(...words: string[]): { mandates: { mandate: number; state: string }[] } {
  const { status, stdout, stderr } = spawnSync(program ?? '', ['direct-debit', ...words, '--authority', 'testby', '--db',
    database ?? '', '--key-file', key_file ?? '', '--json'], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

test('signed up, confirmed by the bank, and left again', async ({ page }) => {
  test.slow();
  await log_in(page, kPeople.just_reminded);
  await page.getByRole('link', { name: 'Betal med Betalingsservice' }).tap();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Betal med Betalingsservice');
  await expect(page.getByText('Du kan stoppe hver enkelt betaling')).toBeVisible();
  await shots(page, 'direct-debit-how');

  await page.getByRole('button', { name: 'Tilmeld mig' }).dblclick();
  await expect(page.getByRole('alert')).toContainText('Nu mangler kun din bank');
  const facts = page.locator('.facts').first();
  await expect(facts).toContainText('Kundenummer');
  await shots(page, 'direct-debit-asked');
  const asked = direct_debit('list').mandates.filter(({ state }) => state === 'asked');
  expect(asked.length, 'two presses, one mandate').toBe(1);
  await expect(facts).toContainText(String(asked[0]?.mandate));

  direct_debit('confirm', String(asked[0]?.mandate), '--reference', '4711', '--by', 'AB');
  await page.reload();
  await expect(page.getByText('Du er tilmeldt')).toBeVisible();
  await expect(page.getByText('Der er ikke noget, vi skal trække')).toBeVisible();
  await shots(page, 'direct-debit-active');

  await page.getByRole('button', { name: 'Jeg vil ikke længere betale' }).tap();
  await expect(page.getByRole('alert')).toContainText('Du betaler selv');
  await page.getByRole('button', { name: 'English' }).tap();
  await expect(heading).toHaveText('Pay by direct debit');
  await expect(page.getByRole('button', { name: 'Sign me up' })).toBeVisible();
  await check(page);
});
