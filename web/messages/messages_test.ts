import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const here = new URL('./', import.meta.url);
const languages = readdirSync(here).filter((name) => name.endsWith('.json'));
const texts_of = (file: string) => JSON.parse(readFileSync(new URL(file, here), 'utf8')) as Record<string, string>;
const danish = texts_of('da.json');

const placeholders = (text: string) => [...text.matchAll(/\{([a-z_]+)(?=[,}])/g)].map((match) => match[1]).sort();
/** Danish money ends in "kr.", so a full stop after it would be written twice. */
const kMoneyAtEnd = /\{(amount|sum|total|open|paid)\}\s*[.!?]/;
/** Words that press or blame have no place here. */
const kThreats = /straks|omgående|retsligt|konsekvens|advarsel|sidste chance|skyldner|immediately|legal action|final warning/i;

test('there are two languages', () => {
  expect(languages).toEqual(['da.json', 'en.json']);
});

describe.each(languages)('%s', (file) => {
  const texts = texts_of(file);

  test('has exactly the keys of the Danish texts', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(danish));
  });

  test('has the placeholders of the Danish texts', () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(new Set(placeholders(text)), key).toEqual(new Set(placeholders(danish[key] ?? '')));
    }
  });

  test('never ends a sentence on an amount', () => {
    expect(Object.entries(texts).filter(([, text]) => kMoneyAtEnd.test(text))).toEqual([]);
  });

  test('never threatens and never shouts', () => {
    expect(Object.entries(texts).filter(([, text]) => kThreats.test(text) || text.includes('!'))).toEqual([]);
  });

  test('has short sentences', () => {
    const long = Object.values(texts)
      .flatMap((text) => text.replace(/\{[^{}]*\}/g, 'x').split(/[.?:]\s/))
      .filter((sentence) => sentence.split(/\s+/).length > 25);
    expect(long).toEqual([]);
  });
});
