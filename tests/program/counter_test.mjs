// Somebody stands at a front desk: a QR code for their own telephone, for what they owe of one kind, for some minutes.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run_done, run_refused } from './books_support.mjs';
import { Browser, check, expect, expect_equal, expect_sound, everything_sent, query, script, start_demo, temporary_folder } from './support.mjs';

await script(120, async () => {
  const folder = temporary_folder();
  const database = join(folder, 'books.db');
  const demo = await start_demo(database);
  await everything_sent(database);
  const at = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  // The demo's key is made from its seed.
  const key_file = at('key', `${createHash('sha256').update('fairdue demo 1').digest('hex')}\n`);
  const unsigned = ['--authority', 'testby', '--db', `sqlite:${database}`, '--key-file', key_file, '--origin', demo.origin];
  const books = [...unsigned, '--by', 'AB'];
  const ali = ['--person', at('ali.json', '{"national_id": "0521400004"}')];
  const counter = (...words) => JSON.parse(run_done('counter', ...words, ...books, '--json'));
  const refused = (pattern, ...words) => run_refused(pattern, 'counter', ...words, ...books);
  const owed = await (await new Browser(demo.origin).be('ali')).overview();

  await check('who stands there is named in one way, and no error repeats a number', () => {
    refused(/say who stands there/);
    refused(/say who stands there/, ...ali, '--debtor', '1');
    refused(/one JSON object/, '--person', at('bad.json', '0521400004'));
    refused(/nobody who owes/, '--person', at('nobody.json', '{"national_id": "0101909991"}'));
    refused(/no debtor 999999/, '--debtor', '999999');
    run_refused(/a code, not a name/, 'counter', ...ali, ...unsigned, '--by', 'Anne Berg');
    refused(/nothing of this is to be paid/, ...ali, '--type', 'housing_deposit_loan');
  });

  await check('the code opens what is owed, with nothing about the person in its address', async () => {
    const made = counter(...ali);
    expect_equal(made.open_minor, owed.claims.filter(({ payable }) => payable).reduce((all, { open_minor }) => all + open_minor, 0), 'owed');
    expect(new RegExp(`^${demo.origin}/p/[A-Za-z0-9_-]{20,}$`).test(made.address), `address ${made.address}`);
    expect(!made.address.includes('0521400004') && !made.address.includes('Demir'), 'nothing of the person');
    const phone = new Browser(demo.origin);
    const page = await phone.ask(new URL(made.address).pathname);
    expect([200, 303].includes(page.status), `opens: ${page.status}`);
    const minutes = (Date.parse(made.expires) - Date.now()) / 60_000;
    expect(minutes > 13 && minutes < 16, `good for ${minutes} minutes`);
    const [row] = query(database, `SELECT debtor_id, claims, made_by FROM safe_link WHERE link_id = ${made.link}`);
    expect_equal(row.claims.split(' ').length, made.claims, 'exactly these claims');
    expect_equal([row.made_by, made.by], ['clerk:AB', 'AB'], 'who made it');
  });

  await check('of one kind alone, on the screen and as a picture', () => {
    const [{ type }] = query(database, `SELECT type FROM claim WHERE reference = '${owed.claims.find(({ payable }) => payable).reference}'`);
    const svg = join(folder, 'code.svg');
    const one = counter(...ali, '--type', type, '--svg', svg, '--minutes', '5');
    expect(one.claims >= 1 && one.open_minor > 0, 'of that kind');
    expect(readFileSync(svg, 'utf8').startsWith('<svg '), 'a picture');
    expect_equal(statSync(svg).mode & 0o777, 0o600, 'which nobody else can read');
    chmodSync(svg, 0o644);
    counter(...ali, '--type', type, '--svg', svg);
    expect_equal(statSync(svg).mode & 0o777, 0o600, 'also where one was that anybody could');
    const links = () => query(database, 'SELECT count(*) AS n FROM safe_link')[0].n;
    const before = links();
    refused(/cannot write/, ...ali, '--svg', join(folder, 'nowhere', 'code.svg'));
    expect(links() === before && !existsSync(join(folder, 'nowhere')), 'no link that nobody can show');
    const text = run_done('counter', ...ali, ...books);
    expect(text.includes('█') && /to be scanned within 15 minutes/.test(text), 'on the screen');
  });

  await check('of some claims alone', () => {
    const { reference, open_minor } = owed.claims.find(({ payable }) => payable);
    const one = counter(...ali, '--claim', reference);
    expect_equal([one.claims, one.open_minor], [1, open_minor], 'that claim');
    refused(/nothing of this is to be paid/, ...ali, '--claim', 'nowhere');
  });

  await check('the books are sound', () => expect_sound(database));
});
