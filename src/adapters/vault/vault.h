// The vault: seals personal details and small secrets with AES-256-GCM, and makes the keyed index that finds a person
// again.
//
// Source: NIST SP 800-38D; keys from one 32-byte master key by HMAC-SHA256 with a label each (index, digest, sealing),
//   so that no key serves two ends. Sealed form: format 1 (one byte), key id (4 bytes, of the master key), nonce (12),
//   ciphertext, tag (16): algorithm and key can both change later. Nonces are random; with one key for at most 2^32
//   texts the chance of a repeat stays below 2^-32.
// Thread safety: any thread may call.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ports/party_sealer.h"
#include "ports/random_source.h"
#include "ports/secret_box.h"

namespace adapters::vault {

/// What was sealed of a person. Empty: not known.
struct OpenedPerson {
  claims::DebtorKind kind = claims::DebtorKind::kPerson;
  std::string national_id, name, address, postcode, city, country, email, phone;

  /// As they stand below the name on a letter; none if something that a letter needs is not known.
  [[nodiscard]] std::vector<std::string> address_lines() const;
};

class Vault : public ports::PartySealer, public ports::SecretBox {
 public:
  /// `master_key` is 32 random bytes; anything else stops with std::invalid_argument.
  Vault(std::string_view master_key, ports::RandomSource& random);
  ~Vault() override;

  [[nodiscard]] ports::Party seal(ports::PersonDetails const& person) override;
  /// What `seal` made of `person`, for the same person with another national id. Nothing if it cannot be opened.
  [[nodiscard]] std::optional<ports::Party> seal_with_other_id(claims::DebtorKind kind, std::string_view sealed_person,
                                                               std::string_view national_id);
  /// Nothing if it cannot be opened. The kind is not sealed: the caller knows it.
  [[nodiscard]] std::optional<OpenedPerson> open_person(claims::DebtorKind kind, std::string_view sealed_person);
  [[nodiscard]] std::string seal(std::string_view purpose, std::string_view plain) override;
  [[nodiscard]] std::optional<std::string> open(std::string_view purpose, std::string_view sealed) override;

  /// A key for another end, from the same master key: the pepper of API keys, the payment desk's references.
  [[nodiscard]] std::string derive(std::string_view label) const;

 private:
  std::string master_key_;
  std::string index_key_;
  std::string digest_key_;
  std::string sealing_key_;
  std::string key_id_;
  ports::RandomSource& random_;
};

/// Reads the master key from a file of 64 hex digits; makes the file (mode 0600) if there is none.
/// Throws std::runtime_error with what to do.
[[nodiscard]] std::string load_or_create_master_key(std::string const& path, ports::RandomSource& random);

}  // namespace adapters::vault
