// Letters and Digital Post put out as files: each there once and whole, valid, receipts read back; who is exempt from
// Digital Post gets the letter; a process killed at any moment doubles and loses nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run_done } from './books_support.mjs';
import { authority_with_reminders, kSettings } from './message_support.mjs';
import { Process, check, expect, expect_equal, expect_sound, kProgram, kRoot, query, script, sleep } from './support.mjs';

const kPeople = 6;
const receipt = (word, code = '') => `<?xml version="1.0"?>
<k:Forretningskvittering xmlns:k="http://serviceplatformen.dk/xml/wsdl/soap11/kvittering/1">
<k:ForretningsValideringsKode>${word}</k:ForretningsValideringsKode>
${code && `<k:FejlListe><k:Fejl><k:FejlKode>${code}</k:FejlKode><k:FejlTekst>0101900002 kan ikke modtage</k:FejlTekst></k:Fejl></k:FejlListe>`}
</k:Forretningskvittering>`;

await script(150, async () => {
  const bank = { schemes: ['fik_71'], creditors: ['81234567'], accounts: ['DK5000400440116243'] };
  const books = authority_with_reminders(kPeople, { settings: { ...kSettings, bank } });
  const at = (...parts) => join(books.folder, ...parts);
  const configuration = (name, more = '') => books.at(name, `[server]
origin = "https://betal.testby.invalid"
[digital_post]
folder = "${at('post')}"
receipts = "${at('post_receipts')}"
bad_address_codes = ["FRITAGET"]
[print_house]
folder = "${at('print')}"
receipts = "${at('print_receipts')}"
user = "Testby"
envelope = "C5"
${more}`);
  const wanted = configuration('files.toml');
  const files = (folder) => readdirSync(at(folder)).filter((name) => /^\d{4}-\d\d-\d\d$/.test(name))
    .flatMap((day) => readdirSync(at(folder, day)).map((name) => join(day, name))).sort();
  const main = () => books.messages('list').filter(({ beside }) => !beside);
  const tell = (folder, message, text, suffix = '.xml') => {
    writeFileSync(at(folder, `.${message.key}`), text);
    // There whole: as whoever writes receipts must do it.
    const name = at(folder, `${message.key}.${message.message}${suffix}`);
    writeFileSync(name, readFileSync(at(folder, `.${message.key}`)));
    rmSync(at(folder, `.${message.key}`));
  };

  await check('Digital Post is put out as whole MeMo files, whose names tell nothing', async () => {
    const counts = await books.send(wanted);
    expect_equal(counts.sent, kPeople, 'sent');
    const found = files('post');
    expect_equal(found.length, kPeople, 'files');
    for (const message of main()) {
      expect_equal([message.state, message.provider_reference], ['sent', `digital_post/${message.key}.${message.message}`], 'message');
      const name = found.find((each) => each.endsWith(`${message.key}.${message.message}.xml`));
      const text = readFileSync(at('post', name), 'utf8');
      expect(text.includes('<memo:Message') && text.trimEnd().endsWith('</memo:Message>'), 'a whole MeMo');
      expect(/\/p\/[0-9A-Za-z]{22}/.test(text), 'with a link of its own');
    }
    expect(!found.join().includes('0101900'), 'names');
    expect_equal(readdirSync(at('post', '.given')).length, kPeople, 'noted');
  });

  await check('what was fetched is not put out again', async () => {
    for (const name of files('post')) rmSync(at('post', name));
    await books.send(wanted);
    expect_equal(files('post'), [], 'files');
  });

  await check('receipts say what became of each; who is exempt gets the letter', async () => {
    const [first, exempt, lost, waiting, garbled, late] = main();
    tell('post_receipts', first, receipt('AFLEVERET'));
    tell('post_receipts', first, receipt('MODTAGET'), '-2.xml');
    tell('post_receipts', exempt, receipt('AFVIST', 'FRITAGET'));
    tell('post_receipts', lost, receipt('FEJLET', 'E-17'));
    tell('post_receipts', waiting, receipt('ACCEPTERET'));
    tell('post_receipts', garbled, '<html>busy</html>');
    tell('post_receipts', { ...late, key: '0'.repeat(32) }, receipt('AFLEVERET'));
    await books.send(wanted);
    const now = main();
    expect_equal(now.map(({ state, channel }) => `${state} ${channel}`), ['delivered digital_post', 'sent letter', 'sent letter',
      'sent digital_post', 'sent digital_post', 'sent digital_post'], 'states');
    expect_equal(query(books.path, 'SELECT debtor_id, channel FROM contact_block'), [{ debtor_id: exempt.debtor, channel: 1 }], 'blocked');
    expect_equal([readdirSync(at('post_receipts', 'read')).length, readdirSync(at('post_receipts', 'not_read')).length], [6, 1], 'put away');
    expect_equal(readdirSync(at('post_receipts')).sort(), ['not_read', 'read'], 'nothing is left');
  });

  await check('a letter is one file for the print house, with the PDF in it', async () => {
    const found = files('print');
    expect_equal(found.length, 2, 'letters');
    // With its bank's payment line anybody pays without a phone, and the money finds the claim.
    const lines = Array.from({ length: kPeople }, (_, index) => JSON.parse(books.done('payments', 'reference', '--authority',
      'testby', '--source', 'dag', '--claim', `R0${index + 1}`, '--json')).payment_line);
    for (const name of found) {
      const text = readFileSync(at('print', name), 'utf8');
      const [, pdf] = /<dkal:MeddelelseIndholdData>([^<]+)</.exec(text);
      expect(Buffer.from(pdf, 'base64').toString('latin1').startsWith('%PDF-'), 'a PDF');
      const printed = spawnSync('pdftotext', ['-layout', '-l', '1', '-', '-'], { input: Buffer.from(pdf, 'base64'), encoding: 'utf8' });
      expect_equal(lines.filter((line) => printed.stdout.includes(line)).length, 1, `payment lines on page 1: ${printed.stdout}`);
      expect(text.includes('<fjernprint:KanalKode>Fysisk Post<') && text.includes('<fjernprint:BrugerNavn>Testby<'), 'how');
      expect(!text.replace(pdf, '').includes('Mågevej'), 'the address is on the letter alone');
    }
    const [letter] = main().filter(({ channel }) => channel === 'letter');
    tell('print_receipts', letter, receipt('AFLEVERET'));
    await books.send(wanted);
    expect_equal(main().find(({ message }) => message === letter.message).state, 'delivered', 'posted');
  });

  await check('a MeMo that is not valid by the official schema is not put out', async () => {
    const schema = join(process.env.FAIRDUE_SPECS ?? join(kRoot, '..', 'shared', 'specs'), '03-digital-post-memo', 'xsd-memo-1.1');
    if (!existsSync(schema)) return `skipped: no schema at ${schema}`;
    const send_with = async (memo_version) => {
      const one = authority_with_reminders(1, { settings: { ...kSettings, messages: { ...kSettings.messages, memo_version } } });
      const counts = await one.send(one.at('schema.toml', `[digital_post]\nfolder = "${join(one.folder, 'post')}"\nschema = "${schema}"\n`));
      return [counts.sent, one.messages('list').find(({ beside }) => !beside).reason];
    };
    expect_equal(await send_with('1.1'), [1, ''], 'valid');
    expect_equal(await send_with('1.2'), [0, 'permanent memo_not_valid'], 'of the version that the schema does not know');
    return '';
  });

  await check('killed at any moment: nothing lost, nothing twice, at most one doubtful for each kill', async () => {
    const many = authority_with_reminders(26);
    const to = join(many.folder, 'post');
    const file = many.at('many.toml', `[digital_post]\nfolder = "${to}"\n`);
    const fetched = [];
    const fetch = () => {
      for (const day of existsSync(to) ? readdirSync(to).filter((name) => name.startsWith('20')) : []) {
        for (const name of readdirSync(join(to, day))) {
          if (name.startsWith('.')) continue;
          fetched.push(name);
          rmSync(join(to, day, name));
        }
      }
    };
    let kills = 0;
    for (let pause = 60; pause < 360; pause += 15) {
      const sender = new Process(kProgram, ['messages', 'send', '--once', '--config', file, '--db', `sqlite:${many.path}`]);
      await sleep(pause);
      kills += sender.child.exitCode === null;
      await sender.end('SIGKILL');
      fetch();
      many.forget_duty();
    }
    for (let round = 0; round < 3; round += 1) {
      await many.send(file);
      fetch();
    }
    const states = many.messages('list').filter(({ beside }) => !beside).map(({ state }) => state);
    // Asked about again a few times before it is a person's.
    const doubtful = states.filter((state) => state === 'doubtful' || state === 'sending').length;
    const sent = states.filter((state) => state === 'sent').length;
    expect_equal(new Set(fetched).size, fetched.length, 'files that came twice');
    expect_equal(sent + doubtful, 26, `sent and doubtful of ${states}`);
    expect(fetched.length >= sent && fetched.length <= 26 && doubtful <= kills, `${fetched.length} fetched, ${sent} sent, ${doubtful} doubtful`);
    return `${kills} kills, ${sent} sent, ${doubtful} doubtful`;
  });

  await check('what the channels can, and what is left open, can be asked', () => {
    const { channels, warnings } = JSON.parse(run_done('messages', 'channels', '--config', wanted, '--json'));
    expect_equal(channels.map(({ provider, honours_keys, reports_deliveries }) => [provider, honours_keys, reports_deliveries]),
      [['digital_post', true, true], ['print_house', true, true]], 'channels');
    expect(warnings.some((line) => /^digital_post: .*somebody else/.test(line)), warnings.join());
    expect(warnings.some((line) => /^print_house: without bad_address_codes/.test(line)), warnings.join());
  });

  await check('a setting that is wrong is said at the start', async () => {
    writeFileSync(at('a_file'), '');
    mkdirSync(at('closed'));
    const wrong = [['[print_house]\nuser = "x"\n', /folder is missing/], [`[print_house]\nfolder = "${at('x')}"\n`, /user is missing/],
      [`[print_house]\nfolder = "${at('x')}"\nuser = "x"\npostage = "Fast"\n`, /postage must be one of/],
      [`[digital_post]\nfolder = "${at('a_file')}"\n`, /cannot be made/]];
    for (const [lines, reason] of wrong) {
      let said = '';
      try { await books.send(books.at('wrong.toml', lines)); } catch (error) { said = error.message; }
      expect(reason.test(said), `${lines} said ${said}`);
    }
  });

  expect_sound(books.path);
});
