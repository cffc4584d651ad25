// Text messages through GatewayAPI, over HTTP with a peer that plays the vendor at its worst: it answers late, with
// garbage, with success and an error inside, or cuts the line; its news of deliveries come twice, in the wrong order, before
// the answer, or are forged. What was sent is sent once, what nobody knows is in doubt, and news end the doubt. The letters
// go by Digital Post: a text beside one that has not left would not go either.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { authority_with_reminders } from './message_support.mjs';
import { write_configuration } from './login_support.mjs';
import { call, check, day, expect, expect_equal, expect_sound, free_port, query, script, sleep, start_serve } from './support.mjs';

const kSecret = 'secret-of-the-webhook';
const kRetryAfterSeconds = 2;

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(claims, { secret = kSecret, alg = 'HS256' } = {}) {
  const text = `${encoded({ typ: 'JWT', alg })}.${encoded(claims)}`;
  const hash = { HS256: 'sha256', HS512: 'sha512' }[alg];
  return `${text}.${hash ? createHmac(hash, secret).update(text).digest('base64url') : ''}`;
}

/** The vendor. What it does depends on the number that is written to: `acts` by the last two digits. */
class Vendor {
  requests = [];
  acts = {};
  next_id = 1000;

  async listen() {
    this.server = createServer((request, response) => {
      const pieces = [];
      request.on('data', (piece) => pieces.push(piece));
      request.on('end', async () => {
        const body = JSON.parse(Buffer.concat(pieces).toString('utf8'));
        const { msisdn } = body.recipients[0];
        const one = { at: Date.now(), path: request.url, headers: request.headers, body, msisdn, id: this.next_id += 1 };
        this.requests.push(one);
        const act = this.acts[msisdn % 100] ?? (() => ({}));
        const { status = 200, headers = {}, text = JSON.stringify({ ids: [one.id] }), hang, cut } = await act(one) ?? {};
        if (cut) return request.socket.destroy();
        if (hang) return undefined;
        return response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
      });
    });
    await new Promise((done) => { this.server.listen(0, '127.0.0.1', done); });
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  to(number) { return this.requests.filter(({ msisdn }) => msisdn % 100 === number); }
}

await script(150, async () => {
  const vendor = new Vendor();
  const gateway = await vendor.listen();
  const books = authority_with_reminders(10);
  const port = await free_port();
  const origin = `http://127.0.0.1:${port}`;
  const { text } = write_configuration(books.folder, { port, issuer: 'http://127.0.0.1:1' });
  const configuration = books.at('fairdue.toml', `${text}
[gateway_api]
base_url = "${gateway}"
token_file = "${books.at('gateway_token', 'token-of-the-account\n')}"
webhook_secret_file = "${books.at('gateway_webhook_secret', `${kSecret}\n`)}"
label = "Testby Kommune"
timeout_seconds = 1
[digital_post]
folder = "${join(books.folder, 'post')}"
`);

  const tell = (claims, options, headers) => call(`${origin}/hooks/gateway_api`, { method: 'POST', body: '{}',
    headers: { 'content-type': 'application/json', ...(headers ?? { 'x-gwapi-signature': token(claims, options) }) } });
  const news_of = (one, status, more = {}) => ({ id: one.id, msisdn: one.msisdn, time: 1_795_000_000, status,
    userref: one.body.userref, country_code: 'DK', country_prefix: 45, ...more });
  const texts = () => books.messages('list').filter(({ beside }) => beside);
  /** The text to the person with that number. */
  const text_of = (number) => texts().find(({ debtor }) => debtor === debtors[number - 1]);
  const debtors = texts().map(({ debtor }) => debtor);
  const becomes = async (number, state, reason, seconds = 10) => {
    let found;
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(150)) {
      found = text_of(number);
      if (found.state === state && (reason === undefined || found.reason === reason)) return found;
    }
    throw new Error(`text ${number} is ${found.state} (${found.reason}), not ${state} (${reason})`);
  };

  let early_status = 0;
  Object.assign(vendor.acts, {
    2: () => ({ hang: true }),
    3: () => ({ text: '<html>all is well</html>' }),
    4: (one) => ({ text: JSON.stringify({ ids: [one.id], code: '0x0216', incident_uuid: 'x', message: 'Insufficient credit' }) }),
    5: () => ({ status: 422, text: JSON.stringify({ code: '0x0310', message: 'no' }) }),
    6: () => ({ status: 429, headers: { 'retry-after': String(kRetryAfterSeconds) }, text: '' }),
    7: () => ({ cut: true }),
    9: async (one) => { early_status = (await tell(news_of(one, 'DELIVERED'))).status; await sleep(700); },
  });

  expect_equal(debtors.length, 10, 'texts planned');
  let server = await start_serve(books.path, configuration, origin);
  const first = server;

  await check('a text goes to the vendor as it wants it', async () => {
    await becomes(1, 'sent');
    const [one] = vendor.to(1);
    expect_equal([one.path, one.headers.authorization, one.body.recipients, one.body.sender, one.body.label],
      ['/rest/mtsms', `Basic ${Buffer.from('token-of-the-account:').toString('base64')}`, [{ msisdn: 4520000001 }], 'Testby',
        'Testby Kommune'], 'what was sent');
    const { key, message, provider_reference } = text_of(1);
    expect_equal([one.body.userref, provider_reference], [`${key}.${message}`, `gateway_api/${one.id}`], 'references');
    expect(one.body.message.includes('Karen') && one.body.encoding === 'UTF8', one.body.message);
  });

  await check('what leaves it open is in doubt, and is not sent again', async () => {
    await becomes(2, 'doubtful', 'unknown no_answer');
    await becomes(3, 'doubtful', 'unknown malformed_answer');
    await becomes(4, 'doubtful', 'unknown error_inside 0x0216');
    await becomes(7, 'doubtful', 'unknown no_answer');
  });

  await check('refused for good is not tried again; busy closes the door for as long as the vendor says', async () => {
    await becomes(5, 'failed', 'permanent http_422 0x0310');
    await becomes(6, 'planned', 'temporary http_429');
    await becomes(8, 'sent');
    const waited = vendor.to(7)[0].at - vendor.to(6)[0].at;
    expect(waited >= kRetryAfterSeconds * 1000, `the next came after ${waited} ms`);
    return `${(waited / 1000).toFixed(1)} s`;
  });

  await check('news before the answer count, and the answer changes nothing', async () => {
    await becomes(9, 'delivered');
    expect_equal(early_status, 204, 'answer to the news');
  });

  await check('news end the doubt', async () => {
    const [one] = vendor.to(2);
    expect_equal((await tell(news_of(one, 'ENROUTE'))).status, 204, 'on its way');
    expect_equal((await becomes(2, 'sent')).provider_reference, `gateway_api/${one.id}`, 'its name there');
    await tell(news_of(one, 'DELIVERED'), { alg: 'HS512' });
    await becomes(2, 'delivered');
    await tell(news_of(vendor.to(3)[0], 'DELIVERED'));
    await becomes(3, 'delivered');
  });

  await check('news twice and in the wrong order change nothing', async () => {
    const [one] = vendor.to(1);
    for (const status of ['DELIVERED', 'DELIVERED', 'ENROUTE', 'BUFFERED', 'UNDELIVERABLE']) {
      expect_equal((await tell(news_of(one, status))).status, 204, status);
    }
    await becomes(1, 'delivered');
    await sleep(1200);
    expect_equal([text_of(1).state, text_of(1).tries], ['delivered', 1], 'state, tries');
  });

  await check('a number that is nobody’s is not written to again', async () => {
    const [one] = vendor.to(8);
    await tell(news_of(one, 'UNDELIVERABLE', { error: `Unknown subscriber ${one.msisdn}`, code: '0x1010' }));
    await becomes(8, 'failed', 'permanent undeliverable 0x1010');
    const blocked = query(books.path, 'SELECT debtor_id, channel, reason FROM contact_block');
    expect_equal(blocked.map(({ debtor_id, reason }) => [debtor_id, reason]), [[debtors[7], 'bad_address']], 'blocked');
  });

  const by_sms = (number) => {
    const shown = JSON.parse(books.done('debtors', 'show', String(debtors[number - 1]), '--authority', 'testby', '--json'));
    const { has_address, reachable, reason } = shown.channels.find(({ channel }) => channel === 'sms');
    return [has_address, reachable, reason ?? ''];
  };

  await check('who can be written to is one answer, and a new number is another matter', () => {
    expect_equal(by_sms(8), [true, false, 'bad_address'], 'with the bad number');
    expect_equal(by_sms(1), [true, true, ''], 'with a good one');
    const shown = books.messages('show', String(text_of(8).message));
    expect_equal(shown.not_by, [{ channel: 'sms', reason: 'bad_address' }], 'beside the message');
    books.at('more.csv', `ref,cpr,amount,due,name,address,postcode,city,phone,email
N8,0101900008,10.00,${day(-1)},Karen Htest,Mågevej 14,8999,Testby,20000098,
`);
    books.done('import', join(books.folder, 'more.csv'), '--authority', 'testby', '--source', 'dag', '--map', join(books.folder, 'map.toml'));
    expect_equal(by_sms(8), [true, true, ''], 'with another number');
  });

  await check('STOP is an opt-out of the number, and nothing else is', async () => {
    const reply = (number, message) => tell({ id: 5_000 + number + message.length, msisdn: 4520000000 + number, receiver: 451204, message,
      senttime: 1_795_000_000, webhook_label: 'test' });
    expect_equal([(await reply(9, 'Hvem er I?')).status, (await reply(10, 'Stop')).status, (await reply(10, 'Stop')).status],
      [204, 204, 204], 'answers');
    for (const end = Date.now() + 5000; by_sms(10)[1] && Date.now() < end;) await sleep(100);
    expect_equal([by_sms(9), by_sms(10)], [[true, true, ''], [true, false, 'opted_out']], 'by text message');
    books.done('messages', 'block', '--debtor', String(debtors[9]), '--channel', 'sms', '--lift');
    expect_equal(by_sms(10), [true, true, ''], 'after a person has lifted it');
  });

  await check('forged, foreign and broken news are refused or ignored', async () => {
    const [one] = vendor.to(10);
    await becomes(10, 'sent');
    const refused = [
      await tell(news_of(one, 'DELIVERED'), { secret: 'guessed' }), await tell(news_of(one, 'DELIVERED'), { alg: 'none' }),
      await tell({}, {}, {}), await tell({}, {}, { 'x-gwapi-signature': 'a.b.c' }), await tell({ id: 'x' }), await tell({ id: 1, message: 'STOP' })];
    expect_equal(refused.map(({ status }) => status), [401, 401, 401, 401, 400, 400], 'answers');
    const stranger = { ...one, id: 77, body: { userref: `${'0'.repeat(32)}.${text_of(10).message}` } };
    expect_equal((await tell(news_of(stranger, 'DELIVERED'))).status, 204, 'another system’s');
    expect_equal((await tell({ ...news_of(one, 'DELIVERED'), id: 78, userref: 'msg-1' })).status, 204, 'without our reference');
    await sleep(1200);
    expect_equal(text_of(10).state, 'sent', 'state');
  });

  await check('after a restart what was put back goes, and nothing goes twice', async () => {
    vendor.acts[6] = undefined;
    await server.end();
    server = await start_serve(books.path, configuration, origin);
    await becomes(6, 'sent');
    await sleep(2500);
    const counts = Array.from({ length: 10 }, (_, index) => vendor.to(index + 1).length);
    expect_equal(counts, [1, 1, 1, 1, 1, 2, 1, 1, 1, 1], 'requests to each number');
  });

  await check('nothing about a person is stored of the news, or logged', async () => {
    await server.end();
    const kept = JSON.stringify(query(books.path, "SELECT CAST(body AS TEXT) AS body, deduplication_key FROM inbox"));
    expect(kept.includes('DELIVERED') && kept.includes('stop') && !/452000|2000000|Hvem/.test(kept), kept.slice(0, 300));
    expect(!/2000000|Karen|token-of|secret-of/.test(first.out + first.err + server.out + server.err), 'the log');
  });

  await check('a setting that is wrong is said at the start', async () => {
    const wrong = {
      'both.toml': [`${text}\n[gateway_api]\ntoken_file = "${join(books.folder, 'gateway_token')}"\n[messages]\noutbox = "x"\n`, /reach nobody/],
      'token.toml': [`${text}\n[gateway_api]\n`, /gateway_api\.token_file is missing/],
      'class.toml': [`${text}\n[gateway_api]\nclass = "best"\ntoken_file = "${join(books.folder, 'gateway_token')}"\n`, /standard, premium or secret/],
    };
    for (const [name, [content, reason]] of Object.entries(wrong)) {
      let said = '';
      try { await books.send(books.at(name, content)); } catch (error) { said = error.message; }
      expect(reason.test(said), `${name} said ${said}`);
    }
  });

  expect_sound(books.path);
});
