// Compiles messages/{language}.json (ICU MessageFormat) to one ES module per language, so that
// no parser is shipped to the browser. Texts that only one page shows come with that page, in a
// module of their own: the first view must not wait for them. Output: messages/compiled/, never committed.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module.js';

const here = new URL('./', import.meta.url);
const output = new URL('compiled/', here);
mkdirSync(output, { recursive: true });

const kWithTheirPage = ['ability', 'direct_debit', 'enquire', 'counter', 'choose', 'creditors', 'referral', 'representation', 'accessibility', 'security', 'privacy'];
// Of those, what other pages show as well.
const kEverywhere = ['accessibility.title', 'security.title', 'privacy.title'];
const group_of = (key) =>
  kEverywhere.includes(key) ? '' : kWithTheirPage.find((group) => key.startsWith(`${group}.`)) ?? '';

for (const file of readdirSync(here).filter((name) => name.endsWith('.json'))) {
  const language = file.replace('.json', '');
  const texts = JSON.parse(readFileSync(new URL(file, here), 'utf8'));
  for (const group of ['', ...kWithTheirPage]) {
    const own = Object.fromEntries(Object.entries(texts).filter(([key]) => group_of(key) === group));
    const source = compileModule(new MessageFormat(language), own);
    writeFileSync(new URL(`${[language, group].filter(Boolean).join('_')}.js`, output), source);
  }
}
