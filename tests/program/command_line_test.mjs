// The commands as an operator types them: exit codes, what is said, and that what was refused changed nothing.
import { copyFileSync, openSync, readFileSync, statSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { Process, Source, audit, change, check, claim_of, expect, expect_equal, expect_sound, is_there, kProgram, run, script,
  start_demo, temporary_folder } from './support.mjs';

const kCommands = [[], ['migrate'], ['verify'], ['backup'], ['restore'], ['authority'], ['authority', 'add'], ['authority', 'settings'], ['key'],
  ['key', 'add'], ['key', 'revoke'], ['authority', 'law'], ['interest'], ['law'], ['law', 'explain'], ['import'],
  ['claims'], ['claims', 'import'], ['serve'], ['demo'], ['simulate'], ['payments'], ['report'], ['ledger'], ['ledger', 'export'], ['day'], ['procedure'], ['procedure', 'explain'], ['authority', 'procedure'],
  ...['list', 'show', 'check'].map((name) => ['procedure', name]),
  ['messages'], ...['list', 'show', 'doubtful', 'decide', 'block', 'send', 'channels'].map((name) => ['messages', name]),
  ['message'], ['message', 'render'], ['text'], ['text', 'lint'],
  ...['list', 'show', 'interest', 'cost'].map((name) => ['law', name]),
  ...['arrears', 'aging', 'trial-balance', 'claim', 'funnel', 'messages', 'timing', 'duties', 'help', 'limitation', 'ways-of-paying'].map((name) => ['report', name]),
  ...['import', 'unmatched', 'match', 'return', 'book', 'reopen', 'reference'].map((name) => ['payments', name]),
  ['link'], ...['make', 'revoke', 'policy'].map((name) => ['link', name]),
  ['letter'], ['affordability'], ['plan'], ...['propose', 'accept', 'approve', 'show', 'list', 'change', 'cancel', 'policy'].map((name) => ['plan', name]), ['enquiry'], ...['add', 'list', 'show', 'ask', 'answer', 'close', 'policy'].map((name) => ['enquiry', name]), ['ability'], ...['show', 'delete', 'policy'].map((name) => ['ability', name]), ['vulnerable'], ...['mark', 'review', 'end', 'decide', 'list'].map((name) => ['vulnerable', name]), ['help'], ...['refer', 'send', 'accept', 'decline', 'end', 'show', 'list', 'policy', 'signals', 'signal-policy'].map((name) => ['help', name]), ['help-directory'], ...['check', 'find', 'store', 'show'].map((name) => ['help-directory', name]), ['debtors'], ['debtors', 'change-id'], ['debtors', 'show'], ['refunds'], ...['limit', 'make', 'list', 'approve', 'reject'].map((name) => ['refunds', name])];

/** One clear line on standard error, the exit code 1, and nothing on standard output. */
function expect_refused(words, pattern) {
  const { code, out, err } = run(...words);
  expect_equal(code, 1, `exit code of ${words.join(' ')}; it said ${err.trim()}`);
  expect_equal(err.trim().split('\n').length, 1, `lines on standard error: ${err.trim()}`);
  expect(pattern.test(err), `${words.join(' ')}: said ${err.trim()}, wanted ${pattern}`);
  expect_equal(out, '', 'standard output');
}

function expect_done(words) {
  const result = run(...words);
  expect_equal(result.code, 0, `exit code of ${words.join(' ')}; it said ${result.err.trim()}`);
  return result.out;
}

/** A copy of `from` with some bytes of its middle overwritten. */
function damage(from, to) {
  copyFileSync(from, to);
  const size = statSync(to).size;
  const file = openSync(to, 'r+');
  for (let part = 2; part < 18; part += 1) writeSync(file, Buffer.alloc(64, 0x5a), 0, 64, Math.floor((size * part) / 20));
  closeSync(file);
}

await script(120, async () => {
  const folder = temporary_folder();
  const at = (name) => join(folder, name);
  const url = (name) => `sqlite:${at(name)}`;

  await check('every command has help', () => {
    for (const words of kCommands) {
      const { code, out } = run(...words, '--help');
      expect_equal(code, 0, `exit code of ${words.join(' ')} --help`);
      expect(out.includes('OPTIONS'), `${words.join(' ')} --help does not name its options`);
    }
    return `${kCommands.length} commands`;
  });

  await check('a mistyped command ends with 2', () => {
    const mistyped = [[], ['nonsense'], ['verify', '--nonsense'], ['demo', '--debtors', '0'], ['demo', '--debtors', 'x'],
      ['backup', '--db', url('a.db')], ['authority', 'add', 'testby'], ['key', 'add', '--authority', 'testby']];
    for (const words of mistyped) {
      const { code, err } = run(...words);
      expect_equal(code, 2, `exit code of '${words.join(' ')}'`);
      expect(err.trim() !== '', `'${words.join(' ')}' says nothing`);
    }
  });

  await check('migrate twice: the second takes nothing', () => {
    expect(JSON.parse(expect_done(['migrate', '--json', '--db', url('new.db')])).taken.length > 0, 'nothing was taken');
    expect_equal(JSON.parse(expect_done(['migrate', '--json', '--db', url('new.db')])).taken, [], 'taken again');
  });

  await check('an authority cannot be added twice', () => {
    const words = ['authority', 'add', 'proveby', '--name', 'Prøveby', '--country', 'DK', '--currency', 'DKK',
      '--db', url('new.db')];
    expect_done(words);
    const before = expect_sound(at('new.db'));
    expect_refused(words, /already; nothing was changed/);
    expect_equal(expect_sound(at('new.db')), before, 'books');
  });

  await check('what citizens read about an authority is changed by name, and checked before it is stored', () => {
    const settings = (told) => {
      writeFileSync(at('settings.json'), JSON.stringify(told));
      return ['authority', 'settings', 'proveby', '--file', at('settings.json'), '--db', url('new.db')];
    };
    const stored = () => JSON.parse(run('authority', 'settings', 'proveby', '--db', url('new.db')).out);
    expect_done(settings({ phone: '89 00 00 00', messages: { sms_sender: 'Proveby' } }));
    expect_done(settings({ email: 'post@proveby.invalid' }));
    expect_equal(stored(), { phone: '89 00 00 00', messages: { sms_sender: 'Proveby' }, email: 'post@proveby.invalid' }, 'what is left out stays');
    expect_refused(settings({ phon: '1' }), /has 'phon', which is no setting; there is: phone/);
    expect_refused(settings({ law: 'x' }), /commands of their own/);
    expect_refused(settings({ messages: { sms_sender: 'Proveby Kommune' } }), /at most 11 letters/);
    expect_refused(['authority', 'add', 'nyby', '--name', 'Nyby', '--country', 'DK', '--currency', 'DKK', '--db', url('new.db'),
      '--settings', at('settings.json')], /at most 11 letters/);
    expect_done(settings({ email: null }));
    expect_equal(stored(), { phone: '89 00 00 00', messages: { sms_sender: 'Proveby' } }, 'null forgets; what was refused changed nothing');
  });

  await check('a key is shown once, and can be revoked once', () => {
    const common = ['--authority', 'proveby', '--db', url('new.db')];
    const key = JSON.parse(expect_done(['key', 'add', '--json', '--source', 'bib', ...common]));
    expect(key.key.startsWith('fd_'), 'no key');
    expect(!readFileSync(at('new.db')).includes(key.key), 'the key stands in the database');
    expect_equal(statSync(at('new.db.key')).mode & 0o077, 0, 'others may read the key file');
    expect_done(['key', 'revoke', ...common, key.key_id]);
    expect_refused(['key', 'revoke', ...common, key.key_id], /no such key/);
  });

  await check('what is wrong is said in one line', () => {
    writeFileSync(at('claims.csv'), 'a;b\n1;2\n');
    writeFileSync(at('text.db'), 'this is no database, but it is long enough to be taken for one. '.repeat(40));
    const import_words = ['import', at('claims.csv'), '--authority', 'proveby', '--source', 'bib', '--db', url('new.db')];
    expect_refused(['verify', '--db', 'mysql://x'], /no database address/);
    expect_refused(['verify', '--db', 'sqlite:'], /no database address/);
    expect_refused(['verify', '--db', url('none.db')], /there is no database/);
    expect_refused(['verify', '--db', url('text.db')], /database/);
    expect_refused(['migrate', '--db', url('text.db')], /database/);
    expect_refused(['migrate', '--db', 'sqlite:/dev/null/x.db'], /open|database/);
    expect_refused(['serve', '--db', url('none.db')], /no database at/);
    expect_refused(['serve', '--db', url('new.db')], /TLS/);
    expect_refused(['serve', '--db', url('new.db'), '--config', at('none.toml')], /none\.toml/);
    expect_refused(['backup', '--db', url('none.db'), at('b')], /no file/);
    expect_refused(['restore', '--db', url('r.db'), at('none')], /no file/);
    expect_refused(['authority', 'add', 'Not a code', '--name', 'x', '--country', 'DK', '--currency', 'DKK', '--db', url('new.db')], /code/);
    expect_refused(['authority', 'add', 'x', '--name', 'x', '--country', 'DK', '--currency', 'kr', '--db', url('new.db')], /currency/);
    expect_refused(['authority', 'add', 'x', '--name', 'x', '--country', 'dk', '--currency', 'DKK', '--db', url('new.db')], /country/);
    expect_refused(['authority', 'add', 'x', '--name', 'x', '--country', 'DK', '--currency', 'DKK', '--db', url('new.db'),
      '--settings', at('claims.csv')], /JSON/);
    expect_refused([...import_words, '--map', at('none.toml')], /none\.toml/);
    expect_refused(['import', at('none.csv'), '--authority', 'proveby', '--source', 'bib', '--db', url('new.db'), '--map',
      at('none.toml')], /none/);
    expect_refused(['key', 'add', '--authority', 'elsewhere', '--source', 'bib', '--db', url('new.db')], /there is: proveby/);
    expect_refused(['demo', '--no-serve', '--db', url('d.db'), '--last-day', '2026-02-30'], /no day/);
    const report = ['report', 'arrears', '--db', url('new.db'), '--authority'];
    expect_refused([...report, 'elsewhere', '--as-of', '2026-01-31'], /there is: proveby/);
    expect_refused([...report, 'proveby', '--as-of', '2026-02-30'], /no day/);
    expect_refused([...report, 'proveby', '--as-of', '2199-01-01'], /lies ahead/);
    expect_refused([...report, 'proveby', '--as-of', '2026-01-31', '--known-at', '2199-01-01'], /lies ahead/);
    expect_refused([...report, 'proveby', '--as-of', '2026-01-31', '--known-at', '2026-01-31T25:00:00Z'], /no moment/);
    expect_refused(['report', 'claim', 'X', '--db', url('new.db'), '--authority', 'proveby', '--as-of', '2026-01-31'], /no claim 'X'/);
    const ledger = ['ledger', 'export', '--db', url('new.db'), '--authority', 'proveby', '--from', '2026-01-31'];
    expect_refused([...ledger, '--to', '2026-01-01', '--format', 'csv', '--out', at('l.csv')], /before --from/);
    expect_refused([...ledger, '--to', '2026-01-31', '--format', 'pdf', '--out', at('l.csv')], /no format/);
    expect_refused([...ledger, '--to', '2026-01-31', '--format', 'csv', '--out', at('claims.csv')], /is there already/);
    expect(!is_there(at('none.db')), 'a question made a database');
  });

  await check('a procedure is explained in its languages, as a text, a page and a PDF', () => {
    const explain = (...words) => expect_done(['procedure', 'explain', ...words]);
    for (const [code, language, wanted] of [['dk/municipal', 'da', 'Hvad kan det højst koste?'], ['dk/municipal', 'en', 'What can it cost at most?'],
      ['no/subscription', 'nb', 'Hva kan det koste på det meste?'], ['nl/social', 'nl', 'Wat kan het hoogstens kosten?']]) {
      const text = explain(code, '--lang', language);
      expect(text.includes(wanted) && !text.includes('{'), `${code} in ${language}: ${text.slice(0, 200)}`);
    }
    expect(explain('dk/municipal', '--lang', 'da', '--as', 'html').includes('<html lang="da">'), 'a page');
    explain('dk/municipal', '--lang', 'da', '--as', 'pdf', '--out', at('insert.pdf'));
    expect(readFileSync(at('insert.pdf'), 'latin1').startsWith('%PDF-'), 'a PDF');
    expect_refused(['procedure', 'explain'], /say which/);
    expect_refused(['procedure', 'explain', 'dk/other'], /one of dk\/municipal/);
    expect_refused(['procedure', 'explain', '--authority', 'proveby', '--db', url('new.db')], /has chosen no procedure/);
    expect_refused(['procedure', 'explain', 'dk/municipal', '--out', at('none/x.txt')], /cannot be written/);
  });

  const demo = (name, seed) => expect_done(['demo', '--no-serve', '--seed', String(seed), '--debtors', '100', '--last-day',
    '2026-10-31', '--db', url(name)]);

  await check('the same seed gives the same books', () => {
    demo('seven.db', 7);
    demo('again.db', 7);
    demo('eight.db', 8);
    const [seven, again, eight] = ['seven.db', 'again.db', 'eight.db'].map((name) => expect_sound(at(name)));
    expect_equal(again, seven, 'the second time');
    expect(eight.last_hash !== seven.last_hash, 'another seed gives the same books');
    return `last hash ${seven.last_hash.slice(0, 12)}`;
  });

  await check('the funnel shows what a model of behaviour was given, and what two trials change', () => {
    const words = ['simulate', '--behaviour', '--claims', '4000', '--seed', '1', '--json'];
    const plain = JSON.parse(expect_done(words));
    expect_equal(plain.findings, [], 'findings');
    expect_equal(plain.all.claims, 4000, 'claims');
    expect_equal(plain.all.parts.reduce((sum, part) => sum + part.claims, 0), 4000, 'claims of all parts');
    expect_equal(plain.all.parts.reduce((sum, part) => sum + part.put_in_per_million, 0), 1_000_000, 'what was put in');
    expect_equal(plain.all.parts.filter((part) => !part.holds), [], 'shares that miss what was put in');
    const trial = ['simulate', '--behaviour', '--claims', '500', '--upcoming-sms', '--link-at-notice'];
    const { trials } = JSON.parse(expect_done([...trial, '--json']));
    expect_equal(trials.map((each) => each.trial), ['upcoming_message', 'link_at_notice'], 'trials');
    for (const each of trials) expect_equal(each.with.claims + each.without.claims, 500, `claims of ${each.trial}`);
    const text = expect_done(trial);
    expect_equal(text, expect_done(trial), 'the same seed again');
    expect(/difference: with link_at_notice less without/.test(text), text);
    expect_refused(['simulate'], /--faults or --behaviour/);
    expect_equal(run('simulate', '--behaviour', '--claims', '0').code, 2, 'exit code for no claims');
    expect_equal(run('simulate', '--faults', '--behaviour').code, 2, 'exit code for both');
    expect_equal(run('simulate', '--faults', '--upcoming-sms').code, 2, 'exit code for a trial without a model');
  });

  await check('reports of a past day agree with one another and with the ledger', () => {
    const ask = (...words) => expect_done(['report', ...words, '--authority', 'testby', '--db', url('seven.db')]);
    const day = ['--as-of', '2026-06-30', '--json'];
    const arrears = JSON.parse(ask('arrears', ...day));
    const aging = JSON.parse(ask('aging', ...day));
    const balance = JSON.parse(ask('trial-balance', ...day));
    expect(arrears.total.total_minor > 0, 'nothing was owed');
    expect_equal(aging.total.total_minor, arrears.total.total_minor, 'aging');
    const owed = (list) => list.filter(({ account }) => account.startsWith('receivable-'))
      .reduce((sum, { balance_minor }) => sum + balance_minor, 0);
    expect_equal(owed(balance.rows), arrears.total.total_minor, 'receivables');
    expect_equal(balance.total.balance_minor, 0, 'trial balance');
    expect_equal(ask('arrears', ...day), ask('arrears', ...day, '--known-at', '2026-06-30'), 'known at the end of the day');

    // All days up to this one, as the accounting system gets them, are its trial balance.
    expect_done(['ledger', 'export', '--authority', 'testby', '--db', url('seven.db'), '--from', '1990-01-01', '--to',
      '2026-06-30', '--format', 'csv', '--out', at('ledger.csv')]);
    const sums = {};
    for (const line of readFileSync(at('ledger.csv'), 'utf8').trim().split('\r\n').slice(1)) {
      const [, account, debit, credit] = line.split(',');
      sums[account] = (sums[account] ?? 0) + Math.round(Number(debit) * 100) - Math.round(Number(credit) * 100);
    }
    expect_equal(Object.entries(sums).sort(), balance.rows.map((row) => [row.account, row.balance_minor]).sort(), 'ledger');
    return `${arrears.total.claims} claims owed`;
  });

  await check('verify finds a changed amount, and ends with 1', () => {
    copyFileSync(at('eight.db'), at('changed.db'));
    change(at('changed.db'), 'UPDATE payment SET amount_minor = amount_minor + 1 WHERE payment_id = '
      + '(SELECT min(payment_id) FROM payment)');
    const { code, out } = run('verify', '--json', '--db', url('changed.db'));
    expect_equal(code, 1, 'exit code');
    const { sound, authorities } = JSON.parse(out);
    expect(!sound && authorities[0].findings.length > 0, 'nothing was found');
    return authorities[0].findings[0];
  });

  const server = await start_demo(at('seven.db'), ['--seed', '7']);
  await check('a backup taken while serving is whole', async () => {
    const served = audit(at('seven.db'));
    const source = new Source(server.origin, server.api_key);
    let going = true;
    let acknowledged = 0;
    const traffic = (async () => {
      while (going) {
        const number = acknowledged + 1;
        const { status } = await source.post('/claims', claim_of(`B${number}`, 1000), `backup-${number}`);
        expect_equal(status, 201, 'a claim during the backup');
        acknowledged = number;
      }
    })();
    const backup = new Process(kProgram, ['backup', '--db', url('seven.db'), at('copy')]);
    expect_equal(await backup.ended, 0, `exit code of the backup; it said ${backup.err}`);
    going = false;
    await traffic;
    expect_done(['restore', '--db', url('restored.db'), at('copy')]);
    const restored = expect_sound(at('restored.db'));
    expect(restored.entries >= served.entries, 'entries are missing that were there before the backup');
    expect(acknowledged > 0, 'there was no traffic');
    return `${acknowledged} claims meanwhile`;
  });
  await server.end();

  await check('a backup restores to the same hash', () => {
    expect_done(['backup', '--db', url('seven.db'), at('copy2')]);
    expect_done(['restore', '--db', url('restored2.db'), at('copy2')]);
    expect_equal(audit(at('restored2.db')), expect_sound(at('seven.db')), 'restored');
  });
  await check('a backup overwrites nothing, nor does a restore', () => {
    expect_refused(['backup', '--db', url('seven.db'), at('copy2')], /is there already/);
    expect_refused(['restore', '--db', url('restored2.db'), at('copy2')], /nothing is overwritten/);
  });
  await check('a damaged backup is refused', () => {
    damage(at('copy2'), at('damaged'));
    writeFileSync(at('short'), readFileSync(at('copy2')).subarray(0, 50_000));
    for (const name of ['damaged', 'short', 'text.db']) {
      const { code, err } = run('restore', '--db', url('from_damaged.db'), at(name));
      expect_equal(code, 1, `exit code for ${name}: ${err}`);
      expect(!is_there(at('from_damaged.db')), `${name} was put in place`);
      expect(!is_there(at('from_damaged.db.unfinished')), `${name}: the unfinished copy was left behind`);
    }
  });
});
