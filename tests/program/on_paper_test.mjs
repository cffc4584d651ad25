// Without a login, without a phone: a letter, a call to the authority, an agreement by post, and payments through a bank
// with the line that is printed on the letters.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { statement } from './bank_statement.mjs';
import { run_done } from './books_support.mjs';
import { authority_with_reminders, kSettings } from './message_support.mjs';
import { check, expect, expect_equal, expect_sound, query, script } from './support.mjs';

const kroner = (minor) => (minor / 100).toFixed(2).replace('.', ',').replace(/\B(?=(\d{3})+,)/, '.');

await script(120, async () => {
  const bank = { schemes: ['fik_71'], creditors: ['81234567'], accounts: ['DK5000400440116243'] };
  // Nobody has been charged a fee yet when the letters are planned: the reminder brings it.
  const books = authority_with_reminders(1, { settings: { ...kSettings, bank } });
  const print = join(books.folder, 'print');
  const configuration = books.at('paper.toml', `[server]
origin = "https://betal.testby.invalid"
[print_house]
folder = "${print}"
user = "Testby"
envelope = "C5"
`);
  const plan = (...words) => JSON.parse(books.done('plan', ...words, '--authority', 'testby', '--json'));
  const [{ debtor_id, claim_id }] = query(books.path, 'SELECT debtor_id, claim_id FROM claim_by_debtor');
  const open = () => query(books.path, 'SELECT principal_open + fee_open + interest_open AS minor FROM claim')[0].minor;
  const fees = () => query(books.path, `SELECT fee_charged AS minor FROM claim WHERE claim_id = ${claim_id}`)[0].minor;

  /** What has come by post since it was last asked, as text. */
  const post = async () => {
    const counts = await books.send(configuration);
    const texts = [];
    for (const day of readdirSync(print).filter((name) => /^\d{4}-/.test(name))) {
      for (const name of readdirSync(join(print, day))) {
        const [, pdf] = /<dkal:MeddelelseIndholdData>([^<]+)</.exec(readFileSync(join(print, day, name), 'utf8'));
        rmSync(join(print, day, name));
        const input = Buffer.from(pdf, 'base64');
        texts.push(spawnSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' }).stdout);
      }
    }
    expect_equal(texts.length, counts.sent, 'letters');
    return texts;
  };

  let closing = 0;
  /** A payment at a bank, with the line that stands on a letter. */
  const pay = (line, minor) => {
    const file = books.at(`bank${closing}.xml`, statement(`S-${closing}`, closing, [[`T-${closing}`, minor, line]]));
    closing += minor;
    const report = JSON.parse(books.done('payments', 'import', '--authority', 'testby', '--json', file));
    expect_equal([report.matched.lines, report.matched.sum_minor], [1, minor], 'the bank line finds its claim');
  };

  let line = '';
  let owed = 0;
  await check('the letter says how to pay without a phone, and whom to call', async () => {
    const [reminder, ...more] = await post();
    expect_equal(more.length, 0, 'letters too many');
    [line] = /\+71<\d{15}\+81234567</.exec(reminder);
    expect(reminder.includes('89 00 00 00'), 'the telephone number');
    owed = open();
    expect(reminder.includes(kroner(owed).replace(/,00$/, '')), `what is owed stands in it: ${owed}`);
  });

  let number = '';
  let agreed = {};
  await check('on the telephone: what they can pay, and a plan with that', () => {
    const household = ['--net-income-minor', '1500000', '--housing-minor', '650000'];
    const able = JSON.parse(run_done('affordability', '--pack', 'dk', ...household, '--json'));
    const offer = plan('propose', '--debtor', String(debtor_id), '--affordability', 'dk', ...household);
    expect_equal(offer.affordability.instalment_minor, able.instalment_minor, 'one answer by two ways');
    const chosen = offer.proposals.reduce((most, each) => (each.count > most.count ? each : most));
    expect(chosen.count >= 2, 'a proposal of several payments');
    agreed = plan('accept', '--debtor', String(debtor_id), '--proposal', chosen.kind, '--affordability', 'dk', ...household, '--by', 'anna').plan;
    // The reminder's own fee goes: the plan counts from the day on which it came.
    expect_equal([agreed.state, agreed.open_minor], ['in_force', owed - 250_00], 'agreed on');
    owed = open();
    number = String(agreed.plan);
  });

  await check('the agreement comes by post: its number, every payment, and the line to pay with', async () => {
    const [letter, ...more] = await post();
    expect_equal(more.length, 0, 'letters too many');
    expect(/TESTBY-H\d{6}/.test(letter), 'the number');
    expect(letter.includes(line), 'the payment line');
    for (const { date, amount_minor } of agreed.instalments) {
      const [year, , day] = date.split('-');
      const row = letter.split('\n').find((each) => each.includes(year) && each.includes(`${Number(day)}. `) && each.includes(kroner(amount_minor)));
      expect(row, `${date} ${kroner(amount_minor)} is not in the letter:\n${letter}`);
    }
    expect(letter.includes('tilbage i skat'), 'set-off is still possible, and said');
  });

  await check('the first payment through the bank; another day by telephone, and a letter about it', async () => {
    pay(line, agreed.instalments[0].amount_minor);
    const shown = plan('show', number).plan;
    expect_equal(shown.open_minor, owed - agreed.instalments[0].amount_minor, 'what is left');
    const from = shown.instalments[1].date;
    const to = new Date(Date.parse(from) + 3 * 86_400_000).toISOString().slice(0, 10);
    plan('change', number, '--move', from, to, '--by', 'anna');
    const letters = await post();
    const changed = letters.find((text) => text.includes('Din aftale er ændret'));
    expect(changed, `a letter about the change among ${letters.length}`);
    const of_first = kroner(agreed.instalments[0].amount_minor);
    const [, rows] = changed.split('Dine betalinger');
    expect_equal(rows.split(/^ *I alt/m)[0].split('\n').filter((each) => /\d,\d\d/.test(each)).length,
      agreed.instalments.length - 1, `only what is still to be paid is listed, without ${of_first}`);
  });

  await check('the rest, and the plan is over; nothing was charged on the way', () => {
    const before = fees();
    pay(line, open());
    expect_equal(open(), 0, 'paid');
    // Completed when it is next looked at.
    const ended = plan('cancel', number, '--reason', 'paid', '--by', 'anna').plan;
    expect_equal([ended.state, fees()], ['completed', before], 'completed, without a fee');
  });
  await check('the books are sound', () => expect_sound(books.path));
});
