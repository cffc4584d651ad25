// The server is killed (SIGKILL) again and again while clients hand in claims and payments. Whatever was acknowledged
// must be in the books, once; what was in flight is sent again with the same key, and must then be there once.
// KILL_ROUNDS=n: how often (100).
import { join } from 'node:path';
import { Source, audit, check, claim_of, day, everything_sent, expect, expect_equal, expect_sound, query, script, sleep,
  start_demo, temporary_folder } from './support.mjs';

const kRounds = Number(process.env.KILL_ROUNDS ?? 100);
const kClients = 8;
const kVerifyEvery = 20;

const between = (least, most) => least + Math.floor(Math.random() * (most - least + 1));

/** One client: does one thing at a time, and keeps a ledger of its own of what was acknowledged. */
class Client {
  constructor(number) {
    this.number = number;
    this.claims = [];      // { reference, registered, payments: [minor] }
    this.pending = null;   // sent and not answered yet: whether it was done is not known
    this.sent = 0;
    this.acknowledged = 0;
    this.retried = 0;
    this.found_done = 0;   // retried, and the answer was that it had been done before
    this.surprises = [];
  }

  next_command() {
    this.sent += 1;
    const key = `client-${this.number}-${this.sent}`;
    const payable = this.claims.filter((claim) => open_of(claim) > 0);
    if (payable.length === 0 || Math.random() < 0.4) {
      const claim = { reference: `K${this.number}-${this.sent}`, registered: between(100, 500_000), payments: [] };
      const debtors = [{ kind: 'person', national_id: `012142000${this.number}` }];
      return { key, path: '/claims', body: claim_of(claim.reference, claim.registered, { debtors }),
        done: () => this.claims.push(claim) };
    }
    const claim = payable[between(0, payable.length - 1)];
    const amount_minor = Math.random() < 0.3 ? open_of(claim) : between(1, open_of(claim));
    return { key, path: `/claims/${claim.reference}/changes`,
      body: { kind: 'payment', amount_minor, value_date: day(-10), external_reference: key },
      done: () => claim.payments.push(amount_minor) };
  }

  async finish_pending(source) {
    const { key, path, body, done } = this.pending;
    const answer = await source.post(path, body, key);
    if (answer.status !== 200 && answer.status !== 201) {
      this.surprises.push(`${path} ${key}: ${answer.status} ${answer.text.slice(0, 200)}`);
      return answer;
    }
    this.acknowledged += 1;
    this.pending = null;
    done();
    return answer;
  }

  /** Until the server goes away. */
  async work(source) {
    try {
      if (this.pending) {
        this.retried += 1;
        if ((await this.finish_pending(source)).status === 200) this.found_done += 1;
      }
      while (this.surprises.length === 0) {
        this.pending = this.next_command();
        await this.finish_pending(source);
      }
    } catch { /* the connection broke: the command stays pending */ }
  }
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const open_of = (claim) => claim.registered - sum(claim.payments);

async function check_claims(source, claims) {
  let wrong = 0;
  let first = '';
  for (const claim of claims) {
    const { status, json } = await source.get(`/claims/${claim.reference}`);
    const found = status === 200 ? [json.charged.total_minor, json.paid_minor, json.open.total_minor] : status;
    const wanted = [claim.registered, sum(claim.payments), open_of(claim)];
    if (JSON.stringify(found) === JSON.stringify(wanted)) continue;
    wrong += 1;
    first ||= `${claim.reference}: found ${JSON.stringify(found)}, acknowledged ${JSON.stringify(wanted)}`;
  }
  expect(wrong === 0, `${wrong} claims differ; ${first}`);
}

await script(120 + 2 * kRounds, async () => {
  const database = join(temporary_folder(), 'books.db');
  let demo = await start_demo(database);
  const { api_key } = demo;
  await everything_sent(database);
  const before = audit(database);
  const clients = Array.from({ length: kClients }, (_, number) => new Client(number));
  const all = (name) => sum(clients.map((client) => client[name]));

  for (let round = 1; round <= kRounds; round += 1) {
    const work = clients.map((client) => client.work(new Source(demo.origin, api_key)));
    await sleep(between(20, 150));
    await demo.end('SIGKILL');
    await Promise.all(work);
    if (round % kVerifyEvery === 0) {
      await check(`after ${round} kills the books are sound`, () => { expect_sound(database); });
    }
    demo = await start_demo(database);
  }

  // What was in flight at the last kill.
  const source = new Source(demo.origin, api_key);
  for (const client of clients.filter(({ pending }) => pending !== null)) {
    client.retried += 1;
    if ((await client.finish_pending(source)).status === 200) client.found_done += 1;
  }
  const claims = clients.flatMap((client) => client.claims);
  const payments = claims.flatMap((claim) => claim.payments);

  await check('nothing that was in order was refused', () => {
    expect_equal(clients.flatMap(({ surprises }) => surprises), [], 'refused');
    expect(all('acknowledged') > kRounds, `only ${all('acknowledged')} commands in ${kRounds} rounds: no test at all`);
  });
  await check('every acknowledged claim and payment is there, once', () => check_claims(source, claims));
  await check('there is nothing else in the books', () => {
    const after = expect_sound(database);
    expect_equal(after.claims - before.claims, claims.length, 'claims');
    expect_equal(after.payments - before.payments, payments.length, 'payments');
    expect_equal(after.entries - before.entries, all('acknowledged'), 'journal entries');
    expect_equal(after.open_minor - before.open_minor, sum(claims.map(open_of)), 'open');
    const [row] = query(database, "SELECT sum(amount_minor) AS paid FROM payment WHERE external_reference LIKE 'client-%'");
    expect_equal(row.paid, sum(payments), 'sum of the payments');
    return `${kRounds} kills, ${all('acknowledged')} commands acknowledged: ${claims.length} claims, ${payments.length} payments;`
      + ` ${all('retried')} in flight and sent again, of which ${all('found_done')} had been written`;
  });
  await demo.end();
  await check('after the last stop the books are sound', () => { expect_sound(database); });
});
