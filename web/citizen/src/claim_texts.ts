// The words about a claim that more than one page needs.
import type { ClaimSummary } from '../../api_client/client';
import { coded_text, days_until, long_day, period, relative_days, text } from './language';

const kSoonDays = 14;

export const what_it_is = (type: string): string => coded_text('type', type);

export function about(claim: ClaimSummary): string {
  const parts = [claim.department];
  if (claim.period_first && claim.period_last) parts.push(period(claim.period_first, claim.period_last));
  return parts.join(' · ');
}

/** The deadline in plain words; near ones also as a number of days. */
export function deadline(claim: ClaimSummary, now = new Date()): string {
  const date = long_day(claim.last_payment_day);
  const days = days_until(claim.last_payment_day, now);
  if (claim.overdue || days < 0) return text('claim.was_due', { date });
  return days <= kSoonDays
    ? text('claim.pay_by_soon', { date, relative: relative_days(days) })
    : text('claim.pay_by', { date });
}
