// Unguessable bytes from the operating system's generator, by way of OpenSSL (which reseeds after a fork).
#pragma once

#include "ports/random_source.h"

namespace adapters::system {

class SystemRandom final : public ports::RandomSource {
 public:
  /// Stops the program if the generator fails: nothing safe can be done without it.
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace adapters::system
