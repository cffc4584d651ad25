// Starts a payment exactly once, however often the button is pressed or the network fails.
import { useRef, useState } from 'preact/hooks';
import type { ChosenMeans, ClaimSummary } from '../../api_client/client';
import { create_payment, Fault } from './api';
import type { Basket } from './basket';
import { attempt_for, request_of } from './basket';
import { current_language } from './language';
import { navigate } from './router';
import { current_session, end_session, forget_amounts, renew_session } from './store';

/** Only to the provider over TLS, or to a page of this server in the demo. */
function safe_target(written: string): string | null {
  const target = new URL(written, location.origin);
  return target.protocol === 'https:' || target.origin === location.origin ? target.href : null;
}

export function usePaying() {
  const [is_busy, set_busy] = useState(false);
  const [fault, set_fault] = useState<Fault | null>(null);
  // State changes only at the next drawing; two quick presses both come before it.
  const running = useRef(false);

  const pay = async (
    basket: Basket, claims: ClaimSummary[], means: ChosenMeans, keep: (basket: Basket) => void,
  ) => {
    if (running.current) return;
    running.current = true;
    set_busy(true);
    set_fault(null);
    const request = request_of(basket, claims, means, current_language());
    const attempt = attempt_for(basket, request);
    keep({ ...basket, attempts: { ...basket.attempts, [means]: attempt } });
    try {
      const started = await create_payment(request, current_session()?.csrf_token ?? '', attempt.key);
      const target = safe_target(started.redirect_url);
      if (started.state === 'pending' && target) {
        // Stays busy: this page is left now, and Back finds the same key again.
        location.assign(target);
        return;
      }
      forget_amounts();
      navigate(`/payments/${started.id}`);
    } catch (caught) {
      const known = caught instanceof Fault ? caught : new Fault('server', 'unexpected');
      if (known.kind === 'logged_out') end_session();
      // After a refusal nothing was started, so the next try is a new one.
      if (known.kind === 'refused') {
        const { [means]: _dropped, ...attempts } = basket.attempts ?? {};
        keep({ ...basket, attempts });
      }
      if (known.code === 'csrf_token_invalid') await renew_session().catch(() => undefined);
      set_fault(known);
    }
    running.current = false;
    set_busy(false);
  };
  return { is_busy, fault, pay, forget: () => set_fault(null) };
}
