// Choosing how to pay in instalments: what suits the person, the ways there are, and yes to one of them.
import { useEffect, useState } from 'preact/hooks';
import type { PlanOffer, PlanWish } from '../../../api_client/client';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { ErrorSummary } from '../../../ui/error_summary';
import { Icon } from '../../../ui/icon';
import { Panel } from '../../../ui/panel';
import { Spinner } from '../../../ui/spinner';
import { Status } from '../../../ui/status';
import { spare_of, told_before, wanted_instalment } from '../ability';
import { make_plan, propose_plans } from '../api';
import { what_it_is } from '../claim_texts';
import { money, plain_amount, text } from '../language';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';
import { Proposal } from '../parts/plan_proposal';
import { PlanTrouble } from '../parts/plan_trouble';
import { WishForm } from '../parts/plan_wish';
import { Waiting } from '../parts/waiting';
import { usePlanChange } from '../plans';
import { Link, navigate } from '../router';
import { current_session, useResource } from '../store';

const kWhyLeftOut = ['plan_claim_disputed', 'plan_claim_shared', 'claim_handed_over'] as const;

function why_left_out(why: string | undefined): string {
  const known = kWhyLeftOut.find((code) => code === why);
  return text(known ? `choose.left_out.${known}` : 'choose.left_out.other');
}

function LeftOut({ offer }: { offer: PlanOffer }) {
  if (offer.left_out.length === 0) return null;
  return (
    <Panel title={text('choose.left_out_title')} icon="info">
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
          title={text('choose.choose_missing')}
          attempt={attempt}
          faults={[{ field_id: 'plan-0', message: text('choose.offer_title') }]}
        />
      )}
      <fieldset class="plan-options">
        <legend class="h4">{text('choose.offer_title')}</legend>
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
      <p class="quiet">{text('choose.assumed')}</p>
      {change.fault && <PlanTrouble fault={change.fault} onReload={onReload} />}
      <Button kind="primary" type="submit" wide busy={change.is_busy}>
        {text(proposal && !proposal.within_policy ? 'choose.request' : 'choose.agree')}
      </Button>
      {change.is_busy && <Spinner label={text('plan.working')} />}
    </form>
  );
}

/** So little a month that no plan can be made of it: said, since the ways below are then not what was asked for. */
function TooSmall({ offer, wanted_minor }: { offer: PlanOffer; wanted_minor: number }) {
  if (offer.proposals.some((each) => each.largest_instalment_minor <= wanted_minor)) return null;
  const amount = money(wanted_minor, offer.currency);
  return (
    <Alert kind="info" announced title={text('choose.too_small_title', { amount })}>
      <p>{text('choose.too_small_text')}</p>
    </Alert>
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
        <PageHeading title={text('choose.no_offer_title')} />
        <p class="lead">{text('choose.no_offer_text')}</p>
        <LeftOut offer={offer} />
        <Contact />
      </div>
    );
  }
  return (
    <div class="page">
      {back}
      <PageHeading title={text('choose.new_title')} />
      <p class="lead">{text('choose.new_lead', { amount: money(offer.open_minor, offer.currency) })}</p>
      {current_session()?.creditors && !current_session()?.acting_for && (
        <p><Link to="/creditors">{text('choose.elsewhere')}</Link></p>
      )}
      <WishForm onWish={set_wish} example={plain_amount(50_000)} />
      <Status message={name === '{}' ? '' : text('choose.offer_changed', { count: offer.proposals.length })} />
      {data && wish.instalment_minor !== undefined && <TooSmall offer={data} wanted_minor={wish.instalment_minor} />}
      <Choice key={name} offer={offer} onReload={reload} />
      <LeftOut offer={offer} />
      <Panel title={text('landing.help_title')} icon="phone"><Contact /></Panel>
    </div>
  );
}
