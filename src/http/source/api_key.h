// The keys of source systems: `fd_<key id>_<secret>`, the secret being 256 random bits as base64url.
//
// At rest there is only a keyed hash of the whole token (HMAC-SHA-256 under the server's pepper): who reads the store
//   can neither use a key nor try guesses against it. The key id is no secret; logs and revocation name a key by it.
// Pure but for the random source. A token is never logged.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "ports/random_source.h"

namespace http::source {

struct MintedKey {
  std::string token;  // shown once, to whoever runs the source system
  std::string key_id;
  base::Digest hash{};  // what is stored
};

[[nodiscard]] MintedKey mint_api_key(ports::RandomSource& random, std::string_view pepper);

/// The key id of a token in its exact form; nothing for any other text.
[[nodiscard]] std::optional<std::string_view> key_id_of(std::string_view token);

[[nodiscard]] base::Digest hash_of_key(std::string_view token, std::string_view pepper);

/// The token of an `Authorization: Bearer ...` field, the word in any letter case; nothing if it is of another form.
[[nodiscard]] std::optional<std::string_view> bearer_token(std::string_view authorization);

}  // namespace http::source
