import type { ClaimDetail } from '../../../api_client/client';
import { Journey } from '../../../ui/journey';
import { long_day, money, text } from '../language';
import { current_session } from '../store';

export function ClaimJourney({ claim }: { claim: ClaimDetail }) {
  const currency = current_session()?.authority.currency ?? 'DKK';
  const steps = claim.timeline.map((entry) => ({
    date: entry.date,
    day: long_day(entry.date),
    what: text(`timeline.${entry.kind}`),
    amount: entry.amount_minor === undefined ? undefined : money(entry.amount_minor, currency),
  }));
  return <Journey steps={steps} />;
}
