// The business day on the server's own clock: not before the authority's hour, once when it has come, and its messages
// leave by themselves; and what is only for the demo is not served.
import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { add_writing_authority, operator_books, settings_to_write } from './books_support.mjs';
import { write_configuration } from './login_support.mjs';
import { call, check, day, expect, expect_equal, expect_sound, free_port, kRoot, script, sleep, start_serve }
  from './support.mjs';

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
  const books = operator_books();
  const { folder, path, at, done } = books;
  const outbox = join(folder, 'outbox');
  const hour = await next_minute();
  // Of every day, so that the test says the same at weekends.
  const procedure = readFileSync(join(kRoot, 'procedures/dk/municipal.toml'), 'utf8').replaceAll('on = "working_days"\n', '');
  add_writing_authority(books, { settings: settings_to_write({ business_day: hour }), procedure, rows: [
    `A,0101900001,1200.00,${day(-40)},Karen Test,Mågevej 14,8999,Testby,20 00 00 01,karen@testby.invalid`] });

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
    // The messages leave while the day is still being written into the log.
    for (let tries = 0; tries < 800 && (files().length < 2 || days_run(server) < 1); tries += 1) await sleep(100);
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
    done('authority', 'procedure', 'testby', '--file', at('slower.toml', procedure.replace('days = 10\n', 'days = 21\n')));
    const after = (await call(`${origin}/process`, { headers: { 'accept-language': 'da' } })).text;
    expect(after.includes('21 dage efter sidste betalingsdag') && !after.includes('10 dage efter sidste'), 'the new steps');
  });

  await server.end();
  expect_sound(path);
});
