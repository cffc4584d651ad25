#include "simulation/workload.h"

#include <algorithm>

#include "base/digest.h"
#include "simulation/naive_law.h"

namespace simulation {

namespace {

using engine::ClaimKey;
using engine::Command;

constexpr std::size_t kClaimsPerRun = 25;

}  // namespace

Workload::Workload(std::uint64_t seed, std::string const& purpose, base::AuthorityId authority,
                   std::vector<base::SourceId> sources, std::int64_t people)
    : stream_(seed, purpose), authority_(authority), sources_(std::move(sources)), people_(people) {}

engine::Submission Workload::envelope(std::string const& actor) {
  engine::Submission submission;
  submission.authority = authority_;
  submission.actor = actor;
  submission.key = "w" + std::to_string(++next_key_);
  return submission;
}

engine::Submission Workload::next(base::Date today) {
  engine::Submission submission = envelope("source:1");
  std::int64_t const count = stream_.chance_per_mille(120) ? 2 : 1;
  for (std::int64_t i = 0; i < count; ++i) submission.commands.push_back(command(submission, today));
  bool const registers = std::holds_alternative<engine::RegisterClaim>(submission.commands.front());
  submission.key_is_reference = registers && stream_.chance_per_mille(500);
  return submission;
}

engine::Submission Workload::public_claim(base::Date today) {
  engine::Submission submission = envelope("source:1");
  engine::RegisterClaim c;
  c.source = any(sources_);
  c.reference = "R" + std::to_string(++next_reference_);
  c.type = kPublicType;
  c.dates.issued = base::Date{today.days - 20};
  c.dates.due = base::Date{today.days + static_cast<std::int32_t>(stream_.between(-8, 12))};
  c.dates.last_payment_day = base::Date{c.dates.due.days + stream_.pick({0, 3, 10})};
  c.amounts[ledger::Component::kPrincipal] = stream_.between(3'000, 200'000);
  c.parties.push_back(0);
  submission.parties.push_back(person());
  if (stream_.chance_per_mille(150)) {
    c.parties.push_back(1);
    submission.parties.push_back(person());
  }
  submission.commands.emplace_back(std::move(c));
  return submission;
}

engine::Submission Workload::about_message(base::ClaimId claim, base::DebtorId debtor, base::Date today) {
  engine::Submission submission = envelope("source:1");
  ClaimKey const key{claim, {}, {}};
  std::int64_t const kind = stream_.below(100);
  std::string const name = submission.key;
  auto const known = at_.find(claim);
  auto const command = [&]() -> Command {
    if (kind < 40) {
      constexpr std::int64_t kMoreThanAnything = 1'000'000;
      std::int64_t const minor = stream_.chance_per_mille(700) ? kMoreThanAnything : stream_.between(1, 50'000);
      return engine::RecordPayment{debtor, ledger::Means::kBank, minor, today, {{key, std::nullopt}}, "bank line"};
    }
    if (kind < 65) {
      claims::Hold hold{name, static_cast<claims::HoldKind>(stream_.between(1, 8)), "as asked for", today,
                        std::nullopt};
      hold.last = base::Date{today.days + static_cast<std::int32_t>(stream_.below(20))};
      return stream_.chance_per_mille(500) ? engine::PlaceHold{key, {}, hold} : engine::PlaceHold{{}, debtor, hold};
    }
    if (kind < 80) {
      if (known != at_.end()) claims_[known->second].objections.push_back(name);
      return engine::OpenObjection{key, name, "wrong car", today};
    }
    if (kind < 88) {
      submission.parties.push_back(person());
      return engine::ChangeDebtor{key, debtor, 0, "moved", today};
    }
    if (kind < 94) return engine::HandOverClaim{key, "collector", today};
    return engine::CancelClaim{key, "withdrawn", today};
  };
  submission.commands.push_back(command());
  return submission;
}

std::vector<engine::Submission> Workload::interest_run(base::Date until) {
  std::vector<engine::Submission> run;
  for (std::size_t first = 0; first < claims_.size(); first += kClaimsPerRun) {
    engine::PostInterest command;
    command.until = until;
    for (std::size_t i = first; i < std::min(first + kClaimsPerRun, claims_.size()); ++i) {
      command.claims.push_back(claims_[i].id);
    }
    run.push_back(envelope("system"));
    run.back().commands.emplace_back(std::move(command));
  }
  return run;
}

base::Date Workload::some_day(base::Date today) {
  return stream_.chance_per_mille(300) ? base::Date{today.days - static_cast<std::int32_t>(stream_.below(60))} : today;
}

std::int64_t Workload::amount() {
  if (stream_.chance_per_mille(10)) return stream_.between(-5, 0);  // nonsense
  return stream_.chance_per_mille(400) ? stream_.between(1, 40) * 5'000 : stream_.between(1, 300'000);
}

Workload::KnownClaim& Workload::some_claim() {
  // The later ones more often: the old ones are mostly done with.
  auto const count = static_cast<std::int64_t>(claims_.size());
  std::int64_t const first = stream_.chance_per_mille(600) ? std::max<std::int64_t>(0, count - 15) : 0;
  return claims_[static_cast<std::size_t>(stream_.between(first, count - 1))];
}

ClaimKey Workload::key_of(KnownClaim const& claim) {
  if (stream_.chance_per_mille(10)) return {{}, claim.source, "no such claim"};
  return stream_.chance_per_mille(500) ? ClaimKey{claim.id, {}, {}} : ClaimKey{{}, claim.source, claim.reference};
}

ports::Party Workload::person() {
  std::int64_t const who = stream_.below(people_);
  // Some have another national id, too: a temporary one, or a new one.
  bool const is_other = stream_.chance_per_mille(60);
  base::Digest const digest = base::sha256("person " + std::to_string(who) + (is_other ? " again" : ""));
  ports::Party party;
  party.kind = who % 5 == 0 ? claims::DebtorKind::kCompany : claims::DebtorKind::kPerson;
  std::copy_n(digest.begin(), party.blind_index.size(), party.blind_index.begin());
  std::copy_n(digest.begin() + 16, party.detail_digest.size(), party.detail_digest.begin());
  party.sealed = "sealed " + std::to_string(who);
  return party;
}

Command Workload::registration(engine::Submission& submission, base::Date today) {
  engine::RegisterClaim c;
  c.source = any(sources_);
  c.reference = "R" + std::to_string(++next_reference_);
  c.type = stream_.pick({kPublicType, kPublicType, kCivilType, kCivilType, kInvoiceType, kFreeType});
  c.dates.issued = base::Date{today.days - static_cast<std::int32_t>(stream_.below(90))};
  c.dates.due = base::Date{c.dates.issued.days + static_cast<std::int32_t>(stream_.below(45))};
  c.dates.last_payment_day = base::Date{c.dates.due.days + stream_.pick({0, 0, 0, 5, 20})};
  c.amounts[ledger::Component::kPrincipal] = amount();
  if (c.type == kFreeType) c.amounts[ledger::Component::kFee] = stream_.below(3) * 5'000;
  for (std::int64_t i = stream_.chance_per_mille(200) ? 2 : 1; i > 0; --i) {
    c.parties.push_back(static_cast<std::int64_t>(submission.parties.size()));
    submission.parties.push_back(person());
  }
  if (stream_.chance_per_mille(30)) c.parties.clear();  // not known yet who owes it
  if (c.parties.size() > 1 && stream_.chance_per_mille(400)) {
    c.shares = {stream_.between(1, 5), stream_.between(1, 5)};
    c.shares_of = c.shares[0] + c.shares[1] + (stream_.chance_per_mille(50) ? 1 : 0);  // some do not add up
  }
  return c;
}

Command Workload::command(engine::Submission& submission, base::Date today) {
  std::int64_t const kind = stream_.below(100);
  if (claims_.empty() || kind < 14) return registration(submission, today);
  if (kind < 17) {
    KnownClaim const& claim = some_claim();
    auto const party = static_cast<std::int64_t>(submission.parties.size());
    submission.parties.push_back(person());
    if (stream_.chance_per_mille(300)) return engine::ChangeNationalId{any(debtors_), party, "new_number", today};
    return engine::ChangeDebtor{key_of(claim), any(debtors_), party, "moved", today};
  }
  if (kind < 60) return about_claim(kind, today);
  if (kind >= 95) return refund(submission, today);
  return about_money(kind, today);
}

Command Workload::letter(KnownClaim const& claim, base::Date day) {
  bool const is_reminder = stream_.chance_per_mille(700);
  std::string const other = stream_.pick({"collection_letter", "enforcement_notice", "compensation"});
  return engine::RecordLetter{key_of(claim), is_reminder ? "reminder" : other, stream_.chance_per_mille(850), day};
}

Command Workload::hold(base::Date today) {
  claims::Hold hold;
  hold.key = "h" + std::to_string(stream_.below(1'000));
  hold.kind = static_cast<claims::HoldKind>(stream_.between(1, 8));
  hold.reason = "as asked for";
  hold.first = base::Date{some_day(today).days + static_cast<std::int32_t>(stream_.below(10))};
  if (stream_.chance_per_mille(700)) hold.last = base::Date{hold.first.days + stream_.pick({-1, 0, 6, 13, 29, 60})};
  if (stream_.chance_per_mille(300)) {
    base::DebtorId const debtor = any(debtors_);
    debtor_holds_[debtor].push_back(hold.key);
    return engine::PlaceHold{{}, debtor, hold};
  }
  KnownClaim& claim = some_claim();
  claim.holds.push_back(hold.key);
  return engine::PlaceHold{key_of(claim), {}, hold};
}

Command Workload::about_claim(std::int64_t kind, base::Date today) {
  base::Date const day = some_day(today);
  if (kind < 23) return hold(today);
  KnownClaim& claim = some_claim();
  if (kind < 27) {
    if (stream_.chance_per_mille(300)) {
      base::DebtorId const debtor = any(debtors_);
      return engine::EndHold{{}, debtor, any(debtor_holds_[debtor]), day};
    }
    KnownClaim const& held = some_claim_where([](KnownClaim const& one) { return !one.holds.empty(); });
    return engine::EndHold{key_of(held), {}, any(held.holds), day};
  }
  if (kind < 38) return letter(claim, day);
  if (kind < 43) {
    auto const component = stream_.chance_per_mille(850) ? ledger::Component::kPrincipal : ledger::Component::kFee;
    auto const mode = static_cast<engine::AmendMode>(stream_.between(1, 3));
    return engine::AmendClaim{key_of(claim), component, mode, amount(), "amended", day};
  }
  if (kind < 45) return engine::AddFee{key_of(claim), stream_.pick({5'000, 10'000, 25'000, 60'000}), "fee", day};
  if (kind < 47) return engine::WaiveFee{key_of(claim), stream_.pick({0, 0, 10'000}), "waived", day};
  if (kind < 50) {
    claim.objections.push_back("o" + std::to_string(stream_.below(100)));
    return engine::OpenObjection{key_of(claim), claim.objections.back(), "wrong car", day};
  }
  if (kind < 53) {
    KnownClaim const& disputed = some_claim_where([](KnownClaim const& one) { return !one.objections.empty(); });
    return engine::ResolveObjection{key_of(disputed), any(disputed.objections), engine::ObjectionOutcome::kRejected,
                                    day};
  }
  if (kind < 54) return engine::CancelClaim{key_of(claim), "withdrawn", day};
  if (kind < 55) return engine::TransferClaim{key_of(claim), any(sources_), "reorganised", day};
  if (kind < 57) {
    engine::WriteDown c{
        key_of(claim), {}, stream_.chance_per_mille(500), claims::WriteDownReason::kUncollectable, {}, day};
    if (!c.all) c.amounts[static_cast<ledger::Component>(stream_.below(3))] = stream_.between(1, 20'000);
    return c;
  }
  if (stream_.chance_per_mille(400)) {
    KnownClaim const& away = some_claim_where([](KnownClaim const& one) { return one.away; });
    return engine::RecallClaim{key_of(away), "our mistake", day};
  }
  return engine::HandOverClaim{key_of(claim), "collector", day};
}

std::vector<engine::ChosenClaim> Workload::chosen() {
  std::vector<engine::ChosenClaim> list;
  for (std::int64_t i = stream_.below(3); i > 0; --i) {
    list.push_back({key_of(some_claim()), stream_.chance_per_mille(400) ? std::optional{amount()} : std::nullopt});
  }
  return list;
}

Command Workload::about_money(std::int64_t kind, base::Date today) {
  base::Date const day = some_day(today);
  if (kind < 86) {
    auto const means = static_cast<ledger::Means>(stream_.below(5));
    auto list = chosen();
    base::DebtorId const payer = list.empty() || stream_.chance_per_mille(100) ? any(debtors_) : base::DebtorId{};
    return engine::RecordPayment{payer, means, amount(), day, std::move(list), "bank line"};
  }
  if (kind < 91) return engine::AllocateCredit{any(debtors_), chosen(), day};
  return engine::ReversePayment{any(payments_), "charged back", day};
}

Command Workload::refund(engine::Submission& submission, base::Date today) {
  submission.actor = stream_.pick({"clerk:anna", "clerk:bent"});
  // Those that wait are decided about soon, by whoever has time: also by the one who must not.
  if (!refunds_.empty() && stream_.chance_per_mille(400)) {
    auto const& [id, minor] = refunds_[static_cast<std::size_t>(stream_.below(std::ssize(refunds_)))];
    if (stream_.chance_per_mille(150)) return engine::RejectRefund{id, "wrong account"};
    return engine::ApproveRefund{id, stream_.chance_per_mille(50) ? minor + 1 : minor, today};
  }
  std::int64_t const minor = stream_.between(1, 60'000);
  if (minor <= kRefundAloneUpToMinor || stream_.chance_per_mille(100)) {
    return engine::RefundCredit{any(debtors_), minor, ledger::Means::kBank, "refund", some_day(today)};
  }
  return engine::ProposeRefund{any(debtors_), minor, ledger::Means::kBank, submission.key, today};
}

void Workload::learn(engine::Answer const& answer) {
  for (engine::Event const& event : answer.entry.events) {
    if (auto const* e = std::get_if<engine::DebtorAdded>(&event)) {
      if (std::ranges::find(debtors_, e->debtor) == debtors_.end()) debtors_.push_back(e->debtor);
    } else if (auto const* registered = std::get_if<engine::ClaimRegistered>(&event)) {
      if (!at_.try_emplace(registered->claim, claims_.size()).second) continue;
      claims_.push_back(
          {registered->claim, registered->source, registered->reference, registered->type, false, {}, {}});
    } else if (auto const* paid = std::get_if<engine::PaymentRecorded>(&event)) {
      if (std::ranges::find(payments_, paid->payment) == payments_.end()) payments_.push_back(paid->payment);
    } else if (auto const* proposed = std::get_if<engine::RefundProposed>(&event)) {
      std::int64_t minor = 0;
      for (engine::RefundedPart const& part : proposed->parts) minor += part.minor;
      refunds_.emplace_back(proposed->refund, minor);
      if (refunds_.size() > 5) refunds_.erase(refunds_.begin());
    } else if (auto const* changed = std::get_if<engine::ClaimStateChanged>(&event)) {
      auto const found = at_.find(changed->claim);
      if (found != at_.end()) claims_[found->second].away = changed->to == claims::ClaimState::kHandedOver;
    }
  }
}

}  // namespace simulation
