// One plan with two authorities, on a phone: nothing is told before one says yes, the plan is in the books of both, and
// what one said is taken back.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { check, kNoDatabase, shots } from './made_links';
import { kNationalIds, owe } from './new_claims';
import { kPeople, log_in, test } from './portal';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
test.skip(kNoDatabase, 'needs the database of a server');

const { FAIRDUE_DB: database, FAIRDUE_PROGRAM: program, FAIRDUE_KEY_FILE: key_file } = process.env;

function fairdue(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(program ?? '', [...words, '--db', database ?? ''], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** Another authority on the same installation, which the person owes 1,500. */
function add_neighbour(): void {
  const folder = mkdtempSync(join(tmpdir(), 'fairdue-neighbour-'));
  try {
    const [claims, mapping] = [join(folder, 'claims.csv'), join(folder, 'claims.toml')];
    writeFileSync(mapping, `version = 1
format = "csv"
currency = "DKK"
[[row]]
command = "register"
reference = "reference"
type = { value = "day_care" }
principal = "amount"
issued = { value = "2026-01-02" }
due = { value = "2026-01-30" }
debtor = { kind = "person", national_id = "cpr" }
`);
    writeFileSync(claims, `reference,cpr,amount\nN-1,${kNationalIds.handed_over},1500.00\n`);
    fairdue('authority', 'add', 'naboby', '--name', 'Naboby Kommune', '--country', 'DK', '--currency', 'DKK');
    fairdue('import', claims, '--map', mapping, '--authority', 'naboby', '--source', 'day', '--key-file', key_file ?? '');
    for (const code of ['naboby', 'testby']) {
      fairdue('disclosure', 'policy', '--authority', code, '--key-file', key_file ?? '', '--set', 'in_portal=1');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The person's running plans with an authority. */
function plans_of(code: string): { plan: number; state: string }[] {
  const { stdout } = spawnSync('sqlite3', ['-readonly', (database ?? '').replace('sqlite:', ''),
    `SELECT liable FROM claim WHERE authority_id = (SELECT authority_id FROM authority WHERE code = '${code}')`
    + " AND (reference LIKE 'E-%' OR reference = 'N-1') ORDER BY claim_id DESC LIMIT 1"], { encoding: 'utf8' });
  const { plans } = JSON.parse(fairdue('plan', 'list', '--authority', code, '--debtor', stdout.trim(), '--json')) as { plans: { plan: number; state: string }[] };
  return plans.filter(({ state }) => state === 'in_force' || state === 'requested');
}

test('a consent, one plan with both, and the consent taken back', async ({ page }) => {
  test.slow();
  add_neighbour();
  owe(kNationalIds.handed_over, kPeople.handed_over, 900);
  // What the server knows of an authority is read again every few seconds.
  await page.waitForTimeout(6_000);
  await log_in(page, kPeople.handed_over);
  await page.goto('/plan/new');
  await page.getByRole('link', { name: 'Skylder du også penge andre steder?' }).tap();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Én plan for det hele');
  await expect(page.locator('main')).not.toContainText('1.500,00');
  await expect(page.getByRole('radio')).toHaveCount(0);
  await shots(page, 'creditors-before');

  await page.getByRole('button', { name: 'Ja, Naboby Kommune må fortælle det' }).dblclick();
  await expect(page.getByRole('alert')).toContainText('Naboby Kommune har fortalt');
  await expect(page.getByText('Du skylder 1.500,00')).toBeVisible();
  await page.getByRole('button', { name: 'Lav aftalen' }).tap();
  await expect(page.getByRole('alert').last()).toContainText('Vælg en af mulighederne');
  await page.getByLabel('Beløb om måneden').fill('400');
  await page.getByRole('button', { name: 'Vis mine muligheder' }).tap();
  const ways = page.getByRole('radio');
  await expect(ways.first()).toBeVisible();
  await expect(page.locator('.joint-parts').first()).toContainText('Naboby Kommune: i alt');
  await shots(page, 'creditors-ways');

  await ways.first().check();
  await page.getByRole('button', { name: /^(Lav aftalen|Send mit ønske)$/ }).dblclick();
  await expect(page.getByRole('alert')).toContainText(/Du har én plan nu|Vi har fået dit ønske/);
  await expect(page.getByRole('alert')).toContainText('Naboby Kommune');
  await shots(page, 'creditors-made');
  expect(plans_of('naboby').length, 'two presses, one plan').toBe(1);
  await page.getByRole('link', { name: 'Se aftalen med os' }).tap();
  await check(page);

  await page.goto('/creditors');
  await expect(page.getByText('Du har allerede en aftale om rater der.')).toBeVisible();
  await page.getByRole('button', { name: 'Naboby Kommune må ikke fortælle det mere' }).tap();
  await expect(page.getByRole('alert')).toContainText('Naboby Kommune fortæller ikke mere');
  await expect(page.locator('main')).not.toContainText('allerede en aftale om rater der');
  await page.getByRole('button', { name: 'English' }).tap();
  await expect(heading).toHaveText('One plan for all of it');
  await check(page);
  // The tests that come after want this person without a plan.
  for (const code of ['naboby', 'testby']) {
    for (const { plan } of plans_of(code)) {
      fairdue('plan', 'cancel', String(plan), '--authority', code, '--reason', 'test', '--by', 'AB');
    }
  }
});
