// The machine's clock.
#pragma once

#include "ports/clock.h"

namespace adapters::system {

class SystemClock final : public ports::Clock {
 public:
  [[nodiscard]] base::Instant now() const override;
};

}  // namespace adapters::system
