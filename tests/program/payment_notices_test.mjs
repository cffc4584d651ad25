// A citizen pays, and the payment provider's notice comes five times, late, too early, never, forged or again: there
// is one payment in the books, the right one, and the department hears of it within five seconds.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Browser, Source, audit, call, check, claim_of, everything_sent, expect, expect_equal, expect_sound, query,
  script, sleep, start_demo, temporary_folder } from './support.mjs';

const kSecondsToTell = 5;
const kHook = '/hooks/vipps_mobilepay';
const kMaja = { kind: 'person', national_id: '0221400001', name: 'Maja Vestergaard' };  // of the demo
const kStates = ['', 'started', 'waiting', 'authorized', 'captured', 'declined', 'expired', 'cancelled', 'unknown'];

await script(150, async () => {
  const database = join(temporary_folder(), 'books.db');
  const demo = await start_demo(database);
  await everything_sent(database);
  const library = new Source(demo.origin, demo.api_key);
  const maja = await new Browser(demo.origin).be('maja');
  const slowest = { milliseconds: 0, name: '' };

  // --- what every case does -----------------------------------------------------------------------------------------

  const behave = async (behaviour) => {
    const { status } = await call(`${demo.sandbox}/behaviour`, { method: 'POST', body: JSON.stringify(behaviour) });
    expect_equal(status, 204, 'behaviour');
  };

  let last_reference = 0;
  /** A new claim of the library on Maja. */
  const new_claim = async (minor) => {
    last_reference += 1;
    const claim = claim_of(`N-${last_reference}`, minor, { debtors: [kMaja] });
    const { status, json, text } = await library.post('/claims', claim, `claim-${last_reference}`);
    expect_equal(status, 201, `register: ${text}`);
    return { id: json.claim_id, amount_minor: minor };
  };

  const start = async (basket, key = randomUUID()) => {
    const { status, json, text } = await maja.pay(basket, key);
    expect_equal(status, 201, `start a payment: ${text}`);
    return { ...json, key };
  };
  let approved_at = 0;
  const answer_wallet = (url, answer) => {
    if (answer === 'approve') approved_at = Date.now();
    return maja.post_form(new URL(url).pathname, { answer });
  };
  const wallet_of = (id) => `${demo.origin}/sandbox/mobilepay/${attempt(id).reference}`;
  const attempt = (id) => query(database, `SELECT * FROM attempt WHERE attempt_id = ${Number(id)}`)[0];
  const attempts_of_claim = (id) => query(database, `SELECT * FROM attempt WHERE ',' || choices LIKE '%,${Number(id)}:%'`);

  const feed_end = async () => {
    let after = '';
    while (true) {
      const { json } = await library.get(`/events?limit=500${after && `&after=${after}`}`);
      after = json.next;
      if (!json.more) return after;
    }
  };

  /** Waits until the department was told of money for the claim; gives how long that took since it was approved. */
  const told_of = async (claim, after) => {
    while (Date.now() - approved_at < kSecondsToTell * 1000) {
      const { json } = await library.get(`/events?limit=500&after=${after}`);
      const found = json.events.filter(({ type, data }) => type === 'dk.fairdue.claim.payment_allocated.v1'
        && data.claim_id === claim.id);
      if (found.length > 0) {
        expect_equal(found.length, 1, 'events about the payment');
        expect_equal([found[0].data.allocated.total_minor, found[0].data.means], [claim.amount_minor, 'mobilepay'], 'event');
        return Date.now() - approved_at;
      }
      await sleep(200);
    }
    throw new Error(`the department was not told within ${kSecondsToTell} seconds`);
  };

  /** What the books say of the claims: one payment for all of them, seen by the citizen, and sound. */
  const expect_one_payment = async (basket, before) => {
    const total = basket.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
    const after = expect_sound(database);
    expect_equal(after.payments - before.payments, 1, 'new payments');
    expect_equal(before.open_minor - after.open_minor, total, 'open amount less by');
    expect_equal(after.credit_minor, before.credit_minor, 'credit');
    const ids = basket.map(({ id }) => Number(id)).join(',');
    const rows = query(database, `SELECT DISTINCT payment_id, amount_minor FROM claim_entry JOIN payment USING (authority_id,
      payment_id) WHERE claim_id IN (${ids})`);
    expect_equal(rows.map(({ amount_minor }) => amount_minor), [total], 'payments of the claims');
    const { payments, claims } = await maja.overview();
    const shown = payments.filter(({ parts }) => parts.some(({ claim_id }) => basket.some(({ id }) => id === claim_id)));
    expect_equal(shown.map(({ amount_minor, state, means }) => [amount_minor, state, means]), [[total, 'paid', 'mobilepay']],
      'history');
    for (const { id } of basket) {
      expect_equal(claims.find((claim) => claim.id === id)?.open_minor, 0, 'open on the overview');
    }
    return rows[0].payment_id;
  };

  const expect_no_payment = (before) => {
    const { payments, open_minor } = expect_sound(database);
    expect_equal([payments, open_minor], [before.payments, before.open_minor], 'payments and open amount');
  };

  /** Until the attempt is as wanted; the citizen's page does not ask meanwhile. */
  const becomes = async (id, state, seconds) => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
      if (kStates[attempt(id).state] === state) return;
    }
    throw new Error(`the attempt is ${kStates[attempt(id).state]}, not ${state}, after ${seconds} seconds`);
  };

  /** One claim paid: `approve` begins the payment and gives what the citizen is shown. */
  const paid_case = (name, behaviour, approve) => check(name, async () => {
    const claim = await new_claim(10_000 + last_reference);
    const before = audit(database);
    const after = await feed_end();
    await behave(behaviour);
    const id = await approve(claim);
    const milliseconds = await told_of(claim, after);
    if (milliseconds > slowest.milliseconds) Object.assign(slowest, { milliseconds, name });
    await behave({});
    await expect_one_payment([claim], before);
    expect_equal((await maja.payment(id)).state, 'paid', 'state shown to the citizen');
    expect_equal(attempts_of_claim(claim.id).length, 1, 'attempts');
    return `told after ${milliseconds} ms`;
  });

  const pay_and_approve = async (claim) => {
    const { id, redirect_url } = await start([claim]);
    const answer = await answer_wallet(redirect_url, 'approve');
    expect_equal([answer.status, answer.headers.get('location')], [303, `${demo.origin}/payments/${id}`], 'back from the wallet');
    return id;
  };

  // --- the cases ----------------------------------------------------------------------------------------------------

  await paid_case('one notice, at once', {}, pay_and_approve);
  await paid_case('the notice comes five times', { notice_copies: 5 }, pay_and_approve);
  await paid_case('the notice comes two seconds late', { notice_delay_ms: 2000 }, pay_and_approve);
  await paid_case('the notice never comes: the server asks itself', { notice_copies: 0 }, pay_and_approve);
  await paid_case('the notice comes before the answer that the payment was made', { answer_delay_ms: 1200 }, async (claim) => {
    let answered = false;
    const starting = start([claim]).finally(() => { answered = true; });
    let row;
    while (!(row = attempts_of_claim(claim.id)[0])) await sleep(20);
    let status;
    while ((status = (await answer_wallet(wallet_of(row.attempt_id), 'approve')).status) === 404) await sleep(20);
    expect_equal(status, 303, 'answer in the wallet');
    await becomes(row.attempt_id, 'captured', 5);
    expect(!answered, 'the answer came first: this checked nothing');
    const { id, state } = await starting;
    expect_equal(state, 'paid', 'state in the late answer');
    return id;
  });
  await paid_case('making the payment ended with 500, although it was made', { fail_creates: 1 }, async (claim) => {
    const { id, state, redirect_url } = await start([claim]);
    expect_equal(state, 'unknown', 'state');
    expect_equal(redirect_url, `${demo.origin}/payments/${id}`, 'the citizen goes to the page that waits');
    await answer_wallet(wallet_of(id), 'approve');
    return id;
  });
  await paid_case('two clicks at once', {}, async (claim) => {
    const key = randomUUID();
    const [one, two] = await Promise.all([start([claim], key), start([claim], key)]);
    expect_equal(one.id, two.id, 'payment');
    expect_equal(one.redirect_url, two.redirect_url, 'address of the wallet');
    await answer_wallet(one.redirect_url, 'approve');
    return one.id;
  });
  await paid_case('the citizen closed the page and approved later', {}, async (claim) => {
    const { id, redirect_url } = await start([claim]);
    await answer_wallet(redirect_url, 'close');
    expect_equal((await maja.payment(id)).state, 'pending', 'state after closing');
    await sleep(300);
    await answer_wallet(redirect_url, 'approve');
    return id;
  });

  await check('the same key with another basket is refused', async () => {
    const claim = await new_claim(5_000);
    const before = audit(database);
    const { id, key, redirect_url } = await start([claim]);
    const { status, json } = await maja.pay([{ ...claim, amount_minor: 4_000 }], key);
    expect_equal([status, json.code], [409, 'idempotency_key_reused'], 'answer');
    expect_equal((await start([claim], key)).id, id, 'the same key with the same basket');
    expect_equal(attempts_of_claim(claim.id).length, 1, 'attempts');
    await answer_wallet(redirect_url, 'decline');
    await becomes(id, 'declined', 5);
    expect_no_payment(before);
  });
  await check('the citizen declines', async () => {
    const claim = await new_claim(5_100);
    const before = audit(database);
    const { id, redirect_url } = await start([claim]);
    await answer_wallet(redirect_url, 'decline');
    await becomes(id, 'declined', 5);
    expect_equal((await maja.payment(id)).state, 'declined', 'state shown');
    expect_no_payment(before);
    const claims = (await maja.overview()).claims;
    expect_equal(claims.find(({ id: claim_id }) => claim_id === claim.id).payable, true, 'can be paid again');
  });
  await check('claims of two departments in one payment', async () => {
    const ours = await new_claim(7_700);
    const { claims } = await maja.overview();
    const other = claims.find(({ payable, department }) => payable && department !== 'Borgerbiblioteket');
    const basket = [ours, { id: other.id, amount_minor: other.open_minor }];
    const before = audit(database);
    const after = await feed_end();
    const { id, redirect_url } = await start(basket);
    await answer_wallet(redirect_url, 'approve');
    const milliseconds = await told_of(ours, after);
    await expect_one_payment(basket, before);
    expect_equal((await maja.payment(id)).parts.length, 2, 'parts of the payment');
    const told = (await library.get(`/events?limit=500&after=${after}`)).json.events;
    expect(told.every(({ data }) => data.claim_id !== other.id), "the library was told of another department's claim");
    return `told after ${milliseconds} ms`;
  });

  // --- notices that are not what they seem --------------------------------------------------------------------------

  /** A notice as the provider signs it; with other words, one that it did not sign. */
  const notice = (body, { secret = demo.secret, date = new Date(), signed_body = body } = {}) => {
    const day = date.toUTCString();
    const content = createHash('sha256').update(signed_body).digest('base64');
    const text = `POST\n${kHook}\n${day};${new URL(demo.origin).host};${content}`;
    const signature = createHmac('sha256', secret).update(text).digest('base64');
    return { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-ms-date': day, 'x-ms-content-sha256': content,
      authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}` } };
  };
  const send = async (what) => (await call(demo.origin + kHook, what)).status;
  const notice_rows = () => query(database, 'SELECT count(*) AS rows FROM inbox')[0].rows;

  await check('a notice that says paid does not make a payment: the provider is asked', async () => {
    const claim = await new_claim(5_200);
    const { id } = await start([claim]);
    const before = audit(database);
    const { reference } = attempt(id);
    const said = { msn: '123456', reference, pspReference: 'sandbox-1', name: 'CAPTURED', timestamp: new Date().toISOString(),
      amount: { currency: 'DKK', value: 5_200 }, idempotencyKey: randomUUID(), success: true };
    expect_equal(await send(notice(JSON.stringify(said))), 204, 'genuine notice');
    await sleep(1200);
    expect_equal(kStates[attempt(id).state], 'waiting', 'attempt');
    expect_no_payment(before);
    await answer_wallet(wallet_of(id), 'approve');
    await becomes(id, 'captured', 5);
  });

  const claim = await new_claim(5_300);
  await behave({ notice_copies: 0 });
  const { id } = await start([claim]);
  await answer_wallet(wallet_of(id), 'approve');
  await becomes(id, 'captured', 10);
  const body = JSON.stringify({ msn: '123456', reference: attempt(id).reference, pspReference: 'sandbox-77', name: 'CAPTURED',
    timestamp: new Date().toISOString(), amount: { currency: 'DKK', value: 5_300 }, idempotencyKey: randomUUID(), success: true });

  await check('forged and stale notices are refused, and change nothing', async () => {
    const before = [audit(database), notice_rows()];
    const minutes = (count) => new Date(Date.now() + count * 60_000);
    const wrong = {
      'another secret': notice(body, { secret: 'wrong' }),
      'another body than was signed': notice(body.replace('5300', '9300'), { signed_body: body }),
      'ten minutes old': notice(body, { date: minutes(-10) }),
      'ten minutes ahead': notice(body, { date: minutes(10) }),
      unsigned: { method: 'POST', body, headers: { 'content-type': 'application/json' } },
    };
    for (const [name, what] of Object.entries(wrong)) expect_equal(await send(what), 401, name);
    const other_date = notice(body);
    other_date.headers['x-ms-date'] = minutes(-1).toUTCString();
    expect_equal(await send(other_date), 401, 'another date than was signed');
    expect_equal([audit(database), notice_rows()], before, 'books and notices');
    return `${Object.keys(wrong).length + 1} kinds`;
  });
  await check('a notice that is sent again is taken, and changes nothing', async () => {
    const genuine = notice(body);
    expect_equal(await send(genuine), 204, 'the first time');
    await sleep(1000);
    const before = [audit(database), notice_rows()];
    for (let time = 2; time <= 5; time += 1) expect_equal(await send(genuine), 204, `time ${time}`);
    await sleep(1000);
    expect_equal([audit(database), notice_rows()], before, 'books and notices');
  });

  await demo.end();
  await check('after all this the books are sound', () => {
    expect_sound(database);
    return `the department was told after ${slowest.milliseconds} ms at most: ${slowest.name}`;
  });
});
