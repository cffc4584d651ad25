// Somebody acts for another: entered by staff from what they have seen, used in the portal, ended by whoever it concerns.
import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run_done, run_refused } from './books_support.mjs';
import { Browser, check, day, everything_sent, expect, expect_equal, expect_sound, query, script, start_demo, temporary_folder }
  from './support.mjs';

const kPath = '/api/citizen/v1/representations';

await script(120, async () => {
  const folder = temporary_folder();
  const database = join(folder, 'books.db');
  const demo = await start_demo(database);
  await everything_sent(database);
  const at = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  // The demo's key is made from its seed.
  const key_file = at('key', `${createHash('sha256').update('fairdue demo 1').digest('hex')}\n`);
  const books = ['--authority', 'testby', '--db', `sqlite:${database}`, '--key-file', key_file];
  const representation = (...words) => JSON.parse(run_done('representation', ...words, ...books, '--json'));
  const refused = (pattern, ...words) => run_refused(pattern, 'representation', ...words, ...books);
  const ali = await new Browser(demo.origin).be('ali');
  const jonas = await new Browser(demo.origin).be('jonas');
  const claims_of = async (person) => (await person.overview()).claims.map(({ reference }) => reference);
  const own = await claims_of(ali);
  const of_ali = String(query(database, `SELECT liable FROM claim WHERE reference = '${own[0]}'`)[0].liable);
  const who = at('jonas.json', '{"national_id": "0321400002", "name": "Jonas Holm"}');
  const grant = ['grant', '--debtor', of_ali, '--representative', who, '--basis', 'power_of_attorney', '--by', 'AB'];
  const keyed = () => ({ 'idempotency-key': randomUUID() });
  const act_for = (person, id) => person.post_json('/api/citizen/v1/acting', { representation: id });

  await check('what makes no sense is refused, and the file is never repeated', () => {
    refused(/--basis must be/, ...grant.with(6, 'friendship'));
    refused(/one JSON object/, ...grant.with(4, at('bad.json', '0321400002')));
    refused(/national_id/, ...grant.with(4, at('bad.json', '{"national_id": "12", "name": "X"}')));
    refused(/name must be there/, ...grant.with(4, at('bad.json', '{"national_id": "0321400002"}')));
    refused(/no such debtor/, ...grant.with(2, '999999'));
    refused(/representation_dates|must not lie before/, ...grant, '--until', day(-1));
    refused(/acts for themselves/, ...grant.with(4, at('ali.json', '{"national_id": "0521400004", "name": "Ali Demir"}')));
  });

  await check('whom the books know keeps the address and the telephone they know', () => {
    const people = () => query(database, 'SELECT debtor_id, hex(sealed) AS sealed FROM person ORDER BY debtor_id');
    const before = people();
    const [{ liable }] = query(database, `SELECT liable FROM claim WHERE liable <> '${of_ali}' LIMIT 1`);
    representation(...grant.with(2, String(liable)).with(4, at('ali.json', '{"national_id": "0521400004", "name": "Ali Demir"}')));
    expect_equal(people(), before, 'what is known of everybody');
  });

  let id = '';
  await check('staff enter it once; nothing of it is in the portal before', async () => {
    expect_equal((await jonas.ask(kPath)).json, { may_act_for: [], represented_by: [] }, 'before');
    expect_equal((await act_for(jonas, '1')).status, 404, 'nothing to act by');
    const made = representation(...grant);
    expect_equal([made.repeated, made.representation.in_force, made.representation.scope], [false, true, 'act'], 'made');
    id = String(made.representation.representation);
    expect_equal(representation(...grant).repeated, true, 'the same wish again');
    refused(/already on some of these days/, ...grant, '--key', 'another');
    const { may_act_for } = (await jonas.ask(kPath)).json;
    expect_equal(may_act_for.map(({ name, scope, acting }) => [name, scope, acting]), [['Ali Demir', 'act', false]], 'whom');
    const { represented_by } = (await ali.ask(kPath)).json;
    expect_equal(represented_by.map(({ name, may_end }) => [name, may_end]), [['Jonas Holm', true]], 'by whom');
  });

  await check('acting for another shows theirs and nothing of one’s own; what is done is theirs, and the journal names both', async () => {
    expect_equal(await claims_of(jonas), (await jonas.overview()).claims.map(({ reference }) => reference), 'his own');
    const changed = await act_for(jonas, id);
    expect_equal([changed.status, changed.json.acting_for], [200, { name: 'Ali Demir', scope: 'act' }], changed.text);
    expect_equal(await claims_of(jonas), own, 'what Ali owes');
    // Who else is told, and who helps, is for Ali alone to say.
    const kAlone = ['referrals', 'creditors'];
    for (const what of kAlone) {
      expect_equal((await jonas.ask(`/api/citizen/v1/${what}`)).json.may_agree, false, what);
      expect_equal((await jonas.ask(`/api/citizen/v1/${what}`)).json[what], [], what);
    }
    const agreed = await jonas.post_json('/api/citizen/v1/referrals', { helper: 'eksempel_budgetcafe', need: 'budget', consent: '2026-11' }, keyed());
    const told = await jonas.post_json('/api/citizen/v1/creditors/naboby/allow', { consent: '2026-11' }, keyed());
    expect_equal([agreed, told].map(({ status, json }) => [status, json.code]), [[403, 'only_oneself'], [403, 'only_oneself']], 'alone');
    const offer = (await jonas.post_json('/api/citizen/v1/plan/proposals', {})).json;
    const instalments = offer.proposals.at(-1).instalments.map(({ date, amount_minor }) => ({ date, amount_minor }));
    const made = await jonas.post_json('/api/citizen/v1/plan', { instalments }, keyed());
    expect_equal([made.status, made.json.plan?.state], [201, 'in_force'], made.text);
    expect_equal((await ali.ask('/api/citizen/v1/plan')).json.plan.number, made.json.plan.number, 'Ali has it');
    const last = query(database, 'SELECT hex(payload) AS payload FROM journal_entry ORDER BY seq DESC LIMIT 3');
    const texts = last.map(({ payload }) => Buffer.from(payload, 'hex').toString('latin1'));
    expect(texts.some((text) => new RegExp(`debtor:\\d+/for:${of_ali}`).test(text)), 'who did it for whom');
    const back = await act_for(jonas, '0');
    expect_equal([back.status, back.json.acting_for], [200, undefined], 'back');
    expect((await claims_of(jonas)).every((each) => !own.includes(each)), 'his own again');
  });

  await check('to see is not to act', async () => {
    representation('end', id, '--reason', 'other terms', '--by', 'AB');
    const seen = representation(...grant, '--scope', 'see', '--until', day(30)).representation;
    await act_for(jonas, String(seen.representation));
    expect_equal(await claims_of(jonas), own, 'sees');
    const refusal = await jonas.post_json('/api/citizen/v1/plan/pause', {}, keyed());
    expect_equal([refusal.status, refusal.json.code], [403, 'may_only_see'], refusal.text);
    const paid = await jonas.pay([{ id: (await jonas.overview()).claims[0].id, amount_minor: 100 }], randomUUID());
    expect_equal(paid.status, 403, 'pays nothing');
    id = String(seen.representation);
  });

  await check('ended by the one who is acted for: at once, also where somebody is acting', async () => {
    const nobody = new Browser(demo.origin);
    expect_equal((await nobody.ask(kPath)).status, 401, 'nobody');
    const eva = await new Browser(demo.origin).be('eva');
    expect_equal((await eva.post_json(`${kPath}/${id}/end`, {}, keyed())).status, 404, 'a stranger');
    const ended = await ali.post_json(`${kPath}/${id}/end`, {}, keyed());
    expect_equal([ended.status, ended.json.represented_by], [200, []], ended.text);
    expect_equal((await ali.post_json(`${kPath}/${id}/end`, {}, keyed())).status, 200, 'twice is once');
    expect_equal((await jonas.ask('/api/citizen/v1/overview')).status, 401, 'the session in which it was used is over');
    const listed = representation('list', '--debtor', of_ali).representations;
    const of_this = listed.filter(({ debtor }) => String(debtor) === of_ali);
    expect_equal(of_this.map(({ in_force, reason }) => [in_force, reason]), [[false, 'other terms'], [false, 'by_themselves']], 'listed');
  });

  await demo.end();
  await check('the books are sound', () => expect_sound(database));
});
