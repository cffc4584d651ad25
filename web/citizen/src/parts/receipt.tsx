import type { Payment } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import type { Fact } from '../../../ui/facts';
import { Facts } from '../../../ui/facts';
import { what_it_is } from '../claim_texts';
import { moment, money, text } from '../language';
import { current_session } from '../store';

export function Receipt({ payment }: { payment: Payment }) {
  const { currency } = payment;
  const about: Fact[] = [];
  if (payment.receipt_number) about.push({ term: text('receipt.number'), value: payment.receipt_number });
  if (payment.paid_at) about.push({ term: text('receipt.date'), value: moment(payment.paid_at) });
  if (payment.means) about.push({ term: text('receipt.means'), value: text(`means.${payment.means}`) });
  about.push({ term: text('receipt.to'), value: current_session()?.authority.name ?? '' });
  return (
    <section class="receipt" aria-labelledby="receipt-title">
      <h2 class="h3" id="receipt-title">{text('receipt.title')}</h2>
      <Facts facts={about} />
      <h3 class="h5">{text('receipt.parts')}</h3>
      <ul class="receipt-parts no-max-width">
        {payment.parts.map((part) => (
          <li key={part.claim_id}>
            <span>{what_it_is(part.type)}</span>
            <span>{money(part.amount_minor, currency)}</span>
          </li>
        ))}
        {payment.credited_minor > 0 && (
          <li>
            <span>{text('receipt.credited')}</span>
            <span>{money(payment.credited_minor, currency)}</span>
          </li>
        )}
        <li class="receipt-sum">
          <span>{text('receipt.amount')}</span>
          <span>{money(payment.amount_minor, currency)}</span>
        </li>
      </ul>
      <div class="no-print">
        <Button onPress={() => print()}>{text('receipt.print')}</Button>
      </div>
    </section>
  );
}
