// Direct debit: sign up, what will be collected and when, stop one payment, and leave again. The bank confirms whose
// account it is, so no account number is asked for.
import { useState } from 'preact/hooks';
import type { DirectDebit, DirectDebitCollection } from '../../../api_client/client';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Facts } from '../../../ui/facts';
import { Panel } from '../../../ui/panel';
import { end_direct_debit, fetch_direct_debit, sign_up_direct_debit, stop_collection } from '../api';
import { useAsking } from '../asking';
import { form_sent, useFormOpened } from '../form_counts';
import { long_day, money, text } from '../language';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';
import { Waiting } from '../parts/waiting';
import { keep_answer, useResource } from '../store';

const kBreathMilliseconds = 800;

type Writing = (token: string, key: string) => Promise<DirectDebit>;

function CollectionPanel({ one, currency, busy, onStop }: {
  one: DirectDebitCollection;
  currency: string;
  busy: boolean;
  onStop: () => void;
}) {
  const amount = money(one.amount_minor, currency);
  const facts = one.claims.map((claim) => ({
    term: text('direct_debit.bill', { reference: claim.reference }),
    value: money(claim.amount_minor, currency),
  }));
  return (
    <Panel title={text('direct_debit.collection', { amount, date: long_day(one.day) })} icon="clock">
      <p>{text(`direct_debit.state.${one.state}`)}</p>
      {facts.length > 1 && <Facts facts={facts} />}
      {one.may_stop && (
        <p><Button busy={busy} onPress={onStop}>{text('direct_debit.stop', { date: long_day(one.day) })}</Button></p>
      )}
    </Panel>
  );
}

export function DirectDebitPage() {
  const { data, fault, reload } = useResource('direct-debit', fetch_direct_debit);
  const [done, set_done] = useState('');
  const { is_busy, ask } = useAsking(kBreathMilliseconds);
  const [has_failed, set_failed] = useState(false);
  useFormOpened('direct_debit', data?.available === true && !data.mandate);
  if (!data) return <Waiting fault={fault} onRetry={reload} />;

  const send = async (wish: string, call: Writing, message: string) => {
    const failed = await ask(wish, async (csrf_token, key) => {
      set_failed(false);
      keep_answer('direct-debit', await call(csrf_token, key));
      if (wish === 'sign up') form_sent('direct_debit', true);
      set_done(message);
    });
    if (failed) set_failed(true);
  };
  const { mandate } = data;

  return (
    <div class="page">
      <PageHeading title={text('direct_debit.title')} />
      <p class="lead">{text('direct_debit.lead')}</p>
      {done && <Alert kind="success" announced title={done} />}
      {has_failed && <Alert kind="error" announced><p>{text('direct_debit.trouble')}</p></Alert>}

      {!data.available && !mandate && <p>{text('direct_debit.not_here')}</p>}
      {data.available && !mandate && (
        <section class="group" aria-labelledby="how-title">
          <h2 class="h3" id="how-title">{text('direct_debit.how_title')}</h2>
          <ul>
            <li>{text('direct_debit.how_told', { days: data.notice_days })}</li>
            <li>{text('direct_debit.how_stop')}</li>
            <li>{text('direct_debit.how_leave')}</li>
          </ul>
          <p>{text('direct_debit.how_bank')}</p>
          <p>
            <Button kind="primary" busy={is_busy}
              onPress={() => void send('sign up', sign_up_direct_debit, text('direct_debit.signed_up'))}>
              {text('direct_debit.sign_up')}
            </Button>
          </p>
        </section>
      )}

      {mandate?.state === 'asked' && (
        <section class="group" aria-labelledby="bank-title">
          <h2 class="h3" id="bank-title">{text('direct_debit.bank_title')}</h2>
          <p>{text('direct_debit.bank_text')}</p>
          <Facts facts={[
            { term: text('direct_debit.creditor_number'), value: mandate.creditor_number },
            { term: text('direct_debit.debtor_group'), value: mandate.debtor_group },
            { term: text('direct_debit.customer_number'), value: mandate.customer_number },
          ]} />
          <p>{text('direct_debit.until_then')}</p>
          <p>
            <Button kind="quiet" busy={is_busy}
              onPress={() => void send('end', end_direct_debit, text('direct_debit.ended'))}>
              {text('direct_debit.never_mind')}
            </Button>
          </p>
        </section>
      )}

      {mandate?.state === 'active' && (
        <section class="group" aria-labelledby="active-title">
          <h2 class="h3" id="active-title">{text('direct_debit.active_title')}</h2>
          <p>{text('direct_debit.active_text', { days: data.notice_days })}</p>
        </section>
      )}

      {(mandate?.state === 'active' || data.collections.length > 0) && (
        <section class="group" aria-labelledby="collections-title">
          <h2 class="h3" id="collections-title">{text('direct_debit.collections_title')}</h2>
          {data.collections.length === 0 && <p>{text('direct_debit.no_collections')}</p>}
          {data.collections.map((one) => (
            <CollectionPanel key={one.id} one={one} currency={data.currency} busy={is_busy}
              onStop={() => void send(`stop ${one.id}`, (token, key) => stop_collection(one.id, token, key),
                text('direct_debit.stopped', { amount: money(one.amount_minor, data.currency) }))} />
          ))}
        </section>
      )}

      {mandate?.state === 'active' && (
        <p>
          <Button kind="quiet" busy={is_busy}
            onPress={() => void send('end', end_direct_debit, text('direct_debit.ended'))}>
            {text('direct_debit.leave')}
          </Button>
        </p>
      )}
      <Contact />
    </div>
  );
}
