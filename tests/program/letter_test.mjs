// Letters as an operator records them: a fee by the law, once, and the Dutch cost after its fourteen days.
import { map_of_claims, operator_books } from './books_support.mjs';
import { check, expect, expect_equal, expect_sound, script } from './support.mjs';

const kMap = map_of_claims(`type = { value = "water" }
principal = "amount"
issued = { value = "2026-01-15" }
due = { value = "2026-01-15" }
debtor = { kind = "person", national_id = "id", id_form = "any" }
`, 'EUR');

await script(120, async () => {
  const books = operator_books();
  const { path, at, done } = books;
  const letter = (...words) => JSON.parse(done('letter', ...words, '--authority', 'stad', '--claim', 'W-1', '--json'));
  const refused = (pattern, ...words) =>
    books.refused(pattern, 'letter', ...words, '--authority', 'stad', '--claim', 'W-1');

  done('authority', 'add', 'stad', '--name', 'Stad', '--country', 'NL', '--currency', 'EUR');
  const law = at('law.toml', 'format = 1\n[[type]]\ntype = "*"\npack = "nl/consumer"\n');
  done('authority', 'law', 'stad', '--file', law);
  done('import', at('claims.csv', 'ref,amount,id\nW-1,2500.00,123456782\n'), '--authority', 'stad', '--source', 'water',
    '--map', at('map.toml', kMap));

  await check('no cost before the letter, nor in its fourteen days', () => {
    refused(/Another letter must go out/, 'collection_cost', '--fee', '--on', '2026-03-02');
    expect_equal(letter('fourteen_day_letter', '--on', '2026-03-02').fee_minor, 0, 'the free letter');
    refused(/too early/, 'collection_cost', '--fee', '--on', '2026-03-18');
  });

  await check('then the cost of the scale, once', () => {
    const first = letter('collection_cost', '--fee', '--on', '2026-03-19');
    expect_equal([first.fee_minor, first.pack, first.rule, first.repeated], [37500, 'nl/consumer', 'collection_cost', false], 'cost');
    expect_equal(letter('collection_cost', '--fee', '--on', '2026-03-19').repeated, true, 'the same again');
    refused(/already/, 'collection_cost', '--on', '2026-03-19');
    refused(/had all the fees/, 'collection_cost', '--fee', '--on', '2026-03-20');
    const explained = done('law', 'explain', 'W-1', '--authority', 'stad', '--source', 'water');
    expect(/375\.00 fee .*incassokosten art\. 2/.test(explained), `explained: ${explained}`);
    expect_sound(path);
  });

  await check('what is wrong is said', () => {
    refused(/no fee for such a letter/, 'birthday_card', '--fee', '--on', '2026-03-20');
    refused(/is no date/, 'reminder', '--on', 'soon');
    refused(/future/, 'reminder', '--on', '2099-01-01');
    books.refused(/no claim/, 'letter', 'reminder', '--authority', 'stad', '--claim', 'W-9');
  });
});
