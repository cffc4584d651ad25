// Helping somebody else with their bills, on a phone: to their pages and back, and whoever is helped can stop it.
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

/** Staff have seen that Jonas may act for Bo. */
function grant(): void {
  const folder = mkdtempSync(join(tmpdir(), 'fairdue-representation-'));
  try {
    const who = join(folder, 'who.json');
    writeFileSync(who, JSON.stringify({ national_id: '0321400002', name: kPeople.owes_nothing }));
    const { stdout } = spawnSync('sqlite3', ['-readonly', (database ?? '').replace('sqlite:', ''),
      "SELECT liable FROM claim WHERE reference LIKE 'E-%' ORDER BY claim_id DESC LIMIT 1"], { encoding: 'utf8' });
    const { status, stderr } = spawnSync(program ?? '', ['representation', 'grant', '--authority', 'testby', '--db', database ?? '',
      '--key-file', key_file ?? '', '--debtor', stdout.trim(), '--representative', who, '--basis', 'power_of_attorney', '--by', 'AB'],
    { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('to the pages of somebody else and back; then it is stopped by the one who was helped', async ({ page }) => {
  test.slow();
  owe(kNationalIds.handed_over, kPeople.handed_over, 375);
  await log_in(page, kPeople.owes_nothing);
  await page.getByRole('link', { name: /^Handl for en anden/ }).tap();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Handl for en anden');
  await expect(page.getByText('Der er ingen, du må handle for')).toBeVisible();
  await shots(page, 'representation-none');

  grant();
  await page.reload();
  await expect(page.getByText('Du må se og betale')).toBeVisible();
  await shots(page, 'representation');
  await page.getByRole('button', { name: `Gå til ${kPeople.handed_over}s sider` }).tap();
  await expect(page).toHaveURL(/\/$/);
  const note = page.locator('.acting-note');
  await expect(note).toContainText(`Du handler for ${kPeople.handed_over}`);
  await expect(heading).toHaveText(`Overblik for ${kPeople.handed_over}`);
  await expect(page, 'no name in what a browser remembers').not.toHaveTitle(new RegExp(kPeople.handed_over));
  await expect(page.locator('main')).toContainText('375,00');
  await shots(page, 'representation-acting');

  // On every page it is said for whom.
  await page.goto('/privacy');
  await expect(note).toBeVisible();
  await note.getByRole('link').tap();
  await page.getByRole('button', { name: 'Tilbage til mine egne sider' }).tap();
  await expect(page).toHaveURL(/\/$/);
  await expect(note).toHaveCount(0);
  await expect(page.locator('main')).not.toContainText('375,00');

  await page.context().clearCookies();
  await log_in(page, kPeople.handed_over);
  await page.goto('/representation');
  await expect(page.getByText('Må se og betale, lave aftaler')).toBeVisible();
  await shots(page, 'representation-mine');
  await page.getByRole('button', { name: `Stop det for ${kPeople.owes_nothing}` }).tap();
  await expect(page.getByRole('alert')).toContainText('kan ikke længere handle for dig');
  await expect(page.getByText('Ingen må handle for dig')).toBeVisible();
  await page.getByRole('button', { name: 'English' }).tap();
  await expect(heading).toHaveText('Act for somebody else');
  await check(page);
});
