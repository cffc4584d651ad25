// A clock that can be put forward: how a demo lets a day pass. Never back: what is in the books must not lie ahead.
#pragma once

#include <atomic>

#include "adapters/system/system_clock.h"

namespace adapters::system {

/// Thread safety: any thread may call.
class ShiftedClock final : public ports::Clock {
 public:
  [[nodiscard]] base::Instant now() const override { return {machine_.now().microseconds + ahead_.load()}; }
  /// At least to this moment; nothing happens if it has passed.
  void put_forward_to(base::Instant moment) {
    std::int64_t const behind = moment.microseconds - now().microseconds;
    if (behind > 0) ahead_ += behind;
  }

 private:
  SystemClock machine_;
  std::atomic<std::int64_t> ahead_{0};  // microseconds
};

}  // namespace adapters::system
