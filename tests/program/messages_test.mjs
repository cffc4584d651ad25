// Messages from the business day to the outbox, with the real program: composed from the books, sent once, parked with a
// reason where something is missing, decided by a person.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { add_writing_authority, operator_books, settings_to_write, working_day } from './books_support.mjs';
import { check, day, expect, expect_equal, expect_sound, run, script } from './support.mjs';

await script(120, async () => {
  const books = operator_books();
  const { folder, path, done } = books;
  const outbox = join(folder, 'outbox');
  const messages = (...words) => JSON.parse(done('messages', ...words, '--json'));
  const send = () => {
    const { out, err } = run('messages', 'send', '--once', '--json', '--outbox', outbox, '--db', `sqlite:${path}`);
    expect(out.startsWith('{'), `sending said ${err.trim()}`);
    return JSON.parse(out);
  };
  const files = () => readdirSync(outbox).sort();

  const due = day(-40);
  add_writing_authority(books, { settings: settings_to_write({ portal: 'https://betal.testby.invalid/' }), rows: [
    `A,0101900001,1200.00,${due},Karen Test,Mågevej 14,8999,Testby,20 00 00 01,karen@testby.invalid`,
    `B,0101900002,900.00,${due},Bo Prøve,Havnegade 2,8999,Testby,not a phone,`,
    `C,0101900003,900.00,${due},,,,,,`] });

  await check('nothing leaves before the day has ended', () => {
    expect_equal(messages('list'), [], 'messages');
    expect_equal(send().sent, 0, 'sent');
  });

  done('day', '--on', working_day());

  await check('without the key of the books, or with another one, nothing is done', () => {
    const key = `${path}.key`;
    const send_now = ['messages', 'send', '--once', '--outbox', outbox];
    renameSync(key, `${key}.kept`);
    books.refused(/no master key at .*put it back/, ...send_now);
    expect(!existsSync(key), 'no other one is made');
    writeFileSync(key, `${'ab'.repeat(32)}\n`);
    books.refused(/not the one of these books/, ...send_now);
    renameSync(`${key}.kept`, key);
    expect_equal(messages('list').filter(({ state }) => state !== 'planned'), [], 'everything waits');
  });

  await check('the reminders go out once, by the first channel that reaches the debtor', () => {
    expect_equal(messages('list').length, 6, 'planned');
    const counts = send();
    const failed = messages('list', '--state', 'failed');
    // The text beside a letter that does not go does not go either.
    expect_equal([failed.length, counts.failed, counts.doubtful, counts.unreachable, counts.too_late], [1, 1, 0, 1, 1],
      JSON.stringify(failed));
    expect(failed[0].reason.includes("'first_name'"), `nobody knows the name: ${failed[0].reason}`);
    const there = files();
    expect_equal(there.filter((name) => name.startsWith('digital_post-')).length, 2, 'Digital Post');
    expect_equal(there.filter((name) => name.startsWith('sms-')).length, 1, 'text messages: the other has no number');
    const text = readFileSync(join(outbox, there.find((name) => name.startsWith('sms-'))), 'utf8');
    expect(text.startsWith('To: +4520000001\n'), 'to whom');
    expect(text.includes('Karen') && text.includes('Testby Kommune') && text.includes('testby.invalid'), text);
    // People are told never to follow a link in a text message: unless the authority says otherwise, there is a code.
    expect(!text.includes('://') && !text.includes('/p/'), `a text message without a link: ${text}`);
    expect(/[0-9A-Z]{5}.?[0-9A-Z]{5}/.test(text.split('\n').slice(-3).join(' ')), `and with a code: ${text}`);
    const post = readFileSync(join(outbox, there.find((name) => name.startsWith('digital_post-'))), 'utf8');
    expect(/https:\/\/betal\.testby\.invalid\/p\/[0-9A-Za-z]{22}/.test(post), 'Digital Post has a link of its own');
    expect_equal(send().sent, 0, 'sent again');
    expect_equal(files(), there, 'outbox');
    return `${counts.sent} sent, ${counts.unreachable} unreachable`;
  });

  await check('what became of each can be read, and what is in doubt is decided by a person', () => {
    const [sent] = messages('list', '--state', 'sent');
    expect_equal(messages('show', String(sent.message)).state, 'sent', 'state');
    const again = run('messages', 'decide', String(sent.message), '--as', 'again', '--by', 'anna', '--db', `sqlite:${path}`);
    expect_equal(again.code, 1, 'one that is sent cannot go again');
    expect_equal(messages('doubtful'), [], 'in doubt');
    expect_equal(messages('list', '--debtor', String(sent.debtor)).length, 2, 'of one debtor');
  });

  await check('who got no letter owes no fee for it, and is told why', () => {
    const explained = JSON.parse(done('law', 'explain', 'C', '--authority', 'testby', '--source', 'dag', '--json'));
    const fees = explained.lines.filter((line) => line.component === 'fee');
    expect_equal(fees.map((line) => line.amount_minor), [25_000, -25_000], 'charged and waived');
    expect(/^fee waived: the letter 'reminder' of .* never left, because '.*first_name/.test(fees[1].what), fees[1].what);
    const sent = JSON.parse(done('law', 'explain', 'A', '--authority', 'testby', '--source', 'dag', '--json'));
    expect_equal(sent.lines.filter((line) => line.component === 'fee').length, 1, 'who got it owes it');
    return fees[1].what;
  });

  expect_sound(path);
});
