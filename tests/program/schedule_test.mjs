// The business day on the server's own clock: not before the authority's hour, once when it has come, and its messages
// leave by themselves; and what is only for the demo is not served.
import { appendFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { write_configuration } from './login_support.mjs';
import { call, check, day, expect, expect_equal, expect_sound, free_port, kRoot, run, script, sleep, start_serve,
  temporary_folder } from './support.mjs';

const kMap = `version = 1
format = "csv"
currency = "DKK"
reference = "ref"
key = ["ref"]
[[row]]
command = "register"
type = { value = "day_care" }
principal = "amount"
issued = "due"
due = "due"
debtor = { kind = "person", national_id = "cpr", name = "name", address = "address", postcode = "postcode", city = "city", phone = "phone", email = "email" }
`;
const kLaw = 'format = 1\n[[type]]\ntype = "*"\npack = "dk/public"\nprocedure = "dk/municipal"\n';
const kWindow = { from: '00:00', until: '24:00', days: 'every' };

/** The time in the authority's zone, as "hh:mm:ss". */
const local_time = () => new Date().toLocaleTimeString('en-GB', { timeZone: 'Europe/Copenhagen' });

/** The next whole minute, with room enough before it and not at midnight. */
async function next_minute() {
  while (Number(local_time().slice(6)) > 40 || local_time().startsWith('23:59')) await sleep(500);
  const [hour, minute] = local_time().split(':').map(Number);
  const next = hour * 60 + minute + 1;
  return `${String(Math.floor(next / 60)).padStart(2, '0')}:${String(next % 60).padStart(2, '0')}`;
}

await script(240, async () => {
  const folder = temporary_folder();
  const path = join(folder, 'books.db');
  const outbox = join(folder, 'outbox');
  const done = (...words) => {
    const result = run(...words, '--db', `sqlite:${path}`);
    expect_equal(result.code, 0, `exit code of ${words.join(' ')}; it said ${result.err.trim()}`);
    return result.out;
  };
  const hour = await next_minute();
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ phone: '89 00 00 00', opening_hours: 'kl. 9-15',
    email: 'betaling@testby.invalid', messages: { short_address: 'testby.invalid/betal', case_cvr: '12345678',
      address: ['Rådhuspladsen 1', '8999 Testby'], claim_types: { day_care: 'Daginstitution' }, business_day: hour,
      windows: { sms: kWindow, email: kWindow } } }));
  // Of every day, so that the test says the same at weekends.
  const procedure = readFileSync(join(kRoot, 'procedures/dk/municipal.toml'), 'utf8').replaceAll('on = "working_days"\n', '');
  writeFileSync(join(folder, 'every_day.toml'), procedure);
  writeFileSync(join(folder, 'law.toml'), kLaw);
  writeFileSync(join(folder, 'map.toml'), kMap);
  done('authority', 'add', 'testby', '--name', 'Testby Kommune', '--country', 'DK', '--currency', 'DKK', '--settings',
    join(folder, 'settings.json'));
  done('authority', 'law', 'testby', '--file', join(folder, 'law.toml'));
  done('authority', 'procedure', 'testby', '--file', join(folder, 'every_day.toml'));
  writeFileSync(join(folder, 'claims.csv'), 'ref,cpr,amount,due,name,address,postcode,city,phone,email\n'
    + `A,0101900001,1200.00,${day(-40)},Karen Test,Mågevej 14,8999,Testby,20 00 00 01,karen@testby.invalid\n`);
  done('import', join(folder, 'claims.csv'), '--authority', 'testby', '--source', 'dag', '--map', join(folder, 'map.toml'));

  const port = await free_port();
  const { path: configuration } = write_configuration(folder, { port, issuer: `http://127.0.0.1:${await free_port()}` });
  appendFileSync(configuration, `\n[messages]\noutbox = "${outbox}"\n`);
  const origin = `http://127.0.0.1:${port}`;
  const days_run = (server) => server.err.match(/business_day_ended/g)?.length ?? 0;
  const files = () => (existsSync(outbox) ? readdirSync(outbox).filter((name) => /^(sms|digital_post)-/.test(name)) : []);

  let server = await start_serve(path, configuration, origin);
  await check("nothing happens before the authority's hour", async () => {
    const begun = local_time();
    await sleep(5_000);
    expect(local_time().slice(0, 5) < hour, `${begun} left no time before ${hour}`);
    expect_equal([days_run(server), files().length], [0, 0], 'days run and messages');
    return `${begun}, and the hour is ${hour}`;
  });

  await check('the day is run when its hour comes, and its messages leave', async () => {
    for (let tries = 0; tries < 800 && files().length < 2; tries += 1) await sleep(100);
    const now = local_time();
    expect(now.slice(0, 5) >= hour, `at ${now} already`);
    expect_equal([days_run(server), files().length], [1, 2], 'days run and messages');
    return `at ${now}`;
  });

  await check('once a day, also after the server was started anew', async () => {
    await sleep(5_000);
    expect_equal(days_run(server), 1, 'days run');
    await server.end();
    server = await start_serve(path, configuration, origin);
    await sleep(5_000);
    expect_equal([days_run(server), files().length], [0, 2], 'days run again, and messages');
    expect_equal(JSON.parse(done('day', '--authority', 'testby', '--json')).repeated, true, 'the day has ended');
  });

  await check("the sandbox phone is the demo's alone; the process is told to anybody", async () => {
    for (const there of ['/sandbox/phone', '/sandbox/phone/AAAAAAAAAAAAAAAA', `/sandbox/letters/digital_post/${files()[0].slice(13, 45)}`]) {
      expect_equal((await call(origin + there)).status, 404, there);
    }
    expect_equal((await call(`${origin}/sandbox/phone/day`, { method: 'POST', body: '' })).status >= 400, true, 'a day');
    const before = (await call(`${origin}/process`, { headers: { 'accept-language': 'da' } })).text;
    expect(before.includes('10 dage efter sidste betalingsdag') && before.includes('250'), 'the steps');
    writeFileSync(join(folder, 'slower.toml'), procedure.replace('days = 10\n', 'days = 21\n'));
    done('authority', 'procedure', 'testby', '--file', join(folder, 'slower.toml'));
    const after = (await call(`${origin}/process`, { headers: { 'accept-language': 'da' } })).text;
    expect(after.includes('21 dage efter sidste betalingsdag') && !after.includes('10 dage efter sidste'), 'the new steps');
  });

  await server.end();
  expect_sound(path);
});
