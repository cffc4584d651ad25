#include "adapters/system/system_random.h"

#include <openssl/rand.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace adapters::system {

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  constexpr std::size_t kAtOnce = 1U << 20;
  while (!bytes.empty()) {
    std::size_t const size = std::min(bytes.size(), kAtOnce);
    if (RAND_bytes(bytes.data(), static_cast<int>(size)) != 1) {
      std::fputs("fairdue: the system's random generator failed\n", stderr);
      std::abort();
    }
    bytes = bytes.subspan(size);
  }
}

}  // namespace adapters::system
