// The first thing the person sees: what it all comes to, and the one thing to do about it.
import type { Overview } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { go_to_pay } from '../basket';
import { money, moment, text } from '../language';
import { Link } from '../router';

interface TotalProps {
  overview: Overview;
  /** A plan says what comes next: then nothing here is the first thing to do. */
  has_plan: boolean;
  may_ask: boolean;
}

export function Total({ overview, has_plan, may_ask }: TotalProps) {
  const { currency, total_open_minor, overdue_minor } = overview;
  // What is under objection is only paid when the person picks it out.
  const suggested = overview.claims.filter((claim) => claim.payable && !claim.objection_open);
  const sum = suggested.reduce((total, claim) => total + claim.open_minor, 0);

  if (total_open_minor === 0) {
    return (
      <div class="total total-nothing">
        <span class="total-mark"><Icon name="check" /></span>
        <div>
          <p class="total-title">{text('overview.nothing_title')}</p>
          <p>{text('overview.nothing_text')}</p>
        </div>
      </div>
    );
  }
  return (
    <div class="total">
      <div>
        <p class="total-label">{text('overview.total')}</p>
        <p class="total-amount">{money(total_open_minor, currency)}</p>
        {overdue_minor > 0 && !has_plan && (
          <p class="total-overdue">
            <Icon name="clock" />
            <span>{text('overview.overdue', { amount: money(overdue_minor, currency) })}</span>
          </p>
        )}
        <p class="total-as-of">{text('overview.as_of', { time: moment(overview.as_of) })}</p>
      </div>
      {sum > 0
        ? (
          <div class="total-action">
            <Button kind={has_plan ? 'secondary' : 'primary'} wide onPress={() => go_to_pay(suggested.map((claim) => claim.id))}>
              {sum === total_open_minor
                ? text('overview.pay_all')
                : text('overview.pay_selected', { amount: money(sum, currency) })}
            </Button>
            {may_ask && <Link to="/plan/new" class="button button-secondary button-wide">{text('plan.ask')}</Link>}
            <p class="total-note">{text('overview.pay_all_note')}</p>
          </div>
        )
        : <p class="total-note">{text('overview.not_here')}</p>}
    </div>
  );
}
