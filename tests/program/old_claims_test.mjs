// Old claims: what can no longer be collected is flagged, and nobody is asked for it by itself; what can, is.
import { add_writing_authority, operator_books, settings_to_write, working_day } from './books_support.mjs';
import { check, day, expect_equal, expect_sound, query, script } from './support.mjs';

const kYear = 365;

await script(60, async () => {
  const books = operator_books();
  const [over, soon, fresh] = [day(-3 * kYear - 20), day(-3 * kYear + 30), day(-40)];
  add_writing_authority(books, { settings: settings_to_write({ portal: 'https://betal.testby.invalid/' }), rows: [
    `OVER,0101900001,1200.00,${over},Karen Test,Mågevej 14,8999,Testby,,`,
    `SOON,0101900002,900.00,${soon},Bo Prøve,Havnegade 2,8999,Testby,,`,
    `FRESH,0101900003,700.00,${fresh},Eva Prøve,Havnegade 3,8999,Testby,,`] });
  const report = (...words) => JSON.parse(books.done('report', 'limitation', '--authority', 'testby', '--json', ...words));

  await check('before anything is asked for, what is old is flagged', () => {
    expect_equal(report().rows.map(({ state, reference, first_step, open_minor }) => [state, reference, first_step, open_minor]),
      [['over', 'OVER', 'no step of a procedure', 120_000], ['soon', 'SOON', 'no step of a procedure', 90_000]], 'flagged');
    expect_equal(report('--days', '5').rows.map(({ reference }) => reference), ['OVER'], 'five days ahead');
  });

  await check('the business day asks nobody for what can no longer be demanded', () => {
    expect_equal(JSON.parse(books.done('day', '--authority', 'testby', '--on', working_day(), '--json')).too_old, 1, 'the day says so');
    const references = new Map(query(books.path, 'SELECT claim_id, reference FROM claim').map((row) => [String(row.claim_id), row.reference]));
    const asked = query(books.path, 'SELECT claims FROM message').flatMap(({ claims }) => String(claims).split(' '));
    expect_equal([...new Set(asked.map((id) => references.get(id)))].sort(), ['FRESH', 'SOON'], 'what the letters are about');
    expect_equal(report().rows.map(({ reference, first_step }) => [reference, first_step === 'no step of a procedure']),
      [['OVER', true], ['SOON', false]], 'and says so');
  });

  await check('who has more time says so in the law chosen for the type', () => {
    const text = books.done('authority', 'law', 'testby', '--show');
    books.done('authority', 'law', 'testby', '--file', books.at('law.toml', text.replaceAll(/^(pack = .*)$/gm, '$1\nlimitation = "special"')));
    expect_equal(report().rows, [], 'ten years');
  });

  await check('the books are sound', () => expect_sound(books.path));
});
