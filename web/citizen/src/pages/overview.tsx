import type { ClaimSummary } from '../../../api_client/client';
import { Panel } from '../../../ui/panel';
import { fetch_overview, fetch_plan } from '../api';
import { money, text } from '../language';
import { ClaimChoice } from '../parts/claim_choice';
import { ClaimRow } from '../parts/claim_row';
import { Contact } from '../parts/contact';
import { History } from '../parts/history';
import { PlanCard } from '../parts/plan_card';
import { PageHeading } from '../parts/page_heading';
import { Total } from '../parts/total';
import { Waiting } from '../parts/waiting';
import { is_running } from '../plans';
import { Link } from '../router';
import { current_session, useResource } from '../store';

/** What is late comes first, then what has to be paid soonest. */
function by_deadline(left: ClaimSummary, right: ClaimSummary): number {
  return left.last_payment_day.localeCompare(right.last_payment_day) || left.id.localeCompare(right.id);
}

export function OverviewPage() {
  const { data: overview, fault, reload } = useResource('overview', fetch_overview);
  const { data: answer } = useResource('plan', fetch_plan);
  if (!overview) return <Waiting fault={fault} onRetry={reload} />;

  const { currency } = overview;
  const plan = answer && is_running(answer.plan) ? answer.plan : null;
  const other = current_session()?.acting_for;
  // Who may only see is offered nothing to do.
  const may_act = other?.scope !== 'see';
  const may_ask = may_act && (answer?.may_ask ?? false);
  const claims = [...overview.claims].sort(by_deadline);
  const payable = claims.filter((claim) => may_act && claim.payable);
  const closed = claims.filter((claim) => claim.state === 'settled' || claim.state === 'cancelled');
  const elsewhere = claims.filter((claim) => !payable.includes(claim) && !closed.includes(claim));

  return (
    <div class="page page-wide">
      <PageHeading
        title={other ? text('overview.title_of', { name: other.name }) : text('overview.title')}
        window_title={text('overview.title')}
      />
      {plan && <PlanCard plan={plan} currency={currency} />}
      <Total overview={overview} has_plan={plan !== null} may_ask={may_ask} />
      <div class="columns">
        <div class="column-main">
          {payable.length > 0 && <ClaimChoice claims={payable} currency={currency} />}
          {elsewhere.length > 0 && (
            <section aria-labelledby="elsewhere-title">
              <h2 class="h3" id="elsewhere-title">{text('overview.other_title')}</h2>
              <ul class="claims no-max-width">
                {elsewhere.map((claim) => <ClaimRow key={claim.id} claim={claim} currency={currency} />)}
              </ul>
            </section>
          )}
          <History payments={overview.payments} currency={currency} />
          {closed.length > 0 && (
            <details class="closed">
              <summary>{text('overview.closed_title', { count: closed.length })}</summary>
              <ul class="claims no-max-width">
                {closed.map((claim) => <ClaimRow key={claim.id} claim={claim} currency={currency} />)}
              </ul>
            </details>
          )}
        </div>
        <aside class="column-side">
          {overview.credit_minor > 0 && (
            <Panel title={text('overview.credit_title')} icon="wallet">
              <p>{text('overview.credit_text', { amount: money(overview.credit_minor, currency) })}</p>
            </Panel>
          )}
          {payable.length > 0
            ? (
              <Panel title={text('overview.cannot_pay_title')} icon="phone">
                {may_ask && (
                  <>
                    <p><Link to="/ability">{text('plan.ask_ability')}</Link></p>
                    <p><Link to="/plan/new">{text('plan.ask')}</Link></p>
                  </>
                )}
                {!other && current_session()?.helpers && <p><Link to="/referral">{text('overview.refer')}</Link></p>}
                {may_act && <p><Link to="/ask">{text('overview.enquire')}</Link></p>}
                <p>{text('overview.cannot_pay_text')}</p>
                <Contact />
              </Panel>
            )
            : (
              <Panel title={text('landing.help_title')} icon="phone">
                <Contact />
              </Panel>
            )}
          {current_session()?.direct_debit && <p><Link to="/direct-debit">{text('overview.direct_debit')}</Link></p>}
          <p><Link to="/representation">{text('overview.represent')}</Link></p>
        </aside>
      </div>
    </div>
  );
}
