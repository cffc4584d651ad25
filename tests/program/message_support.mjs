// What the scripts about sending share: an authority with debtors whose reminders are due, and an open door at all hours.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Process, change, day, expect_equal, kProgram, kRoot, run, temporary_folder } from './support.mjs';

const kMap = `version = 1
format = "csv"
currency = "DKK"
reference = "ref"
key = ["ref"]
[[row]]
command = "register"
type = { value = "day_care" }
principal = "amount"
issued = "due"
due = "due"
debtor = { kind = "person", national_id = "cpr", name = "name", address = "address", postcode = "postcode", city = "city", phone = "phone", email = "email" }
`;
const kLaw = 'format = 1\n[[type]]\ntype = "*"\npack = "dk/public"\nprocedure = "dk/municipal"\n';
const kWindow = { from: '00:00', until: '24:00', days: 'every' };

export const kSettings = {
  phone: '89 00 00 00', opening_hours: 'kl. 9-15', email: 'betaling@testby.invalid',
  messages: {
    portal: 'https://betal.testby.invalid/', short_address: 'testby.invalid/betal', case_cvr: '12345678',
    sms_sender: 'Testby', address: ['Rådhuspladsen 1', '8999 Testby'], claim_types: { day_care: 'Daginstitution' },
    windows: { sms: kWindow, email: kWindow }, contacts: 9, business_day: '23:59',
  },
};

/** The municipal procedure with other ways for its letters. */
function procedure_with(channels) {
  const ours = readFileSync(join(kRoot, 'procedures', 'dk', 'municipal.toml'), 'utf8');
  const listed = JSON.stringify(channels).replaceAll(',', ', ');
  return ours.replaceAll('channels = ["digital_post", "letter"]', `channels = ${listed}`).replaceAll('beside = ["sms"]\n', '');
}

/** Each person owes since forty days ago, and the day has planned their reminders: by `channels`, or as the municipal
 *  procedure has it. `person` changes what is known of the one with that number, from 1. */
export function authority_with_reminders(people, { settings = kSettings, person = () => ({}), channels } = {}) {
  const folder = temporary_folder();
  const path = join(folder, 'books.db');
  const at = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const done = (...words) => {
    const result = run(...words, '--db', `sqlite:${path}`);
    expect_equal(result.code, 0, `exit code of ${words.join(' ')}; it said ${result.err.trim()}`);
    return result.out;
  };
  done('authority', 'add', 'testby', '--name', 'Testby Kommune', '--country', 'DK', '--currency', 'DKK', '--settings',
    at('settings.json', JSON.stringify(settings)));
  done('authority', 'law', 'testby', '--file', at('law.toml', kLaw));
  if (channels) done('authority', 'procedure', 'testby', '--file', at('procedure.toml', procedure_with(channels)));
  const rows = Array.from({ length: people }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    const known = { name: `Karen ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[index]}test`, phone: `200000${number}`, email: '', ...person(index + 1) };
    return `R${number},01019000${number},1200.00,${day(-40)},${known.name},Mågevej 14,8999,Testby,${known.phone},${known.email}`;
  });
  at('claims.csv', `ref,cpr,amount,due,name,address,postcode,city,phone,email\n${rows.join('\n')}\n`);
  done('import', join(folder, 'claims.csv'), '--authority', 'testby', '--source', 'dag', '--map', at('map.toml', kMap));
  const weekend = [0, 6].includes(new Date().getDay());
  done('day', '--on', day(weekend ? -2 : 0));
  return {
    folder, path, at, done,
    done_without_books: (...words) => {
      const { code, out, err } = run(...words);
      expect_equal(code, 0, `exit code of ${words.join(' ')}; it said ${err.trim()}`);
      return out;
    },
    /** Who sends keeps that duty for two minutes after it died: here nobody waits for that. */
    forget_duty: () => change(path, "DELETE FROM duty WHERE duty = 'send messages'"),
    messages: (...words) => JSON.parse(done('messages', ...words, '--json')),
    /** Beside this script, which may be playing the provider. */
    send: async (configuration) => {
      const sender = new Process(kProgram, ['messages', 'send', '--once', '--json', '--config', configuration, '--db', `sqlite:${path}`]);
      const code = await sender.ended;
      if (!sender.out.startsWith('{')) throw new Error(`sending said ${sender.err.trim()}`);
      return { ...JSON.parse(sender.out), code };
    },
  };
}
