// What no well-meaning caller sends: every such request gets a 4xx that says what to do, and changes nothing. Every
// answer carries the headers that make a browser careful, and the log names nobody.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { write_configuration } from './login_support.mjs';
import { Browser, Source, audit, call, check, claim_of, day, everything_sent, expect, expect_equal, expect_sound,
  free_port, kRoot, query, run, script, start_demo, start_serve, temporary_folder } from './support.mjs';

const kCanary = { kind: 'person', national_id: '0921409871', name: 'Kanariefugl Gulvinge', email: 'kanarie@testby.invalid',
  address: 'Fuglevej 77', phone: '+45 00998877' };

/** What the server answers to these very bytes. */
function raw(port, text) {
  return new Promise((done, failed) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setTimeout(5000, () => socket.destroy(new Error(`no answer to ${JSON.stringify(text.slice(0, 80))}`)));
    socket.on('data', (piece) => { answer += piece; if (/\r\n\r\n/.test(answer)) socket.end(); });
    socket.on('error', (error) => (answer ? done(answer) : failed(error)));
    socket.on('close', () => done(answer));
  });
}
const raw_status = async (port, text) => Number(/^HTTP\/1\.1 (\d+)/.exec(await raw(port, text))?.[1]);

/** The operations of the contract: `{ method, path, privilege }`. */
function operations() {
  const found = [];
  let path = '';
  for (const line of readFileSync(join(kRoot, 'api', 'openapi.yaml'), 'utf8').split('\n')) {
    if (/^\S/.test(line)) path = '';
    const new_path = /^ {2}(\/[^:]*):/.exec(line);
    if (new_path) [, path] = new_path;
    const method = /^ {4}(get|post|put|patch|delete):/.exec(line);
    if (method && path) found.push({ method: method[1].toUpperCase(), path, privilege: '' });
    const privilege = /^ {6}x-privilege: (\w+)/.exec(line);
    if (privilege && found.length > 0) found.at(-1).privilege = privilege[1];
  }
  return found;
}

/** An answer without what differs every time. */
const lasting = ({ status, headers, text }) => JSON.stringify([status, text.replace(/"request_id":"[^"]*"/, ''),
  [...headers].filter(([name]) => !['date', 'x-request-id', 'content-length'].includes(name))]);

