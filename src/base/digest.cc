#include "base/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstdlib>
#include <cstring>
#include <utility>

namespace base {
namespace {

constexpr std::size_t kBlockSize = 64;

/// Without SHA-256 no hash chain and no signature can be right: stopping is the only honest answer.
[[noreturn]] void stop_without_sha256() { std::abort(); }

void require(int result) {
  if (result != 1) [[unlikely]]
    stop_without_sha256();
}

/// Fetched once: EVP_sha256() would look the implementation up again at each use. Never freed, so that a hash made
/// while static objects are torn down still works.
EVP_MD const* algorithm() {
  static EVP_MD const* const fetched = [] {
    EVP_MD const* const result = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
    if (result == nullptr) stop_without_sha256();
    return result;
  }();
  return fetched;
}

EVP_MD_CTX* new_context() {
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  if (context == nullptr) stop_without_sha256();
  return context;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

EVP_MD_CTX* thread_context() {
  thread_local std::unique_ptr<EVP_MD_CTX, FreeContext> const context(new_context());
  return context.get();
}

Digest sha256_of_two(std::span<std::uint8_t const> first, std::span<std::uint8_t const> second) {
  EVP_MD_CTX* const context = thread_context();
  Digest digest;
  require(EVP_DigestInit_ex2(context, algorithm(), nullptr));
  if (!first.empty()) require(EVP_DigestUpdate(context, first.data(), first.size()));
  if (!second.empty()) require(EVP_DigestUpdate(context, second.data(), second.size()));
  require(EVP_DigestFinal_ex(context, digest.data(), nullptr));
  return digest;
}

}  // namespace

Digest sha256(std::span<std::uint8_t const> message) { return sha256_of_two(message, {}); }

Digest sha256(std::string_view message) { return sha256(bytes_of(message)); }

// FIPS 198-1, section 4, table 1, steps 1 to 10.
Digest hmac_sha256(std::span<std::uint8_t const> key, std::span<std::uint8_t const> message) {
  std::array<std::uint8_t, kBlockSize> padded{};
  if (key.size() > kBlockSize) {
    Digest const hashed = sha256(key);
    std::memcpy(padded.data(), hashed.data(), hashed.size());
  } else if (!key.empty()) {
    std::memcpy(padded.data(), key.data(), key.size());
  }
  constexpr std::uint8_t kInner = 0x36;
  constexpr std::uint8_t kOuter = 0x5c;
  for (std::uint8_t& byte : padded) byte = static_cast<std::uint8_t>(byte ^ kInner);
  Digest const inner = sha256_of_two(padded, message);
  for (std::uint8_t& byte : padded) byte = static_cast<std::uint8_t>(byte ^ kInner ^ kOuter);
  Digest const outer = sha256_of_two(padded, inner);
  OPENSSL_cleanse(padded.data(), padded.size());
  return outer;
}

Digest hmac_sha256(std::string_view key, std::string_view message) {
  return hmac_sha256(bytes_of(key), bytes_of(message));
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const noexcept { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(new_context()) { require(EVP_DigestInit_ex2(context_.get(), algorithm(), nullptr)); }

Sha256::~Sha256() = default;

Sha256::Sha256(Sha256 const& other) : context_(new_context()) {
  require(EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()));
}

Sha256& Sha256::operator=(Sha256 const& other) {
  if (this != &other) {
    Sha256 copy(other);
    *this = std::move(copy);
  }
  return *this;
}

Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::update(std::span<std::uint8_t const> piece) {
  if (!piece.empty()) require(EVP_DigestUpdate(context_.get(), piece.data(), piece.size()));
  return *this;
}

Sha256& Sha256::update(std::string_view piece) { return update(bytes_of(piece)); }

Digest Sha256::finish() {
  Digest digest;
  require(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr));
  require(EVP_DigestInit_ex2(context_.get(), algorithm(), nullptr));
  return digest;
}

bool equal_in_constant_time(std::span<std::uint8_t const> left, std::span<std::uint8_t const> right) noexcept {
  if (left.size() != right.size()) return false;
  return left.empty() || CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept {
  return equal_in_constant_time(bytes_of(left), bytes_of(right));
}

}  // namespace base
