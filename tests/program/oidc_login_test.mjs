// A citizen logs in through a real OpenID Connect provider (tests/peers) to a server set up by a configuration file;
// whoever must not come in is refused with the right reason, and gets no session.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kLoginSecret, has_provider, start_provider, Visitor, write_configuration } from './login_support.mjs';
import { Source, call, change, check, claim_of, expect, expect_equal, expect_sound, free_port, query, run, script, sleep,
  start_serve, temporary_folder } from './support.mjs';

const kAnna = { name: 'Anna Prøvesen', national_id: '0101909996' };  // as the provider knows her
const kSecondsBetweenKeyFetches = 60;  // of the server, so that nobody can make it ask without end

await script(150, async () => {
  if (!has_provider()) {
    console.log('skip oidc_login: the peers are not installed: npm ci --prefix tests/peers');
    return;
  }
  const folder = temporary_folder();
  const at = (name) => join(folder, name);
  const database = at('books.db');
  const url = `sqlite:${database}`;
  const port = await free_port();
  const origin = `http://127.0.0.1:${port}`;
  const issuer = await start_provider(origin);
  const { path, text: configuration } = write_configuration(folder, { port, issuer });
  const written = (name, text) => { writeFileSync(at(name), text); return at(name); };
  const added = run('authority', 'add', 'testby', '--name', 'Testby Kommune', '--country', 'DK', '--currency', 'DKK', '--db', url);
  expect_equal(added.code, 0, added.err);
  const { key } = JSON.parse(run('key', 'add', '--json', '--authority', 'testby', '--source', 'bib', '--name', 'Biblioteket',
    '--db', url).out);

  await check('a configuration with a mistake is refused, and the mistake is named', () => {
    const wrong = {
      'misspelt.toml': [configuration.replace('broker =', 'brokre ='), /no setting login\.brokre/],
      'part.toml': [`${configuration}[webhooks]\n`, /no part \[webhooks\]/],
      'secret.toml': [configuration.replace(at('login_secret'), at('nowhere')), /cannot read the secret/],
      'secret_in_it.toml': [configuration.replace(/client_secret_file = .*/, 'client_secret = "oops"'), /client_secret_file is missing/],
      'syntax.toml': [configuration.replace('true', 'ture'), /syntax\.toml:3/],
      'type.toml': [configuration.replace('loopback_partners = true', 'loopback_partners = "yes"'), /true or false/],
      'no_login.toml': [configuration.replace(/\[login\][\s\S]*?\n\n/, ''), /no \[login\]/],
      'no_tls.toml': [configuration.replace('loopback_partners = true\n', ''), /TLS/],
    };
    for (const [name, [text, reason]] of Object.entries(wrong)) {
      const { code, err } = run('serve', '--db', url, '--config', written(name, text));
      expect_equal(code, 1, `exit code of ${name}`);
      expect(reason.test(err) && err.trim().split('\n').length === 1, `${name}: said ${err}`);
      expect(!err.includes(kLoginSecret) && !err.includes('oops'), `${name}: a secret is shown`);
    }
    return `${Object.keys(wrong).length} mistakes`;
  });

  const server = await start_serve(database, path, origin);
  const source = new Source(origin, key);
  const registered = await source.post('/claims', claim_of('B-1', 23_050, { debtors: [{ kind: 'person', ...kAnna }] }), 'b-1');
  expect_equal(registered.status, 201, `register: ${registered.text}`);
  const other = await source.post('/claims', claim_of('B-2', 99_900), 'b-2');
  const visitor = () => new Visitor(origin, issuer);
  const sessions = () => query(database, 'SELECT count(*) AS rows FROM login_session')[0].rows;
  const attempts = () => query(database, 'SELECT count(*) AS rows FROM login_attempt')[0].rows;

  /** Refused for this reason, and nobody is logged in afterwards. */
  const expect_refused = async (browser, answer, status, code, before) => {
    expect_equal([answer.status, answer.json?.code], [status, code], 'answer');
    expect(answer.json.next_step !== '', 'no next step');
    expect(!browser.cookies.has('session'), 'there is a session cookie');
    expect_equal((await browser.session()).authenticated, false, 'logged in');
    expect_equal(sessions(), before, 'sessions');
  };

  const anna = visitor();
  let first_login = 0;
  await check('a citizen logs in, and sees the own claim and no other', async () => {
    const answer = await anna.log_in('anna');
    first_login = Date.now();
    expect_equal([answer.status, answer.headers.get('location')], [303, '/'], 'way back');
    expect(answer.headers.getSetCookie().every((line) => /HttpOnly/.test(line) && /SameSite=Lax/.test(line)), 'cookie flags');
    const session = await anna.session();
    expect_equal([session.authenticated, session.name, session.demo], [true, kAnna.name, false], 'session');
    const { claims, total_open_minor } = await anna.overview();
    expect_equal(claims.map(({ reference, open_minor, department }) => [reference, open_minor, department]),
      [['B-1', 23_050, 'Biblioteket']], 'claims');
    expect_equal(total_open_minor, 23_050, 'total');
    expect_equal((await anna.ask(`/api/citizen/v1/claims/${other.json.claim_id}`)).status, 404, "another person's claim");
    expect_equal(attempts(), 0, 'attempts to log in that are left over');
  });
  await check('somebody who owes nothing sees nothing', async () => {
    const bent = visitor();
    expect_equal((await bent.log_in('bent')).status, 303, 'way back');
    expect_equal((await bent.overview()).claims, [], 'claims');
    const nobody = visitor();
    expect_equal((await nobody.log_in('nocpr')).status, 303, 'way back');
    expect_equal((await nobody.overview()).claims, [], 'claims');
  });
  await check('a protected name is shown to its owner', async () => {
    const hidden = visitor();
    expect_equal((await hidden.log_in('hidden')).status, 303, 'way back');
    expect_equal((await hidden.session()).authenticated, true, 'logged in');
  });

  for (const [name, persona, code] of [['a weak proof of identity', 'low', 'assurance_too_low'],
    ['an identity without a level', 'nolevel', 'assurance_too_low'], ['a work identity', 'clerk', 'professional_identity'],
    ['a log in that was broken off', '', 'login_declined']]) {
    await check(`${name} is refused`, async () => {
      const before = sessions();
      const browser = visitor();
      await expect_refused(browser, await browser.log_in(persona), 403, code, before);
    });
  }
  await check('a way back with another state is refused', async () => {
    const before = sessions();
    const browser = visitor();
    const back = new URL(await browser.go_to_provider('anna'));
    back.searchParams.set('state', 'x'.repeat(43));
    await expect_refused(browser, await browser.ask(back.href), 400, 'login_failed', before);
    back.searchParams.delete('state');
    await expect_refused(browser, await browser.ask(back.href), 400, 'login_failed', before);
  });
  await check('a way back is good for one log in', async () => {
    const browser = visitor();
    const back = await browser.go_to_provider('anna');
    const cookies = new Map(browser.cookies);
    expect_equal((await browser.ask(back)).status, 303, 'first time');
    const thief = visitor();
    thief.cookies = cookies;
    const before = sessions();
    await expect_refused(thief, await thief.ask(back), 400, 'login_failed', before);
  });
  await check('a way back in another browser is refused', async () => {
    const before = sessions();
    const back = await visitor().go_to_provider('anna');
    const victim = visitor();
    await expect_refused(victim, await victim.ask(back), 400, 'login_failed', before);
    const busy = visitor();
    await busy.ask('/login');
    const second = await visitor().go_to_provider('anna');
    await expect_refused(busy, await busy.ask(second), 400, 'login_failed', before);
  });
  await check('an answer that names another provider is refused', async () => {
    const before = sessions();
    const browser = visitor();
    const back = new URL(await browser.go_to_provider('anna'));
    back.searchParams.set('iss', 'https://elsewhere.invalid');
    await expect_refused(browser, await browser.ask(back.href), 400, 'login_failed', before);
  });
  await check('an attempt to log in that is too old is refused', async () => {
    const before = sessions();
    const browser = visitor();
    const back = await browser.go_to_provider('anna');
    change(database, 'UPDATE login_attempt SET started = started - 16 * 60 * 1000000');
    await expect_refused(browser, await browser.ask(back), 400, 'login_failed', before);
  });

  await check('on a shared screen everybody proves anew who they are', async () => {
    const screen = visitor();
    screen.cookies.set('shared_screen', '1');
    const begun = new URL((await screen.ask('/login')).headers.get('location'));
    expect_equal([begun.searchParams.get('prompt'), begun.searchParams.get('max_age')], ['login', '0'], 'what is asked');
    const own = new URL((await visitor().ask('/login')).headers.get('location'));
    expect_equal([own.searchParams.get('prompt'), own.searchParams.get('max_age')], [null, null], "on one's own");
    expect_equal((await screen.log_in('anna')).status, 303, 'a new proof');
  });

  await check('a session cookie that was changed is worth nothing', async () => {
    const cookie = anna.cookies.get('session');
    for (const value of ['', 'x', cookie.slice(0, -1), `${cookie}x`, cookie.slice(0, -1) + (cookie.endsWith('A') ? 'B' : 'A')]) {
      const { status, json } = await call(`${origin}/api/citizen/v1/overview`, { headers: { cookie: `session=${value}` } });
      expect_equal([status, json.code], [401, 'not_logged_in'], `cookie of ${value.length} letters`);
    }
    expect_equal((await anna.ask('/api/citizen/v1/overview')).status, 200, 'the true one');
  });
  await check('a session ends by itself, unused or old', async () => {
    for (const column of ['last_used', 'started']) {
      const browser = visitor();
      await browser.log_in('bent');
      expect_equal((await browser.ask('/api/citizen/v1/overview')).status, 200, 'at first');
      const minutes = column === 'started' ? 241 : 21;
      change(database, `UPDATE login_session SET ${column} = ${column} - ${minutes} * 60 * 1000000 WHERE started = `
        + '(SELECT max(started) FROM login_session)');
      expect_equal((await browser.ask('/api/citizen/v1/overview')).status, 401, `${minutes} minutes after ${column}`);
    }
  });
  await check('log out ends the session on the server', async () => {
    const browser = visitor();
    await browser.log_in('anna');
    const cookies = new Map(browser.cookies);
    const refused = await browser.post_form('/logout', { csrf_token: 'x'.repeat(43) });
    expect_equal([refused.status, refused.json.code], [403, 'csrf_token_invalid'], 'with a wrong token');
    expect_equal((await browser.session()).authenticated, true, 'still logged in');
    const answer = await browser.post_form('/logout', { csrf_token: browser.token });
    expect_equal(answer.status, 303, 'log out');
    // On to the provider, who is told who asks and where to come back to, and nothing about the person.
    const onwards = new URL(answer.headers.get('location'));
    expect_equal([onwards.origin, [...onwards.searchParams]],
      [issuer, [['client_id', 'fairdue'], ['post_logout_redirect_uri', `${origin}/`]]], 'onwards');
    const at_provider = await browser.provider.ask(onwards.href);
    expect_equal(at_provider.status, 200, 'the page of the provider');
    expect(!browser.cookies.has('session'), 'the cookie is still there');
    browser.cookies = cookies;
    expect_equal((await browser.ask('/api/citizen/v1/overview')).status, 401, 'with the cookie kept');
  });
  await check('elsewhere the provider may let in whom it remembers', async () => {
    const browser = visitor();
    await browser.log_in('anna');
    await browser.post_form('/logout', { csrf_token: browser.token });
    expect_equal((await browser.log_in('bent')).status, 303, 'way back');
    expect_equal([browser.was_asked, (await browser.session()).name], [false, kAnna.name], 'nobody was asked');
  });
  const shared_screen = async () => {
    const browser = visitor();
    expect_equal((await browser.post_form('/counter', { shared: '1' })).status, 303, 'a shared screen');
    await browser.log_in('anna');
    expect_equal((await browser.session()).name, kAnna.name, 'the first');
    await sleep(3_200);  // 2 s are allowed for rounding, and whole seconds can hide up to one more
    await browser.post_form('/logout', { csrf_token: browser.token });
    return browser;
  };
  const remembers = (memory) => call(`${issuer}/test/memory?as=${memory}`, { method: 'POST' });
  await check('on a shared screen the next person is asked who they are', async () => {
    const browser = await shared_screen();
    expect_equal([(await browser.log_in('anna')).status, browser.was_asked], [303, true], 'asked, and let in');
  });
  await check('a provider that remembers the person before is not believed', async () => {
    const browser = await shared_screen();
    const before = sessions();
    await remembers('old');
    await expect_refused(browser, await browser.log_in('bent'), 403, 'login_not_fresh', before);
    expect_equal(browser.was_asked, false, 'it asked nobody');
    await remembers('asked');
  });
  await check('nor is one that does not say when it asked; and the page says why', async () => {
    const browser = await shared_screen();
    const before = sessions();
    await remembers('silent');
    const page = await browser.ask(await browser.go_to_provider('bent'), { headers: { accept: 'text/html' } });
    expect(page.status === 403 && page.text.includes('Skærmen er fælles'), `a page that says why: ${page.text.slice(0, 300)}`);
    await remembers('asked');
    expect_equal([(await browser.session()).authenticated, sessions()], [false, before], 'nobody is logged in');
    expect_equal((await browser.log_in('anna')).status, 303, 'and then works');
  });
  await check('who ends the mode gets nobody back who has left', async () => {
    const browser = visitor();
    await browser.post_form('/counter', { shared: '1' });
    await browser.log_in('anna');
    const cookies = new Map(browser.cookies);
    change(database, `UPDATE login_session SET last_used = last_used - 150 * 1000000 WHERE started = `
      + '(SELECT max(started) FROM login_session)');
    await browser.post_form('/counter', { shared: '0' });
    browser.cookies = new Map([...cookies].filter(([name]) => !name.endsWith('shared_screen')));
    expect_equal((await browser.session()).authenticated, false, 'also by a browser that kept the cookie');
  });
  await check('the doors of the demo do not exist here', async () => {
    for (const [path, init] of [['/demo/login', {}], ['/sandbox/mobilepay/x', {}], ['/demo/login', { method: 'POST', body: 'persona=maja',
      headers: { 'content-type': 'application/x-www-form-urlencoded' } }]]) {
      const { status, headers } = await call(origin + path, init);
      expect(status === 404 || status === 405, `${init.method ?? 'GET'} ${path} answers ${status}`);
      expect_equal(headers.getSetCookie(), [], 'cookies');
    }
  });
  await check('the provider changes its key, and log in goes on', async () => {
    expect_equal((await call(`${issuer}/rotate`, { method: 'POST' })).status, 204, 'rotation');
    await sleep(Math.max(0, first_login + (kSecondsBetweenKeyFetches + 1) * 1000 - Date.now()));
    const browser = visitor();
    expect_equal((await browser.log_in('anna')).status, 303, 'way back');
    expect_equal((await browser.session()).name, kAnna.name, 'name');
  });

  await server.end();
  await check('the log names nobody, and no secret', () => {
    const words = [kAnna.name, 'Anna', 'Prøvesen', kAnna.national_id, 'Bent', '0202859997', kLoginSecret, key, 'code=', 'state='];
    for (const word of words) expect(!server.err.includes(word), `the log has '${word}'`);
    expect(server.err.includes('/auth/callback'), 'the log is empty');
    expect_sound(database);
  });
});
