// The report of help and the signs of need, with the real program: six people who are late, charged a fee, and then
// referred as of an earlier day.
import { add_writing_authority, operator_books, settings_to_write, working_day } from './books_support.mjs';
import { check, day, expect, expect_equal, expect_sound, kRoot, script } from './support.mjs';
import { join } from 'node:path';

const kPeople = [1, 2, 3, 4, 5, 6];

await script(120, async () => {
  const books = operator_books();
  const { done, refused } = books;
  add_writing_authority(books, { settings: settings_to_write({ portal: 'https://betal.testby.invalid/' }),
    rows: kPeople.map((n) => `A-${n},010190000${n},1200.00,${day(-40)},Test Person,Mågevej ${n},8999,Testby,,`) });
  done('help-directory', 'store', join(kRoot, 'help', 'example.toml'), '--authority', 'testby');
  const report = (...words) => {
    const { rows, ...head } = JSON.parse(done('report', 'help', '--authority', 'testby', '--from', day(-60), '--to', day(0), '--json', ...words));
    return { head, figures: Object.fromEntries(rows.map(({ figure, ...rest }) => [figure, rest])) };
  };

  await check('who has missed a payment waits until somebody helps', () => {
    const { head, figures } = report();
    expect_equal([head.report, head.authority, head.from], ['help', 'testby', day(-60)], 'head');
    expect_equal([figures.first_missed.count, figures.first_waiting.count, figures.first_helped.count], [6, 6, 0], 'people');
    expect_equal(figures.first_help_days.median_days, 'more than half still wait', 'median');
    expect_equal(figures.plans_kept_6_months.share, '-', 'of no plans there is no share');
    for (const [figure, { means }] of Object.entries(figures)) expect(means.length > 20, `${figure} says what it means`);
  });

  await check('help is counted with its days, and the fees that it takes back', () => {
    const { fees_minor } = JSON.parse(done('day', '--authority', 'testby', '--on', working_day(), '--json'));
    for (const n of kPeople) {
      done('help', 'refer', '--authority', 'testby', '--claim', `A-${n}`, '--to', 'eksempel_budgetcafe', '--need', 'budget',
        '--consent', 'by_telephone', '--consented', day(-9), '--by', 'AB');
    }
    const { figures } = report();
    expect_equal([figures.first_helped.count, figures.first_helped.of, figures.first_helped.share], [6, 6, '100.0 %'], 'helped');
    expect_equal(figures.first_help_days.median_days, '30', 'missed 39 days ago, helped 9 days ago');
    expect_equal(figures.first_helped_before_reminder.count, 6, 'the reminder came later');
    expect_equal([figures.referrals_made.count, figures.referrals_open.count], [6, 6], 'referrals');
    expect_equal(figures.fees_let_go_by_referral.count, 6, 'fees');
    expect(figures.fees_let_go_by_referral.amount_minor > 0, 'an amount');
    if (fees_minor !== undefined) expect_equal(figures.fees_let_go_by_referral.amount_minor, fees_minor, 'all that the day had charged');
    expect_equal(figures.second_late_365_days.too_early, 6, 'nobody has had a year');
  });

  await check('whose fee is let go can read why', () => {
    const { lines } = JSON.parse(done('law', 'explain', 'A-1', '--authority', 'testby', '--source', 'dag', '--json'));
    const [charged, gone, ...more] = lines.filter(({ component }) => component === 'fee');
    expect_equal([more, gone.amount_minor], [[], -charged.amount_minor], 'charged and let go, once');
    expect_equal(gone.what, `let go, because of 'referral': the fee of ${charged.date}`, 'in words');
    return gone.what;
  });

  await check('what is about few people is not shown', () => {
    const { referrals } = JSON.parse(done('help', 'list', '--authority', 'testby', '--json'));
    for (const { referral } of referrals.slice(0, 2)) {
      done('help', 'end', String(referral), '--authority', 'testby', '--outcome', 'helped', '--by', 'AB');
    }
    const { figures } = report();
    expect_equal([figures.referrals_helped.count, figures.referrals_open.count, figures.referrals_made.count],
      ['hidden', 'hidden', 6], 'two of six, and the rest');
    expect_equal(figures.again_6_months_after_referral.too_early, 'hidden', 'two people');
  });

  await check('signs of need say why; who is helped already is told apart', () => {
    const signals = (...words) => JSON.parse(done('help', 'signals', '--authority', 'testby', '--json', ...words));
    expect_equal([signals().show_signs, signals().people], [0, []], 'one claim in arrears is no sign');
    const policy = (...words) => JSON.parse(done('help', 'signal-policy', '--authority', 'testby', '--json', ...words));
    expect_equal([policy().new_arrears, policy().small_open_minor], [3, 100000], 'defaults');
    expect(/our choice/.test(policy().warning), 'warning');
    refused(/cannot be used/, 'help', 'signal-policy', '--authority', 'testby', '--set', 'new_arrears=0');
    refused(/has no 'income'/, 'help', 'signal-policy', '--authority', 'testby', '--set', 'income=1');
    policy('--set', 'new_arrears=1');
    const some = signals();
    expect_equal([some.show_signs, some.already_helped, some.referred], [6, 4, 4], 'two referrals have ended');
    expect_equal(some.people.length, 2, 'those who are not helped');
    const [{ debtor, signals: [sign] }] = some.people;
    expect_equal([sign.signal, sign.since, sign.because, sign.suggestion, sign.ask_about],
      ['many_new_arrears', day(-39), '1 claim came into arrears in 90 days', 'propose_a_plan', 'budget'], 'why');
    expect_equal(signals('--all').people.length, 6, 'all of them');
    expect_equal(signals('--debtor', String(debtor)).people[0].signals, [sign], 'one person');
    refused(/no person with the number 999999/, 'help', 'signals', '--authority', 'testby', '--debtor', '999999');
    expect(/6 people show a sign; 4 of them are helped already, 4 by a referral/.test(done('help', 'signals', '--authority', 'testby')), 'as text');
    policy('--default');
    done('vulnerable', 'mark', '--authority', 'testby', '--debtor', String(debtor), '--basis', 'told_by_themselves', '--by', 'AB');
    expect_equal(signals('--debtor', String(debtor)).people[0].already_helped, true, 'a mark is help');
  });

  await check('as text it says below what each figure means; a wrong day is refused', () => {
    const text = done('report', 'help', '--authority', 'testby', '--from', day(-60), '--to', day(0));
    expect(/^first_helped +6 +6 +100\.0 %/m.test(text), text);
    expect(/^first_helped: of them, how many had a plan/m.test(text), 'what it means');
    refused(/--to lies before --from/, 'report', 'help', '--authority', 'testby', '--from', day(0), '--to', day(-1));
    refused(/no day/, 'report', 'help', '--authority', 'testby', '--from', 'today', '--to', day(0));
    expect_sound(books.path);
  });
});
