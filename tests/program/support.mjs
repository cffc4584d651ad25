// What the scripts of this folder share: the real program in a folder of its own, a played browser, a source system.
// A check prints "ok NAME" or "not ok NAME: why"; a script ends with exit code 1 if any was not ok.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const kRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const kProgram = process.env.FAIRDUE_PROGRAM ?? join(kRoot, 'build', 'fairdue');

export const sleep = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

// --- checks ------------------------------------------------------------------------------------------------------

let failures = 0;

export class Mismatch extends Error {}

export function expect(condition, why) {
  if (!condition) throw new Mismatch(why);
}

export function expect_equal(found, wanted, what) {
  const [f, w] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (f !== w) throw new Mismatch(`${what}: found ${f}, wanted ${w}`);
}

/** Runs one check. What `body` returns is printed behind the name. */
export async function check(name, body) {
  try {
    const note = await body();
    console.log(`ok ${name}${note ? ` (${note})` : ''}`);
  } catch (error) {
    failures += 1;
    const first_line = String(error.message).split('\n')[0];
    console.log(`not ok ${name}: ${first_line}`);
    if (!(error instanceof Mismatch)) console.log(error.stack);
  }
}

/** Runs a whole script: bounded in time, and everything that it started ends with it. */
export async function script(seconds, body) {
  const watchdog = setTimeout(() => {
    console.log(`not ok in time: not done after ${seconds} seconds`);
    process.exit(1);
  }, seconds * 1000);
  try {
    await body();
  } catch (error) {
    failures += 1;
    console.log(`not ok to the end: ${String(error.message).split('\n')[0]}`);
    console.log(error.stack);
  }
  clearTimeout(watchdog);
  process.exit(failures === 0 ? 0 : 1);
}

// --- processes and files -----------------------------------------------------------------------------------------

const folders = [];
const children = new Set();

