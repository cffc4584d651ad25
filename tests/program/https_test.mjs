// The server speaks TLS itself, with a certificate of its own making: log in and read over it, the headers and cookies
// that only TLS has, what it refuses, and the plain door beside it that leads pages to TLS and nothing else.
import { spawnSync } from 'node:child_process';
import { request as plain_request } from 'node:http';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { has_provider, start_provider, Visitor, write_configuration } from './login_support.mjs';
import { Source, call, check, claim_of, expect, expect_equal, expect_sound, free_port, run, script, start_serve,
  temporary_folder } from './support.mjs';

const kAnna = { kind: 'person', name: 'Anna Prøvesen', national_id: '0101909996' };  // as the provider knows her
const kCertificate = 'certificate.pem';

/** A certificate for 127.0.0.1, and its key. */
function make_certificate(folder, name = kCertificate, key = 'key.pem') {
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
    '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', join(folder, key), '-out',
    join(folder, name)], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
}

// Node reads whom to trust when it starts: the script makes the certificate and begins again with it.
if (!process.env.FAIRDUE_TLS_FOLDER) {
  const folder = temporary_folder();
  make_certificate(folder);
  const again = spawnSync(process.execPath, [process.argv[1]], { stdio: 'inherit', env: { ...process.env,
    FAIRDUE_TLS_FOLDER: folder, NODE_EXTRA_CA_CERTS: join(folder, kCertificate) } });
  process.exit(again.status ?? 1);
}

await script(90, async () => {
  if (!has_provider()) {
    console.log('skip https: the peers are not installed: npm ci --prefix tests/peers');
    return;
  }
  const folder = process.env.FAIRDUE_TLS_FOLDER;
  const database = join(folder, 'books.db');
  const url = `sqlite:${database}`;
  const [port, plain_port] = [await free_port(), await free_port()];
  const origin = `https://127.0.0.1:${port}`;
  const issuer = await start_provider(origin);
  const files = `certificate_file = "${join(folder, kCertificate)}"\nprivate_key_file = "${join(folder, 'key.pem')}"\n`;
  const configured = (server) => write_configuration(folder, { port, issuer, server }).path;
  run('authority', 'add', 'testby', '--name', 'Testby Kommune', '--country', 'DK', '--currency', 'DKK', '--db', url);
  const { key } = JSON.parse(run('key', 'add', '--json', '--authority', 'testby', '--source', 'bib', '--name', 'Biblioteket',
    '--db', url).out);

  await check('a certificate that does not fit is refused at start', () => {
    make_certificate(folder, 'other.pem', 'other_key.pem');
    const wrong = {
      'another key': files.replace('key.pem', 'other_key.pem'), 'no such file': files.replace(kCertificate, 'nowhere.pem'),
      'no key': files.replace(/private_key_file.*/, ''), 'a plain door without TLS': `redirect_listen = "127.0.0.1:${plain_port}"\n`,
    };
    for (const [name, server] of Object.entries(wrong)) {
      const { code, err } = run('serve', '--db', url, '--config', configured(server));
      expect_equal(code, 1, `exit code with ${name}`);
      expect(/certificate|TLS/.test(err), `${name}: said ${err}`);
    }
  });

  const server = await start_serve(database, configured(`${files}redirect_listen = "127.0.0.1:${plain_port}"\n`), origin);
  const source = new Source(origin, key);
  const made = await source.post('/claims', claim_of('T-1', 23_050, { debtors: [kAnna] }), 't-1');
  expect_equal(made.status, 201, `register: ${made.text}`);

  await check('a citizen logs in and reads over TLS', async () => {
    const anna = new Visitor(origin, issuer);
    const answer = await anna.log_in('anna');
    expect_equal([answer.status, answer.headers.get('location')], [303, '/'], 'way back');
    const cookies = answer.headers.getSetCookie();
    expect(cookies.some((line) => line.startsWith('__Host-session=')), `no session cookie: ${cookies}`);
    for (const line of cookies) {
      expect(/^__Host-/.test(line) && /; Secure/.test(line) && /; HttpOnly/.test(line), `a cookie is not protected: ${line}`);
    }
    const { claims, total_open_minor } = await anna.overview();
    expect_equal([claims.map(({ reference }) => reference), total_open_minor], [['T-1'], 23_050], 'overview');
  });

  await check('every answer over TLS asks for TLS next time', async () => {
    for (const path of ['/', '/api/citizen/v1/overview', '/nowhere', '/healthz', '/login']) {
      const { headers } = await call(origin + path);
      expect(/^max-age=\d{8}; includeSubDomains$/.test(headers.get('strict-transport-security') ?? ''), `${path}: no HSTS`);
    }
  });

  /** The protocol agreed on, or the error's code. */
  const shake_hands = (options) => new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port, ...options }, () => {
      done(`${socket.getProtocol()} ${socket.alpnProtocol || '-'}`);
      socket.destroy();
    });
    socket.on('error', (error) => done(error.code));
  });
  await check('TLS 1.2 and 1.3 are spoken, nothing older, and no certificate is taken on trust', async () => {
    expect_equal(await shake_hands({ ALPNProtocols: ['h2', 'http/1.1'] }), 'TLSv1.3 http/1.1', 'newest');
    expect_equal(await shake_hands({ maxVersion: 'TLSv1.2' }), 'TLSv1.2 -', 'TLS 1.2');
    // SECLEVEL 0 makes our own side willing; it is the server that declines.
    const old = await shake_hands({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' });
    expect(/^ERR_SSL|^ECONNRESET/.test(old), `TLS 1.1: ${old}`);
    expect_equal(await shake_hands({ ca: [] }), 'DEPTH_ZERO_SELF_SIGNED_CERT', 'a stranger');
  });

  /** One call to the plain door. */
  const plainly = (path, { method = 'GET', headers = {} } = {}) => new Promise((done, fail) => {
    plain_request({ host: '127.0.0.1', port: plain_port, path, method, headers }, (answer) => {
      let text = '';
      answer.on('data', (piece) => { text += piece; });
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, text }));
    }).on('error', fail).end();
  });
  await check('the plain door leads pages to TLS, wherever the caller says it is', async () => {
    for (const path of ['/', '/claims/7?from=letter', '/nowhere']) {
      const { status, headers } = await plainly(path, { headers: { host: 'evil.example' } });
      expect_equal([status, headers.location], [308, origin + path], path);
      expect(!headers['set-cookie'] && !headers['strict-transport-security'], `${path}: more than a redirect`);
    }
    expect_equal((await call(`http://127.0.0.1:${plain_port}/healthz`)).status, 308, 'healthz');
  });
  await check('the plain door takes no key and no data', async () => {
    for (const [path, method] of [['/api/source/v1/claims?reference=T-1', 'GET'], ['/logout', 'POST'], ['/api/source/v1/claims', 'POST']]) {
      const { status, headers, text } = await plainly(path, { method, headers: { authorization: `Bearer ${key}`, 'content-length': 0 } });
      expect_equal([status, JSON.parse(text).code, headers.location], [403, 'tls_required', undefined], `${method} ${path}`);
    }
  });
  await check('a caller who speaks plainly to the TLS door gets nothing', async () => {
    const outcome = await call(`http://127.0.0.1:${port}/`).then(({ status }) => `answer ${status}`, () => 'nothing');
    expect_equal(outcome, 'nothing', 'plain HTTP');
    expect_equal((await call(`${origin}/healthz`)).status, 200, 'after it');
  });
  await check('it stops when asked, and the books are sound', async () => {
    expect_equal(await server.end('SIGTERM'), 0, 'exit code');
    expect_sound(database);
  });
});
