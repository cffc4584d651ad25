// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { coded_text, days_until, load_language, long_day, moment, money, period, plain_amount, text } from './language';

/** Intl separates with spaces that do not break. */
const plain = (written: string) => written.replace(/[\u00a0\u202f]/g, ' ');

beforeEach(() => load_language('da'));

test('money in both languages, from minor units', async () => {
  expect(plain(money(348750, 'DKK'))).toBe('3.487,50 kr.');
  expect(plain_amount(123450)).toBe('1234,50');
  await load_language('en');
  expect(plain(money(348750, 'DKK'))).toBe('kr 3,487.50');
});

test('days never shift with the clock of the device', () => {
  expect(long_day('2026-03-29')).toBe('29. marts 2026');
  expect(plain(moment('2026-12-31T23:30:00Z'))).toMatch(/^1\. januar 2027/);
});

test('a whole month is named, another period is written out', () => {
  expect(period('2026-02-01', '2026-02-28')).toBe('februar 2026');
  expect(plain(period('2026-02-01', '2026-02-27'))).toMatch(/^1\..27\. februar 2026$/);
});

test('days are counted where the authority is', () => {
  expect(days_until('2026-07-02', new Date('2026-07-01T21:59:00Z'))).toBe(1);
  expect(days_until('2026-07-02', new Date('2026-07-01T22:01:00Z'))).toBe(0);
});

test('a code we do not know gets a general text', () => {
  expect(coded_text('type', 'waste_container')).toBe('Andet krav');
  expect(coded_text('type', 'toString')).toBe('Andet krav');
});

test('plurals', () => {
  expect(text('overview.selected', { count: 0 })).toBe('Du har ikke valgt noget');
  expect(text('detail.joint', { count: 1 })).toMatch(/^En anden person/);
  expect(text('detail.joint', { count: 3 })).toMatch(/^3 andre personer/);
});
