// A department's own receiver for webhooks: a claim is paid in the demo, and what arrives is signed, in order, tried again
// with the same id while the receiver fails, and written into the log of deliveries.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Browser, Source, check, claim_of, expect, expect_equal, expect_sound, query, script, sleep, start_demo,
  temporary_folder } from './support.mjs';

const kSecondsToTell = 5;
const kFirstRetrySeconds = 5.5;  // five, and up to a tenth more
const kMaja = { kind: 'person', national_id: '0221400001', name: 'Maja Vestergaard' };  // of the demo

/** Standard Webhooks 1.0, written from its text alone: true if the call is genuine and fresh. */
function is_genuine({ headers, body }, secret) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (!id || !/^\d+$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const signed = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${timestamp}.${body}`);
  const wanted = signed.digest();
  return signatures.split(' ').some((one) => {
    const [version, text] = one.split(',');
    const given = Buffer.from(text ?? '', 'base64');
    return version === 'v1' && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

/** Takes what comes; `answers` are used up first, then it is 204. */
class Receiver {
  calls = [];
  answers = [];

  async listen() {
    this.server = createServer((request, response) => {
      const pieces = [];
      request.on('data', (piece) => pieces.push(piece));
      request.on('end', () => {
        const { status = 204, headers = {} } = this.answers.shift() ?? {};
        this.calls.push({ at: Date.now(), path: request.url, method: request.method, headers: request.headers,
          body: Buffer.concat(pieces).toString('utf8'), status });
        response.writeHead(status, headers).end();
      });
    });
    await new Promise((done) => { this.server.listen(0, '127.0.0.1', done); });
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  /** The calls so far, once there are so many. */
  async until(count, seconds) {
    for (const end = Date.now() + seconds * 1000; this.calls.length < count && Date.now() < end;) await sleep(20);
    expect(this.calls.length >= count, `${this.calls.length} calls came within ${seconds} seconds, not ${count}`);
    return this.calls;
  }
}

await script(120, async () => {
  const database = join(temporary_folder(), 'books.db');
  const demo = await start_demo(database);
  const library = new Source(demo.origin, demo.api_key);
  const maja = await new Browser(demo.origin).be('maja');
  const receiver = new Receiver();
  const address = `${await receiver.listen()}/fairdue?department=library`;

  const register = async (reference, minor) => {
    const { status, json, text } = await library.post('/claims', claim_of(reference, minor, { debtors: [kMaja] }), reference);
    expect_equal(status, 201, `register: ${text}`);
    return { id: json.claim_id, amount_minor: minor };
  };
  /** Pays in the wallet; gives when that was. */
  const pay = async (claim) => {
    const { status, json, text } = await maja.pay([claim], randomUUID());
    expect_equal(status, 201, `pay: ${text}`);
    const approved = Date.now();
    await maja.post_form(new URL(json.redirect_url).pathname, { answer: 'approve' });
    return approved;
  };
  const deliveries = async (id) => (await library.get(`/webhooks/${id}/deliveries`)).json.deliveries;
  const state = async (id) => (await library.get('/webhooks')).json.webhooks.find((one) => one.id === id);
  const feed = async (after = '') => (await library.get(`/events?limit=500${after && `&after=${after}`}`)).json;
  const feed_end = async () => {
    let page = await feed();
    while (page.more) page = await feed(page.next);
    return page.next;
  };

  const first = await register('W-1', 12_345);
  const start = await feed_end();
  const added = await library.post('/webhooks', { url: address });
  expect_equal(added.status, 201, `add a webhook: ${added.text}`);
  const { id: webhook, secret } = added.json;

  await check('a payment arrives signed, and is what the feed tells', async () => {
    const approved = await pay(first);
    const calls = await receiver.until(2, kSecondsToTell);
    const after = calls[1].at - approved;
    const { events } = await feed(start);
    expect_equal(calls.map(({ body }) => JSON.parse(body)), events, 'what was sent');
    expect_equal(events.map(({ type }) => type), ['dk.fairdue.claim.payment_allocated.v1', 'dk.fairdue.claim.state_changed.v1'], 'types');
    expect_equal([events[0].data.reference, events[0].data.allocated.total_minor], ['W-1', 12_345], 'payment');
    for (const one of calls) {
      expect(is_genuine(one, secret), 'a call is not signed as it should be');
      expect(!is_genuine({ ...one, body: `${one.body} ` }, secret), 'the check takes anything');
      expect_equal([one.method, one.path, one.headers['content-type'], one.headers['webhook-id']],
        ['POST', '/fairdue?department=library', 'application/cloudevents+json', JSON.parse(one.body).id], 'call');
      expect(!one.body.includes(kMaja.national_id) && !one.body.includes('Vestergaard'), 'a person is named');
    }
    return `${after} ms after the approval`;
  });

  await check('a failing receiver is tried again with the same id, and the line waits behind it', async () => {
    receiver.calls = [];
    receiver.answers = [{ status: 500 }];
    const claim = await register('W-2', 500);
    const [failed] = await receiver.until(1, kSecondsToTell);
    await pay(claim);
    await sleep(1500);
    expect_equal(receiver.calls.length, 1, 'calls while the first event waits for its second try');
    expect_equal([(await state(webhook)).state, (await state(webhook)).failures], ['failing', 1], 'state');
    const calls = await receiver.until(4, kFirstRetrySeconds + kSecondsToTell);
    expect_equal(calls.map(({ body }) => JSON.parse(body).type.split('.')[3]),
      ['registered', 'registered', 'payment_allocated', 'state_changed'], 'types');
    expect_equal(calls[1].headers['webhook-id'], failed.headers['webhook-id'], 'id of the second try');
    expect_equal(calls[1].body, failed.body, 'body of the second try');
    expect(calls[1].headers['webhook-timestamp'] !== failed.headers['webhook-timestamp'], 'the time is not the time of the try');
    expect(calls.every((one) => is_genuine(one, secret)), 'a call is not signed as it should be');
    const pause = (calls[1].at - failed.at) / 1000;
    expect(pause >= 4.9, `tried again after ${pause} seconds`);
    expect_equal((await state(webhook)).state, 'working', 'state after it');
    return `again after ${pause.toFixed(1)} s`;
  });

  await check('the log of deliveries has every try', async () => {
    const log = (await deliveries(webhook)).reverse();
    expect_equal(log.map(({ attempt, status }) => [attempt, status]), [[1, 204], [1, 204], [1, 500], [2, 204], [1, 204], [1, 204]], 'log');
    expect(log.every(({ duration_ms, tried }) => duration_ms >= 0 && Math.abs(Date.parse(tried) - Date.now()) < 120_000), 'times');
    expect_equal(new Set(log.map(({ event_id }) => event_id)).size, 5, 'events');
    const rows = query(database, 'SELECT count(*) AS rows FROM webhook_delivery')[0].rows;
    expect_equal(rows, 6, 'rows');
  });

  await check('a receiver that is gone for good is disabled, and begins again where it stopped', async () => {
    receiver.calls = [];
    receiver.answers = [{ status: 410 }];
    await register('W-3', 700);
    await receiver.until(1, kSecondsToTell);
    await sleep(600);
    expect_equal((await state(webhook)).state, 'disabled', 'state');
    await register('W-4', 800);
    await sleep(1000);
    expect_equal(receiver.calls.length, 1, 'calls while it is disabled');
    expect_equal((await library.post(`/webhooks/${webhook}/retry`, {})).status, 200, 'retry');
    const calls = await receiver.until(3, kSecondsToTell);
    expect_equal(calls.map(({ body }) => JSON.parse(body).subject), ['W-3', 'W-3', 'W-4'], 'references');
  });

  await check('a removed webhook hears no more, and its log is gone', async () => {
    receiver.calls = [];
    expect_equal((await library.send('DELETE', `/webhooks/${webhook}`, '')).status, 204, 'remove');
    await register('W-5', 900);
    await sleep(1000);
    expect_equal(receiver.calls.length, 0, 'calls');
    expect_equal(query(database, 'SELECT count(*) AS rows FROM webhook_delivery')[0].rows, 0, 'rows');
  });

  await check('it stops when asked, and the books are sound', async () => {
    await demo.end('SIGTERM');
    expect_sound(database);
  });
});
