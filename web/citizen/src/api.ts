// Calls to the server, with every way to fail turned into one `Fault`.
import { client } from '../../api_client/client';
import type { AbilityAnswers, EnquiryDraft, EnquiryWish, FormCount, HelperSearch, JointChoice, PaymentRequest, PlanMove, PlanWanted, PlanWish, Problem, ReferralWish } from '../../api_client/client';

export type FaultKind = 'network' | 'logged_out' | 'missing' | 'refused' | 'server';

export class Fault extends Error {
  constructor(readonly kind: FaultKind, readonly code: string) {
    super(code);
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

function fault_of(response: Response, error: unknown): Fault {
  const problem = (typeof error === 'object' && error !== null ? error : {}) as Partial<Problem>;
  const code = problem.code ?? `status_${response.status}`;
  if (response.status === 401) return new Fault('logged_out', code);
  if (response.status === 404) return new Fault('missing', code);
  return new Fault(response.status < 500 ? 'refused' : 'server', code);
}

async function data_of<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    // fetch rejects when there is no answer at all, and when the answer is cut off.
    throw new Fault('network', 'network');
  }
  if (answer.data === undefined) throw fault_of(answer.response, answer.error);
  return answer.data;
}

/** How it stands: asking makes it no longer. */
export const fetch_session = () => data_of(client.GET('/api/citizen/v1/session'));
/** The person pressed to say that they are still there. */
export const stay_logged_in = (csrf_token: string) =>
  data_of(client.POST('/api/citizen/v1/session', { params: { header: { 'X-CSRF-Token': csrf_token } } }));
/** Nobody is there any more: the server ends the session, and the browser forgets what the page stored. */
export async function log_out_by_time(csrf_token: string): Promise<boolean> {
  const body = new URLSearchParams({ csrf_token, by: 'time' });
  return fetch('/logout', { method: 'POST', body, keepalive: true }).then(({ ok }) => ok, () => false);
}
export const fetch_overview = () => data_of(client.GET('/api/citizen/v1/overview'));
export const fetch_claim = (claim_id: string) =>
  data_of(client.GET('/api/citizen/v1/claims/{claim_id}', { params: { path: { claim_id } } }));
export const fetch_payment = (payment_id: string) =>
  data_of(client.GET('/api/citizen/v1/payments/{payment_id}', { params: { path: { payment_id } } }));

/** The same, asked by the page and not by a person: nobody stays logged in by it. */
export const watch_payment = (payment_id: string) =>
  data_of(client.GET('/api/citizen/v1/payments/{payment_id}/progress', { params: { path: { payment_id } } }));

export const create_payment = (body: PaymentRequest, csrf_token: string, idempotency_key: string) =>
  data_of(client.POST('/api/citizen/v1/payments', {
    params: { header: { 'X-CSRF-Token': csrf_token, 'Idempotency-Key': idempotency_key } },
    body,
  }));

export const fetch_plan = () => data_of(client.GET('/api/citizen/v1/plan'));
export const propose_plans = (body: PlanWish, csrf_token: string) =>
  data_of(client.POST('/api/citizen/v1/plan/proposals', { params: { header: { 'X-CSRF-Token': csrf_token } }, body }));

const written_once = (csrf_token: string, idempotency_key: string) =>
  ({ header: { 'X-CSRF-Token': csrf_token, 'Idempotency-Key': idempotency_key } });
