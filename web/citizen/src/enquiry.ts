// What somebody writes to the authority about their bills: what has to be filled for which matter, and what is wrong.
import type { EnquiryKind, EnquiryWish } from '../../api_client/client';

export const kKinds: readonly EnquiryKind[] = ['objection', 'question', 'deferral', 'pay_on_date', 'help'];
export const kReasons = ['already_paid', 'not_mine', 'wrong_amount', 'other'] as const;

export interface WrittenEnquiry {
  kind: EnquiryKind | '';
  claims: string[];
  reason: string;
  day: string;
  words: string;
}
export type EnquiryField = 'kind' | 'claims' | 'reason' | 'day' | 'words';
export type EnquiryFault =
  | 'kind_missing' | 'claims_missing' | 'reason_missing' | 'day_missing' | 'day_out_of_range' | 'words_missing' | 'words_too_long';

export interface EnquiryBounds {
  /** "2026-11-23". */
  today: string;
  promise_days: number;
  deferral_days: number;
  most_letters: number;
}

/** The day so many days later. */
export function days_after(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export const asks_for_day = (kind: EnquiryKind | ''): boolean => kind === 'deferral' || kind === 'pay_on_date';
export const asks_for_words = (kind: EnquiryKind | ''): boolean => kind !== '' && kind !== 'pay_on_date';

export function last_day(kind: EnquiryKind | '', bounds: EnquiryBounds): string {
  return days_after(bounds.today, kind === 'pay_on_date' ? bounds.promise_days : bounds.deferral_days);
}

/** The fields with something wrong, in the order of the page. */
export function faults_of(written: WrittenEnquiry, bounds: EnquiryBounds): [EnquiryField, EnquiryFault][] {
  const faults: [EnquiryField, EnquiryFault][] = [];
  if (written.kind === '') return [['kind', 'kind_missing']];
  if (written.claims.length === 0) faults.push(['claims', 'claims_missing']);
  if (written.kind === 'objection' && written.reason === '') faults.push(['reason', 'reason_missing']);
  if (asks_for_day(written.kind)) {
    if (written.day === '') faults.push(['day', 'day_missing']);
    else if (written.day <= bounds.today || written.day > last_day(written.kind, bounds)) faults.push(['day', 'day_out_of_range']);
  }
  if (asks_for_words(written.kind)) {
    const letters = [...written.words.trim()].length;
    if (written.kind === 'question' && letters === 0) faults.push(['words', 'words_missing']);
    if (letters > bounds.most_letters) faults.push(['words', 'words_too_long']);
  }
  return faults;
}

/** What is sent: only what the matter asks for. */
export function wish_of(written: WrittenEnquiry): EnquiryWish {
  return {
    kind: written.kind === '' ? 'question' : written.kind,
    claims: written.claims,
    ...(written.kind === 'objection' && { reason: written.reason }),
    ...(asks_for_day(written.kind) && { day: written.day }),
    ...(asks_for_words(written.kind) && { words: written.words.trim() }),
  };
}
