// The law as an operator uses it: chosen for an authority, interest posted once, and explained.
import { kMapByType, operator_books } from './books_support.mjs';
import { check, expect, expect_equal, expect_sound, run, script } from './support.mjs';

const kLaw = `format = 1
[[type]]
type = "day_care"
pack = "dk/public"
[[type]]
type = "rent"
pack = "dk/civil"
`;

const kClaims = `ref,type,amount,due,cpr
D-1,day_care,1000.00,2026-01-30,0101900001
R-1,rent,1000.00,2026-01-15,0101900001
L-1,library_fee,1000.00,2026-01-15,0101900001
`;

await script(120, async () => {
  const { path, at_books, at, done } = operator_books();
  const interest = (...more) =>
    JSON.parse(done('interest', '--authority', 'testby', '--on', '2026-04-30', '--json', ...more));

  await check('without a law there is no interest to post', () => {
    done('authority', 'add', 'testby', '--name', 'Testby', '--country', 'DK', '--currency', 'DKK');
    const { code, err } = run('interest', '--authority', 'testby', ...at_books);
    expect_equal(code, 1, 'exit code');
    expect(err.includes('authority law testby'), `it says what to do: ${err}`);
  });

  await check('a law that cannot be used is refused with its line, and nothing is stored', () => {
    for (const [text, said] of [[kLaw.replace('dk/civil', 'dk/civic'), ':7: '], [kLaw.replace('dk/civil', 'nl/consumer'), 'EUR'],
      [`${kLaw}[[fee]]\npack = "dk/public"\nrule = "reminder_fee"\namount = "250.01"\n`, ':11: ']]) {
      const { code, err } = run('authority', 'law', 'testby', '--file', at('bad.toml', text), ...at_books);
      expect_equal(code, 1, 'exit code');
      expect(err.includes(said), `it says where: ${err}`);
    }
    expect_equal(run('authority', 'law', 'testby', '--show', ...at_books).code, 1, 'exit code of --show');
  });

  await check('what is chosen is shown as it was written, with warnings', () => {
    const { code, err } = run('authority', 'law', 'testby', '--file', at('law.toml', kLaw), ...at_books);
    expect_equal(code, 0, 'exit code');
    expect(err.includes('not verified'), `it warns: ${err}`);
    expect_equal(done('authority', 'law', 'testby', '--show'), kLaw, 'the stored text');
  });

  await check('interest is posted once, by the rules of each type', () => {
    done('import', at('claims.csv', kClaims), '--authority', 'testby', '--source', 'town', '--map',
      at('map.toml', kMapByType));
    // The day care claim: 31 January, 28 February, 31 March, 30 April. The rent: 4.27, 7.48, 8.28 and 8.02.
    const wanted = { claims: 3, claims_changed: 2, postings: 8, posted_minor: 4000 + 2805, taken_back_minor: 0 };
    for (const [key, value] of Object.entries(wanted)) expect_equal(interest('--dry-run')[key], value, `a dry run's ${key}`);
    expect_equal(interest().posted_minor, 6805, 'posted');
    expect_equal(interest().postings, 0, 'postings of a second run');
    expect_sound(path);
  });

  await check('each amount is explained by its rule', () => {
    const { lines, open_minor } = JSON.parse(done('law', 'explain', 'D-1', '--authority', 'testby', '--source', 'town',
      '--json'));
    expect_equal(open_minor, 104000, 'open');
    expect_equal(lines.map((line) => line.date).join(' '), '2026-01-30 2026-01-31 2026-02-28 2026-03-31 2026-04-30', 'days');
    expect_equal(lines[1].citation, 'gebyrloven § 3', 'citation');
    expect_equal(lines.reduce((sum, line) => sum + line.amount_minor, 0), open_minor, 'the lines add up');
    expect_equal(run('law', 'explain', 'X', '--authority', 'testby', '--source', 'town', ...at_books).code, 1, 'no such claim');
  });

  await check('interest is not posted in advance', () => {
    const { code, err } = run('interest', '--authority', 'testby', '--on', '2099-01-01', ...at_books);
    expect_equal(code, 1, 'exit code');
    expect(err.includes('in advance'), err);
  });
});
