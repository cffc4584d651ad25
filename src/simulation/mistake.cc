#include "simulation/mistake.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/entry.h"
#include "simulation/mistaken_help.h"
#include "simulation/passing_transaction.h"

namespace simulation {

namespace {

using ledger::Component;

constexpr std::array kMistakes = {Mistake::kPaymentTwice,       Mistake::kFreedPartForgotten,
                                  Mistake::kInterestOnFees,     Mistake::kHoldEndsEarly,
                                  Mistake::kAmountsSwapped,     Mistake::kEscalatesEarly,
                                  Mistake::kFeeForEachClaim,    Mistake::kSendsWithoutLooking,
                                  Mistake::kNewKeyEachTime,     Mistake::kRingsAtNight,
                                  Mistake::kContactsUncounted,  Mistake::kFeeKept,
                                  Mistake::kExemptionForgotten, Mistake::kPlanOverlooked,
                                  Mistake::kEnquiryOverlooked,  Mistake::kCollectionOverlooked,
                                  Mistake::kShareOff,           Mistake::kLateFeesStay,
                                  Mistake::kRemindedAgain,      Mistake::kReferralOverlooked,
                                  Mistake::kMarkOverlooked,     Mistake::kNoGrace};

class PaymentTwice : public PassingTransaction {
 public:
  using PassingTransaction::PassingTransaction;
  std::optional<ports::JournalEntry> find_entry(base::AuthorityId authority, ports::ShortDigest const& key) override {
    auto found = books().find_entry(authority, key);
    auto const entry = found ? engine::decode_entry(found->payload) : std::nullopt;
    bool const is_payment = entry && std::ranges::any_of(entry->events, [](engine::Event const& event) {
                              return std::holds_alternative<engine::PaymentRecorded>(event);
                            });
    return is_payment ? std::nullopt : std::move(found);
  }
};

class FreedPartForgotten : public PassingTransaction {
 public:
  using PassingTransaction::PassingTransaction;
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override {
    std::set<base::PaymentId> forgotten;
    std::set<base::DebtorId> payers;
    for (engine::Event const& event : engine::decode_entry(batch.entry.payload).value_or(engine::Entry{}).events) {
      if (auto const* changed = std::get_if<engine::AmountChanged>(&event)) {
        for (engine::PaymentPart const& part : changed->freed) {
          forgotten.insert(part.payment);
          payers.insert(part.payer);
        }
      }
    }
    if (forgotten.empty()) return books().append(std::move(batch), std::move(after));
    std::erase_if(batch.postings, [](ledger::Posting const& posting) {
      return posting.credit.kind == ledger::AccountKind::kDebtorCredit;
    });
    ports::WorkingSet kept;
    kept.authority = after.authority;
    kept.currency = after.currency;
    kept.next_id = after.next_id;
    after.claims.each_touched([&](claims::Claim const& row) { kept.claims.add(row); });
    after.attempts.each_touched([&](payments::PaymentAttempt const& row) { kept.attempts.add(row); });
    after.debtors.each_touched([&](claims::Debtor const& row) {
      if (!payers.contains(row.id)) kept.debtors.add(row);
    });
    after.payments.each_touched([&](payments::Payment const& row) {
      if (!forgotten.contains(row.id)) kept.payments.add(row);
    });
    books().append(std::move(batch), std::move(kept));
  }
};

/// Shows an interest run a claim that is not quite as it is, and puts it right again before it is stored.
class WrongForInterest : public PassingTransaction {
 public:
  using PassingTransaction::PassingTransaction;
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override {
    claims_.clear();
    debtors_.clear();
    if (!books().load(authority, needs, into)) return false;
    if (!needs.payments_if_interest_paid) return true;  // no interest run
    into.claims.each([&](claims::Claim const& row) { claims_[row.id] = row; });
    into.debtors.each([&](claims::Debtor const& row) { debtors_[row.id] = row; });
    for (auto const& [id, row] : claims_) distort(*into.claims.change(id));
    for (auto const& [id, row] : debtors_) distort(*into.debtors.change(id));
    return true;
  }
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override {
    for (auto const& [id, row] : claims_) put_right(*after.claims.change(id), row);
    for (auto const& [id, row] : debtors_) after.debtors.change(id)->holds = row.holds;
    books().append(std::move(batch), std::move(after));
  }

 protected:
  virtual void distort(claims::Claim& claim) = 0;
  virtual void distort(claims::Debtor& debtor) = 0;
  virtual void put_right(claims::Claim& claim, claims::Claim const& before) = 0;

 private:
  std::map<base::ClaimId, claims::Claim> claims_;
  std::map<base::DebtorId, claims::Debtor> debtors_;
};

class InterestOnFees : public WrongForInterest {
 public:
  using WrongForInterest::WrongForInterest;

 private:
  void distort(claims::Claim& claim) override {
    claim.open[Component::kPrincipal] += claim.open[Component::kFee];
    claim.charged[Component::kPrincipal] += claim.open[Component::kFee];
  }
  void distort(claims::Debtor&) override {}
  void put_right(claims::Claim& claim, claims::Claim const& before) override {
    claim.open[Component::kPrincipal] = before.open[Component::kPrincipal];
    claim.charged[Component::kPrincipal] = before.charged[Component::kPrincipal];
  }
};

class HoldEndsEarly : public WrongForInterest {
 public:
  using WrongForInterest::WrongForInterest;

