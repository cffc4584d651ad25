// People who need other handling: nothing that asks for money happens by itself; what does, a person has decided, and the
// letter puts help first.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { add_writing_authority, operator_books, settings_to_write, working_day } from './books_support.mjs';
import { check, day, expect, expect_equal, expect_sound, query, script } from './support.mjs';

await script(120, () => {
  const books = operator_books();
  const due = day(-40);
  add_writing_authority(books, { settings: settings_to_write({ portal: 'https://betal.testby.invalid/' }), rows: [
    `A,0101900001,1200.00,${due},Karen Test,Mågevej 14,8999,Testby,,`,
    `B,0101900002,900.00,${due},Bo Prøve,Havnegade 2,8999,Testby,,`] });
  const vulnerable = (...words) => JSON.parse(books.done('vulnerable', ...words, '--authority', 'testby', '--json'));
  const refused = (pattern, ...words) => books.refused(pattern, 'vulnerable', ...words, '--authority', 'testby');
  const debtor_of = (reference) => String(query(books.path,
    `SELECT l.debtor_id FROM claim c JOIN claim_by_debtor l ON l.claim_id = c.claim_id WHERE c.reference = '${reference}'`)[0].debtor_id);
  const karen = debtor_of('A');
  const mark = ['mark', '--debtor', karen, '--basis', 'told_by_themselves', '--by', 'AB'];
  const messages_to = (debtor) => query(books.path, `SELECT content, fee_minor FROM message WHERE debtor_id = ${debtor} AND beside = 0`);

  check('a mark says how it is known, never what the trouble is', () => {
    refused(/--basis must be one of/, ...mark.with(4, 'depression'));
    refused(/not yet/, ...mark, '--since', day(3));
    refused(/no such debtor/, ...mark.with(2, '99999'));
    const made = vulnerable(...mark);
    expect_equal([made.vulnerable, made.since, made.review_by, made.repeated], [true, day(0), day(180), false], 'made');
    expect_equal(vulnerable(...mark).repeated, true, 'marked twice is marked once');
  });

  check('the business day leaves them alone and says to staff what waits', () => {
    books.done('day', '--authority', 'testby', '--on', working_day());
    expect_equal(messages_to(karen), [], 'nothing to Karen');
    expect_equal(messages_to(debtor_of('B')), [{ content: 'dk/reminder', fee_minor: 25_000 }], 'Bo is reminded');
    const { vulnerable: listed } = vulnerable('list');
    expect_equal(listed.map(({ debtor, basis, claims_waiting }) => [debtor, basis, claims_waiting]),
      [[Number(karen), 'told_by_themselves', 1]], 'listed');
    expect_equal(vulnerable('list', '--due-for-review').vulnerable, [], 'nobody has to be looked at again');
  });

  check('a person decides, with a reason; the letter has no fee and puts help first', () => {
    const decide = ['decide', '--debtor', karen, '--claim', 'A', '--reason', 'agreed by telephone', '--by', 'AB'];
    refused(/a hand-over has no fee/, ...decide, '--hand-over', '--fee');
    refused(/not_vulnerable/, ...decide.with(2, debtor_of('B')).with(4, 'B'));
    const { decided, messages, repeated } = vulnerable(...decide);
    expect_equal([decided.map(({ act, step, fee }) => [act, step, fee]), messages, repeated], [[['step', 'reminder', false]], 2, false], 'decided');
    expect_equal(vulnerable(...decide).repeated, true, 'the same wish once more');
    expect_equal(messages_to(karen), [{ content: 'dk/reminder', fee_minor: 0 }], 'a reminder without a fee');
    const outbox = join(books.folder, 'outbox');
    books.done('messages', 'send', '--once', '--outbox', outbox);
    const letters = readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8').replaceAll(
      /<memo:content>([^<]*)</g, (_, content) => Buffer.from(content, 'base64').toString('utf8')));
    const hers = letters.filter((text) => text.includes('Karen'));
    expect_equal(hers.length, 1, `one letter to her of ${letters.length}`);
    expect(hers[0].includes('Skal vi finde en vej sammen?'), 'help comes first');
    const his = letters.filter((text) => text.includes('Hej Bo'));
    expect(his.length > 0 && his.every((text) => !text.includes('finde en vej sammen')), 'others get the letter they always got');
    const variant = query(books.path, `SELECT variant FROM message WHERE debtor_id = ${karen} AND sent_day IS NOT NULL`)[0].variant;
    expect(variant.includes('support'), `the variant is kept: ${variant}`);
  });

  check('looked at again, and ended', () => {
    const decide = ['decide', '--debtor', karen, '--claim', 'A', '--reason', 'x', '--by', 'AB', '--key', 'later'];
    expect_equal(vulnerable('review', '--debtor', karen, '--basis', 'told_by_helper', '--by', 'CD').repeated, true, 'not twice in a day');
    vulnerable('end', '--debtor', karen, '--by', 'CD');
    refused(/nothing_to_decide/, ...decide);
    expect_equal(vulnerable('list').vulnerable.length, 1, 'today is the last day');
  });
  expect_sound(books.path);
});
