#include "adapters/vault/vault.h"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <stdexcept>

#include "base/digest.h"
#include "base/encoding.h"

namespace adapters::vault {

namespace {

constexpr char kFormat = 1;
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kHeadBytes = 1 + kKeyIdBytes + kNonceBytes;

std::string_view text_of(base::Digest const& digest) { return base::text_of(digest); }

ports::ShortDigest shorten(base::Digest const& digest) {
  ports::ShortDigest result;
  std::memcpy(result.data(), digest.data(), result.size());
  return result;
}

unsigned char const* bytes(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

/// One context a thread: setting one up costs more than sealing a name.
EVP_CIPHER_CTX* thread_context() {
  thread_local std::unique_ptr<EVP_CIPHER_CTX, FreeContext> const context{EVP_CIPHER_CTX_new()};
  EVP_CIPHER_CTX_reset(context.get());
  return context.get();
}

EVP_CIPHER const* algorithm() {
  static EVP_CIPHER const* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return cipher;
}

void require(int result) {
  if (result != 1) throw std::runtime_error("the cryptographic library refused to seal");
}

/// Details as one text: a field's length, a colon, the field.
std::string joined(ports::PersonDetails const& p) {
  std::string text;
  for (std::string_view const field :
       {p.national_id, p.name, p.address, p.postcode, p.city, p.country, p.email, p.phone}) {
    text += std::to_string(field.size()) + ":";
    text += field;
  }
  return text;
}

/// The fields of a joined text, in order; nothing if it is none.
std::optional<std::vector<std::string_view>> split(std::string_view text) {
  std::vector<std::string_view> fields;
  while (!text.empty()) {
    std::size_t const colon = text.find(':');
    std::size_t size = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + std::min(colon, text.size()), size);
    if (colon == std::string_view::npos || error != std::errc() || end != text.data() + colon) return std::nullopt;
    text.remove_prefix(colon + 1);
    if (size > text.size()) return std::nullopt;
    fields.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return fields;
}

}  // namespace

Vault::Vault(std::string_view master_key, ports::RandomSource& random) : master_key_(master_key), random_(random) {
  if (master_key.size() != 32) throw std::invalid_argument("the master key must be 32 bytes");
  index_key_ = derive("blind index");
  digest_key_ = derive("detail digest");
  sealing_key_ = derive("sealing");
  key_id_ = derive("key id").substr(0, kKeyIdBytes);
}

Vault::~Vault() = default;

std::string Vault::derive(std::string_view label) const {
  return std::string{text_of(base::hmac_sha256(master_key_, label))};
}

ports::Party Vault::seal(ports::PersonDetails const& person) {
  ports::Party party;
  party.kind = person.kind;
  std::string const details = joined(person);
  std::string id{static_cast<char>('0' + static_cast<int>(person.kind))};
  id += person.national_id;
  party.blind_index = shorten(base::hmac_sha256(index_key_, id));
  party.detail_digest = shorten(base::hmac_sha256(digest_key_, details));
  party.sealed = seal("person", details);
  party.is_bare = person.name.empty() && person.address.empty() && person.postcode.empty() && person.city.empty() &&
                  person.country.empty() && person.email.empty() && person.phone.empty();
  return party;
}

std::optional<ports::Party> Vault::seal_with_other_id(claims::DebtorKind kind, std::string_view sealed_person,
                                                      std::string_view national_id) {
  auto const plain = open("person", sealed_person);
  auto const fields = plain ? split(*plain) : std::nullopt;
  if (!fields || fields->size() != 8) return std::nullopt;
  auto const& f = *fields;
  return seal(ports::PersonDetails{kind, national_id, f[1], f[2], f[3], f[4], f[5], f[6], f[7]});
}

std::optional<OpenedPerson> Vault::open_person(claims::DebtorKind kind, std::string_view sealed_person) {
  auto const plain = open("person", sealed_person);
  auto const fields = plain ? split(*plain) : std::nullopt;
  if (!fields || fields->size() != 8) return std::nullopt;
  auto const text = [&](std::size_t at) { return std::string{(*fields)[at]}; };
  return OpenedPerson{kind, text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7)};
}

std::vector<std::string> OpenedPerson::address_lines() const {
  if (name.empty() || address.empty() || postcode.empty() || city.empty()) return {};
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= address.size();) {
    std::size_t const end = std::min(address.find('\n', at), address.size());
    lines.push_back(address.substr(at, end - at));
    at = end + 1;
  }
  lines.push_back(postcode + " " + city);
  return lines;
}

std::string Vault::seal(std::string_view purpose, std::string_view plain) {
  std::string sealed(kHeadBytes + plain.size() + kTagBytes, '\0');
  sealed[0] = kFormat;
  std::memcpy(sealed.data() + 1, key_id_.data(), kKeyIdBytes);
  auto* const out = reinterpret_cast<unsigned char*>(sealed.data());
  unsigned char* const nonce = out + 1 + kKeyIdBytes;
  random_.fill({nonce, kNonceBytes});
  EVP_CIPHER_CTX* const context = thread_context();
  int length = 0;
  require(EVP_EncryptInit_ex2(context, algorithm(), bytes(sealing_key_), nonce, nullptr));
  require(EVP_EncryptUpdate(context, nullptr, &length, bytes(purpose), static_cast<int>(purpose.size())));
  require(EVP_EncryptUpdate(context, out + kHeadBytes, &length, bytes(plain), static_cast<int>(plain.size())));
  require(EVP_EncryptFinal_ex(context, out + kHeadBytes + length, &length));
  require(
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, static_cast<int>(kTagBytes), out + kHeadBytes + plain.size()));
  return sealed;
}

std::optional<std::string> Vault::open(std::string_view purpose, std::string_view sealed) {
  if (sealed.size() < kHeadBytes + kTagBytes || sealed[0] != kFormat) return std::nullopt;
  if (sealed.substr(1, kKeyIdBytes) != key_id_) return std::nullopt;
  std::size_t const size = sealed.size() - kHeadBytes - kTagBytes;
  std::string plain(size, '\0');
  std::string tag{sealed.substr(kHeadBytes + size)};
  EVP_CIPHER_CTX* const context = thread_context();
  int length = 0;
  require(EVP_DecryptInit_ex2(context, algorithm(), bytes(sealing_key_), bytes(sealed) + 1 + kKeyIdBytes, nullptr));
  require(EVP_DecryptUpdate(context, nullptr, &length, bytes(purpose), static_cast<int>(purpose.size())));
  require(EVP_DecryptUpdate(context, reinterpret_cast<unsigned char*>(plain.data()), &length,
                            bytes(sealed) + kHeadBytes, static_cast<int>(size)));
  require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTagBytes), tag.data()));
  unsigned char rest[16];
  if (EVP_DecryptFinal_ex(context, rest, &length) != 1) return std::nullopt;
  return plain;
}

}  // namespace adapters::vault
