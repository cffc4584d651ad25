// Claims registered in the database of a real server, for tests that must find something owed whatever ran before them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';

const { FAIRDUE_DB: database, FAIRDUE_PROGRAM: program, FAIRDUE_KEY_FILE: key_file } = process.env;

/** The demo's made-up national ids of the people one can log in as. */
export const kNationalIds = { one_overdue: '0521400004', handed_over: '0621400005', just_reminded: '0721400006' };

const kMapping = `version = 1
format = "csv"
currency = "DKK"
[[row]]
command = "register"
reference = "reference"
type = "type"
principal = "principal"
issued = "issued"
due = "due"
last_payment_day = "last_payment_day"
debtor = { kind = "person", national_id = "national_id", name = "name" }
`;

function day(before: number): string {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
  return new Date(Date.parse(today) - before * 86_400_000).toISOString().slice(0, 10);
}

/** A library's claim whose last payment day was ten days ago. */
export function owe(national_id: string, name: string, kroner: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'fairdue-claims-'));
  try {
    const [claims, mapping] = [join(folder, 'claims.csv'), join(folder, 'claims.toml')];
    writeFileSync(mapping, kMapping);
    writeFileSync(claims, 'reference,type,national_id,name,issued,due,last_payment_day,principal\n'
      + `E-${Date.now()},library_fee,${national_id},${name},${day(40)},${day(20)},${day(10)},${kroner}.00\n`);
    const { status, stdout, stderr } = spawnSync(program ?? '', ['import', claims, '--map', mapping, '--authority', 'testby',
      '--source', 'library', '--key-file', key_file ?? '', '--db', database ?? '', '--json'], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ created: 1, rejected: 0 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