export const make_plan = (body: PlanWanted, csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/plan', { params: written_once(csrf_token, key), body }));
export const move_plan_date = (body: PlanMove, csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/plan/move', { params: written_once(csrf_token, key), body }));
export const pause_plan = (csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/plan/pause', { params: written_once(csrf_token, key), body: {} }));

export const fetch_kept_ability = () => data_of(client.GET('/api/citizen/v1/ability/kept'));
export const keep_ability = (body: { consent: string; answers: AbilityAnswers }, csrf_token: string, key: string) =>
  data_of(client.PUT('/api/citizen/v1/ability/kept', { params: written_once(csrf_token, key), body }));
export const forget_ability = (csrf_token: string, key: string) =>
  data_of(client.DELETE('/api/citizen/v1/ability/kept', { params: written_once(csrf_token, key) }));

export const fetch_representations = () => data_of(client.GET('/api/citizen/v1/representations'));
export const act_for = (representation: string, csrf_token: string) =>
  data_of(client.POST('/api/citizen/v1/acting', { params: { header: { 'X-CSRF-Token': csrf_token } }, body: { representation } }));
export const end_representation = (representation_id: string, csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/representations/{representation_id}/end', {
    params: { ...written_once(csrf_token, key), path: { representation_id } },
  }));

export const fetch_enquiries = () => data_of(client.GET('/api/citizen/v1/enquiries'));
export const send_enquiry = (body: EnquiryWish, csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/enquiries', { params: written_once(csrf_token, key), body }));
export const keep_enquiry_draft = (written: Omit<EnquiryDraft, 'kind'> & { kind: string }, csrf_token: string, key: string) => {
  const { kind, ...rest } = written;
  const body = (kind === '' ? rest : written) as EnquiryDraft;
  return data_of(client.PUT('/api/citizen/v1/enquiries/draft', { params: written_once(csrf_token, key), body }));
};
export const forget_enquiry_draft = (csrf_token: string, key: string) =>
  data_of(client.DELETE('/api/citizen/v1/enquiries/draft', { params: written_once(csrf_token, key) }));

export const fetch_creditors = () => data_of(client.GET('/api/citizen/v1/creditors'));
export const allow_creditor = (authority_code: string, consent: string, csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/creditors/{authority_code}/allow', {
    params: { ...written_once(csrf_token, key), path: { authority_code } }, body: { consent },
  }));
export const end_creditor = (authority_code: string, csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/creditors/{authority_code}/end', {
    params: { ...written_once(csrf_token, key), path: { authority_code } },
  }));
export const propose_with_creditors = (body: PlanWish, csrf_token: string) =>
  data_of(client.POST('/api/citizen/v1/creditors/proposals', { params: { header: { 'X-CSRF-Token': csrf_token } }, body }));
export const plan_with_creditors = (body: JointChoice, csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/creditors/plan', { params: written_once(csrf_token, key), body }));

export const fetch_referrals = () => data_of(client.GET('/api/citizen/v1/referrals'));
export const find_helpers = (body: HelperSearch, csrf_token: string) =>
  data_of(client.POST('/api/citizen/v1/referrals/search', { params: { header: { 'X-CSRF-Token': csrf_token } }, body }));
export const agree_to_referral = (body: ReferralWish, csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/referrals', { params: written_once(csrf_token, key), body }));
export const withdraw_from_referral = (referral_id: string, csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/referrals/{referral_id}/withdraw', {
    params: { ...written_once(csrf_token, key), path: { referral_id } },
  }));

export const fetch_direct_debit = () => data_of(client.GET('/api/citizen/v1/direct-debit'));
export const sign_up_direct_debit = (csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/direct-debit', { params: written_once(csrf_token, key) }));
export const end_direct_debit = (csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/direct-debit/end', { params: written_once(csrf_token, key) }));
export const stop_collection = (collection_id: string, csrf_token: string, key: string) =>
  data_of(client.POST('/api/citizen/v1/direct-debit/collections/{collection_id}/stop', {
    params: { ...written_once(csrf_token, key), path: { collection_id } },
  }));

export const assess_ability = (body: AbilityAnswers, csrf_token: string) =>
  data_of(client.POST('/api/citizen/v1/ability', { params: { header: { 'X-CSRF-Token': csrf_token } }, body }));

/** Nobody waits for it, and nothing follows if it fails. */
export const count_form = (body: FormCount, csrf_token: string): void => {
  client.POST('/api/citizen/v1/form-counts', { params: { header: { 'X-CSRF-Token': csrf_token } }, body }).catch(() => undefined);
};
