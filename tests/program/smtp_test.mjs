// E-mails through a real mail server (smtp-server, tests/peers): with TLS and login, refused for now and for good at each
// place, and the line cut after the text: sent once, or in doubt.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authority_with_reminders } from './message_support.mjs';
import { check, expect, expect_equal, expect_sound, is_there, kRoot, query, script } from './support.mjs';

const kPeer = join(kRoot, 'tests', 'peers', 'smtp_peer.mjs');

/** A certificate for localhost that signs itself. */
function certificate(folder) {
  const [key, cert] = [join(folder, 'mail.key'), join(folder, 'mail.pem')];
  const { status, stderr } = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert,
    '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return { path: cert, key: readFileSync(key), cert: readFileSync(cert) };
}

const header = (text, name) => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'mi').exec(text)?.[1] ?? '';
const decoded = (words) => words.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?B\?([^?]*)\?=/g,
  (_, base64) => Buffer.from(base64, 'base64').toString('utf8'));
const parts_of = (text) => {
  const boundary = /boundary="([^"]+)"/.exec(text)[1];
  return text.split(`--${boundary}`).slice(1, -1).map((part) => {
    const [head, body] = [part.slice(0, part.indexOf('\r\n\r\n')), part.slice(part.indexOf('\r\n\r\n') + 4)];
    return { type: header(head, 'Content-Type'), body: Buffer.from(body, 'base64').toString('utf8') };
  });
};

