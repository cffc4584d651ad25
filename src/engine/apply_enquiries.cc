// Rules for enquiries: what somebody tells or asks, asking the department, the answer, and what happens if there is
// none.
//
// The course of the claims stands still until there is an answer, however long that takes: that the authority is late
// is never to the cost of whoever waits. After the answer there is time to do something about it, and only then it goes
// on. Where the law is silent (nearly everywhere), what we chose is in docs/decisions/0025-enquiries.md.
#include <algorithm>
#include <set>

#include "engine/decision.h"

namespace engine {

namespace {

using claims::Claim;
using enquiries::Enquiry;
using enquiries::Kind;
using enquiries::Outcome;
using enquiries::State;

constexpr std::int32_t kLongestGrant = 730;  // days; whoever decides

enquiries::Policy policy_of(Decision const& d) { return d.context().rules.enquiry_policy(d.state().authority); }

base::Date days_after(base::Date date, std::int32_t days) { return {date.days + days}; }

Refused check_today(Decision const& d, base::Date date) {
  if (date > d.context().now.date) return Refusal::kDateInFuture;
  if (date < d.context().now.date) return Refusal::kEnquiryDate;
  return std::nullopt;
}

std::expected<Enquiry const*, Refusal> find_open(Decision const& d, base::EnquiryId id) {
  Enquiry const* const found = d.state().enquiries.find(id);
  if (found == nullptr) return std::unexpected(Refusal::kEnquiryNotFound);
  if (!enquiries::is_open(found->state)) return std::unexpected(Refusal::kEnquiryNotOpen);
  return found;
}

Refused check_claims(Decision const& d, ReceiveEnquiry const& c) {
  if (c.claims.empty() || std::set(c.claims.begin(), c.claims.end()).size() != c.claims.size()) {
    return Refusal::kNothingChosen;
  }
  for (base::ClaimId const id : c.claims) {
    auto const claim = d.find({id, {}, {}});
    if (!claim) return claim.error();
    if ((*claim)->state == claims::ClaimState::kCancelled) return Refusal::kClaimCancelled;
    if (c.received < (*claim)->dates.issued) return Refusal::kBeforeClaimExisted;
    if (std::ranges::find((*claim)->liable, c.debtor) == (*claim)->liable.end()) return Refusal::kEnquiryClaim;
  }
  return std::nullopt;
}

/// Whether such an enquiry has held up the claim before.
bool held_before(Claim const& claim, Kind kind) {
  // A request for a plan has the same reason as a wish for instalments, and is not one.
  return std::ranges::any_of(claim.holds, [&](claims::Hold const& hold) {
    return hold.key.starts_with(enquiries::kKeyStart) && hold.reason == enquiries::hold_reason(kind);
  });
}

/// To disagree, or to need help, may come again; to ask for time is heard once, so that nobody has time without end.
bool may_hold_again(Kind kind) { return kind == Kind::kObjection || kind == Kind::kHelp; }

Refused check_wanted(Decision const& d, ReceiveEnquiry const& c, enquiries::Policy const& policy) {
  bool const wants = c.kind == Kind::kPromise || c.kind == Kind::kDeferral;
  if (!wants) return c.wanted ? Refused{Refusal::kEnquiryDate} : std::nullopt;
  base::Date const today = d.context().now.date;
  std::int32_t const most = c.kind == Kind::kPromise ? policy.promise_days : policy.deferral_days;
  if (!c.wanted || *c.wanted <= today || c.wanted->days > today.days + most) return Refusal::kEnquiryDate;
  if (c.kind == Kind::kDeferral) return std::nullopt;
  bool const before = std::ranges::any_of(
      c.claims, [&](base::ClaimId id) { return held_before(*d.state().claims.find(id), Kind::kPromise); });
  return before ? Refused{Refusal::kAlreadyPromised} : std::nullopt;
}

std::vector<base::ClaimId> ids_of(Enquiry const& enquiry) {
  std::vector<base::ClaimId> ids;
  for (enquiries::EnquiredClaim const& each : enquiry.claims) ids.push_back(each.claim);
  return ids;
}

/// To whoever asked. Asks for nothing and carries no fee.
void tell(Decision& d, base::EnquiryId id, std::string const& step, base::Date on,
          std::optional<base::Date> answer_until) {
  Enquiry const& enquiry = *d.state().enquiries.find(id);
  claims::Debtor const* const debtor = d.state().debtors.find(enquiry.debtor);
  if (debtor == nullptr || debtor->kind == claims::DebtorKind::kUnknown) return;
  // An authority without a law has no country, and so no texts.
  base::ClaimId const first = enquiry.claims.front().claim;
  if (!d.context().rules.law.find(d.state().authority, d.state().claims.find(first)->type)) return;
  std::int64_t open = 0;
  for (enquiries::EnquiredClaim const& each : enquiry.claims) {
    if (Claim const* const claim = d.state().claims.find(each.claim)) open += claim->open_minor();
  }
  d.emit(MessagePlanned{{d.new_id()},
                        enquiry.debtor,
                        enquiries::hold_key(id),
                        step,
                        country_template(d, first, "enquiry_" + step),
                        ids_of(enquiry),
                        {dunning::Channel::kDigitalPost, dunning::Channel::kLetter},
                        false,
                        on,
                        answer_until,
                        open,
                        0});
}

ObjectionOutcome objection_outcome(Outcome outcome) {
  switch (outcome) {
    case Outcome::kUpheld:
      return ObjectionOutcome::kUpheld;
    case Outcome::kPartlyUpheld:
      return ObjectionOutcome::kPartlyUpheld;
    case Outcome::kWithdrawn:
      return ObjectionOutcome::kWithdrawn;
    case Outcome::kNone:
    case Outcome::kRejected:
    case Outcome::kAnswered:
      break;
  }
  return ObjectionOutcome::kRejected;
}

/// What held the claims ends, and until `until` nothing is asked for.
void let_go(Decision& d, Enquiry const& enquiry, base::Date today, base::Date until, std::string const& reason,
            Outcome all) {
  std::string const key = enquiries::hold_key(enquiry.id);
  for (enquiries::EnquiredClaim const& each : enquiry.claims) {
    Claim const* const claim = d.state().claims.find(each.claim);
    if (claim == nullptr) continue;
    bool const objected = std::ranges::binary_search(claim->open_objections, key);
    bool const held = claims::find_hold(claim->holds, key) != nullptr;
    Outcome const outcome = all == Outcome::kNone ? each.outcome : all;
    if (objected) d.emit(ObjectionResolved{each.claim, key, objection_outcome(outcome), today});
    if (!held) continue;
    d.emit(HoldEnded{each.claim, {}, key, today});
    if (until <= today) continue;
    d.emit(HoldPlaced{each.claim,
                      {},
                      {enquiries::answer_hold_key(enquiry.id), claims::HoldKind::kPlanInForce, reason, today, until}});
  }
}

void close(Decision& d, base::EnquiryId id, State state, std::string const& reason, base::Date today,
           std::int32_t fresh_days) {
  Enquiry const enquiry = *d.state().enquiries.find(id);
  d.emit(EnquiryClosed{id, state, reason, today});
  let_go(d, enquiry, today, days_after(today, fresh_days), "time_to_pay", Outcome::kWithdrawn);
}

/// The holds of a new enquiry, and its objections.
void place_holds(Decision& d, base::EnquiryId id, ReceiveEnquiry const& c, std::optional<base::Date> last,
                 std::vector<base::ClaimId> const& held) {
  std::string const key = enquiries::hold_key(id);
  for (base::ClaimId const claim : c.claims) {
    if (c.kind == Kind::kObjection) d.emit(ObjectionOpened{claim, key, c.reason, c.received});
    if (std::ranges::find(held, claim) == held.end()) continue;
    d.emit(HoldPlaced{
        claim, {}, {key, enquiries::hold_kind(c.kind), std::string{enquiries::hold_reason(c.kind)}, c.received, last}});
  }
}

}  // namespace

Refused decide(Decision& d, ReceiveEnquiry const& c) {
  enquiries::Policy const policy = policy_of(d);
  if (c.reason.size() > kTextLimit || c.words.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  if (c.received > d.context().now.date) return Refusal::kDateInFuture;
  if (d.state().debtors.find(c.debtor) == nullptr) return Refusal::kDebtorNotFound;
  if (Refused const refused = check_claims(d, c)) return refused;
  if (c.kind == Kind::kQuestion && c.words.empty()) return Refusal::kEnquiryWordsMissing;
  if (Refused const refused = check_wanted(d, c, policy)) return refused;

  std::vector<base::ClaimId> held = c.claims;
  if (!may_hold_again(c.kind)) {
    std::erase_if(held, [&](base::ClaimId id) { return held_before(*d.state().claims.find(id), c.kind); });
  }
  bool const promise = c.kind == Kind::kPromise;
  base::Date const answer_by = days_after(c.received, policy.days_for(c.kind));
  base::EnquiryId const id{d.new_id()};
  EnquiryReceived event{id,
                        c.debtor,
                        c.kind,
                        promise ? State::kClosed : State::kReceived,
                        c.reason,
                        c.way,
                        c.claims,
                        c.wanted,
                        !held.empty(),
                        answer_by,
                        c.words.empty() ? 0 : 1,
                        c.received,
                        {}};
  if (!promise) event.next = days_after(answer_by, 1);
  d.emit(std::move(event));
  std::optional<base::Date> last;
  if (promise) last = days_after(*c.wanted, policy.grace_days);
  // As if it had been entered when the day on which it came began: what that day has charged goes as well.
  if (Refused const refused = waive_fees_since(d, held, c.received, "enquiry")) return refused;
  place_holds(d, id, c, last, held);
  // A letter that lay for longer than its answer may take: the receipt says when there will be one.
  base::Date const today = d.context().now.date;
  if (!promise && answer_by < today) d.emit(EnquiryLate{id, days_after(today, policy.late_days), today});
  tell(d, id, "received", today, std::nullopt);
  return std::nullopt;
}

Refused decide(Decision& d, AskDepartment const& c) {
  if (c.words.size() > kTextLimit) return Refusal::kTextTooLong;
  if (Refused const refused = check_today(d, c.date)) return refused;
  auto const found = find_open(d, c.enquiry);
  if (!found) return found.error();
  std::vector<base::ClaimId> waiting;
  for (enquiries::EnquiredClaim const& each : (*found)->claims) {
    if (each.outcome == Outcome::kNone) waiting.push_back(each.claim);
  }
  d.emit(EnquiryAsked{c.enquiry, std::move(waiting), days_after(c.date, policy_of(d).department_days),
                      c.words.empty() ? 0 : (*found)->words + 1, c.date});
  return std::nullopt;
}

namespace {

/// The claims that an answer is for.
std::expected<std::vector<base::ClaimId>, Refusal> answered(Enquiry const& enquiry, AnswerEnquiry const& c) {
  std::vector<base::ClaimId> ids = c.claims;
  if (ids.empty()) {
    for (enquiries::EnquiredClaim const& each : enquiry.claims) {
      if (each.outcome == Outcome::kNone) ids.push_back(each.claim);
    }
  }
  for (base::ClaimId const id : ids) {
    enquiries::EnquiredClaim const* const each = enquiry.find(id);
    bool const twice = std::ranges::count(ids, id) > 1;
    if (each == nullptr || each->outcome != Outcome::kNone || twice) return std::unexpected(Refusal::kEnquiryClaim);
  }
  return ids;
}

std::expected<std::optional<base::Date>, Refusal> granted(Enquiry const& enquiry, AnswerEnquiry const& c) {
  bool const grants = enquiry.kind == Kind::kDeferral && c.outcome != Outcome::kRejected;
  if (!grants) {
    if (c.granted) return std::unexpected(Refusal::kEnquiryDate);
    return std::nullopt;
  }
  std::optional<base::Date> const until = c.granted ? c.granted : enquiry.wanted;
  if (!until || *until <= c.date || until->days > c.date.days + kLongestGrant) {
    return std::unexpected(Refusal::kEnquiryDate);
  }
  return until;
}

}  // namespace

Refused decide(Decision& d, AnswerEnquiry const& c) {
  if (c.words.size() > kTextLimit) return Refusal::kTextTooLong;
  if (Refused const refused = check_today(d, c.date)) return refused;
  auto const found = find_open(d, c.enquiry);
  if (!found) return found.error();
  if (!enquiries::fits((*found)->kind, c.outcome)) return Refusal::kEnquiryOutcome;
  if (c.words.empty()) return Refusal::kEnquiryWordsMissing;
  auto const claims = answered(**found, c);
  if (!claims) return claims.error();
  auto const until = granted(**found, c);
  if (!until) return until.error();

  Enquiry after = **found;
  for (enquiries::EnquiredClaim& each : after.claims) {
    if (std::ranges::find(*claims, each.claim) != claims->end()) each.outcome = c.outcome;
  }
  bool const complete = after.is_decided();
  d.emit(EnquiryAnswered{c.enquiry, *claims, c.outcome, *until, complete, after.words + 1, c.date});
  // Only with the last answer is anybody told, so only then does time begin to run.
  if (!complete) return std::nullopt;
  enquiries::Policy const policy = policy_of(d);
  std::optional<base::Date> const agreed = d.state().enquiries.find(c.enquiry)->granted;
  base::Date const pay_by = agreed ? *agreed : days_after(c.date, policy.fresh_days);
  let_go(d, after, c.date, agreed ? days_after(*agreed, policy.grace_days) : pay_by,
         agreed ? "deferral_granted" : "time_to_pay", Outcome::kNone);
  tell(d, c.enquiry, "answered", c.date, pay_by);
  return std::nullopt;
}

Refused decide(Decision& d, CloseEnquiry const& c) {
  if (c.reason.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  if (Refused const refused = check_today(d, c.date)) return refused;
  auto const found = find_open(d, c.enquiry);
  if (!found) return found.error();
  close(d, c.enquiry, c.withdrawn ? State::kWithdrawn : State::kClosed, c.reason, c.date, policy_of(d).fresh_days);
  return std::nullopt;
}

namespace {

/// Nothing is owed on any of the claims. Who objects or asks wants an answer all the same.
bool is_about_nothing(Decision const& d, Enquiry const& enquiry) {
  if (enquiry.kind == Kind::kObjection || enquiry.kind == Kind::kQuestion) return false;
  return std::ranges::none_of(enquiry.claims, [&](enquiries::EnquiredClaim const& each) {
    Claim const* const claim = d.state().claims.find(each.claim);
    return claim != nullptr && claim->open_minor() > 0;
  });
}

}  // namespace

Refused decide(Decision& d, FollowEnquiries const& c) {
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  enquiries::Policy const policy = policy_of(d);
  for (base::EnquiryId const id : c.enquiries) {
    Enquiry const* const found = d.state().enquiries.find(id);
    if (found == nullptr || !enquiries::is_open(found->state) || !found->look_from || *found->look_from > c.date) {
      continue;
    }
    if (is_about_nothing(d, *found)) {
      close(d, id, State::kClosed, "nothing_open", c.date, 0);
      continue;
    }
    base::Date const promised = days_after(c.date, policy.late_days);
    d.emit(EnquiryLate{id, promised, c.date});
    tell(d, id, "late", c.date, promised);
  }
  return std::nullopt;
}

}  // namespace engine
