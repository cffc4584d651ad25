import { useState } from 'preact/hooks';
import type { Plan } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Facts } from '../../../ui/facts';
import { Icon } from '../../../ui/icon';
import { fetch_plan } from '../api';
import { what_it_is } from '../claim_texts';
import { long_day, money, text } from '../language';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';
import { NextPayment } from '../parts/plan_card';
import { PlanChanges } from '../parts/plan_changes';
import { PlanPayments } from '../parts/plan_payments';
import { Waiting } from '../parts/waiting';
import { is_running } from '../plans';
import { Link } from '../router';
import { current_session, useResource } from '../store';

/** The heading and the first words; a plan that runs is simply "your plan". */
function words_for(plan: Plan) {
  const which = plan.state === 'in_force' && plan.open_minor === 0 ? 'completed' : plan.state;
  return {
    title: text(which === 'in_force' ? 'plan.title' : `plan.${which}_title`),
    lead: text(`plan.${which}_lead`),
  };
}

/** What was agreed, as it stands on paper. */
function Agreement({ plan, currency }: { plan: Plan; currency: string }) {
  const session = current_session();
  const is_wish = plan.state === 'requested';
  const claims = new Map(plan.instalments.flatMap((each) => each.claims.map((claim) => [claim.id, claim.type] as const)));
  return (
    <>
      <Facts
        facts={[
          { term: text(is_wish ? 'plan.wish_number' : 'plan.number'), value: plan.number },
          { term: text(is_wish ? 'plan.sent_to' : 'plan.with'), value: session?.authority.name ?? '' },
          ...(session?.name && !is_wish ? [{ term: text('plan.who'), value: session.name }] : []),
          { term: text(is_wish ? 'plan.asked' : 'plan.agreed'), value: long_day(plan.agreed) },
          { term: text(is_wish ? 'plan.wish_about' : 'plan.about'), value: [...new Set([...claims.values()].map(what_it_is))].join(', ') },
          { term: text('plan.total'), value: money(plan.total_minor, currency) },
          ...(is_wish ? [] : [
            { term: text('plan.paid'), value: money(plan.paid_minor, currency) },
            { term: text('plan.open'), value: money(plan.open_minor, currency) },
          ]),
          { term: text('plan.last'), value: long_day(plan.last_date) },
        ]}
      />
      <h2 class="h4">{text('plan.payments')}</h2>
      <PlanPayments instalments={plan.instalments} currency={currency} />
      {!is_wish && (
        <>
          <h2 class="h4">{text('plan.terms_title')}</h2>
          <p>{text('plan.terms')}</p>
        </>
      )}
    </>
  );
}

export function PlanPage() {
  const { data: answer, fault, reload } = useResource('plan', fetch_plan);
  const [, set_changes] = useState(0);
  if (!answer) return <Waiting fault={fault} onRetry={reload} />;
  const { plan, currency, may_ask } = answer;
  const back = <p class="back"><Link to="/"><Icon name="back" />{text('nav.overview')}</Link></p>;
  const ask = may_ask && (
    <p class="no-print"><Link to="/plan/new" class="button button-primary">{text('plan.ask')}</Link></p>
  );
  if (!plan) {
    return (
      <div class="page">
        {back}
        <PageHeading title={text('plan.none_title')} />
        <p class="lead">{text('plan.none_lead')}</p>
        {ask}
      </div>
    );
  }
  const words = words_for(plan);
  const runs = is_running(plan);
  return (
    <div class="page plan-page">
      {back}
      <PageHeading title={words.title} window_title={text('plan.title')} />
      <p class="lead">{words.lead}</p>
      {plan.state === 'requested' && (
        <p>{text('plan.why_person')} {plan.outside.map((why) => text(`plan.why.${why}`)).join(' ')}</p>
      )}
      {ask}
      {runs && plan.next && <div class="total plan-card"><NextPayment plan={plan} currency={currency} /></div>}
      <Agreement plan={plan} currency={currency} />
      {plan.state === 'in_force' && (
        <p class="no-print"><Button onPress={() => print()}>{text('plan.print')}</Button></p>
      )}
      {runs && <PlanChanges plan={plan} onChange={() => set_changes((count) => count + 1)} onReload={reload} />}
      <Contact />
    </div>
  );
}
