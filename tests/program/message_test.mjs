// Templates as a clerk tries them: every channel of the shipped ones, a file of one's own, and each refusal.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run_done, run_refused } from './books_support.mjs';
import { check, expect, expect_equal, kRoot, run, script, temporary_folder } from './support.mjs';

const kSchema = join(process.env.FAIRDUE_SPECS ?? join(kRoot, '../shared/specs'), '03-digital-post-memo/xsd-memo-1.1');

await script(120, async () => {
  const folder = temporary_folder();
  const at = (name) => join(folder, name);
  const render = (as, ...more) => {
    run_done('message', 'render', 'dk/reminder', '--lang', 'da', '--as', as, '--out', at(as), ...more);
    return readFileSync(at(as), as === 'pdf' ? 'latin1' : 'utf8');
  };

  await check('every channel of a template', () => {
    expect(render('pdf').startsWith('%PDF-1.5'), 'no PDF');
    expect(render('html').includes('<html lang="da">'), 'no HTML');
    expect(render('email').includes('multipart/alternative'), 'no e-mail');
    expect(render('sms').includes('https://testby.dk/p/'), 'no link in the text message');
    expect(!render('sms', '--no-links').includes('https://'), 'a link where none is wanted');
    expect(render('memo').includes('memoVersion="1.1"'), 'no MeMo');
    expect(render('memo', '--memo-1.2').includes('memoVersion="1.2"'), 'no MeMo 1.2');
  });

  await check('a MeMo message is as the official schema wants it', () => {
    if (!existsSync(kSchema)) return 'skipped: no schema';
    render('memo', '--schema', kSchema);
  });

  await check('the shipped templates pass', () => {
    expect(/^\d+ templates, 0 remarks/.test(run_done('text', 'lint')), 'remarks');
  });

  const set = at('set');
  mkdirSync(join(set, 'reminder'), { recursive: true });
  const own = join(set, 'reminder', 'own.da.md');
  const text = `+++
template = "dk/own"
family = "eye_level"
language = "da"
version = 1
purpose = "demand"
subject = "Betal {{amount}} nu"
preview = "Det er nemt."
sms = "{{authority}}: {{pay_link}}"
sms_without_link = "{{authority}}: {{short_address}} {{payment_code}}"
+++
# Hej {{first_name}}

[Betal](pay)

Du kan også [dele det op](instalments) eller [få hjælp](help).
`;

  await check("a file of one's own", () => {
    writeFileSync(own, text);
    run_done('text', 'lint', own);
    run_done('message', 'render', own, '--as', 'pdf', '--out', at('own.pdf'));
  });

  await check('mistakes are named with file and line, and nothing is written', () => {
    writeFileSync(own, text.replace('{{first_name}}', '{{firstname}}'));
    run_refused(/own\.da\.md:12: there is no field 'firstname'/, 'text', 'lint', own);
    run_refused(/own\.da\.md:12: /, 'message', 'render', own, '--as', 'html', '--out', at('none.html'));
    expect(!existsSync(at('none.html')), 'something was written');
    writeFileSync(own, text.replace('Du kan også', 'Du skylder {{amount}}. Du kan også'));
    run_refused(/own\.da\.md:16: a sentence ends on the amount/, 'text', 'lint', own);
  });

  await check('other refusals', () => {
    run_refused(/there is no template 'dk\/nothing'/, 'message', 'render', 'dk/nothing', '--lang', 'da', '--as', 'sms', '--out', '-');
    run_refused(/there is no template/, 'message', 'render', 'dk/reminder', '--lang', 'nl', '--as', 'sms', '--out', '-');
    run_refused(/cannot be written/, 'message', 'render', 'dk/reminder', '--lang', 'da', '--as', 'sms', '--out', at('no/such/folder'));
    run_refused(/cannot be opened/, 'text', 'lint', at('nothing.md'));
    run_refused(/no \.md file/, 'text', 'lint', (mkdirSync(at('empty')), at('empty')));
    expect_equal(run('message', 'render', 'dk/reminder', '--as', 'fax', '--out', '-').code, 2, 'exit code of a channel there is not');
  });
});
