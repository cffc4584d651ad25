// Instalments over the citizen's API: what is offered, agreed on once however often it is sent, changed within the
// policy; and what is nobody else's business stays so.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Browser, check, everything_sent, expect, expect_equal, expect_sound, query, script,
  start_demo, temporary_folder } from './support.mjs';

const kPath = '/api/citizen/v1/plan';

await script(120, async () => {
  const database = join(temporary_folder(), 'books.db');
  const demo = await start_demo(database);
  await everything_sent(database);
  const ali = await new Browser(demo.origin).be('ali');
  const eva = await new Browser(demo.origin).be('eva');
  const keyed = (key) => ({ 'idempotency-key': key });
  const plan_of = async (person) => (await person.ask(kPath)).json;
  const offer_to = async (person, wish = {}) => (await person.post_json(`${kPath}/proposals`, wish)).json;
  const sizes = (proposal) => ({ instalments: proposal.instalments.map(({ date, amount_minor }) => ({ date, amount_minor })) });
  const refused = (answer, status, code) =>
    expect_equal([answer.status, answer.json?.code], [status, code], answer.text);
  const plans_in_books = () => query(database, 'SELECT count(*) AS count FROM arrangement')[0].count;

  await check('without a login, or from another page, nothing is said and nothing is done', async () => {
    const nobody = new Browser(demo.origin);
    refused(await nobody.ask(kPath), 401, 'not_logged_in');
    refused(await nobody.post_json(`${kPath}/proposals`, {}), 401, 'not_logged_in');
    refused(await ali.post_json(`${kPath}/proposals`, {}, { 'x-csrf-token': 'a'.repeat(43) }), 403, 'csrf_token_invalid');
    expect_equal((await plan_of(ali)).plan, null, 'no plan yet');
    expect_equal((await plan_of(ali)).may_ask, true, 'and one may be made');
  });

  let offer;
  await check('at least three ways, each paying exactly what is owed, with its dates and cost', async () => {
    offer = await offer_to(ali);
    const { total_open_minor } = await ali.overview();
    expect_equal(offer.open_minor, total_open_minor, 'over everything');
    expect(offer.proposals.length >= 3, `${offer.proposals.length} proposals`);
    for (const each of offer.proposals) {
      const sum = each.instalments.reduce((total, { amount_minor }) => total + amount_minor, 0);
      expect_equal(sum, each.total_minor, each.kind);
      expect_equal(each.total_minor - each.interest_minor, offer.open_minor, `${each.kind}: what is owed, and interest`);
      expect_equal([each.instalments[0].date, each.instalments.at(-1).date], [each.first_date, each.last_date], each.kind);
    }
    const wished = await offer_to(ali, { payday: 15, instalment_minor: 15_000 });
    const own = wished.proposals.find(({ kind }) => kind === 'wished');
    expect_equal(own.largest_instalment_minor, 15_000, 'the amount wished for');
    expect(own.instalments.every(({ date }) => Number(date.slice(8)) >= 15 && Number(date.slice(8)) <= 19), 'on the 15th');
    return `${offer.proposals.map(({ kind, count }) => `${kind} ${count}`).join(', ')}`;
  });

  await check('what makes no sense is refused, and changes nothing', async () => {
    const some = sizes(offer.proposals.at(-1));
    refused(await ali.post_json(kPath, some), 422, 'idempotency_key_missing');
    refused(await ali.post_json(kPath, { ...some, more: 1 }, keyed(randomUUID())), 422, 'invalid_input');
    refused(await ali.post_json(kPath, { instalments: [] }, keyed(randomUUID())), 422, 'invalid_input');
    const short = { instalments: [{ ...some.instalments[0], amount_minor: some.instalments[0].amount_minor - 1 },
      ...some.instalments.slice(1)] };
    refused(await ali.post_json(kPath, short, keyed(randomUUID())), 409, 'plan_does_not_add_up');
    const past = { instalments: [{ date: '2020-01-01', amount_minor: offer.open_minor }] };
    refused(await ali.post_json(kPath, past, keyed(randomUUID())), 422, 'plan_dates');
    refused(await ali.post_json(`${kPath}/pause`, {}, keyed(randomUUID())), 409, 'plan_not_found');
    expect_equal((await ali.post_json(`${kPath}/cancel`, {}, keyed(randomUUID()))).status, 404, 'no such change');
    expect_equal(plans_in_books(), 0, 'plans');
  });

  const key = randomUUID();
  const chosen = sizes(offer.proposals.at(-1));
  await check('agreed on once: sent again it is the same; with another content or key it is refused', async () => {
    const first = await ali.post_json(kPath, chosen, keyed(key));
    expect_equal([first.status, first.json.plan.state], [201, 'in_force'], first.text);
    const again = await ali.post_json(kPath, chosen, keyed(key));
    expect_equal([again.status, again.json], [201, first.json], 'the same again');
    refused(await ali.post_json(kPath, sizes(offer.proposals[0]), keyed(key)), 409, 'idempotency_key_reused');
    refused(await ali.post_json(kPath, chosen, keyed(randomUUID())), 409, 'plan_in_force');
    expect_equal((await offer_to(ali)).proposals, [], 'nothing beside it');
    expect_equal(plans_in_books(), 1, 'plans');
    expect(/^TESTBY-H\d{6}$/.test(first.json.plan.number), first.json.plan.number);
  });

  await check('the next instalment is paid through the same door as everything', async () => {
    const { next, instalments } = (await plan_of(ali)).plan;
    expect_equal(next.left_minor, instalments[0].amount_minor, 'what is left of it');
    expect_equal(next.claims.reduce((sum, { amount_minor }) => sum + amount_minor, 0), next.left_minor, 'its parts');
    const started = await ali.pay(next.claims.map(({ id, amount_minor }) => ({ id, amount_minor })), randomUUID());
    expect_equal(started.status, 201, started.text);
    const page = await ali.ask(new URL(started.json.redirect_url).pathname);
    expect_equal(page.status, 200, 'the wallet');
  });

  await check('a day is moved and a break taken, once each however often they are sent, within the policy', async () => {
    const { next, days_to_move_to, may_pause } = (await plan_of(ali)).plan;
    expect(days_to_move_to.length > 0 && may_pause, 'both may be done');
    const wish = { from: next.date, to: days_to_move_to.at(-1) };
    const move = randomUUID();
    const moved = await ali.post_json(`${kPath}/move`, wish, keyed(move));
    expect_equal([moved.status, moved.json.plan.next.date], [200, wish.to], moved.text);
    expect_equal((await ali.post_json(`${kPath}/move`, wish, keyed(move))).json, moved.json, 'sent again');
    refused(await ali.post_json(`${kPath}/pause`, {}, keyed(move)), 409, 'idempotency_key_reused');
    const back = { from: wish.to, to: wish.from };
    expect_equal((await ali.post_json(`${kPath}/move`, back, keyed(randomUUID()))).status, 200, 'and back');
    refused(await ali.post_json(`${kPath}/move`, wish, keyed(randomUUID())), 409, 'plan_change_outside_policy');
    const pause = randomUUID();
    const paused = await ali.post_json(`${kPath}/pause`, {}, keyed(pause));
    expect_equal([paused.status, paused.json.plan.may_pause], [200, false], paused.text);
    expect_equal((await ali.post_json(`${kPath}/pause`, {}, keyed(pause))).json, paused.json, 'sent again');
    refused(await ali.post_json(`${kPath}/pause`, {}, keyed(randomUUID())), 409, 'plan_change_outside_policy');
  });

  await check('outside the policy it is a wish, and says why', async () => {
    const { proposals } = await offer_to(eva, { instalment_minor: 5_000 });
    const small = proposals.find(({ kind }) => kind === 'wished');
    expect_equal([small.within_policy, small.outside], [false, ['instalment_too_small']], 'told before');
    const asked = await eva.post_json(kPath, sizes(small), keyed(randomUUID()));
    expect_equal([asked.status, asked.json.plan.state, asked.json.plan.outside, asked.json.plan.next],
      [201, 'requested', ['instalment_too_small'], null], asked.text);
  });

  await check('each sees their own plan, and who owes nothing sees that nothing can be divided', async () => {
    expect((await plan_of(eva)).plan.number !== (await plan_of(ali)).plan.number, 'two plans');
    const jonas = await new Browser(demo.origin).be('jonas');
    expect_equal(await plan_of(jonas), { currency: 'DKK', may_ask: false, plan: null }, 'Jonas');
    expect_equal((await offer_to(jonas)).proposals, [], 'proposals for Jonas');
  });

  await demo.end();
  expect_sound(database);
});
