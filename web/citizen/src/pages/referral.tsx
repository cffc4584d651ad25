// Saying yes to being contacted by somebody who helps, seeing what has become of it, and saying no again.
import { useState } from 'preact/hooks';
import type { Helper, HelpNeed, Referral, Referrals } from '../../../api_client/client';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { ErrorSummary } from '../../../ui/error_summary';
import { Facts } from '../../../ui/facts';
import { Icon } from '../../../ui/icon';
import { Panel } from '../../../ui/panel';
import { Phone } from '../../../ui/phone';
import { SelectField } from '../../../ui/select_field';
import { TextField } from '../../../ui/text_field';
import { agree_to_referral, fetch_referrals, find_helpers, withdraw_from_referral } from '../api';
import { useAsking } from '../asking';
import { long_day, text } from '../language';
import { Contact } from '../parts/contact';
import { Agree, HelpersFound } from '../parts/helper_found';
import { PageHeading } from '../parts/page_heading';
import { Waiting } from '../parts/waiting';
import { Link } from '../router';
import { current_session, forget_amounts, keep_answer, useResource } from '../store';

const kNeeds: readonly HelpNeed[] =
  ['debt_advice', 'budget', 'benefits', 'housing', 'food', 'mental_health', 'addiction', 'legal_aid'];
const kTroubles = ['referral_open', 'helper_unknown', 'consent_outdated'] as const;

const is_open = (one: Referral): boolean => one.state !== 'declined' && one.state !== 'ended';

function One({ one, is_busy, onWithdraw }: { one: Referral; is_busy: boolean; onWithdraw: () => void }) {
  const facts = [
    { term: text('referral.need'), value: text(`referral.need.${one.need}`) },
    { term: text('referral.number'), value: one.number },
    { term: text('referral.since'), value: long_day(one.consented) },
    ...(is_open(one) ? [{ term: text('referral.until'), value: long_day(one.until) }] : []),
    ...(one.nothing_asked_until
      ? [{ term: text('referral.nothing_asked_until'), value: long_day(one.nothing_asked_until) }] : []),
    ...(is_open(one) && one.phone ? [{ term: text('referral.phone'), value: <Phone number={one.phone} /> }] : []),
  ];
  return (
    <Panel title={one.name} icon={is_open(one) ? 'clock' : 'check'}>
      <p>{text(one.state === 'ended' && one.outcome ? `referral.outcome.${one.outcome}` : `referral.state.${one.state}`)}</p>
      <Facts facts={facts} />
      {is_open(one) && (
        <p><Button kind="quiet" busy={is_busy} onPress={onWithdraw}>{text('referral.withdraw')}</Button></p>
      )}
    </Panel>
  );
}

