// Who helps, with the real program: a directory checked, stored, found in and shown to anybody; people referred with
// their consent, left alone meanwhile, and told when that ends.
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { add_writing_authority, operator_books, run_done, run_refused, settings_to_write, working_day } from './books_support.mjs';
import { Browser, call, check, day, expect, expect_equal, expect_sound, kRoot, query, run, script, start_demo } from './support.mjs';

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

  await check('whoever is referred is left alone, and told when that ends', () => {
    const mine = operator_books();
    const due = day(-40);
    add_writing_authority(mine, { settings: settings_to_write({ portal: 'https://betal.testby.invalid/' }), rows: [
      `A,0101900001,1200.00,${due},Karen Test,Mågevej 14,8999,Testby,,`,
      `B,0101900002,900.00,${due},Bo Prøve,Havnegade 2,8999,Testby,,`] });
    mine.done('help-directory', 'store', kExample, '--authority', 'testby');
    const help = (...words) => JSON.parse(mine.done('help', ...words, '--authority', 'testby', '--json'));
    const refused = (pattern, ...words) => mine.refused(pattern, 'help', ...words, '--authority', 'testby');
    const refer = ['refer', '--claim', 'A', '--to', 'eksempel_budgetcafe', '--need', 'budget', '--consent', 'by_telephone'];
    refused(/say who does it/, ...refer);
    refused(/the directory has no 'nobody'/, ...refer.with(4, 'nobody'), '--by', 'AB');
    refused(/does not help with housing/, ...refer.with(6, 'housing'), '--by', 'AB');
    refused(/takes no referrals/, ...refer.with(4, 'eksempel_madhjaelp').with(6, 'food'), '--by', 'AB');
    refused(/--consent knows no 'perhaps'/, ...refer.with(8, 'perhaps'), '--by', 'AB');
    const { referral: made, repeated } = help(...refer, '--consented', day(-2), '--by', 'AB');
    expect_equal([made.state, made.consented, made.until, repeated], ['proposed', day(-2), day(88), false], 'made');
    expect_equal(help(...refer, '--consented', day(-2), '--by', 'AB').repeated, true, 'entered twice is entered once');
    const number = String(made.referral);

    const run_day = () => JSON.parse(mine.done('day', '--authority', 'testby', '--on', working_day(), '--json'));
    expect_equal(run_day().referrals, { open: 1, over_soon: [], over: [] }, 'the day tells');
    const letters = (id) => query(mine.path, `SELECT count(*) AS n FROM message WHERE debtor_id = ${id} AND content NOT LIKE '%help_%'`)[0].n;
    const [{ debtor_id: other }] = query(mine.path, `SELECT debtor_id FROM debtor WHERE debtor_id <> ${made.debtor}`);
    expect_equal(letters(made.debtor), 0, 'letters to who is being helped');
    expect(letters(other) > 0, 'whoever is not is written to');

    refused(/no such referral/, 'accept', number, '--as-helper', 'eksempel_gaeldsraad');
    refused(/no such referral/, 'show', number, '--as-helper', 'eksempel_gaeldsraad');
    expect_equal(help('list', '--as-helper', 'eksempel_gaeldsraad').referrals, [], 'what others see');
    expect_equal(help('send', number, '--by', 'AB').referral.state, 'sent', 'sent');
    expect_equal(help('accept', number, '--as-helper', 'eksempel_budgetcafe').referral.state, 'accepted', 'accepted');
    refused(/referral_state/, 'decline', number, '--as-helper', 'eksempel_budgetcafe');
    refused(/referral_outcome/, 'end', number, '--outcome', 'expired', '--by', 'AB');
    const { referral: ended } = help('end', number, '--outcome', 'helped', '--as-helper', 'eksempel_budgetcafe');
    expect_equal([ended.state, ended.outcome, ended.nothing_asked_until], ['ended', 'helped', day(14)], 'ended');
    expect_equal(help('list').referrals, [], 'open ones');
    expect_equal(help('list', '--all').referrals.length, 1, 'all');

    const outbox = join(mine.folder, 'outbox');
    mine.done('messages', 'send', '--once', '--outbox', outbox);
    const sent = readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8').replaceAll(
      /<memo:content>([^<]*)</g, (_, content) => Buffer.from(content, 'base64').toString('utf8'))).join('\n');
    expect(/ja til hjælp|sagt ja til, at nogen/.test(sent) && /TESTBY-H\d{6}/.test(sent), 'what was agreed to, with its number');
    expect(sent.includes('Pausen varer til og med') || sent.includes('Sagen står stille til og med'), 'the message');
    expect(!sent.includes('budgetcafe') && !sent.includes('Budgetcaf'), 'a letter names nobody who helps');
    expect_sound(mine.path);
  });

  await check('somebody agrees alone, for themselves alone, and takes it back', async () => {
    const demo = await start_demo(join(books.folder, 'consent.db'));
    const ali = await new Browser(demo.origin).be('ali');
    const eva = await new Browser(demo.origin).be('eva');
    const keyed = (key = randomUUID()) => ({ 'idempotency-key': key });
    const path = '/api/citizen/v1/referrals';
    const { may_agree, consent, longest_days, referrals } = (await ali.ask(path)).json;
    expect_equal([may_agree, longest_days, referrals], [true, 90, []], 'before');
    const { helpers } = (await ali.post_json(`${path}/search`, { postcode: '8000', need: 'budget' })).json;
    expect_equal(helpers.map(({ code }) => code), ['eksempel_budgetcafe'], 'found');
    expect_equal((await ali.post_json(`${path}/search`, { postcode: 'her' })).json.code, 'postcode_invalid', 'no postcode');
    const wish = { helper: 'eksempel_budgetcafe', need: 'budget', consent };
    const refusal = async (changed) => {
      const { status, json } = await ali.post_json(path, { ...wish, ...changed }, keyed());
      return [status, json.code];
    };
    expect_equal(await refusal({ consent: '2020-01' }), [422, 'consent_outdated'], 'other words');
    expect_equal(await refusal({ helper: 'nobody' }), [422, 'helper_unknown'], 'nobody');
    expect_equal(await refusal({ helper: 'eksempel_madhjaelp', need: 'food' }), [422, 'helper_unknown'], 'takes no referrals');
    expect_equal(await refusal({ need: 'housing' }), [422, 'helper_unknown'], 'another need');
    expect_equal((await ali.ask(path)).json.referrals, [], 'what is refused changes nothing');
    const key = randomUUID();
    const made = await ali.post_json(path, wish, keyed(key));
    const [one] = made.json.referrals;
    expect_equal([made.status, one.state, one.until], [201, 'proposed', day(90)], 'agreed');
    expect_equal((await ali.post_json(path, wish, keyed(key))).json.referrals, made.json.referrals, 'sent twice is agreed once');
    expect_equal(await refusal({}), [409, 'referral_open'], 'another wish for the same');
    expect_equal((await eva.post_json(`${path}/${one.id}/withdraw`, {}, keyed())).status, 404, "another's is none");
    const withdrawn = await ali.post_json(`${path}/${one.id}/withdraw`, {}, keyed());
    expect_equal([withdrawn.json.referrals[0].state, withdrawn.json.referrals[0].outcome], ['ended', 'withdrawn'], 'taken back');
    expect_equal((await ali.post_json(`${path}/${one.id}/withdraw`, {}, keyed())).json, withdrawn.json, 'twice is once');
    expect(!/8000|budget/.test(demo.err), 'the log');
  });

  await check('the pause has a longest time, which is the authority\'s own', () => {
    const policy = (...words) => JSON.parse(done('help', 'policy', '--authority', 'testby', '--json', ...words));
    expect_equal(policy().longest_days, 90, 'default');
    expect(/no law known/.test(policy().warning), 'warning');
    expect_equal(policy('--set', 'longest_days=60').longest_days, 60, 'set');
    books.refused(/cannot be used/, 'help', 'policy', '--authority', 'testby', '--set', 'longest_days=0');
    expect_equal(policy('--default').longest_days, 90, 'back');
  });
});
