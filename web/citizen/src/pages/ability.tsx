// What can I pay? A few questions, and the answer on the same page. Nothing of it leaves the page's memory but the
// question to the server, which forgets it, unless its keeping is agreed to.
import { useEffect, useState } from 'preact/hooks';
import { Alert } from '../../../ui/alert';
import { Icon } from '../../../ui/icon';
import { Panel } from '../../../ui/panel';
import type { Told, Written } from '../ability';
import { answers_of, faults_of, is_untouched, remember_told, told_before, want_instalment, written_of } from '../ability';
import type { Fault } from '../api';
import { assess_ability } from '../api';
import { useAsking } from '../asking';
import { ability_faults, form_refused, form_sent, useFormOpened } from '../form_counts';
import { useKeptAbility } from '../kept_ability';
import { text } from '../language';
import { AbilityForm } from '../parts/ability_form';
import { KeepAnswers, KeptAnswers } from '../parts/ability_kept';
import { AbilityResult } from '../parts/ability_result';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';
import { Link, navigate } from '../router';

export function AbilityPage() {
  const [told, set_told] = useState<Told>(told_before);
  const [attempt, set_attempt] = useState(0);
  const [answered, set_answered] = useState(0);
  const { is_busy, ask } = useAsking();
  const [fault, set_fault] = useState<Fault | null>(null);
  const keeping = useKeptAbility();
  useFormOpened('ability', is_untouched(told.written));

  const keep = (next: Told) => {
    remember_told(next);
    set_told(next);
  };
  // What was kept is there again, where nothing else has been written since.
  const kept = keeping.memory?.kept;
  useEffect(() => {
    if (kept && is_untouched(told.written)) keep({ written: written_of(kept.answers), answers: null, ability: null });
  }, [kept]);
  // An answer belongs to its figures: it goes when they change.
  const write = (written: Written) => keep({ written, answers: null, ability: null });
  const assess = async () => {
    set_fault(null);
    const faults = faults_of(told.written);
    if (faults.length > 0) {
      form_refused('ability', ability_faults(faults));
      return set_attempt((count) => count + 1);
    }
    set_attempt(0);
    const answers = answers_of(told.written);
    const failed = await ask('assess', async (csrf_token) => {
      const ability = await assess_ability(answers, csrf_token);
      form_sent('ability', false);
      keep({ written: told.written, answers, ability });
      set_answered((count) => count + 1);
    });
    if (failed) set_fault(failed);
  };
  const see_plans = (suggested_minor: number) => {
    want_instalment(suggested_minor);
    navigate('/plan/new');
  };

  return (
    <div class="page">
      <p class="back"><Link to="/"><Icon name="back" />{text('nav.overview')}</Link></p>
      <PageHeading title={text('ability.title')} />
      <p class="lead">{text('ability.lead')}</p>
      <p class="ability-promise"><Icon name="shield" /><span>{text('ability.not_kept')}</span></p>
      <KeptAnswers keeping={keeping} />
      <AbilityForm written={told.written} attempt={attempt} is_busy={is_busy} onWrite={write} onAsk={() => void assess()} />
      {fault && (
        <Alert kind={fault.kind === 'network' ? 'warning' : 'error'} announced title={text('ability.trouble_title')}>
          <p>{text(fault.kind === 'missing' ? 'ability.result_unknown_text' : 'ability.trouble_text')}</p>
          {fault.kind === 'missing' && <Contact />}
        </Alert>
      )}
      {told.ability && <AbilityResult ability={told.ability} answered={answered} onSeePlans={see_plans} />}
      <KeepAnswers keeping={keeping} answers={told.answers} />
      {told.ability?.suggested_minor !== 0 && (
        <Panel title={text('landing.help_title')} icon="phone"><Contact /></Panel>
      )}
    </div>
  );
}
