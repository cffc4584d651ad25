// Rules for referrals: somebody has agreed to be helped, and meanwhile nothing is asked of them.
//
// What holds is a hold on the debtor, so that it counts for what comes later too; and, because such a hold stops
// nothing for others who owe the same claim, one on each claim that is owed together. Nobody but the referral ends
// them. A referral ends when somebody says what came of it, when those asked say no, or when the longest time has
// passed; then there are some days more. Where the law is silent (everywhere we have looked), what we chose is in
// docs/decisions/0027-help.md.
#include <algorithm>

#include "engine/decision.h"

namespace engine {

namespace {

using claims::Claim;
using help::Outcome;
using help::Referral;
using help::State;

constexpr char const* kReason = "referral";
constexpr char const* kAgreed = "agreed";  // the step of the message that confirms a consent

help::Policy policy_of(Decision const& d) { return d.context().rules.help_policy(d.state().authority); }

Refused check_today(Decision const& d, base::Date date) {
  if (date > d.context().now.date) return Refusal::kDateInFuture;
  if (date < d.context().now.date) return Refusal::kReferralDate;
  return std::nullopt;
}

/// One that is open, and that whoever sends the command may speak for.
std::expected<Referral const*, Refusal> find_open(Decision const& d, base::ReferralId id) {
  Referral const* const found = d.state().referrals.find(id);
  if (found == nullptr) return std::unexpected(Refusal::kReferralNotFound);
  if (!help::may_answer(d.context().actor, found->helper)) return std::unexpected(Refusal::kNotTheirReferral);
  if (!help::is_open(found->state)) return std::unexpected(Refusal::kReferralNotOpen);
  return found;
}

/// Organisations answer; they do not refer.
bool is_helper(Decision const& d) { return d.context().actor.starts_with(help::kHelperActor); }

/// Of those, what others owe as well, something of which is open.
std::vector<base::ClaimId> owed_together(Decision const& d, base::DebtorId debtor) {
  std::vector<base::ClaimId> together = owed_by(d, debtor);
  std::erase_if(together, [&](base::ClaimId id) {
    Claim const& claim = *d.state().claims.find(id);
    return claim.liable.size() < 2 || claim.open_minor() == 0;
  });
  return together;
}

/// From `first` on: what has come since was not theirs before, and its earlier fees may yet be let go for others.
void hold_claims(Decision& d, Referral const& referral, std::vector<base::ClaimId> const& claims, base::Date first) {
  for (base::ClaimId const id : claims) {
    d.emit(HoldPlaced{
        id, {}, {help::hold_key(referral.id), claims::HoldKind::kBreathingSpace, kReason, first, std::nullopt}});
  }
}

/// What the person agreed to, or that the pause ends; and until when nothing is asked for. Asks for nothing and carries
/// no fee.
void tell(Decision& d, Referral const& referral, std::string const& step, base::Date on, base::Date until) {
  claims::Debtor const* const debtor = d.state().debtors.find(referral.debtor);
  if (debtor == nullptr || debtor->kind == claims::DebtorKind::kUnknown) return;
  std::vector<base::ClaimId> about = owed_by(d, referral.debtor);
  std::erase_if(about, [&](base::ClaimId id) { return d.state().claims.find(id)->open_minor() == 0; });
  if (about.empty()) return;
  // An authority without a law has no country, and so no texts.
  base::ClaimId const first = about.front();
  if (!d.context().rules.law.find(d.state().authority, d.state().claims.find(first)->type)) return;
  std::int64_t open = 0;
  for (base::ClaimId const id : about) open += d.state().claims.find(id)->open_minor();
  d.emit(MessagePlanned{{d.new_id()},
                        referral.debtor,
                        help::hold_key(referral.id),
                        step,
                        country_template(d, first, step == kAgreed ? "help_agreed" : "help_ended"),
                        std::move(about),
                        {dunning::Channel::kDigitalPost, dunning::Channel::kLetter},
                        false,
                        on,
                        until,
                        open,
                        0});
}

/// The holds end with `on`, and for some days more no fee is charged and no step is taken.
void end(Decision& d, base::ReferralId id, State state, Outcome outcome, base::Date on) {
  Referral const referral = *d.state().referrals.find(id);
  base::Date const until{on.days + policy_of(d).fresh_days};
  std::optional<base::Date> fresh;
  if (until > on) fresh = until;
  d.emit(ReferralEnded{id, state, outcome, fresh, on});
  std::string const key = help::hold_key(id);
  auto const let_go = [&](base::ClaimId claim, base::DebtorId debtor, std::vector<claims::Hold> const& holds) {
    if (claims::find_hold(holds, key) == nullptr) return;
    d.emit(HoldEnded{claim, debtor, key, on});
    if (!fresh) return;
    d.emit(HoldPlaced{
        claim, debtor, {help::fresh_hold_key(id), claims::HoldKind::kPlanInForce, "after_referral", on, *fresh}});
  };
  if (claims::Debtor const* const debtor = d.state().debtors.find(referral.debtor)) {
    let_go({}, referral.debtor, debtor->holds);
  }
  for (base::ClaimId const claim : referral.held) {
    if (Claim const* const found = d.state().claims.find(claim)) let_go(claim, {}, found->holds);
  }
  // What came today, and no business day has held yet.
  for (base::ClaimId const claim : owed_together(d, referral.debtor)) {
    if (!fresh || std::ranges::find(referral.held, claim) != referral.held.end()) continue;
    d.emit(HoldPlaced{
        claim, {}, {help::fresh_hold_key(id), claims::HoldKind::kPlanInForce, "after_referral", on, *fresh}});
  }
  if (fresh) tell(d, referral, outcome == Outcome::kExpired ? "expired" : "ended", on, *fresh);
}

}  // namespace

Refused decide(Decision& d, ReferToHelp const& c) {
  if (is_helper(d)) return Refusal::kNotTheirReferral;
  if (c.helper.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.helper.empty()) return Refusal::kReasonMissing;
  base::Date const today = d.context().now.date;
  if (c.consented > today) return Refusal::kDateInFuture;
  if (d.state().debtors.find(c.debtor) == nullptr) return Refusal::kDebtorNotFound;
  bool twice = false;
  d.state().referrals.each([&](Referral const& each) {
    twice |= each.debtor == c.debtor && help::is_open(each.state) && each.helper == c.helper && each.need == c.need;
  });
  if (twice) return Refusal::kReferralOpen;
  base::Date const until{c.consented.days + policy_of(d).longest_days};
  // A consent so old that its pause would be over: ask again.
  if (until < today) return Refusal::kReferralDate;

  // As if it had been entered when the day of the consent began: what that day has charged goes as well.
  if (Refused const refused = waive_fees_since(d, owed_by(d, c.debtor), c.consented, kReason)) return refused;
  base::ReferralId const id{d.new_id()};
  d.emit(
      ReferralMade{id, c.debtor, c.helper, c.need, c.consent, c.consented, until, owed_together(d, c.debtor), today});
  d.emit(HoldPlaced{
      {}, c.debtor, {help::hold_key(id), claims::HoldKind::kBreathingSpace, kReason, c.consented, std::nullopt}});
  Referral const referral = *d.state().referrals.find(id);
  hold_claims(d, referral, referral.held, referral.consented);
  // However it was given: what one has agreed to, and that one may take it back, stands on paper.
  tell(d, referral, kAgreed, today, until);
  return std::nullopt;
}

Refused decide(Decision& d, SendReferral const& c) {
  if (is_helper(d)) return Refusal::kNotTheirReferral;
  if (Refused const refused = check_today(d, c.date)) return refused;
  auto const found = find_open(d, c.referral);
  if (!found) return found.error();
  if ((*found)->state != State::kProposed) return Refusal::kReferralState;
  d.emit(ReferralSent{c.referral, c.date});
  return std::nullopt;
}

Refused decide(Decision& d, AnswerReferral const& c) {
  if (Refused const refused = check_today(d, c.date)) return refused;
  auto const found = find_open(d, c.referral);
  if (!found) return found.error();
  if ((*found)->state == State::kAccepted) return Refusal::kReferralState;
  if (c.answer == State::kAccepted) {
    d.emit(ReferralAccepted{c.referral, c.date});
  } else if (c.answer == State::kDeclined) {
    end(d, c.referral, State::kDeclined, Outcome::kDeclined, c.date);
  } else {
    return Refusal::kReferralState;
  }
  return std::nullopt;
}

Refused decide(Decision& d, EndReferral const& c) {
  if (Refused const refused = check_today(d, c.date)) return refused;
  auto const found = find_open(d, c.referral);
  if (!found) return found.error();
  if (!help::is_for_people(c.outcome)) return Refusal::kReferralOutcome;
  end(d, c.referral, State::kEnded, c.outcome, c.date);
  return std::nullopt;
}

Refused decide(Decision& d, FollowReferrals const& c) {
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  for (base::ReferralId const id : c.referrals) {
    Referral const* const found = d.state().referrals.find(id);
    if (found == nullptr || !help::is_open(found->state)) continue;
    if (c.date > found->until) {
      end(d, id, State::kEnded, Outcome::kExpired, c.date);
      continue;
    }
    // What has come since, and others owe as well.
    std::vector<base::ClaimId> fresh = owed_together(d, found->debtor);
    std::erase_if(fresh, [&](base::ClaimId claim) {
      return std::ranges::find(found->held, claim) != found->held.end() ||
             claims::find_hold(d.state().claims.find(claim)->holds, help::hold_key(id)) != nullptr;
    });
    if (fresh.empty()) continue;
    Referral const referral = *found;
    d.emit(ReferralExtended{id, fresh, c.date});
    hold_claims(d, referral, fresh, c.date);
  }
  return std::nullopt;
}

}  // namespace engine
