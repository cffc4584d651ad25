// What the server keeps of somebody's answers, by consent: asked for once, kept and deleted on their word.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AbilityAnswers, AbilityMemory } from '../../api_client/client';
import { Fault, fetch_kept_ability, forget_ability, keep_ability } from './api';
import { random_key } from './basket';
import { current_session, end_session, renew_session } from './store';

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
  const [is_busy, set_busy] = useState(false);
  const [has_failed, set_failed] = useState(false);
  const running = useRef(false);
  const last = useRef({ wish: '', key: '' });

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
    if (running.current) return;
    running.current = true;
    set_busy(true);
    set_failed(false);
    set_done(null);
    if (last.current.wish !== wish) last.current = { wish, key: random_key() };
    try {
      set_memory(await call(current_session()?.csrf_token ?? '', last.current.key));
      last.current = { wish: '', key: '' };
      set_done(outcome);
    } catch (caught) {
      const known = caught instanceof Fault ? caught : new Fault('server', 'unexpected');
      if (known.kind === 'logged_out') end_session();
      if (known.kind === 'refused') last.current = { wish: '', key: '' };
      if (known.code === 'csrf_token_invalid') await renew_session().catch(() => undefined);
      set_failed(true);
    }
    running.current = false;
    set_busy(false);
  };
  const keep = (answers: AbilityAnswers) => {
    const body = { consent: memory?.consent ?? '', answers };
    return change(`keep ${JSON.stringify(body)}`, (token, key) => keep_ability(body, token, key), 'kept');
  };
  const forget = () => change('forget', forget_ability, 'deleted');
  return { memory, done, is_busy, has_failed, keep, forget };
}
