import { useEffect } from 'preact/hooks';
import type { Payment } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { Spinner } from '../../../ui/spinner';
import { Status } from '../../../ui/status';
import { go_to_pay } from '../basket';
import { text } from '../language';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';
import { Receipt } from '../parts/receipt';
import { Waiting } from '../parts/waiting';
import { is_waiting, usePolledPayment } from '../polling';
import { Link } from '../router';
import { forget_amounts } from '../store';

function NextStep({ payment }: { payment: Payment }) {
  if (payment.state === 'paid') return null;
  if (is_waiting(payment)) {
    return payment.redirect_url && payment.state === 'pending'
      ? <p><a class="button button-secondary" href={payment.redirect_url}>{text('payment.resume')}</a></p>
      : null;
  }
  const again = () => {
    forget_amounts();
    go_to_pay(payment.parts.map((part) => part.claim_id));
  };
  return <Button kind="primary" onPress={again}>{text('payment.try_again')}</Button>;
}

const kMarks = { paid: 'check', waiting: 'clock', failed: 'info' } as const;

export function PaymentPage({ payment_id }: { payment_id: string }) {
  const { payment, fault, gave_up, check_now } = usePolledPayment(payment_id);
  const is_paid = payment?.state === 'paid';
  // The overview must not show the amounts from before the payment.
  useEffect(() => {
    if (is_paid) forget_amounts();
  }, [is_paid]);

  if (!payment) {
    const missing = { title: text('payment.missing_title'), text: text('payment.missing_text') };
    return <Waiting fault={fault} onRetry={check_now} missing={missing} />;
  }
  const waits = is_waiting(payment);
  const look = is_paid ? 'paid' : waits ? 'waiting' : 'failed';
  const title = text(`payment.${payment.state}_title`);
  return (
    <div class="page">
      <div class={`outcome outcome-${look}`}>
        <span class="outcome-mark"><Icon name={kMarks[look]} /></span>
        <PageHeading title={title} window_title={text('payment.page')} />
        <Status message={title} />
        <p class="lead">{text(`payment.${payment.state}_text`)}</p>
        {waits && !gave_up && <Spinner label={text('payment.looking')} />}
        {waits && gave_up && (
          <>
            <p>{text('payment.still_waiting')}</p>
            <Button onPress={check_now}>{text('payment.check_now')}</Button>
          </>
        )}
        <NextStep payment={payment} />
      </div>
      {is_paid && <Receipt payment={payment} />}
      {!is_paid && !waits && <Contact />}
      <p class="way-out"><Link to="/">{text('nav.overview')}</Link></p>
    </div>
  );
}
