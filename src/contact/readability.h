// LIX, the readability figure of Björnsson (1968): words a sentence, plus the share of words longer than six letters.
//
// Below 25 easy as a children's book, 25 to 34 easy, 35 to 44 as a newspaper, 45 to 54 official, above that law.
// Units: the figure, rounded to a whole number.
// Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace contact {

struct TextCount {
  std::int64_t words = 0, long_words = 0, sentences = 0;
};

/// Counts one paragraph, heading or list item: it ends a sentence, whatever its last sign. A full stop behind a number
/// ("4. december") or before a small letter ends none.
void count_text(TextCount& count, std::string_view text);

/// Nought for no words.
[[nodiscard]] std::int64_t lix(TextCount const& count);

}  // namespace contact
