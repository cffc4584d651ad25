// Books in a folder of their own, as an operator fills them: files beside them, commands on them, and the import maps,
// the law and the settings that several scripts begin with.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { day, expect, expect_equal, run, temporary_folder } from './support.mjs';

/** Runs a command that must succeed; gives what it printed. */
export function run_done(...words) {
  const { code, out, err } = run(...words);
  expect_equal(code, 0, `exit code of ${words.join(' ')}; it said ${err.trim()}`);
  return out;
}

/** Runs a command that must be refused, and say why. */
export function run_refused(pattern, ...words) {
  const { code, err } = run(...words);
  expect_equal(code, 1, `exit code of ${words.join(' ')}`);
  expect(pattern.test(err), `said ${err.trim()}, wanted ${pattern}`);
}

/** Books that are not there yet: `at` writes a file beside them, `done` and `refused` run commands on them. */
export function operator_books() {
  const folder = temporary_folder();
  const path = join(folder, 'books.db');
  const at_books = ['--db', `sqlite:${path}`];
  return {
    folder, path, at_books,
    at: (name, text) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    done: (...words) => run_done(...words, ...at_books),
    tried: (...words) => run(...words, ...at_books),
    refused: (pattern, ...words) => run_refused(pattern, ...words, ...at_books),
  };
}

/** A map whose rows are claims with their reference in the column "ref"; `row` says what else stands in them. */
export const map_of_claims = (row, currency = 'DKK') => `version = 1
format = "csv"
currency = "${currency}"
reference = "ref"
key = ["ref"]
[[row]]
command = "register"
${row}`;

/** Of rows "ref,type,amount,due,cpr". */
export const kMapByType = map_of_claims(`type = "type"
principal = "amount"
issued = "due"
due = "due"
debtor = { kind = "person", national_id = "cpr" }
`);

/** Every claim by the public law, and by the municipal procedure. */
export const kMunicipalLaw = 'format = 1\n[[type]]\ntype = "*"\npack = "dk/public"\nprocedure = "dk/municipal"\n';

/** An authority that may write at all hours; `messages` are its other settings for them. */
export function settings_to_write(messages) {
  const window = { from: '00:00', until: '24:00', days: 'every' };
  return {
    phone: '89 00 00 00', opening_hours: 'kl. 9-15', email: 'betaling@testby.invalid',
    messages: {
      short_address: 'testby.invalid/betal', case_cvr: '12345678', address: ['Rådhuspladsen 1', '8999 Testby'],
      claim_types: { day_care: 'Daginstitution' }, windows: { sms: window, email: window }, ...messages,
    },
  };
}

/** Adds Testby, which writes to those who owe. A row is "ref,cpr,amount,due,name,address,postcode,city,phone,email";
 *  `procedure` is the text of its own procedure, if it has one. */
export function add_writing_authority({ at, done }, { settings, procedure, rows }) {
  const contact = ['name', 'address', 'postcode', 'city', 'phone', 'email'];
  const debtor = contact.map((column) => `, ${column} = "${column}"`).join('');
  const map = map_of_claims(`type = { value = "day_care" }
principal = "amount"
issued = "due"
due = "due"
debtor = { kind = "person", national_id = "cpr"${debtor} }
`);
  done('authority', 'add', 'testby', '--name', 'Testby Kommune', '--country', 'DK', '--currency', 'DKK', '--settings',
    at('settings.json', JSON.stringify(settings)));
  done('authority', 'law', 'testby', '--file', at('law.toml', kMunicipalLaw));
  if (procedure) done('authority', 'procedure', 'testby', '--file', at('procedure.toml', procedure));
  const claims = at('claims.csv', `ref,cpr,amount,due,${contact.join(',')}\n${rows.join('\n')}\n`);
  done('import', claims, '--authority', 'testby', '--source', 'dag', '--map', at('map.toml', map));
}

/** Today, or the Friday before: municipal reminders are of working days. */
export const working_day = () => day([0, 6].includes(new Date(day(0)).getUTCDay()) ? -2 : 0);
