// Deliveries to and from Betalingsservice, as values: 0601 out, 0602 and 0603 in.
//
// A delivery that comes in is taken whole or not at all: its counts and sums must be those of its records.
// Units: minor units (øre); legal dates. Nothing here is logged; errors name a line and what is wrong with it, never
// what stands in it about a person.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "payments/bank_answers.h"

namespace adapters::betalingsservice {

/// Who sends, from the agreement with the scheme.
struct Creditor {
  std::int64_t data_supplier = 0;
  std::int64_t number = 0;
  std::int64_t debtor_group = 1;
  std::string name;  // main text of the payer's overview
};

struct OutgoingCollection {
  std::int64_t customer = 0;         // the creditor's own number; never a national id
  std::string mandate;               // nine digits
  std::vector<std::string> address;  // name first; two to five lines
  std::string postcode;
  base::Date day;
  std::int64_t amount_minor = 0;
  std::string reference;           // comes back unchanged; 30 letters at most
  std::vector<std::string> texts;  // lines of the overview
};

/// The text of a delivery of collections, ISO 8859-1, with a line end after each record.
[[nodiscard]] std::string write_collections(Creditor const& creditor, std::int64_t delivery, base::Date created,
                                            std::vector<OutgoingCollection> const& collections);

using Answer = payments::BankAnswer;
using AnswerKind = payments::BankAnswerKind;
using Unread = payments::UnreadAnswer;

struct IncomingDelivery : payments::BankAnswers {
  std::int64_t data_supplier = 0;
};

struct DeliveryError {
  std::size_t line = 0;  // 0: the file as a whole
  std::string what;
  [[nodiscard]] std::string text() const;
};

[[nodiscard]] std::expected<IncomingDelivery, DeliveryError> read_delivery(std::string_view file);

}  // namespace adapters::betalingsservice