await script(120, async () => {
  if (!is_there(join(kRoot, 'tests', 'peers', 'node_modules', 'smtp-server'))) {
    console.log('skip smtp: the peers are not installed: npm ci --prefix tests/peers');
    return;
  }
  const { start_mail_server } = await import(kPeer);
  const kNames = ['karen', 'refuse-450-4.2.1-at-rcpt', 'refuse-550-5.1.1-at-rcpt', 'refuse-550-5.7.1-at-rcpt',
    'refuse-554-5.7.1-at-text', 'refuse-451-4.3.0-at-text', 'mute', 'cut', 'refuse-553-none-at-rcpt', 'karen.sidste'];
  const books = authority_with_reminders(kNames.length, {
    channels: ['email', 'letter'],
    person: (number) => ({ name: 'Karen Sørensen', phone: '', email: `${kNames[number - 1]}@testby.invalid` }),
  });
  const tls = certificate(books.folder);
  const user = { name: 'fairdue', password: 'a password' };
  const peer = await start_mail_server({ user, tls });
  const secret = books.at('smtp_password', `${user.password}\n`);
  const configuration = (name, lines) => books.at(name, `[server]\nloopback_partners = true\norigin = "https://betal.testby.invalid"\n[smtp_mail]\n${lines}`);
  const wanted = configuration('mail.toml', `host = "localhost"
port = ${peer.port}
user = "fairdue"
password_file = "${secret}"
authorities_file = "${tls.path}"
return_address = "retur@testby.invalid"
timeout_seconds = 2
`);

  await check('e-mails go to the mail server, and every answer has its meaning', async () => {
    const counts = await books.send(wanted);
    const by_mail = books.messages('list').filter(({ channel }) => channel === 'email');
    expect_equal(by_mail.length, kNames.length, 'messages by e-mail');
    const found = Object.fromEntries(by_mail.map(({ debtor, state, reason }, index) => [kNames[index], [state, reason, debtor]]));
    const state = (name) => found[name].slice(0, 2);
    expect_equal(state('karen'), ['sent', ''], 'taken');
    expect_equal(state('refuse-450-4.2.1-at-rcpt'), ['planned', 'temporary smtp_450 4.2.1'], 'refused for now');
    expect_equal(state('refuse-451-4.3.0-at-text'), ['planned', 'temporary smtp_451 4.3.0'], 'refused for now, the text');
    expect_equal(state('refuse-550-5.1.1-at-rcpt'), ['planned', 'permanent smtp_550 5.1.1'], 'nobody there');
    expect_equal(state('refuse-550-5.7.1-at-rcpt'), ['planned', 'permanent smtp_550 5.7.1'], 'not from us');
    expect_equal(state('refuse-554-5.7.1-at-text'), ['planned', 'permanent smtp_554 5.7.1'], 'not this text');
    expect_equal(state('mute'), ['doubtful', 'unknown no_answer'], 'no answer to the text');
    expect_equal(state('cut'), ['doubtful', 'unknown no_answer'], 'cut after the text');
    expect_equal(state('karen.sidste'), ['sent', ''], 'the last');
    const bad = query(books.path, 'SELECT debtor_id FROM contact_block').map(({ debtor_id }) => debtor_id);
    expect_equal(bad, [found['refuse-550-5.1.1-at-rcpt'][2], found['refuse-553-none-at-rcpt'][2]], 'bad addresses');
    return JSON.stringify(counts);
  });

  await check('an e-mail is whole: sender, recipient, name, text and page', () => {
    const [one] = peer.taken;
    expect_equal([one.from, one.to, one.secure, one.user], ['retur@testby.invalid', ['karen@testby.invalid'], true, 'fairdue'], 'envelope');
    const { key } = books.messages('list').find(({ channel, state }) => channel === 'email' && state === 'sent');
    expect_equal(header(one.text, 'Message-ID'), `<${key}@testby.invalid>`, 'its id');
    expect_equal(header(one.text, 'From'), '"Testby Kommune" <betaling@testby.invalid>', 'from');
    expect_equal(decoded(header(one.text, 'To')), 'Karen Sørensen <karen@testby.invalid>', 'to');
    expect_equal(header(one.text, 'Auto-Submitted'), 'auto-generated', 'automatic');
    expect(/^[\x00-\x7f]*$/.test(one.text), 'only ASCII travels');
    expect(one.text.split('\r\n').every((line) => line.length <= 998 && !line.includes('\n')), 'lines');
    const parts = parts_of(one.text);
    expect_equal(parts.map(({ type }) => type), ['text/plain; charset=utf-8', 'text/html; charset=utf-8'], 'parts');
    for (const { body } of parts) {
      expect(body.includes('Karen') && body.includes('https://betal.testby.invalid/p/'), body.slice(0, 200));
    }
  });

  await check('nothing goes twice', async () => {
    const before = peer.taken.map(({ to }) => to[0]);
    expect_equal(new Set(before).size, before.length, 'texts to each');
    await books.send(wanted);  // a new process tries again what was refused for now
    expect_equal(peer.taken.map(({ to }) => to[0]), before, 'taken');
    const failed = books.messages('list', '--state', 'failed').map(({ reason }) => reason);
    expect_equal(failed, ['permanent smtp_550 5.1.1', 'permanent smtp_550 5.7.1', 'permanent smtp_554 5.7.1', 'permanent smtp_553'],
      'without another channel');
  });

  await check('what comes back by mail leads to the next channel, and a bad address is remembered', async () => {
    const returned = join(books.folder, 'returned');
    for (const below of ['new', 'cur', 'tmp']) mkdirSync(join(returned, below), { recursive: true });
    const fresh = authority_with_reminders(4, { channels: ['email', 'letter'], person: (number) => ({ email: `p${number}@testby.invalid`, phone: '' }) });
    const local = await start_mail_server({});
    const file = configuration('returned.toml', `host = "127.0.0.1"\nport = ${local.port}\nsecurity = "loopback"
return_address = "retur@testby.invalid"\nreturned_mail = "${returned}"\n`);
    await fresh.send(file);
    const back_to = (number) => local.taken.find(({ to }) => to[0] === `p${number}@testby.invalid`).from;
    const [first] = fresh.messages('list');
    expect_equal(back_to(1), `retur+${first.key}.${first.message}@testby.invalid`, 'return address');
    const come_back = (name, to, action, status) => writeFileSync(join(returned, 'new', name), `To: <${to}>\r
Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r
Final-Recipient: rfc822; x@testby.invalid\r\nAction: ${action}\r\nStatus: ${status}\r\n\r\n--b--\r\n`);
    come_back('1', back_to(1), 'failed', '5.1.1');
    come_back('2', back_to(2), 'failed', '5.2.2');
    come_back('3', back_to(3), 'delayed', '4.4.1');
    writeFileSync(join(returned, 'new', '4'), `To: ${back_to(4)}\n\nI am away.\n`);
    come_back('5', `retur+${'0'.repeat(32)}.${first.message}@testby.invalid`, 'failed', '5.1.1');
    await fresh.send(file);
    expect_equal(fresh.messages('list').map(({ state, reason }) => `${state} ${reason}`), ['failed permanent returned 5.1.1',
      'failed permanent returned 5.2.2', 'sent ', 'sent '], 'states');
    expect_equal(query(fresh.path, 'SELECT debtor_id FROM contact_block'), [{ debtor_id: first.debtor }], 'bad addresses');
    expect_equal([readdirSync(join(returned, 'new')), readdirSync(join(returned, 'cur')).length], [[], 5], 'looked at');
  });

  await check('without TLS, with the wrong certificate or password nothing is said, and nothing is lost', async () => {
    const plain = await start_mail_server({});
    const fresh = authority_with_reminders(3, { channels: ['email', 'letter'], person: () => ({ email: 'a@testby.invalid', phone: '' }) });
    const lines = (port, more) => `host = "localhost"\nport = ${port}\ntimeout_seconds = 2\n${more}`;
    const wrong = {
      'no_tls.toml': [lines(plain.port, ''), 'no_trusted_connection'],
      'stranger.toml': [lines(peer.port, ''), 'no_trusted_connection'],
      'other_name.toml': [lines(peer.port, `authorities_file = "${tls.path}"\n`).replace('"localhost"', '"127.0.0.1"'), 'no_trusted_connection'],
      'password.toml': [lines(peer.port, `authorities_file = "${tls.path}"\nuser = "fairdue"\npassword_file = "${books.at('wrong', 'wrong\n')}"\n`), 'login_refused'],
      'nobody.toml': [lines(1, ''), 'unreachable'],
    };
    for (const [name, [text, reason]] of Object.entries(wrong)) {
      await fresh.send(configuration(name, text));
      const waiting = fresh.messages('list', '--state', 'planned');
      expect_equal(waiting.length, 3, `${name}: waiting`);
      expect(waiting.some((each) => each.reason === `temporary ${reason}`), `${name}: ${waiting.map((each) => each.reason)}`);
    }
    expect_equal([plain.taken.length, plain.sessions.some(({ envelope }) => envelope?.mailFrom)], [0, false], 'said in the clear');
  });

  await check('TLS from the first byte, and a mail server on this machine', async () => {
    const from_the_first = await start_mail_server({ tls, secure: true });
    const local = await start_mail_server({});
    const one = authority_with_reminders(1, { channels: ['email', 'letter'], person: () => ({ email: 'a@testby.invalid', phone: '' }) });
    const other = authority_with_reminders(1, { channels: ['email', 'letter'], person: () => ({ email: 'b@testby.invalid', phone: '' }) });
    await one.send(configuration('tls.toml', `host = "localhost"\nport = ${from_the_first.port}\nsecurity = "tls"\nauthorities_file = "${tls.path}"\n`));
    await other.send(configuration('local.toml', `host = "127.0.0.1"\nport = ${local.port}\nsecurity = "loopback"\n`));
    expect_equal([from_the_first.taken.map(({ to, secure, from }) => [to, secure, from]), local.taken.map(({ to, secure }) => [to, secure])],
      [[[['a@testby.invalid'], true, 'betaling@testby.invalid']], [[['b@testby.invalid'], false]]], 'taken');
  });

  await check('a setting that is wrong is said at the start', async () => {
    const wrong = [['', /host is missing/], ['host = "mail.example"\nsecurity = "none"\n', /starttls, tls or loopback/],
      ['host = "mail.example"\nsecurity = "loopback"\n', /on this machine/], ['host = "x"\nuser = "x"\n', /password_file is missing/],
      ['host = "x"\nreturned_mail = "/tmp"\n', /needs return_address/], ['host = "x"\nreturn_address = "a@b.invalid"\nreturned_mail = "/proc"\n', /is no Maildir/]];
    for (const [lines, reason] of wrong) {
      let said = '';
      try { await books.send(configuration('wrong.toml', lines)); } catch (error) { said = error.message; }
      expect(reason.test(said), `${lines} said ${said}`);
    }
  });

  expect_sound(books.path);
});
