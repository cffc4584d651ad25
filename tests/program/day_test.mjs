// The business day as an operator runs it: a procedure chosen, a rehearsal, the day, the day again, what came of it;
// and the same on PostgreSQL.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { kMapByType, kMunicipalLaw, operator_books, run_done } from './books_support.mjs';
import { check, expect, expect_equal, expect_sound, run, script } from './support.mjs';

// Due on a Thursday; the reminder comes ten days after, on Monday 2 February 2026.
const kClaims = `ref,type,amount,due,cpr
D-1,day_care,1000.00,2026-01-22,0101900001
D-2,day_care,500.00,2026-01-22,0101900001
D-3,day_care,49.00,2026-01-22,0101900002
D-4,day_care,700.00,2026-01-22,0101900003
D-5,day_care,300.00,2026-02-20,0101900003
`;

await script(120, async () => {
  const { folder, path, at_books: sqlite, at } = operator_books();
  const key = ['--key-file', join(folder, 'key')];
  const make_books = (db) => {
    run_done('authority', 'add', 'testby', '--name', 'Testby', '--country', 'DK', '--currency', 'DKK', ...db);
    run_done('authority', 'law', 'testby', '--file', at('law.toml', kMunicipalLaw), ...db);
    const words = ['--authority', 'testby', '--source', 'day', '--map', at('map.toml', kMapByType)];
    run_done('import', at('claims.csv', kClaims), ...words, ...db, ...key);
  };
  const day = (db, date, ...more) => JSON.parse(run_done('day', '--on', date, '--json', ...more, ...db));

  await check('the procedures of the program may be used as they are', () => {
    const { procedures } = JSON.parse(run_done('procedure', 'list', '--json'));
    for (const { code } of procedures) {
      expect_equal(JSON.parse(run_done('procedure', 'check', code, '--json')).findings.length, 0, code);
    }
    const shown = JSON.parse(run_done('procedure', 'show', 'dk/municipal', '--json', '--language', 'da'));
    expect_equal(shown.highest_cost_minor, 25000, 'what it costs at most');
    expect(shown.steps.some((step) => step.title === 'Rykker'), 'it is told in Danish');
  });

  await check('a day without a procedure says what to choose', () => {
    run_done('authority', 'add', 'other', '--name', 'Other', '--country', 'DK', '--currency', 'DKK', ...sqlite);
    const { code, err } = run('day', ...sqlite);
    expect_equal(code, 1, 'exit code');
    expect(err.includes('procedure'), err);
  });

  let hash = '';
  await check('a rehearsal writes nothing and comes to what the day comes to', () => {
    make_books(sqlite);
    const rehearsed = day(sqlite, '2026-02-02', '--dry-run');
    const done = day(sqlite, '2026-02-02');
    for (const name of ['debtors_due', 'steps', 'messages', 'fees_minor', 'interest_minor']) {
      expect_equal(rehearsed[name], done[name], name);
    }
    // Two debtors with one letter and one fee each; the third owes too little to be written to. Interest of 1 %.
    expect_equal(done.debtors_due, 2, 'debtors');
    expect_equal(done.steps, 3, 'claims');
    expect_equal(done.messages, 4, 'a letter and a text message each');
    expect_equal(done.fees_minor, 50000, 'fees');
    expect_equal(done.interest_minor, 1000 + 500 + 49 + 700, 'interest');
    hash = done.batch_hash;
  });

  await check('the day again does nothing, and says so', () => {
    const again = day(sqlite, '2026-02-02');
    expect(again.repeated, 'it was repeated');
    expect_equal(again.batch_hash, hash, 'batch hash');
    expect_equal(again.fees_minor, 50000, 'fees');
    expect_sound(path);
  });

  await check('the next days take the next steps, and no other', () => {
    expect_equal(day(sqlite, '2026-02-16').steps, 0, 'before the deadline and five days');
    const notice = day(sqlite, '2026-02-17');
    expect_equal(notice.claims_by_step['dk/municipal final_notice'], 3, 'notices');
    expect_equal(notice.fees_minor, 0, 'a notice costs nothing');
    const reminder = day(sqlite, '2026-03-02');
    expect_equal(reminder.claims_by_step['dk/municipal reminder'], 1, 'the claim that was due in February');
    expect_equal(reminder.fees_minor, 25000, 'its fee');
    const ready = day(sqlite, '2026-03-06');
    expect_equal(ready.claims_by_step['dk/municipal hand_over'], 3, 'ready to be handed over');
    expect_sound(path);
  });

  await check('what came of the claims adds up to all of them', () => {
    const words = ['--authority', 'testby', '--from', '2026-01-01', '--to', '2026-12-31', '--json', ...sqlite];
    const funnel = JSON.parse(run_done('report', 'funnel', ...words));
    const sum = funnel.rows.reduce((total, row) => total + row.claims, 0);
    expect_equal(sum, 5, 'claims');
    expect_equal(funnel.total.claims, 5, 'total');
    const messages = JSON.parse(run_done('report', 'messages', ...words));
    expect_equal(messages.total.planned, 12, 'messages planned');
    run_done('report', 'timing', ...words);
  });

  await check('what lies ahead can only be rehearsed', () => {
    const { code, err } = run('day', '--on', '2199-01-01', ...sqlite);
    expect_equal(code, 1, 'exit code');
    expect(err.includes('--dry-run'), err);
    expect_equal(run('day', '--on', 'tomorrow', ...sqlite).code, 1, 'no date');
  });

  const server = process.env.FAIRDUE_POSTGRES;
  await check('the same on PostgreSQL, with the same batch hash', () => {
    if (server === undefined) return 'skipped: FAIRDUE_POSTGRES names no server';
    const name = `day_${process.pid}`;
    const psql = spawnSync('psql', ['-X', '-q', server, '-c', `CREATE DATABASE ${name}`], { encoding: 'utf8' });
    expect_equal(psql.status, 0, `making a database; it said ${psql.stderr}`);
    const db = ['--db', server.replace(/\/[^/?]*(\?|$)/, `/${name}$1`)];
    make_books(db);
    expect_equal(day(db, '2026-02-02').batch_hash, hash, 'batch hash');
  });
});
