// An occasion as an operator sees it: checked, shown, rehearsed, told once by the day, and sent with its own text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kSettings } from './message_support.mjs';
import { add_writing_authority, operator_books, working_day } from './books_support.mjs';
import { check, day, expect, expect_equal, expect_sound, kRoot, run, script } from './support.mjs';

const kMunicipal = readFileSync(join(kRoot, 'procedures', 'dk', 'municipal.toml'), 'utf8');
const occasion = (days) => `${kMunicipal}
[[occasion]]
code = "black_friday"
title = { da = "Før Black Friday", en = "Before Black Friday" }
days = ["${days}"]
message = "dk/black_friday"
channels = ["digital_post", "email"]
`;

await script(60, async () => {
  const books = operator_books();
  const { at, done, path } = books;
  const today = working_day();
  const days = `${today}..${day(1)}`;
  const due = day(-5);  // late, and the reminder is some days away
  const rows = ['Karen', 'Bo', 'Ida'].map((name, index) =>
    `R${index},010190000${index + 1},1200.00,${index === 2 ? day(20) : due},${name} Test,Mågevej 14,8999,Testby,2000000${index},`);

  await check('what is wrong with an occasion is said before it is used', () => {
    const wrong = run('procedure', 'check', '--file', at('wrong.toml', occasion('2026-11-27..2026-11-23')));
    expect_equal(wrong.code, 1, 'exit code');
    expect(wrong.err.includes('2026-11-27..2026-11-23'), wrong.err);
    const shown = JSON.parse(run('procedure', 'show', '--file', at('ours.toml', occasion(days)), '--json').out);
    expect_equal(shown.occasions.map(({ code, title }) => [code, title]), [['black_friday', 'Before Black Friday']], 'shown');
  });

  await check('who is late is told once, and the rehearsal says so before', () => {
    add_writing_authority(books, { settings: kSettings, procedure: occasion(days), rows });
    const rehearsed = JSON.parse(done('day', '--on', today, '--dry-run', '--json'));
    const ran = JSON.parse(done('day', '--on', today, '--json'));
    expect_equal(ran.occasions, { 'dk/municipal black_friday': 2 }, 'people');
    expect_equal(rehearsed.occasions, ran.occasions, 'rehearsed');
    expect_equal([ran.fees_minor, ran.occasions_missed], [0, []], 'it costs nothing');
    const told = JSON.parse(done('messages', 'list', '--json')).filter(({ step }) => step.startsWith('occasion/'));
    expect_equal(told.length, 2, 'messages');
    expect(told.every(({ step }) => step === `occasion/black_friday/${today}/${day(1)}`), told[0].step);
    expect_sound(path);
    return `${ran.messages} messages`;
  });
});
