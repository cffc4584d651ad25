// The public keys of a provider (JSON Web Key Set).
//
// Source: RFC 7517 and 7518. RSA keys of 2048 to 8192 bits and EC keys on P-256 for signatures are taken; every other
//   key in the set is skipped, as section 5 asks. Symmetric keys are never taken.
// Immutable after parsing; copies share the keys.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace adapters::oidc {

enum class KeyType : std::uint8_t { kRsa, kP256 };

struct PublicKey {
  std::string id;         // may be empty
  std::string algorithm;  // empty: any that fits the type
  KeyType type = KeyType::kRsa;
  std::shared_ptr<evp_pkey_st> key;
};

class KeySet {
 public:
  /// Nothing if `json` is no key set; a set without usable keys is empty.
  [[nodiscard]] static std::optional<KeySet> parse(std::string_view json);

  [[nodiscard]] bool has(std::string_view key_id) const;
  /// The key for a signature with `algorithm`. Without a key id only if exactly one key fits.
  [[nodiscard]] PublicKey const* find(std::string_view key_id, std::string_view algorithm) const;
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

 private:
  std::vector<PublicKey> keys_;
};

/// Checks a JWS signature (RFC 7518 section 3) of RS256, PS256 or ES256; false for anything else.
[[nodiscard]] bool signature_matches(PublicKey const& key, std::string_view algorithm, std::string_view signed_text,
                                     std::string_view signature);

}  // namespace adapters::oidc
