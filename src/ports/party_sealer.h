// Sealing: who a debtor is, turned into what a store may hold. A keyed index finds the same person again, a keyed
// digest tells whether the details changed, and the details themselves are encrypted.
#pragma once

#include <string_view>

#include "claims/debtor.h"
#include "ports/books.h"

namespace ports {

/// UTF-8, without blanks at either end. Empty: not known.
struct PersonDetails {
  claims::DebtorKind kind = claims::DebtorKind::kPerson;  // never kUnknown: there is nothing to seal then
  std::string_view national_id;  // person or company number, without blanks and hyphens; never empty
  std::string_view name;
  std::string_view address;  // street and number; several lines are separated by "\n"
  std::string_view postcode;
  std::string_view city;
  std::string_view country;  // ISO 3166-1 alpha-2, or as the source writes it
  std::string_view email;
  std::string_view phone;
};

/// Thread safety: one thread at a time.
class PartySealer {
 public:
  PartySealer() = default;
  PartySealer(PartySealer const&) = delete;
  PartySealer& operator=(PartySealer const&) = delete;
  virtual ~PartySealer() = default;

  /// The same details always give the same index and digest (the sealed bytes may differ): an import that is run
  /// again must be recognised.
  [[nodiscard]] virtual Party seal(PersonDetails const& person) = 0;
};

}  // namespace ports
