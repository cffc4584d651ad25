// The payment provider as its own OpenAPI document describes it: Prism checks every request against the document and
// answers with its examples. What it cannot do is remember: it is for the form of calls, not for the course of a payment.
//
//   npm ci --prefix tests/peers
//   FAIRDUE_VIPPS_OPENAPI=/path/to/epayment.v1.openapi.yaml node tests/peers/vipps_peer.mjs
//
// The official document is not part of this repository. Where it is not found, this says so and exits with 77, which
// test runners read as "skipped".
//
// Environment:
//   FAIRDUE_VIPPS_OPENAPI   the ePayment document (../shared/specs/01-vipps-mobilepay/epayment.v1.openapi.yaml)
//   FAIRDUE_VIPPS_PORT      port on 127.0.0.1 (4456)
//
// The same port answers POST /accesstoken/get with a token, as the provider's gateway does, and POST
// /webhooks/v1/webhooks with a registration. Prism itself listens on the next port.
// Prints one line when it is ready: vipps_peer ready http://127.0.0.1:4456

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as callHttp } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const document = resolve(process.env.FAIRDUE_VIPPS_OPENAPI
  ?? join(here, '../../../shared/specs/01-vipps-mobilepay/epayment.v1.openapi.yaml'));
const port = Number(process.env.FAIRDUE_VIPPS_PORT ?? 4456);
const prismPort = port + 1;

if (!existsSync(document)) {
  process.stderr.write(`vipps_peer: skipped, there is no OpenAPI document at ${document}\n`);
  process.exit(77);
}

// The document refers to the receipt of another one by a web address. Nothing is fetched: a receipt is any object here.
const folder = mkdtempSync(join(tmpdir(), 'fairdue-vipps-'));
const local = join(folder, 'epayment.yaml');
writeFileSync(local, readFileSync(document, 'utf8').replace(/\$ref:\s*['"]?https?:\/\/[^\s'"]+['"]?/g, 'type: object'));

const prism = spawn(process.execPath,
  [join(here, 'node_modules/@stoplight/prism-cli/dist/index.js'), 'mock', '-h', '127.0.0.1', '-p', String(prismPort), '--errors', local],
  { stdio: ['ignore', 'pipe', 'pipe'] });
const end = (code) => {
  prism.kill();
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0));
prism.on('exit', (code) => { process.stderr.write(`vipps_peer: prism ended with ${code}\n`); end(1); });
prism.stderr.pipe(process.stderr);

const answer = (response, status, body) =>
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

const server = createServer((request, response) => {
  const missing = (names) => names.filter((name) => !request.headers[name]);
  if (request.url === '/accesstoken/get' && request.method === 'POST') {
    const absent = missing(['client_id', 'client_secret', 'ocp-apim-subscription-key', 'merchant-serial-number']);
    if (absent.length) return answer(response, 401, { error: `missing ${absent.join(', ')}` });
    return answer(response, 200, { token_type: 'Bearer', expires_in: '3600', access_token: 'peer-token' });
  }
  if (request.headers.authorization !== 'Bearer peer-token') {
    return answer(response, 401, { type: 'about:blank', title: 'Unauthorized', status: 401, traceId: 'peer' });
  }
  if (request.url === '/webhooks/v1/webhooks' && request.method === 'POST') {
    return answer(response, 201, { id: '497f6eca-6276-4993-bfeb-53cbbbba6f08', secret: 'peer-webhook-secret' });
  }
  const forward = callHttp(
    { host: '127.0.0.1', port: prismPort, path: request.url, method: request.method, headers: request.headers },
    (result) => { response.writeHead(result.statusCode, result.headers); result.pipe(response); });
  forward.on('error', () => answer(response, 502, { title: 'prism does not answer' }));
  return request.pipe(forward);
});

let listening = false;
prism.stdout.on('data', (text) => {
  if (process.env.FAIRDUE_PEER_VERBOSE) process.stderr.write(text);
  if (!listening && text.includes('listening')) {
    listening = true;
    server.listen(port, '127.0.0.1', () => process.stdout.write(`vipps_peer ready http://127.0.0.1:${port}\n`));
  }
});
