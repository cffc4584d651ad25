// Why a bank's or a provider's file was not taken. A file is taken whole or not at all: one wrong sum means that we do
// not know what the rest is worth.
//
// Messages name amounts, dates and codes, never persons, accounts or what a payer wrote.
// Pure values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace adapters::bank_files {

enum class BankFileFault : std::uint8_t {
  kUnreadable,       // the stream failed
  kTooLarge,         // a limit of CamtLimits
  kEncoding,         // not UTF-8 or ISO 8859-1, or not what it says it is
  kMalformed,        // not well-formed XML: truncated, mostly
  kForbidden,        // a document type: entities are a way to attack, and no bank needs them
  kUnknownMessage,   // another message, or a version that is not read
  kMissing,          // an element that must be there
  kRepeated,         // an element that must be there once, or a statement twice
  kInvalid,          // a value that is none: a date, an amount, a code
  kTooManyDecimals,  // an amount finer than the currency's minor unit: nothing is rounded
  kCurrency,         // not the account's currency, or one without two decimals
  kDetails,          // the transactions of an entry do not add up to it
  kSummary,          // the entries do not add up to the file's own summary
  kBalance,          // opening balance and entries do not give the closing balance
  kFutureDate,       // a booked entry of a day that has not come
};
[[nodiscard]] std::string_view name_of(BankFileFault fault);

struct BankFileError {
  BankFileFault fault = BankFileFault::kMalformed;
  std::string element;    // as in the file: "Ntry/Amt"
  std::int64_t line = 0;  // from 1; 0: the whole file
  std::string message;    // what is wrong and what to do
  friend bool operator==(BankFileError const&, BankFileError const&) = default;
};

/// "line 120, Ntry/Amt: ...".
[[nodiscard]] std::string to_text(BankFileError const& error);

}  // namespace adapters::bank_files
