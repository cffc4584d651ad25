// Instalment plans as an operator types them: proposed, agreed on, changed, missed, ended, each once.
import { map_of_claims, operator_books } from './books_support.mjs';
import { check, day as day_after, expect, expect_equal, expect_sound, query, run, script } from './support.mjs';

const kMap = map_of_claims(`type = { value = "day_care" }
principal = "amount"
issued = { value = "2026-01-02" }
due = { value = "2026-01-30" }
debtor = { kind = "person", national_id = "cpr" }
`);


await script(180, async () => {
  const books = operator_books();
  const { path, at, done } = books;
  const plan = (...words) => JSON.parse(done('plan', ...words, '--authority', 'testby', '--json'));
  const refused = (pattern, ...words) => books.refused(pattern, 'plan', ...words, '--authority', 'testby');

  done('authority', 'add', 'testby', '--name', 'Testby', '--country', 'DK', '--currency', 'DKK');
  done('import', at('claims.csv', 'ref,cpr,amount\nC-1,0101900001,4000.00\nC-2,0101900001,2000.00\nC-3,0101900002,180.00\n'),
    '--authority', 'testby', '--source', 'day', '--map', at('map.toml', kMap));
  const debtor_of = (reference) =>
    String(query(path, `SELECT liable FROM claim WHERE reference = '${reference}'`)[0].liable);
  const maja = ['--debtor', debtor_of('C-1')];
  const otto = ['--debtor', debtor_of('C-3')];

  await check('at least three proposals that pay what is owed', () => {
    const offer = plan('propose', ...maja);
    expect_equal(offer.open_minor, 600000, 'owed');
    expect(offer.proposals.length >= 3, `${offer.proposals.length} proposals`);
    for (const each of offer.proposals) {
      const sum = each.instalments.reduce((all, one) => all + one.amount_minor, 0);
      const parts = each.instalments.flatMap((one) => one.claims).reduce((all, one) => all + one.amount_minor, 0);
      expect_equal([sum, parts, each.total_minor, each.within_policy], [600000, 600000, 600000, true], each.kind);
    }
  });

  await check('an amount that would take for ever is said to be too small', () => {
    const propose = (minor) => done('plan', 'propose', ...maja, '--authority', 'testby', '--instalment-minor', minor);
    expect(/with 1\.00 DKK a month there is no plan/.test(propose('100')), propose('100'));
    expect(!/there is no plan/.test(propose('50000')), propose('50000'));
  });

  await check('what a person can pay is a bound and a warning', () => {
    const household = ['--affordability', 'dk', '--net-income-minor', '1500000', '--housing-minor', '650000'];
    const offer = plan('propose', ...maja, ...household);
    expect(offer.affordability.instalment_minor > 0, 'no instalment is proposed');
    const ability = offer.proposals.find((each) => each.kind === 'ability');
    expect_equal(ability.largest_instalment_minor, offer.affordability.suggested_minor, 'the proposal of the rules');
    for (const each of offer.proposals) {
      const takes = each.left_to_live_on_minor < offer.affordability.minimum_to_live_on_minor;
      expect_equal(each.takes_what_is_lived_on, takes, `${each.kind} takes what is lived on`);
    }
    const beyond = plan('propose', ...maja, '--affordability', 'dk', '--net-income-minor', '1', '--housing-minor', '2');
    expect(beyond.affordability.warnings.some(({ code }) => code === 'expenses_too_large'), 'expenses above the income are a warning');
    expect(beyond.proposals.every((each) => each.takes_what_is_lived_on && each.kind !== 'ability'), 'and nothing can be paid');
    refused(/too large/, 'propose', ...maja, '--affordability', 'dk', '--net-income-minor', '99999999999999');
  });

  await check('an income is not passed over', () => {
    refused(/--affordability dk/, 'propose', ...maja, '--net-income-minor', '1500000');
  });

  await check('a misspelt name in a file of debts is refused, for it would be an amount of nothing', () => {
    const debts = (name, rows) => at(name, JSON.stringify({ law: 'dk/public', ...rows }));
    const wrong = debts('wrong.json', { claims: [{ reference: 'A', principal: 100000, fee_minor: 25000 }] });
    books.refused(/claim 1 of the file has 'principal', .* principal_minor/, 'plan', 'propose', '--claims', wrong);
    books.refused(/has 'claim'/, 'plan', 'propose', '--claims', debts('other.json', { claim: [], claims: [{ reference: 'A' }] }));
  });

  await check('debts in no books are planned from a file', () => {
    const file = at('debts.json', JSON.stringify({ law: 'dk/public', claims: [
      { reference: 'A', principal_minor: 100000, due: '2026-01-15' }, { reference: 'B', principal_minor: 50000, fee_minor: 25000, due: '2026-02-01' }] }));
    const { code, out } = run('plan', 'propose', '--claims', file, '--on', '2026-03-01', '--json');
    expect_equal(code, 0, 'exit code');
    const offer = JSON.parse(out);
    expect_equal([offer.open_minor, offer.currency], [175000, 'DKK'], 'owed');
    expect_equal(offer.assumptions, ['paid_on_dates', 'rates_known_today'], 'assumptions');
    expect(offer.proposals.length >= 3, 'too few proposals');
    for (const each of offer.proposals) {
      expect(each.interest_minor > 0, `${each.kind}: no interest`);
      expect_equal(each.total_minor, 175000 + each.interest_minor, each.kind);
    }
    for (const [text, pattern] of [['[]', /one JSON object/], ['{"claims":[{}]}', /no 'reference'/],
      ['{"claims":[{"reference":"A","principal_minor":-1}]}', /minor units/],
      ['{"law":"xx/none","claims":[{"reference":"A","principal_minor":1}]}', /no law pack/]]) {
      const { code: failed, err } = run('plan', 'propose', '--claims', at('bad.json', text));
      expect_equal([failed, pattern.test(err)], [1, true], `${text}: ${err.trim()}`);
    }
    refused(/say whose debts/, 'propose');
  });

  let number = '';
  await check('a proposal is agreed on once, however often it is sent', () => {
    const words = ['accept', ...maja, '--proposal', 'middle', '--by', 'anna', '--key', 'K-1'];
    const first = plan(...words);
    expect_equal([first.repeated, first.plan.state, first.plan.open_minor], [false, 'in_force', 600000], 'first');
    const again = plan(...words);
    expect_equal([again.repeated, again.plan.plan], [true, first.plan.plan], 'again');
    number = String(first.plan.plan);
    refused(/a plan for this debtor/, 'accept', ...maja, '--proposal', 'long', '--by', 'anna', '--key', 'K-2');
    expect_equal(plan('propose', ...maja).plan, first.plan.plan, 'the offer names the plan');
    refused(/no such plan/, 'show', '999999');
    refused(/a code, not a name/, 'accept', ...otto, '--proposal', 'short', '--by', 'Anna Olsen');
  });

  await check('outside the policy: refused, asked for, decided', () => {
    const pays = ['--pay', `${day_after(20)}=9000`, '--pay', `${day_after(50)}=9000`];
    refused(/plan_instalment_too_small/, 'accept', ...otto, ...pays, '--by', 'anna', '--key', 'K-3');
    refused(/plan_does_not_add_up/, 'accept', ...otto, '--pay', `${day_after(20)}=17999`, '--by', 'anna', '--key', 'K-4');
    refused(/is no payment/, 'accept', ...otto, '--pay', 'tomorrow', '--by', 'anna');
    const asked = plan('accept', ...otto, ...pays, '--request', '--by', 'anna', '--key', 'K-5').plan;
    expect_equal([asked.state, asked.outside], ['requested', ['instalment_too_small']], 'asked for');
    expect_equal(plan('list').plans.map((each) => each.plan), [asked.plan], 'waits');
    const approved = plan('approve', String(asked.plan), '--reason', 'small income', '--by', 'bent').plan;
    expect_equal([approved.state, approved.reason], ['in_force', 'small income'], 'approved');
    expect_equal(plan('approve', String(asked.plan), '--reason', 'small income', '--by', 'bent').repeated, true, 'again');
    expect_equal(plan('list').plans, [], 'nothing waits');
  });

  await check('a date is moved, a month paused, and the plan ended', () => {
    const shown = plan('show', number).plan;
    const from = shown.instalments[0].date;
    const to = new Date(Date.parse(from) + 5 * 86_400_000).toISOString().slice(0, 10);
    expect_equal(plan('change', number, '--move', from, to, '--by', 'anna').plan.instalments[0].date, to, 'moved');
    expect_equal(plan('change', number, '--move', from, to, '--by', 'anna').repeated, true, 'the same again');
    const paused = plan('change', number, '--pause', '--by', 'anna').plan;
    expect_equal([paused.instalments[0].date, paused.pauses], [shown.instalments[1].date, 1], 'paused');
    refused(/plan_change_outside_policy/, 'change', number, '--pause', '--by', 'anna', '--key', 'P-2');
    expect_equal(plan('change', number, '--pause', '--decide', 'ill', '--by', 'anna', '--key', 'P-3').plan.pauses, 2,
      'a person decides');
    refused(/say one change/, 'change', number, '--by', 'anna');
    const replanned = plan('change', number, '--replan', '--proposal', 'long', '--by', 'anna').plan;
    expect_equal([replanned.replans, replanned.open_minor], [1, 600000], 'planned anew');
    expect_equal(plan('list', '--state', 'in_force').plans.length, 2, 'in force');
    expect_equal(plan('cancel', number, '--reason', 'asked for', '--by', 'anna').plan.state, 'cancelled', 'ended');
    expect_equal(plan('list', ...maja).plans[0].state, 'cancelled', 'by debtor');
    refused(/not in force/, 'change', number, '--pause', '--by', 'anna', '--key', 'P-4');
  });

  await check('what is asked for is agreed on, also without a key of one\'s own', () => {
    const short = ['accept', ...maja, '--proposal', 'short', '--by', 'anna'];
    const made = plan(...short).plan;
    expect_equal(plan(...short).repeated, true, 'the same again');
    refused(/a plan for this debtor/, 'accept', ...maja, '--proposal', 'long', '--by', 'anna');
    expect_equal(plan('list', ...maja, '--state', 'in_force').plans.map((each) => each.plan), [made.plan], 'those in force alone');
    plan('cancel', String(made.plan), '--reason', 'asked for', '--by', 'anna');
    refused(/cancelled since.*--key/, ...short);
    const anew = plan(...short, '--key', 'anew').plan;
    expect(anew.plan !== made.plan && anew.state === 'in_force', 'anew');
    plan('cancel', String(anew.plan), '--reason', 'asked for', '--by', 'anna');
  });

  await check('the policy is shown, set and forgotten', () => {
    expect(plan('propose', ...maja).proposals.length >= 3, 'a plan that ended is in the way');
    expect_equal(plan('policy').longest_months, 24, 'the default');
    expect_equal(plan('policy', '--set', 'longest_months=6', '--set', 'smallest_instalment_minor=50000').longest_months, 6, 'set');
    expect(plan('propose', ...maja).proposals.every((each) => each.count <= 6), 'longer than the policy');
    refused(/has no 'colour'/, 'policy', '--set', 'colour=3');
    refused(/cannot be used/, 'policy', '--set', 'longest_months=0');
    refused(/cannot be used/, 'policy', '--set', 'longest_months=many');
    expect_equal(plan('policy', '--default').longest_months, 24, 'forgotten');
  });

  await check('the books are sound', () => expect_sound(path));
});
