// Invented people for the demo, put together from short lists of common words. No real person can have the national
// ids, phone numbers or addresses made here (see demo_people.cc).
#pragma once

#include <cstdint>
#include <string>

#include "base/seeded_stream.h"
#include "claims/debtor.h"

namespace apps {

struct DemoDebtor {
  claims::DebtorKind kind = claims::DebtorKind::kPerson;
  std::string national_id, name, address, postcode, city, phone, email;
};

/// Some have none, so that there is somebody to write e-mails to.
[[nodiscard]] bool demo_has_no_phone(std::int64_t number);
/// The `number`-th invented debtor of a seed; the number makes the national id unique.
[[nodiscard]] DemoDebtor demo_debtor(base::SeededStream& stream, std::int64_t number);
[[nodiscard]] std::string demo_national_id(claims::DebtorKind kind, std::int64_t number);

}  // namespace apps
