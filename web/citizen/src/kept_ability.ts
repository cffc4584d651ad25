// What the server keeps of somebody's answers, by consent: asked for once, kept and deleted on their word.
import { useEffect, useState } from 'preact/hooks';
import type { AbilityAnswers, AbilityMemory } from '../../api_client/client';
import { fetch_kept_ability, forget_ability, keep_ability } from './api';
import { useAsking } from './asking';



export type KeepingDone = 'kept' | 'deleted';

/** Whether the server has these answers, and no others. */
export function is_kept(memory: AbilityMemory | null, answers: AbilityAnswers | null): boolean {
  const kept = memory?.kept?.answers;
  return kept !== undefined && answers !== null && text_of(kept) === text_of(answers);
}

const text_of = (answers: AbilityAnswers) => JSON.stringify([
  answers.net_income_minor, answers.partner, answers.children.map((child) => child.age), answers.housing_minor,
  answers.other_necessary_minor]);

/** `memory` is null until the server has answered, and when it did not: then nothing is offered. */
export function useKeptAbility() {
  const [memory, set_memory] = useState<AbilityMemory | null>(null);
  const [done, set_done] = useState<KeepingDone | null>(null);
  const { is_busy, ask } = useAsking();
  const [has_failed, set_failed] = useState(false);

  useEffect(() => {
    let is_wanted = true;
    fetch_kept_ability().then((read) => is_wanted && set_memory(read)).catch(() => undefined);
    return () => {
      is_wanted = false;
    };
  }, []);

  const change = async (
    wish: string, call: (csrf_token: string, key: string) => Promise<AbilityMemory>, outcome: KeepingDone,
  ) => {
    const failed = await ask(wish, async (csrf_token, key) => {
      set_failed(false);
      set_done(null);
      set_memory(await call(csrf_token, key));
      set_done(outcome);
    });
    if (failed) set_failed(true);
  };
  const keep = (answers: AbilityAnswers) => {
    const body = { consent: memory?.consent ?? '', answers };
    return change(`keep ${JSON.stringify(body)}`, (token, key) => keep_ability(body, token, key), 'kept');
  };
  const forget = () => change('forget', forget_ability, 'deleted');
  return { memory, done, is_busy, has_failed, keep, forget };
}
