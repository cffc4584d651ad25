// What a person can pay: the citizen's API, the caseworker's command and a plan's proposals give the same answer for the
// same figures; what is no answer is refused with the field; nothing of it is logged, and nothing kept but by consent.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Browser, check, everything_sent, expect, expect_equal, expect_sound, query, run, script, start_demo,
  temporary_folder } from './support.mjs';

const kPath = '/api/citizen/v1/ability';
const told = (income, more = {}) => ({ net_income_minor: income * 100, partner: 'none', children: [], housing_minor: 0,
  other_necessary_minor: 0, ...more });
const ages = (...years) => ({ children: years.map((age) => ({ age })) });

// The table of 2026, with the percentage where a band begins: a twelfth of the year's share, down to whole or half
// hundred kroner, at least 50. A month's income and the instalment, without and with somebody to provide for.
const kTable = [
  [400, 50, 50], [12_000, 450, 350], [12_122, 600, 350], [15_116, 900, 600], [18_111, 2_350, 700], [18_539, 2_550, 900],
  [21_105, 4_200, 2_300], [25_383, 7_600, 5_300], [29_661, 11_850, 9_150], [33_940, 16_950, 13_900],
  [38_218, 22_900, 19_450], [42_067, 25_200, 25_200],
];
// What must be left, of the amounts of 2026: 7,880 for one, 5,480 for a partner; children 2,150, 2,740 and 3,950.
const kMustBeLeft = [
  [{}, 7_880], [{ partner: 'no_income' }, 13_360], [{ partner: 'income' }, 6_680], [ages(0), 10_030], [ages(1), 10_030],
  [ages(2), 10_620], [ages(6), 10_620], [ages(7), 11_830], [ages(17), 11_830],
  [{ partner: 'income', ...ages(1, 6) }, 11_570],
];

