// ID tokens and key sets. The first byte chooses: bytes as a token, bytes as a key set, bytes as user information, or a
// header line and claims that are signed here, so that what lies behind the signature is reached.
#include <boost/json/parse.hpp>

#include "adapters/oidc/id_token.h"
#include "adapters/oidc/oidc_test_support.h"
#include "tests/fuzz/fuzz_support.h"

namespace {

namespace json = boost::json;
namespace oidc = adapters::oidc;

constexpr std::int64_t kNow = 1'700'000'000;

oidc::TestSigner const& signer() {
  static oidc::TestSigner const kSigner(oidc::TestSigner::Kind::kP256, "ec-1");
  return kSigner;
}

oidc::OidcConfiguration const& configuration() {
  static oidc::OidcConfiguration const kConfiguration = [] {
    oidc::OidcConfiguration made;
    made.issuer = "https://broker.example";
    made.client_id = "client";
    return made;
  }();
  return kConfiguration;
}

auto verify(std::string_view token) {
  static oidc::KeySet const kKeys = *oidc::KeySet::parse(oidc::key_set_json({signer().jwk()}));
  return oidc::verify_id_token(token, kKeys, configuration(), "n-1", {kNow * 1'000'000});
}

/// What must hold of every token that is let through, read again without the code under test.
void expect_let_through_rightly(json::object const& claims) {
  auto const is = [&](char const* name, std::string_view wanted) {
    auto const* found = claims.if_contains(name);
    return found != nullptr && found->is_string() && std::string_view(found->get_string()) == wanted;
  };
  fuzz::expect(is("iss", configuration().issuer), "the issuer is ours");
  fuzz::expect(is("nonce", "n-1"), "the nonce is ours");
  auto const* expiry = claims.if_contains("exp");
  fuzz::expect(expiry != nullptr && expiry->is_number() && expiry->to_number<double>() > static_cast<double>(kNow - 61),
               "it has not ended");
  auto const* audience = claims.if_contains("aud");
  bool ours = is("aud", "client");
  if (audience != nullptr && audience->is_array()) {
    for (json::value const& one : audience->get_array()) ours = ours || one == "client";
  }
  fuzz::expect(ours, "it is meant for us");
}

void sign_and_verify(std::string_view text) {
  std::size_t const cut = text.find('\n');
  if (cut == std::string_view::npos) return;
  boost::system::error_code error;
  json::value const header = json::parse({text.data(), cut}, error);
  if (error || !header.is_object()) return;
  json::value const claims = json::parse({text.data() + cut + 1, text.size() - cut - 1}, error);
  if (error || !claims.is_object()) return;
  json::object head = header.get_object();
  if (!head.contains("alg") || !head.at("alg").is_string()) head["alg"] = "ES256";
  auto const identity = verify(signer().sign(head, claims.get_object()));
  if (identity) expect_let_through_rightly(claims.get_object());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view const text = fuzz::text_of(data + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      (void)oidc::read_token_header(text);
      fuzz::expect(!verify(text).has_value(), "nobody gets in without our key");
      break;
    case 1:
      if (auto const keys = oidc::KeySet::parse(text)) (void)keys->find("ec-1", "ES256");
      break;
    case 2: {
      ports::Identity identity;
      identity.subject = "person-1";
      (void)oidc::add_user_information(identity, text, configuration().claims);
      fuzz::expect(identity.subject == "person-1", "nobody becomes somebody else");
      break;
    }
    default:
      sign_and_verify(text);
  }
  return 0;
}
