// Values out of the elements of a bank's or a provider's file. The first fault is kept and all later calls give empty
// values, so that a caller reads on and looks once at the end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/bank_files/bank_file_error.h"
#include "adapters/bank_files/bank_statement.h"
#include "adapters/bank_files/xml_elements.h"

namespace adapters::bank_files {

class XmlFields {
 public:
  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] std::optional<BankFileError> const& error() const { return error_; }
  void fail(BankFileFault fault, std::string_view element, std::int64_t line, std::string message);

  /// The child that must be there exactly once; null with a fault otherwise.
  Element const* only(Element const& parent, std::string_view name);
  /// The child, of which there may be none but not two.
  Element const* at_most_one(Element const& parent, std::string_view name);

  /// Minor units, not below zero. Decimals beyond two must be zeros.
  std::int64_t decimal(Element const& element);
  /// As above; may be below zero.
  std::int64_t signed_decimal(Element const& element);
  /// As `decimal`, with the currency of the attribute Ccy.
  base::Money money(Element const& element);
  std::int64_t count(Element const& element);
  /// The day of a Dt or DtTm within `choice`, as written: the bank's own day.
  std::optional<base::Date> date(Element const* choice);
  Direction direction(Element const& parent);
  std::optional<Direction> direction_if_any(Element const& parent);
  bool flag(Element const* element);
  EntryStatus status(Element const& entry);

 private:
  std::optional<BankFileError> error_;
};

/// The bank's charges within `parent`, as versions 2 (Chrgs) and later (Chrgs/Rcrd) have them.
[[nodiscard]] std::vector<BankCharge> read_charges(Element const& parent, XmlFields& fields);

}  // namespace adapters::bank_files
