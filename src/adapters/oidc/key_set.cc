#include "adapters/oidc/key_set.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "base/digest.h"
#include "base/encoding.h"
#include "json_values/json_object.h"

namespace adapters::oidc {
namespace {

namespace json = boost::json;
using json_values::text_member;

constexpr std::size_t kMaxKeys = 64;
constexpr std::size_t kMaxSetBytes = 256 * 1024;
constexpr int kMinRsaBits = 2048;
constexpr int kMaxRsaBits = 8192;
constexpr std::size_t kCoordinateBytes = 32;

template <auto Function>
struct Free {
  template <class Type>
  void operator()(Type* pointer) const noexcept {
    Function(pointer);
  }
};
using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;
using SharedKey = std::shared_ptr<EVP_PKEY>;

unsigned char const* bytes(std::string_view text) { return base::bytes_of(text).data(); }

Number number_of(std::string_view big_endian) {
  return Number(BN_bin2bn(bytes(big_endian), static_cast<int>(big_endian.size()), nullptr));
}

SharedKey build(char const* type, OSSL_PARAM_BLD* builder) {
  Parameters const parameters(OSSL_PARAM_BLD_to_param(builder));
  KeyContext const context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return {};
  }
  return SharedKey(key, EVP_PKEY_free);
}

SharedKey rsa_key(json::object const& jwk) {
  std::optional<std::string> const modulus = base::from_base64url(text_member(jwk, "n"));
  std::optional<std::string> const exponent = base::from_base64url(text_member(jwk, "e"));
  if (!modulus || !exponent || modulus->empty() || exponent->empty() || modulus->size() > kMaxRsaBits / 8) return {};
  Number const n = number_of(*modulus);
  Number const e = number_of(*exponent);
  if (BN_num_bits(n.get()) < kMinRsaBits || BN_is_odd(e.get()) == 0 || BN_is_one(e.get()) == 1) return {};
  Builder const builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return build("RSA", builder.get());
}

SharedKey p256_key(json::object const& jwk) {
  std::optional<std::string> const x = base::from_base64url(text_member(jwk, "x"));
  std::optional<std::string> const y = base::from_base64url(text_member(jwk, "y"));
  if (text_member(jwk, "crv") != "P-256" || !x || !y) return {};
  if (x->size() != kCoordinateBytes || y->size() != kCoordinateBytes) return {};
  std::string const point = "\x04" + *x + *y;
  Builder const builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  SharedKey key = build("EC", builder.get());
  if (!key) return {};
  KeyContext const check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  return check && EVP_PKEY_public_check(check.get()) == 1 ? key : SharedKey();
}

std::optional<PublicKey> read_key(json::value const& value) {
  if (!value.is_object()) return std::nullopt;
  json::object const& jwk = value.get_object();
  std::string const use = text_member(jwk, "use");
  if (!use.empty() && use != "sig") return std::nullopt;
  PublicKey key;
  key.id = text_member(jwk, "kid");
  key.algorithm = text_member(jwk, "alg");
  std::string const type = text_member(jwk, "kty");
  if (type == "RSA") {
    key.type = KeyType::kRsa;
    key.key = rsa_key(jwk);
  } else if (type == "EC") {
    key.type = KeyType::kP256;
    key.key = p256_key(jwk);
  }
  if (!key.key) return std::nullopt;
  return key;
}

bool fits(PublicKey const& key, std::string_view algorithm) {
  if (!key.algorithm.empty() && key.algorithm != algorithm) return false;
  if (algorithm == "ES256") return key.type == KeyType::kP256;
  return (algorithm == "RS256" || algorithm == "PS256") && key.type == KeyType::kRsa;
}

/// RFC 7518 section 3.4: r and s of 32 bytes each; OpenSSL wants them in DER.
std::optional<std::string> der_signature(std::string_view raw) {
  if (raw.size() != 2 * kCoordinateBytes) return std::nullopt;
  EcSignature const signature(ECDSA_SIG_new());
  Number r = number_of(raw.substr(0, kCoordinateBytes));
  Number s = number_of(raw.substr(kCoordinateBytes));
  if (!signature || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return std::nullopt;
  (void)r.release();
  (void)s.release();
  unsigned char* der = nullptr;
  int const size = i2d_ECDSA_SIG(signature.get(), &der);
  if (size <= 0) return std::nullopt;
  std::string text(reinterpret_cast<char const*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return text;
}

}  // namespace

std::optional<KeySet> KeySet::parse(std::string_view text) {
  if (text.size() > kMaxSetBytes) return std::nullopt;
  boost::system::error_code error;
  json::value const document = json::parse({text.data(), text.size()}, error);
  if (error || !document.is_object()) return std::nullopt;
  json::value const* const keys = document.get_object().if_contains("keys");
  if (keys == nullptr || !keys->is_array()) return std::nullopt;
  KeySet set;
  for (json::value const& value : keys->get_array()) {
    if (set.keys_.size() >= kMaxKeys) break;
    std::optional<PublicKey> key = read_key(value);
    if (key) set.keys_.push_back(std::move(*key));
  }
  return set;
}

bool KeySet::has(std::string_view key_id) const {
  for (PublicKey const& key : keys_) {
    if (key.id == key_id) return true;
  }
  return false;
}

PublicKey const* KeySet::find(std::string_view key_id, std::string_view algorithm) const {
  PublicKey const* found = nullptr;
  for (PublicKey const& key : keys_) {
    if (!fits(key, algorithm) || (!key_id.empty() && key.id != key_id)) continue;
    if (found != nullptr) return nullptr;
    found = &key;
  }
  return found;
}

bool signature_matches(PublicKey const& key, std::string_view algorithm, std::string_view signed_text,
                       std::string_view signature) {
  if (!fits(key, algorithm)) return false;
  std::string encoded(signature);
  if (algorithm == "ES256") {
    std::optional<std::string> der = der_signature(signature);
    if (!der) return false;
    encoded = std::move(*der);
  }
  DigestContext const context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  if (!context || EVP_DigestVerifyInit(context.get(), &key_context, EVP_sha256(), nullptr, key.key.get()) != 1) {
    return false;
  }
  if (algorithm == "PS256" && (EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) != 1 ||
                               EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST) != 1)) {
    return false;
  }
  return EVP_DigestVerify(context.get(), bytes(encoded), encoded.size(), bytes(signed_text), signed_text.size()) == 1;
}

}  // namespace adapters::oidc
