import { useState } from 'preact/hooks';
import type { ChosenMeans, ClaimSummary, Overview } from '../../../api_client/client';
import { ErrorSummary } from '../../../ui/error_summary';
import { Icon } from '../../../ui/icon';
import { fetch_overview } from '../api';
import type { Basket } from '../basket';
import { part_fault, read_basket, sum_of } from '../basket';
import { money, text } from '../language';
import { PageHeading } from '../parts/page_heading';
import { ChooseMeans } from '../parts/choose_means';
import { field_id, PayItem, part_message } from '../parts/pay_item';
import { PayTrouble } from '../parts/pay_trouble';
import { Waiting } from '../parts/waiting';
import { usePaying } from '../paying';
import { Link, remember } from '../router';
import { useResource } from '../store';

function Empty() {
  return (
    <div class="page">
      <PageHeading title={text('pay.empty_title')} />
      <p class="lead">{text('pay.empty_text')}</p>
      <p><Link to="/" class="button button-primary">{text('nav.overview')}</Link></p>
    </div>
  );
}

interface PayFormProps {
  overview: Overview;
  claims: ClaimSummary[];
  first: Basket;
  onReload: () => void;
}

function PayForm({ overview, claims, first, onReload }: PayFormProps) {
  const { currency } = overview;
  const [basket, set_basket] = useState(first);
  const [attempt, set_attempt] = useState(0);
  const paying = usePaying();

  const change = (next: Basket) => {
    remember(next);
    set_basket(next);
  };
  const faults = claims.flatMap((claim) => {
    const written = basket.parts[claim.id];
    const fault = written === undefined ? null : part_fault(written, claim);
    return fault ? [{ claim, fault }] : [];
  });
  const offered = overview.authority.means;
  const confirm = (event: SubmitEvent) => {
    event.preventDefault();
    set_attempt((count) => count + 1);
    const chosen = (event.submitter as HTMLButtonElement | null)?.value as ChosenMeans | undefined;
    const means = chosen ?? offered[0];
    if (faults.length === 0 && means) void paying.pay(basket, claims, means, change);
  };
  const see_new_amounts = () => {
    paying.forget();
    onReload();
  };

  return (
    <form class="page" onSubmit={confirm} noValidate>
      <p class="back"><Link to="/"><Icon name="back" />{text('nav.overview')}</Link></p>
      <PageHeading title={text('pay.title')} />
      {attempt > 0 && faults.length > 0 && (
        <ErrorSummary
          title={text('pay.error_title')}
          attempt={attempt}
          faults={faults.map(({ claim, fault }) => ({
            field_id: field_id(claim),
            message: part_message(fault, claim, currency),
          }))}
        />
      )}
      <h2 class="sr-only">{text('pay.what')}</h2>
      <ul class="pay-items no-max-width">
        {claims.map((claim) => (
          <PayItem
            key={claim.id}
            claim={claim}
            currency={currency}
            basket={basket}
            always_check={attempt > 0}
            onChange={change}
          />
        ))}
      </ul>
      <p class="pay-sum" aria-live="polite">
        <span>{text('pay.sum')}</span>
        <strong>{money(sum_of(basket, claims), currency)}</strong>
      </p>
      {paying.fault && <PayTrouble fault={paying.fault} onReload={see_new_amounts} />}
      <ChooseMeans offered={offered} amount={money(sum_of(basket, claims), currency)} busy={paying.is_busy} />
    </form>
  );
}

export function PayPage() {
  const { data: overview, fault, reload } = useResource('overview', fetch_overview);
  if (!overview) return <Waiting fault={fault} onRetry={reload} />;
  const first = read_basket(history.state);
  const claims = overview.claims.filter((claim) => claim.payable && first.claim_ids.includes(claim.id));
  if (claims.length === 0) return <Empty />;
  return <PayForm overview={overview} claims={claims} first={first} onReload={reload} />;
}
