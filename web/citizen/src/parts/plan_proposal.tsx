import type { PlanProposal } from '../../../api_client/client';
import { long_day, money, text } from '../language';
import { usual_amount } from '../plans';
import { PlanPayments } from './plan_payments';

interface ProposalProps {
  proposal: PlanProposal;
  currency: string;
  index: number;
  is_chosen: boolean;
  /** The most that the person can do without, if they have told; null: not known. */
  spare_minor: number | null;
  onChoose: () => void;
}

function headline({ proposal, currency }: Pick<ProposalProps, 'proposal' | 'currency'>): string {
  const amount = money(proposal.largest_instalment_minor, currency);
  const { count } = proposal;
  if (count === 1) return text('choose.one', { amount, date: long_day(proposal.first_date) });
  return text(usual_amount(proposal) === proposal.largest_instalment_minor ? 'choose.many' : 'choose.many_most', { count, amount });
}

/** One way to pay: what it comes to a month, from when to when, and all that it costs. */
export function Proposal(props: ProposalProps) {
  const { proposal, currency, index, spare_minor } = props;
  const takes_too_much = spare_minor !== null && proposal.largest_instalment_minor > spare_minor;
  const first = proposal.instalments[0];
  const last = proposal.instalments.at(-1);
  const id = `plan-${index}`;
  return (
    <div class={props.is_chosen ? 'plan-option plan-option-chosen' : 'plan-option'}>
      <label class="checkbox plan-option-label" for={id}>
        <input
          id={id}
          type="radio"
          name="plan"
          checked={props.is_chosen}
          aria-describedby={`${id}-about`}
          onChange={props.onChoose}
        />
        <span class="claim-name">{headline(props)}</span>
      </label>
      <div class="plan-option-about" id={`${id}-about`}>
        {proposal.count > 1 && first && last && (
          <>
            <p>{text('choose.from_to', { first: long_day(first.date), last: long_day(last.date) })}</p>
            {first.amount_minor !== last.amount_minor && (
              <p>{text('choose.first_last', { first: money(first.amount_minor, currency), last: money(last.amount_minor, currency) })}</p>
            )}
          </>
        )}
        <p>
          {text(proposal.interest_minor > 0 ? 'choose.cost' : 'choose.cost_free', {
            total: money(proposal.total_minor, currency), interest: money(proposal.interest_minor, currency),
          })}
        </p>
        {takes_too_much && (
          <p class="plan-person">
            <strong>
              {spare_minor > 0
                ? text('choose.takes', { amount: money(spare_minor, currency) })
                : text('choose.takes_all')}
            </strong>
          </p>
        )}
        {!proposal.within_policy && (
          <p class="plan-person">
            <strong>{text('plan.person')}</strong>
            {proposal.outside.map((why) => <span key={why}> {text(`plan.why.${why}`)}</span>)}
          </p>
        )}
      </div>
      {proposal.count > 1 && (
        <details class="plan-dates">
          <summary>{text('choose.all_dates')}<span class="sr-only"> {headline(props)}</span></summary>
          <PlanPayments instalments={proposal.instalments} currency={currency} />
        </details>
      )}
    </div>
  );
}
