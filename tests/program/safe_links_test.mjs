// Safe links and codes against the real program: what a stranger learns, paying and choosing once however often it is
// pressed, links that are paid, old, revoked or made up, and that guessing is stopped and nothing is logged.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, Source, call, change, check, claim_of, day, everything_sent, expect, expect_equal, expect_sound, query,
  run, script, sleep, start_demo, temporary_folder } from './support.mjs';

const kPerson = 'Gunhild Prøvesen';

await script(150, async () => {
  const folder = temporary_folder();
  const database = join(folder, 'books.db');
  const demo = await start_demo(database);
  const library = new Source(demo.origin, demo.api_key);
  const key_file = join(folder, 'key');  // the demo's key is made from its seed
  writeFileSync(key_file, createHash('sha256').update('fairdue demo 1').digest('hex'));
  const secrets = [];

  // --- what every case does -----------------------------------------------------------------------------------------

  const at_books = ['--db', `sqlite:${database}`, '--key-file', key_file, '--authority', 'testby'];
  const link_command = (...words) => run('link', ...words, ...at_books);
  let last = 0;
  const new_claim = async (minor, national_id = '0121420001') => {
    last += 1;
    const reference = `S-${last}`;
    const { status, text } = await library.post('/claims',
      claim_of(reference, minor, { debtors: [{ kind: 'person', national_id, name: kPerson }] }), `link-claim-${last}`);
    expect_equal(status, 201, `register: ${text}`);
    return reference;
  };
  const make = (references, ...more) => {
    const { code, out, err } = link_command('make', '--json', ...references.flatMap((one) => ['--claim', one]), ...more);
    expect_equal(code, 0, `make a link: ${err}`);
    const made = JSON.parse(out);
    secrets.push(made.code ?? made.path.slice(3));
    return made;
  };
  const letter = (...references) => make(references, '--channel', 'letter');
  const open = async (made, browser = new Browser(demo.origin)) => {
    const { status, headers } = await browser.ask(made.path);
    expect_equal([status, headers.get('location')], [303, '/p'], 'opening the link');
    return browser;
  };
  const field = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
  const page = async (browser, path = '/p') => (await browser.ask(path)).text;
  const pay_fields = (html, means = 'mobilepay') => ({ form: field(html, 'form'), key: field(html, 'key'),
    amount: field(html, 'amount'), means });
  const heading = (html) => /<h1>([^<]*)<\/h1>/.exec(html)?.[1];
  const choose = async (browser, choice, fields = {}) => {
    const html = await page(browser, `/p/choices/${choice}`);
    return browser.post_form(`/p/choices/${choice}`, { form: field(html, 'form'), ...fields });
  };
  const claim_row = (reference) => query(database,
    `SELECT hex(holds) AS holds, open_objections, principal_open FROM claim WHERE reference = '${reference}'`)[0];
  const entries = () => query(database, 'SELECT count(*) AS n FROM journal_entry')[0].n;
  const payments = () => query(database, 'SELECT count(*) AS n FROM payment')[0].n;
  const follow = async (browser, path) => {
    let answer = await browser.ask(path);
    while (answer.status === 303) answer = await browser.ask(new URL(answer.headers.get('location'), demo.origin).pathname);
    return answer.text;
  };

  // --- the cases ----------------------------------------------------------------------------------------------------

  await check('a stranger learns the amount of exactly these claims and who it is owed to, and no more', async () => {
    const [one, two] = [await new_claim(12_345), await new_claim(10_000)];
    await new_claim(777_700);
    const made = letter(one, two);
    expect(/^\/p\/[0-9A-Za-z]{22}$/.test(made.path), `an address for a text message: ${made.path}`);
    const browser = await open(made);
    const { text, headers } = await browser.ask('/p');
    expect(text.includes('223,45 kr.'), 'the sum of the two');
    expect(text.includes('Testby Kommune'), 'whose it is');
    for (const hidden of [kPerson, 'Gunhild', one, 'library', 'ibliotek', '7.777', '0121420001', made.path.slice(3)]) {
      expect(!text.includes(hidden), `the page holds ${hidden}`);
    }
    for (const [name, wanted] of [['referrer-policy', 'no-referrer'], ['cache-control', 'no-store'],
      ['x-frame-options', 'DENY'], ['x-content-type-options', 'nosniff']]) {
      expect_equal(headers.get(name), wanted, name);
    }
    const policy = headers.get('content-security-policy');
    expect(policy.startsWith("default-src 'none'") && !/unsafe|\*/.test(policy), policy);
    expect(!/src="http|href="http|url\('http/.test(text), 'nothing of others is loaded');
    expect(!/<script/.test(text), 'no script');
  });

  await check('opening a link a hundred times changes nothing', async () => {
    const made = letter(await new_claim(5_000));
    await everything_sent(database);
    const before = entries();
    for (let i = 0; i < 100; i += 1) {
      const browser = await open(made);
      for (const path of ['/p', '/p/choices/help', '/p/choices/pay_on_date']) await browser.ask(path);
    }
    expect_equal(entries(), before, 'journal entries');
  });

  await check('paying twice at once is one payment, and the link then says that nothing is to be paid', async () => {
    const reference = await new_claim(25_000);
    const browser = await open(letter(reference));
    const fields = pay_fields(await page(browser));
    const before = payments();
    const [first, second] = await Promise.all([browser.post_form('/p/pay', fields), browser.post_form('/p/pay', fields)]);
    expect_equal([first.status, second.status], [303, 303], 'both are led on');
    const wallet = [first, second].map(({ headers }) => headers.get('location')).find((to) => to.includes('/sandbox/'));
    const { headers } = await browser.post_form(new URL(wallet).pathname, { answer: 'approve' });
    const receipt = await browser.ask(new URL(headers.get('location')).pathname);
    expect_equal(heading(receipt.text), 'Tak, du har betalt', 'the receipt');
    expect(/250,00 kr\./.test(receipt.text) && /TESTBY-\d{6}/.test(receipt.text), 'amount and number');
    expect_equal(heading(await page(browser)), 'Der er ikke noget at betale her', 'the link afterwards');
    const late = await browser.post_form('/p/pay', fields);
    expect(/^\/p\/payments\/\d+$/.test(late.headers.get('location')), 'a third press leads to the same payment');
    await sleep(1500);
    expect_equal(payments() - before, 1, 'payments');
    expect_equal(claim_row(reference).principal_open, 0, 'open');
  });

  await check('by card, given up, and tried again', async () => {
    const browser = await open(letter(await new_claim(8_000)));
    const { headers } = await browser.post_form('/p/pay', pay_fields(await page(browser), 'card'));
    const card = new URL(headers.get('location')).pathname;
    const back = await browser.post_form(card, { answer: 'back' });
    const to = new URL(back.headers.get('location'));
    expect(to.pathname.startsWith('/p/payments/of/'), `back at ${to.pathname}`);
    const left = await browser.ask(to.pathname + to.search);
    expect_equal(heading(await page(browser, left.headers.get('location'))), 'Der er ikke betalt', 'given up');
    expect(field(await page(browser), 'key') !== undefined, 'it can be tried again');
  });

  await check('an amount that changed meanwhile is shown before it is paid', async () => {
    const reference = await new_claim(9_000);
    const browser = await open(letter(reference));
    const fields = pay_fields(await page(browser));
    const { status, text } = await library.post(`/claims/${reference}/changes`,
      { kind: 'amend', component: 'principal', mode: 'down_by', amount_minor: 1_000, reason: 'wrong_rate', date: day(-1) }, 'amend-1');
    expect_equal(status, 201, text);
    const { headers } = await browser.post_form('/p/pay', fields);
    expect_equal(headers.get('location'), '/p?note=changed', 'led back');
    expect((await page(browser, '/p?note=changed')).includes('80,00 kr.'), 'the new amount');
  });

  await check('a day promised is one hold, whatever the second click says', async () => {
    const reference = await new_claim(30_000);
    const made = letter(reference);
    const browser = await open(made);
    const html = await page(browser, '/p/choices/pay_on_date');
    const fields = { form: field(html, 'form') };
    expect_equal((html.match(/<option value="\d/g) ?? []).length, 30, 'days to choose from');
    for (const wrong of ['', day(-1), day(45), 'soon']) {
      expect_equal((await browser.post_form('/p/choices/pay_on_date', { ...fields, day: wrong })).status, 422, `day '${wrong}'`);
    }
    const before = entries();
    const answers = await Promise.all([10, 10, 20].map((ahead) =>
      browser.post_form('/p/choices/pay_on_date', { ...fields, day: day(ahead) })));
    for (const { status, headers } of answers) {
      expect_equal([status, headers.get('location')], [303, '/p/receipts/pay_on_date'], 'each is led to the receipt');
    }
    expect_equal(entries() - before, 1, 'entries');
    expect(/TESTBY-H\d{6}/.test(await page(browser, '/p/receipts/pay_on_date')), 'a number');
    const second = await open(letter(reference));
    expect((await page(second, '/p/choices/pay_on_date')).includes('kun gøres én gang'), 'once for each claim');
  });

  await check('instalments, help and disagreeing are in the books and on the list that a person answers', async () => {
    const reference = await new_claim(40_000);
    const browser = await open(letter(reference));
    const words = 'Jeg har betalt i maj, se bilag 7';
    for (const [choice, fields] of [['instalments', {}], ['help', {}], ['deferral', { day: day(90) }],
      ['question', { words: 'Hvad er det for en regning?' }], ['objection', { reason: 'already_paid', words }]]) {
      const { status, headers } = await choose(browser, choice, fields);
      expect_equal([status, headers.get('location')], [303, `/p/receipts/${choice}`], choice);
    }
    expect_equal((await choose(await open(letter(reference)), 'objection', { reason: 'free text' })).status, 422, 'other reasons');
    expect(/^enquiry:\d+$/.test(claim_row(reference).open_objections), claim_row(reference).open_objections);
    const enquiry = (...words_of) => JSON.parse(run('enquiry', ...words_of, '--json', ...at_books).out);
    const mine = enquiry('list').enquiries.filter(({ claims }) => claims.some((one) => one.reference === reference));
    expect_equal(mine.map(({ kind }) => kind).sort(), ['deferral', 'help', 'instalments', 'objection', 'question'], 'the list');
    for (const { number, late, holds } of mine) {
      expect(/^TESTBY-H\d{6}$/.test(number) && !number.endsWith('000000') && !late && holds, number);
    }
    const receipt = await page(browser, '/p/receipts/help');
    const help = mine.find(({ kind }) => kind === 'help');
    expect(receipt.includes(help.number), 'the same number');
    const objection = mine.find(({ kind }) => kind === 'objection');
    expect_equal(enquiry('show', objection.number).enquiry.words, [{ line: 1, by: 'citizen', text: words }], 'what was written');
    for (const path of ['/p', '/p/receipts/objection']) {
      expect(!(await page(browser, path)).includes('bilag 7'), `whoever holds the link reads nothing of it at ${path}`);
    }
    const sealed = query(database, 'SELECT hex(sealed) AS sealed FROM enquiry_words').map((row) => row.sealed).join();
    expect(!sealed.includes(Buffer.from('bilag').toString('hex').toUpperCase()), 'it is sealed');
  });

  await check('nothing that was typed is lost: the form comes back with it, also when it cannot be sent any more', async () => {
    const reference = await new_claim(11_000);
    const browser = await open(letter(reference));
    const typed = 'Linje 1 <b>&\r\nLinje 2';
    const shown = 'Linje 1 &lt;b&gt;&amp;\nLinje 2';
    await everything_sent(database);
    const before = entries();
    const refused = await choose(browser, 'objection', { words: typed });
    expect_equal(refused.status, 422, 'no reason');
    expect(refused.text.includes(shown) && /role="alert"/.test(refused.text), 'the words and the error');
    const too_long = await choose(browser, 'question', { words: 'å'.repeat(2_001) });
    expect(too_long.status === 422 && too_long.text.includes('å'.repeat(2_001)), 'too long, and not cut off');
    const no_day = await choose(browser, 'deferral', { words: typed, day: day(400) });
    expect(no_day.status === 422 && no_day.text.includes(shown) && no_day.text.includes(day(400)), 'the day and the words');
    expect_equal((await choose(browser, 'question', { words: ' \n' })).status, 422, 'an empty question');
    const html = await page(browser, '/p/choices/objection');
    browser.cookies.clear();
    const lost = await browser.post_form('/p/choices/objection', { form: field(html, 'form'), reason: 'other', words: typed });
    expect(lost.status === 409 && lost.text.includes(shown), 'the link does not work any more: the words come back');
    expect_equal(entries(), before, 'entries');
  });

  await check('a double click with other words is one enquiry, and the first words count', async () => {
    const reference = await new_claim(12_000);
    const browser = await open(letter(reference));
    const form = field(await page(browser, '/p/choices/question'), 'form');
    await everything_sent(database);
    const before = entries();
    const answers = await Promise.all(['one', 'two', 'three'].map((words) =>
      browser.post_form('/p/choices/question', { form, words })));
    for (const { status, headers } of answers) {
      expect_equal([status, headers.get('location')], [303, '/p/receipts/question'], 'each is led to the receipt');
    }
    const all = query(database, "SELECT count(*) AS n FROM enquiry_words w JOIN enquiry e USING (enquiry_id)"
      + ` WHERE e.recorded_seq > ${before}`)[0].n;
    expect_equal(all, 1, 'lines of words');
  });

  await check('a form of another page, another link or another site does nothing', async () => {
    const [mine, other] = [letter(await new_claim(6_000)), letter(await new_claim(7_000))];
    const browser = await open(mine);
    const fields = pay_fields(await page(browser));
    await everything_sent(database);
    const before = entries();
    await open(other, browser);
    const moved = await browser.post_form('/p/pay', fields);
    expect_equal(moved.headers.get('location'), '/p', 'the form of the link before');
    const forged = await browser.ask('/p/choices/help', { method: 'POST', body: `form=${field(await page(browser), 'form')}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' } });
    expect_equal(forged.headers.get('location'), '/p', 'from another site');
    await browser.post_form('/p/choices/help', { form: 'x' });
    expect_equal(entries(), before, 'entries');
  });

  await check('unknown, expired and revoked are one and the same page', async () => {
    const [old, gone] = [letter(await new_claim(1_000)), letter(await new_claim(1_000))];
    const browser = await open(gone);
    change(database, `UPDATE safe_link SET expires = 1 WHERE link_id = ${old.link}`);
    expect_equal(link_command('revoke', String(gone.link)).code, 0, 'revoke');
    expect(/no link \d+ that still works/.test(link_command('revoke', String(gone.link)).err), 'revoked once');
    const unknown = '/p/0123456789ABCDEFGHIJab';
    const answers = [];
    for (const path of [unknown, old.path, gone.path, '/p/nonsense']) answers.push(await call(demo.origin + path));
    for (const { status, text } of answers) {
      expect_equal(status, 404, 'status');
      expect(text === answers[0].text, 'the bodies differ');
    }
    expect_equal(heading(answers[0].text), 'Her er ikke noget at se', 'a calm page');
    const after = await browser.ask('/p');
    expect_equal(after.status, 404, 'also for who had it open');
    expect(after.text === answers[0].text, 'the same there');
    expect_equal(browser.cookies.size, 0, 'cookies left');
  });

  await check('links switched off: a code, the same page and the same choices', async () => {
    expect_equal(link_command('policy', '--codes').code, 0, 'links switched off');
    const made = make([await new_claim(15_500)]);
    expect(/^[34679AC-HJKMNPQRTVWXY]{5}-[34679AC-HJKMNPQRTVWXY]{5}$/.test(made.code) && made.path === '/p', made.code);
    const browser = new Browser(demo.origin);
    expect((await page(browser)).includes('Skriv koden'), 'a field for the code');
    const { status, headers } = await browser.post_form('/p', { code: ` ${made.code.toLowerCase().replace('-', ' ')} ` });
    expect_equal([status, headers.get('location')], [303, '/p'], 'as people type it');
    expect((await page(browser)).includes('155,00 kr.'), 'the amount');
    expect_equal((await choose(browser, 'help')).status, 303, 'a choice');
    expect_equal(JSON.parse(link_command('policy', '--json').out), { links_in_sms: false }, 'the policy');
    expect_equal(JSON.parse(link_command('policy', '--links', '--json').out), { links_in_sms: true }, 'the new policy');
    expect(make([await new_claim(1_000)]).path.length === 25, 'a link once links are switched on');
  });

  await check('is this message from us? yes or no, and nothing about a person', async () => {
    const made = letter(await new_claim(2_000));
    const ask = async (code) => (await new Browser(demo.origin).post_form('/message', { code })).text;
    for (const typed of [made.path.slice(3), demo.origin + made.path]) {
      const text = await ask(typed);
      expect(text.includes('Ja, den er fra os') && !text.includes('20,00') && !text.includes(kPerson), 'yes');
    }
    expect((await ask('ACDEF-34679')).includes('Nej, den kender vi ikke'), 'no');
    expect_equal((await new Browser(demo.origin).post_form('/message', { code: ' ' })).status, 422, 'nothing typed');
    expect_equal((await call(`${demo.origin}/message`)).status, 200, 'the page itself');
  });

  await check('english is as complete', async () => {
    const browser = await open(letter(await new_claim(2_500)));
    const switched = await browser.ask('/p?language=en');
    expect_equal([switched.status, switched.headers.get('location')], [303, '/p'], 'switch');
    const text = await page(browser);
    expect(text.includes('<html lang="en">') && text.includes('DKK 25.00') && text.includes('I need help'), 'in English');
    expect(!/[æøå]/i.test(text.replace(/<style>.*<\/style>/s, '')), 'no Danish left');
  });

  await check('what cannot be is refused with a word', async () => {
    const [mine, other] = [await new_claim(100), await new_claim(100, '0221420009')];
    expect(/is not owed by debtor/.test(link_command('make', '--claim', mine, '--claim', other).err), 'two debtors');
    expect(/no claim with the reference/.test(link_command('make', '--claim', 'NOPE').err), 'no such claim');
    expect_equal(link_command('make', '--claim', mine, '--days', '0').code, 2, 'no days');
    expect_equal(link_command('make').code, 2, 'no claim');
  });

  await check('guessing codes is stopped, also with forged cookies', async () => {
    const made = make([await new_claim(3_000)], '--channel', 'letter');
    expect_equal(link_command('policy', '--codes').code, 0, 'codes again');
    const code = make([await new_claim(3_000)]).code;
    const statuses = [];
    for (let i = 0; i < 40; i += 1) {
      const guess = `ACDEF${String(33333 + i).replaceAll(/[01258]/g, '7')}`;
      const { status, headers } = await new Browser(demo.origin).post_form('/p', { code: guess });
      statuses.push(status);
      if (status === 429) expect(Number(headers.get('retry-after')) >= 1, 'says for how long');
    }
    expect(statuses.filter((status) => status === 422).length <= 12, `tries that were answered: ${statuses}`);
    expect(statuses.slice(-20).every((status) => status === 429), 'the rest is refused');
    expect_equal((await new Browser(demo.origin).post_form('/p', { code })).status, 429, 'a right guess after that too');
    expect_equal((await new Browser(demo.origin).post_form('/message', { code })).status, 429, 'nor asked elsewhere');
    const forged = new Browser(demo.origin);
    forged.cookies.set('link', `${code.replace('-', '')}.${'A'.repeat(43)}`);
    expect((await page(forged)).includes('Skriv koden'), 'a forged cookie opens nothing');
    await open(made);
  });

  await check('guessing tokens finds nothing and is stopped', async () => {
    let refused = 0;
    for (let i = 0; i < 150; i += 1) {
      const { status } = await call(`${demo.origin}/p/${createHash('sha256').update(`guess ${i}`).digest('hex').slice(0, 22)}`);
      expect(status === 404 || status === 429, `a guess was answered with ${status}`);
      if (status === 429) refused += 1;
    }
    expect(refused >= 80, `refused ${refused} of 150`);
    return `${refused} of 150 refused`;
  });

  await check('no secret is in the log, the metrics or the database', async () => {
    const { text: metrics } = await call(`${demo.origin}/metrics`);
    const dump = query(database, 'SELECT claims, hex(secret_digest) AS digest FROM safe_link');
    expect(demo.err.includes('"/p/{token}"') && metrics.includes('/p/{token}'), 'the route is named by its pattern');
    for (const secret of secrets) {
      for (const [where, text] of [['log', demo.err], ['metrics', metrics], ['database', JSON.stringify(dump)]]) {
        expect(!text.includes(secret) && !text.includes(secret.replace('-', '')), `a secret is in the ${where}`);
      }
    }
    return `${secrets.length} secrets`;
  });

  await demo.end();
  await check('the books are sound', () => { expect_sound(database); });
});