await script(120, async () => {
  const database = join(temporary_folder(), 'books.db');
  const demo = await start_demo(database);
  await everything_sent(database);
  const maja = await new Browser(demo.origin).be('maja');
  const ali = await new Browser(demo.origin).be('ali');
  const assess = async (answers) => {
    const answer = await maja.post_json(kPath, answers);
    expect_equal(answer.status, 200, answer.text);
    return answer.json;
  };
  const words_for = (answers) => ['--net-income-minor', `${answers.net_income_minor}`, '--partner', answers.partner.replace('_', '-'),
    '--housing-minor', `${answers.housing_minor}`, '--other-necessary-minor', `${answers.other_necessary_minor}`,
    ...(answers.children.length > 0 ? ['--child-ages', answers.children.map(({ age }) => age).join()] : [])];
  const json_of = (...words) => {
    const { code, out, err } = run(...words, '--json');
    expect_equal(code, 0, err);
    return JSON.parse(out);
  };
  const before = query(database, 'SELECT count(*) AS n FROM journal_entry')[0].n;

  await check('the table of 2026, at the edges of its bands', async () => {
    for (const [income, without, with_dependants] of kTable) {
      expect_equal((await assess(told(income))).instalment_minor, without * 100, `${income} a month, without dependants`);
      expect_equal((await assess(told(income, ages(4)))).instalment_minor, with_dependants * 100, `${income} a month, with dependants`);
    }
    return `${kTable.length} incomes`;
  });

  await check('what must be left to live on in 2026', async () => {
    for (const [household, kroner] of kMustBeLeft) {
      expect_equal((await assess(told(20_000, household))).minimum_to_live_on_minor, kroner * 100, JSON.stringify(household));
    }
  });

  const households = [
    told(20_000, { partner: 'income', ...ages(1, 6), housing_minor: 700_000 }),
    told(15_000, { housing_minor: 650_000 }),
    told(31_000, { partner: 'no_income', ...ages(8, 11, 15), housing_minor: 980_050, other_necessary_minor: 123_456 }),
    told(9_000, { housing_minor: 400_000 }),
    told(0),
    told(5_000, { housing_minor: 600_000 }),
    ...kTable.map(([income]) => told(income, { housing_minor: income * 30 })),
  ];
  await check("the page's API, the command and a plan's proposals give one answer", async () => {
    const { on } = await assess(households[0]);
    const debtor = query(database, 'SELECT debtor_id FROM claim_by_debtor LIMIT 1')[0]?.debtor_id;
    for (const household of households) {
      const page = await assess(household);
      const { pack, currency } = page;
      expect_equal(page, json_of('affordability', '--pack', pack, '--on', on, ...words_for(household)), 'page and command');
      const offer = json_of('plan', 'propose', '--db', `sqlite:${database}`, '--authority', 'testby', '--debtor', `${debtor}`,
        '--affordability', pack, ...words_for(household));
      expect_equal({ pack, on, currency, ...offer.affordability }, page, 'proposals and page');
      const ability = offer.proposals.find(({ kind }) => kind === 'ability');
      if (ability?.count > 1) expect_equal(ability.largest_instalment_minor, page.suggested_minor, 'the plan of the suggestion');
      for (const each of offer.proposals) {
        expect_equal(each.takes_what_is_lived_on, each.largest_instalment_minor > page.spare_minor, `${each.kind}: what it takes`);
      }
    }
    return `${households.length} households`;
  });

  await check('less is suggested than the table says where too little would be left; nothing where nothing can be paid', async () => {
    const [couple, , , poor, , beyond] = await Promise.all(households.map(assess));
    expect_equal([couple.instalment_minor, couple.spare_minor, couple.suggested_minor], [160_000, 143_000, 140_000], 'a couple');
    expect(couple.warnings.some(({ code }) => code === 'takes_too_much'), 'and it is said');
    expect_equal(poor.suggested_minor, 0, 'nothing');
    expect(poor.warnings.some(({ code }) => code === 'too_little'), 'and it is said');
    expect_equal([beyond.suggested_minor, beyond.left_without_plan_minor], [0, -100_000], 'expenses above the income');
    expect(beyond.warnings.some(({ code }) => code === 'expenses_too_large'), 'are a warning');
    const asked = await assess({ ...households[0], instalment_minor: 143_000 });
    expect(!asked.warnings.some(({ code }) => code === 'takes_too_much'), 'a plan is looked at to the last krone');
    const step = couple.steps.find(({ figure }) => figure === 'table_instalment');
    expect(step.section.includes('§ 11') && step.from === '2026-01-01', `a step names its rule: ${JSON.stringify(step)}`);
  });

  await check('what is no answer is refused, field by field, with what it should be', async () => {
    for (const [wrong, path] of [
      [{ net_income_minor: -1 }, '$.net_income_minor'], [{ net_income_minor: 'much' }, '$.net_income_minor'],
      [{ net_income_minor: 100_000_001 }, '$.net_income_minor'], [{ net_income_minor: null }, '$.net_income_minor'],
      [{ partner: 'perhaps' }, '$.partner'], [ages(3, 18), '$.children[1].age'], [ages(-1), '$.children[0].age'],
      [{ children: Array.from({ length: 21 }, () => ({ age: 1 })) }, '$.children'], [{ housing_minor: 1.5 }, '$.housing_minor'],
      [{ other_necessary_minor: -5 }, '$.other_necessary_minor'], [{ instalment_minor: 0 }, '$.instalment_minor'], [{ name: 'x' }, '$.name'],
    ]) {
      const answer = await maja.post_json(kPath, told(20_000, wrong));
      expect_equal([answer.status, answer.json.code], [422, 'invalid_input'], answer.text);
      expect(answer.json.errors.some((error) => error.path === path && error.message.length > 3), `${path}: ${answer.text}`);
    }
    expect_equal((await new Browser(demo.origin).post_json(kPath, told(1))).status, 401, 'nobody is logged in');
    expect_equal((await ali.post_json(kPath, told(1), { 'x-csrf-token': 'a'.repeat(43) })).status, 403, 'from another page');
  });

  await check('nothing of all that is in the books', () => {
    expect_equal(query(database, 'SELECT count(*) AS n FROM journal_entry')[0].n, before, 'journal entries');
    expect_equal(query(database, 'SELECT count(*) AS n FROM ability_answers')[0].n, 0, 'answers');
  });

  const kept_by = async (person) => (await person.ask(`${kPath}/kept`)).json;
  const keep = (person, answers, key, consent = 'ability-1') => person.ask(`${kPath}/kept`, { method: 'PUT',
    body: JSON.stringify({ consent, answers }),
    headers: { 'content-type': 'application/json', 'x-csrf-token': person.token, 'idempotency-key': key } });
  const forget = (person, key) => person.ask(`${kPath}/kept`, { method: 'DELETE',
    headers: { 'x-csrf-token': person.token, 'idempotency-key': key } });
  // Of the demo, which is known to all: its people are invented.
  const key_file = join(dirname(database), 'key');
  writeFileSync(key_file, createHash('sha256').update('fairdue demo 1').digest('hex'));
  const ability = (...words) => run('ability', ...words, '--db', `sqlite:${database}`, '--key-file', key_file,
    '--authority', 'testby', '--json');
  let debtor = 0;

  await check('kept by consent: read again by the person, and by staff, who are written down', async () => {
    const { kept: nothing, ...about } = await kept_by(maja);
    expect_equal([nothing, about], [null, { may_keep: true, consent: 'ability-1', keep_days: 90 }], 'before');
    const answers = households[2];
    expect_equal((await keep(maja, answers, 'keep-0123456789ab', 'ability-0')).json.code, 'ability_consent', 'other words');
    const answer = await keep(maja, answers, 'keep-0123456789ab');
    expect_equal([answer.status, answer.json.kept.answers], [200, answers], answer.text);
    expect_equal((await keep(maja, answers, 'keep-0123456789ab')).json, answer.json, 'a second click');
    expect_equal((await keep(maja, households[0], 'keep-0123456789ab')).status, 409, 'the key of another wish');
    expect_equal((await kept_by(maja)).kept, answer.json.kept, 'read again');
    expect_equal((await kept_by(ali)).kept, null, "nobody else's");
    debtor = query(database, 'SELECT debtor_id FROM ability_statement')[0].debtor_id;
    const shown = ability('show', '--debtor', `${debtor}`, '--by', 'ab');
    expect_equal(shown.code, 0, shown.err);
    const read = JSON.parse(shown.out);
    expect_equal([read.answers, read.until], [answers, answer.json.kept.until], 'what staff see');
    const { pack: _pack, on: _on, ...figures } = await assess(answers);
    expect_equal(read.ability, figures, 'and what follows from it');
    expect(ability('show', '--debtor', `${debtor}`).code !== 0, 'not without saying who reads');
    expect(ability('show', '--debtor', '999999', '--by', 'ab').err.includes('ability_not_kept'), "none of another's");
  });

  await check('taken back: deleted at once, and kept answers are nowhere in clear', async () => {
    const { sealed } = query(database, 'SELECT sealed FROM ability_answers')[0];
    expect(!Buffer.from(sealed).includes(Buffer.from('980050')), 'sealed');
    const answer = await forget(maja, 'forget-0123456789');
    expect_equal([answer.status, answer.json.kept], [200, null], answer.text);
    expect_equal((await forget(maja, 'forget-0123456780')).status, 200, 'once more');
    expect_equal(query(database, 'SELECT count(*) AS n FROM ability_answers')[0].n, 0, 'answers');
    expect_equal(query(database, 'SELECT state FROM ability_statement')[0].state, 2, 'that it was taken back stays');
    expect(ability('show', '--debtor', `${debtor}`, '--by', 'ab', '--key', 'again').code !== 0, 'nothing to see');
    await keep(maja, households[0], 'keep-0123456789ac');
    const deleted = ability('delete', '--debtor', `${debtor}`, '--by', 'ab');
    expect_equal(deleted.code, 0, deleted.err);
    expect_equal((await kept_by(maja)).kept, null, 'deleted by staff, on her word by telephone');
    expect(ability('policy', '--set', 'keep_days=400').code !== 0, 'a year at most');
    expect_equal(JSON.parse(ability('policy', '--set', 'keep_days=30').out).keep_days, 30, 'for a shorter time');
  });

  await demo.end();
  await check('no figure in the log, and the books are sound', () => {
    for (const figure of ['2000000', '980050', '123456']) expect(!(demo.out + demo.err).includes(figure), `the log has ${figure}`);
    expect_sound(database);
  });

});
