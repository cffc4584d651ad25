#include "engine/link_secret.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/seeded_stream.h"

namespace engine {
namespace {

/// Always the same byte.
class StuckRandom : public ports::RandomSource {
 public:
  explicit StuckRandom(std::uint8_t byte) : byte_(byte) {}
  void fill(std::span<std::uint8_t> bytes) override { std::ranges::fill(bytes, byte_); }

 private:
  std::uint8_t byte_;
};

class SeededRandom : public ports::RandomSource {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(stream_.below(256));
  }

 private:
  base::SeededStream stream_{7, "codes"};
};

TEST(LinkSecret, ATokenIsThe128BitsInBase62) {
  StuckRandom none{0};
  StuckRandom all{255};
  EXPECT_EQ(new_link_secret(LinkForm::kToken, none).text, "0000000000000000000000");
  // 2^128 - 1 in base 62.
  EXPECT_EQ(new_link_secret(LinkForm::kToken, all).text, "7n42DGM5Tflk9n8mt7Fhc7");
}

TEST(LinkSecret, ACodeHasNoLookAlikesAndEverySignIsAsLikely) {
  SeededRandom seeded;
  std::string signs;
  for (int i = 0; i < 2'400; ++i) signs += new_link_secret(LinkForm::kCode, seeded).text;
  EXPECT_EQ(signs.find_first_of("0O1IL2Z5S8BU"), std::string::npos);
  EXPECT_EQ(std::set<char>(signs.begin(), signs.end()).size(), 24U);
  for (char const sign : std::set<char>(signs.begin(), signs.end())) {
    EXPECT_GT(std::ranges::count(signs, sign), 880) << sign;
    EXPECT_LT(std::ranges::count(signs, sign), 1'120) << sign;
  }
}

TEST(LinkSecret, WhatPeopleTypeAndPasteIsRead) {
  LinkSecret const code{LinkForm::kCode, "ACDEF34679"};
  EXPECT_EQ(shown(code), "ACDEF-34679");
  for (char const* typed : {"ACDEF-34679", "acdef34679", " acdef 34679 ", "AC DE-F3 46 79\r\n"}) {
    EXPECT_EQ(read_link_secret(typed), code) << typed;
  }
  LinkSecret const token{LinkForm::kToken, "7n42DGM5Tflk9n8mt7Fhc7"};
  for (char const* typed : {"7n42DGM5Tflk9n8mt7Fhc7", " https://betal.testby.example/p/7n42DGM5Tflk9n8mt7Fhc7\n"}) {
    EXPECT_EQ(read_link_secret(typed), token) << typed;
  }
}

TEST(LinkSecret, WhatCanBeNeitherIsNothing) {
  for (char const* typed : {"", " ", "-", "ACDEF3467", "ACDEF346799", "ACDEF-3467O", "7n42DGM5Tflk9n8mt7Fhc",
                            "7n42DGM5Tflk9n8mt7Fhc77", "7n42DGM5Tflk9n8mt7Fhc_", "/p/", "ACDEF\t34679"}) {
    EXPECT_FALSE(read_link_secret(typed)) << typed;
  }
}

}  // namespace
}  // namespace engine
