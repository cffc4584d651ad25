// A stand-in for the Fairdue server, for work on the portal and its tests. Keeps everything in
// memory; knows no more than the contract in api/openapi.yaml. Never part of a release.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { login_page, wallet_page } from './mock_pages.mjs';
import {
  decline, make_past_payments, overview, payment_view, payments, refusal_of, settle, start_payment,
} from './mock_payments.mjs';
import { kAuthority, make_people } from './mock_people.mjs';

const kPort = Number(process.env.PORT ?? 8121);
const kSessionMs = Number(process.env.SESSION_SECONDS ?? 1200) * 1000;
const kDist = fileURLToPath(new URL('../citizen/dist', import.meta.url));
/** How long the wallet takes to tell us what the person answered. */
const kWalletDelayMs = 600;

const kTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const sessions = new Map();
/** With KEEP=1 payments last as on a real server; else every login starts from fresh data. */
const kept_people = process.env.KEEP ? make_people() : null;
Object.values(kept_people ?? {}).forEach(make_past_payments);

const index_html = () => readFileSync(join(kDist, 'index.html'), 'utf8');

function style_hash(html) {
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
  return `sha256-${createHash('sha256').update(style).digest('base64')}`;
}

function security_headers(hash) {
  return {
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' '${hash}'; img-src 'self' data:; `
      + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self' https:; frame-ancestors 'none'; object-src 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

function cookie(request, name) {
  return new RegExp(`(?:^|; )${name}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
}

function session_of(request) {
  const session = sessions.get(cookie(request, 'session'));
  if (!session || session.expires < Date.now()) return null;
  session.expires = Date.now() + kSessionMs;
  return session;
}

function session_view(session) {
  if (!session) return { authenticated: false, demo: true, authority: kAuthority };
  return {
    authenticated: true,
    name: session.person.name,
    csrf_token: session.csrf_token,
    expires_at: new Date(session.expires).toISOString(),
    server_time: new Date().toISOString(),
    demo: true,
    authority: kAuthority,
  };
}

function detail(claim) {
  const { department } = claim;
  const decided_by = { department, authority: kAuthority.name, phone: kAuthority.phone, email: kAuthority.email };
  return { ...claim, decided_by };
}

async function body_of(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, { ...security_headers('sha256-none'), ...headers });
  response.end(body);
}

const send_json = (response, status, value) =>
  send(response, status, JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8' });

const send_problem = (response, status, code) =>
  send(response, status, JSON.stringify({ type: 'about:blank', status, code, title: code }), { 'content-type': 'application/problem+json' });

const send_page = (response, html) =>
  send(response, 200, html, { 'content-type': kTypes['.html'] });

const go = (response, location, headers = {}) => send(response, 303, '', { location, ...headers });

function send_app(request, response, path) {
  const session = session_of(request);
  const boot = { session: session_view(session), language: cookie(request, 'lang') ?? 'da' };
  if (session) {
    const { person } = session;
    const [, part, id] = path.split('/');
    if (part === '') boot.overview = overview(person);
    const claim = part === 'claims' && person.claims.find((each) => each.id === id);
    if (claim) boot.claim = detail(claim);
    const payment = ['payments', 'receipts'].includes(part) && payments.get(id);
    if (payment && payment.person === person) boot.payment = payment_view(payment);
  }
  const json = JSON.stringify(boot).replaceAll('<', '\\u003c');
  const html = index_html();
  const page = html.replace('<!--boot-->', () => `<script type="application/json" id="boot">${json}</script>`);
  send(response, 200, page, { ...security_headers(style_hash(html)), 'content-type': kTypes['.html'] });
}

function send_file(response, path) {
  const file = join(kDist, normalize(path));
  if (!file.startsWith(kDist) || !existsSync(file)) return send(response, 404, 'not found');
  return send(response, 200, readFileSync(file), { 'content-type': kTypes[extname(file)] ?? 'application/octet-stream' });
}

async function answer_api(request, response, path) {
  const session = session_of(request);
  if (path === '/session') return send_json(response, 200, session_view(session));
  if (!session) return send_problem(response, 401, 'not_logged_in');
  const { person } = session;
  if (path === '/overview') return send_json(response, 200, overview(person));
  // No law and no policy here: nothing is offered.
  if (path === '/plan') return send_json(response, 200, { currency: 'DKK', may_ask: false, plan: null });
  if (path === '/ability/kept') {
    return send_json(response, 200, { may_keep: false, consent: 'ability-1', keep_days: 0, kept: null });
  }
  if (path === '/direct-debit') {
    return send_json(response, 200, { available: false, currency: 'DKK', notice_days: 14, collections: [] });
  }
  if (path === '/enquiries') {
    const answer_days = { objection: 28, question: 10, deferral: 14, pay_on_date: 0, help: 7 };
    const today = new Date().toISOString().slice(0, 10);
    return send_json(response, 200, { today, may_ask: false, promise_days: 30, deferral_days: 60, most_letters: 2000, answer_days, enquiries: [], draft: null });
  }
  // Nobody acts for anybody here.
  if (path === '/representations') return send_json(response, 200, { may_act_for: [], represented_by: [] });
  const [, part, id] = path.split('/');
  if (part === 'claims') {
    const claim = person.claims.find((each) => each.id === id);
    return claim ? send_json(response, 200, detail(claim)) : send_problem(response, 404, 'not_found');
  }
  if (part === 'payments' && request.method === 'POST') {
    if (request.headers['x-csrf-token'] !== session.csrf_token) return send_problem(response, 403, 'csrf_token_invalid');
    const body = JSON.parse(await body_of(request));
    const refusal = refusal_of(person, body.claims);
    if (refusal) return send_problem(response, ...refusal);
    const payment = start_payment(person, body, request.headers['idempotency-key']);
    const { id: payment_id, state, redirect_url = `/payments/${payment.id}` } = payment;
    return send_json(response, 201, { id: payment_id, state, redirect_url });
  }
  const payment = payments.get(id);
  return part === 'payments' && payment?.person === person
    ? send_json(response, 200, payment_view(payment))
    : send_problem(response, 404, 'not_found');
}

async function answer_wallet(request, response, url) {
  const payment = payments.get(url.pathname.split('/')[3]);
  if (!payment) return send(response, 404, 'not found');
  if (request.method === 'GET') return send_page(response, wallet_page(payment, url.searchParams.get('lang')));
  const answer = new URLSearchParams(await body_of(request)).get('answer');
  if (answer === 'approve') setTimeout(() => settle(payment), kWalletDelayMs);
  if (answer === 'decline') decline(payment);
  return go(response, `/payments/${payment.id}`);
}

async function log_in(request, response) {
  const key = new URLSearchParams(await body_of(request)).get('person');
  const person = (kept_people ?? make_people())[key];
  if (!person) return send(response, 400, 'unknown person');
  if (!kept_people) make_past_payments(person);
  const id = randomBytes(16).toString('hex');
  sessions.set(id, { person, csrf_token: randomBytes(16).toString('hex'), expires: Date.now() + kSessionMs });
  return go(response, '/', { 'set-cookie': `session=${id}; Path=/; HttpOnly; SameSite=Lax` });
}

async function log_out(request, response) {
  const session = session_of(request);
  const token = new URLSearchParams(await body_of(request)).get('csrf_token');
  if (session && token !== session.csrf_token) return send_problem(response, 403, 'csrf_token_invalid');
  sessions.delete(cookie(request, 'session'));
  return go(response, '/', { 'set-cookie': 'session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0' });
}

async function answer(request, response) {
  const url = new URL(request.url, 'http://localhost');
  const path = url.pathname;
  if (path.startsWith('/api/citizen/v1')) return answer_api(request, response, path.slice('/api/citizen/v1'.length));
  if (path === '/healthz') return send(response, 200, 'ok');
  if (path === '/login') return send(response, 302, '', { location: '/demo/login' });
  if (path === '/demo/login') {
    return request.method === 'POST' ? log_in(request, response) : send_page(response, login_page(make_people()));
  }
  if (path === '/logout' && request.method === 'POST') return log_out(request, response);
  if (path.startsWith('/sandbox/')) return answer_wallet(request, response, url);
  if (extname(path)) return send_file(response, path);
  return send_app(request, response, path);
}

createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    send_problem(response, 500, 'internal');
  });
}).listen(kPort, '127.0.0.1', () => console.log(`http://127.0.0.1:${kPort}/`));
