#include "simulation/people_with_helpers.h"

#include <algorithm>

#include "base/digest.h"

namespace simulation {

namespace {

using help::State;

constexpr char const* kClerk = "clerk:rosa";
constexpr std::int64_t kRelatives = 8;

/// Somebody who owes nothing here.
ports::Party relative(std::int64_t who) {
  base::Digest const digest = base::sha256("relative " + std::to_string(who));
  ports::Party party;
  party.kind = claims::DebtorKind::kPerson;
  std::copy_n(digest.begin(), party.blind_index.size(), party.blind_index.begin());
  std::copy_n(digest.begin() + 16, party.detail_digest.size(), party.detail_digest.begin());
  party.sealed = "sealed relative " + std::to_string(who);
  return party;
}

}  // namespace

PeopleWithHelpers::PeopleWithHelpers(StrandOrder order)
    : order_(std::move(order)), stream_(order_.seed, order_.purpose + "helpers") {}

engine::Submission& PeopleWithHelpers::submit(std::string const& actor, engine::Command command) {
  made_.push_back({order_.authority, actor, "p" + std::to_string(++next_key_), {}, {}, {}});
  made_.back().commands.push_back(std::move(command));
  return made_.back();
}

std::vector<engine::Submission> PeopleWithHelpers::of_the_day(ports::BooksReader& books,
                                                              std::vector<base::DebtorId> const& debtors,
                                                              base::Date today) {
  made_.clear();
  if (debtors.empty()) return {};
  auto const somebody = [&] { return *any_of(stream_, debtors); };
  if (stream_.chance_per_mille(40)) refer(somebody(), today);
  for (help::Referral const& each : books.open_referrals(order_.authority)) see_to(each, today);
  if (stream_.chance_per_mille(12)) mark(somebody(), today);
  for (Mark const& each : marks_) {
    if (stream_.chance_per_mille(120)) decide(books, each.debtor);
    if (stream_.chance_per_mille(10)) submit(kClerk, engine::EndHold{{}, each.debtor, each.key, today});
  }
  if (stream_.chance_per_mille(25)) grant(somebody(), today);
  if (stream_.chance_per_mille(25)) end_representations(books, somebody());
  return std::move(made_);
}

void PeopleWithHelpers::refer(base::DebtorId debtor, base::Date today) {
  engine::ReferToHelp c;
  c.debtor = debtor;
  c.helper = stream_.pick({"cafe", "law"});
  c.need = help::kNeeds[static_cast<std::size_t>(stream_.below(2))];
  c.consented = today;
  if (stream_.chance_per_mille(300)) c.consented.days -= static_cast<std::int32_t>(stream_.below(25));
  submit(kClerk, std::move(c));
}

void PeopleWithHelpers::see_to(help::Referral const& referral, base::Date today) {
  std::string const helper = std::string{help::kHelperActor} + referral.helper;
  std::string const actor = stream_.chance_per_mille(600) ? helper : kClerk;
  std::int64_t const what = stream_.below(1'000);
  // What does not fit how far it has come is refused, and changes nothing.
  if (what < 30) {
    submit(kClerk, engine::SendReferral{referral.id, today});
  } else if (what < 50) {
    submit(actor, engine::AnswerReferral{referral.id, State::kAccepted, today});
  } else if (what < 55) {
    submit(actor, engine::AnswerReferral{referral.id, State::kDeclined, today});
  } else if (what < 63) {
    auto const outcome = stream_.pick({help::Outcome::kHelped, help::Outcome::kNotReached, help::Outcome::kWithdrawn});
    submit(actor, engine::EndReferral{referral.id, outcome, today});
  } else if (what < 65) {
    submit("helper:another", engine::EndReferral{referral.id, help::Outcome::kHelped, today});
  }
}

void PeopleWithHelpers::mark(base::DebtorId debtor, base::Date today) {
  constexpr std::size_t kMostMarks = 6;
  base::Date first = today;
  if (stream_.chance_per_mille(400)) first.days -= static_cast<std::int32_t>(stream_.below(40));
  std::string key = "vulnerable/" + std::to_string(++next_key_);
  submit(kClerk,
         engine::PlaceHold{{}, debtor, {key, claims::HoldKind::kVulnerable, "told_by_helper", first, std::nullopt}});
  marks_.push_back({debtor, std::move(key)});
  if (marks_.size() <= kMostMarks) return;
  submit(kClerk, engine::EndHold{{}, marks_.front().debtor, marks_.front().key, today});
  marks_.erase(marks_.begin());
}

void PeopleWithHelpers::decide(ports::BooksReader& books, base::DebtorId debtor) {
  engine::DecideStep c;
  c.debtor = debtor;
  for (claims::Claim const& claim : books.claims_of(order_.authority, debtor)) {
    if (claim.state == claims::ClaimState::kOpen && stream_.chance_per_mille(700)) c.claims.push_back(claim.id);
  }
  if (c.claims.empty()) return;
  c.act = stream_.chance_per_mille(150) ? engine::DecidedAct::kHandOver : engine::DecidedAct::kNextStep;
  c.fee = stream_.chance_per_mille(300);
  c.reason = "agreed with them";
  submit(kClerk, std::move(c));
}

void PeopleWithHelpers::grant(base::DebtorId debtor, base::Date today) {
  engine::GrantRepresentation c;
  c.debtor = debtor;
  c.scope = stream_.pick({claims::RepresentationScope::kSee, claims::RepresentationScope::kAct});
  c.basis = stream_.pick({claims::RepresentationBasis::kPowerOfAttorney, claims::RepresentationBasis::kGuardianship});
  c.first = base::Date{today.days + static_cast<std::int32_t>(stream_.below(20)) - 10};
  if (stream_.chance_per_mille(500)) c.last = base::Date{c.first.days + static_cast<std::int32_t>(stream_.below(200))};
  submit(kClerk, std::move(c)).parties.push_back(relative(stream_.below(kRelatives)));
}

void PeopleWithHelpers::end_representations(ports::BooksReader& books, base::DebtorId debtor) {
  for (claims::Representation const& each : books.representations_of(order_.authority, debtor)) {
    bool const by_debtor = stream_.chance_per_mille(500);
    std::string const actor =
        by_debtor ? claims::actor_for(debtor, debtor) : claims::actor_for(each.representative, debtor);
    submit(actor, engine::EndRepresentation{each.id, "no more"});
  }
}

}  // namespace simulation
