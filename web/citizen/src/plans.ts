// Instalment plans: what a plan means for the pages, and writing to one exactly once.
import { useRef, useState } from 'preact/hooks';
import type { Plan, PlanAnswer, PlanProposal } from '../../api_client/client';
import { Fault } from './api';
import { go_to_pay, random_key } from './basket';
import { plain_amount } from './language';
import { current_session, end_session, forget_amounts, keep_answer, renew_session } from './store';

export const is_running = (plan: Plan | null): plan is Plan =>
  plan !== null && (plan.state === 'requested' || plan.state === 'in_force') && plan.open_minor > 0;

/** What all instalments but the last have in common; null when they differ. */
export function usual_amount(proposal: PlanProposal): number | null {
  const [first, ...others] = proposal.instalments.slice(0, -1);
  if (!first) return proposal.instalments[0]?.amount_minor ?? null;
  return others.every((each) => each.amount_minor === first.amount_minor) ? first.amount_minor : null;
}

/** The payment page, with what the next instalment covers of each claim. */
export function pay_next(plan: Plan): void {
  const claims = plan.next?.claims ?? [];
  const parts = Object.fromEntries(claims.map((claim) => [claim.id, plain_amount(claim.amount_minor ?? 0)]));
  go_to_pay(claims.map((claim) => claim.id), parts);
}

/** The amounts or the plan are not what the page shows; it has to be read again. */
const kChangedCodes = [
  'plan_does_not_add_up', 'plan_dates', 'plan_in_force', 'plan_not_found', 'plan_not_in_force', 'plan_instalment_paid',
];
export const has_changed = (fault: Fault): boolean => kChangedCodes.includes(fault.code);

/**
 * Sends a change of the plan, however often the button is pressed. The same wish keeps its key until it is answered:
 * a try after a lost answer is the same change.
 */
export function usePlanChange() {
  const [is_busy, set_busy] = useState(false);
  const [fault, set_fault] = useState<Fault | null>(null);
  const running = useRef(false);
  const last = useRef({ wish: '', key: '' });

  const send = async (
    wish: string, call: (csrf_token: string, key: string) => Promise<PlanAnswer>, done: (answer: PlanAnswer) => void,
  ) => {
    if (running.current) return;
    running.current = true;
    set_busy(true);
    set_fault(null);
    if (last.current.wish !== wish) last.current = { wish, key: random_key() };
    try {
      const answer = await call(current_session()?.csrf_token ?? '', last.current.key);
      last.current = { wish: '', key: '' };
      forget_amounts();
      keep_answer('plan', answer);
      done(answer);
    } catch (caught) {
      const known = caught instanceof Fault ? caught : new Fault('server', 'unexpected');
      if (known.kind === 'logged_out') end_session();
      if (known.kind === 'refused') last.current = { wish: '', key: '' };
      if (known.code === 'csrf_token_invalid') await renew_session().catch(() => undefined);
      set_fault(known);
    }
    running.current = false;
    set_busy(false);
  };
  return { is_busy, fault, send, forget: () => set_fault(null) };
}