function clean_up() {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
process.on('exit', clean_up);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

export function temporary_folder() {
  const folder = mkdtempSync(join(tmpdir(), 'fairdue-program-'));
  folders.push(folder);
  return folder;
}

export function free_port() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Runs a command of the program to its end. */
export function run(...words) {
  const { status, stdout, stderr } = spawnSync(kProgram, words, { encoding: 'utf8', maxBuffer: 64 * 2 ** 20, timeout: 60_000 });
  return { code: status, out: stdout, err: stderr };
}

/** The audit of the only authority in the books. */
export function audit(database) {
  const { code, out, err } = run('verify', '--json', '--db', `sqlite:${database}`);
  if (!out.startsWith('{')) throw new Mismatch(`verify ended with ${code}: ${err}`);
  return JSON.parse(out).authorities[0];
}

export function expect_sound(database) {
  const found = audit(database);
  expect(found.sound, `the books are not sound: ${found.findings.join('; ')}`);
  return found;
}

/** Rows of a query, read beside the running program. */
export function query(database, sql) {
  const { status, stdout, stderr } = spawnSync('sqlite3', ['-readonly', '-json', database, sql], { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  if (status !== 0) throw new Error(`sqlite3: ${stderr}`);
  return stdout.trim() === '' ? [] : JSON.parse(stdout);
}

/** Does to a database, past the program, what nobody should. */
export function change(database, sql) {
  const { status, stderr } = spawnSync('sqlite3', [database, sql], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`sqlite3: ${stderr}`);
}

/** A process of the program, or of a peer, with what it said so far. */
export class Process {
  constructor(command, words, environment = {}) {
    this.out = '';
    this.err = '';
    this.child = spawn(command, words, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(this.child);
    this.child.stdout.on('data', (piece) => { this.out += piece; });
    this.child.stderr.on('data', (piece) => { this.err += piece; });
    this.ended = new Promise((done) => {
      this.child.on('close', (code) => { children.delete(this.child); done(code); });
    });
  }

  async says(pattern, seconds = 30) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(5)) {
      const found = pattern.exec(this.out);
      if (found) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null) break;
    }
    throw new Error(`${pattern} was not said; it said: ${this.out.slice(-500)} ${this.err.slice(-500)}`);
  }

  end(signal = 'SIGTERM') {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Starts the demo; `origin`, `api_key`, `sandbox` and `secret` tell where it is found. */
export async function start_demo(database, options = []) {
  const [port, sandbox_port] = [await free_port(), await free_port()];
  const demo = new Process(kProgram, ['demo', '--db', `sqlite:${database}`, '--debtors', '50', '--listen',
    `127.0.0.1:${port}`, '--sandbox-listen', `127.0.0.1:${sandbox_port}`, ...options]);
  demo.api_key = (await demo.says(/Bearer (\S+)' [\s\S]*Stop with/))[1];
  [, demo.sandbox, demo.secret] = /(http\S+) {2}the payment providers;.* with (\S+)/.exec(demo.out);
  demo.origin = `http://127.0.0.1:${port}`;
  return demo;
}

/** Waits until the demo has sent what its business days have left it: the journal is still for longer than a round. */
export async function everything_sent(database) {
  const entries = () => query(database, 'SELECT count(*) AS n FROM journal_entry')[0].n;
  for (let still = 0, last = entries(), tries = 0; still < 30 && tries < 300; tries += 1) {
    await sleep(100);
    const now = entries();
    still = now === last ? still + 1 : 0;
    last = now;
  }
}

/** Starts `serve` with a configuration file; gives the process, ready. */
export async function start_serve(database, configuration, origin) {
  const server = new Process(kProgram, ['serve', '--db', `sqlite:${database}`, '--config', configuration]);
  await server.says(/serving at/);
  server.origin = origin;
  return server;
}

export const is_there = existsSync;

// --- HTTP --------------------------------------------------------------------------------------------------------

/** The answer with its body read; `json` is there if the body is JSON. */
export async function call(url, { method = 'GET', headers = {}, body } = {}) {
  const response = await fetch(url, { method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(15_000) });
  const answer = { status: response.status, headers: response.headers, text: await response.text() };
  if (/json/.test(response.headers.get('content-type') ?? '')) answer.json = JSON.parse(answer.text);
  return answer;
}

/** A browser as far as the server can tell: cookies of one host, and the token of the session. */
export class Browser {
  constructor(origin) {
    this.origin = origin;
    this.cookies = new Map();
    this.token = '';
  }

  async ask(path, { method = 'GET', headers = {}, body } = {}) {
    const sent = { ...headers };
    if (this.cookies.size > 0) sent.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (method !== 'GET') sent['sec-fetch-site'] ??= 'same-origin';
    const answer = await call(path.startsWith('http') ? path : this.origin + path, { method, headers: sent, body });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  post_form(path, fields) {
    return this.ask(path, { method: 'POST', body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  }

  post_json(path, value, headers = {}) {
    return this.ask(path, { method: 'POST', body: JSON.stringify(value),
      headers: { 'content-type': 'application/json', 'x-csrf-token': this.token, ...headers } });
  }

  /** Logs in as one of the demo's people. */
  async be(persona) {
    const answer = await this.post_form('/demo/login', { persona });
    expect_equal(answer.status, 303, `log in as ${persona}`);
    this.token = (await this.session()).csrf_token;
    return this;
  }

  async session() { return (await this.ask('/api/citizen/v1/session')).json; }

  async overview() {
    const answer = await this.ask('/api/citizen/v1/overview');
    expect_equal(answer.status, 200, 'overview');
    return answer.json;
  }

  pay(claims, key, means = 'mobilepay') {
    return this.post_json('/api/citizen/v1/payments', { claims, means, language: 'da' },
      { 'idempotency-key': key });
  }

  async payment(id) { return (await this.ask(`/api/citizen/v1/payments/${id}`)).json; }
}

/** A source system with its key. */
export class Source {
  constructor(origin, api_key) {
    this.origin = origin;
    this.api_key = api_key;
  }

  get(path) { return call(`${this.origin}/api/source/v1${path}`, { headers: { authorization: `Bearer ${this.api_key}` } }); }

  send(method, path, value, key) {
    const headers = { authorization: `Bearer ${this.api_key}`, 'content-type': 'application/json' };
    if (key !== undefined) headers['idempotency-key'] = key;
    return call(`${this.origin}/api/source/v1${path}`, { method, headers,
      body: typeof value === 'string' ? value : JSON.stringify(value) });
  }

  post(path, value, key) { return this.send('POST', path, value, key); }
}

/** The day so many days from today, as YYYY-MM-DD: from the legal day, which begins in Denmark an hour or two before UTC's. */
export const day = (days) => {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
};

/** A claim as a source hands it in; nobody has such a number: no month is 21. */
export const claim_of = (reference, principal_minor, more = {}) => ({
  reference, type: 'library_fee', issued: day(-40), due: day(-26), last_payment_day: day(-19), principal_minor,
  debtors: [{ kind: 'person', national_id: '0121420001', name: 'Prøve Person' }], ...more });
