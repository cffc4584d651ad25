// Why something that was rightly charged is let go.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace claims {

enum class WriteDownReason : std::uint8_t {
  kUncollectable = 1,  // tried, and nothing more can be got
  kLimitation = 2,     // too old to be collected
  kDeceased = 3,       // the estate was too small
  kBankruptcy = 4,     // the bankruptcy gave no more
  kDebtRelief = 5,     // a court or the authority forgave it
  kGoodwill = 6,       // the authority let it go
  kSmallAmount = 7,    // collecting it costs more
  kSettlement = 8,     // part of a settlement
};

/// "uncollectable", "limitation" ...
[[nodiscard]] std::string_view name_of(WriteDownReason reason);
[[nodiscard]] std::optional<WriteDownReason> write_down_reason(std::string_view name);

}  // namespace claims
