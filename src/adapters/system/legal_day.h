// Which legal day it is at an instant, in a country's time zone. The only place where an instant becomes a date.
// Thread safety: any thread may call.
#pragma once

#include <string>

#include "base/date.h"

namespace adapters::system {

class LegalDay {
 public:
  /// An IANA name such as "Europe/Copenhagen". Throws std::runtime_error if the machine does not know it.
  explicit LegalDay(std::string const& time_zone);
  [[nodiscard]] base::Date operator()(base::Instant instant) const;
  /// Minutes after local midnight, as a clock on the wall shows them.
  [[nodiscard]] int minute_of_day(base::Instant instant) const;

 private:
  void const* zone_;
};

/// The zone of a country's public authorities; UTC if it is none of ours.
[[nodiscard]] std::string time_zone_of_country(std::string const& country);

}  // namespace adapters::system
