#include "http/links/link_texts.h"

#include <gtest/gtest.h>

#include <bit>

namespace http::links {
namespace {

constexpr std::size_t kCount = sizeof(Texts) / sizeof(std::string_view);
using All = std::array<std::string_view, kCount>;

All all_in(Language language) { return std::bit_cast<All>(texts_in(language)); }

/// The places that are filled in, in order.
std::string places_of(std::string_view text) {
  std::string places;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    places += text.substr(at, text.find('}', at) - at + 1);
  }
  return places;
}

TEST(LinkTexts, EveryTextIsThereInBothLanguagesWithTheSamePlaces) {
  All const danish = all_in(Language::kDanish);
  All const english = all_in(Language::kEnglish);
  for (std::size_t i = 0; i < kCount; ++i) {
    EXPECT_FALSE(danish[i].empty()) << i;
    EXPECT_FALSE(english[i].empty()) << i << ": " << danish[i];
    EXPECT_EQ(places_of(danish[i]), places_of(english[i])) << danish[i];
  }
}

TEST(LinkTexts, NoTextEndsOnAnAmountOrHoldsMarkup) {
  for (Language const language : {Language::kDanish, Language::kEnglish}) {
    for (std::string_view const text : all_in(language)) {
      EXPECT_FALSE(text.ends_with("{amount}")) << text;
      EXPECT_EQ(text.find_first_of("<>&\""), std::string_view::npos) << text;
    }
  }
}

TEST(LinkTexts, WhatIsFilledInIsEscaped) {
  EXPECT_EQ(filled("a {authority} b {other} c", {{"authority", "<script>"}}), "a &lt;script&gt; b  c");
  EXPECT_EQ(filled("no places", {}), "no places");
  EXPECT_EQ(filled("an open { stays", {}), "an open { stays");
}

TEST(LinkTexts, DaysAreWrittenAsPeopleSayThem) {
  base::Date const day = *base::make_date(2026, 12, 1);
  EXPECT_EQ(long_date(day, Language::kDanish), "tirsdag den 1. december 2026");
  EXPECT_EQ(long_date(day, Language::kEnglish), "Tuesday 1 December 2026");
}

}  // namespace
}  // namespace http::links
