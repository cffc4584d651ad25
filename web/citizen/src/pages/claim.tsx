import type { ClaimDetail } from '../../../api_client/client';
import { Alert } from '../../../ui/alert';
import { Answer } from '../../../ui/answer';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { Phone } from '../../../ui/phone';
import { fetch_claim } from '../api';
import { go_to_pay } from '../basket';
import { deadline, what_it_is } from '../claim_texts';
import { coded_text, long_day, money, period, text } from '../language';
import { Breakdown } from '../parts/breakdown';
import { ClaimTags } from '../parts/claim_tags';
import { ClaimJourney } from '../parts/claim_journey';
import { PageHeading } from '../parts/page_heading';
import { Waiting } from '../parts/waiting';
import { Link } from '../router';
import { current_session, useResource } from '../store';

function why_now(claim: ClaimDetail): string {
  const dates = { issued: long_day(claim.issued), last: long_day(claim.last_payment_day) };
  if (claim.state === 'settled' || claim.state === 'cancelled') return text('detail.now_closed', dates);
  return text(claim.overdue ? 'detail.now_overdue' : 'detail.now_open', dates);
}

function if_nothing(claim: ClaimDetail): string {
  if (claim.state === 'open') return text(claim.overdue ? 'detail.nothing_overdue' : 'detail.nothing_open');
  return text(`detail.nothing_${claim.state}`);
}

function Answers({ claim }: { claim: ClaimDetail }) {
  const { decided_by } = claim;
  // Who may only see is offered nothing to do.
  const may_act = current_session()?.acting_for?.scope !== 'see';
  return (
    <div class="answers">
      <Answer question={text('detail.what')}>
        <p>
          {coded_text('what', claim.type)}
          {claim.period_first && claim.period_last
            && ` ${text('detail.period', { period: period(claim.period_first, claim.period_last) })}`}
        </p>
      </Answer>
      <Answer question={text('detail.why')}>
        <p>{coded_text('why', claim.type)}</p>
        {claim.legal_basis && <p>{text('detail.legal', { basis: claim.legal_basis })}</p>}
        {claim.share && <p>{text('detail.share', { parts: claim.share.parts, of: claim.share.of })}</p>}
        {claim.joint_debtors > 0 && <p>{text('detail.joint', { count: claim.joint_debtors })}</p>}
      </Answer>
      <Answer question={text('detail.why_now')}>
        <p>{why_now(claim)}</p>
      </Answer>
      <Answer question={text('detail.who')}>
        <p>{text('detail.decided', { department: decided_by.department, authority: decided_by.authority })}</p>
      </Answer>
      <Answer question={text('detail.how')}>
        {claim.objection_open
          ? <p>{text('detail.objection_open')}</p>
          : <p>{text('detail.object')}</p>}
        {may_act && <p><Link to={`/claims/${claim.id}/ask`}>{text('detail.enquire')}</Link></p>}
        <p>{text('detail.ask', { reference: claim.reference })}</p>
        <ul class="ways no-max-width">
          <li><Icon name="phone" /><Phone number={decided_by.phone} /></li>
          <li><Icon name="mail" /><a href={`mailto:${decided_by.email}`}>{decided_by.email}</a></li>
        </ul>
      </Answer>
      <Answer question={text('detail.nothing')}>
        <p>{if_nothing(claim)}</p>
        {claim.payable && <p>{text('detail.nothing_talk')}</p>}
        {claim.state === 'open' && <p><a href="/process">{text('detail.nothing_steps')}</a></p>}
      </Answer>
      <Answer question={text('detail.timeline')}>
        <ClaimJourney claim={claim} />
      </Answer>
    </div>
  );
}

export function ClaimPage({ claim_id }: { claim_id: string }) {
  const { data: claim, fault, reload } = useResource(`claim/${claim_id}`, () => fetch_claim(claim_id));
  if (!claim) {
    const missing = { title: text('detail.missing_title'), text: text('detail.missing_text') };
    return <Waiting fault={fault} onRetry={reload} missing={missing} />;
  }
  const currency = current_session()?.authority.currency ?? 'DKK';
  return (
    <div class="page page-wide">
      <p class="back"><Link to="/"><Icon name="back" />{text('nav.overview')}</Link></p>
      <PageHeading title={what_it_is(claim.type)} />
      <p class="quiet">{claim.department} · {text('claim.reference', { reference: claim.reference })}</p>
      <div class="columns columns-claim">
        <aside class="column-side">
          <div class="panel panel-amount">
            <p class="total-label">{text('detail.open')}</p>
            <p class="total-amount">{money(claim.open_minor, currency)}</p>
            {claim.state === 'open' && claim.open_minor > 0 && <p>{deadline(claim)}</p>}
            <ClaimTags claim={claim} />
            {claim.state === 'handed_over' && (
              <Alert kind="info"><p>{text('detail.nothing_handed_over')}</p></Alert>
            )}
            {claim.payable && (
              <Button kind="primary" wide onPress={() => go_to_pay([claim.id])}>
                {text('detail.pay', { amount: money(claim.open_minor, currency) })}
              </Button>
            )}
          </div>
          <Breakdown claim={claim} currency={currency} />
        </aside>
        <div class="column-main"><Answers claim={claim} /></div>
      </div>
    </div>
  );
}
