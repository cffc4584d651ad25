// Acting for somebody else, and who may act for oneself. To change whom the pages are about leaves them and loads them
// anew: nothing of one person is left on the screen of another.
import { useState } from 'preact/hooks';
import type { Representation, Representations } from '../../../api_client/client';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { act_for, end_representation, fetch_representations } from '../api';
import { useAsking } from '../asking';
import { long_day, text } from '../language';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';
import { Waiting } from '../parts/waiting';
import { current_session, keep_answer, useResource } from '../store';

const kOneself = '0';

function Days({ of }: { of: Representation }) {
  const begins_later = of.since > new Date().toISOString().slice(0, 10);
  return (
    <>
      {begins_later && <p>{text('representation.since', { date: long_day(of.since) })}</p>}
      {of.until && <p>{text('representation.until', { date: long_day(of.until) })}</p>}
    </>
  );
}

export function RepresentationPage() {
  const { data, fault, reload } = useResource('representations', fetch_representations);
  const [done, set_done] = useState('');
  const { is_busy, ask } = useAsking();
  const [has_failed, set_failed] = useState(false);
  if (!data) return <Waiting fault={fault} onRetry={reload} />;

  const other = current_session()?.acting_for;

  const send = async (wish: string, call: (csrf_token: string, key: string) => Promise<void>) => {
    const failed = await ask(wish, async (csrf_token, key) => {
      set_failed(false);
      await call(csrf_token, key);
    });
    if (failed) set_failed(true);
  };
  const go_to = (id: string) => void send(`go to ${id}`, async (csrf_token) => {
    await act_for(id, csrf_token);
    location.assign('/');
  });
  const end = (one: Representation, message: string) => void send(`end ${one.id}`, async (csrf_token, key) => {
    const left: Representations = await end_representation(one.id, csrf_token, key);
    keep_answer('representations', left);
    set_done(message);
  });

  return (
    <div class="page">
      <PageHeading title={text('representation.title')} />
      <p class="lead">{text('representation.lead')}</p>
      {done && <Alert kind="success" announced title={done} />}
      {has_failed && <Alert kind="error" announced><p>{text('representation.trouble')}</p></Alert>}
      <p>{other ? text('representation.now_other', { name: other.name }) : text('representation.now_self')}</p>
      {other && (
        <p><Button kind="primary" busy={is_busy} onPress={() => go_to(kOneself)}>{text('representation.stop')}</Button></p>
      )}

      <section class="group" aria-labelledby="may-act-title">
        <h2 class="h3" id="may-act-title">{text('representation.may_title')}</h2>
        {data.may_act_for.length === 0 && <p>{text('representation.may_none')}</p>}
        {data.may_act_for.map((one) => (
          <Panel key={one.id} title={one.name} icon="person">
            <p>{text(`representation.scope.${one.scope}`)}</p>
            <Days of={one} />
            {!one.acting && (
              <p><Button busy={is_busy} onPress={() => go_to(one.id)}>{text('representation.begin', { name: one.name })}</Button></p>
            )}
            {!one.acting && (
              <p>
                <Button kind="quiet" busy={is_busy} onPress={() => end(one, text('representation.given_up', { name: one.name }))}>
                  {text('representation.give_up', { name: one.name })}
                </Button>
              </p>
            )}
          </Panel>
        ))}
      </section>

      <section class="group" aria-labelledby="represented-title">
        <h2 class="h3" id="represented-title">{text('representation.by_title')}</h2>
        {data.represented_by.length === 0 && <p>{text('representation.by_none')}</p>}
        {data.represented_by.map((one) => (
          <Panel key={one.id} title={one.name} icon="person">
            <p>{text(`representation.their_scope.${one.scope}`)}</p>
            <Days of={one} />
            {one.may_end
              ? (
                <p>
                  <Button busy={is_busy} onPress={() => end(one, text('representation.ended', { name: one.name }))}>
                    {text('representation.end', { name: one.name })}
                  </Button>
                </p>
              )
              : <p>{text('representation.guardian')}</p>}
          </Panel>
        ))}
      </section>
      <Contact />
    </div>
  );
}
