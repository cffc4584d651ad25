#include "http/source/api_key.h"

#include <array>

#include "base/encoding.h"
#include "http/fields.h"

namespace http::source {
namespace {

constexpr std::string_view kPrefix = "fd_";
constexpr std::string_view kScheme = "Bearer ";
constexpr std::size_t kKeyIdBytes = 8;  // as hex: it must not contain the '_' that ends it
constexpr std::size_t kKeyIdLetters = 2 * kKeyIdBytes;
constexpr std::size_t kSecretBytes = 32;

bool is_hex(std::string_view text) noexcept {
  for (char const letter : text) {
    if ((letter < '0' || letter > '9') && (letter < 'a' || letter > 'f')) return false;
  }
  return true;
}

}  // namespace

MintedKey mint_api_key(ports::RandomSource& random, std::string_view pepper) {
  std::array<std::uint8_t, kKeyIdBytes> id{};
  random.fill(id);
  MintedKey key;
  key.key_id = base::to_hex(id);
  key.token = std::string(kPrefix) + key.key_id + "_" + ports::random_token(random);
  key.hash = hash_of_key(key.token, pepper);
  return key;
}

std::optional<std::string_view> key_id_of(std::string_view token) {
  if (!token.starts_with(kPrefix)) return std::nullopt;
  std::string_view const rest = token.substr(kPrefix.size());
  if (rest.size() <= kKeyIdLetters + 1 || rest[kKeyIdLetters] != '_') return std::nullopt;
  std::string_view const key_id = rest.substr(0, kKeyIdLetters);
  auto const secret = base::from_base64url(rest.substr(kKeyIdLetters + 1));
  if (!is_hex(key_id) || !secret || secret->size() != kSecretBytes) return std::nullopt;
  return key_id;
}

base::Digest hash_of_key(std::string_view token, std::string_view pepper) { return base::hmac_sha256(pepper, token); }

std::optional<std::string_view> bearer_token(std::string_view authorization) {
  if (authorization.size() <= kScheme.size()) return std::nullopt;
  if (!equal_ignoring_case(authorization.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  return authorization.substr(kScheme.size());
}

}  // namespace http::source
