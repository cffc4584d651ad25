// The server is killed (SIGKILL) while citizens pay, also between the provider's capture and the books. The provider is
// another process and lives on: in the end its captures and our payments must be the same, each once.
// KILL_ROUNDS=n: how often (50).
import { join } from 'node:path';
import { Visitor, has_provider, start_provider, write_configuration } from './login_support.mjs';
import { Source, call, check, claim_of, expect, expect_equal, expect_sound, free_port, query, run, script, sleep,
  start_demo, start_serve, temporary_folder } from './support.mjs';

const kRounds = Math.min(Number(process.env.KILL_ROUNDS ?? 50), 100);
const kPaymentsARound = 4;
const kPaymentsAtOnce = 25;  // the server takes thirty of one person, then only a few a minute; a new start forgets
const kCaptured = 4;  // the state of an attempt
const kAnna = { kind: 'person', national_id: '0101909996' };  // as the provider of the log in knows her

const between = (least, most) => least + Math.floor(Math.random() * (most - least + 1));

/** The payment provider's side: the sandbox of a demo that nobody kills. */
class Wallet {
  static async of(demo) {
    const wallet = new Wallet();
    wallet.demo = demo;
    const { json } = await call(`${demo.sandbox}/accesstoken/get`, { method: 'POST',
      headers: { client_id: 'demo', client_secret: 'demo-secret', 'ocp-apim-subscription-key': 'demo-subscription' } });
    wallet.token = json.access_token;
    return wallet;
  }
  async approve(reference) {
    const { status } = await call(`${this.demo.origin}/sandbox/mobilepay/${reference}`, { method: 'POST', body: 'answer=approve',
      headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    return status === 303;
  }
  /** What was captured; nothing if the provider does not know the payment. */
  async captured(reference) {
    const { status, json } = await call(`${this.demo.sandbox}/epayment/v1/payments/${reference}`, { headers: {
      authorization: `Bearer ${this.token}`, 'ocp-apim-subscription-key': 'demo-subscription', 'merchant-serial-number': '123456' } });
    return status === 200 ? json.aggregate.capturedAmount.value : undefined;
  }
}

await script(60 + 5 * kRounds, async () => {
  if (!has_provider()) {
    console.log('skip kill_payments: the peers are not installed: npm ci --prefix tests/peers');
    return;
  }
  const folder = temporary_folder();
  const database = join(folder, 'books.db');
  const port = await free_port();
  const origin = `http://127.0.0.1:${port}`;
  const issuer = await start_provider(origin);
  const demo = await start_demo(join(folder, 'provider.db'));
  const wallet = await Wallet.of(demo);
  const { path } = write_configuration(folder, { port, issuer, payments: demo.sandbox });
  expect_equal(run('authority', 'add', 'testby', '--name', 'Testby', '--country', 'DK', '--currency', 'DKK', '--db',
    `sqlite:${database}`).code, 0, 'authority');
  const { key } = JSON.parse(run('key', 'add', '--json', '--authority', 'testby', '--source', 'bib', '--db', `sqlite:${database}`).out);
  const source = new Source(origin, key);
  const anna = new Visitor(origin, issuer);
  const attempts = () => query(database, 'SELECT attempt_id, reference, state, amount_minor FROM attempt');

  const payments = [];  // { claim, key, id }: everything that was ever begun
  let in_between = 0;   // captured by the provider, and not in the books yet, when the server was killed

  /** Pays as far as it gets before the server goes away. */
  const go_on = async (payment) => {
    const { claim, key: payment_key } = payment;
    const { status, json, text } = await anna.pay([{ id: claim.id, amount_minor: claim.minor }], payment_key);
    expect_equal(status, 201, `start of a payment: ${text}`);
    expect(payment.id === undefined || payment.id === json.id, 'the same key gave another payment');
    payment.id = json.id;
    const reference = json.redirect_url.split('/').at(-1);
    if (json.redirect_url.startsWith(demo.origin)) await wallet.approve(reference);
    return (await anna.payment(json.id)).state;  // asks the provider: captures, and books
  };

  let surprise;
  for (let round = 1; round <= kRounds && !surprise; round += 1) {
    const server = await start_serve(database, path, origin);
    const begun = [];
    for (let number = 1; number <= kPaymentsARound; number += 1) {
      const minor = between(100, 90_000);
      const { status, json } = await source.post('/claims', claim_of(`P${round}-${number}`, minor, { debtors: [kAnna] }), `p-${round}-${number}`);
      expect_equal(status, 201, 'register');
      begun.push({ claim: { id: json.claim_id, minor }, key: `a-payment-of-round-${round}-${number}` });
    }
    if (round === 1) expect_equal((await anna.log_in('anna')).status, 303, 'log in');
    payments.push(...begun);
    const work = begun.map((payment) => go_on(payment).catch((error) => {
      if (!(error instanceof TypeError)) surprise ??= error;  // a TypeError is a broken connection
    }));
    await sleep(between(0, 60));
    await server.end('SIGKILL');
    await Promise.all(work);
    for (const { state, reference } of attempts()) {
      if (state !== kCaptured && (await wallet.captured(reference)) > 0) in_between += 1;
    }
  }
  await check('nothing that was in order was refused', () => { if (surprise) throw surprise; });
  await check('the killed books are sound', () => { expect_sound(database); });

  let server;
  await check('whoever tries again with the same key pays once', async () => {
    for (const [number, payment] of payments.entries()) {
      if (number % kPaymentsAtOnce === 0) {
        await server?.end();
        server = await start_serve(database, path, origin);
      }
      let state = await go_on(payment);
      for (let tries = 0; state !== 'paid' && tries < 60; tries += 1) {
        await sleep(100);
        ({ state } = await anna.payment(payment.id));
      }
      expect_equal(state, 'paid', `payment of ${payment.key}`);
    }
  });
  await check("the provider's captures are our payments, each once", async () => {
    const rows = attempts();
    expect_equal(rows.length, payments.length, 'attempts');
    const total = payments.reduce((sum, { claim }) => sum + claim.minor, 0);
    let captured = 0;
    for (const { reference } of rows) captured += await wallet.captured(reference);
    const after = expect_sound(database);
    const [row] = query(database, 'SELECT count(*) AS payments, sum(amount_minor) AS paid, sum(credit_minor) AS credit FROM payment');
    expect_equal({ captured, ...row }, { captured: total, payments: payments.length, paid: total, credit: 0 }, 'money');
    expect_equal([after.open_minor, after.payments], [0, payments.length], 'open amount and payments');
    const { claims, payments: history } = await anna.overview();
    expect_equal([claims.filter(({ open_minor }) => open_minor > 0).length, history.length], [0, payments.length], 'what the citizen sees');
    return `${kRounds} kills, ${payments.length} payments, of which ${in_between} were captured and not in the books at a kill`;
  });
  await server.end();
});
