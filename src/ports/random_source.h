// Unguessable bytes: session references, tokens, nonces. Not for simulation or experiments, which are seeded.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/encoding.h"

namespace ports {

/// Thread safety: implementations may be called from any thread.
class RandomSource {
 public:
  RandomSource() = default;
  RandomSource(RandomSource const&) = delete;
  RandomSource& operator=(RandomSource const&) = delete;
  virtual ~RandomSource() = default;

  /// Fills all of `bytes`. There is no failure to report: a program without chance must stop, not go on.
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// 256 random bits as 43 letters of base64url: a value to hand out that nobody can guess.
[[nodiscard]] inline std::string random_token(RandomSource& source) {
  std::array<std::uint8_t, 32> bytes{};
  source.fill(bytes);
  return base::to_base64url(bytes);
}

}  // namespace ports
