#include "adapters/qr_picture/qr_picture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace adapters::qr_picture {
namespace {

TEST(QrPicture, HasTheThreeMarksThatACameraLooksFor) {
  auto const code = qr_code_of("https://betalnu.example/p/AbCdEf");
  ASSERT_TRUE(code);
  ASSERT_EQ(code->side % 4, 1) << "17 and four for each version";
  auto const is_mark = [&](int top, int left) {
    for (int i = 0; i < 7; ++i) {
      if (!code->at(top, left + i) || !code->at(top + 6, left + i)) return false;
      if (!code->at(top + i, left) || !code->at(top + i, left + 6)) return false;
    }
    return code->at(top + 3, left + 3) && !code->at(top + 1, left + 1);
  };
  EXPECT_TRUE(is_mark(0, 0));
  EXPECT_TRUE(is_mark(0, code->side - 7));
  EXPECT_TRUE(is_mark(code->side - 7, 0));
  EXPECT_FALSE(code->at(-1, 0)) << "around it, it is quiet";
}

TEST(QrPicture, IsDrawnForATerminalAndAsAPicture) {
  auto const code = qr_code_of("https://betalnu.example/p/AbCdEf");
  ASSERT_TRUE(code);
  std::string const lines = for_terminal(*code);
  EXPECT_EQ(std::ranges::count(lines, '\n'), (code->side + 9) / 2);
  std::string const svg = as_svg(*code);
  EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "));
  // As many dark modules as the code has.
  std::size_t drawn = 0;
  for (std::size_t at = svg.find("h", svg.find(" d=\"")); at != std::string::npos; at = svg.find("h", at + 1)) {
    if (svg[at + 1] != '-') drawn += static_cast<std::size_t>(std::stoi(svg.substr(at + 1)));
  }
  EXPECT_EQ(drawn, static_cast<std::size_t>(std::ranges::count(code->dark, true)));
}

TEST(QrPicture, NothingOfNothingOrOfTooMuch) {
  EXPECT_FALSE(qr_code_of(""));
  EXPECT_FALSE(qr_code_of(std::string(4'000, 'x')));
}

}  // namespace
}  // namespace adapters::qr_picture
