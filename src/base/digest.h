// SHA-256 and HMAC-SHA-256, for the hash chain, idempotency hashes and keyed references.
//
// Source: FIPS 180-4 (SHA-256), FIPS 198-1 (HMAC). The work is done by OpenSSL's libcrypto; the algorithm is
//   fetched once per process and each thread keeps its own context, so a short input costs no allocation.
// Units: bytes in, 32 bytes out.
// Pure as seen from outside: no clock, chance or input/output. Every function may be called from any thread; one
//   Sha256 object belongs to one thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

struct evp_md_ctx_st;

namespace base {

using Digest = std::array<std::uint8_t, 32>;

/// The bytes of a text, seen without a copy.
[[nodiscard]] inline std::span<std::uint8_t const> bytes_of(std::string_view text) noexcept {
  return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

/// A text seen over bytes, without a copy.
[[nodiscard]] inline std::string_view text_of(std::span<std::uint8_t const> bytes) noexcept {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

[[nodiscard]] Digest sha256(std::span<std::uint8_t const> message);
[[nodiscard]] Digest sha256(std::string_view message);

[[nodiscard]] Digest hmac_sha256(std::span<std::uint8_t const> key, std::span<std::uint8_t const> message);
[[nodiscard]] Digest hmac_sha256(std::string_view key, std::string_view message);

/// SHA-256 of a message that comes in pieces. After finish() the object starts afresh.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256 const& other);
  Sha256& operator=(Sha256 const& other);
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  Sha256& update(std::span<std::uint8_t const> piece);
  Sha256& update(std::string_view piece);
  [[nodiscard]] Digest finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// Compares secrets: the time taken depends on the lengths only, never on where the first difference lies.
[[nodiscard]] bool equal_in_constant_time(std::span<std::uint8_t const> left,
                                          std::span<std::uint8_t const> right) noexcept;
[[nodiscard]] bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept;

}  // namespace base