 private:
  static void shorten(std::vector<claims::Hold>& holds) {
    for (claims::Hold& hold : holds) {
      if (hold.last && hold.first < *hold.last) hold.last = base::Date{hold.last->days - 1};
    }
  }
  void distort(claims::Claim& claim) override { shorten(claim.holds); }
  void distort(claims::Debtor& debtor) override { shorten(debtor.holds); }
  void put_right(claims::Claim& claim, claims::Claim const& before) override { claim.holds = before.holds; }
};

class AmountsSwapped : public PassingTransaction {
 public:
  using PassingTransaction::PassingTransaction;
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override {
    if (batch.postings.size() >= 2) std::swap(batch.postings.front().minor, batch.postings.back().minor);
    books().append(std::move(batch), std::move(after));
  }
};

/// Tells whoever decides about a message's end that no fee is charged any more.
class FeeKept : public PassingTransaction {
 public:
  using PassingTransaction::PassingTransaction;
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override {
    charged_.clear();
    if (!books().load(authority, needs, into)) return false;
    if (!needs.rest_of_letters) return true;
    into.claims.each([&](claims::Claim const& claim) { charged_[claim.id] = claim.charged[Component::kFee]; });
    for (auto const& [id, fee] : charged_) into.claims.change(id)->charged[Component::kFee] = 0;
    return true;
  }
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override {
    for (auto const& [id, fee] : charged_) after.claims.change(id)->charged[Component::kFee] = fee;
    books().append(std::move(batch), std::move(after));
  }

 private:
  std::map<base::ClaimId, std::int64_t> charged_;
};

}  // namespace

std::string_view name_of(Mistake mistake) {
  switch (mistake) {
    case Mistake::kNone:
      return "none";
    case Mistake::kPaymentTwice:
      return "payment_twice";
    case Mistake::kFreedPartForgotten:
      return "freed_part_forgotten";
    case Mistake::kInterestOnFees:
      return "interest_on_fees";
    case Mistake::kHoldEndsEarly:
      return "hold_ends_early";
    case Mistake::kAmountsSwapped:
      return "amounts_swapped";
    case Mistake::kEscalatesEarly:
      return "escalates_early";
    case Mistake::kFeeForEachClaim:
      return "fee_for_each_claim";
    case Mistake::kSendsWithoutLooking:
      return "sends_without_looking";
    case Mistake::kNewKeyEachTime:
      return "new_key_each_time";
    case Mistake::kRingsAtNight:
      return "rings_at_night";
    case Mistake::kContactsUncounted:
      return "contacts_uncounted";
    case Mistake::kFeeKept:
      return "fee_kept";
    case Mistake::kExemptionForgotten:
      return "exemption_forgotten";
    case Mistake::kPlanOverlooked:
      return "plan_overlooked";
    case Mistake::kEnquiryOverlooked:
      return "enquiry_overlooked";
    case Mistake::kCollectionOverlooked:
      return "collection_overlooked";
    case Mistake::kShareOff:
      return "share_off";
    case Mistake::kLateFeesStay:
      return "late_fees_stay";
    case Mistake::kRemindedAgain:
      return "reminded_again";
    case Mistake::kReferralOverlooked:
      return "referral_overlooked";
    case Mistake::kMarkOverlooked:
      return "mark_overlooked";
    case Mistake::kNoGrace:
      return "no_grace";
  }
  return "";
}

std::optional<Mistake> mistake_of(std::string_view name) {
  auto const found = std::ranges::find(kMistakes, name, [](Mistake mistake) { return name_of(mistake); });
  return found == kMistakes.end() ? std::nullopt : std::optional{*found};
}

std::span<Mistake const> all_mistakes() { return kMistakes; }

void make_mistaken(engine::AuthorityLaw& law, Mistake mistake) {
  for (dunning::Procedure& procedure : law.procedures) {
    for (dunning::Step& step : procedure.steps) {
      if (mistake == Mistake::kEscalatesEarly && step.kind == dunning::StepKind::kNotice) --step.days;
    }
  }
  for (law::Pack& pack : law.packs) {
    for (law::Fee& fee : pack.fees) {
      if (mistake == Mistake::kFeeForEachClaim) fee.one_for_all_claims_in_letter = false;
    }
  }
}

void make_mistaken(dunning::SendRules& rules, Mistake mistake) {
  if (mistake == Mistake::kRingsAtNight) rules.windows.fill({});
  if (mistake == Mistake::kContactsUncounted) rules.contacts = 1'000;
}

void make_mistaken(engine::Rules& rules, base::AuthorityId authority, Mistake mistake) {
  if (mistake == Mistake::kNoGrace) rules.arrangement_policies[authority].grace_days = 1;
}

std::unique_ptr<ports::BooksTransaction> make_mistaken(ports::BooksTransaction& books, Mistake mistake) {
  if (auto help = mistaken_help(books, mistake)) return help;
  switch (mistake) {
    case Mistake::kPaymentTwice:
      return std::make_unique<PaymentTwice>(books);
    case Mistake::kFreedPartForgotten:
      return std::make_unique<FreedPartForgotten>(books);
    case Mistake::kInterestOnFees:
      return std::make_unique<InterestOnFees>(books);
    case Mistake::kHoldEndsEarly:
      return std::make_unique<HoldEndsEarly>(books);
    case Mistake::kAmountsSwapped:
      return std::make_unique<AmountsSwapped>(books);
    case Mistake::kFeeKept:
      return std::make_unique<FeeKept>(books);
    default:
      return std::make_unique<PassingTransaction>(books);
  }
}

}  // namespace simulation
