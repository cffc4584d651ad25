// A bank statement (camt.053) or a notification of credits and debits (camt.054), as plain values.
//
// A statement has entries: the lines that moved the account. An entry has transactions: one, or the parts of a batch
// that the bank booked in one sum. A transaction is what is accounted for, exactly once, under its permanent key.
//
// Units: minor units of the statement's currency, never negative; `direction` says which way. Legal dates.
// Personal data: payer names and accounts and what payers wrote. They belong in the vault, not in a log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"

namespace adapters::bank_files {

enum class Direction : std::uint8_t {
  kCredit,  // money came to the account
  kDebit,   // money left it
};

enum class EntryStatus : std::uint8_t {
  kBooked,       // money
  kPending,      // not money yet
  kInformation,  // never money
  kFuture,       // not money yet
};

/// How much an entry tells of its parts.
enum class Breakdown : std::uint8_t {
  kSingle,     // the entry is one transaction
  kDivided,    // a batch, with every transaction and its amount; they add up to the entry
  kUndivided,  // a batch in one sum: its transactions come elsewhere (in a camt.054, mostly)
};

/// A reference in a field of its own. What is in it is the payer's or the payer's bank's: its check digits have not
/// been looked at.
struct StructuredReference {
  std::string type;    // a code ("SCOR") or the bank's own word ("ISR Reference"); may be empty
  std::string issuer;  // "ISO" for RF, or a bank's word; may be empty
  std::string text;
  std::optional<base::Money> remitted;  // the part meant for this reference; a credit note is negative
  friend bool operator==(StructuredReference const&, StructuredReference const&) = default;
};

/// What the bank took for the transaction, in the currency it was taken in.
struct BankCharge {
  base::Money amount;
  Direction direction = Direction::kDebit;
  std::optional<bool> included;  // in the amount of the entry; nothing: the file does not say
  friend bool operator==(BankCharge const&, BankCharge const&) = default;
};

struct BankTransaction {
  std::string key;         // permanent; see transaction_key()
  std::int64_t index = 1;  // within the entry, from 1; 0: the whole of an undivided batch
  std::int64_t line = 0;   // in the file
  std::int64_t amount_minor = 0;
  Direction direction = Direction::kCredit;
  std::string end_to_end_id;  // empty where the file says NOTPROVIDED
  std::string servicer_reference;
  std::string instruction_id;
  std::string transaction_id;
  std::string payer_name;
  std::string payer_account;
  std::vector<StructuredReference> references;
  std::vector<std::string> texts;  // what the payer wrote, line by line
  std::string additional_text;     // from the bank
  std::string return_reason;       // "AC01", or the bank's own word; empty: no return
  std::string return_text;
  std::vector<BankCharge> charges;
};

struct BankEntry {
  std::string key;        // permanent; see entry_key()
  std::int64_t line = 0;  // in the file
  std::int64_t amount_minor = 0;
  base::Currency currency;
  Direction direction = Direction::kCredit;
  bool reversal = false;  // takes back an earlier entry of the other direction: never new money
  EntryStatus status = EntryStatus::kBooked;
  std::optional<base::Date> booking_date;
  std::optional<base::Date> value_date;
  std::string servicer_reference;
  std::string entry_reference;
  std::string code;        // "PMNT/RCDT/DMCT", or the bank's own
  std::string batch_id;    // of the message or payment that was booked in one sum
  std::string extra_text;  // from the bank
  Breakdown breakdown = Breakdown::kSingle;
  std::vector<BankCharge> charges;
  std::vector<BankTransaction> transactions;  // at least one

  [[nodiscard]] bool is_money() const { return status == EntryStatus::kBooked; }
  [[nodiscard]] std::int64_t signed_minor() const {
    return direction == Direction::kCredit ? amount_minor : -amount_minor;
  }
};

enum class StatementKind : std::uint8_t {
  kStatement,     // camt.053: has balances
  kNotification,  // camt.054: has none; reports entries that a statement has as well
};

struct BankStatement {
  StatementKind kind = StatementKind::kStatement;
  std::string message_id;  // of the file
  std::string id;          // unique with the bank; the caller refuses one it has had with other content
  std::string copy;        // "DUPL", "COPY", "CODU", or empty: this is the first
  std::string account;     // IBAN, or what the bank calls it
  base::Currency currency;
  std::optional<std::int64_t> electronic_sequence;  // for finding gaps
  std::optional<std::int64_t> legal_sequence;
  std::int64_t opening_minor = 0;  // below zero: overdrawn. Statements only
  std::int64_t closing_minor = 0;
  std::vector<BankEntry> entries;
};

/// What stays the same however often and in whatever message the bank reports an entry: account, booking date,
/// direction, reversal, and the bank's own reference for it (with a count where one statement has that twice). Where
/// the bank gives no reference: account, statement and position, which is good for the same statement only.
[[nodiscard]] std::string entry_key(BankStatement const& statement, BankEntry const& entry, std::int64_t position,
                                    std::int64_t occurrence);
/// The entry's key and the transaction's index.
[[nodiscard]] std::string transaction_key(BankEntry const& entry, BankTransaction const& transaction);

}  // namespace adapters::bank_files
