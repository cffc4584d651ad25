// Makes up what departments, citizens, banks and caseworkers ask of the books: mostly sensible, now and then nonsense,
// dated today or back to two months ago. Knows what its own answers told it, nothing else.
//
// Deterministic from its stream. Not safe for threads.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/seeded_stream.h"
#include "engine/execute.h"

namespace simulation {

class Workload {
 public:
  Workload(std::uint64_t seed, std::string const& purpose, base::AuthorityId authority,
           std::vector<base::SourceId> sources, std::int64_t people);

  /// The next submission, with a key that was never used before.
  [[nodiscard]] engine::Submission next(base::Date today);
  /// A public claim as departments mostly send them: on one person, to be paid soon or since a few days.
  [[nodiscard]] engine::Submission public_claim(base::Date today);
  /// What comes between a message's plan and its way out: the claim is paid, held, disputed, withdrawn, another's.
  [[nodiscard]] engine::Submission about_message(base::ClaimId claim, base::DebtorId debtor, base::Date today);
  /// An interest run over every claim that is known, in pieces.
  [[nodiscard]] std::vector<engine::Submission> interest_run(base::Date until);
  /// Reads an answer.
  void learn(engine::Answer const& answer);

  [[nodiscard]] std::vector<base::DebtorId> const& debtors() const { return debtors_; }

 private:
  struct KnownClaim {
    base::ClaimId id;
    base::SourceId source;
    std::string reference;
    std::string type;
    bool away = false;
    std::vector<std::string> objections, holds;
  };

  [[nodiscard]] engine::Submission envelope(std::string const& actor);
  [[nodiscard]] engine::Command command(engine::Submission& submission, base::Date today);
  [[nodiscard]] engine::Command about_claim(std::int64_t kind, base::Date today);
  [[nodiscard]] engine::Command about_money(std::int64_t kind, base::Date today);
  [[nodiscard]] engine::Command refund(engine::Submission& submission, base::Date today);
  [[nodiscard]] engine::Command registration(engine::Submission& submission, base::Date today);
  [[nodiscard]] engine::Command hold(base::Date today);
  [[nodiscard]] engine::Command letter(KnownClaim const& claim, base::Date day);
  [[nodiscard]] ports::Party person();
  [[nodiscard]] base::Date some_day(base::Date today);
  [[nodiscard]] std::int64_t amount();
  [[nodiscard]] KnownClaim& some_claim();
  /// One of which `is_so` holds, mostly: the best of a few tries.
  template <class Predicate>
  [[nodiscard]] KnownClaim& some_claim_where(Predicate&& is_so) {
    constexpr int kTries = 40;
    for (int i = 0; i < kTries; ++i) {
      if (KnownClaim& claim = some_claim(); is_so(claim)) return claim;
    }
    return some_claim();
  }
  [[nodiscard]] engine::ClaimKey key_of(KnownClaim const& claim);
  [[nodiscard]] std::vector<engine::ChosenClaim> chosen();
  template <class T>
  [[nodiscard]] T any(std::vector<T> const& list) {
    return list.empty() ? T{} : list[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(list.size())))];
  }

  base::SeededStream stream_;
  base::AuthorityId authority_;
  std::vector<base::SourceId> sources_;
  std::int64_t people_;
  std::int64_t next_key_ = 0;
  std::int64_t next_reference_ = 0;
  std::vector<KnownClaim> claims_;
  std::map<base::ClaimId, std::size_t> at_;
  std::vector<base::DebtorId> debtors_;
  std::vector<base::PaymentId> payments_;
  std::vector<std::pair<base::RefundId, std::int64_t>> refunds_;  // the last proposed, with their amounts
  std::map<base::DebtorId, std::vector<std::string>> debtor_holds_;
};

}  // namespace simulation
