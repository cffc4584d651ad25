// What the scripts about sending share: an authority with debtors whose reminders are due, and an open door at all hours.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { add_writing_authority, operator_books, settings_to_write, working_day } from './books_support.mjs';
import { Process, change, day, kProgram, kRoot } from './support.mjs';

export const kSettings = settings_to_write({
  portal: 'https://betal.testby.invalid/', sms_sender: 'Testby', contacts: 9, business_day: '23:59' });

/** The municipal procedure with other ways for its letters. */
function procedure_with(channels) {
  const ours = readFileSync(join(kRoot, 'procedures', 'dk', 'municipal.toml'), 'utf8');
  const listed = JSON.stringify(channels).replaceAll(',', ', ');
  return ours.replaceAll('channels = ["digital_post", "letter"]', `channels = ${listed}`).replaceAll('beside = ["sms"]\n', '');
}

/** Each person owes since forty days ago, and the day has planned their reminders: by `channels`, or as the municipal
 *  procedure has it. `person` changes what is known of the one with that number, from 1. */
export function authority_with_reminders(people, { settings = kSettings, person = () => ({}), channels } = {}) {
  const books = operator_books();
  const rows = Array.from({ length: people }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    const known = { name: `Karen ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[index]}test`, phone: `200000${number}`, email: '', ...person(index + 1) };
    return `R${number},01019000${number},1200.00,${day(-40)},${known.name},Mågevej 14,8999,Testby,${known.phone},${known.email}`;
  });
  add_writing_authority(books, { settings, procedure: channels && procedure_with(channels), rows });
  books.done('day', '--on', working_day());
  return {
    ...books,
    /** Who sends keeps that duty for two minutes after it died: here nobody waits for that. */
    forget_duty: () => change(books.path, "DELETE FROM duty WHERE duty = 'send messages'"),
    messages: (...words) => JSON.parse(books.done('messages', ...words, '--json')),
    /** Beside this script, which may be playing the provider. */
    send: async (configuration) => {
      const sender = new Process(kProgram, ['messages', 'send', '--once', '--json', '--config', configuration, '--db', `sqlite:${books.path}`]);
      const code = await sender.ended;
      if (!sender.out.startsWith('{')) throw new Error(`sending said ${sender.err.trim()}`);
      return { ...JSON.parse(sender.out), code };
    },
  };
}
