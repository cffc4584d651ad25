// One entry of a camt file, and its transactions, out of their elements.
//
// The parts of an entry come one by one, so that a batch of a hundred thousand payments is never in memory as XML.
#pragma once

#include <vector>

#include "adapters/bank_files/xml_fields.h"

namespace adapters::bank_files {

/// A TxDtls. Which of its amounts is in the account's currency is only known with its entry.
struct CamtDetail {
  BankTransaction transaction;
  std::vector<base::Money> amounts;
  std::optional<Direction> direction;  // none: the entry's
};

/// An NtryDtls: what it says of itself as a batch, and its TxDtls.
struct CamtGroup {
  std::int64_t line = 0;
  std::string batch_id;
  std::optional<std::int64_t> declared_count;
  std::optional<base::Money> declared_total;
  std::optional<Direction> direction;
  std::vector<CamtDetail> details;
};

[[nodiscard]] CamtDetail read_detail(Element const& element, XmlFields& fields);
[[nodiscard]] CamtGroup read_group(Element const& element, std::vector<CamtDetail> details, XmlFields& fields);
/// The entry without its keys. Refuses details that do not add up to it or are in another currency.
[[nodiscard]] BankEntry read_entry(Element const& element, std::vector<CamtGroup> groups, XmlFields& fields);

}  // namespace adapters::bank_files
