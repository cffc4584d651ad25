// A debtor's national id is replaced by another, as an operator does it: the claims stay, the former id goes on finding
// the debtor, and no id is seen anywhere.
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { map_of_claims, operator_books } from './books_support.mjs';
import { check, expect, expect_equal, expect_sound, kProgram, query, run, script } from './support.mjs';

const kMap = map_of_claims(`type = { value = "day_care" }
principal = "amount"
issued = { value = "2026-01-30" }
due = { value = "2026-01-30" }
shares_of = "of"
[[row.debtor]]
kind = "person"
national_id = "cpr1"
name = "name"
share = "s1"
[[row.debtor]]
kind = "person"
national_id = "cpr2"
share = "s2"
`);

await script(120, async () => {
  const { folder, path, at_books, at, done } = operator_books();
  const map = at('map.toml', kMap);
  const import_claims = (name, rows) => JSON.parse(done('import', at(name, `ref,amount,cpr1,cpr2,name,s1,s2,of\n${rows}`),
    '--authority', 'testby', '--source', 'day', '--map', map, '--json'));
  const change = (file, ...more) => run('debtors', 'change-id', file, '--authority', 'testby', '--reason', 'new_number',
    '--json', ...more, ...at_books);

  done('authority', 'add', 'testby', '--name', 'Testby', '--country', 'DK', '--currency', 'DKK');

  await check('claims come in by share; shares that do not add up are rejected', () => {
    const report = import_claims('one.csv', 'D-1,1000.00,0101900001,0202900002,Maja,1,2,3\n'
      + 'D-2,1000.00,0101900001,0202900002,Maja,1,1,3\nD-3,1000.00,0101900001,0202900002,Maja,x,1,2\n');
    expect_equal([report.created, report.rejected], [1, 2], 'created and rejected');
    expect_equal(query(path, 'SELECT shares FROM claim').map((row) => row.shares), ['1,2|'], 'shares');
    const rejects = readFileSync(join(folder, 'one.csv.rejects.csv'), 'utf8');
    expect(/as many parts in all/.test(rejects) && /no whole number of parts/.test(rejects), `rejects say: ${rejects}`);
  });

  await check('a new id keeps the debtor and its claims', () => {
    const { code, out } = change(at('ids.csv', '010190-0001,0303900003\n'));
    expect_equal(code, 0, 'exit code');
    expect_equal(JSON.parse(out), { changed: 1, unchanged: 0, refused: [] }, 'done');
    const again = JSON.parse(change(at('ids.csv', '010190-0001,0303900003\n')).out);
    expect_equal(again, { changed: 0, unchanged: 1, refused: [] }, 'the same again');
    expect_sound(path);
  });

  await check('a claim under the former id, and one under the new, are the same debtor\'s', () => {
    import_claims('two.csv', 'D-4,100.00,0101900001,0202900002,Maja,1,1,2\nD-5,100.00,0303900003,0202900002,Maja,1,1,2\n');
    const owed = query(path, 'SELECT liable FROM claim').map((row) => row.liable);
    expect_equal(new Set(owed).size, 1, `debtors of ${owed.length} claims`);
    expect_equal(query(path, 'SELECT count(*) AS n FROM debtor')[0].n, 2, 'debtors');
    expect_sound(path);
  });

  await check('what cannot be done is said by line, without an id, and the rest is done', () => {
    const file = at('bad.csv', '0909900009,0808900008\n101900001,0808900008\nnonsense\n0202900002,0303900003\n'
      + '0202900002,0404900004\n');
    const { code, out, err } = change(file);
    expect_equal(code, 1, 'exit code');
    const told = JSON.parse(out);
    expect_equal([told.changed, told.refused.map((each) => each.line)], [1, [1, 2, 3, 4]], 'done and refused');
    expect(/nobody here/.test(told.refused[0].why) && /10 digits/.test(told.refused[1].why)
      && /another debtor's/.test(told.refused[3].why), JSON.stringify(told));
    expect(!/\d{9}/.test(out + err), 'an id is printed');
    expect_sound(path);
  });

  await check('from standard input, and nothing in clear in the database', () => {
    const result = spawnSync(kProgram, ['debtors', 'change-id', '-', '--authority', 'testby', '--reason', 'new_number',
      '--json', ...at_books], { input: '0404900004,0505900005\r\n', encoding: 'utf8' });
    expect_equal(JSON.parse(result.stdout).changed, 1, 'changed');
    const bytes = readFileSync(path);
    for (const id of ['0101900001', '0202900002', '0303900003', '0404900004', '0505900005']) {
      expect(!bytes.includes(id), 'an id stands in the database in clear');
    }
    expect(!bytes.includes('Maja'), 'a name stands in the database in clear');
  });
});
