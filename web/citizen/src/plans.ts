// Instalment plans: what a plan means for the pages, and writing to one exactly once.
import { useState } from 'preact/hooks';
import type { Plan, PlanAnswer, PlanProposal } from '../../api_client/client';
import type { Fault } from './api';
import { useAsking } from './asking';
import { go_to_pay } from './basket';
import { plain_amount } from './language';
import { forget_amounts, keep_answer } from './store';

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
 * Sends a change of the plan exactly once, however often the button is pressed; what it leads to is what pages show.
 */
export function usePlanChange() {
  const { is_busy, ask } = useAsking();
  const [fault, set_fault] = useState<Fault | null>(null);

  const send = async (
    wish: string, call: (csrf_token: string, key: string) => Promise<PlanAnswer>, done: (answer: PlanAnswer) => void,
  ) => {
    const failed = await ask(wish, async (csrf_token, key) => {
      set_fault(null);
      const answer = await call(csrf_token, key);
      forget_amounts();
      keep_answer('plan', answer);
      done(answer);
    });
    if (failed) set_fault(failed);
  };
  return { is_busy, fault, send, forget: () => set_fault(null) };
}
