#include "engine/chain.h"

#include <array>

namespace engine {

namespace {

std::array<std::uint8_t, 8> little_endian(std::uint64_t value) {
  std::array<std::uint8_t, 8> bytes{};
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
  return bytes;
}

}  // namespace

BlockSeal::BlockSeal(std::string_view hash_before) {
  static constexpr char kZeros[32] = {};
  hash_.update(hash_before.empty() ? std::string_view{kZeros, sizeof kZeros} : hash_before);
}

void BlockSeal::add(ports::JournalEntry const& entry) {
  hash_.update(little_endian(static_cast<std::uint64_t>(entry.seq)));
  hash_.update(entry.key);
  hash_.update(entry.input);
  hash_.update(little_endian(entry.payload.size()));
  hash_.update(std::string_view{entry.payload});
}

base::Digest BlockSeal::finish() { return hash_.finish(); }

}  // namespace engine
