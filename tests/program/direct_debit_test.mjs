// Direct debit from signing up to the money, with files as the scheme makes them.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { add_writing_authority, map_of_claims, operator_books } from './books_support.mjs';
import { kSettings } from './message_support.mjs';
import { check, day, expect, expect_equal, expect_sound, query, script } from './support.mjs';

const kLength = 128;

/** A record of blanks with texts at positions from 1. */
const record = (...parts) => {
  const letters = Array(kLength).fill(' ');
  for (const [from, text] of parts) [...text].forEach((letter, i) => { letters[from - 1 + i] = letter; });
  return letters.join('');
};
const digits = (value, length) => String(value).padStart(length, '0');
const short_day = (date) => date.slice(8, 10) + date.slice(5, 7) + date.slice(2, 4);

/** A delivery of the scheme with one section of these records. */
function answers(type, section, delivery, rows, net) {
  const count = digits(rows.length, 11);
  return `${[
    record([1, 'BS002'], [6, digits(19, 8)], [14, 'BS1'], [17, type], [21, digits(delivery, 10)], [50, '000000']),
    record([1, 'BS012'], [6, digits(27, 8)], [14, section], [18, '000'], [21, '00001'], [50, '000000']),
    ...rows,
    record([1, 'BS092'], [6, digits(27, 8)], [14, section], [18, '000'], [21, '00001'], [32, count], [43, digits(net, 15)],
      [58, digits(0, 11)], [84, digits(0, 11)]),
    record([1, 'BS992'], [6, digits(19, 8)], [14, 'BS1'], [17, type], [21, digits(1, 11)], [32, count], [43, digits(net, 15)],
      [58, digits(0, 71)]),
  ].join('\r\n')}\r\n`;
}
const mandate_row = (transaction, customer, number) => record([1, 'BS042'], [6, digits(27, 8)], [14, transaction], [18, '000'],
  [21, '00001'], [26, digits(customer, 15)], [41, digits(number, 9)], [50, '000000'], [56, '000000']);
/** Without `sign` no money has moved. */
const payment_row = (transaction, sign, amount, reference) => {
  const date = sign === '0' ? '000000' : short_day(day(0));
  return record([1, 'BS042'], [6, digits(27, 8)], [14, transaction], [18, '000'], [21, '00001'], [26, digits(1, 15)],
    [41, digits(4711, 9)], [50, short_day(day(25))], [56, sign], [57, digits(amount, 13)], [70, reference], [104, date],
    [110, date], [116, digits(sign === '0' ? 0 : amount, 13)]);
};

