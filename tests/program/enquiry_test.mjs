// What people tell or ask, with the real program: entered for who writes or calls, passed on, answered by staff and over
// the source API, told to the citizen with the reasons, counted, and never in a log.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { add_writing_authority, operator_books, settings_to_write, working_day } from './books_support.mjs';
import { Source, change, check, claim_of, day, everything_sent, expect, expect_equal, expect_sound, query, run, script, start_demo,
  temporary_folder } from './support.mjs';

await script(150, async () => {
  const books = operator_books();
  const { folder, path, at, done } = books;
  const outbox = join(folder, 'outbox');
  const enquiry = (...words) => JSON.parse(done('enquiry', ...words, '--authority', 'testby', '--json'));
  const refused = (pattern, ...words) => books.refused(pattern, 'enquiry', ...words, '--authority', 'testby');
  const by = ['--by', 'AB'];
  const send = () => JSON.parse(run('messages', 'send', '--once', '--json', '--outbox', outbox, '--db', `sqlite:${path}`).out);
  // What stands in a Digital Post message stands there in base64.
  const posts = () => readdirSync(outbox).sort().map((name) => readFileSync(join(outbox, name), 'utf8').replaceAll(
    /<memo:content>([^<]*)</g, (_, content) => Buffer.from(content, 'base64').toString('utf8')));
  const due = day(-40);
  add_writing_authority(books, { settings: settings_to_write({ portal: 'https://betal.testby.invalid/',
    complaint_guidance: 'Du kan klage til Prøvenævnet inden fire uger.' }), rows: [
    `A,0101900001,1200.00,${due},Karen Test,Mågevej 14,8999,Testby,20 00 00 01,`,
    `B,0101900002,900.00,${due},Bo Prøve,Havnegade 2,8999,Testby,,`,
    `C,0101900002,300.00,${due},Bo Prøve,Havnegade 2,8999,Testby,,`] });
  const claim = (reference) => query(path, `SELECT claim_id, state, principal_open, fee_open, open_objections FROM claim WHERE reference = '${reference}'`)[0];

  await check('a letter is entered for somebody without any login, and its words are sealed', () => {
    const words = at('letter.txt', 'Det er ikke min regning.\r\nVenlig hilsen Karen');
    const { enquiry: made, repeated } = enquiry('add', '--kind', 'objection', '--reason', 'not_mine', '--claim', 'A',
      '--way', 'paper', '--received', day(-3), '--words-file', words, ...by);
    expect_equal([made.kind, made.state, made.way, made.received, made.answer_by, repeated],
      ['objection', 'received', 'paper', day(-3), day(25), false], 'the enquiry');
    expect_equal(made.words, [{ line: 1, by: 'citizen', text: 'Det er ikke min regning.\nVenlig hilsen Karen' }], 'words');
    expect(claim('A').open_objections.startsWith('enquiry:'), 'the claim is disputed');
    const again = enquiry('add', '--kind', 'objection', '--reason', 'not_mine', '--claim', 'A', '--way', 'paper',
      '--received', day(-3), '--words-file', words, ...by);
    expect_equal([again.repeated, again.enquiry.enquiry], [true, made.enquiry], 'entered twice is entered once');
    expect(!readFileSync(path).includes('ikke min regning') && !readFileSync(`${path}-wal`, { flag: 'a+' }).includes('ikke min regning'), 'in the clear');
    expect(/objection \(not_mine\), received/.test(done('enquiry', 'list', '--authority', 'testby')), 'the list for people');
  });

  await check('the day takes no step for what is disputed', () => {
    const { enquiries } = JSON.parse(done('day', '--authority', 'testby', '--on', working_day(), '--json'));
    expect_equal([enquiries.late, enquiries.due_soon], [0, 0], 'due');
    const steps = (reference) => query(path, `SELECT count(*) AS n FROM message WHERE claims = '${claim(reference).claim_id}'`
      + " AND content NOT LIKE '%/enquiry_%'")[0].n;
    expect_equal(steps('A'), 0, 'messages about the disputed one');
    expect_equal(claim('A').fee_open, 0, 'no fee');
    const others = query(path, "SELECT count(*) AS n FROM message WHERE content NOT LIKE '%/enquiry_%'")[0].n;
    expect(others > 0, 'whoever does not wait is written to');
  });

  await check('the department is asked, staff answer with reasons, and the citizen is told', () => {
    const { enquiries: [waiting] } = enquiry('list', '--kind', 'objection');
    refused(/cannot be read/, 'ask', String(waiting.enquiry), '--words-file', join(folder, 'none'), ...by);
    const asked = enquiry('ask', waiting.number, '--words-file', at('ask.txt', 'Er det den rigtige?'), ...by).enquiry;
    expect_equal([asked.state, asked.department_answers_by], ['asked', day(14)], 'asked');
    const reasons = at('reasons.txt', 'Vi har set på aftalen. Den er underskrevet af dig.');
    refused(/give the reasons/, 'answer', waiting.number, '--outcome', 'rejected', ...by);
    refused(/say what changes/, 'answer', waiting.number, '--outcome', 'upheld', '--words-file', reasons, ...by);
    refused(/nothing changes/, 'answer', waiting.number, '--outcome', 'rejected', '--withdraw', '--words-file', reasons, ...by);
    refused(/enquiry_outcome/, 'answer', waiting.number, '--outcome', 'answered', '--words-file', reasons, ...by);
    const { enquiry: after } = enquiry('answer', waiting.number, '--outcome', 'rejected', '--words-file', reasons, ...by);
    expect_equal([after.state, after.outcome, after.late], ['answered', 'rejected', false], 'answered');
    expect_equal(after.words.map((each) => each.by), ['citizen', 'asker', 'answerer'], 'whose words');
    expect_equal(enquiry('answer', waiting.number, '--outcome', 'rejected', '--words-file', reasons, ...by).repeated, true, 'again');
    refused(/answered already, with 'rejected'/, 'answer', waiting.number, '--outcome', 'partly_upheld', '--no-change', '--words-file', reasons, ...by);
    expect_equal(claim('A').open_objections, '', 'disputed');
    refused(/enquiry_not_open/, 'close', waiting.number, '--reason', 'x', '--key', 'other', ...by);
    send();
    const all = posts().join('\n');
    expect(all.includes('underskrevet af dig'), 'the reasons');
    expect(all.includes('Prøvenævnet'), 'how to complain');
    expect(all.includes(waiting.number), 'the number');
    expect(!all.includes('ikke min regning') && !all.includes('den rigtige?'), 'nothing else that was written');
  });

  await check('upheld: the claim is withdrawn or lowered by the same wish', () => {
    const add = (reference, kind = 'objection', ...more) => enquiry('add', '--kind', kind, '--reason', 'wrong_amount',
      '--claim', reference, '--way', 'telephone', ...more, ...by).enquiry;
    const first = add('B');
    const text = at('ok.txt', 'Du har ret.');
    refused(/not higher than that/, 'answer', String(first.enquiry), '--outcome', 'partly_upheld', '--lower-to', 'B=90000', '--words-file', text, ...by);
    refused(/not about 'A'/, 'answer', String(first.enquiry), '--outcome', 'partly_upheld', '--lower-to', 'A=1', '--words-file', text, ...by);
    enquiry('answer', String(first.enquiry), '--outcome', 'partly_upheld', '--lower-to', 'B=50000', '--words-file', text, ...by);
    expect_equal(claim('B').principal_open, 50000, 'lowered');
    const second = add('C');
    const words = ['answer', String(second.enquiry), '--outcome', 'upheld', '--withdraw', '--words-file', text, ...by];
    expect_equal(enquiry(...words).enquiry.outcome, 'upheld', 'upheld');
    expect_equal(enquiry(...words).repeated, true, 'the same again');
    expect_equal(claim('C').state, 4, 'withdrawn');
    send();
    expect(posts().join().includes('Du har ret.'), 'told also about a claim that is gone');
  });

  await check('more time, a promise, a question: each with its own rule', () => {
    refused(/--until 2026-04-01/, 'add', '--kind', 'deferral', '--claim', 'B', ...by);
    const wish = enquiry('add', '--kind', 'deferral', '--claim', 'B', '--until', day(60), '--way', 'in_person', ...by).enquiry;
    const granted = enquiry('answer', String(wish.enquiry), '--outcome', 'upheld', '--words-file', at('d.txt', 'Ja.'), ...by).enquiry;
    expect_equal([granted.granted, granted.outcome], [day(60), 'upheld'], 'granted');
    const promise = enquiry('add', '--kind', 'promise', '--claim', 'A', '--until', day(10), ...by).enquiry;
    expect_equal([promise.state, promise.holds], ['closed', true], 'nobody has to answer');
    refused(/enquiry_words_missing/, 'add', '--kind', 'question', '--claim', 'A', ...by);
    const question = enquiry('add', '--kind', 'question', '--claim', 'A', '--words-file', at('q.txt', 'Hvorfor?'), ...by).enquiry;
    expect_equal(enquiry('close', String(question.enquiry), '--taken-back', '--reason', 'clear_now', ...by).enquiry.state, 'withdrawn', 'taken back');
  });

  await check('the authority counts its own duties, and says that its days are no law', () => {
    const { rows, total } = JSON.parse(done('report', 'duties', '--authority', 'testby', '--from', day(-10), '--to', day(0), '--json'));
    const objections = rows.find((row) => row.enquiry === 'objection');
    expect_equal([objections.received, objections.answered_in_time, objections.answered_late, objections.median_days], [3, 3, 0, '0'], 'objections');
    expect_equal([total.received, total.closed, total.withdrawn], [6, 1, 1], 'in all');
    expect(/WARNING: no law/.test(done('enquiry', 'policy', '--authority', 'testby')), 'the warning');
    expect_equal(enquiry('policy', '--set', 'answer_question_days=5').answer_question_days, 5, 'set');
    refused(/has no 'nonsense'/, 'policy', '--set', 'nonsense=1');
    refused(/cannot be used/, 'policy', '--set', 'answer_help_days=0');
    const asked = enquiry('add', '--kind', 'question', '--claim', 'B', '--received', day(-9), '--words-file', at('w.txt', 'Hvornår?'), ...by).enquiry;
    expect_equal([asked.answer_by, asked.late, asked.promised], [day(-4), true, day(14)], 'late from the start');
    expect_equal(enquiry('list', '--due').enquiries.map((each) => each.enquiry), [asked.enquiry], 'due');
  });

  await check('a day that finds an answer late tells the citizen once', () => {
    const asked = enquiry('add', '--kind', 'objection', '--reason', 'other', '--claim', 'B', '--key', 'once more', ...by).enquiry;
    // As if its day had come: the books cannot be told that it is another day.
    change(path, `UPDATE enquiry SET look_from_day = 1 WHERE enquiry_id = ${asked.enquiry}`);
    const on = working_day() === day(0) ? day(-1) : day(0);  // one that has not ended yet
    const ran = JSON.parse(done('day', '--authority', 'testby', '--on', on, '--json'));
    expect_equal(ran.enquiries.late, 1, 'the question from before');
    done('day', '--authority', 'testby', '--on', on);
    send();
    expect_equal(posts().filter((text) => text.includes('er forsinket')).length, 1, 'told once');
    expect_equal(query(path, "SELECT count(*) AS n FROM message WHERE content = 'dk/enquiry_late'")[0].n, 1, 'planned once');
  });
  expect_sound(path);

  const database = join(temporary_folder(), 'demo.db');
  const demo = await start_demo(database);
  const library = new Source(demo.origin, demo.api_key);
  const key_file = join(folder, 'key');
  writeFileSync(key_file, createHash('sha256').update('fairdue demo 1').digest('hex'));
  const staff = (...words) => {
    const { code, out, err } = run('enquiry', ...words, '--json', '--db', `sqlite:${database}`, '--key-file', key_file, '--authority', 'testby');
    expect_equal(code, 0, `enquiry ${words.join(' ')}: ${err}`);
    return JSON.parse(out);
  };
  for (const reference of ['E-1', 'E-2']) {
    const { status } = await library.post('/claims', claim_of(reference, 20_000,
      { debtors: [{ kind: 'person', national_id: '0121420001', name: 'Gunhild Prøvesen' }] }), `enquiry-${reference}`);
    expect_equal(status, 201, 'registered');
  }
  const words = at('api.txt', 'Bogen er afleveret <i dag>');
  const made = staff('add', '--kind', 'objection', '--reason', 'other', '--claim', 'E-1', '--claim', 'E-2', '--source', 'bibliotek',
    '--words-file', words, ...by).enquiry;

  await check('a department lists what is asked about its claims, reads one, and answers', async () => {
    const { status, json } = await library.get('/enquiries');
    expect_equal(status, 200, 'list');
    const listed = json.enquiries.find((each) => each.enquiry_id === String(made.enquiry));
    expect_equal([listed.kind, listed.number, listed.words, listed.claims.length], ['objection', made.number, [], 2], 'listed');
    const one = (await library.get(`/enquiries/${made.enquiry}`)).json;
    expect_equal(one.words, [{ line: 1, by: 'citizen', text: 'Bogen er afleveret <i dag>' }], 'read');
    expect_equal((await library.get('/enquiries/999999')).status, 404, 'no such');
    expect_equal((await library.get('/enquiries?x=1')).status, 422, 'a question that is not known');
    const answer = { outcome: 'upheld', words: 'Vi har fundet bogen.', date: day(0), claims: ['E-1'],
      changes: [{ reference: 'E-1', change: { kind: 'cancel', reason: 'found', date: day(0) } }] };
    const to = `/enquiries/${made.enquiry}/answers`;
    for (const [what, wrong, code] of [['no words', { ...answer, words: ' ' }, 422], ['no changes', { ...answer, changes: [] }, 422],
      ['another day', { ...answer, date: day(-1) }, 422], ['a change that is none', { ...answer, changes: [{ reference: 'E-1',
        change: { kind: 'hand_over', recipient: 'x', date: day(0) } }] }, 422], ['rejected, with changes', { ...answer, outcome: 'rejected' }, 422],
      ['another claim', { ...answer, claims: ['NOPE'] }, 404]]) {
      expect_equal((await library.post(to, wrong, `wrong ${what}`)).status, code, what);
    }
    const first = await library.post(to, answer, 'answer-1');
    expect_equal([first.status, first.json.repeated, first.json.enquiry.state], [201, false, 'received'], `one of two: ${first.text}`);
    const again = await library.post(to, answer, 'answer-1');
    expect_equal([again.status, again.json.seq], [200, first.json.seq], 'the same again');
    const other = await library.post(to, { ...answer, words: 'Noget andet.' }, 'answer-1');
    expect_equal([other.status, other.json.code], [409, 'idempotency_key_reused'], 'other words under the same key');
    const rest = await library.post(to, { outcome: 'rejected', words: 'Den anden mangler stadig.', date: day(0), claims: ['E-2'] }, 'answer-2');
    expect_equal([rest.json.enquiry.state, rest.json.enquiry.outcome], ['answered', 'partly_upheld'], rest.text);
    expect_equal((await library.post(to, answer, 'answer-3')).status, 409, 'answered already');
    const events = (await library.get('/events?limit=1000')).json.events.filter((each) => each.data.enquiry_id === String(made.enquiry));
    expect_equal(events.map((each) => `${each.type.split('.').slice(2, 4).join('.')} ${each.subject}`),
      ['claim.enquiry_received E-1', 'claim.enquiry_received E-2', 'claim.enquiry_answered E-1', 'claim.enquiry_answered E-2'], 'events');
    expect(!JSON.stringify(events).includes('Bogen'), 'no words in events');
  });

  await check('nothing that was written is in a log or a metric', async () => {
    await everything_sent(database);
    for (const part of ['Bogen er', 'fundet bogen', 'mangler stadig']) expect(!demo.err.includes(part), `the log holds '${part}'`);
  });
  await demo.end();
  expect_sound(database);
});
