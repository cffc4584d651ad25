// What a person who is logged in owes the other authorities of the installation: the person lets them tell, takes that
// back, and agrees on one plan with all of them (joint_plans.h).
//
// Only for oneself: whoever acts for somebody decides nothing about who is told. An authority takes part where it has
// decided to; without the person's consent in its books nothing of theirs is told, not even that they are known. Units:
// minor units; legal dates. Talks to ports only. Thread safety: any thread may call, if `rules` and `takes_part` may
// be.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "claims/disclosure.h"
#include "engine/joint_plans.h"
#include "ports/books.h"

namespace engine {

/// For so long a consent given here lasts, unless it is taken back before: a plan takes long, and nobody remembers a
/// consent for ever.
inline constexpr std::int32_t kPortalConsentDays = 365;

/// Who asks: a debtor of one authority, sealed, to be found in the books of others.
struct CreditorsAsker {
  base::AuthorityId authority;
  base::DebtorId debtor;
  ports::Party party;
};

struct OtherCreditor {
  ports::Authority authority;
  std::optional<claims::Disclosure> told_by;  // in force today; nothing: this one may not tell
  std::optional<Creditor> creditor;           // as whom the person is known there; only where it may be told
};

struct JointChoice {
  arrangements::Wish wish;
  arrangements::ProposalKind kind = arrangements::ProposalKind::kMiddle;
  // As it was shown: with other books than then, it is not what was agreed to.
  std::int64_t total_minor = 0;
  base::Date last_date;
};

class OtherCreditors {
 public:
  using RulesNow = std::function<std::shared_ptr<Rules const>()>;
  /// Whether an authority has decided to take part.
  using TakesPart = std::function<bool(ports::Authority const&)>;
  OtherCreditors(BooksService& books, RulesNow rules, TakesPart takes_part)
      : books_(books), rules_(std::move(rules)), takes_part_(std::move(takes_part)) {}

  /// Whether there is any other authority to plan with: both take part, in one currency.
  [[nodiscard]] bool any(base::AuthorityId authority);
  /// Those, by code.
  [[nodiscard]] std::vector<OtherCreditor> all(CreditorsAsker const& asker, base::Date today);

  /// The person lets `teller` tell. `words`: what was agreed to. Nothing if it may; kDebtorNotFound where that
  /// authority does not know the person, and so has nothing to tell.
  [[nodiscard]] std::optional<Refusal> allow(CreditorsAsker const& asker, base::AuthorityId teller,
                                             std::string const& words, base::Now now, std::string const& key);
  /// What has ended already has ended.
  [[nodiscard]] std::optional<Refusal> end(CreditorsAsker const& asker, base::AuthorityId teller, base::Now now,
                                           std::string const& key);

  /// Over the asker's own claims and those of all who may tell. Without a payday, the first of the month.
  [[nodiscard]] JointOffer offer(CreditorsAsker const& asker, arrangements::Wish wish, base::Now now);

  /// The plan with each. kPlanDoesNotAddUp: it is not any more what was shown. The same key is the same plan.
  [[nodiscard]] std::expected<std::vector<JointArrangement>, Refusal> make(CreditorsAsker const& asker,
                                                                           JointChoice const& choice, base::Now now,
                                                                           std::string const& key);

 private:
  [[nodiscard]] std::vector<ports::Authority> others(ports::BooksReader& reader, base::AuthorityId authority);
  [[nodiscard]] std::vector<Creditor> creditors(CreditorsAsker const& asker, base::Date today);

  BooksService& books_;
  RulesNow rules_;
  TakesPart takes_part_;
};

}  // namespace engine
