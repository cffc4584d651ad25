// Asks how a payment stands until it is decided: often at first, then less and less, and not at
// all while nobody looks at the page. The asking keeps nobody logged in.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Payment } from '../../api_client/client';
import { fetch_payment, Fault, watch_payment } from './api';
import { end_session, keep_answer, useResource } from './store';

const kDelaysMs = [1000, 1000, 2000, 3000, 5000, 8000, 13000];
const kSlowestMs = 15000;
const kMostTries = 30;

const kWaitingStates = new Set<Payment['state']>(['pending', 'approved', 'unknown']);

export const is_waiting = (payment: Payment): boolean => kWaitingStates.has(payment.state);

export function usePolledPayment(payment_id: string) {
  const first = useResource(`payment/${payment_id}`, () => fetch_payment(payment_id));
  const [newest, set_newest] = useState<Payment | null>(null);
  const [tries, set_tries] = useState(0);
  const was_pressed = useRef(false);
  const payment = newest ?? first.data;
  const waits = payment !== null && is_waiting(payment);

  useEffect(() => {
    if (!waits || tries >= kMostTries) return undefined;
    let is_shown = true;
    const ask = async () => {
      if (!document.hidden) {
        try {
          const fetch_it = was_pressed.current ? fetch_payment : watch_payment;
          was_pressed.current = false;
          const answer = await fetch_it(payment_id);
          if (!is_shown) return;
          keep_answer(`payment/${payment_id}`, answer);
          set_newest(answer);
        } catch (caught) {
          // A lost answer is no news: the next try may get through.
          if (caught instanceof Fault && caught.kind === 'logged_out') end_session();
        }
      }
      if (is_shown) set_tries((count) => count + 1);
    };
    const timer = setTimeout(() => void ask(), kDelaysMs[tries] ?? kSlowestMs);
    return () => {
      is_shown = false;
      clearTimeout(timer);
    };
  }, [waits, tries, payment_id]);

  return {
    payment,
    fault: first.fault,
    gave_up: tries >= kMostTries,
    check_now: () => {
      was_pressed.current = true;
      if (!payment) first.reload();
      set_tries(0);
    },
  };
}
