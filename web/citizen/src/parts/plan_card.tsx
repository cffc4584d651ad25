// On the overview: what comes next of the plan, and the one thing to do about it.
import type { Plan } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { long_day, money, text } from '../language';
import { pay_next } from '../plans';
import { Link } from '../router';

/** The next payment, large, with its day. */
export function NextPayment({ plan, currency }: { plan: Plan; currency: string }) {
  const { next } = plan;
  if (!next) return null;
  const amount = money(next.left_minor, currency);
  return (
    <>
      <div>
        <p class="total-label">{text('plan.next')}</p>
        <p class="plan-amount">{amount}</p>
        <p class={next.late ? 'total-overdue' : ''}>
          {next.late && <Icon name="clock" />}
          <span>{text(next.late ? 'plan.late' : 'plan.pay_by', { date: long_day(next.date) })}</span>
        </p>
      </div>
      <div class="total-action no-print">
        <Button kind="primary" wide onPress={() => pay_next(plan)}>{text('plan.pay_next', { amount })}</Button>
      </div>
    </>
  );
}

export function PlanCard({ plan, currency }: { plan: Plan; currency: string }) {
  const is_requested = plan.state === 'requested';
  return (
    <section class="total plan-card" aria-labelledby="plan-card-title">
      <h2 class="h4 plan-card-title" id="plan-card-title">
        {text(is_requested ? 'plan.card_requested' : 'plan.card_title')}
      </h2>
      <NextPayment plan={plan} currency={currency} />
      <p class="plan-card-link">
        <Link to="/plan">{text(is_requested ? 'plan.see_request' : 'plan.see')}</Link>
      </p>
    </section>
  );
}
