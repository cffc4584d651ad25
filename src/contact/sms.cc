#include "contact/sms.h"

#include <algorithm>
#include <array>

namespace contact {

namespace {

/// Letters of the default alphabet that are not ASCII.
constexpr char32_t kBasic[] = U"£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
constexpr std::string_view kNotBasicAscii = "[\\]^`{|}~";  // all but the grave accent are extended
constexpr std::string_view kExtendedAscii = "^{}\\[~]|\f";

/// Septets of one letter: 1, 2 in the extension table, 0 if GSM 03.38 does not have it.
std::size_t compute_septets(char32_t letter) {
  if (letter < 0x80) {
    auto const byte = static_cast<char>(letter);
    if (kExtendedAscii.find(byte) != std::string_view::npos) return 2;
    bool const control = letter < 0x20 && byte != '\n' && byte != '\r';
    return control || letter == 0x7f || kNotBasicAscii.find(byte) != std::string_view::npos ? 0 : 1;
  }
  if (letter == U'€') return 2;
  return std::ranges::find(kBasic, letter) != std::end(kBasic) ? 1 : 0;
}

/// The first 256 code points are nearly everything that is ever asked about.
std::array<std::uint8_t, 256> make_table() {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = static_cast<std::uint8_t>(compute_septets(static_cast<char32_t>(i)));
  }
  return table;
}

std::size_t septets_of(char32_t letter) {
  static std::array<std::uint8_t, 256> const kTable = make_table();
  return letter < kTable.size() ? kTable[letter] : compute_septets(letter);
}

/// Takes one code point off the front of well-formed UTF-8; a stray byte stands for itself.
char32_t take_letter(std::string_view& text) {
  auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  std::size_t const size = byte(0) < 0x80 ? 1 : byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : byte(0) >= 0xc0 ? 2 : 1;
  if (size > text.size() || size == 1) {
    char32_t const letter = byte(0);
    text.remove_prefix(1);
    return letter;
  }
  char32_t letter = byte(0) & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) letter = letter << 6 | (byte(i) & 0x3fU);
  text.remove_prefix(size);
  return letter;
}

/// Pieces for letters of the given sizes, none of which may be cut.
std::size_t segments_of(std::string_view text, SmsEncoding encoding, std::size_t units) {
  std::size_t const alone = encoding == SmsEncoding::kGsm7 ? 160 : 70;
  std::size_t const of_many = encoding == SmsEncoding::kGsm7 ? 153 : 67;
  if (units <= alone) return 1;
  std::size_t segments = 1;
  std::size_t used = 0;
  while (!text.empty()) {
    char32_t const letter = take_letter(text);
    std::size_t const size = encoding == SmsEncoding::kGsm7 ? septets_of(letter) : letter > 0xffff ? 2 : 1;
    if (used + size > of_many) {
      ++segments;
      used = 0;
    }
    used += size;
  }
  return segments;
}

}  // namespace

SmsSize measure_sms(std::string_view text) {
  SmsSize size;
  std::size_t ucs2_units = 0;
  for (std::string_view rest = text; !rest.empty();) {
    std::string_view const before = rest;
    char32_t const letter = take_letter(rest);
    std::size_t const septets = septets_of(letter);
    size.units += septets;
    ucs2_units += letter > 0xffff ? 2 : 1;
    if (septets > 0) continue;
    std::string foreign{before.substr(0, before.size() - rest.size())};
    if (std::ranges::find(size.foreign, foreign) == size.foreign.end()) size.foreign.push_back(std::move(foreign));
  }
  if (!size.foreign.empty()) {
    size.encoding = SmsEncoding::kUcs2;
    size.units = ucs2_units;
  }
  size.segments = segments_of(text, size.encoding, size.units);
  return size;
}

}  // namespace contact
