import type { ClaimSummary } from '../../../api_client/client';
import { Tag } from '../../../ui/tag';
import { text } from '../language';

/** How a claim stands, in words; colour only underlines them. */
export function ClaimTags({ claim }: { claim: ClaimSummary }) {
  return (
    <span class="tags">
      {claim.state === 'settled' && <Tag kind="success">{text('claim.state.settled')}</Tag>}
      {claim.state === 'cancelled' && <Tag kind="neutral">{text('claim.state.cancelled')}</Tag>}
      {claim.state === 'handed_over' && <Tag kind="neutral">{text('claim.state.handed_over')}</Tag>}
      {claim.state === 'open' && claim.overdue && <Tag kind="warning">{text('claim.tag.overdue')}</Tag>}
      {claim.objection_open && <Tag kind="info">{text('claim.tag.objection')}</Tag>}
    </span>
  );
}
