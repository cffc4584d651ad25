#include "contact/readability.h"

#include <string>

#include "base/utf8.h"

namespace contact {

namespace {

constexpr std::string_view kNoBreakSpace = "\u00a0";

bool is_letter_byte(char byte) {
  auto const value = static_cast<unsigned char>(byte);
  return value >= 0x80 || (value | 0x20U) - 'a' < 26U || (value >= '0' && value <= '9') || byte == '-' || byte == '\'';
}

bool is_small(char byte) { return byte >= 'a' && byte <= 'z'; }
bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/// Does the sign at `at` end a sentence with others behind it?
bool ends_sentence(std::string_view text, std::size_t at) {
  char const sign = text[at];
  if (sign != '.' && sign != '!' && sign != '?' && sign != ':') return false;
  if (at + 1 >= text.size() || text[at + 1] != ' ') return false;
  if (sign == '.' && at > 0 && is_digit(text[at - 1])) return at + 2 < text.size() && !is_small(text[at + 2]);
  return at + 2 < text.size() && !is_small(text[at + 2]);
}

}  // namespace

void count_text(TextCount& count, std::string_view words) {
  std::string text{words};
  for (std::size_t at = 0; (at = text.find(kNoBreakSpace, at)) != std::string::npos;) text.replace(at, 2, " ");
  std::int64_t const before = count.words;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter_byte(text[at])) {
      if (ends_sentence(text, at) && count.words > before) ++count.sentences;
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_letter_byte(text[end])) ++end;
    ++count.words;
    if (base::count_letters(std::string_view{text}.substr(at, end - at)) > 6) ++count.long_words;
    at = end;
  }
  if (count.words > before) ++count.sentences;
}

std::int64_t lix(TextCount const& count) {
  if (count.words == 0) return 0;
  // Both parts over one denominator, rounded once: words/sentences + 100 long/words.
  std::int64_t const above = count.words * count.words + 100 * count.long_words * count.sentences;
  std::int64_t const below = count.sentences * count.words;
  return (above + below / 2) / below;
}

}  // namespace contact
