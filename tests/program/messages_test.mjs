// Messages from the business day to the outbox, with the real program: composed from the books, sent once, parked with a
// reason where something is missing, decided by a person.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, day, expect, expect_equal, expect_sound, run, script, temporary_folder } from './support.mjs';

const kMap = `version = 1
format = "csv"
currency = "DKK"
reference = "ref"
key = ["ref"]
[[row]]
command = "register"
type = { value = "day_care" }
principal = "amount"
issued = "due"
due = "due"
debtor = { kind = "person", national_id = "cpr", name = "name", address = "address", postcode = "postcode", city = "city", phone = "phone", email = "email" }
`;
const kLaw = 'format = 1\n[[type]]\ntype = "*"\npack = "dk/public"\nprocedure = "dk/municipal"\n';
const kWindow = { from: '00:00', until: '24:00', days: 'every' };
const kSettings = {
  phone: '89 00 00 00', opening_hours: 'kl. 9-15', email: 'betaling@testby.invalid',
  messages: {
    portal: 'https://betal.testby.invalid/', short_address: 'testby.invalid/betal', case_cvr: '12345678',
    address: ['Rådhuspladsen 1', '8999 Testby'], claim_types: { day_care: 'Daginstitution' },
    windows: { sms: kWindow, email: kWindow },
  },
};

await script(120, async () => {
  const folder = temporary_folder();
  const path = join(folder, 'books.db');
  const outbox = join(folder, 'outbox');
  const done = (...words) => {
    const result = run(...words, '--db', `sqlite:${path}`);
    expect_equal(result.code, 0, `exit code of ${words.join(' ')}; it said ${result.err.trim()}`);
    return result.out;
  };
  const messages = (...words) => JSON.parse(done('messages', ...words, '--json'));
  const send = () => {
    const { out, err } = run('messages', 'send', '--once', '--json', '--outbox', outbox, '--db', `sqlite:${path}`);
    expect(out.startsWith('{'), `sending said ${err.trim()}`);
    return JSON.parse(out);
  };
  const files = () => readdirSync(outbox).sort();

  writeFileSync(join(folder, 'settings.json'), JSON.stringify(kSettings));
  writeFileSync(join(folder, 'law.toml'), kLaw);
  writeFileSync(join(folder, 'map.toml'), kMap);
  done('authority', 'add', 'testby', '--name', 'Testby Kommune', '--country', 'DK', '--currency', 'DKK', '--settings',
    join(folder, 'settings.json'));
  done('authority', 'law', 'testby', '--file', join(folder, 'law.toml'));
  const due = day(-40);
  writeFileSync(join(folder, 'claims.csv'), `ref,cpr,amount,due,name,address,postcode,city,phone,email
A,0101900001,1200.00,${due},Karen Test,Mågevej 14,8999,Testby,20 00 00 01,karen@testby.invalid
B,0101900002,900.00,${due},Bo Prøve,Havnegade 2,8999,Testby,not a phone,
C,0101900003,900.00,${due},,,,,,
`);
  done('import', join(folder, 'claims.csv'), '--authority', 'testby', '--source', 'dag', '--map', join(folder, 'map.toml'));

  await check('nothing leaves before the day has ended', () => {
    expect_equal(messages('list'), [], 'messages');
    expect_equal(send().sent, 0, 'sent');
  });

  const weekend = [0, 6].includes(new Date().getDay());
  const working_day = day(weekend ? -2 : 0);
  done('day', '--on', working_day);

  await check('the reminders go out once, by the first channel that reaches the debtor', () => {
    expect_equal(messages('list').length, 6, 'planned');
    const counts = send();
    const failed = messages('list', '--state', 'failed');
    expect_equal([failed.length, counts.failed, counts.doubtful, counts.unreachable], [1, 1, 0, 2], JSON.stringify(failed));
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

  expect_sound(path);
});
