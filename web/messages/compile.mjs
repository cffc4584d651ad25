// Compiles messages/{language}.json (ICU MessageFormat) to one ES module per language, so that
// no parser is shipped to the browser. Output: messages/compiled/, never committed.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module.js';

const here = new URL('./', import.meta.url);
const output = new URL('compiled/', here);
mkdirSync(output, { recursive: true });

for (const file of readdirSync(here).filter((name) => name.endsWith('.json'))) {
  const language = file.replace('.json', '');
  const texts = JSON.parse(readFileSync(new URL(file, here), 'utf8'));
  const source = compileModule(new MessageFormat(language), texts);
  writeFileSync(new URL(`${language}.js`, output), source);
}
