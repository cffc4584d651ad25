#include "adapters/system/system_clock.h"

#include <chrono>

namespace adapters::system {

base::Instant SystemClock::now() const {
  auto const since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

}  // namespace adapters::system
