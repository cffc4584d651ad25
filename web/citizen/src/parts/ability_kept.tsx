// Whether the authority may keep the answers: asked after the result, never before, and as easy to take back as to give.
import { useState } from 'preact/hooks';
import type { AbilityAnswers } from '../../../api_client/client';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/checkbox';
import { Panel } from '../../../ui/panel';
import type { useKeptAbility } from '../kept_ability';
import { is_kept } from '../kept_ability';
import { long_day, text } from '../language';

type Keeping = ReturnType<typeof useKeptAbility>;

function Consent({ keeping, answers }: { keeping: Keeping; answers: AbilityAnswers }) {
  const [agrees, set_agrees] = useState(false);
  const [is_missing, set_missing] = useState(false);
  const is_wrong = is_missing && !agrees;
  const days = keeping.memory?.keep_days ?? 0;
  const keep = (event: SubmitEvent) => {
    event.preventDefault();
    set_missing(!agrees);
    if (agrees) void keeping.keep(answers);
  };
  return (
    <form class="ability-keep" onSubmit={keep} noValidate>
      <ul>
        <li>{text('ability.keep_who')}</li>
        <li>{text('ability.keep_days', { days })}</li>
        <li>{text('ability.keep_free')}</li>
      </ul>
      <div class={is_wrong ? 'form-group form-error' : 'form-group'}>
        {is_wrong && <span class="form-error-message" role="alert" id="ability-consent-error">{text('ability.keep_missing')}</span>}
        <Checkbox
          id="ability-consent"
          checked={agrees}
          described_by={is_wrong ? 'ability-consent-error' : undefined}
          onToggle={set_agrees}
        >
          {text('ability.keep_consent', { days })}
        </Checkbox>
      </div>
      <p><Button type="submit" busy={keeping.is_busy}>{text('ability.keep_button')}</Button></p>
    </form>
  );
}

/** What is kept, with the way to delete it. Where nothing is kept, nothing. */
export function KeptAnswers({ keeping }: { keeping: Keeping }) {
  const kept = keeping.memory?.kept;
  if (keeping.done === 'deleted') {
    return <Alert kind="success" announced title={text('ability.kept_deleted')} />;
  }
  if (!kept) return null;
  return (
    <Panel title={text('ability.kept_title')} icon="shield">
      <p>{text('ability.kept_text', { date: long_day(kept.until) })}</p>
      <p><Button busy={keeping.is_busy} onPress={() => void keeping.forget()}>{text('ability.kept_delete')}</Button></p>
      {keeping.has_failed && <Alert kind="error" announced><p>{text('ability.keep_trouble')}</p></Alert>}
    </Panel>
  );
}

/** The question, once there are answers that are not kept. */
export function KeepAnswers({ keeping, answers }: { keeping: Keeping; answers: AbilityAnswers | null }) {
  const { memory } = keeping;
  if (!memory?.may_keep || !answers) return null;
  if (is_kept(memory, answers)) {
    return keeping.done === 'kept' ? <Alert kind="success" announced title={text('ability.kept_title')} /> : null;
  }
  return (
    <Panel title={text('ability.keep_title')}>
      <p>{text(memory.kept ? 'ability.kept_newer' : 'ability.keep_text')}</p>
      <Consent keeping={keeping} answers={answers} />
      {keeping.has_failed && <Alert kind="error" announced><p>{text('ability.keep_trouble')}</p></Alert>}
    </Panel>
  );
}
