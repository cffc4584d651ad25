// Direct debit through a bank, in ISO 20022: a file out, reports as a bank makes them, and the money on its statement.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { statement } from './bank_statement.mjs';
import { add_writing_authority, map_of_claims, operator_books } from './books_support.mjs';
import { kSettings } from './message_support.mjs';
import { check, day, expect, expect_equal, expect_sound, query, script } from './support.mjs';

const kCreditor = 12345678;
const kPaid = day(-2);

// The official schemas are no part of the repository: FAIRDUE_SPECS says where they are.
const kSchema = join(process.env.FAIRDUE_SPECS ?? '', '04-iso20022', 'xsd', 'pain.008.001.08.xsd');

/** A report on delivery 1; `rows` are [reference, status, more]. */
const report = (message, rows, group = '') => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.11">
<CstmrPmtStsRpt><GrpHdr><MsgId>${message}</MsgId><CreDtTm>2026-01-02T06:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>FD-${kCreditor}-1</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>${group}</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>FD-1</OrgnlPmtInfId>
${rows.map(([reference, status, more = '']) => `<TxInfAndSts><OrgnlEndToEndId>${reference}</OrgnlEndToEndId><TxSts>${status}</TxSts>${more}</TxInfAndSts>`).join('\n')}
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
`;
const money = (amount, currency = 'DKK') => `<OrgnlTxRef><IntrBkSttlmAmt Ccy="${currency}">${amount}</IntrBkSttlmAmt><IntrBkSttlmDt>${kPaid}</IntrBkSttlmDt></OrgnlTxRef>`;
const reason = (code) => `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn><AddtlInf>Karen Åtest</AddtlInf></StsRsnInf>`;

await script(180, async () => {
  const books = operator_books();
  add_writing_authority(books, { settings: kSettings, rows: [] });
  const map = map_of_claims(`type = { value = "day_care" }
