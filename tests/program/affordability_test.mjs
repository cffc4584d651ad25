// How much a person can pay a month, as a caseworker asks the program: figures, warnings, and what is wrong input.
import { check, expect, expect_equal, run, script } from './support.mjs';

const ask = (...words) => run('affordability', ...words);

function answer(...words) {
  const { code, out, err } = ask(...words, '--json');
  expect_equal(code, 0, `exit code; it said ${err.trim()}`);
  return JSON.parse(out);
}

const amount_of = (found, text) => found.steps.find((step) => step.text.includes(text))?.amount_minor;
const warns = (found, text) => found.warnings.some((warning) => warning.text.includes(text));

await script(60, async () => {
  await check('Denmark, 2026: the table proposes, the minimum amounts warn', () => {
    const found = answer('--pack', 'dk', '--net-income-minor', '2000000', '--partner', 'income', '--children', '2',
      '--child-ages', '1,6', '--housing-minor', '700000', '--on', '2026-11-01');
    // 240,000 a year with dependants: 8 percent is 19,200 a year, 1,600 a month.
    expect_equal(found.instalment_minor, 160000, 'instalment');
    expect_equal(found.minimum_to_live_on_minor, 668000 + 215000 + 274000, 'minimum to live on');
    expect_equal(found.left_to_live_on_minor, 2000000 - 700000 - 160000, 'left to live on');
    expect_equal(found.on, '2026-11-01', 'day');
    expect(warns(found, 'would take 170.00 DKK'), `it warns: ${JSON.stringify(found.warnings)}`);
    const step = found.steps.find(({ rule }) => rule === 'table_method');
    expect(step.section.includes('§ 11') && step.from === '2026-01-01', `the step names its rule: ${JSON.stringify(step)}`);
  });

  await check('Denmark, 2024: the example of borger.dk', () => {
    const found = answer('--pack', 'dk', '--net-income-minor', '2000000', '--partner', 'income', '--child-ages', '1,6',
      '--on', '2024-03-01');
    expect_equal(amount_of(found, "half of a couple's"), 614000, 'each adult');
    expect_equal(amount_of(found, 'the children'), 449000, 'the children');
    expect_equal(found.instalment_minor, null, 'no table of 2024 is known');
    expect(warns(found, 'no instalment is proposed'), 'it says so');
  });

  await check('a plan is looked at in the place of the proposal', () => {
    const words = ['--pack', 'dk', '--net-income-minor', '1500000', '--housing-minor', '500000', '--on', '2026-11-01'];
    expect(!warns(answer(...words, '--instalment-minor', '212000'), 'would take'), 'to the last krone');
    const beyond = answer(...words, '--instalment-minor', '212001');
    expect(warns(beyond, 'would take 0.01 DKK'), 'one øre too much');
    expect_equal(beyond.planned_instalment_minor, 212001, 'plan');
  });

  await check('expenses above the income: a warning that says what to check, and nothing is suggested', () => {
    const found = answer('--pack', 'dk', '--net-income-minor', '100000', '--housing-minor', '100001', '--on', '2026-11-01');
    expect(warns(found, 'are above the income: check'), `it warns: ${JSON.stringify(found.warnings)}`);
    expect_equal([found.suggested_minor, found.spare_minor, found.left_without_plan_minor], [0, 0, -1], 'nothing is left');
  });

  await check('the Netherlands: what is above the protected income, and a warning that the amounts are old', () => {
    const found = answer('--pack', 'nl', '--net-income-minor', '250000', '--on', '2026-11-01');
    expect_equal(found.instalment_minor, 250000 - 199621, 'instalment');
    expect(warns(found, 'are not known'), 'it warns');
  });

  await check('without --json the same in words', () => {
    const { code, out } = ask('--pack', 'dk', '--net-income-minor', '2000000', '--on', '2026-11-01');
    expect_equal(code, 0, 'exit code');
    expect(/Proposed instalment a month: 3400\.00 DKK/.test(out) && out.includes('§ 11') && out.includes('WARNING'), out);
  });

  await check('what is wrong is said in one line with what to do, and ends with 2', () => {
    const base = ['--pack', 'dk', '--on', '2026-11-01', '--net-income-minor'];
    for (const [words, wanted] of [
      [[...base, '-1'], /below zero: give amounts/],
      [[...base, '99999999999999'], /too large/],
      [[...base, '100000', '--children', '2'], /one age for each/],
      [[...base, '100000', '--children', '1', '--child-ages', '1,6'], /one age for each/],
      [[...base, '100000', '--child-ages', '18'], /from 0 to 17/],
      [[...base, '100000', '--instalment-minor', '0'], /above zero/],
      [['--pack', 'xx', '--net-income-minor', '1'], /choose one of dk, nl/],
      [['--pack', 'dk', '--net-income-minor', '1', '--on', '2019-12-31'], /begins on 2020-01-01: ask with --on/],
      [['--pack', 'dk', '--net-income-minor', '1', '--on', '2026-02-30'], /is no day/],
    ]) {
      const { code, out, err } = ask(...words);
      expect_equal(code, 2, `exit code of ${words.join(' ')}; it said ${err.trim()}`);
      expect_equal(err.trim().split('\n').length, 1, `lines of ${err.trim()}`);
      expect(wanted.test(err), `${words.join(' ')}: said ${err.trim()}, wanted ${wanted}`);
      expect_equal(out, '', 'standard output');
    }
    for (const words of [['--pack', 'dk'], [...base, 'much'], [...base, '1', '--partner', 'perhaps'], [...base, '1', '--child-ages', 'one']]) {
      expect_equal(ask(...words).code, 2, `exit code of ${words.join(' ')}`);
    }
  });
});
