// Writing to the authority about one's bills, and what has become of what one wrote.
import { useState } from 'preact/hooks';
import type { ClaimSummary, Enquiries, Enquiry } from '../../../api_client/client';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Facts } from '../../../ui/facts';
import { Panel } from '../../../ui/panel';
import { fetch_enquiries, fetch_overview, forget_enquiry_draft, keep_enquiry_draft, send_enquiry } from '../api';
import { useAsking } from '../asking';
import type { WrittenEnquiry } from '../enquiry';
import { faults_of, kKinds, wish_of } from '../enquiry';
import { enquiry_faults, form_refused, form_sent, useFormOpened } from '../form_counts';
import { long_day, text } from '../language';
import { Contact } from '../parts/contact';
import { EnquiryForm } from '../parts/enquiry_form';
import { PageHeading } from '../parts/page_heading';
import { Waiting } from '../parts/waiting';
import { Link, usePlace } from '../router';
import { current_session, forget_amounts, keep_answer, useResource } from '../store';

const kEmpty: WrittenEnquiry = { kind: '', claims: [], reason: '', day: '', words: '' };

function from_draft(draft: NonNullable<Enquiries['draft']>): WrittenEnquiry {
  const { form } = draft;
  return {
    kind: kKinds.find((kind) => kind === form.kind) ?? '',
    claims: form.claims, reason: form.reason, day: form.day, words: form.words,
  };
}

const can_be_asked_about = (claim: ClaimSummary) => claim.payable || (claim.state === 'open' && claim.open_minor > 0);

function Received({ one }: { one: Enquiry }) {
  const is_open = one.state === 'received' || one.state === 'asked';
  const facts = [
    { term: text('enquire.number'), value: one.number },
    { term: text('enquire.sent_on'), value: long_day(one.received) },
    ...(is_open ? [{ term: text('enquire.answer_by'), value: long_day(one.answer_by) }] : []),
    ...(one.ended ? [{ term: text('enquire.ended_on'), value: long_day(one.ended) }] : []),
  ];
  return (
    <Panel title={text(`enquire.kind_done.${one.kind}`)} icon={is_open ? 'clock' : 'check'}>
      <p>{text(`enquire.state.${is_open && one.is_late ? 'late' : one.state}`)}</p>
      {is_open && one.holds && <p>{text('enquire.held')}</p>}
      <Facts facts={facts} />
    </Panel>
  );
}

const kTroubles = ['already_promised', 'nothing_open'] as const;

export function EnquiryPage() {
  // Come from a claim's page, it is about that one.
  const claim_id = /^\/claims\/([^/]+)\/ask$/.exec(usePlace().path)?.[1];
  const { data, fault, reload } = useResource('enquiries', fetch_enquiries);
  const { data: overview, fault: overview_fault, reload: reload_overview } = useResource('overview', fetch_overview);
  const [typed, set_typed] = useState<WrittenEnquiry | null>(null);
  const [attempt, set_attempt] = useState(0);
  const [sent, set_sent] = useState<Enquiry | null>(null);
  const [done, set_done] = useState('');
  const [trouble, set_trouble] = useState('');
  const { is_busy, ask } = useAsking();
  const may_act = current_session()?.acting_for?.scope !== 'see';
  const is_offered = may_act && data?.may_ask === true && sent === null && overview?.claims.some(can_be_asked_about) === true;
  useFormOpened('enquiry', is_offered && data.draft === null && typed === null);
  if (!data) return <Waiting fault={fault} onRetry={reload} />;
  if (!overview) return <Waiting fault={overview_fault} onRetry={reload_overview} />;

  const claims = overview.claims.filter(can_be_asked_about);
  const preselected = claims.length === 1 ? claims.map((claim) => claim.id) : claims.filter((claim) => claim.id === claim_id).map((claim) => claim.id);
  const written = typed ?? (data.draft ? from_draft(data.draft) : { ...kEmpty, claims: preselected });
  const run = async (wish: string, call: (csrf_token: string, key: string) => Promise<void>) => {
    const failed = await ask(wish, async (csrf_token, key) => {
      set_trouble('');
      set_done('');
      await call(csrf_token, key);
    });
    if (!failed) return;
    const known = kTroubles.find((each) => each === failed.code);
    set_trouble(text(known ? `enquire.trouble.${known}` : 'enquire.trouble.other'));
  };
  const send = () => {
    const faults = faults_of(written, data);
    if (faults.length > 0) {
      form_refused('enquiry', enquiry_faults(faults));
      set_attempt(attempt + 1);
      return;
    }
    const wish = wish_of(written);
    void run(`send ${JSON.stringify(wish)}`, async (csrf_token, key) => {
      const received = await send_enquiry(wish, csrf_token, key);
      form_sent('enquiry', true);
      forget_amounts();
      reload();
      reload_overview();
      set_sent(received);
      set_typed(null);
      set_attempt(0);
      scrollTo(0, 0);
    });
  };
  const keep = () => void run(`keep ${JSON.stringify(written)}`, async (csrf_token, key) => {
    const kept = await keep_enquiry_draft(written, csrf_token, key);
    keep_answer('enquiries', kept);
    set_typed(null);
    set_attempt(0);
    set_done(kept.draft ? text('enquire.kept', { date: long_day(kept.draft.until) }) : '');
    scrollTo(0, 0);
  });
  const forget = () => void run('forget', async (csrf_token, key) => {
    keep_answer('enquiries', await forget_enquiry_draft(csrf_token, key));
    set_typed({ ...kEmpty, claims: preselected });
    set_done(text('enquire.forgotten'));
  });

  return (
    <div class="page">
      <PageHeading title={text('enquire.title')} />
      {sent && (
        <Alert kind="success" announced title={text('enquire.sent_title', { number: sent.number })}>
          <p>{text(sent.kind === 'promise' ? 'enquire.sent_promise' : 'enquire.sent_text', { date: long_day(sent.answer_by) })}</p>
          {sent.kind === 'help' && (
            <p>
              {current_session()?.helpers
                ? <Link to="/referral">{text('enquire.see_helpers')}</Link>
                : <a href="/help">{text('enquire.see_help')}</a>}
            </p>
          )}
        </Alert>
      )}
      {done && <Alert kind="success" announced title={done} />}
      {trouble && <Alert kind="error" announced><p>{trouble}</p></Alert>}
      {!sent && <p class="lead">{text('enquire.lead')}</p>}

      {is_offered && (
        <>
          {data.draft && !done && (
            <Alert kind="info" title={text('enquire.draft_title', { date: long_day(data.draft.saved) })}>
              <p>{text('enquire.draft_text', { date: long_day(data.draft.until) })}</p>
              <p><Button kind="quiet" busy={is_busy} onPress={forget}>{text('enquire.draft_forget')}</Button></p>
            </Alert>
          )}
          <EnquiryForm
            written={written} claims={claims} currency={overview.currency} bounds={data} answer_days={data.answer_days}
            attempt={attempt} is_busy={is_busy} onWrite={set_typed} onSend={send} onKeep={keep}
          />
        </>
      )}
      {claims.length === 0 && !sent && <p>{text('enquire.nothing_open')}</p>}
      {sent && <p><Link to="/">{text('enquire.to_overview')}</Link></p>}

      {data.enquiries.length > 0 && (
        <section class="group" aria-labelledby="mine-title">
          <h2 class="h3" id="mine-title">{text('enquire.mine_title')}</h2>
          {data.enquiries.map((one) => <Received key={one.number} one={one} />)}
        </section>
      )}
      <Contact />
    </div>
  );
}