principal = "amount"
issued = "issued"
due = "due"
debtor = { kind = "person", national_id = "cpr", name = "name", address = "address", postcode = "postcode", city = "city" }
`);
  const row = (number) => `R0${number},010190000${number},1200.0${number},${day(0)},${day(25)},Karen Åtest,Mågevej 14,8999,Testby`;
  const file = books.at('coming.csv', `ref,cpr,amount,issued,due,name,address,postcode,city\n${[1, 2, 3].map(row).join('\n')}\n`);
  books.done('import', file, '--authority', 'testby', '--source', 'care', '--map', books.at('coming.toml', map));
  const direct_debit = (...words) => JSON.parse(books.done('direct-debit', ...words, '--authority', 'testby', '--json'));
  const refused = (pattern, ...words) => books.refused(pattern, 'direct-debit', ...words, '--authority', 'testby');
  const claim = (number) =>
    query(books.path, `SELECT state, principal_open + fee_open + interest_open AS open, fee_charged FROM claim WHERE reference = 'R0${number}'`)[0];
  const balance = (means) => query(books.path, `SELECT coalesce(sum(minor), 0) AS minor FROM account_balance WHERE kind = 4 AND part = ${means}`)[0].minor;
  const [kBank, kDirectDebit] = [2, 5];
  const out = join(books.folder, 'outbox');
  let debtors = [];

  await check('it is off until the agreement is whole and it is switched on', () => {
    direct_debit('policy', '--set', `creditor_number=${kCreditor}`, '--set', 'data_supplier=87654321');
    refused(/is off: agree on it with the bank/, 'export', '--format', 'pain.008', '--out', out);
    refused(/no format 'pain.001'/, 'export', '--format', 'pain.001', '--out', out);
    refused(/cannot be on as it is: creditor_scheme_id/, 'policy', '--set', 'pain_008=on');
    refused(/right check digits/, 'policy', '--set', 'creditor_scheme_id=DK98ZZZ09999999999', '--set',
      'creditor_account=DK5000400440116244', '--set', 'pain_008=on');
    refused(/is on or off/, 'policy', '--set', 'pain_008=1');
    expect_equal(direct_debit('policy').pain_008, 'off', 'nothing is changed');
    const made = direct_debit('policy', '--set', 'creditor_scheme_id=DK98ZZZ09999999999', '--set',
      'creditor_account=DK5000400440116243', '--set', 'pain_008=on');
    expect_equal([made.pain_008, made.creditor_account, made.creditor_number], ['on', 'DK5000400440116243', kCreditor], 'on');
    expect(/no bank has confirmed/.test(made.bank_warning), 'with its warning');
  });

  let collections = [];
  let text = '';
  await check('one delivery, that can be made again, and in no other format', () => {
    debtors = query(books.path, 'SELECT debtor_id FROM claim_by_debtor ORDER BY claim_id').map((each) => String(each.debtor_id));
    debtors.forEach((debtor, i) => {
      const { mandate } = direct_debit('sign-up', '--debtor', debtor, '--by', 'AB');
      direct_debit('confirm', String(mandate.mandate), '--reference', `BANK-${i}`, '--by', 'AB');
    });
    books.done('day', '--on', day(-1));
    ({ collections } = direct_debit('list'));
    expect_equal(collections.length, 3, 'planned');
    const made = direct_debit('export', '--format', 'pain.008', '--out', out);
    expect_equal([made.delivery, made.collections, made.sum_minor, made.kept_back], [1, 3, 3_600_06, []], 'made');
    expect(/no account of the debtor/.test(made.warning), 'with its warning');
    const [name] = readdirSync(out);
    expect(name.endsWith('.xml'), `a name of its own: ${name}`);
    text = readFileSync(join(out, name), 'utf8');
    for (const part of [`<MsgId>FD-${kCreditor}-1</MsgId>`, '<NbOfTxs>3</NbOfTxs>', '<CtrlSum>3600.06</CtrlSum>', '<Nm>Karen Åtest</Nm>',
      `<EndToEndId>FD${collections[0].collection}</EndToEndId>`, `<MndtId>${collections[0].mandate}</MndtId>`,
      '<InstdAmt Ccy="DKK">1200.01</InstdAmt>', '<IBAN>DK5000400440116243</IBAN>', '<Id>NOTPROVIDED</Id>', 'R01 1200.01']) {
      expect(text.includes(part), `not in the file: ${part}`);
    }
    expect(!/0101900|Mågevej/.test(text), 'never a national id, and no address');
    expect_equal(direct_debit('export', '--format', 'pain.008', '--out', out).delivery, 0, 'nothing goes out twice');
    rmSync(join(out, name));
    direct_debit('export', '--format', 'pain.008', '--out', out, '--delivery', '1');
    expect_equal(readFileSync(join(out, name), 'utf8'), text, 'the same bytes again');
    refused(/went out in another format: give --format pain.008/, 'export', '--out', out, '--delivery', '1');
  });

  await check('the file follows the official schema', () => {
    if (!process.env.FAIRDUE_SPECS || !existsSync(kSchema)) return 'skipped: FAIRDUE_SPECS does not say where the schemas are';
    const [name] = readdirSync(out);
    const { status, error, stderr } = spawnSync('xmllint', ['--nonet', '--noout', '--schema', kSchema, join(out, name)], { encoding: 'utf8' });
    if (error) return 'skipped: there is no xmllint';
    expect_equal(status, 0, stderr);
    return 'xmllint';
  });

  const sent = (i) => `FD${collections[i].collection}`;
  await check('a report that is not right is refused as a whole', () => {
    const take = (name, content, pattern) => {
      refused(pattern, 'import', books.at(name, content));
      expect_equal([claim(1).open, balance(kDirectDebit)], [1_200_01, 0], `${name} changes nothing`);
    };
    const good = [sent(0), 'ACSC', money('1200.01')];
    take('twice.xml', report('B-1', [good, [sent(0), 'RJCT']]), /line 7 is a second status/);
    take('unknown.xml', report('B-1', [good, ['FD999999', 'ACSC', money('5.00')]]), /line 7 is about a collection that was not in this delivery: FD999999/);
    take('stranger.xml', report('B-1', [good, ['Karen Aatest', 'RJCT']]), /line 7 is about a collection that was not in this delivery$/m);
    take('currency.xml', report('B-1', [[sent(0), 'ACSC', money('1200.01', 'EUR')]]), /line 6 has another currency than FD/);
    take('amount.xml', report('B-1', [good, [sent(1), 'ACSC', money('1200.01')]]), /line 7 has another amount than FD/);
    take('delivery.xml', report('B-1', [good]).replace(`FD-${kCreditor}-1`, `FD-${kCreditor}-9`), /there was no delivery 9/);
    take('creditor.xml', report('B-1', [good]).replace(`FD-${kCreditor}-1`, 'FD-1-1'), /a delivery that was not made here/);
    take('entity.xml', report('B-1', [good]).replace('<Document', '<!DOCTYPE a [<!ENTITY b "c">]><Document'), /document type/);
    take('short.xml', report('B-1', [good]).slice(0, 500), /nothing is changed: line \d+ is not XML/);
    take('later.xml', report('B-1', [good]).replace(kPaid, day(9)), /on a day that has not come/);
    take('bank.xml', statement('S-9', 0, []), /fairdue payments import/);
  });

  const paid = 1_200_01 + 1_200_02;
  const as_text = (minor) => (minor / 100).toFixed(2);
  await check('under way is nothing yet; settled is paid, rejected has days more, and once is enough', () => {
    const early = direct_debit('import', books.at('early.xml', report('B-1', [[sent(0), 'ACCP'], [sent(1), 'PDNG'], [sent(2), 'ACSP']])));
    expect_equal([early.under_way, early.collected, early.failed, claim(1).open], [3, 0, 0, 1_200_01], 'under way');
    // The bank's sum has come before its report.
    const line = books.at('s1.xml', statement('S-1', 0, [['L1', paid, `FD1 ${kCreditor}`]]));
    const waits = JSON.parse(books.done('payments', 'import', '--authority', 'testby', '--json', line));
    expect_equal(waits.unmatched.sum_minor, paid, 'nobody knows whose it is');
    const report_file = books.at('done.xml', report('B-2', [[sent(0), 'ACSC', money('1200.01')], [sent(1), 'ACCC', money('1200.02')],
      [sent(2), 'RJCT', reason('AM04')]]));
    const taken = direct_debit('import', report_file);
    expect_equal([taken.collected, taken.collected_minor, taken.failed, taken.put_aside, taken.bank_lines_confirmed],
      [2, paid, 1, [], 1], 'taken');
    const again = direct_debit('import', report_file);
    expect_equal([again.collected, again.failed, again.repeated, again.bank_lines_confirmed], [0, 0, 3, 0], 'once');
    expect_equal([claim(1).open, claim(2).open, claim(3).open, claim(3).fee_charged], [0, 0, 1_200_03, 0], 'paid, and owed without a fee');
    const [failed] = direct_debit('list', '--debtor', debtors[2]).collections;
    expect_equal([failed.state, failed.reason], ['failed', 'rejected AM04'], 'why');
    expect_equal([balance(kBank), balance(kDirectDebit)], [paid, 0], `the money is on the bank, once: ${as_text(paid)}`);
  });

  await check('taken back, on the bank statement: owed again, and the money is gone', () => {
    const back = statement('S-2', paid, [['L2', -1_200_01, '']]).replace('<RltdPties>', `<Refs><EndToEndId>${sent(0)}</EndToEndId></Refs><RltdPties>`)
      .replace('</TxDtls>', '<RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf></TxDtls>');
    const taken = JSON.parse(books.done('payments', 'import', '--authority', 'testby', '--json', books.at('s2.xml', back)));
    expect_equal([taken.confirmed.sum_minor, taken.debits.lines], [-1_200_01, 0], 'known');
    expect_equal([claim(1).open, claim(1).fee_charged], [1_200_01, 0], 'owed again, without a fee');
    expect_equal([balance(kBank), balance(kDirectDebit)], [1_200_02, 0], 'the books follow the bank');
    const [one] = direct_debit('list', '--debtor', debtors[0]).collections;
    expect_equal([one.state, one.reason], ['reversed', 'taken_back'], 'why');
  });
  await check('a bank that refuses all of a delivery has rejected each collection', () => {
    const more = books.at('more.csv', `ref,cpr,amount,issued,due,name,address,postcode,city\n${[4, 5].map(row).join('\n')}\n`);
    books.done('import', more, '--authority', 'testby', '--source', 'care', '--map', books.at('coming.toml', map));
    debtors = query(books.path, 'SELECT debtor_id FROM claim_by_debtor ORDER BY claim_id').map((each) => String(each.debtor_id));
    for (const debtor of debtors.slice(3)) {
      const { mandate } = direct_debit('sign-up', '--debtor', debtor, '--by', 'AB');
      direct_debit('confirm', String(mandate.mandate), '--reference', 'BANK', '--by', 'AB');
    }
    books.done('day', '--on', day(0));
    expect_equal(direct_debit('export', '--format', 'pain.008', '--out', out).collections, 2, 'sent');
    const file = books.at('all.xml', report('B-3', [], `<GrpSts>RJCT</GrpSts>${reason('FF01')}`)
      .replace(`FD-${kCreditor}-1`, `FD-${kCreditor}-2`).replace(/<OrgnlPmtInfAndSts>[^]*<\/OrgnlPmtInfAndSts>/, ''));
    const taken = direct_debit('import', file);
    expect_equal([taken.failed, taken.put_aside], [2, []], 'each of them');
    expect_equal(direct_debit('import', file).repeated, 2, 'once');
    const [one] = direct_debit('list', '--debtor', debtors[4]).collections;
    expect_equal([one.state, one.reason, claim(5).open, claim(5).fee_charged], ['failed', 'rejected FF01', 1_200_05, 0], 'owed, without a fee');
  });
  await check('the books are sound', () => expect_sound(books.path));
});
