import { describe, expect, it } from 'vitest';
import type { WrittenEnquiry } from './enquiry';
import { days_after, faults_of, wish_of } from './enquiry';

const bounds = { today: '2026-11-23', promise_days: 30, deferral_days: 60, most_letters: 20 };
const empty: WrittenEnquiry = { kind: '', claims: [], reason: '', day: '', words: '' };

describe('what is written about bills', () => {
  it('asks first what it is about', () => {
    expect(faults_of(empty, bounds)).toEqual([['kind', 'kind_missing']]);
  });
  it('names each field once, in the order of the page', () => {
    expect(faults_of({ ...empty, kind: 'objection' }, bounds)).toEqual([['claims', 'claims_missing'], ['reason', 'reason_missing']]);
    expect(faults_of({ ...empty, kind: 'question', claims: ['7'], words: '  ' }, bounds)).toEqual([['words', 'words_missing']]);
    expect(faults_of({ ...empty, kind: 'help', claims: ['7'], words: 'x'.repeat(21) }, bounds)).toEqual([['words', 'words_too_long']]);
    expect(faults_of({ ...empty, kind: 'help', claims: ['7'] }, bounds)).toEqual([]);
  });
  it('knows which days can be chosen', () => {
    const on = (kind: 'deferral' | 'pay_on_date', day: string) => faults_of({ ...empty, kind, claims: ['7'], day }, bounds);
    expect(on('deferral', '')).toEqual([['day', 'day_missing']]);
    expect(on('deferral', '2026-11-23')).toEqual([['day', 'day_out_of_range']]);
    expect(on('deferral', '2027-01-22')).toEqual([]);
    expect(on('deferral', '2027-01-23')).toEqual([['day', 'day_out_of_range']]);
    expect(on('pay_on_date', '2026-12-23')).toEqual([]);
    expect(on('pay_on_date', '2026-12-24')).toEqual([['day', 'day_out_of_range']]);
    expect(days_after('2026-12-31', 1)).toBe('2027-01-01');
  });
  it('sends only what the matter asks for', () => {
    const all: WrittenEnquiry = { kind: 'pay_on_date', claims: ['7'], reason: 'other', day: '2026-12-01', words: ' hej ' };
    expect(wish_of(all)).toEqual({ kind: 'pay_on_date', claims: ['7'], day: '2026-12-01' });
    expect(wish_of({ ...all, kind: 'objection' })).toEqual({ kind: 'objection', claims: ['7'], reason: 'other', words: 'hej' });
    expect(wish_of({ ...all, kind: 'help' })).toEqual({ kind: 'help', claims: ['7'], words: 'hej' });
  });
});
