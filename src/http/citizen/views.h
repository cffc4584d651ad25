// What a citizen sees, as JSON: the schemas of api/openapi.yaml under the tag `citizen`.
// Pure: all that is shown comes in as values. Amounts in minor units.
#pragma once

#include <string>
#include <vector>

#include "claims/claim.h"
#include "http/citizen/authority_profile.h"
#include "payments/attempt.h"
#include "payments/payment.h"
#include "ports/books.h"

namespace http::citizen {

struct OverviewFacts {
  AuthorityProfile const& profile;
  base::Now now;
  std::int64_t credit_minor = 0;
  std::vector<claims::Claim> claims;
  std::vector<payments::Payment> payments;
};

struct ClaimFacts {
  AuthorityProfile const& profile;
  base::Now now;
  claims::Claim claim;
  std::vector<ports::JournalEntry> history;
};

struct PaymentFacts {
  AuthorityProfile const& profile;
  payments::PaymentAttempt const* attempt = nullptr;  // null for a payment that came another way
  payments::Payment const* payment = nullptr;         // null while nothing has been captured
  std::vector<claims::Claim> claims;                  // those it is about
  base::Instant paid_at;
  std::string redirect_url;
};

[[nodiscard]] std::string authority_json(AuthorityProfile const& profile);
[[nodiscard]] std::string overview_json(OverviewFacts facts);
[[nodiscard]] std::string claim_json(ClaimFacts const& facts);
[[nodiscard]] std::string payment_json(PaymentFacts const& facts);

/// "TESTBY-000123": what a citizen reads out on the phone.
[[nodiscard]] std::string receipt_number(AuthorityProfile const& profile, base::PaymentId payment);
/// "TESTBY-H000123": the number of something that a citizen chose or asked for, which is one entry of the journal.
/// Identifiers in addresses are plain numbers; anything else is an identifier that nothing has: 0.
[[nodiscard]] std::int64_t read_id(std::string_view text);
[[nodiscard]] std::string enquiry_number(AuthorityProfile const& profile, std::int64_t seq);
/// "pending", "paid" ...: the states of the contract.
[[nodiscard]] std::string_view shown_state(payments::AttemptState state);

}  // namespace http::citizen
