// A server set up by a configuration file, the provider of tests/peers, and a visitor who logs in there.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, Process, expect, expect_equal, free_port, is_there, kRoot } from './support.mjs';

export const kLoginSecret = 'fairdue-test-secret-of-32-letters';

export const has_provider = () => is_there(join(kRoot, 'tests', 'peers', 'node_modules', 'oidc-provider'));

/** Starts the OpenID Connect provider for a server at `origin`; gives the issuer's address. */
export async function start_provider(origin) {
  const port = await free_port();
  const provider = new Process(process.execPath, [join(kRoot, 'tests', 'peers', 'oidc_peer.mjs')], {
    FAIRDUE_OIDC_PORT: String(port), FAIRDUE_OIDC_REDIRECT_URIS: `${origin}/auth/callback`,
    FAIRDUE_OIDC_LOGOUT_URIS: `${origin}/` });
  await provider.says(/ready/);
  return `http://127.0.0.1:${port}`;
}

/** Writes the configuration of a server and its secrets; `payments` is where the payment provider answers, `server` more
 *  lines for the part of that name. */
export function write_configuration(folder, { port, issuer, payments, server = '' }) {
  const at = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const text = `[server]
listen = "127.0.0.1:${port}"
loopback_partners = true
${server}
[login]
issuer = "${issuer}"
client_id = "fairdue"
client_secret_file = "${at('login_secret', `${kLoginSecret}\n`)}"
scope = "openid mitid ssn"
broker = "nets_eid_broker"

[vipps_mobilepay]
${payments ? `base_url = "${payments}"` : '# nobody pays here'}
client_id = "demo"
client_secret_file = "${at('payment_secret', 'demo-secret\n')}"
subscription_key_file = "${at('subscription_key', 'demo-subscription\n')}"
webhook_secret_file = "${at('webhook_secret', 'not-in-use\n')}"
merchant_serial_number = "123456"
`;
  return { path: at('fairdue.toml', text), text };
}

/** A person at a browser, between the server and the provider. `was_asked`: the provider wanted to know who they are. */
export class Visitor extends Browser {
  constructor(origin, issuer) {
    super(origin);
    this.provider = new Browser(issuer);
  }

  /** Logs in at the provider as far as the way back; gives the address the browser is sent back to. */
  async go_to_provider(persona) {
    const begun = await this.ask('/login?lang=da');
    expect_equal(begun.status, 302, '/login');
    this.was_asked = false;
    let url = begun.headers.get('location');
    for (let hops = 0; hops < 10; hops += 1) {
      if (url.startsWith(this.origin)) return url;
      let answer = await this.provider.ask(url);
      if (!answer.headers.has('location') && /\/interaction\/[\w-]+$/.test(url)) {
        this.was_asked = true;
        answer = await this.provider.post_form(url + (persona ? '/login' : '/abort'), persona ? { persona } : {});
      }
      expect(answer.headers.has('location'), `the provider stopped at ${url}: ${answer.status} ${answer.text.slice(0, 200)}`);
      url = new URL(answer.headers.get('location'), this.provider.origin).href;
    }
    throw new Error('the provider sends the browser round in circles');
  }

  /** The whole way; gives the answer to the way back. */
  async log_in(persona) {
    const answer = await this.ask(await this.go_to_provider(persona));
    this.token = (await this.session()).csrf_token;
    return answer;
  }
}

