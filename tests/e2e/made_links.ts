// Safe links made in the database of a real server, for tests that open them on a phone.
import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { expect_accessible, expect_no_sideways_scroll } from './portal';

const { FAIRDUE_DB: database, FAIRDUE_PROGRAM: program, FAIRDUE_KEY_FILE: key_file } = process.env;
export const kNoDatabase = !database || !program || !key_file;

export interface Made { link: number; path: string; code?: string }

/** Puts the server's memory of all who are logged in back by some seconds: as if they had passed. */
export function let_pass(seconds: number, columns = ['started', 'last_used']): void {
  const back = columns.map((column) => `${column} = ${column} - ${seconds * 1_000_000}`).join(', ');
  const { status, stderr } = spawnSync('sqlite3', ['-cmd', '.timeout 5000', (database ?? '').replace('sqlite:', ''),
    `UPDATE login_session SET ${back}`], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

/** Open claims of people whom no other test is about, each used once. */
export function open_claims(principal: string, limit: number): string[] {
  if (!database) return [];
  const { stdout } = spawnSync('sqlite3', ['-readonly', database.replace('sqlite:', ''),
    `SELECT reference FROM claim WHERE state = 1 AND principal_open ${principal} AND CAST(liable AS INTEGER) > 20`
    + ` AND instr(liable, ' ') = 0 AND instr(liable, ',') = 0 AND open_objections = '' ORDER BY claim_id DESC LIMIT ${limit}`], { encoding: 'utf8' });
  return stdout.trim().split('\n');
}

export function link_command(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(program ?? '', ['link', ...words, '--authority', 'testby', '--db',
    database ?? ''], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** What a text message carries is the authority's choice: the demo's is links. */
export function make(channel: 'letter' | 'sms', from: string[]): Made {
  const reference = from.pop() ?? '';
  if (channel === 'sms') link_command('policy', '--codes');
  const made = link_command('make', '--json', '--key-file', key_file ?? '', '--claim', reference, '--channel', channel);
  link_command('policy', '--links');
  return JSON.parse(made) as Made;
}

export async function check(page: Page): Promise<void> {
  await expect(page.locator('main h1')).toBeVisible();
  const lines = (await page.locator('body').innerText()).split('\n').map((line) => line.trim());
  expect(lines.filter((line) => /^[a-z_]+(\.[a-z_]+)+$/.test(line)), 'names of texts that did not come').toEqual([]);
  await expect_no_sideways_scroll(page);
  await expect_accessible(page);
}

/** Checked at three widths, and pictured where somebody asked for pictures; then a small phone again. */
export async function shots(page: Page, name: string): Promise<void> {
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await check(page);
    if (process.env.FAIRDUE_SHOTS) await page.screenshot({ path: `${process.env.FAIRDUE_SHOTS}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 360, height: 740 });
}
