import type { ClaimSummary } from '../../../api_client/client';
import { Checkbox } from '../../../ui/checkbox';
import { about, deadline, what_it_is } from '../claim_texts';
import { money, text } from '../language';
import { Link } from '../router';
import { ClaimTags } from './claim_tags';

interface ClaimRowProps {
  claim: ClaimSummary;
  currency: string;
  /** Absent for claims that cannot be paid here. */
  selection?: { is_ticked: boolean; onToggle: (ticked: boolean) => void };
}

export function ClaimRow({ claim, currency, selection }: ClaimRowProps) {
  const what = what_it_is(claim.type);
  const is_closed = claim.state === 'settled' || claim.state === 'cancelled';
  const about_id = `about-${claim.id}`;
  return (
    <li class={selection?.is_ticked ? 'claim claim-ticked' : 'claim'}>
      <div class="claim-head">
        {selection
          ? (
            <Checkbox
              id={`pay-${claim.id}`}
              checked={selection.is_ticked}
              described_by={about_id}
              onToggle={selection.onToggle}
            >
              <span class="claim-name">{what}</span>
            </Checkbox>
          )
          : <p class="claim-name">{what}</p>}
        <p class="claim-amount">{money(is_closed ? claim.charged_minor : claim.open_minor, currency)}</p>
      </div>
      <div class={selection ? 'claim-body claim-body-indented' : 'claim-body'}>
        <div id={about_id}>
          <p class="claim-about">{about(claim)}</p>
          <p class="claim-deadline">
            {!is_closed && <span>{claim.state === 'handed_over' ? text('claim.pay_elsewhere') : deadline(claim)}</span>}
            <ClaimTags claim={claim} />
          </p>
        </div>
        <Link to={`/claims/${claim.id}`} class="claim-link">
          {text('claim.details')}
          <span class="sr-only"> {text('claim.details_about', { what, reference: claim.reference })}</span>
        </Link>
      </div>
    </li>
  );
}
