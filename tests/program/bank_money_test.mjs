// Bank files through the real program: references printed, files imported, killed half way and imported again, lines
// decided. Whatever happened in between, every line is there once.
import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statement } from './bank_statement.mjs';
import { run_done, run_refused } from './books_support.mjs';
import { check, day, expect, expect_equal, expect_sound, kProgram, query, run, script, sleep, temporary_folder }
  from './support.mjs';

const kFiles = 4;
const kEntries = 1500;  // a file: enough for a kill to strike in the middle
const on_line_counts = (path) => query(path, 'SELECT state, count(*) AS lines, sum(amount_minor) AS minor FROM bank_line'
  + ' GROUP BY state ORDER BY state');
const balance_of = (path, kind, part) => query(path, `SELECT coalesce(sum(minor), 0) AS minor FROM account_balance WHERE kind = ${kind} AND part = ${part}`)[0].minor;

await script(240, async () => {
  const folder = temporary_folder();
  const at = (name) => join(folder, name);
  const words = (name, command, ...more) => ['payments', command, '--db', `sqlite:${at(name)}`, '--key-file', at('start.db.key'),
    '--authority', 'testby', '--scheme', 'fik_71', '--creditor', '81234567', ...more];

  run_done('demo', '--no-serve', '--seed', '3', '--debtors', '60', '--db', `sqlite:${at('start.db')}`);
  const authority = query(at('start.db'), 'SELECT code FROM authority')[0].code;
  expect_equal(authority, 'testby', "the demo's authority");
  const claims = query(at('start.db'), 'SELECT c.reference, s.code, principal_open + fee_open + interest_open AS open FROM claim c'
    + ' JOIN source s ON s.source_id = c.source_id WHERE state = 1 AND open_objections = \'\''
    + ' AND principal_open + fee_open + interest_open > 0 LIMIT 12');
  const bank_before = balance_of(at('start.db'), 4, 2);

  const references = [];
  await check('a claim has a payment line of its own', () => {
    for (const claim of claims) {
      const told = JSON.parse(run_done(...words('start.db', 'reference', '--json', '--claim', claim.reference, '--source', claim.code)));
      expect(/^\+71<\d{15}\+81234567<$/.test(told.payment_line), `not a payment line: ${told.payment_line}`);
      references.push(told.payment_line);
    }
    expect_equal(new Set(references).size, claims.length, 'different references');
    run_refused(/no claim/, ...words('start.db', 'reference', '--claim', 'nothing'));
  });

  let closing = 0;
  let in_all = 0;
  for (let file = 0; file < kFiles; file += 1) {
    const entries = [];
    for (let i = 0; i < kEntries; i += 1) {
      const minor = i % 10 === 9 ? -100 : 100 + i;
      const line = references[i % references.length];
      const wrong = line.replace(/<(\d)/, (_, digit) => `<${(Number(digit) + 1) % 10}`);
      entries.push([`F${file}-${i}`, minor, i % 3 === 0 ? line : wrong]);
      in_all += minor;
    }
    writeFileSync(at(`bank${file}.xml`), statement(`S-${file}`, closing, entries));
    closing = in_all;
  }

  const import_words = (name, file) => words(name, 'import', '--json', at(`bank${file}.xml`));
  let wanted = [];
  await check('files are imported and counted', () => {
    copyFileSync(at('start.db'), at('plain.db'));
    const dry = JSON.parse(run_done(...import_words('plain.db', 0), '--dry-run'));
    const report = JSON.parse(run_done(...import_words('plain.db', 0)));
    expect_equal({ ...dry, dry_run: false }, report, 'the dry run');
    const parts = ['known', 'matched', 'confirmed', 'charges', 'unmatched', 'undivided', 'debits'];
    expect_equal(parts.reduce((sum, part) => sum + report[part].sum_minor, 0), report.read.sum_minor, 'sums');
    expect_equal(parts.reduce((sum, part) => sum + report[part].lines, 0), kEntries, 'lines');
    expect(report.matched.lines > 0 && report.unmatched.lines > 0 && report.debits.lines > 0, 'a kind is missing');
    for (let file = 1; file < kFiles; file += 1) run_done(...import_words('plain.db', file));
    wanted = on_line_counts(at('plain.db'));
    expect_equal(balance_of(at('plain.db'), 4, 2) - bank_before, in_all, 'the bank account');
    expect_sound(at('plain.db'));
    return `${kFiles * kEntries} lines`;
  });

  await check('killed again and again, every line is there once', async () => {
    copyFileSync(at('start.db'), at('killed.db'));
    let kills = 0;
    let halves = 0;
    for (let file = 0; file < kFiles; file += 1) {
      for (let tries = 0; ; tries += 1) {
        const child = spawn(kProgram, import_words('killed.db', file), { stdio: 'ignore' });
        let ended = null;
        const end = new Promise((resolve) => { child.on('exit', (code) => { ended = code ?? 'killed'; resolve(); }); });
        if (tries < 6) {
          await Promise.race([end, sleep(20 + Math.random() * 250)]);
          if (ended === null) { child.kill('SIGKILL'); kills += 1; }
        }
        await end;
        const lines = query(at('killed.db'), 'SELECT count(*) AS n FROM bank_line')[0].n;
        if (lines > file * kEntries && lines < (file + 1) * kEntries) halves += 1;
        if (ended === 0) break;
      }
    }
    expect(kills > 0, 'nothing was killed');
    expect_equal(on_line_counts(at('killed.db')), wanted, 'lines');
    expect_equal(balance_of(at('killed.db'), 4, 2) - bank_before, in_all, 'the bank account');
    expect_sound(at('killed.db'));
    return `${kills} kills, ${halves} times in the middle of a file`;
  });

  await check('what is wrong is refused and changes nothing', () => {
    const before = expect_sound(at('plain.db'));
    const text = readFileSync(at('bank0.xml'), 'utf8');
    const wrong = (name, changed) => { writeFileSync(at(name), changed); return words('plain.db', 'import', at(name)); };
    run_refused(/closing is/, ...wrong('sum.xml', text.replace('<Amt Ccy="DKK">1.00</Amt>', '<Amt Ccy="DKK">1.01</Amt>')));
    run_refused(/other content/, ...wrong('id.xml', statement('S-0', 0, [['X-1', 100, 'x']])));
    run_refused(/another amount/, ...wrong('entry.xml', statement('S-9', 0, [['F0-0', 101, 'x']])));
    run_refused(/cannot read/, ...words('plain.db', 'import', at('none.xml')));
    run_refused(/no reference scheme/i, 'payments', 'reference', '--db', `sqlite:${at('plain.db')}`, '--key-file', at('start.db.key'),
      '--authority', 'testby', '--claim', claims[0].reference, '--scheme', 'fik_99');
    expect_equal(expect_sound(at('plain.db')), before, 'the books');
  });

  await check('a person decides a line once', () => {
    const queue = JSON.parse(run_done(...words('plain.db', 'unmatched', '--json')));
    const text = JSON.stringify(queue);
    expect(!text.includes('Bodil'), 'names without being asked');
    expect(run_done(...words('plain.db', 'unmatched', '--json', '--show-payers')).includes('Bodil'), 'no names when asked');
    expect(!readFileSync(at('plain.db')).includes('Bodil'), 'a payer stands in the database in clear');
    const [first, second] = queue.lines.filter((line) => line.amount_minor > 0);
    expect_equal(first.suggestions[0].reason, 'one_digit_wrong', 'the first suggestion');
    const claim = ['--claim', claims[0].reference, '--source', claims[0].code];
    const matched = JSON.parse(run_done(...words('plain.db', 'match', '--json', first.line, ...claim)));
    expect_equal([matched.state, matched.repeated], ['matched', false], 'matched');
    expect_equal(JSON.parse(run_done(...words('plain.db', 'match', '--json', first.line, ...claim))).repeated, true, 'the same again');
    run_refused(/decided already/, ...words('plain.db', 'book', first.line, '--as', 'outside', '--reason', 'x'));
    run_done(...words('plain.db', 'book', second.line, '--as', 'outside', '--reason', 'grant'));
    const third = queue.lines.filter((line) => line.amount_minor === 101).at(-1);
    const fourth = queue.lines.find((line) => line.amount_minor === -100);
    run_refused(/do not add up|sum/, ...words('plain.db', 'return', third.line, '--with', fourth.line, '--reason', 'not_ours'));
    expect_equal(balance_of(at('plain.db'), 4, 2) - bank_before, in_all, 'the bank account');
    expect_sound(at('plain.db'));

    const waits = () => JSON.parse(run_done(...words('plain.db', 'unmatched', '--json'))).lines.length;
    const waiting = waits();
    const reopen = words('plain.db', 'reopen', '--json', first.line, '--reason', 'wrong_claim');
    expect_equal(JSON.parse(run_done(...reopen)).state, 'unmatched', 'reopened');
    expect_equal(waits(), waiting + 1, 'waits again');
    run_refused(/nothing to take back/, ...reopen);
    // The same words as before, and another decision.
    const matched_again = JSON.parse(run_done(...words('plain.db', 'match', '--json', first.line, ...claim)));
    expect_equal([matched_again.state, matched_again.repeated], ['matched', false], 'matched again');
    expect(matched_again.payment !== matched.payment, 'another payment');
    expect_equal(balance_of(at('plain.db'), 4, 2) - bank_before, in_all, 'the bank account after reopening');
    expect_sound(at('plain.db'));
  });
});