await script(150, async () => {
  const folder = temporary_folder();
  const database = join(folder, 'books.db');
  const demo = await start_demo(database);
  await everything_sent(database);
  const port = Number(new URL(demo.origin).port);
  const library = new Source(demo.origin, demo.api_key);
  const maja = await new Browser(demo.origin).be('maja');
  const ali = await new Browser(demo.origin).be('ali');

  const expect_problem = (answer, status, what) => {
    const wanted = Array.isArray(status) ? status : [status];
    expect(wanted.includes(answer.status), `${what}: answered ${answer.status} ${answer.text.slice(0, 160)}, wanted ${status}`);
    expect_equal(answer.headers.get('content-type'), 'application/problem+json', `${what}: content type`);
    const { code, next_step, title, status: told } = answer.json;
    expect(/^[a-z0-9_]+$/.test(code) && next_step && title && told === answer.status, `${what}: ${answer.text}`);
  };

  /** Nothing in the books is other than before `body`. */
  const unchanged = async (body) => {
    const before = audit(database);
    const note = await body();
    expect_equal(audit(database), before, 'books');
    expect(before.sound, 'the books are not sound');
    return note;
  };

  // --- citizens -----------------------------------------------------------------------------------------------------

  const own = (await maja.overview()).claims.find(({ payable }) => payable);
  const basket = { claims: [{ id: own.id, amount_minor: own.open_minor }], means: 'mobilepay', language: 'da' };
  let last_key = 0;
  const new_key = () => { last_key += 1; return `key-of-a-bad-request-${last_key}`; };
  const pay = (value, headers = {}) => maja.post_json('/api/citizen/v1/payments', value,
    { 'idempotency-key': new_key(), ...headers });

  await check('a payment that did not come from the page is refused', () => unchanged(async () => {
    const tokens = { none: '', wrong: 'x'.repeat(43), 'of another person': ali.token, shorter: maja.token.slice(1) };
    for (const [name, token] of Object.entries(tokens)) {
      const answer = await pay(basket, { 'x-csrf-token': token });
      expect_problem(answer, 403, `token ${name}`);
      expect_equal(answer.json.code, 'csrf_token_invalid', `token ${name}`);
    }
    for (const site of ['cross-site', 'same-site']) expect_problem(await pay(basket, { 'sec-fetch-site': site }), 403, site);
    const as_form = await maja.ask('/api/citizen/v1/payments', { method: 'POST', body: JSON.stringify(basket),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': new_key(), 'sec-fetch-site': 'cross-site' } });
    expect(as_form.status >= 400 && as_form.status < 500, `a form of another site: ${as_form.status}`);
    const as_text = await maja.ask('/api/citizen/v1/payments', { method: 'POST', body: JSON.stringify(basket),
      headers: { 'content-type': 'text/plain', 'idempotency-key': new_key(), 'sec-fetch-site': 'cross-site' } });
    expect_problem(as_text, 403, 'text of another site');
  }));
  await check('another site can neither log in nor out', async () => {
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' } };
    expect_problem(await maja.ask('/demo/login', { ...form, body: 'persona=bo' }), 403, 'log in');
    expect_problem(await maja.ask('/logout', { ...form, body: `csrf_token=${maja.token}` }), 403, 'log out');
    expect_equal((await maja.session()).name, 'Maja Vestergaard', 'who is logged in');
  });
  await check("another person's claim or payment answers like one that does not exist", async () => {
    const of_ali = (await ali.overview()).claims[0];
    const started = await ali.pay([{ id: of_ali.id, amount_minor: of_ali.open_minor }], new_key());
    expect_equal(started.status, 201, 'payment of the other person');
    const of_others = query(database, 'SELECT payment_id FROM payment ORDER BY payment_id DESC LIMIT 1')[0].payment_id;
    const at_own = new Set((await maja.overview()).payments.map(({ id }) => id));
    expect(!at_own.has(String(of_others)), 'the example is no good');
    for (const [kind, ids] of [['claims', [of_ali.id]], ['payments', [started.json.id, of_others]]]) {
      const unknown = lasting(await maja.ask(`/api/citizen/v1/${kind}/999999999`));
      for (const id of [...ids, '0', '-1', 'x', '99999999999999999999', '1%20']) {
        expect_equal(lasting(await maja.ask(`/api/citizen/v1/${kind}/${id}`)), unknown, `${kind}/${id}`);
      }
    }
    const own_page = await maja.ask(`/claims/${of_ali.id}`);
    expect(!own_page.text.includes(of_ali.reference), "the page shows another person's claim");
  });
  await check('a basket that makes no sense is refused', () => unchanged(async () => {
    const of_ali = (await ali.overview()).claims[0];
    const part = basket.claims[0];
    const baskets = {
      'no claims': { ...basket, claims: [] },
      'no money': { ...basket, claims: [{ ...part, amount_minor: 0 }] },
      'less than nothing': { ...basket, claims: [{ ...part, amount_minor: -100 }] },
      'half an øre': { ...basket, claims: [{ ...part, amount_minor: 0.5 }] },
      'an amount in quotes': { ...basket, claims: [{ ...part, amount_minor: '100' }] },
      'more than is open': { ...basket, claims: [{ ...part, amount_minor: own.open_minor + 1 }] },
      'more than there is': { ...basket, claims: [{ ...part, amount_minor: 9e18 }] },
      'one claim twice': { ...basket, claims: [part, part] },
      'an unknown claim': { ...basket, claims: [{ id: '999999999', amount_minor: 100 }] },
      "another person's claim": { ...basket, claims: [{ id: of_ali.id, amount_minor: 100 }] },
      'other means': { ...basket, means: 'cash' },
      'another language': { ...basket, language: 'xx' },
      'an unknown field': { ...basket, payer: '1' },
      'no object': [],
    };
    for (const [name, value] of Object.entries(baskets)) {
      const answer = await pay(value);
      expect_problem(answer, [400, 409, 422], name);
    }
    const [none, others] = [await pay(baskets['an unknown claim']), await pay(baskets["another person's claim"])];
    expect_equal(lasting(others), lasting(none), "another person's claim in the basket");
    for (const key of ['', 'short', 'x'.repeat(65)]) expect_problem(await pay(basket, { 'idempotency-key': key }), 422, `key '${key}'`);
    return `${Object.keys(baskets).length + 3} kinds`;
  }));

  // --- source systems -----------------------------------------------------------------------------------------------

  const good = claim_of('Canary-reference-77', 50_000, { debtors: [kCanary] });
  expect_equal((await library.post('/claims', good, 'canary-key-1')).status, 201, 'register');
  expect_equal((await library.post('/claims/Canary-reference-77/changes', { kind: 'payment', amount_minor: 100,
    value_date: day(-3) }, 'canary-key-2')).status, 201, 'pay');

  await check('a claim that makes no sense is refused', () => unchanged(async () => {
    const text = JSON.stringify({ ...good, reference: 'new' });
    const claims = {
      'no JSON': '{"reference": ', 'nothing': '', 'a list': '[]', 'a number': '1', 'words behind it': `${text} x`,
      'a key twice': text.replace('{', '{"type":"x",'), 'a comment': text.replace('{', '{/* x */'),
      'deep in itself': '['.repeat(5000) + ']'.repeat(5000), 'NaN': text.replace('50000', 'NaN'),
      'broken UTF-8': Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from(',"x":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
      'a control character': text.replace('"new"', '"ne\\u0007w"'),
    };
    const changed = {
      'an unknown field': { debtor: 'x' }, 'no reference': { reference: undefined }, 'an empty reference': { reference: '' },
      'a long reference': { reference: 'x'.repeat(5000) }, 'a type that is no code': { type: 'Library Fee!' },
      'an amount that overflows': { principal_minor: 9.3e18 }, 'the largest number': { principal_minor: 9223372036854775000 },
      'a sum that overflows': { principal_minor: 9e18, fee_minor: 9e18 }, 'less than nothing': { principal_minor: -1 },
      'half an øre': { principal_minor: 1.5 }, 'an amount in quotes': { principal_minor: '100' },
      'another currency': { currency: 'EUR' }, 'no currency': { currency: 'kroner' },
      'the 30th of February': { due: '2026-02-30' }, 'month 13': { due: '2026-13-01' }, 'a day in words': { due: 'tomorrow' },
      'a moment for a day': { due: '2026-01-01T00:00:00Z' }, 'due before issued': { due: day(-50) },
      'the last day before due': { last_payment_day: day(-30) }, 'a period that ends first': { period_first: day(-1), period_last: day(-9) },
      'a national id too short': { debtors: [{ kind: 'person', national_id: '123' }] },
      'a national id in letters': { debtors: [{ kind: 'person', national_id: 'abcdefghij' }] },
      'an unknown kind of person': { debtors: [{ kind: 'ghost', national_id: '0921409871' }] },
      'debtors that are no list': { debtors: { kind: 'person' } },
      'a name without end': { debtors: [{ ...kCanary, name: 'x'.repeat(10_000) }] },
    };
    for (const [name, more] of Object.entries(changed)) claims[name] = JSON.stringify({ ...good, reference: 'new', ...more });
    for (const [name, body] of Object.entries(claims)) {
      expect_problem(await library.send('POST', '/claims', body, new_key()), [400, 422], name);
    }
    expect_problem(await library.post('/claims', text), 422, 'no Idempotency-Key');
    expect_problem(await library.post('/claims', text, 'x'.repeat(5000)), 422, 'a long Idempotency-Key');
    expect_problem(await library.post('/claims', { ...good, principal_minor: 1 }, 'canary-key-1'), 409, 'the key with another content');
    expect_problem(await library.post('/claims', { ...good, principal_minor: 1 }, new_key()), 409, 'the reference with another content');
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x']) {
      expect_problem(await call(`${demo.origin}/api/source/v1/claims`, { method: 'POST', body: text,
        headers: { authorization: `Bearer ${demo.api_key}`, 'content-type': type, 'idempotency-key': new_key() } }), 415, type);
    }
    return `${Object.keys(claims).length + 7} kinds`;
  }));
  await check('a change or question that makes no sense is refused', () => unchanged(async () => {
    const payment = { kind: 'payment', amount_minor: 100, value_date: day(-3) };
    const changes = {
      'no kind': {}, 'an unknown kind': { kind: 'forget' }, 'no money': { ...payment, amount_minor: 0 },
      'less than nothing': { ...payment, amount_minor: -5 }, 'too much money': { ...payment, amount_minor: 9e18 },
      'tomorrow': { ...payment, value_date: day(2) }, 'no such day': { ...payment, value_date: '2025-02-29' },
      'an unknown field': { ...payment, payer: 'x' }, 'a fee without a reason': { kind: 'add_fee', amount_minor: 1, date: day(-1) },
      'below zero': { kind: 'amend', component: 'principal', mode: 'down_by', amount_minor: 60_000, reason: 'x', date: day(-1) },
      'a recall of what is here': { kind: 'recall', reason: 'x', date: day(-1) },
      'an answer to no objection': { kind: 'resolve_objection', objection: 'x', outcome: 'upheld', date: day(-1) },
    };
    for (const [name, value] of Object.entries(changes)) {
      expect_problem(await library.post('/claims/Canary-reference-77/changes', value, new_key()), [409, 422], name);
    }
    expect_problem(await library.post('/claims/unknown/changes', payment, new_key()), 404, 'an unknown claim');
    const foreign = query(database, "SELECT reference FROM claim JOIN source USING (authority_id, source_id) WHERE code = 'parkering' LIMIT 1")[0].reference;
    expect_equal(lasting(await library.get(`/claims/${foreign}`)), lasting(await library.get('/claims/unknown')), "another department's claim");
    expect_problem(await library.post(`/claims/${foreign}/changes`, payment, new_key()), 404, "another department's claim");
    expect_problem(await library.post('/payments/1/reversals', { reason: 'x', date: day(-1) }, new_key()), 404, 'an unknown payment');
    for (const question of ['?after=x', '?limit=0', '?limit=x', '?limit=100000', '?from=1', '?after=999999999']) {
      expect_problem(await library.get(`/events${question}`), 422, question);
    }
    expect_problem(await library.post('/batch', { items: [] }, new_key()), 422, 'an empty batch');
    return `${Object.keys(changes).length + 11} kinds`;
  }));
  await check('a key that is wrong opens nothing', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer x', `Bearer ${demo.api_key}x`, `Bearer ${demo.api_key.slice(0, -1)}`,
      `Basic ${demo.api_key}`, demo.api_key]) {
      const answer = await call(`${demo.origin}/api/source/v1/events`, { headers: { authorization } });
      expect_problem(answer, 401, authorization.slice(0, 8));
    }
  });

  // --- transport ----------------------------------------------------------------------------------------------------

  await check('what is too large is refused before it is read', () => unchanged(async () => {
    const head = (path, length) => `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${demo.api_key}\r\n`
      + `Content-Type: application/json\r\nIdempotency-Key: large\r\nContent-Length: ${length}\r\n\r\n`;
    for (const [path, length] of [['/api/source/v1/claims', 2 ** 31], ['/api/source/v1/batch', 5 * 2 ** 20],
      ['/api/citizen/v1/payments', 2 ** 31], ['/hooks/vipps_mobilepay', 2 ** 31], ['/demo/login', 2 ** 31]]) {
      expect_equal(await raw_status(port, head(path, length)), 413, `${length} bytes to ${path}`);
    }
    const long_head = `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`;
    const status = await raw_status(port, long_head);
    expect(status === 431 || status === 400, `a header of 20,000 letters: ${status}`);
  }));
  await check('a request whose end is not certain is refused', () => unchanged(async () => {
    const requests = {
      'two lengths': 'POST /logout HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
      'a length and chunks': 'POST /logout HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'a length below zero': 'POST /logout HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      'no host': 'GET / HTTP/1.1\r\n\r\n', 'two hosts': 'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
      'a folded line': 'GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n', 'a blank before the colon': 'GET / HTTP/1.1\r\nHost : x\r\n\r\n',
      'no HTTP': 'hello\r\n\r\n',
    };
    for (const [name, text] of Object.entries(requests)) expect_equal(await raw_status(port, text), 400, name);
    for (const path of ['/../etc/passwd', '/assets/../../x', '/%2e%2e/%2e%2e/etc/passwd', '/%00', '/assets/%2e%2e%2findex.html']) {
      const status = await raw_status(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(status === 400 || status === 404, `${path}: ${status}`);
    }
    return `${Object.keys(requests).length + 5} kinds`;
  }));
  await check('a method that is not taken is answered with those that are', async () => {
    const answer = await call(`${demo.origin}/api/citizen/v1/overview`, { method: 'DELETE' });
    expect_problem(answer, 405, 'DELETE');
    expect(/GET/.test(answer.headers.get('allow')), 'no Allow');
  });
  await check('too many tries to log in are refused for a while', async () => {
    let answer;
    for (let tries = 0; tries < 60; tries += 1) {
      answer = await call(`${demo.origin}/login`);
      if (answer.status !== 302) break;
    }
    expect_problem(answer, 429, '/login');
    expect(Number(answer.headers.get('retry-after')) > 0, `Retry-After: ${answer.headers.get('retry-after')}`);
    for (let tries = 0; tries < 60; tries += 1) {
      answer = await call(`${demo.origin}/api/source/v1/events`, { headers: { authorization: `Bearer fd_${'0'.repeat(16)}_${tries}` } });
      if (answer.status !== 401) break;
    }
    expect_problem(answer, 429, 'wrong keys');
    expect(Number(answer.headers.get('retry-after')) > 0, 'no Retry-After for wrong keys');
    expect_equal((await library.get('/events?limit=1')).status, 200, 'the true key from the same address');
  });

  // --- every answer -------------------------------------------------------------------------------------------------

  await check('every kind of answer carries the careful headers', async () => {
    const html = (await call(`${demo.origin}/`)).text;
    const script_path = /src="(\/assets\/[^"]+\.js)"/.exec(html)[1];
    const asset = await call(demo.origin + script_path);
    const started = await pay(basket);
    const answers = {
      'the front page': await maja.ask('/'), 'a claim page': await maja.ask(`/claims/${own.id}`), 'a page that is not there': await maja.ask('/nowhere'),
      'the session': await maja.ask('/api/citizen/v1/session'), 'the overview': await maja.ask('/api/citizen/v1/overview'),
      'a started payment': started, 'the wallet': await call(started.json.redirect_url), 'the demo log in': await call(`${demo.origin}/demo/login`),
      '401': await call(`${demo.origin}/api/citizen/v1/overview`), '403': await pay(basket, { 'x-csrf-token': '' }),
      '404': await maja.ask('/api/citizen/v1/claims/999999999'), '404 of the API': await call(`${demo.origin}/api/nowhere`),
      '405': await call(`${demo.origin}/healthz`, { method: 'DELETE' }), '422': await pay({ ...basket, means: 'cash' }), '429': await call(`${demo.origin}/login`),
      'a claim of a source': await library.get('/claims/Canary-reference-77'), 'the feed': await library.get('/events?limit=1'),
      'a refused notice': await call(`${demo.origin}/hooks/vipps_mobilepay`, { method: 'POST', body: '{}' }),
      health: await call(`${demo.origin}/healthz`), readiness: await call(`${demo.origin}/readyz`), metrics: await call(`${demo.origin}/metrics`),
      'a log in': await new Browser(demo.origin).post_form('/demo/login', { persona: 'bo' }), 'a script': asset,
      'a script that has not changed': await call(demo.origin + script_path, { headers: { 'if-none-match': asset.headers.get('etag') } }),
    };
    const refused = await raw(port, 'hello\r\n\r\n');
    answers['what is no HTTP'] = { headers: new Headers(refused.split('\r\n\r\n')[0].split('\r\n').slice(1).map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    })) };
    for (const [name, { headers }] of Object.entries(answers)) {
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy.includes("default-src 'none'") && policy.includes("frame-ancestors 'none'") && policy.includes("base-uri 'none'"),
        `${name}: Content-Security-Policy is '${policy}'`);
      expect(!/unsafe/.test(policy), `${name}: the policy allows what is unsafe: ${policy}`);
      expect_equal(headers.get('x-content-type-options'), 'nosniff', `${name}: X-Content-Type-Options`);
      expect_equal(headers.get('referrer-policy'), 'no-referrer', `${name}: Referrer-Policy`);
      expect_equal(headers.get('x-frame-options'), 'DENY', `${name}: X-Frame-Options`);
      expect_equal(headers.get('cross-origin-opener-policy'), 'same-origin', `${name}: Cross-Origin-Opener-Policy`);
      expect(!headers.has('server') && !headers.has('x-powered-by'), `${name}: says what serves it`);
      if (!name.startsWith('a script')) expect_equal(headers.get('cache-control'), 'no-store', `${name}: Cache-Control`);
    }
    expect_equal(answers['a script that has not changed'].status, 304, 'a script that has not changed');
    expect(!/<script(?![^>]*(src=|type="application\/json"))/.test(answers['the front page'].text), 'a script stands in the page');
    return `${Object.keys(answers).length} kinds`;
  });

  await demo.end();
  await check('the log names nobody, and no secret', () => {
    const people = ['Maja', 'Vestergaard', 'Ali Demir', 'Demir', 'Jonas', 'Holm', '0221400001', '0521400004'];
    const secrets = [demo.api_key, demo.secret, maja.token, ali.token, ...maja.cookies.values(), ...ali.cookies.values()];
    const words = [...people, ...secrets, kCanary.national_id, kCanary.name, 'Gulvinge', kCanary.email, 'kanarie', 'Fuglevej', '00998877',
      'Canary-reference', 'canary-key'];
    for (const word of words) expect(!demo.err.includes(word), `the log has '${word}'`);
    const lines = demo.err.trim().split('\n');
    expect(lines.length > 100, 'the log is empty');
    for (const line of lines) JSON.parse(line);
    expect_sound(database);
    return `${lines.length} lines`;
  });

  await check('every operation of the contract is there', async () => {
    const own_database = `sqlite:${join(folder, 'served.db')}`;
    expect_equal(run('authority', 'add', 'testby', '--name', 'Testby', '--country', 'DK', '--currency', 'DKK', '--db', own_database).code, 0, 'authority');
    const [own_port, nobody] = [await free_port(), await free_port()];
    const { path: configuration } = write_configuration(folder, { port: own_port, issuer: `http://127.0.0.1:${nobody}` });
    const server = await start_serve(join(folder, 'served.db'), configuration, `http://127.0.0.1:${own_port}`);
    const all = operations();
    expect(all.length >= 11, `only ${all.length} operations were found`);
    for (const { method, path, privilege } of all) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : '{}';
      const { status } = await call(server.origin + path.replace(/\{[^}]+\}/g, '1'), { method, body,
        headers: body ? { 'content-type': 'application/json' } : {} });
      const wanted = { citizen: [401], source: [401], webhook: [400, 401] }[privilege];
      expect(wanted ? wanted.includes(status) : status !== 404 && status !== 405, `${method} ${path} (${privilege}) answers ${status}`);
    }
    await server.end();
    return `${all.length} operations`;
  });
});
