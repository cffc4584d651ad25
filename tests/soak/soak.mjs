// Four servers on one PostgreSQL database, clients that send everything until it is answered (often to another server
// than before), and random SIGKILLs. In the end nothing may be lost, nothing doubled, and the books must be sound.
// node soak.mjs SECONDS, with FAIRDUE_POSTGRES naming a server on which databases may be made (see ./x soak).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { write_configuration } from '../program/login_support.mjs';
import { Process, Source, check, claim_of, day, expect, expect_equal, free_port, kProgram, run, script, sleep,
  temporary_folder } from '../program/support.mjs';

const kSeconds = Number(process.argv[2] ?? 600);
const kServers = 4;
const kClients = 8;
const kClaimsOfAClient = 20;
const kKillEveryMs = [300, 2_500];

const base = process.env.FAIRDUE_POSTGRES;
const between = (least, most) => least + Math.floor(Math.random() * (most - least + 1));

function psql(url, sql) {
  const { status, stdout, stderr } = spawnSync('psql', ['-X', '-q', '-A', '-t', '-F', ',', url, '-c', sql], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`psql: ${stderr}`);
  return stdout.trim() === '' ? [] : stdout.trim().split('\n').map((line) => line.split(','));
}

function new_database() {
  const name = `soak_${process.pid}`;
  psql(base, `CREATE DATABASE ${name}`);
  return base.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
}

/** One of the servers: started again whenever it was killed. */
class Server {
  constructor(database, key_file, configuration, port) {
    this.words = ['serve', '--db', database, '--key-file', key_file, '--config', configuration];
    this.origin = `http://127.0.0.1:${port}`;
    this.kills = 0;
  }
  async start() {
    this.process = new Process(kProgram, this.words);
    await this.process.says(/serving at/, 60);
  }
  async kill_and_start() {
    this.kills += 1;
    await this.process.end('SIGKILL');
    await this.start();
  }
}

await script(kSeconds + 300, async () => {
  if (base === undefined) {
    console.log('skip soak: there is no PostgreSQL (Debian: postgresql)');
    return;
  }
  const folder = temporary_folder();
  const database = new_database();
  const key_file = join(folder, 'master.key');
  expect_equal(run('authority', 'add', 'testby', '--name', 'Testby', '--country', 'DK', '--currency', 'DKK', '--db', database).code, 0, 'authority');
  const { key } = JSON.parse(run('key', 'add', '--json', '--authority', 'testby', '--source', 'bib', '--db', database, '--key-file', key_file).out);
  const servers = [];
  for (let number = 0; number < kServers; number += 1) {
    const port = await free_port();
    const { path } = write_configuration(temporary_folder(), { port, issuer: 'http://127.0.0.1:9', payments: 'http://127.0.0.1:9' });
    servers.push(new Server(database, key_file, path, port));
    await servers.at(-1).start();
  }
  const sources = servers.map(({ origin }) => new Source(origin, key));

  let surprise;
  let unanswered = 0;
  /** Sends, to any server, until there is an answer. Half of the time once more, to another: the same key. */
  const insist = async (path, value, idempotency_key, wanted) => {
    for (let tries = 0; tries < 400 && !surprise; tries += 1) {
      try {
        const { status, text } = await sources[between(0, kServers - 1)].post(path, value, idempotency_key);
        if (status === 429 || status >= 500) throw new TypeError('busy');
        if (!wanted.includes(status)) surprise = new Error(`${path} ${idempotency_key}: ${status} ${text.slice(0, 300)}`);
        return;
      } catch (error) {
        if (!(error instanceof TypeError) && error.name !== 'TimeoutError') throw error;
        unanswered += 1;
        await sleep(between(5, 60));
      }
    }
    surprise ??= new Error(`${path} ${idempotency_key} was never answered`);
  };
  const send = async (path, value, idempotency_key) => {
    await insist(path, value, idempotency_key, [200, 201]);
    if (Math.random() < 0.5) await insist(path, value, idempotency_key, [200, 201]);
  };

  const end = Date.now() + kSeconds * 1_000;
  const expected = { claims: 0, payments: 0, charged: 0, paid: 0 };
  const client = async (number) => {
    for (let round = 0; Date.now() < end && !surprise; round += 1) {
      const reference = `S${number}-${round}`;
      const minor = between(10_000, 90_000);
      await send('/claims', claim_of(reference, minor), `claim-${reference}`);
      expected.claims += 1;
      expected.charged += minor;
      for (let pay = 0; pay < kClaimsOfAClient && Date.now() < end && !surprise; pay += 1) {
        // Mostly its own claim, now and then another client's: two servers post to one claim at once.
        const other = `S${between(0, kClients - 1)}-0`;
        const target = Math.random() < 0.3 && round > 0 ? other : reference;
        await send(`/claims/${target}/changes`, { kind: 'payment', amount_minor: 100, value_date: day(-1) }, `pay-${reference}-${pay}`);
        expected.payments += 1;
        expected.paid += 100;
      }
    }
  };
  const killer = async () => {
    while (Date.now() < end && !surprise) {
      await sleep(between(...kKillEveryMs));
      await servers[between(0, kServers - 1)].kill_and_start();
    }
  };
  await Promise.all([killer(), ...Array.from({ length: kClients }, (_, number) => client(number))]);
  await Promise.all(servers.map((server) => server.process.end()));

  await check('nothing that was in order was refused', () => { if (surprise) throw surprise; });
  await check('nothing is lost and nothing is doubled', () => {
    const [[claims, charged]] = psql(database, 'SELECT count(*), sum(principal_charged) FROM claim');
    const [[payments, paid]] = psql(database, 'SELECT count(*), sum(amount_minor) FROM payment');
    expect_equal({ claims: Number(claims), payments: Number(payments), charged: Number(charged), paid: Number(paid) }, expected, 'books');
    const kills = servers.reduce((sum, server) => sum + server.kills, 0);
    return `${kSeconds} s, ${kills} kills, ${claims} claims, ${payments} payments, ${unanswered} calls without an answer`;
  });
  await check('the books are sound', () => {
    const { code, out, err } = run('verify', '--json', '--db', database);
    expect(code === 0, `verify: ${out.slice(0, 500)} ${err}`);
  });
  psql(base, `DROP DATABASE ${new URL(database.replace('postgresql://', 'http://').replace('@/', '@local/')).pathname.slice(1)}`);
});
