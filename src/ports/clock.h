// The clock as the program sees it. Only adapters and mains read the time; everything below is told it.
#pragma once

#include "base/instant.h"

namespace ports {

/// Thread safety: implementations may be called from any thread.
class Clock {
 public:
  Clock() = default;
  Clock(Clock const&) = delete;
  Clock& operator=(Clock const&) = delete;
  virtual ~Clock() = default;

  /// Microseconds since 1970-01-01T00:00:00Z. May jump when the machine's clock is set: never measure spans with it.
  [[nodiscard]] virtual base::Instant now() const = 0;
};

}  // namespace ports