await script(180, async () => {
  const books = operator_books();
  const row = (number, due) =>
    `R0${number},010190000${number},1200.00,${day(0)},${due},Karen Åtest,Mågevej 14,8999,Testby`;
  add_writing_authority(books, { settings: kSettings, rows: [] });
  books.done('direct-debit', 'policy', '--authority', 'testby', '--set', 'creditor_number=27', '--set', 'data_supplier=19');
  const map = map_of_claims(`type = { value = "day_care" }
principal = "amount"
issued = "issued"
due = "due"
debtor = { kind = "person", national_id = "cpr", name = "name", address = "address", postcode = "postcode", city = "city" }
`);
  const rows = [row(1, day(25)), row(2, day(26)), row(3, day(27)), row(4, day(3))];
  const file = books.at('coming.csv', `ref,cpr,amount,issued,due,name,address,postcode,city\n${rows.join('\n')}\n`);
  books.done('import', file, '--authority', 'testby', '--source', 'care', '--map', books.at('coming.toml', map));
  const direct_debit = (...words) => JSON.parse(books.done('direct-debit', ...words, '--authority', 'testby', '--json'));
  const refused = (pattern, ...words) => books.refused(pattern, 'direct-debit', ...words, '--authority', 'testby');
  const debtors = query(books.path, 'SELECT debtor_id FROM claim_by_debtor ORDER BY claim_id').map((each) => String(each.debtor_id));
  const out = join(books.folder, 'outbox');
  const claim = (number) =>
    query(books.path, `SELECT state, principal_open + fee_open + interest_open AS open, fee_charged FROM claim WHERE reference = 'R0${number}'`)[0];
  const mandates = [];

  await check('signing up is a wish; twice is once; the bank makes it count', () => {
    for (const debtor of debtors) {
      const made = direct_debit('sign-up', '--debtor', debtor, '--by', 'AB');
      expect_equal([made.repeated, made.mandate.state], [false, 'asked'], 'made');
      mandates.push(made.mandate.mandate);
    }
    refused(/has a mandate already/, 'sign-up', '--debtor', debtors[0], '--by', 'AB');
    refused(/no such debtor/, 'sign-up', '--debtor', '999999', '--by', 'AB');
    const unknown = answers('0603', '0212', 1, mandates.map((mandate, i) => mandate_row('0231', mandate, 4711 + i))
      .concat(mandate_row('0231', 999999, 5000)), 0);
    const { code, out: text } = books.tried('direct-debit', 'import', '--authority', 'testby', '--json', books.at('m.txt', unknown));
    const taken = JSON.parse(text);
    expect_equal([code, taken.mandates_confirmed, taken.put_aside.map(({ line }) => line)], [1, 4, [7]], 'one is nobody’s');
    const again = JSON.parse(books.tried('direct-debit', 'import', '--authority', 'testby', '--json', books.at('m.txt', unknown)).out);
    expect_equal([again.mandates_confirmed, again.repeated], [0, 4], 'the same file again');
    expect_equal(direct_debit('list').mandates.map(({ state }) => state), Array(4).fill('active'), 'active');
  });

  let collections = [];
  await check('the business day plans what falls due in time, and nothing else', () => {
    books.done('day', '--on', day(0));
    ({ collections } = direct_debit('list'));
    expect_equal(collections.map(({ debtor, amount_minor, state }) => [String(debtor), amount_minor, state]),
      debtors.slice(0, 3).map((debtor) => [debtor, 1_200_00, 'planned']), 'three of four: one is due in three days');
    expect(collections.every((one) => one.day >= day(25)), 'not before the last payment day');
    const planned = query(books.path, "SELECT count(*) AS count FROM message WHERE procedure_name LIKE 'direct_debit:%'")[0].count;
    expect_equal(planned, 3, 'everybody is told');
  });

  let delivery = '';
  await check('one delivery, by the layout, that can be made again', () => {
    expect_equal(direct_debit('stop', String(collections[2].collection), '--by', 'AB').collection.state, 'cancelled', 'stopped');
    const made = direct_debit('export', '--out', out);
    expect_equal([made.delivery, made.collections, made.sum_minor], [1, 2, 2_400_00], 'made');
    const [name] = readdirSync(out);
    delivery = readFileSync(join(out, name), 'latin1');
    const lines = delivery.split('\r\n').slice(0, -1);
    expect(lines.every((line) => line.length === kLength), 'records of 128 characters');
    const rows = lines.filter((line) => line.slice(13, 17) === '0280');
    expect_equal(rows.map((line) => [line.slice(42, 51), line.slice(60, 73), line.slice(73, 103).trim()]),
      [[digits(4711, 9), digits(1_200_00, 13), `FD${collections[0].collection}`],
        [digits(4712, 9), digits(1_200_00, 13), `FD${collections[1].collection}`]], 'what is collected');
    expect(lines.some((line) => line.includes('Karen Åtest')), 'in ISO 8859-1');
    expect(!/0101900/.test(delivery), 'never a national id');
    expect_equal(direct_debit('export', '--out', out).delivery, 0, 'nothing goes out twice');
    rmSync(join(out, name));
    direct_debit('export', '--out', out, '--delivery', '1');
    expect_equal(readFileSync(join(out, name), 'latin1'), delivery, 'the same file again');
    refused(/there was no delivery 9/, 'export', '--out', out, '--delivery', '9');
  });

  await check('what comes back: collected is paid, rejected has days more, and nothing of a wrong file', () => {
    const [paid, rejected] = collections.map(({ collection }) => `FD${collection}`);
    const rows = [payment_row('0236', '1', 1_200_00, paid), payment_row('0237', '0', 1_200_00, rejected)];
    const wrong = books.at('wrong.txt', answers('0602', '0211', 2, rows, 1_200_01));
    refused(/nothing is changed: line 5 has another sum/, 'import', wrong);
    refused(/nothing is changed: line 1 has \d+ characters/, 'import', books.at('not.txt', 'Karen Åtest 0101900001'));
    expect_equal(claim(1).open, 1_200_00, 'nothing is changed');
    const file = books.at('paid.txt', answers('0602', '0211', 2, rows, 1_200_00));
    const taken = direct_debit('import', file);
    expect_equal([taken.collected, taken.collected_minor, taken.failed, taken.put_aside], [1, 1_200_00, 1, []], 'taken');
    expect_equal(direct_debit('import', file).repeated, 2, 'once');
    expect_equal([claim(1).open, claim(2).open, claim(2).fee_charged], [0, 1_200_00, 0], 'paid, and owed without a fee');
    const [one] = direct_debit('list', '--debtor', debtors[1]).collections;
    expect_equal([one.state, one.reason], ['failed', 'rejected'], 'why');
    const until = query(books.path, "SELECT answer_until_day FROM message WHERE step = 'failed'");
    expect_equal(until.length, 1, 'they are told');
  });

  await check('taken back is owed again; money for nothing we know is put aside', () => {
    const rows = [payment_row('0236', '1', 5_000_00, 'KRAV-9'), payment_row('0239', '2', 1_200_00, `FD${collections[0].collection}`)];
    const file = books.at('back.txt', answers('0602', '0211', 3, rows, 3_800_00));
    const { code, out: text } = books.tried('direct-debit', 'import', '--authority', 'testby', '--json', file);
    const taken = JSON.parse(text);
    expect_equal([code, taken.reversed, taken.put_aside.map(({ line }) => line)], [1, 1, [3]], 'named by its line');
    expect_equal([claim(1).open, claim(1).fee_charged], [1_200_00, 0], 'owed again, without a fee');
  });

  await check('the mandate ends by the bank; nothing more is planned', () => {
    const taken = direct_debit('import', books.at('end.txt', answers('0603', '0212', 4, [mandate_row('0232', mandates[3], 4714)], 0)));
    expect_equal(taken.mandates_ended, 1, 'ended');
    const [mandate] = direct_debit('list', '--debtor', debtors[3]).mandates;
    expect_equal([mandate.state, mandate.reason], ['ended', 'by_bank'], 'by the bank');
    refused(/has been ended/, 'end', String(mandates[3]), '--reason', 'wished', '--by', 'AB');
  });

  await check('without an agreement nobody signs up', () => {
    direct_debit('policy', '--default');
    refused(/no agreement about direct debit/, 'sign-up', '--debtor', debtors[3], '--by', 'AB');
    refused(/cannot be lived with|not be used|usable/, 'policy', '--set', 'creditor_number=27');
    expect(/WARNING/.test(books.done('direct-debit', 'policy', '--authority', 'testby')), 'unconfirmed, and said');
  });
  await check('the books are sound', () => expect_sound(books.path));
});
