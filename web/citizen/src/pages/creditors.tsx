// One plan with several authorities: who may tell what one owes there, the ways there are, and yes to one of them.
import { useState } from 'preact/hooks';
import type { Creditor, JointOffer, JointPlans, JointProposal, PlanWish } from '../../../api_client/client';
import { Alert } from '../../../ui/alert';
import { Icon } from '../../../ui/icon';
import { wanted_instalment } from '../ability';
import { allow_creditor, end_creditor, fetch_creditors, plan_with_creditors, propose_with_creditors } from '../api';
import { useAsking } from '../asking';
import { money, plain_amount, text } from '../language';
import { Contact } from '../parts/contact';
import { JointChoice, JointMade, OneCreditor } from '../parts/joint_plan';
import { PageHeading } from '../parts/page_heading';
import { WishForm } from '../parts/plan_wish';
import { Waiting } from '../parts/waiting';
import { Link } from '../router';
import { current_session, forget_amounts, keep_answer, useResource } from '../store';

const kTroubles = [
  'not_known_there', 'consent_outdated', 'disclosure_by_law', 'plan_in_force', 'plan_does_not_add_up',
] as const;

/** Why nothing is proposed; nothing if something is. */
function why_none(offer: JointOffer): string {
  if (offer.proposals.length > 0) return '';
  if (offer.creditors.some((each) => each.has_plan)) return text('creditors.no_plan_has');
  return text('creditors.no_plan_here');
}

interface PlanProps {
  is_busy: boolean;
  onAgree: (wish: PlanWish, proposal: JointProposal) => void;
}

/** The ways there are, for what the person wishes. */
function Plan({ is_busy, onAgree }: PlanProps) {
  const wanted = wanted_instalment();
  const [wish, set_wish] = useState<PlanWish>(wanted === null ? {} : { payday: 1, instalment_minor: wanted });
  const name = JSON.stringify(wish);
  const token = () => current_session()?.csrf_token ?? '';
  const { data, fault, reload } = useResource(`joint/${name}`, () => propose_with_creditors(wish, token()));
  const none = data ? why_none(data) : '';
  return (
    <section class="group" aria-labelledby="joint-title">
      <h2 class="h3" id="joint-title">{text('creditors.plan_title')}</h2>
      {data && none === '' && <p>{text('creditors.plan_lead', { amount: money(data.open_minor, data.currency) })}</p>}
      {none !== '' && <p>{none}</p>}
      {none === '' && <WishForm onWish={set_wish} example={plain_amount(50_000)} />}
      {(!data || fault) && <Waiting fault={fault} onRetry={reload} />}
      {data && none === '' && (
        <JointChoice key={name} offer={data} is_busy={is_busy} onAgree={(proposal) => onAgree(wish, proposal)} />
      )}
    </section>
  );
}

export function CreditorsPage() {
  const { data, fault, reload } = useResource('creditors', fetch_creditors);
  const [made, set_made] = useState<JointPlans | null>(null);
  const [done, set_done] = useState('');
  const [trouble, set_trouble] = useState('');
  const { is_busy, ask } = useAsking();
  if (!data) return <Waiting fault={fault} onRetry={reload} />;

  const other = current_session()?.acting_for;
  const run = async (wish: string, call: (csrf_token: string, key: string) => Promise<void>) => {
    const failed = await ask(wish, async (csrf_token, key) => {
      set_trouble('');
      set_done('');
      await call(csrf_token, key);
    });
    if (failed) {
      const named = kTroubles.find((each) => each === failed.code);
      set_trouble(text(named ? `creditors.trouble.${named}` : 'creditors.trouble.other'));
      if (named === 'plan_does_not_add_up' || named === 'plan_in_force') {
        forget_amounts();
        reload();
      }
    }
    scrollTo(0, 0);
  };
  const allow = (one: Creditor) => void run(`allow ${one.code}`, async (csrf_token, key) => {
    const next = await allow_creditor(one.code, data.consent, csrf_token, key);
    forget_amounts();
    keep_answer('creditors', next);
    set_done(text('creditors.allowed', { name: one.name }));
  });
  const end = (one: Creditor) => void run(`end ${one.code}`, async (csrf_token, key) => {
    const next = await end_creditor(one.code, csrf_token, key);
    forget_amounts();
    keep_answer('creditors', next);
    set_done(text('creditors.ended', { name: one.name }));
  });
  const agree = (wish: PlanWish, { kind, total_minor, last_date }: JointProposal) => {
    const choice = { ...wish, kind, total_minor, last_date };
    void run(JSON.stringify(choice), async (csrf_token, key) => {
      set_made(await plan_with_creditors(choice, csrf_token, key));
      forget_amounts();
      reload();
    });
  };

  const tells = data.creditors.some((each) => each.tells);
  return (
    <div class="page">
      <p class="back"><Link to="/"><Icon name="back" />{text('nav.overview')}</Link></p>
      <PageHeading title={text('creditors.title')} />
      {trouble && <Alert kind="error" announced><p>{trouble}</p></Alert>}
      {done && <Alert kind="success" announced title={done} />}
      {made && <JointMade made={made} />}
      {!made && (
        <p class="lead">
          {data.may_agree ? text('creditors.lead')
            : other ? text('creditors.only_oneself', { name: other.name }) : text('creditors.not_here')}
        </p>
      )}
      {!made && data.creditors.map((one) => (
        <OneCreditor
          key={one.code} one={one} currency={data.currency} is_busy={is_busy}
          onAllow={() => allow(one)} onEnd={() => end(one)}
        />
      ))}
      {!made && data.may_agree && !tells && <p>{text('creditors.none_tells')}</p>}
      {!made && tells && <Plan is_busy={is_busy} onAgree={agree} />}
      <Contact />
    </div>
  );
}
