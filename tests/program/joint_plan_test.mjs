// One plan with two authorities of an installation: only with a recorded consent, and in the books of each.
import { map_of_claims, operator_books } from './books_support.mjs';
import { check, expect, expect_equal, expect_sound, query, run, script } from './support.mjs';

const kMap = map_of_claims(`type = { value = "day_care" }
principal = "amount"
issued = { value = "2026-01-02" }
due = { value = "2026-01-30" }
debtor = { kind = "person", national_id = "cpr" }
`);

await script(120, async () => {
  const books = operator_books();
  const { path, at, done } = books;
  const own = ['--authority', 'testby'];
  const json = (...words) => JSON.parse(done(...words, '--json'));
  const refused = (pattern, ...words) => books.refused(pattern, ...words);
  const numbers = new Map();
  for (const [code, name, rows] of [
    ['testby', 'Testby', 'C-1,0101900001,4000.00\nC-2,0101900001,2000.00\nC-3,0101900002,180.00\n'],
    ['naboby', 'Naboby', 'N-1,0101900001,1500.00\nN-2,0101900003,100.00\n'],
  ]) {
    done('authority', 'add', code, '--name', name, '--country', 'DK', '--currency', 'DKK');
    done('import', at(`${code}.csv`, `ref,cpr,amount\n${rows}`), '--authority', code, '--source', 'day', '--map', at('map.toml', kMap));
    numbers.set(code, query(path, `SELECT authority_id FROM authority WHERE code = '${code}'`)[0].authority_id);
  }
  const debtor_of = (code, reference) => String(query(path,
    `SELECT liable FROM claim WHERE reference = '${reference}' AND authority_id = ${numbers.get(code)}`)[0].liable);
  const maja = ['--debtor', debtor_of('testby', 'C-1')];
  const joint = [...own, ...maja, '--with', 'naboby'];
  const allow = ['disclosure', 'allow', ...own, ...maja, '--of', 'naboby', '--basis', 'consent', '--words', 'said at the desk', '--by', 'AB'];

  await check('without a recorded consent nothing is told, not even whether somebody is known', () => {
    refused(/may not tell what this person owes/, 'plan', 'propose', ...joint);
    refused(/may not tell what this person owes/, 'plan', 'propose', ...own, '--debtor', debtor_of('testby', 'C-3'), '--with', 'naboby');
    refused(/no authority|unknown authority|there is no/i, 'plan', 'propose', ...own, ...maja, '--with', 'nowhere');
    refused(/--basis must be/, ...allow.with(allow.indexOf('consent'), 'hearsay'));
    refused(/another authority/, ...allow.with(allow.indexOf('naboby'), 'testby'));
    refused(/Write how the debtor has agreed/, ...allow.with(allow.indexOf('said at the desk'), ''));
  });

  let number = '';
  await check('a consent is recorded once, in the books of the one that tells', () => {
    const made = json(...allow);
    expect_equal([made.repeated, made.disclosure.of, made.disclosure.to, made.disclosure.in_force], [false, 'naboby', 'testby', true], 'made');
    expect_equal(json(...allow).repeated, true, 'the same wish again');
    number = String(made.disclosure.disclosure);
    const { disclosures } = json('disclosure', 'list', ...own, ...maja);
    expect_equal(disclosures.map(({ of, to, words }) => [of, to, words]), [['naboby', 'testby', 'said at the desk']], 'listed');
    const rows = query(path, `SELECT authority_id FROM disclosure`);
    expect_equal(rows.map((row) => row.authority_id), [numbers.get('naboby')], 'whose books');
  });

  await check('proposals over both add up, each on the same days', () => {
    const offer = json('plan', 'propose', ...joint);
    expect_equal([offer.open_minor, offer.creditors.map(({ authority, open_minor }) => [authority, open_minor])],
      [750000, [['testby', 600000], ['naboby', 150000]]], 'owed');
    expect(offer.proposals.length >= 3, `${offer.proposals.length} proposals`);
    for (const each of offer.proposals) {
      const sum = (list) => list.reduce((all, one) => all + one.amount_minor, 0);
      expect_equal([sum(each.days), each.total_minor], [750000, 750000], each.kind);
      expect_equal(each.parts.map((part) => sum(part.instalments)), [600000, 150000], each.kind);
      for (const part of each.parts) {
        expect_equal(part.instalments.map(({ date }) => date), each.days.slice(0, part.instalments.length).map(({ date }) => date), 'days');
      }
    }
    const wished = json('plan', 'propose', ...joint, '--instalment-minor', '75000').proposals.find(({ kind }) => kind === 'wished');
    expect(wished.largest_instalment_minor <= 75000, 'no day asks for more than was wished');
    const { code, err } = run('plan', 'propose', ...joint, '--claim', 'C-1', ...books.at_books);
    expect(code === 2 && /(--with excludes --claim|--claim excludes --with)/.test(err), `all that can be planned, or nothing: ${err}`);
  });

  await check('agreed on, it is a plan in the books of each, once', () => {
    const wish = ['plan', 'accept', ...joint, '--proposal', 'middle', '--by', 'AB'];
    refused(/there is no proposal/, ...wish.with(wish.indexOf('middle'), 'endless'));
    const made = json(...wish);
    expect_equal(made.plans.map(({ authority, state, total_minor }) => [authority, state, total_minor]),
      [['testby', 'in_force', 600000], ['naboby', 'in_force', 150000]], 'made');
    const again = json(...wish);
    expect_equal([again.repeated, again.plans], [true, made.plans], 'the same wish again');
    refused(/has plan \d+ with this person already/, 'plan', 'propose', ...joint);
    const last = query(path, `SELECT hex(payload) AS payload FROM journal_entry WHERE authority_id = ${numbers.get('naboby')} ORDER BY seq DESC LIMIT 1`);
    expect(Buffer.from(last[0].payload, 'hex').toString('latin1').includes('clerk:AB@testby'), 'the other journal says whose clerk it was');
  });

  await check('taken back, nothing more is told; what was agreed on stays', () => {
    const end = ['disclosure', 'end', number, '--authority', 'naboby', '--reason', 'withdrawn', '--by', 'CD'];
    expect_equal(json(...end).disclosure.in_force, false, 'ended');
    refused(/may not tell what this person owes/, 'plan', 'propose', ...joint);
    const plans = json('plan', 'list', '--authority', 'naboby', '--debtor', debtor_of('naboby', 'N-1')).plans;
    expect_equal(plans.map(({ state }) => state), ['in_force'], 'the plan');
  });

  await check('outside the other’s policy it is a request to the other’s own staff', () => {
    done('plan', 'policy', '--authority', 'naboby', '--set', 'largest_total_minor=10000');
    for (const code of ['testby', 'naboby']) {
      done('import', at(`${code}.csv`, `ref,cpr,amount\nX-${code},0101900009,900.00\n`), '--authority', code, '--source', 'day', '--map', at('map.toml', kMap));
    }
    const otto = ['--debtor', debtor_of('testby', 'X-testby')];
    done('disclosure', 'allow', ...own, ...otto, '--of', 'naboby', '--basis', 'law', '--words', 'an act, section 1', '--by', 'AB');
    const made = json('plan', 'accept', ...own, ...otto, '--with', 'naboby', '--proposal', 'short', '--by', 'AB');
    expect_equal(made.plans.map(({ state }) => state), ['in_force', 'requested'], 'a person of the other decides');
  });

  await check('an authority may stand back until the other is paid, if a person of its own decides so', () => {
    done('plan', 'policy', '--authority', 'naboby', '--default');
    for (const [code, amount] of [['testby', '3000.00'], ['naboby', '1200.00']]) {
      done('import', at(`${code}.csv`, `ref,cpr,amount\nY-${code},0101900008,${amount}\n`), '--authority', code, '--source', 'day', '--map', at('map.toml', kMap));
    }
    const ida = [...own, '--debtor', debtor_of('testby', 'Y-testby')];
    done('disclosure', 'allow', ...ida, '--of', 'naboby', '--basis', 'consent', '--words', 'said so', '--by', 'AB');
    const wish = [...ida, '--with', 'naboby', '--yield', '--instalment-minor', '40000'];
    const offer = json('plan', 'propose', ...wish);
    expect_equal(offer.creditors.map(({ authority, yields }) => [authority, yields]), [['testby', true], ['naboby', false]], 'who yields');
    for (const { kind, total_minor, largest_instalment_minor, parts: [mine, theirs] } of offer.proposals) {
      expect(mine.instalments[0].date > theirs.instalments.at(-1).date, `${kind}: mine comes after theirs`);
      expect_equal(total_minor, 420000, kind);
      if (kind === 'wished') expect_equal([largest_instalment_minor <= 40000, theirs.instalments.length, mine.instalments.length], [true, 3, 8], kind);
    }
    const accept = ['plan', 'accept', ...wish, '--proposal', 'wished', '--by', 'AB'];
    refused(/plan_needs_a_person|a person/i, ...accept);
    expect_equal(json('plan', 'list', '--authority', 'naboby', '--debtor', debtor_of('naboby', 'Y-naboby')).plans, [], 'nobody has a plan');
    const made = json(...accept, '--decide', 'the other debt is the older one');
    expect_equal(made.plans.map(({ state, total_minor }) => [state, total_minor]), [['in_force', 300000], ['in_force', 120000]], 'made');
    const { code } = run('plan', 'propose', ...ida, '--yield', ...books.at_books);
    expect_equal(code, 2, 'to nobody');
  });

  await check('the books are sound', () => expect_sound(path));
});
