// Choosing how to pay in instalments: what suits the person, the ways there are, and yes to one of them.
import { useEffect, useState } from 'preact/hooks';
import type { PlanOffer, PlanWish } from '../../../api_client/client';
import { AmountField } from '../../../ui/amount_field';
import { Button } from '../../../ui/button';
import { ErrorSummary } from '../../../ui/error_summary';
import { Icon } from '../../../ui/icon';
import { Panel } from '../../../ui/panel';
import { SelectField } from '../../../ui/select_field';
import { Spinner } from '../../../ui/spinner';
import { Status } from '../../../ui/status';
import { spare_of, told_before, wanted_instalment } from '../ability';
import { parse_amount } from '../amount';
import { make_plan, propose_plans } from '../api';
import { what_it_is } from '../claim_texts';
import { money, plain_amount, text } from '../language';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';
import { Proposal } from '../parts/plan_proposal';
import { PlanTrouble } from '../parts/plan_trouble';
import { Waiting } from '../parts/waiting';
import { usePlanChange } from '../plans';
import { Link, navigate } from '../router';
import { current_session, useResource } from '../store';

const kPaydays = [1, 5, 10, 15, 20, 25, 0];
const kWhyLeftOut = ['plan_claim_disputed', 'plan_claim_shared', 'claim_handed_over'] as const;

const payday_name = (day: number): string =>
  day === 0 ? text('plan.payday_last') : day === 1 ? text('plan.payday_first') : text('plan.payday_day', { day });

function why_left_out(why: string | undefined): string {
  const known = kWhyLeftOut.find((code) => code === why);
  return text(known ? `plan.left_out.${known}` : 'plan.left_out.other');
}

/** What the person says; proposals are asked for when the button is pressed. */
function WishForm({ onWish, example }: { onWish: (wish: PlanWish) => void; example: string }) {
  const wanted = wanted_instalment();
  const [payday, set_payday] = useState('1');
  const [written, set_written] = useState(wanted === null ? '' : plain_amount(wanted));
  const [fault, set_fault] = useState('');
  const ask = (event: SubmitEvent) => {
    event.preventDefault();
    const amount = parse_amount(written);
    const is_wrong = written.trim() !== '' && (amount === null || amount <= 0);
    set_fault(is_wrong ? text('plan.amount_wrong', { example }) : '');
    if (is_wrong) return document.getElementById('plan-amount')?.focus();
    onWish({ payday: Number(payday), ...(amount !== null && amount > 0 && { instalment_minor: amount }) });
  };
  return (
    <form class="panel plan-wish" onSubmit={ask} noValidate aria-labelledby="plan-wish-title">
      <h2 class="h4 panel-title" id="plan-wish-title">{text('plan.wish_title')}</h2>
      <SelectField
        id="plan-payday"
        label={text('plan.payday_label')}
        value={payday}
        options={kPaydays.map((day) => [String(day), payday_name(day)] as const)}
        onChoose={set_payday}
      />
      <AmountField
        id="plan-amount"
        label={text('plan.amount_label')}
        label_about={text('plan.amount_about')}
        hint={text('plan.amount_hint')}
        error={fault || undefined}
        suffix="kr."
        value={written}
        onWrite={set_written}
      />
      <p class="plan-unsure"><Link to="/ability">{text('plan.unsure')}</Link></p>
      <p><Button type="submit">{text('plan.wish_button')}</Button></p>
    </form>
  );
}

function LeftOut({ offer }: { offer: PlanOffer }) {
  if (offer.left_out.length === 0) return null;
  return (
    <Panel title={text('plan.left_out_title')} icon="info">
      <ul>
        {offer.left_out.map((claim) => <li key={claim.id}>{what_it_is(claim.type)}: {why_left_out(claim.why)}</li>)}
      </ul>
    </Panel>
  );
}

interface ChoiceProps {
  offer: PlanOffer;
  onReload: () => void;
}

/** The ways there are. A new answer of the server begins without a choice. */
function Choice({ offer, onReload }: ChoiceProps) {
  const [chosen, set_chosen] = useState<number | null>(null);
  const [attempt, set_attempt] = useState(0);
  const change = usePlanChange();
  const spare_minor = spare_of(told_before());
  const proposal = chosen === null ? undefined : offer.proposals[chosen];
  const agree = (event: SubmitEvent) => {
    event.preventDefault();
    set_attempt((count) => count + 1);
    if (!proposal) return;
    const instalments = proposal.instalments.map(({ date, amount_minor }) => ({ date, amount_minor }));
    void change.send(JSON.stringify(instalments), (token, key) => make_plan({ instalments }, token, key),
      () => navigate('/plan'));
  };
  return (
    <form class="plan-form" onSubmit={agree} noValidate>
      {attempt > 0 && !proposal && (
        <ErrorSummary
          title={text('plan.choose_missing')}
          attempt={attempt}
          faults={[{ field_id: 'plan-0', message: text('plan.offer_title') }]}
        />
      )}
      <fieldset class="plan-options">
        <legend class="h4">{text('plan.offer_title')}</legend>
        {offer.proposals.map((each, index) => (
          <Proposal
            key={`${each.kind}-${each.first_date}-${each.count}`}
            proposal={each}
            currency={offer.currency}
            index={index}
            is_chosen={chosen === index}
            spare_minor={spare_minor}
            onChoose={() => set_chosen(index)}
          />
        ))}
      </fieldset>
      <p class="quiet">{text('plan.assumed')}</p>
      {change.fault && <PlanTrouble fault={change.fault} onReload={onReload} />}
      <Button kind="primary" type="submit" wide busy={change.is_busy}>
        {text(proposal && !proposal.within_policy ? 'plan.request' : 'plan.agree')}
      </Button>
      {change.is_busy && <Spinner label={text('plan.working')} />}
    </form>
  );
}

/** What somebody who has found out what they can pay begins with. */
function first_wish(): PlanWish {
  const wanted = wanted_instalment();
  return wanted === null ? {} : { payday: 1, instalment_minor: wanted };
}

export function NewPlanPage() {
  const [wish, set_wish] = useState<PlanWish>(first_wish);
  const [shown, set_shown] = useState<PlanOffer | null>(null);
  const name = JSON.stringify(wish);
  const token = () => current_session()?.csrf_token ?? '';
  const { data, fault, reload } = useResource(`offer/${name}`, () => propose_plans(wish, token()));
  // The ways from before stay until the new ones are there.
  useEffect(() => {
    if (data) set_shown(data);
  }, [data]);
  const offer = data ?? shown;
  if (!offer || fault) return <Waiting fault={fault} onRetry={reload} />;

  const back = <p class="back"><Link to="/"><Icon name="back" />{text('nav.overview')}</Link></p>;
  if (offer.proposals.length === 0) {
    return (
      <div class="page">
        {back}
        <PageHeading title={text('plan.no_offer_title')} />
        <p class="lead">{text('plan.no_offer_text')}</p>
        <LeftOut offer={offer} />
        <Contact />
      </div>
    );
  }
  return (
    <div class="page">
      {back}
      <PageHeading title={text('plan.new_title')} />
      <p class="lead">{text('plan.new_lead', { amount: money(offer.open_minor, offer.currency) })}</p>
      <WishForm onWish={set_wish} example={plain_amount(50_000)} />
      <Status message={name === '{}' ? '' : text('plan.offer_changed', { count: offer.proposals.length })} />
      <Choice key={name} offer={offer} onReload={reload} />
      <LeftOut offer={offer} />
      <Panel title={text('landing.help_title')} icon="phone"><Contact /></Panel>
    </div>
  );
}
