#include "simulation/mistaken_help.h"

#include <map>

#include "simulation/passing_transaction.h"

namespace simulation {

namespace {

using ledger::Component;

/// Shows whoever takes steps claims and debtors without some of their holds: those of plans, of enquiries ...
class HoldsOverlooked : public PassingTransaction {
 public:
  HoldsOverlooked(ports::BooksTransaction& books, std::string_view key_start)
      : PassingTransaction(books), key_start_(key_start) {}
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override {
    before_.clear();
    debtors_before_.clear();
    if (!books().load(authority, needs, into)) return false;
    bool const takes_steps = needs.debtors_of_their_claims && needs.claims.empty();
    if (!takes_steps) return true;
    auto const is_overlooked = [&](claims::Hold const& hold) { return hold.key.starts_with(key_start_); };
    into.claims.each([&](claims::Claim const& row) { before_[row.id] = row.holds; });
    for (auto const& [id, holds] : before_) std::erase_if(into.claims.change(id)->holds, is_overlooked);
    into.debtors.each([&](claims::Debtor const& row) { debtors_before_[row.id] = row.holds; });
    for (auto const& [id, holds] : debtors_before_) std::erase_if(into.debtors.change(id)->holds, is_overlooked);
    return true;
  }
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override {
    for (auto const& [id, holds] : before_) after.claims.change(id)->holds = holds;
    for (auto const& [id, holds] : debtors_before_) after.debtors.change(id)->holds = holds;
    books().append(std::move(batch), std::move(after));
  }

 private:
  std::string_view key_start_;
  std::map<base::ClaimId, std::vector<claims::Hold>> before_;
  std::map<base::DebtorId, std::vector<claims::Hold>> debtors_before_;
};

/// Shows whoever agrees on a plan one claim that owes a minor unit more, and another that owes one less.
class ShareOff : public PassingTransaction {
 public:
  using PassingTransaction::PassingTransaction;
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override {
    more_ = less_ = {};
    if (!books().load(authority, needs, into)) return false;
    if (!needs.arrangements_of_debtors || needs.claims.size() < 2) return true;
    more_ = needs.claims[0].id;
    less_ = needs.claims[1].id;
    move(into, 1);
    return true;
  }
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override {
    if (more_) move(after, -1);
    books().append(std::move(batch), std::move(after));
  }

 private:
  void move(ports::WorkingSet& state, std::int64_t minor) {
    claims::Claim* const more = state.claims.change(more_);
    claims::Claim* const less = state.claims.change(less_);
    if (more == nullptr || less == nullptr) return;
    more->open[Component::kPrincipal] += minor;
    less->open[Component::kPrincipal] -= minor;
  }
  base::ClaimId more_, less_;
};

/// Shows whoever enters what came by post some days ago letters that cost nothing.
class LateFeesStay : public PassingTransaction {
 public:
  using PassingTransaction::PassingTransaction;
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override {
    before_.clear();
    if (!books().load(authority, needs, into)) return false;
    bool const enquires = needs.payments_of_claims && needs.debtors_of_claims && !needs.debtors.empty();
    if (!enquires || needs.arrangements_of_debtors) return true;
    into.claims.each([&](claims::Claim const& row) { before_[row.id] = row.accrual.letters; });
    for (auto const& [id, letters] : before_) {
      for (claims::Letter& letter : into.claims.change(id)->accrual.letters) letter.fee_minor = 0;
    }
    return true;
  }
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override {
    for (auto const& [id, letters] : before_) after.claims.change(id)->accrual.letters = letters;
    books().append(std::move(batch), std::move(after));
  }

 private:
  std::map<base::ClaimId, std::vector<claims::Letter>> before_;
};

/// Shows plans as if nothing had been said yet about what was missed.
class RemindedAgain : public PassingTransaction {
 public:
  using PassingTransaction::PassingTransaction;
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override {
    before_.clear();
    if (!books().load(authority, needs, into)) return false;
    for (base::ArrangementId const id : needs.arrangements) {
      if (into.arrangements.find(id) == nullptr) continue;
      arrangements::Arrangement& row = *into.arrangements.change(id);
      before_[id] = {row.stage, row.look_from};
      row.stage = arrangements::Stage::kNone;
    }
    return true;
  }
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override {
    for (auto const& [id, before] : before_) {
      arrangements::Arrangement& row = *after.arrangements.change(id);
      bool const begins_anew = row.state == arrangements::State::kInForce && row.look_from != before.look_from;
      if (row.stage == arrangements::Stage::kNone && !begins_anew) row.stage = before.stage;
    }
    books().append(std::move(batch), std::move(after));
  }

 private:
  struct Before {
    arrangements::Stage stage;
    std::optional<base::Date> look_from;
  };
  std::map<base::ArrangementId, Before> before_;
};

}  // namespace

std::unique_ptr<ports::BooksTransaction> mistaken_help(ports::BooksTransaction& books, Mistake mistake) {
  switch (mistake) {
    case Mistake::kPlanOverlooked:
      return std::make_unique<HoldsOverlooked>(books, arrangements::kHoldKeyStart);
    case Mistake::kEnquiryOverlooked:
      return std::make_unique<HoldsOverlooked>(books, enquiries::kKeyStart);
    case Mistake::kCollectionOverlooked:
      return std::make_unique<HoldsOverlooked>(books, payments::kDirectDebitKeyStart);
    case Mistake::kReferralOverlooked:
      return std::make_unique<HoldsOverlooked>(books, help::kKeyStart);
    case Mistake::kMarkOverlooked:
      return std::make_unique<HoldsOverlooked>(books, "vulnerable/");
    case Mistake::kShareOff:
      return std::make_unique<ShareOff>(books);
    case Mistake::kLateFeesStay:
      return std::make_unique<LateFeesStay>(books);
    case Mistake::kRemindedAgain:
      return std::make_unique<RemindedAgain>(books);
    default:
      return nullptr;
  }
}

}  // namespace simulation
