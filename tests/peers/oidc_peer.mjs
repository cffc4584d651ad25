// A real OpenID Connect provider (oidc-provider) on loopback, for tests and trials of the login.
//
//   npm ci --prefix tests/peers
//   FAIRDUE_OIDC_PORT=4455 node tests/peers/oidc_peer.mjs
//
// Environment, all optional:
//   FAIRDUE_OIDC_PORT           port on 127.0.0.1 (4455)
//   FAIRDUE_OIDC_CLIENT_ID      "fairdue"
//   FAIRDUE_OIDC_CLIENT_SECRET  "fairdue-test-secret-of-32-letters"
//   FAIRDUE_OIDC_REDIRECT_URIS  where browsers may be sent back, separated by blanks
//                               ("http://127.0.0.1:8080/auth/callback")
//   FAIRDUE_OIDC_LOGOUT_URIS    where browsers may be sent after logging out ("http://127.0.0.1:8080/")
//   FAIRDUE_OIDC_AUTH           "client_secret_basic" (the default) or "client_secret_post"
//
// Prints one line when it is ready: oidc_peer ready http://127.0.0.1:4455
//
// Scopes: openid mitid ssn. The ID token then has the claims of a MitID broker: loa, idp, identity_type,
// mitid.identity_name and dk.cpr. The people are invented; their numbers are no valid CPR numbers of anyone.
//
// For tests:
//   POST /rotate            a new signing key; the old one leaves the key set at once
//   GET  /test/personas     who can log in
//   POST /test/memory?as=MODE   what it makes of prompt=login and max_age: "asked" heeds them (the start), "old" lets in
//                           whom it remembers and says when they logged in, "silent" does so and does not say when
//   A login without a browser: GET the authorisation address and follow redirects to /interaction/{uid}, then POST
//   persona=NAME to /interaction/{uid}/login and follow redirects to the redirect address. Cookies must be kept.

import { createServer } from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';

const port = Number(process.env.FAIRDUE_OIDC_PORT ?? 4455);
const issuer = `http://127.0.0.1:${port}`;
const words = (name, fallback) => (process.env[name] ?? fallback).split(/\s+/).filter(Boolean);
const nsis = (level) => `https://data.gov.dk/concept/core/nsis/${level}`;

const personas = {
  anna: { name: 'Anna Prøvesen', cpr: '0101909996', loa: nsis('Substantial'), type: 'private', idp: 'mitid' },
  bent: { name: 'Bent Prøvesen', cpr: '0202859997', loa: nsis('High'), type: 'private', idp: 'mitid' },
  hidden: { name: 'NAVNE & ADRESSEBESKYTTET', cpr: '0303809998', loa: nsis('Substantial'), type: 'private', idp: 'mitid' },
  low: { name: 'Lone Lavsen', cpr: '0404759999', loa: nsis('Low'), type: 'private', idp: 'mitid' },
  nolevel: { name: 'Ingen Niveau', cpr: '0505709990', type: 'private', idp: 'mitid' },
  nocpr: { name: 'Uden Nummer', loa: nsis('Substantial'), type: 'private', idp: 'mitid' },
  clerk: { name: 'Erhverv Medarbejder', cpr: '0606659991', loa: nsis('Substantial'), type: 'professional', idp: 'mitid_erhverv', cvr: '13585628' },
};

const newKey = () => {
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  return { ...jwk, kid: `key-${randomUUID()}`, use: 'sig', alg: 'RS256' };
};

const accountOf = (id) => {
  const persona = personas[id];
  if (!persona) return undefined;
  return {
    accountId: id,
    claims: () => ({
      sub: id,
      idp: persona.idp,
      identity_type: persona.type,
      ...(persona.loa && { loa: persona.loa }),
      'mitid.identity_name': persona.name,
      ...(persona.cpr && { 'dk.cpr': persona.cpr }),
      ...(persona.cvr && { 'nemlogin.cvr': persona.cvr, 'nemlogin.name': persona.name }),
    }),
  };
};

// Grants and sessions outlive a rotation only if they are kept outside the provider object.
const store = new Map();
class MemoryAdapter {
  constructor(model) { this.model = model; }
  key(id) { return `${this.model}:${id}`; }
  async upsert(id, payload) { store.set(this.key(id), payload); }
  async find(id) { return store.get(this.key(id)); }
  async findByUid(uid) {
    return [...store].find(([key, value]) => key.startsWith(`${this.model}:`) && value.uid === uid)?.[1];
  }
  async findByUserCode() { return undefined; }
  async consume(id) { const found = store.get(this.key(id)); if (found) found.consumed = Math.floor(Date.now() / 1000); }
  async destroy(id) { store.delete(this.key(id)); }
  async revokeByGrantId(grantId) {
    for (const [key, value] of store) if (value.grantId === grantId) store.delete(key);
  }
}

