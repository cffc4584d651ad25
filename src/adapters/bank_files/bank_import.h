// The bank's and a provider's files into the books: every line once, whatever file it comes in and however often.
//
// A file is looked through as a whole first; if anything in it cannot be, nothing is booked. Then each entry of the
// bank is a submission of its own: an import that was stopped half way is finished by running it again. What has a
// valid reference of ours becomes a payment at once; all else waits for a person (see unmatched_queue.h). Blocking. One
// thread at a time; others may use the books meanwhile.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "adapters/bank_files/bank_statement.h"
#include "adapters/bank_files/payout.h"
#include "engine/books_service.h"
#include "payments/matching.h"
#include "ports/secret_box.h"

namespace adapters::bank_files {

/// Where the lines go, and what has been agreed with the bank.
struct BankTarget {
  ports::Authority const& authority;
  engine::BooksService& books;
  ports::SecretBox& box;
  payments::MatchingRules const& rules;
  std::vector<std::string> accounts;          // ours; none: every account is taken
  std::vector<std::string> debit_marks = {};  // our numbers as a direct debit scheme writes them on a statement
};

enum class ImportMode : bool { kDryRun, kBook };

/// Lines of a kind, and their signed sum.
struct LineCount {
  std::int64_t lines = 0;
  std::int64_t minor = 0;
  void add(std::int64_t amount_minor) { ++lines, minor += amount_minor; }
};

/// `read` is the sum of all the others. In a dry run, what would be.
struct BankImportReport {
  std::int64_t statements = 0;
  std::int64_t statements_known = 0;
  std::int64_t not_money = 0;  // entries that are pending or for information, or of no amount
  LineCount read;
  LineCount known;      // in the books already, from this file or another
  LineCount matched;    // became payments
  LineCount confirmed;  // had been expected: refunds, returns, payouts, what direct debit has collected
  LineCount charges;
  LineCount unmatched;  // money in that waits for a person
  LineCount undivided;  // sums of batches that wait for their parts
  LineCount debits;     // money out that waits for a person
};

/// The message says what is wrong and what to do, without anything personal.
[[nodiscard]] std::expected<BankImportReport, std::string> import_statements(std::span<BankStatement const> statements,
                                                                             BankTarget const& target, base::Now now,
                                                                             ImportMode mode);

struct PayoutImportReport {
  std::int64_t payouts = 0;
  std::int64_t known = 0;
  std::int64_t settled_minor = 0;  // of the new ones: what comes to the bank account
  std::int64_t fees_minor = 0;     // of the new ones: what the provider kept
  std::int64_t confirmed = 0;      // payouts whose line of the bank waited already
};

[[nodiscard]] std::expected<PayoutImportReport, std::string> import_payouts(std::span<Payout const> payouts,
                                                                            BankTarget const& target, base::Now now,
                                                                            ImportMode mode);

/// Sums that wait, and are what a delivery of direct debits has collected on a day: they leave the queue. To be called
/// when answers have been taken; how many there were.
[[nodiscard]] std::int64_t confirm_collected(BankTarget const& target, base::Now now);

}  // namespace adapters::bank_files
