// Matching: to whom and to what does one line of bank money belong?
//
// Only a reference with a valid check digit that we have issued decides by itself. Everything else (an amount that
// fits, a payer we know, a reference with one wrong digit) is a suggestion with its reason, for a person to take or
// leave. Two valid references for different claims are a question too, not an answer.
// Which references in free text decide: a whole payment line, an RF reference, and a number of a scheme of one length
// (15 or 16 digits). A KID there may be as short as two digits, so it is only suggested.
// Units: minor units of `MatchingRules::currency`. Pure; the answer does not depend on the order of the candidates.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "base/money.h"
#include "payments/reference.h"

namespace payments {

/// One line of money that came in: a credit that the bank has booked and that is no reversal.
struct BankMoney {
  std::int64_t amount_minor = 0;
  base::Currency currency;
  base::Date value_date;
  std::vector<std::string> references;  // structured, as the bank gives them
  std::string text;                     // what the payer wrote; may be empty
  std::string payer;                    // an account or a name, as the bank gives it; may be empty
};

/// What the authority has agreed with its bank.
struct MatchingRules {
  std::vector<ReferenceScheme> schemes;
  base::Currency currency;
  std::vector<std::string> creditors;  // its numbers on payment lines; none: any is taken
};

struct ClaimCandidate {
  base::ClaimId claim;
  std::vector<base::DebtorId> liable;
  std::vector<std::string> references;  // canonical, as issued
  std::string source_reference;         // the source's own name for it
  std::int64_t open_minor = 0;
};

struct DebtorCandidate {
  base::DebtorId debtor;
  std::vector<std::string> references;    // canonical, as issued
  std::vector<std::string> known_payers;  // accounts or names a person has confirmed before
  std::int64_t open_minor = 0;            // on all claims together
};

enum class ReferencePlace : std::uint8_t {
  kSure,   // decides by itself if we issued it
  kLoose,  // is only a hint
};

struct FoundReference {
  std::string text;  // canonical
  ReferencePlace place = ReferencePlace::kLoose;
  friend bool operator==(FoundReference const&, FoundReference const&) = default;
};

/// Every reference with a valid check digit in the line, each once: what to look up to find the candidates.
[[nodiscard]] std::vector<FoundReference> references_in(BankMoney const& money, MatchingRules const& rules);

enum class MatchKind : std::uint8_t {
  kClaim,        // to this claim; what is over is the payer's credit
  kDebtor,       // to this debtor's claims in the allocation order
  kSuggestions,  // a person decides
  kNone,         // nothing to suggest: to the unmatched queue
};

enum class MatchReason : std::uint8_t {
  kReference = 1,              // a valid reference that we have issued
  kSeveralReferences = 2,      // one of several
  kReferenceInText = 3,        // a valid reference, where it may be a chance, or with a weak check digit
  kOneDigitWrong = 4,          // a reference of ours but for one digit, or two that changed places
  kSourceReferenceInText = 5,  // the text names the claim as the source does
  kKnownPayerAndAmount = 6,    // a payer confirmed before, and the amount fits
  kAmountOfClaim = 7,          // exactly what is open on the claim
  kAmountOfDebtor = 8,         // exactly what is open on all claims of the debtor
  kKnownPayer = 9,             // a payer confirmed before
};
[[nodiscard]] std::string_view name_of(MatchReason reason);

/// A claim or a debtor, never both.
struct Suggestion {
  base::ClaimId claim;
  base::DebtorId debtor;
  MatchReason reason = MatchReason::kReference;
  std::int32_t rank = 1;  // 1 is the best
  friend bool operator==(Suggestion const&, Suggestion const&) = default;
};

struct Match {
  MatchKind kind = MatchKind::kNone;
  base::ClaimId claim;
  base::DebtorId debtor;
  std::int64_t left_minor = 0;  // with kClaim and kDebtor: what is over when all that is open is covered
  std::vector<Suggestion> suggestions;
  friend bool operator==(Match const&, Match const&) = default;
};

inline constexpr std::size_t kMostSuggestions = 10;

/// kNone also for money in another currency and for amounts that are not above zero.
[[nodiscard]] Match match(BankMoney const& money, std::span<ClaimCandidate const> claims,
                          std::span<DebtorCandidate const> debtors, MatchingRules const& rules);

}  // namespace payments
