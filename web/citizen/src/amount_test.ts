import { expect, test } from 'vitest';
import { parse_amount } from './amount';

test.each([
  ['100', 10000],
  ['100,5', 10050],
  ['100.50', 10050],
  ['1.234,50', 123450],
  ['1,234.50', 123450],
  ['1 234,50', 123450],
  ['1.234', 123400],
  ['12.345.678', 1234567800],
  ['250 kr.', 25000],
  ['250,-', 25000],
  [' 0,01 ', 1],
  ['0', 0],
])('%s is %i', (written, minor) => {
  expect(parse_amount(written)).toBe(minor);
});

const kNoAmounts = ['', 'abc', '-5', '1,234,5678', '1.23.45', '1,2345', '5e3', '٣', '99999999999'];

test.each(kNoAmounts)('%s is no amount', (written) => {
  expect(parse_amount(written)).toBeNull();
});

test('keeps every hundredth exact', () => {
  for (let minor = 0; minor < 20000; minor += 1) {
    const written = `${Math.floor(minor / 100)},${String(minor % 100).padStart(2, '0')}`;
    expect(parse_amount(written)).toBe(minor);
  }
});
