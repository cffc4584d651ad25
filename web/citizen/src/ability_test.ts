import { describe, expect, test } from 'vitest';
import type { Ability } from '../../api_client/client';
import { ages_for, answers_of, faults_of, spare_of, told_before, warnings_of } from './ability';
import type { Written } from './ability';

const written = (more: Partial<Written> = {}): Written =>
  ({ income: '20.000', partner: 'none', ages: [], housing: '', other: '', ...more });

function ability(...codes: string[]): Ability {
  const warnings = codes.map((code) => ({ rule: 'r', code, text: 't' }));
  return { pack: 'dk', on: '2026-11-01', currency: 'DKK', instalment_minor: 1, suggested_minor: 1, spare_minor: 143_000,
    minimum_to_live_on_minor: 1, left_to_live_on_minor: 1, left_without_plan_minor: 1, steps: [], warnings } as Ability;
}

describe('what is wrong with the answers', () => {
  test('only the income and the ages are needed; the rest may be empty', () => {
    expect(faults_of(written())).toEqual([]);
    expect(faults_of(written({ income: ' ' }))).toEqual([['income', 'missing']]);
    expect(faults_of(written({ income: '0' }))).toEqual([]);
    expect(faults_of(written({ ages: ['3', ''] }))).toEqual([['age-1', 'age']]);
  });

  test('what is no amount, or a year\'s, is said field by field, in their order', () => {
    expect(faults_of(written({ income: 'much', ages: [''], housing: '-5', other: '1000000,01' }))).toEqual([
      ['income', 'not_a_number'], ['age-0', 'age'], ['housing', 'not_a_number'], ['other', 'too_large']]);
    expect(faults_of(written({ other: '1.000.000' }))).toEqual([]);
  });
});

test('the answers are minor units and whole years', () => {
  expect(answers_of(written({ partner: 'income', ages: ['0', '17'], housing: '7.000,50', other: '12' }))).toEqual({
    net_income_minor: 2_000_000, partner: 'income', children: [{ age: 0 }, { age: 17 }], housing_minor: 700_050,
    other_necessary_minor: 1_200 });
});

test('another number of children keeps the ages that were chosen', () => {
  expect(ages_for(3, ['1', '6'])).toEqual(['1', '6', '']);
  expect(ages_for(1, ['1', '6'])).toEqual(['1']);
});

test('what the household must know comes first; doubts about the rules are one sentence', () => {
  expect(warnings_of(ability('rule_in_doubt', 'old_values', 'takes_too_much', 'low_income'))).toEqual(
    ['takes_too_much', 'low_income', 'rules']);
  expect(warnings_of(ability('too_little', 'expenses_too_large'))).toEqual(['expenses_too_large', 'too_little']);
  expect(warnings_of(ability('something_new'))).toEqual(['rules']);
});

test('nobody has told anything at first', () => {
  expect(told_before().ability).toBeNull();
  expect(spare_of(told_before())).toBeNull();
  expect(spare_of({ ...told_before(), ability: ability() })).toBe(143_000);
});