export function ReferralPage() {
  const { data, fault, reload } = useResource('referrals', fetch_referrals);
  const [need, set_need] = useState<HelpNeed | ''>('');
  const [postcode, set_postcode] = useState('');
  const [attempt, set_attempt] = useState(0);
  const [wrong_postcode, set_wrong_postcode] = useState(false);
  const [found, set_found] = useState<Helper[] | null>(null);
  const [searches, set_searches] = useState(0);
  const [chosen, set_chosen] = useState<Helper | null>(null);
  const [done, set_done] = useState<{ title: string; words: string } | null>(null);
  const [trouble, set_trouble] = useState('');
  const { is_busy, ask } = useAsking();
  if (!data) return <Waiting fault={fault} onRetry={reload} />;

  const other = current_session()?.acting_for;
  const run = async (wish: string, call: (csrf_token: string, key: string) => Promise<void>) => {
    const failed = await ask(wish, async (csrf_token, key) => {
      set_trouble('');
      set_done(null);
      await call(csrf_token, key);
    });
    if (!failed) return;
    const known = kTroubles.find((each) => each === failed.code);
    set_trouble(text(known ? `referral.trouble.${known}` : 'referral.trouble.other'));
    scrollTo(0, 0);
  };
  const keep = (next: Referrals) => {
    forget_amounts();
    keep_answer('referrals', next);
  };
  const search = (event: SubmitEvent) => {
    event.preventDefault();
    const is_wrong = postcode.trim() !== '' && !/^[A-Za-z0-9]*\d[A-Za-z0-9]*$/.test(postcode.replaceAll(' ', ''));
    set_wrong_postcode(is_wrong);
    if (need === '' || is_wrong) {
      set_attempt(attempt + 1);
      return;
    }
    set_attempt(0);
    void run('search', async (csrf_token) => {
      const typed = postcode.trim();
      const { helpers } = await find_helpers(typed === '' ? { need } : { need, postcode: typed }, csrf_token);
      set_found(helpers);
      set_chosen(null);
      set_searches((count) => count + 1);
    });
  };
  const agree = (helper: Helper) => void run(`agree ${helper.code} ${need} ${data.consent}`, async (csrf_token, key) => {
    if (need === '') return;
    const next = await agree_to_referral({ helper: helper.code, need, consent: data.consent }, csrf_token, key);
    keep(next);
    const made = next.referrals[0];
    set_chosen(null);
    set_found(null);
    set_done(made
      ? {
        title: text('referral.agreed', { name: made.name, number: made.number }),
        words: text('referral.agreed_text', { date: long_day(made.until) }),
      }
      : null);
    scrollTo(0, 0);
  });
  const withdraw = (one: Referral) => void run(`withdraw ${one.id}`, async (csrf_token, key) => {
    keep(await withdraw_from_referral(one.id, csrf_token, key));
    set_done({ title: text('referral.withdrawn'), words: '' });
    scrollTo(0, 0);
  });

  const faults = [
    ...(attempt > 0 && need === '' ? [{ field_id: 'referral-need', message: text('referral.need_missing') }] : []),
    ...(attempt > 0 && wrong_postcode
      ? [{ field_id: 'referral-postcode', message: text('referral.postcode_wrong') }] : []),
  ];
  // What runs comes before looking for somebody else; what is over comes last.
  const open_ones = data.referrals.filter(is_open);
  const mine = data.referrals.length > 0 && !chosen && (
    <section class="group" aria-labelledby="mine-title">
      <h2 class="h3" id="mine-title">{text('referral.mine_title')}</h2>
      {data.referrals.map((one) => <One key={one.id} one={one} is_busy={is_busy} onWithdraw={() => withdraw(one)} />)}
    </section>
  );
  const fault_at = (id: string) => faults.find((each) => each.field_id === id)?.message;
  return (
    <div class="page">
      <p class="back"><Link to="/"><Icon name="back" />{text('nav.overview')}</Link></p>
      <PageHeading title={text('referral.title')} />
      {done && <Alert kind="success" announced title={done.title}>{done.words && <p>{done.words}</p>}</Alert>}
      {trouble && <Alert kind="error" announced><p>{trouble}</p></Alert>}
      {data.may_agree && !done && <p class="lead">{text('referral.lead')}</p>}
      {!data.may_agree && (
        <p class="lead">{other ? text('referral.only_oneself', { name: other.name }) : text('referral.not_here')}</p>
      )}

      {open_ones.length > 0 && mine}
      {data.may_agree && !chosen && (
        <form class="panel" onSubmit={search} noValidate aria-labelledby="referral-form-title">
          <h2 class="h4 panel-title" id="referral-form-title">{text('referral.form_title')}</h2>
          {faults.length > 0 && <ErrorSummary title={text('referral.faults_title')} attempt={attempt} faults={faults} />}
          <SelectField
            id="referral-need" label={text('referral.need_label')} error={fault_at('referral-need')} value={need}
            options={[['', ''], ...kNeeds.map((each) => [each, text(`referral.need.${each}`)] as const)]}
            onChoose={(value) => {
              set_need(kNeeds.find((each) => each === value) ?? '');
              set_found(null);
            }}
          />
          <TextField
            id="referral-postcode" label={text('referral.postcode_label')} hint={text('referral.postcode_hint')}
            error={fault_at('referral-postcode')} value={postcode} keyboard="numeric" autocomplete="postal-code"
            onWrite={set_postcode}
          />
          <p class="form-buttons"><Button kind="primary" type="submit" wide busy={is_busy}>{text('referral.search')}</Button></p>
        </form>
      )}
      {found && !chosen && <HelpersFound helpers={found} searches={searches} is_busy={is_busy} onChoose={set_chosen} />}
      {chosen && (
        <Agree
          helper={chosen} longest_days={data.longest_days} is_busy={is_busy}
          onYes={() => agree(chosen)} onNo={() => set_chosen(null)}
        />
      )}

      {open_ones.length === 0 && mine}
      <Contact />
    </div>
  );
}
