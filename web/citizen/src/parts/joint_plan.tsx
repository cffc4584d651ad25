// One creditor, and whether it may tell; the ways to pay all of them; and what was agreed on.
import { useState } from 'preact/hooks';
import type { Creditor, JointOffer, JointPlans, JointProposal } from '../../../api_client/client';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { ErrorSummary } from '../../../ui/error_summary';
import { Panel } from '../../../ui/panel';
import { spare_of, told_before } from '../ability';
import { long_day, money, text } from '../language';
import { Link } from '../router';
import { Proposal } from './plan_proposal';

interface CreditorProps {
  one: Creditor;
  currency: string;
  is_busy: boolean;
  onAllow: () => void;
  onEnd: () => void;
}

export function OneCreditor({ one, currency, is_busy, onAllow, onEnd }: CreditorProps) {
  const { name } = one;
  if (!one.tells) {
    return (
      <Panel title={name} icon="person">
        <p>{text('creditors.agree_text', { name })}</p>
        <p><Button busy={is_busy} wide onPress={onAllow}>{text('creditors.agree_yes', { name })}</Button></p>
      </Panel>
    );
  }
  const open_minor = one.open_minor ?? 0;
  const how_long = one.until ? text('creditors.told_until', { date: long_day(one.until) }) : text('creditors.told_always');
  return (
    <Panel title={name} icon="check">
      <p>
        {one.has_plan ? text('creditors.has_plan')
          : open_minor > 0 ? text('creditors.owes', { amount: money(open_minor, currency) })
            : text('creditors.owes_nothing')}
      </p>
      <p class="quiet">{one.may_end ? how_long : text('creditors.by_law')}</p>
      {one.may_end && (
        <p><Button kind="quiet" busy={is_busy} onPress={onEnd}>{text('creditors.end', { name })}</Button></p>
      )}
    </Panel>
  );
}

function Parts({ proposal, currency }: { proposal: JointProposal; currency: string }) {
  return (
    <ul class="joint-parts">
      {proposal.parts.map((part) => (
        <li key={part.name}>
          {text('creditors.part', { name: part.name, count: part.count, total: money(part.total_minor, currency) })}
          {!part.within_policy && <> {text('creditors.part_person')}</>}
        </li>
      ))}
    </ul>
  );
}

interface ChoiceProps {
  offer: JointOffer;
  is_busy: boolean;
  onAgree: (proposal: JointProposal) => void;
}

export function JointChoice({ offer, is_busy, onAgree }: ChoiceProps) {
  const [chosen, set_chosen] = useState<number | null>(null);
  const [attempt, set_attempt] = useState(0);
  const spare_minor = spare_of(told_before());
  const proposal = chosen === null ? undefined : offer.proposals[chosen];
  const agree = (event: SubmitEvent) => {
    event.preventDefault();
    set_attempt((count) => count + 1);
    if (proposal) onAgree(proposal);
  };
  return (
    <form class="plan-form" onSubmit={agree} noValidate>
      {attempt > 0 && !proposal && (
        <ErrorSummary
          title={text('choose.choose_missing')} attempt={attempt}
          faults={[{ field_id: 'plan-0', message: text('choose.offer_title') }]}
        />
      )}
      <fieldset class="plan-options">
        <legend class="h4">{text('choose.offer_title')}</legend>
        {offer.proposals.map((each, index) => (
          <div key={`${each.kind}-${each.first_date}-${each.count}`}>
            <Proposal
              proposal={each} currency={offer.currency} index={index} is_chosen={chosen === index}
              spare_minor={spare_minor} onChoose={() => set_chosen(index)}
            />
            <Parts proposal={each} currency={offer.currency} />
          </div>
        ))}
      </fieldset>
      <p class="quiet">{text('choose.assumed')}</p>
      <Button kind="primary" type="submit" wide busy={is_busy}>
        {text(proposal && !proposal.within_policy ? 'choose.request' : 'choose.agree')}
      </Button>
    </form>
  );
}

export function JointMade({ made }: { made: JointPlans }) {
  const all_in_force = made.plans.every((each) => each.state === 'in_force');
  return (
    <Alert kind="success" announced title={text(all_in_force ? 'creditors.done_title' : 'creditors.done_request')}>
      <ul>
        {made.plans.map((each) => (
          <li key={each.name}>
            {each.state === 'in_force'
              ? text('creditors.done_in_force', {
                name: each.name, count: each.count, total: money(each.total_minor, made.currency),
                date: long_day(each.first_date),
              })
              : text('creditors.done_requested', { name: each.name })}
          </li>
        ))}
      </ul>
      <p>{text('creditors.done_text')}</p>
      <p><Link to="/plan">{text('creditors.see_plan')}</Link></p>
    </Alert>
  );
}
