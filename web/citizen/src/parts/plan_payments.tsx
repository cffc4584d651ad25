import type { PlanInstalment } from '../../../api_client/client';
import { long_day, money, text } from '../language';

interface PlanPaymentsProps {
  instalments: PlanInstalment[];
  currency: string;
}

/** Every payment with its day; in a plan also whether it is paid. */
export function PlanPayments({ instalments, currency }: PlanPaymentsProps) {
  return (
    <ol class="plan-payments no-max-width">
      {instalments.map((each) => {
        const left = each.left_minor ?? 0;
        // Unforeseen interest comes with the last payment: it may be more than was planned.
        const amount = Math.max(each.amount_minor, each.state === 'paid' ? 0 : left);
        return (
          <li key={each.date} class={each.state === 'paid' ? 'plan-paid' : undefined}>
            <span>{long_day(each.date)}</span>
            <span class="plan-payment-amount">{money(amount, currency)}</span>
            {each.state && (
              <span class="plan-payment-state">
                {text(`plan.state.${each.state}`, { amount: money(left, currency) })}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
