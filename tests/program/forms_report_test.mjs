// How forms go, with the real program: what the pages tell and what the server sees itself, added up in one report; made-up
// names are refused; nothing of a person is in the numbers; and contacts after digital steps, from the same books.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, Source, check, claim_of, day, expect, expect_equal, expect_sound, query, run, script, sleep, start_demo,
  temporary_folder } from './support.mjs';

const kCounts = '/api/citizen/v1/form-counts';
const kWords = 'Hvorfor er det så meget?';

await script(150, async () => {
  const folder = temporary_folder();
  const database = join(folder, 'books.db');
  const demo = await start_demo(database);
  const key_file = join(folder, 'key');  // the demo's key is made from its seed
  writeFileSync(key_file, createHash('sha256').update('fairdue demo 1').digest('hex'));
  const at_books = ['--db', `sqlite:${database}`, '--authority', 'testby'];
  const library = new Source(demo.origin, demo.api_key);
  const maja = await new Browser(demo.origin).be('maja');
  const tell = (browser, body, headers) => browser.post_json(kCounts, body, headers);
  const report = (name, from = day(-1), to = day(0)) => {
    const { code, out, err } = run('report', name, ...at_books, '--from', from, '--to', to, '--json');
    expect_equal(code, 0, err);
    return JSON.parse(out);
  };
  /** "opened 1", "field_refused day 2/3" ... of one form. */
  const figures = (form) => report('forms').rows.filter((row) => row.form === form)
    .map(({ figure, field, code, count, of }) => [figure, field, code, of === '' ? count : `${count}/${of}`].filter((word) => word !== '').join(' '));
  const written = () => sleep(2_500);
  let last = 0;
  const link_to_new_claim = async () => {
    last += 1;
    const { status, text } = await library.post('/claims', claim_of(`F-${last}`, 50_000,
      { debtors: [{ kind: 'person', national_id: `01214200${String(last).padStart(2, '0')}`, name: 'Gunhild Prøvesen' }] }), `form-claim-${last}`);
    expect_equal(status, 201, text);
    const { code, out, err } = run('link', 'make', '--json', '--claim', `F-${last}`, '--channel', 'letter', '--key-file', key_file, ...at_books);
    expect_equal(code, 0, err);
    const browser = new Browser(demo.origin);
    await browser.ask(JSON.parse(out).path);
    return browser;
  };
  const form_of = async (browser, choice) => /name="form" value="([^"]*)"/.exec((await browser.ask(`/p/choices/${choice}`)).text)?.[1];

  await check('a form behind a link: opened, refused with its field, kept, found again, and sent', async () => {
    const browser = await link_to_new_claim();
    const form = await form_of(browser, 'question');
    const send = (fields) => browser.post_form('/p/choices/question', { form, ...fields });
    expect_equal((await send({ words: '' })).status, 422, 'no question');
    expect_equal((await send({ words: kWords, keep: '1' })).status, 303, 'kept');
    await form_of(browser, 'question');
    expect_equal((await send({ words: kWords })).status, 303, 'sent');
    await written();
    expect_equal(figures('link_question'), ['opened 1', 'sent 1', 'kept 1', 'never_sent 0/1', 'refused 1/2',
      'field_refused words 1/2', 'field_code words missing 1/1'], 'the question');
  });

  await check('a form that nobody sends is begun and never sent; instalments as well', async () => {
    const browser = await link_to_new_claim();
    await form_of(browser, 'deferral');
    await form_of(browser, 'instalments');
    const form = await form_of(browser, 'instalments');
    expect_equal((await browser.post_form('/p/choices/instalments', { form, plans: '1' })).status, 422, 'no plan chosen');
    await written();
    expect_equal(figures('link_deferral'), ['opened 1', 'sent 0', 'kept 0', 'never_sent 1/1', 'refused 0/0'], 'more time');
    expect_equal(figures('link_plan'), ['opened 2', 'sent 0', 'kept 0', 'never_sent 2/2', 'refused 1/1',
      'field_refused plan 1/1', 'field_code plan missing 1/1'], 'a plan');
  });

  await check('what the pages see alone they tell; what arrives is counted there', async () => {
    expect_equal((await tell(maja, { form: 'enquiry', deed: 'opened' })).status, 204, 'opened');
    const faults = [{ field: 'day', code: 'missing' }, { field: 'words', code: 'too_long' }];
    expect_equal((await tell(maja, { form: 'enquiry', deed: 'refused', faults })).status, 204, 'refused');
    expect_equal((await tell(maja, { form: 'ability', deed: 'sent' })).status, 204, 'answered');
    const claim = (await maja.ask('/api/citizen/v1/overview')).json.claims.find((each) => each.state === 'open');
    const send = (body, key) => maja.post_json('/api/citizen/v1/enquiries', { claims: [claim.id], ...body }, { 'idempotency-key': key });
    expect_equal((await send({ kind: 'question', words: '' }, 'forms-test-key-1')).status, 422, 'no words');
    expect_equal((await send({ kind: 'question', words: kWords }, 'forms-test-key-2')).status, 201, 'sent');
    await written();
    expect_equal(figures('enquiry'), ['opened 1', 'sent 1', 'kept 0', 'never_sent 0/1', 'refused 2/3',
      'field_refused day 1/3', 'field_code day missing 1/1', 'field_refused words 2/3', 'field_code words missing 1/2',
      'field_code words too_long 1/2'], 'the enquiry');
    expect_equal(figures('ability')[1], 'sent 1', 'ability to pay');
  });

  await check('only names from the lists are taken, from whoever is logged in and sends the token', async () => {
    const before = report('forms').rows;
    const wrong = [
      { form: 'tax_return', deed: 'opened' }, { form: 'link_question', deed: 'opened' }, { form: 'enquiry', deed: 'hacked' },
      { form: 'enquiry', deed: 'refused' }, { form: 'enquiry', deed: 'refused', faults: [] },
      { form: 'enquiry', deed: 'opened', faults: [{ field: 'day', code: 'missing' }] },
      { form: 'enquiry', deed: 'refused', faults: [{ field: '010190-1234', code: 'missing' }] },
      { form: 'enquiry', deed: 'refused', faults: [{ field: 'income', code: 'missing' }] },
      { form: 'enquiry', deed: 'refused', faults: [{ field: 'day', code: 'my name is Maja' }] },
      { form: 'enquiry', deed: 'opened', words: 'Maja' }, { form: 'enquiry', deed: 'sent' },
    ];
    for (const body of wrong) expect_equal((await tell(maja, body)).status, 422, JSON.stringify(body));
    expect_equal((await tell(new Browser(demo.origin), wrong[0])).status, 401, 'not logged in');
    expect_equal((await tell(maja, { form: 'enquiry', deed: 'opened' }, { 'x-csrf-token': 'other' })).status, 403, 'no token');
    await written();
    expect_equal(report('forms').rows, before, 'nothing was counted');
  });

  await check('how much one session can tell is limited', async () => {
    const ali = await new Browser(demo.origin).be('ali');
    const statuses = [];
    for (let i = 0; i < 35; ++i) statuses.push((await tell(ali, { form: 'direct_debit', deed: 'opened' })).status);
    const taken = statuses.filter((status) => status === 204).length;
    expect(taken >= 30 && taken < 35 && statuses.at(-1) === 429, statuses.join());
    await written();
    expect_equal(figures('direct_debit')[0], `opened ${taken}`, 'counted');
  });

  await check('the numbers hold names of the lists, and nothing of what was typed', () => {
    const rows = query(database, 'SELECT * FROM form_count');
    expect(rows.length > 8, 'rows');
    const words = new Set(rows.flatMap(({ form, field, code }) => [form, field, code]));
    for (const word of words) expect(/^[a-z_]*$/.test(word), word);
    expect_equal(Object.keys(rows[0]).sort(), ['authority_id', 'code', 'day', 'deed', 'field', 'form', 'n'], 'columns');
  });

  await check('as text it says below what each figure means; a day before has its own figures', () => {
    const { out } = run('report', 'forms', ...at_books, '--from', day(-1), '--to', day(0));
    expect(/^link_question +opened +1/m.test(out), out);
    expect(/^field_refused: tries that were refused because of this field/m.test(out), 'what it means');
    expect_equal(report('forms', day(-30), day(-2)).rows, [], 'nobody had opened anything');
  });

  await check('a question after a digital step is a contact; so is a call that staff enter', async () => {
    const figure = (name) => report('failure-demand', day(-365), day(0)).rows.find((row) => row.figure === name);
    const call_about = (number) => {
      const { code, err } = run('enquiry', 'add', '--kind', 'help', '--reason', 'asked', '--claim', `F-${number}`, '--way', 'telephone', '--by', 'AB',
        '--key-file', key_file, ...at_books);
      expect_equal(code, 0, err);
    };
    const first = last + 1;
    for (let i = 0; i < 12; ++i) {
      const browser = await link_to_new_claim();
      if (i >= 6) continue;
      const form = await form_of(browser, 'objection');
      expect_equal((await browser.post_form('/p/choices/objection', { form, reason: 'not_mine', words: '' })).status, 303, 'objected');
    }
    for (let number = first; number <= last; ++number) call_about(number);
    expect_equal(figure('followed_enquiry_objection').too_early, 6, 'six steps of today, which have not had their seven days');
    // Twelve calls, six of them after an objection; and two questions of before, one of them after a message perhaps.
    expect_equal(figure('contacts').count, 14, 'contacts');
    const after = figure('contacts_after_step').count;
    expect(after === 6 || after === 7, `after a step: ${after}`);
    const { rows, report: name } = report('failure-demand', day(-365), day(0));
    expect_equal(name, 'failure-demand', 'head');
    for (const row of rows) expect(row.means.length > 20, `${row.figure} says what it means`);
    const { out } = run('report', 'failure-demand', ...at_books, '--from', day(-7), '--to', day(0));
    expect(/^contacts_after_step +[67] +14 /m.test(out) && /calls that staff have not entered are not seen/.test(out), out);
  });

  await check('what was counted last is written when the server stops', async () => {
    await tell(maja, { form: 'direct_debit', deed: 'opened' });
    const before = figures('direct_debit')[0];
    await demo.end();
    expect(figures('direct_debit')[0] !== before, 'one more');
    expect_sound(database);
  });
});
