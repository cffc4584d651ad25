import type { ClaimSummary } from '../../../api_client/client';
import type { Fact } from '../../../ui/facts';
import { Facts } from '../../../ui/facts';
import { Panel } from '../../../ui/panel';
import { money, text } from '../language';

/** From all that was charged to what is left, and what that consists of. */
export function Breakdown({ claim, currency }: { claim: ClaimSummary; currency: string }) {
  const facts: Fact[] = [
    { term: text('detail.charged'), value: money(claim.charged_minor, currency) },
    { term: text('detail.paid'), value: money(claim.paid_minor === 0 ? 0 : -claim.paid_minor, currency) },
    { term: text('detail.open'), value: money(claim.open_minor, currency), kind: 'sum' },
  ];
  if (claim.open_minor > 0) {
    facts.push({ term: text('detail.principal'), value: money(claim.principal_minor, currency), kind: 'part' });
    if (claim.fee_minor > 0) {
      facts.push({ term: text('detail.fees'), value: money(claim.fee_minor, currency), kind: 'part' });
    }
    if (claim.interest_minor > 0) {
      facts.push({ term: text('detail.interest'), value: money(claim.interest_minor, currency), kind: 'part' });
    }
  }
  return <Panel title={text('detail.breakdown')}><Facts facts={facts} /></Panel>;
}
