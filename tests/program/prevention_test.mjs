// Before a claim is late: the prevention procedure offers another way of paying to whoever usually misses the day, and to
// nobody else; nothing of it can cost anything, and what comes of it is counted by itself.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { add_writing_authority, kMapByType, map_of_claims, operator_books, run_done, settings_to_write } from './books_support.mjs';
import { check, day, expect, expect_equal, expect_sound, kRoot, run, script } from './support.mjs';

const kPrevention = readFileSync(join(kRoot, 'procedures', 'dk', 'prevention.toml'), 'utf8');
const kPayments = `version = 1
format = "csv"
currency = "DKK"
reference = "ref"
key = ["ref", "date"]
[[row]]
command = "payment"
amount = "amount"
date = "date"
means = "bank"
`;
const kNew = map_of_claims(`type = { value = "day_care" }
principal = "amount"
issued = "issued"
due = "due"
debtor = { kind = "person", national_id = "cpr", name = "name", email = "email" }
`);
const kMunicipal = readFileSync(join(kRoot, 'procedures', 'dk', 'municipal.toml'), 'utf8');

await script(120, async () => {
  const books = operator_books();
  const { at, done, path } = books;

  await check('it is shipped, nothing is against it, and no prompt of it can carry a fee', () => {
    expect_equal(JSON.parse(run_done('procedure', 'check', 'dk/prevention', '--json')).findings, [], 'findings');
    const with_fee = kPrevention.replace('message = "dk/prevention"', 'fee = true\nmessage = "dk/prevention"');
    const costly = run('procedure', 'check', '--file', at('costly.toml', with_fee));
    expect_equal(costly.code, 1, 'exit code');
    expect(/a prompt costs nothing/.test(costly.out + costly.err), costly.out + costly.err);
    const early = run('procedure', 'check', '--file', at('early.toml', kPrevention.replace('kind = "prompt"', 'kind = "reminder"')));
    expect_equal(early.code, 1, 'a reminder before the day');
  });

  await check('what comes after the day is the municipal procedure, word for word', () => {
    const after = (text) => text.slice(text.indexOf('[[step]]\ncode = "upcoming"'));
    expect_equal(after(kPrevention), after(kMunicipal), 'steps');
    const text = run_done('procedure', 'explain', 'dk/prevention', '--lang', 'da');
    expect(text.includes('Tilbud om en anden måde at betale på') && text.includes('14 dage før sidste betalingsdag'), text.slice(0, 400));
  });

  // Both owe 1200.00 in twelve days. The first has paid two fees of the library twenty days late; the second in time.
  const before = [1, 2].flatMap((n) => [200, 150].map((ago) => ({ ref: `OLD-${n}-${ago}`, cpr: `010190000${n}`, due: day(-ago), paid: day(n === 1 ? 20 - ago : -ago) })));
  const import_rows = (name, map, lines) => done('import', at(`${name}.csv`, `${lines.join('\n')}\n`), '--authority', 'testby',
    '--source', 'bib', '--map', at(`${name}.toml`, map));

  await check('who usually misses the day is asked two weeks before it, and who does not is left alone', () => {
    const settings = settings_to_write({ portal: 'https://betal.testby.invalid/', business_day: '23:59' });
    add_writing_authority(books, { settings, rows: [] });
    // Day care alone is under the procedure: no law lets interest run on what the library had.
    done('authority', 'law', 'testby', '--file',
      at('prevention.toml', 'format = 1\n[[type]]\ntype = "day_care"\npack = "dk/public"\nprocedure = "dk/prevention"\n'));
    import_rows('old', kMapByType, ['ref,type,amount,due,cpr', ...before.map(({ ref, cpr, due }) => `${ref},library_fee,300.00,${due},${cpr}`)]);
    import_rows('paid', kPayments, ['ref,amount,date', ...before.map(({ ref, paid }) => `${ref},300.00,${paid}`)]);
    import_rows('new', kNew, ['ref,cpr,amount,issued,due,name,email', ...[1, 2].map((n) =>
      `NEW-${n},010190000${n},1200.00,${day(-1)},${day(12)},Karen Test,karen${n}@example.invalid`)]);
    done('direct-debit', 'policy', '--authority', 'testby', '--set', 'creditor_number=12345678', '--set', 'data_supplier=87654321');
    const ran = JSON.parse(done('day', '--authority', 'testby', '--on', day(0), '--json'));
    expect_equal(ran.claims_by_step, { 'dk/prevention another_way': 1 }, 'steps');
    expect_equal(ran.fees_minor, 0, 'fees');
    const told = JSON.parse(done('messages', 'list', '--json')).filter(({ step }) => step === 'another_way');
    expect_equal(told.length, 1, 'one message');
    const again = JSON.parse(done('day', '--authority', 'testby', '--on', day(0), '--json'));
    expect(again.repeated, 'the day again does nothing');
    expect_sound(path);
  });

  await check('it goes out as a question, with no claim of money that is late; and is counted by itself', () => {
    const outbox = join(books.folder, 'outbox');
    done('messages', 'send', '--once', '--outbox', outbox);
    const sent = readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8').replaceAll(
      /<memo:content>([^<]*)</g, (_, content) => Buffer.from(content, 'base64').toString('utf8'))).join('\n');
    expect(/Passer datoen dig|andre måder at betale på/.test(sent), `the text of it; there is ${sent.slice(0, 300)}`);
    expect(!/rykker/i.test(sent), 'it is no reminder');
    expect(/tilmeld[e]? dig Betalingsservice/.test(sent), 'direct debit, which this authority has');
    const { rows: messages } = JSON.parse(done('report', 'messages', '--authority', 'testby', '--from', day(0), '--to', day(0), '--json'));
    const own = messages.filter(({ step }) => step === 'dk/prevention another_way');
    expect_equal(own.reduce((sum, { planned }) => sum + planned, 0), 1, 'planned');
    return `sent ${own.map(({ channel }) => channel)}`;
  });

  await check('by which ways people pay is counted week by week', () => {
    const ways = (from, to) => JSON.parse(done('report', 'ways-of-paying', '--authority', 'testby', '--from', from, '--to', to, '--json'));
    const { rows, total } = ways(day(-400), day(0));
    expect_equal([total.payments, total.bank, total.by_new_ways, total.amount_minor], [4, 4, 0, 120_000], 'all by bank');
    for (const { week_from } of rows) expect_equal(new Date(week_from).getUTCDay(), 1, 'a Monday');
    expect_equal(rows.reduce((sum, { payments }) => sum + payments, 0), 4, 'the weeks add up');
    expect_equal(ways(day(1), day(2)).rows, [], 'none');
  });
});
