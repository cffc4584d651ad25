// For the tests of this folder: keys made for the run, and tokens signed with them.
#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/encoding.h"

namespace adapters::oidc {

class TestSigner {
 public:
  enum class Kind { kRsa, kP256 };

  TestSigner(Kind kind, std::string key_id)
      : kind_(kind),
        key_id_(std::move(key_id)),
        key_(kind == Kind::kRsa ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048})
                                : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")) {}
  ~TestSigner() { EVP_PKEY_free(key_); }
  TestSigner(TestSigner const&) = delete;
  TestSigner& operator=(TestSigner const&) = delete;

  [[nodiscard]] boost::json::object jwk() const {
    boost::json::object out{{"kid", key_id_}, {"use", "sig"}};
    if (kind_ == Kind::kRsa) {
      out["kty"] = "RSA";
      out["n"] = number(OSSL_PKEY_PARAM_RSA_N, 0);
      out["e"] = number(OSSL_PKEY_PARAM_RSA_E, 0);
    } else {
      out["kty"] = "EC";
      out["crv"] = "P-256";
      out["x"] = number(OSSL_PKEY_PARAM_EC_PUB_X, 32);
      out["y"] = number(OSSL_PKEY_PARAM_EC_PUB_Y, 32);
    }
    return out;
  }

  [[nodiscard]] std::string sign(boost::json::object header, boost::json::object const& claims) const {
    if (!header.contains("kid")) header["kid"] = key_id_;
    std::string text =
        base::to_base64url(boost::json::serialize(header)) + "." + base::to_base64url(boost::json::serialize(claims));
    std::string const algorithm(header.at("alg").as_string());
    return text + "." + base::to_base64url(signature(text, algorithm));
  }

 private:
  [[nodiscard]] std::string number(char const* name, int size) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key_, name, &value);
    std::string bytes(static_cast<std::size_t>(size == 0 ? BN_num_bytes(value) : size), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    BN_free(value);
    return base::to_base64url(bytes);
  }

  [[nodiscard]] std::string signature(std::string_view text, std::string_view algorithm) const {
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* key_context = nullptr;
    EVP_DigestSignInit(context, &key_context, EVP_sha256(), nullptr, key_);
    if (algorithm == "PS256") {
      EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST);
    }
    std::size_t size = 0;
    auto const bytes = base::bytes_of(text);
    EVP_DigestSign(context, nullptr, &size, bytes.data(), bytes.size());
    std::string made(size, '\0');
    EVP_DigestSign(context, reinterpret_cast<unsigned char*>(made.data()), &size, bytes.data(), bytes.size());
    made.resize(size);
    EVP_MD_CTX_free(context);
    if (kind_ == Kind::kRsa) return made;
    auto const* der = reinterpret_cast<unsigned char const*>(made.data());
    ECDSA_SIG* const parsed = d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(made.size()));
    std::string raw(64, '\0');
    BN_bn2binpad(ECDSA_SIG_get0_r(parsed), reinterpret_cast<unsigned char*>(raw.data()), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(parsed), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
    ECDSA_SIG_free(parsed);
    return raw;
  }

  Kind kind_;
  std::string key_id_;
  EVP_PKEY* key_;
};

inline std::string key_set_json(std::vector<boost::json::object> const& keys) {
  boost::json::array list(keys.begin(), keys.end());
  return boost::json::serialize(boost::json::object{{"keys", list}});
}

inline constexpr std::int64_t kTestNow = 1'767'260'000;

/// The claims of a good token; tests change one at a time.
inline boost::json::object good_claims() {
  return {{"iss", "https://broker.example"},
          {"aud", "client"},
          {"sub", "person-1"},
          {"iat", kTestNow - 30},
          {"nbf", kTestNow - 30},
          {"exp", kTestNow + 270},
          {"auth_time", kTestNow - 40},
          {"nonce", "n-1"},
          {"idp", "mitid"},
          {"identity_type", "private"},
          {"loa", "https://data.gov.dk/concept/core/nsis/Substantial"},
          {"dk.cpr", "0101010000"},
          {"mitid.identity_name", "Test Testesen"}};
}

}  // namespace adapters::oidc
