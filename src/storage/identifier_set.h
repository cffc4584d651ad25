// A set of identifiers that lie close together, as those of an authority do: one counter gives them out.
//
// Sixty-four words of bits for each stretch of 4,096 identifiers of which one is in the set.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>

namespace storage {

class IdentifierSet {
 public:
  void insert(std::int64_t id) { stretch(id >> kStretchBits)[word_of(id)] |= bit_of(id); }

  [[nodiscard]] bool contains(std::int64_t id) const {
    auto const found = stretches_.find(id >> kStretchBits);
    return found != stretches_.end() && (found->second[word_of(id)] & bit_of(id)) != 0;
  }

  [[nodiscard]] bool empty() const { return stretches_.empty(); }

 private:
  static constexpr int kStretchBits = 12;
  using Stretch = std::array<std::uint64_t, 64>;

  static std::size_t word_of(std::int64_t id) { return (static_cast<std::uint64_t>(id) >> 6U) & 63U; }
  static std::uint64_t bit_of(std::int64_t id) { return std::uint64_t{1} << (static_cast<std::uint64_t>(id) & 63U); }

  /// Neighbours come one after another: the stretch of the last one is mostly that of the next.
  Stretch& stretch(std::int64_t number) {
    if (last_ == nullptr || last_number_ != number) {
      last_ = &stretches_[number];
      last_number_ = number;
    }
    return *last_;
  }

  std::unordered_map<std::int64_t, Stretch> stretches_;
  Stretch* last_ = nullptr;  // of stretches_, whose entries stay where they are
  std::int64_t last_number_ = 0;
};

}  // namespace storage
