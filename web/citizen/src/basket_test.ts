import { expect, test } from 'vitest';
import type { ClaimSummary } from '../../api_client/client';
import type { Basket } from './basket';
import { amount_of, attempt_for, part_fault, read_basket, request_of, sum_of } from './basket';

const claim = (id: string, open_minor: number) => ({ id, open_minor }) as ClaimSummary;
const claims = [claim('a', 10000), claim('b', 2550)];
const basket: Basket = { claim_ids: ['a', 'b'], parts: {} };

test('pays the whole open amount unless a part is written', () => {
  expect(sum_of(basket, claims)).toBe(12550);
  expect(sum_of({ ...basket, parts: { a: '1,25' } }, claims)).toBe(2675);
});

test('names what is wrong with a part', () => {
  const a = claim('a', 10000);
  expect(part_fault('', a)).toBe('not_a_number');
  expect(part_fault('0,00', a)).toBe('too_small');
  expect(part_fault('100,01', a)).toBe('too_large');
  expect(part_fault('100,00', a)).toBeNull();
  expect(amount_of({ ...basket, parts: { a: 'abc' } }, a)).toBe(0);
});

test('the same request keeps its key; another amount gets a new one', () => {
  const first = attempt_for(basket, request_of(basket, claims, 'mobilepay', 'da'));
  const tried = { ...basket, attempts: { mobilepay: first } };
  expect(attempt_for(tried, request_of(tried, claims, 'mobilepay', 'da')).key).toBe(first.key);
  const changed = { ...tried, parts: { a: '50' } };
  expect(attempt_for(changed, request_of(changed, claims, 'mobilepay', 'da')).key).not.toBe(first.key);
});

test('a key is not tied to the language, or a change of it would pay twice', () => {
  const first = attempt_for(basket, request_of(basket, claims, 'mobilepay', 'da'));
  const tried = { ...basket, attempts: { mobilepay: first } };
  expect(attempt_for(tried, request_of(tried, claims, 'mobilepay', 'en')).key).toBe(first.key);
});

test('each means has a key of its own, and keeps it', () => {
  const wallet = attempt_for(basket, request_of(basket, claims, 'mobilepay', 'da'));
  const tried = { ...basket, attempts: { mobilepay: wallet } };
  const card = attempt_for(tried, request_of(tried, claims, 'card', 'da'));
  expect(card.key).not.toBe(wallet.key);
  const both = { ...basket, attempts: { mobilepay: wallet, card } };
  expect(attempt_for(both, request_of(both, claims, 'mobilepay', 'da')).key).toBe(wallet.key);
  expect(attempt_for(both, request_of(both, claims, 'card', 'da')).key).toBe(card.key);
});

test('an empty or foreign history entry is an empty basket', () => {
  expect(read_basket(null)).toEqual({ claim_ids: [], parts: {} });
  expect(read_basket({ something: 'else' })).toEqual({ claim_ids: [], parts: {} });
});
