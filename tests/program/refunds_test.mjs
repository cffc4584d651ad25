// Refunds as an operator types them: alone up to the limit, above it by two people, each once.
import { map_of_claims, operator_books } from './books_support.mjs';
import { check, expect_equal, expect_sound, query, script } from './support.mjs';

const kMap = map_of_claims(`type = { value = "day_care" }
principal = { value = "100.00" }
issued = { value = "2026-01-30" }
due = { value = "2026-01-30" }
debtor = { kind = "person", national_id = "cpr" }
[[row.then]]
command = "payment"
amount = "paid"
date = { value = "2026-02-01" }
means = "bank"
`);

await script(120, async () => {
  const books = operator_books();
  const { path, at, done } = books;
  const refunds = (...words) => JSON.parse(done('refunds', ...words, '--authority', 'testby', '--json'));
  const refused = (pattern, ...words) => books.refused(pattern, 'refunds', ...words, '--authority', 'testby');

  done('authority', 'add', 'testby', '--name', 'Testby', '--country', 'DK', '--currency', 'DKK');
  done('import', at('claims.csv', 'ref,cpr,paid\nD-1,0101900001,5100.00\n'), '--authority', 'testby', '--source', 'day',
    '--map', at('map.toml', kMap));
  const debtor = query(path, 'SELECT debtor_id FROM debtor')[0].debtor_id;
  const credit = () => query(path, 'SELECT credit_minor FROM debtor')[0].credit_minor;
  const to = ['--debtor', String(debtor)];

  await check('the limit is set, shown and taken away', () => {
    expect_equal(refunds('limit').alone_up_to_minor, null, 'no limit at first');
    expect_equal(refunds('limit', '--alone-up-to', '1000.00').alone_up_to_minor, 100000, 'set');
    expect_equal(refunds('limit').alone_up_to_minor, 100000, 'kept');
    expect_equal(refunds('limit', '--none').alone_up_to_minor, null, 'taken away');
    refunds('limit', '--alone-up-to', '1000.00');
    refused(/is no amount/, 'limit', '--alone-up-to', 'a lot');
  });

  await check('up to the limit it is paid at once, and once', () => {
    const words = ['make', ...to, '--amount', '1000.00', '--reference', 'R-1', '--by', 'anna'];
    expect_equal(refunds(...words).state, 'refunded', 'state');
    expect_equal(refunds(...words).repeated, true, 'the same again');
    expect_equal(credit(), 400000, 'credit');
    refused(/asked for before/, 'make', ...to, '--amount', '900.00', '--reference', 'R-1', '--by', 'anna');
    refused(/credit is smaller/, 'make', ...to, '--amount', '9000.00', '--reference', 'R-2', '--by', 'anna');
  });

  await check('above it a second person approves, once', () => {
    const words = ['make', ...to, '--amount', '3000.00', '--reference', 'R-3', '--by', 'anna'];
    const proposed = refunds(...words);
    expect_equal(proposed.state, 'proposed', 'state');
    expect_equal(credit(), 400000, 'credit while it waits');
    const number = String(proposed.refund);
    const [waiting, ...others] = refunds('list').refunds;
    expect_equal([waiting.refund, waiting.amount_minor, waiting.proposed_by, others.length],
      [proposed.refund, 300000, 'clerk:anna', 0], 'the list');
    refused(/Whoever proposed/, 'approve', number, '--amount', '3000.00', '--by', 'anna');
    refused(/not the one proposed/, 'approve', number, '--amount', '300.00', '--by', 'bent');
    expect_equal(refunds('approve', number, '--amount', '3000.00', '--by', 'bent').state, 'approved', 'approved');
    expect_equal(refunds('approve', number, '--amount', '3000.00', '--by', 'bent').state, 'approved', 'the same again');
    refused(/already/, 'approve', number, '--amount', '3000.00', '--by', 'clara');
    expect_equal(credit(), 100000, 'credit');
    expect_equal(refunds('list').refunds, [], 'the list afterwards');
  });

  await check('the bank is expected to report each refund', () => {
    const lines = query(path, 'SELECT amount_minor FROM bank_line WHERE state = 10 ORDER BY amount_minor');
    expect_equal(lines.map((line) => line.amount_minor), [-300000, -100000], 'expected lines');
  });

  await check('a rejected refund leaves the credit', () => {
    refunds('limit', '--alone-up-to', '0.00');
    const number = String(refunds('make', ...to, '--amount', '1.00', '--reference', 'R-4', '--by', 'bent').refund);
    const rejected = refunds('reject', number, '--by', 'anna', '--reason', 'wrong_account');
    expect_equal([rejected.state, rejected.reason, rejected.decided_by], ['rejected', 'wrong_account', 'clerk:anna'], 'rejected');
    refused(/already/, 'approve', number, '--amount', '1.00', '--by', 'anna');
    refused(/no proposed refund/, 'approve', '999', '--amount', '1.00', '--by', 'anna');
    refused(/a code, not a name/, 'reject', number, '--by', 'Anna Andersen', '--reason', 'x');
    expect_equal(credit(), 100000, 'credit');
    expect_sound(path);
  });
});