const cookieKeys = [randomUUID()];
const makeProvider = (key) => {
  const provider = new Provider(issuer, {
    adapter: MemoryAdapter,
    jwks: { keys: [key] },
    clients: [{
      client_id: process.env.FAIRDUE_OIDC_CLIENT_ID ?? 'fairdue',
      client_secret: process.env.FAIRDUE_OIDC_CLIENT_SECRET ?? 'fairdue-test-secret-of-32-letters',
      redirect_uris: words('FAIRDUE_OIDC_REDIRECT_URIS', 'http://127.0.0.1:8080/auth/callback'),
      post_logout_redirect_uris: words('FAIRDUE_OIDC_LOGOUT_URIS', 'http://127.0.0.1:8080/'),
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: process.env.FAIRDUE_OIDC_AUTH ?? 'client_secret_basic',
      // 'native' lets http redirect addresses on loopback pass, and only those.
      application_type: words('FAIRDUE_OIDC_REDIRECT_URIS', 'http:').every((uri) => uri.startsWith('https:')) ? 'web' : 'native',
    }],
    claims: {
      openid: ['sub', 'idp', 'identity_type', 'loa'],
      mitid: ['mitid.identity_name', 'nemlogin.name', 'nemlogin.cvr'],
      ssn: ['dk.cpr'],
    },
    scopes: ['openid', 'mitid', 'ssn'],
    conformIdTokenClaims: false, // brokers put the claims into the ID token
    pkce: { required: () => true },
    cookies: { keys: cookieKeys, short: { signed: true }, long: { signed: true } },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: async (_context, id) => accountOf(id),
    ttl: { IdToken: 300, AccessToken: 600, AuthorizationCode: 60, Interaction: 600, Session: 1200, Grant: 1200 },
    renderError: async (context, out) => {
      context.type = 'text/plain';
      context.body = `${out.error}: ${out.error_description ?? ''}`;
    },
  });
  provider.on('server_error', (_context, error) => process.stderr.write(`oidc_peer: ${error.stack}\n`));
  return provider;
};

/** A provider that remembers people longer than it is asked to. */
let memory = 'asked';
const remembering = (request) => {
  const url = new URL(request.url, issuer);
  if (memory === 'asked' || !url.searchParams.has('client_id') || !url.searchParams.has('prompt')) return;
  url.searchParams.delete('prompt');
  if (memory === 'old') url.searchParams.set('max_age', '100000');
  else url.searchParams.delete('max_age');
  request.url = url.pathname + url.search;
};

let provider = makeProvider(newKey());
let handle = provider.callback();

const page = (uid, clientId) => `<!doctype html>
<html lang="da"><head><meta charset="utf-8"><title>Prøve-login</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:1.1rem/1.5 sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}
button{display:block;width:100%;margin:.5rem 0;padding:.8rem;font:inherit;text-align:left}</style></head>
<body><main><h1>Prøve-login</h1><p>Dette er ikke MitID. Vælg en opdigtet person til ${clientId}.</p>
<form method="post" action="/interaction/${uid}/login">
${Object.entries(personas).map(([id, { name, loa, type }]) =>
    `<button name="persona" value="${id}">${name} (${id}, ${type}, ${loa?.split('/').pop() ?? 'uden niveau'})</button>`).join('\n')}
</form>
<form method="post" action="/interaction/${uid}/abort"><button>Afbryd</button></form>
</main></body></html>`;

const readBody = async (request) => {
  let body = '';
  for await (const piece of request) {
    body += piece;
    if (body.length > 10_000) throw new Error('too large');
  }
  return new URLSearchParams(body);
};

const grantFor = async (details, accountId) => {
  const grant = new provider.Grant({ accountId, clientId: details.params.client_id });
  grant.addOIDCScope(details.params.scope);
  return grant.save();
};

const interact = async (request, response, action) => {
  const details = await provider.interactionDetails(request, response);
  if (request.method === 'GET' && !action) {
    if (details.prompt.name === 'consent') {
      const grantId = await grantFor(details, details.session.accountId);
      return provider.interactionFinished(request, response, { consent: { grantId } }, { mergeWithLastSubmission: true });
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    return response.end(page(details.uid, details.params.client_id));
  }
  if (request.method === 'POST' && action === 'login') {
    const persona = (await readBody(request)).get('persona');
    if (!personas[persona]) {
      response.statusCode = 400;
      return response.end('unknown persona');
    }
    const grantId = await grantFor(details, persona);
    const result = { login: { accountId: persona, remember: false }, consent: { grantId } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  if (request.method === 'POST' && action === 'abort') {
    const result = { error: 'access_denied', error_description: 'the person broke off' };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  response.statusCode = 404;
  return response.end();
};

const server = createServer(async (request, response) => {
  try {
    const { pathname } = new URL(request.url, issuer);
    const interaction = /^\/interaction\/([\w-]+)(?:\/(login|abort))?$/.exec(pathname);
    if (interaction) return await interact(request, response, interaction[2]);
    if (pathname === '/rotate' && request.method === 'POST') {
      provider = makeProvider(newKey());
      handle = provider.callback();
      return response.writeHead(204).end();
    }
    if (pathname === '/test/memory' && request.method === 'POST') {
      memory = new URL(request.url, issuer).searchParams.get('as');
      return response.writeHead(204).end();
    }
    if (pathname === '/test/personas') {
      return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(personas));
    }
    remembering(request);
    return await handle(request, response);
  } catch (error) {
    process.stderr.write(`oidc_peer: ${error.message}\n`);
    if (!response.headersSent) response.statusCode = 400;
    return response.end('refused');
  }
});

server.listen(port, '127.0.0.1', () => process.stdout.write(`oidc_peer ready ${issuer}\n`));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
