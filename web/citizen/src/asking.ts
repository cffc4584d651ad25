// Asks the server for something that changes what it knows: one thing at a time, and exactly once.
import { useRef, useState } from 'preact/hooks';
import { Fault } from './api';
import { random_key } from './basket';
import { current_session, end_session, renew_session } from './store';

/** `breath_ms`: who presses twice must not press what has come to stand in the same place. */
export function useAsking(breath_ms = 0) {
  const [is_busy, set_busy] = useState(false);
  // State changes only at the next drawing; two quick presses both come before it.
  const running = useRef(false);
  const keys = useRef(new Map<string, string>());

  /**
   * What went wrong; null if nothing did. Does nothing while something else is under way. `wish` names what is wanted:
   * it keeps its key until it is answered, so that a try after a lost answer is the same wish.
   */
  const ask = async (
    wish: string, call: (csrf_token: string, key: string) => Promise<void>,
  ): Promise<Fault | null> => {
    if (running.current) return null;
    running.current = true;
    set_busy(true);
    const key = keys.current.get(wish) ?? random_key();
    keys.current.set(wish, key);
    let fault: Fault | null = null;
    try {
      await call(current_session()?.csrf_token ?? '', key);
      keys.current.delete(wish);
    } catch (caught) {
      fault = caught instanceof Fault ? caught : new Fault('server', 'unexpected');
      if (fault.kind === 'logged_out') end_session();
      if (fault.kind === 'refused') keys.current.delete(wish);
      if (fault.code === 'csrf_token_invalid') await renew_session().catch(() => undefined);
    }
    const finish = () => {
      running.current = false;
      set_busy(false);
    };
    if (breath_ms > 0) setTimeout(finish, breath_ms);
    else finish();
    return fault;
  };
  return { is_busy, ask };
}
