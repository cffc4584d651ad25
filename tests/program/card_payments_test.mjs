// A citizen pays by card: approved, with 3-D Secure, declined and tried again, given up, abandoned, pressed twice; the
// provider's notices come five times, late, too early, never or forged; its answers are lost. Each time there is
// exactly the money in the books that the provider charged, once.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Browser, Source, audit, call, check, claim_of, everything_sent, expect, expect_equal, expect_sound, query,
  script, sleep, start_demo, temporary_folder } from './support.mjs';

const kMaja = { kind: 'person', national_id: '0221400001', name: 'Maja Vestergaard' };  // of the demo
const kStates = ['', 'started', 'waiting', 'authorized', 'captured', 'declined', 'expired', 'cancelled', 'unknown'];

await script(150, async () => {
  const database = join(temporary_folder(), 'books.db');
  const demo = await start_demo(database);
  await everything_sent(database);
  const library = new Source(demo.origin, demo.api_key);
  const maja = await new Browser(demo.origin).be('maja');

  // --- what every case does -----------------------------------------------------------------------------------------

  const behave = async (behaviour) => {
    const { status } = await call(`${demo.sandbox}/behaviour/card`, { method: 'POST', body: JSON.stringify(behaviour) });
    expect_equal(status, 204, 'behaviour');
  };
  let last_reference = 0;
  const new_claim = async (minor) => {
    last_reference += 1;
    const claim = claim_of(`C-${last_reference}`, minor, { debtors: [kMaja] });
    const { status, json, text } = await library.post('/claims', claim, `card-claim-${last_reference}`);
    expect_equal(status, 201, `register: ${text}`);
    return { id: json.claim_id, amount_minor: minor };
  };
  const start = async (basket, key = randomUUID()) => {
    const { status, json, text } = await maja.pay(basket, key, 'card');
    expect_equal(status, 201, `start a payment: ${text}`);
    return { ...json, key };
  };
  const path_of = (url) => new URL(url).pathname;
  /** Presses a button on the provider's page and goes wherever that leads, to the end. */
  const press = async (page, answer) => {
    let { status, headers } = await maja.post_form(path_of(page), { answer });
    expect_equal(status, 303, `answer ${answer}`);
    const way = [];
    while (status === 303) {
      const to = new URL(headers.get('location'), demo.origin);
      way.push(to.pathname + to.search);
      ({ status, headers } = await maja.ask(to.pathname + to.search));
    }
    return way;
  };
  const attempt = (id) => query(database, `SELECT * FROM attempt WHERE attempt_id = ${Number(id)}`)[0];
  const attempts_of = (claim) => query(database,
    `SELECT * FROM attempt WHERE ',' || choices LIKE '%,${Number(claim.id)}:%'`);
  const at_provider = async (reference) => (await call(`${demo.sandbox}/v1/payments/${reference}`,
    { headers: { authorization: 'demo-card-secret' } })).json.payment;
  const becomes = async (id, state, seconds = 8) => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
      if (kStates[attempt(id).state] === state) return;
    }
    throw new Error(`the attempt is ${kStates[attempt(id).state]}, not ${state}, after ${seconds} seconds`);
  };
  /** One payment by card in the books for the claim, and the same sum charged at the provider. */
  const expect_one_payment = async (claim, id, before) => {
    const after = expect_sound(database);
    expect_equal([after.payments - before.payments, before.open_minor - after.open_minor, after.credit_minor],
      [1, claim.amount_minor, before.credit_minor], 'new payments, open amount less by, credit');
    const rows = query(database, `SELECT DISTINCT payment_id, amount_minor FROM claim_entry
      JOIN payment USING (authority_id, payment_id) WHERE claim_id = ${Number(claim.id)}`);
    expect_equal(rows.map(({ amount_minor }) => amount_minor), [claim.amount_minor], 'payments of the claim');
    const { summary } = await at_provider(attempt(id).reference);
    expect_equal([summary.chargedAmount, summary.cancelledAmount], [claim.amount_minor, undefined], 'charged and released there');
    const { state, means } = await maja.payment(id);
    expect_equal([state, means], ['paid', 'card'], 'shown to the citizen');
  };
  const expect_no_payment = (before) => {
    const { payments, open_minor } = expect_sound(database);
    expect_equal([payments, open_minor], [before.payments, before.open_minor], 'payments and open amount');
  };
  /** One claim paid: `pay` begins the payment and gives its id. */
  const paid_case = (name, behaviour, pay) => check(name, async () => {
    const claim = await new_claim(20_000 + last_reference);
    const before = audit(database);
    await behave(behaviour);
    const id = await pay(claim);
    await becomes(id, 'captured');
    await sleep(behaviour.notice_copies > 1 || behaviour.notice_delay_ms ? 2500 : 300);  // what comes late must change nothing
    await behave({});
    await expect_one_payment(claim, id, before);
    expect_equal(attempts_of(claim).length, 1, 'attempts');
  });
  const pay_at_once = async (claim) => {
    const { id, redirect_url } = await start([claim]);
    const way = await press(redirect_url, 'pay');
    expect(/^\/payments\/of\/[^?]+\?paymentid=[0-9a-f]{32}$/.test(way[0]), `back to ${way[0]}`);
    expect_equal(way[1], `/payments/${id}`, 'and on to');
    return id;
  };

  // --- what the payer does ------------------------------------------------------------------------------------------

  await check('both ways to pay are offered', async () => {
    expect_equal((await maja.overview()).authority.means, ['mobilepay', 'card'], 'means');
  });
  await paid_case('the card is approved', {}, pay_at_once);
  await paid_case('the bank asks first (3-D Secure)', {}, async (claim) => {
    const { id, redirect_url } = await start([claim]);
    expect_equal((await press(redirect_url, 'bank'))[0], `${path_of(redirect_url)}?step=bank`, 'to the bank');
    expect_equal(kStates[attempt(id).state], 'waiting', 'while the bank asks');
    await press(redirect_url, 'bank_yes');
    return id;
  });
  await paid_case('declined, and then another card', {}, async (claim) => {
    const { id, redirect_url } = await start([claim]);
    await press(redirect_url, 'refused');
    expect((await maja.ask(path_of(redirect_url))).text.includes('Kortet blev afvist'), 'the page does not say so');
    expect_equal((await maja.payment(id)).state, 'pending', 'after the first card');
    await press(redirect_url, 'pay');
    return id;
  });
  await paid_case('the page was left, and paid later', {}, async (claim) => {
    const { id, redirect_url } = await start([claim]);
    expect_equal((await maja.payment(id)).state, 'pending', 'while it waits');
    await sleep(500);
    await press(redirect_url, 'pay');
    return id;
  });
  const given_up = (name, answers) => check(name, async () => {
    const claim = await new_claim(20_000 + last_reference);
    const before = audit(database);
    const { id, key, redirect_url } = await start([claim]);
    for (const answer of answers) await press(redirect_url, answer);
    const way = await press(redirect_url, 'back');
    expect_equal(way, [`/payments/of/${key}?left=1`, `/payments/${id}`], 'the way back');
    expect_equal((await maja.payment(id)).state, 'cancelled', 'shown to the citizen');
    expect((await at_provider(attempt(id).reference)).terminated, 'the provider still waits');
    expect_equal((await maja.post_form(path_of(redirect_url), { answer: 'pay' })).headers.get('location'),
      path_of(redirect_url), 'paying after all');
    await sleep(500);
    expect_no_payment(before);
    expect_equal((await maja.overview()).claims.find(({ id: other }) => other === claim.id).payable, true, 'can be paid again');
  });
  await given_up('given up', []);
  await given_up('declined, and given up', ['refused']);
  await given_up('refused at the bank, and given up', ['bank', 'bank_no']);
  await check('going back after paying does not undo it', async () => {
    const claim = await new_claim(21_000);
    const before = audit(database);
    await behave({ notice_copies: 0 });
    const { id, key, redirect_url } = await start([claim]);
    await maja.post_form(path_of(redirect_url), { answer: 'pay' });  // and the browser is closed at once
    await maja.ask(`/payments/of/${key}?left=1`);
    await behave({});
    await becomes(id, 'captured');
    await expect_one_payment(claim, id, before);
  });
  await paid_case('two clicks at once', {}, async (claim) => {
    const key = randomUUID();
    const [one, two] = await Promise.all([start([claim], key), start([claim], key)]);
    expect_equal([two.id, two.redirect_url], [one.id, one.redirect_url], 'the second');
    await press(one.redirect_url, 'pay');
    return one.id;
  });
  await paid_case('Back, and pay again', {}, async (claim) => {
    const { id, key, redirect_url } = await start([claim]);
    const again = await start([claim], key);
    expect_equal([again.id, again.redirect_url], [id, redirect_url], 'the second');
    await press(redirect_url, 'pay');
    expect_equal((await start([claim], key)).state, 'paid', 'a third time, paid');
    return id;
  });
  await check('the same key with another basket or other means is refused', async () => {
    const claim = await new_claim(21_100);
    const { key, redirect_url } = await start([claim]);
    const answers = [await maja.pay([{ ...claim, amount_minor: 100 }], key, 'card'), await maja.pay([claim], key, 'mobilepay')];
    expect_equal(answers.map(({ status, json }) => [status, json.code]),
      [[409, 'idempotency_key_reused'], [409, 'idempotency_key_reused']], 'answers');
    await press(redirect_url, 'back');
    expect_equal(attempts_of(claim).length, 1, 'attempts');
  });
  await check('somebody else cannot end or see it', async () => {
    const claim = await new_claim(21_200);
    const { id, key, redirect_url } = await start([claim]);
    const other = await new Browser(demo.origin).be('karen');
    for (const browser of [other, new Browser(demo.origin)]) {
      expect_equal((await browser.ask(`/payments/of/${key}?left=1`)).headers.get('location'), '/', 'way');
    }
    expect_equal(kStates[attempt(id).state], 'waiting', 'attempt');
    await press(redirect_url, 'back');
  });

  // --- what the provider does ---------------------------------------------------------------------------------------

  await paid_case('each notice comes five times', { notice_copies: 5 }, pay_at_once);
  await paid_case('the notices come two seconds late', { notice_delay_ms: 2000 }, pay_at_once);
  await paid_case('no notice ever comes, and the citizen does not come back', { notice_copies: 0 }, async (claim) => {
    const { id, redirect_url } = await start([claim]);
    await maja.post_form(path_of(redirect_url), { answer: 'pay' });
    return id;
  });
  await paid_case('only the notice tells: the citizen does not come back', {}, async (claim) => {
    const { id, redirect_url } = await start([claim]);
    await maja.post_form(path_of(redirect_url), { answer: 'pay' });
    await becomes(id, 'captured', 2);  // sooner than the janitor would ask
    return id;
  });
  await paid_case('the notice of the charge comes before the answer to it', { answer_delay_ms: 1500 }, async (claim) => {
    const { id, redirect_url } = await start([claim]);
    const back = press(redirect_url, 'pay');
    await becomes(id, 'captured', 4);
    await back;
    return id;
  });
  await paid_case('the charge ended with 500, although it was made', { fail_charges: 1 }, pay_at_once);
  await check('making the payment ended with 500: nothing is begun, and the next try works', async () => {
    const claim = await new_claim(21_300);
    const before = audit(database);
    const key = randomUUID();
    await behave({ fail_creates: 1 });
    const { status, json } = await maja.pay([claim], key, 'card');
    expect_equal([status, json.code], [503, 'payment_page_unavailable'], 'answer');
    expect_equal(attempts_of(claim).length, 0, 'attempts');
    await behave({});
    const { id, redirect_url } = await start([claim], key);
    await press(redirect_url, 'pay');
    await becomes(id, 'captured');
    await expect_one_payment(claim, id, before);
  });
  await check('the issuer refuses the charge after all: the reservation is given back', async () => {
    const claim = await new_claim(21_400);
    const before = audit(database);
    await behave({ refuse_charges: 1 });
    const { id, redirect_url } = await start([claim]);
    await press(redirect_url, 'pay');
    await becomes(id, 'cancelled');
    await behave({});
    const { summary } = await at_provider(attempt(id).reference);
    expect_equal([summary.reservedAmount, summary.cancelledAmount, summary.chargedAmount], [21_400, 21_400, undefined], 'there');
    expect_no_payment(before);
  });
  await check('forged notices are refused, and change nothing', async () => {
    const claim = await new_claim(21_500);
    const { id, redirect_url } = await start([claim]);
    const { reference } = attempt(id);
    const rows = () => query(database, 'SELECT count(*) AS rows FROM inbox')[0].rows;
    await sleep(500);  // what the case before this one left on its way
    const before = [audit(database), rows()];
    const body = JSON.stringify({ id: randomBytes(16).toString('hex'), event: 'payment.charge.created.v2',
      timestamp: new Date().toISOString(), merchantNumber: 1, data: { paymentId: reference, amount: { amount: 21_500, currency: 'DKK' } } });
    const send = async (query_text, authorization) => (await call(`${demo.origin}/hooks/nexi_checkout${query_text}`,
      { method: 'POST', body, headers: authorization === undefined ? {} : { authorization } })).status;
    const sent = [await send(''), await send(`?order=${reference}`), await send(`?order=${reference}`, 'demo-card-secret'),
      await send(`?order=${reference}`, '0'.repeat(32)), await send('', '0'.repeat(32))];
    expect_equal(sent, [401, 401, 401, 401, 401], 'answers');
    await sleep(700);
    expect_equal([audit(database), rows()], before, 'books and notices');
    await press(redirect_url, 'back');
  });
  await check('the log and the stored notices hold no card and no person', async () => {
    const bodies = query(database, 'SELECT cast(body AS TEXT) AS body FROM inbox WHERE provider = \'nexi_checkout\'');
    expect(bodies.length > 10, 'no notices were stored');
    const all = bodies.map(({ body }) => body).join('\n') + demo.err;
    expect(!/vestergaard|consumer|truncatedPan|cardDetails/i.test(all), 'a person or a card is in them');
    return `${bodies.length} notices`;
  });
  await check('in the end the books and the provider agree', async () => {
    await sleep(1000);
    const rows = query(database, "SELECT reference, state FROM attempt WHERE provider = 'nexi_checkout'");
    let charged = 0;
    for (const { reference, state } of rows) {
      expect(!['started', 'waiting', 'authorized', 'unknown'].includes(kStates[state]), `${reference} is ${kStates[state]}`);
      charged += (await at_provider(reference)).summary.chargedAmount ?? 0;
    }
    const paid = query(database, 'SELECT sum(p.amount_minor) AS minor FROM payment p JOIN attempt a USING (authority_id, payment_id)'
      + " WHERE a.provider = 'nexi_checkout'")[0].minor;
    expect_equal(paid, charged, 'paid');
    expect_sound(database);
    return `${rows.length} attempts`;
  });
  await demo.end();
});
