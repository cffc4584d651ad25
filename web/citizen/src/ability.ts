// What somebody has told about money and household, and what came of it. In memory only, for as long as the page and the
// session live: it may be a library's computer.
import type { Ability, AbilityAnswers } from '../../api_client/client';
import { parse_amount } from './amount';
import { plain_amount } from './language';
import { kept_answer, keep_answer } from './store';

/** As written and chosen on the page. */
export interface Written {
  income: string;
  partner: AbilityAnswers['partner'];
  /** One for each child; empty: not chosen yet. */
  ages: string[];
  housing: string;
  other: string;
}

export interface Told {
  written: Written;
  /** What was asked with these answers; nothing before, and after a change. */
  answers: AbilityAnswers | null;
  ability: Ability | null;
}

export type AbilityField = 'income' | 'housing' | 'other' | `age-${number}`;
export type AbilityFault = 'missing' | 'not_a_number' | 'too_large' | 'age';

export const kPartners = ['none', 'income', 'no_income'] as const;
export const kMostChildren = 12;
const kMostMonthlyMinor = 100_000_000;
const kKey = 'ability/told';

const kNothingTold: Told = {
  written: { income: '', partner: 'none', ages: [], housing: '', other: '' }, answers: null, ability: null,
};

export const told_before = (): Told => kept_answer<Told>(kKey) ?? kNothingTold;
export const remember_told = (told: Told): void => keep_answer(kKey, told);

/** As many ages as children, those that were chosen before among them. */
export function ages_for(count: number, before: string[]): string[] {
  return Array.from({ length: count }, (_, index) => before[index] ?? '');
}

function fault_of(written: string, is_needed: boolean): AbilityFault | null {
  if (written.trim() === '') return is_needed ? 'missing' : null;
  const amount_minor = parse_amount(written);
  if (amount_minor === null) return 'not_a_number';
  return amount_minor > kMostMonthlyMinor ? 'too_large' : null;
}

/** In the order of the fields. */
export function faults_of(written: Written): [AbilityField, AbilityFault][] {
  const found: [AbilityField, AbilityFault | null][] = [
    ['income', fault_of(written.income, true)],
    ...written.ages.map((age, index): [AbilityField, AbilityFault | null] => [`age-${index}`, age === '' ? 'age' : null]),
    ['housing', fault_of(written.housing, false)],
    ['other', fault_of(written.other, false)],
  ];
  return found.filter((each): each is [AbilityField, AbilityFault] => each[1] !== null);
}

/** Of what has no faults. */
export function answers_of(written: Written): AbilityAnswers {
  return {
    net_income_minor: parse_amount(written.income) ?? 0,
    partner: written.partner,
    children: written.ages.map((age) => ({ age: Number(age) })),
    housing_minor: parse_amount(written.housing) ?? 0,
    other_necessary_minor: parse_amount(written.other) ?? 0,
  };
}

/** As somebody would have written them; what is nothing is left empty. */
export function written_of(answers: AbilityAnswers): Written {
  const amount = (minor: number) => (minor === 0 ? '' : plain_amount(minor));
  return {
    income: plain_amount(answers.net_income_minor),
    partner: answers.partner,
    ages: answers.children.map((child) => String(child.age)),
    housing: amount(answers.housing_minor),
    other: amount(answers.other_necessary_minor),
  };
}

/** Nobody has written or chosen anything yet. */
export const is_untouched = (written: Written): boolean =>
  JSON.stringify(written) === JSON.stringify(kNothingTold.written);

/** The most that a plan may take of somebody who has told; null: nothing was told, or nothing came of it. */
export function spare_of(told: Told): number | null {
  return told.ability?.spare_minor ?? null;
}

const kHouseholdCodes = ['expenses_too_large', 'too_little', 'takes_too_much', 'low_income', 'children_whole'] as const;
export type AbilityWarningText = (typeof kHouseholdCodes)[number] | 'rules';

/** What the page says of an answer's warnings, the most important first; doubts about the rules are one sentence. */
export function warnings_of(ability: Ability): AbilityWarningText[] {
  const codes = new Set<string>(ability.warnings.map(({ code }) => code));
  const about_household = kHouseholdCodes.filter((code) => codes.has(code));
  const about_rules = [...codes].some((code) => !kHouseholdCodes.some((known) => known === code));
  return [...about_household, ...(about_rules ? ['rules' as const] : [])];
}

const kWantedKey = 'ability/wanted';

/** What the plan page begins with. */
export const want_instalment = (instalment_minor: number): void => keep_answer(kWantedKey, instalment_minor);
export const wanted_instalment = (): number | null => kept_answer<number>(kWantedKey);
