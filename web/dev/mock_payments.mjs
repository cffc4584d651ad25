// What the stand-in server keeps about payments, and how a payment changes claims.
import { day, kAuthority } from './mock_people.mjs';

export const payments = new Map();
const by_key = new Map();
let receipts = 7000;

function summary(claim) {
  const { timeline: _timeline, joint_debtors: _joint, legal_basis: _basis, ...rest } = claim;
  return rest;
}

export function payment_view(payment) {
  const { person: _person, key: _key, ...view } = payment;
  return view;
}

function history(person) {
  return [...payments.values()]
    .filter((payment) => payment.person === person && payment.state === 'paid')
    .sort((left, right) => right.paid_at.localeCompare(left.paid_at))
    .map((payment) => ({
      id: payment.id,
      date: payment.paid_at.slice(0, 10),
      amount_minor: payment.amount_minor,
      means: payment.means,
      state: payment.history_state ?? 'paid',
      receipt_number: payment.receipt_number,
      credited_minor: payment.credited_minor,
      parts: payment.parts,
    }));
}

export function overview(person) {
  const open = person.claims.filter((claim) => claim.state === 'open' || claim.state === 'handed_over');
  const sum = (claims) => claims.reduce((total, claim) => total + claim.open_minor, 0);
  return {
    authority: kAuthority,
    as_of: new Date().toISOString(),
    total_open_minor: sum(open),
    overdue_minor: sum(open.filter((claim) => claim.overdue)),
    credit_minor: person.credit_minor,
    currency: 'DKK',
    claims: person.claims.map(summary),
    payments: history(person),
  };
}

export function decline(payment) {
  payment.state = 'declined';
  delete payment.redirect_url;
}

export function settle(payment) {
  Object.assign(payment, { state: 'paid', paid_at: new Date().toISOString(), receipt_number: `K-${(receipts += 1)}` });
  delete payment.redirect_url;
  for (const part of payment.parts) {
    const claim = payment.person.claims.find((each) => each.id === part.claim_id);
    let left = part.amount_minor;
    for (const field of ['interest_minor', 'fee_minor', 'principal_minor']) {
      const used = Math.min(left, claim[field]);
      claim[field] -= used;
      left -= used;
    }
    claim.open_minor -= part.amount_minor;
    claim.paid_minor += part.amount_minor;
    claim.timeline.push({ date: day(0), kind: 'payment', amount_minor: -part.amount_minor });
    if (claim.open_minor === 0) {
      Object.assign(claim, { state: 'settled', payable: false, overdue: false });
      claim.timeline.push({ date: day(0), kind: 'settled' });
    }
  }
}

/** Payments from before today, so that the list of payments is not empty. */
export function make_past_payments(person) {
  for (const past of person.payments ?? []) {
    const id = `pay-${payments.size + 1}`;
    payments.set(id, {
      id, person, state: 'paid', history_state: past.state, means: past.means, currency: 'DKK',
      amount_minor: past.amount_minor, credited_minor: 0, receipt_number: `K-${(receipts += 1)}`,
      paid_at: `${day(-past.days_ago)}T10:12:00Z`,
      parts: [{ claim_id: 'claim-0', type: past.type, amount_minor: past.amount_minor }],
    });
  }
}

export function refusal_of(person, wanted) {
  for (const { id, amount_minor } of wanted) {
    const claim = person.claims.find((each) => each.id === id);
    if (!claim) return [404, 'not_found'];
    if (!claim.payable) return [409, 'claim_not_payable'];
    if (amount_minor > claim.open_minor) return [422, 'amount_exceeds_open'];
  }
  return null;
}

export function start_payment(person, body, key) {
  const known = by_key.get(key);
  if (known) return known;
  const id = `pay-${payments.size + 1}`;
  const parts = body.claims.map(({ id: claim_id, amount_minor }) => ({
    claim_id, amount_minor, type: person.claims.find((claim) => claim.id === claim_id).type,
  }));
  const payment = {
    id, person, state: 'pending', means: body.means, currency: 'DKK', parts, credited_minor: 0,
    amount_minor: parts.reduce((total, part) => total + part.amount_minor, 0),
    redirect_url: `/sandbox/${body.means}/${id}?lang=${body.language}`,
  };
  payments.set(id, payment);
  by_key.set(key, payment);
  return payment;
}
