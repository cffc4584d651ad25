#include "engine/link_secret.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

constexpr std::string_view kTokenAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kCodeAlphabet = "34679ACDEFGHJKMNPQRTVWXY";

/// The 128 bits as one number, written in base 62: always 22 digits, as 62^22 is above 2^128.
std::string token_of(std::array<std::uint8_t, 16> bits) {
  std::string text(kTokenLetters, kTokenAlphabet[0]);
  for (std::size_t at = kTokenLetters; at-- > 0;) {
    std::uint32_t rest = 0;
    for (std::uint8_t& byte : bits) {
      std::uint32_t const value = rest * 256 + byte;
      byte = static_cast<std::uint8_t>(value / 62);
      rest = value % 62;
    }
    text[at] = kTokenAlphabet[rest];
  }
  return text;
}

std::string random_code(ports::RandomSource& random) {
  // Bytes at or above the last multiple of the alphabet's size are thrown away, so that every sign is as likely.
  constexpr std::size_t kFair = 256 - 256 % kCodeAlphabet.size();
  std::string text;
  while (text.size() < kCodeLetters) {
    std::array<std::uint8_t, 16> bytes{};
    random.fill(bytes);
    for (std::uint8_t const byte : bytes) {
      if (byte < kFair && text.size() < kCodeLetters) text += kCodeAlphabet[byte % kCodeAlphabet.size()];
    }
  }
  return text;
}

bool all_in(std::string_view text, std::string_view alphabet) {
  return text.find_first_not_of(alphabet) == std::string_view::npos;
}

}  // namespace

LinkSecret new_link_secret(LinkForm form, ports::RandomSource& random) {
  if (form == LinkForm::kCode) return {form, random_code(random)};
  std::array<std::uint8_t, 16> bits{};
  random.fill(bits);
  return {form, token_of(bits)};
}

std::optional<LinkSecret> read_link_secret(std::string_view typed) {
  constexpr std::string_view kBlanks = " \t\r\n";
  typed.remove_prefix(std::min(typed.find_first_not_of(kBlanks), typed.size()));
  typed = typed.substr(0, typed.find_last_not_of(kBlanks) + 1);
  std::string_view last = typed;
  if (auto const slash = typed.rfind("/p/"); slash != std::string_view::npos) last = typed.substr(slash + 3);
  if (last.size() == kTokenLetters && all_in(last, kTokenAlphabet)) {
    return LinkSecret{LinkForm::kToken, std::string{last}};
  }
  std::string code;
  for (char const c : typed) {
    if (c == ' ' || c == '-') continue;
    code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (code.size() > kCodeLetters) return std::nullopt;
  }
  if (code.size() != kCodeLetters || !all_in(code, kCodeAlphabet)) return std::nullopt;
  return LinkSecret{LinkForm::kCode, std::move(code)};
}

std::string shown(LinkSecret const& secret) {
  if (secret.form == LinkForm::kToken) return secret.text;
  return secret.text.substr(0, kCodeLetters / 2) + "-" + secret.text.substr(kCodeLetters / 2);
}

}  // namespace engine
