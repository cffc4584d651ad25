// What the person is about to pay. Kept in the history entry of /pay: never in the address, gone
// with the tab, and there again after a reload or after Back from the payment page.
import type { ChosenMeans, ClaimSummary, PaymentRequest } from '../../api_client/client';
import { parse_amount } from './amount';
import { navigate } from './router';

export interface Attempt {
  key: string;
  body: string;
}

export interface Basket {
  claim_ids: string[];
  /** As written by the person, for the claims of which only a part is to be paid. */
  parts: Record<string, string>;
  /** The last try to pay by each means. The same body gets the same key again, so it is paid only once. */
  attempts?: Partial<Record<ChosenMeans, Attempt>>;
}

export type PartFault = 'not_a_number' | 'too_small' | 'too_large';

export function go_to_pay(claim_ids: string[], parts: Record<string, string> = {}): void {
  navigate('/pay', { claim_ids, parts } satisfies Basket);
}

export function read_basket(state: unknown): Basket {
  const basket = (state ?? {}) as Partial<Basket>;
  const { claim_ids = [], parts = {}, attempts } = basket;
  return { claim_ids, parts, ...(attempts && { attempts }) };
}

export function part_fault(written: string, claim: ClaimSummary): PartFault | null {
  const amount_minor = parse_amount(written);
  if (amount_minor === null) return 'not_a_number';
  if (amount_minor <= 0) return 'too_small';
  return amount_minor > claim.open_minor ? 'too_large' : null;
}

export function amount_of(basket: Basket, claim: ClaimSummary): number {
  const written = basket.parts[claim.id];
  return written === undefined ? claim.open_minor : parse_amount(written) ?? 0;
}

export const sum_of = (basket: Basket, claims: ClaimSummary[]): number =>
  claims.reduce((sum, claim) => sum + amount_of(basket, claim), 0);

export function request_of(
  basket: Basket, claims: ClaimSummary[], means: ChosenMeans, language: 'da' | 'en',
): PaymentRequest {
  return {
    claims: claims.map((claim) => ({ id: claim.id, amount_minor: amount_of(basket, claim) })),
    means,
    language,
  };
}

/** 128 random bits. Not `randomUUID`, which browsers refuse on a page without TLS. */
export function random_key(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The attempt for this request: the one before when nothing has changed, else a new one. */
export function attempt_for(basket: Basket, request: PaymentRequest): Attempt {
  const body = JSON.stringify(request.claims);
  const before = basket.attempts?.[request.means];
  return before?.body === body ? before : { key: random_key(), body };
}
