import type { PaymentHistory } from '../../../api_client/client';
import { Tag } from '../../../ui/tag';
import { what_it_is } from '../claim_texts';
import { long_day, money, text } from '../language';
import { Link } from '../router';

function what_was_paid(payment: PaymentHistory): string {
  const names = new Set(payment.parts.map((part) => what_it_is(part.type)));
  return [...names].join(', ');
}

export function History({ payments, currency }: { payments: PaymentHistory[]; currency: string }) {
  return (
    <section aria-labelledby="history-title">
      <h2 class="h3" id="history-title">{text('overview.history_title')}</h2>
      {payments.length === 0 && <p class="quiet">{text('overview.history_none')}</p>}
      <ul class="history no-max-width">
        {payments.map((payment) => (
          <li key={payment.id} class="history-row">
            <p class="history-what">
              <time class="history-date" dateTime={payment.date}>{long_day(payment.date)}</time>
              <span class="quiet">
                {[text(`means.${payment.means}`), what_was_paid(payment)].filter(Boolean).join(' · ')}
              </span>
            </p>
            <p class="history-amount">
              {money(payment.amount_minor, currency)}
              {payment.state !== 'paid' && <Tag kind="neutral">{text(`history.state.${payment.state}`)}</Tag>}
            </p>
            <Link to={`/receipts/${payment.id}`} class="claim-link">
              {text('receipt.show')}
              <span class="sr-only"> {text('receipt.show_about', { date: long_day(payment.date) })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
