// Rows to values and back. The column lists stand here once, so that reading and writing cannot drift apart.
#pragma once

#include <string>

#include "ports/books_reader.h"
#include "storage/connection.h"

namespace storage {

#define FAIRDUE_CLAIM_COLUMNS                                                                                        \
  "claim_id, source_id, reference, type, period_first_day, period_last_day, issued_day, due_day, last_payment_day, " \
  "liable, state, principal_charged, fee_charged, interest_charged, principal_open, fee_open, interest_open, "       \
  "open_objections, registered_seq, owner_id, to_be_run, holds, accrual, shares, look_from_day, course"
#define FAIRDUE_DEBTOR_COLUMNS "debtor_id, kind, credit_minor, holds"
#define FAIRDUE_PAYMENT_COLUMNS                                                                                     \
  "payment_id, payer_id, means, state, amount_minor, credit_minor, refunded_minor, value_day, external_reference, " \
  "recorded_seq, allocations"
#define FAIRDUE_ATTEMPT_COLUMNS \
  "attempt_id, payer_id, provider, reference, state, amount_minor, choices, payment_id, started"

#define FAIRDUE_ENTRY_COLUMNS "seq, entry_key, input_digest, payload, found_by_claim"

[[nodiscard]] claims::Claim read_claim(Statement const& row);
[[nodiscard]] claims::Debtor read_debtor(Statement const& row);
[[nodiscard]] payments::Payment read_payment(Statement const& row);
[[nodiscard]] payments::PaymentAttempt read_attempt(Statement const& row);
[[nodiscard]] ports::JournalEntry read_entry(Statement const& row, base::AuthorityId authority);

/// Lists of holds and a claim's accrual as the journal would write them; nothing for nothing.
[[nodiscard]] std::string encode_holds(std::vector<claims::Hold> const& holds);
[[nodiscard]] std::vector<claims::Hold> decode_holds(std::string_view bytes);
[[nodiscard]] std::string encode_course(claims::Course const& course);
[[nodiscard]] claims::Course decode_course(std::string_view bytes);
[[nodiscard]] std::string encode_accrual(claims::Accrual const& accrual);
[[nodiscard]] claims::Accrual decode_accrual(std::string_view bytes);

/// "12,15": identifiers as text.
[[nodiscard]] std::string join_liable(std::vector<base::DebtorId> const& liable);
/// "1,2/7|12:500": the parts of each share with who owed it before, and what each payer has paid. Empty without shares.
[[nodiscard]] std::string join_shares(claims::Claim const& claim);
[[nodiscard]] std::string join_objections(std::vector<std::string> const& keys);
/// The day from which a business day has to look at the claim; nothing if it has not.
[[nodiscard]] std::optional<std::int64_t> look_from_day(claims::Claim const& claim);
/// "12:5000,15:100": claims and amounts.
[[nodiscard]] std::string join_choices(std::vector<payments::Choice> const& choices);

/// "12:0:5000,15:1:100": claim, component, amount.
[[nodiscard]] std::string join_allocations(std::vector<payments::Allocation> const& allocations);

/// "12:5000,15:100": payments and amounts, and back.
[[nodiscard]] std::string join_refunded(std::vector<payments::RefundedPart> const& parts);
[[nodiscard]] std::vector<payments::RefundedPart> split_refunded(std::string_view text);

/// A day in a column that may be NULL, and back.
[[nodiscard]] std::optional<base::Date> day_or_none(Statement const& row, int column);
[[nodiscard]] std::optional<std::int64_t> days_of(std::optional<base::Date> const& date);

[[nodiscard]] ports::ShortDigest read_short_digest(std::string_view bytes);

}  // namespace storage
