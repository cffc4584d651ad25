// Invented people and claims for working on the portal without the real server.

const kDayMs = 24 * 60 * 60 * 1000;

export const day = (offset) => new Date(Date.now() + offset * kDayMs).toISOString().slice(0, 10);

export const kAuthority = {
  code: 'solvang',
  name: 'Solvang Kommune',
  country: 'DK',
  currency: 'DKK',
  languages: ['da', 'en'],
  means: ['mobilepay', 'card'],
  phone: '+45 70 00 00 00',
  email: 'betaling@solvang.example',
  opening_hours: { da: 'Mandag til torsdag 9–15, fredag 9–13', en: 'Monday to Thursday 9–15, Friday 9–13' },
};

const kDepartments = {
  day_care: 'Børn og Unge',
  after_school: 'Børn og Unge',
  library_fee: 'Solvang Bibliotek',
  parking_control_fee: 'Vej og Park',
  care_meals: 'Sundhed og Omsorg',
  housing_deposit_loan: 'Borgerservice',
};

let claim_count = 0;

/** One claim; `last_day` is how many days from today the last day to pay lies. */
function claim(type, principal_minor, last_day, more = {}) {
  claim_count += 1;
  const fee_minor = more.fee_minor ?? 0;
  const interest_minor = more.interest_minor ?? 0;
  const paid_minor = more.paid_minor ?? 0;
  const open_minor = principal_minor + fee_minor + interest_minor;
  const entry = (days, kind, amount_minor) => ({ date: day(last_day + days), kind, amount_minor });
  const timeline = [entry(-30, 'registered', principal_minor + paid_minor)];
  if (paid_minor > 0) timeline.push(entry(-12, 'payment', -paid_minor));
  if (fee_minor > 0) timeline.push(entry(14, 'fee_added', fee_minor));
  if (interest_minor > 0) timeline.push(entry(20, 'interest_added', interest_minor));
  return {
    id: `claim-${claim_count}`,
    type,
    reference: `SK-${String(100200 + claim_count * 37)}`,
    department: kDepartments[type] ?? 'Borgerservice',
    issued: day(last_day - 30),
    due: day(last_day - 3),
    last_payment_day: day(last_day),
    state: 'open',
    objection_open: false,
    overdue: last_day < 0,
    payable: true,
    principal_minor,
    fee_minor,
    interest_minor,
    open_minor,
    charged_minor: open_minor + paid_minor,
    paid_minor,
    timeline: [...timeline, ...(more.timeline ?? [])],
    joint_debtors: more.joint_debtors ?? 0,
    legal_basis: more.legal_basis,
    ...more.set,
  };
}

const month = (from, to) => ({ period_first: from, period_last: to });

function maja() {
  return {
    credit_minor: 0,
    claims: [
      claim('day_care', 369500, 8, {
        joint_debtors: 1, legal_basis: 'Dagtilbudsloven § 31', set: month('2026-11-01', '2026-11-30'),
      }),
      claim('after_school', 184200, 8, { set: month('2026-11-01', '2026-11-30') }),
      claim('parking_control_fee', 51000, -21, { fee_minor: 25000, legal_basis: 'Færdselsloven § 121' }),
      claim('library_fee', 12000, 24),
      claim('day_care', 0, -25, { paid_minor: 369500, set: { state: 'settled', payable: false, ...month('2026-10-01', '2026-10-31') } }),
    ],
    payments: [{ days_ago: 27, amount_minor: 369500, type: 'day_care', means: 'mobilepay', state: 'paid' }],
  };
}

function bo() {
  return {
    credit_minor: 24050,
    claims: [
      claim('housing_deposit_loan', 820000, -140, {
        interest_minor: 18340,
        timeline: [{ date: day(-60), kind: 'handed_over' }],
        set: { state: 'handed_over', payable: false },
      }),
      claim('parking_control_fee', 51000, -9, {
        timeline: [{ date: day(-4), kind: 'objection_opened' }],
        set: { objection_open: true },
      }),
      claim('care_meals', 64200, 12, { paid_minor: 20000 }),
      claim('waste_container', 15000, 6),
      claim('library_fee', 0, -50, { timeline: [{ date: day(-45), kind: 'cancelled' }], set: { state: 'cancelled', payable: false } }),
    ],
    payments: [
      { days_ago: 40, amount_minor: 20000, type: 'care_meals', means: 'bank', state: 'paid' },
      { days_ago: 90, amount_minor: 64200, type: 'care_meals', means: 'counter', state: 'reversed' },
    ],
  };
}

function karen() {
  const types = Object.keys(kDepartments);
  const claims = Array.from({ length: 200 }, (_, index) =>
    claim(types[index % types.length], 10000 + ((index * 7919) % 90000), 40 - index));
  return { credit_minor: 0, claims, payments: [] };
}

export const make_people = () => ({
  maja: { name: 'Maja Vestergaard', ...maja() },
  jonas: { name: 'Jonas Holm', credit_minor: 0, claims: [], payments: [] },
  karen: { name: 'Karen Lind', ...karen() },
  ali: {
    name: 'Ali Demir',
    credit_minor: 0,
    claims: [claim('library_fee', 34900, -16, { fee_minor: 10000 })],
    payments: [],
  },
  bo: { name: 'Bo Krogh', ...bo() },
});
