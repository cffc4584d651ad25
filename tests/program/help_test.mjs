// Who helps, with the real program: a directory checked, stored, found in and shown to anybody.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operator_books, run_done, run_refused } from './books_support.mjs';
import { call, check, expect, expect_equal, kRoot, run, script, start_demo } from './support.mjs';

const kExample = join(kRoot, 'help', 'example.toml');

await script(120, async () => {
  const books = operator_books();
  const { at, done } = books;
  done('authority', 'add', 'testby', '--name', 'Testby Kommune', '--country', 'DK', '--currency', 'DKK');

  await check('a file is checked, and a mistake is named with its line', () => {
    const { entries, examples } = JSON.parse(run_done('help-directory', 'check', kExample, '--on', '2026-11-23', '--json'));
    expect(entries >= 8 && examples === entries, `${entries} entries, ${examples} examples`);
    const { err } = run('help-directory', 'check', kExample, '--on', '2026-11-23');
    expect(/invented examples/.test(err) && /1 entries were checked more than 180 days ago/.test(err), err);
    const text = readFileSync(kExample, 'utf8');
    run_refused(/wrong\.toml:12: 'money' is no need: one of debt_advice, budget/, 'help-directory', 'check',
      at('wrong.toml', text.replace('"budget", "debt_advice"', '"money"')));
    run_refused(/needs 'checked_on'/, 'help-directory', 'check', at('none.toml', text.replaceAll(/^checked_on.*$/gm, '')));
    run_refused(/a day that has not come/, 'help-directory', 'check', kExample, '--on', '2026-01-01');
    run_refused(/nowhere/, 'help-directory', 'check', '/nowhere.toml');
  });

  await check('the best come first and say why; the stale come last', () => {
    const find = (...words) => JSON.parse(run_done('help-directory', 'find', '--file', kExample, '--on', '2026-11-23', '--json', ...words)).found;
    const legal = find('--postcode', '8000', '--need', 'debt_advice');
    expect_equal(legal.map((each) => each.code), ['eksempel_budgetcafe', 'eksempel_gaeldsraad', 'eksempel_retshjaelp'], 'order');
    expect_equal(legal.map((each) => each.stale), [false, false, true], 'stale');
    expect_equal(legal[0].why, 'near (8000-8299); one of the things it is for; checked 21 days ago', 'why');
    expect_equal(find('--need', 'food'), [], 'without a postcode');
    expect_equal(find('--postcode', '8000', '--need', 'food', '--language', 'da')[0].about.startsWith('Et varmt'), true, 'Danish');
    run_refused(/--need knows no 'money'/, 'help-directory', 'find', '--file', kExample, '--need', 'money');
    run_refused(/must be a postcode/, 'help-directory', 'find', '--file', kExample, '--postcode', 'Aarhus');
    run_refused(/either --authority CODE or --file FILE/, 'help-directory', 'find', '--need', 'food');
  });

  await check('an authority keeps its own; what is refused changes nothing', () => {
    books.refused(/has no directory of help/, 'help-directory', 'show', '--authority', 'testby');
    done('help-directory', 'store', kExample, '--authority', 'testby');
    expect_equal(done('help-directory', 'show', '--authority', 'testby'), readFileSync(kExample, 'utf8'), 'as it was stored');
    const other = readFileSync(kExample, 'utf8').replace('country = "DK"', 'country = "NL"');
    books.refused(/of 'NL', and testby is in DK/, 'help-directory', 'store', at('nl.toml', other), '--authority', 'testby');
    const { found } = JSON.parse(done('help-directory', 'find', '--authority', 'testby', '--postcode', '8000', '--json'));
    expect_equal(found.length, 8, 'all of them near 8000');
  });

  await check('anybody reads it; nothing that is typed comes into the log or an address', async () => {
    const demo = await start_demo(join(books.folder, 'demo.db'));
    {
      const ask = (body, headers = {}) => call(`${demo.origin}/help`, { method: 'POST', body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'da', ...headers } });
      const { status, text } = await ask('postcode=8000&need=housing');
      expect_equal(status, 200, 'status');
      expect(text.indexOf('Boligvejlederen') < text.indexOf('Ydelser i Borgerservice'), 'what it is most for comes first');
      expect(!text.includes('Budgetcaf'), 'another need');
      expect_equal((text.match(/Opdigtet eksempel/g) ?? []).length, 2, 'each says that it is invented');
      const wrong = await ask(`postcode=${encodeURIComponent('"><script>')}&need=x`);
      expect_equal(wrong.status, 422, 'no postcode');
      expect(!wrong.text.includes('"><script>'), 'escaped');
      const { text: english } = await ask('postcode=&need=', { 'accept-language': 'en' });
      expect(english.includes('In the whole country') && !english.includes('Near you'), 'without a postcode');
      expect_equal((await call(`${demo.origin}/help?postcode=8000&need=food`)).text.includes('Fælleskøkkenet'), false,
        'what stands in an address is not looked at');
      expect(!/8000|housing/.test(demo.err), 'the log');
    }
  });
});
