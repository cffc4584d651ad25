// Keys of source systems: their form, their hash, and what is not a key.
#include "http/source/api_key.h"

#include <gtest/gtest.h>

namespace http::source {
namespace {

struct FixedRandom : ports::RandomSource {
  std::uint8_t next = 0;
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(next += 37);
  }
};

TEST(ApiKey, HasItsFormAndItsOwnHash) {
  FixedRandom random;
  MintedKey const first = mint_api_key(random, "pepper");
  MintedKey const second = mint_api_key(random, "pepper");
  EXPECT_EQ(first.token.size(), 3 + 16 + 1 + 43U);
  EXPECT_EQ(key_id_of(first.token), first.key_id);
  EXPECT_NE(first.token, second.token);
  EXPECT_EQ(first.hash, hash_of_key(first.token, "pepper"));
  EXPECT_NE(first.hash, hash_of_key(first.token, "salt")) << "without the pepper the hash says nothing";
}

TEST(ApiKey, OtherTextsAreNoKeys) {
  FixedRandom random;
  std::string const token = mint_api_key(random, "p").token;
  std::string upper = token;
  upper[4] = 'A';
  for (std::string const& text : {std::string(), std::string("fd_"), token.substr(1), token + "A",
                                  token.substr(0, token.size() - 1), "fd_" + token, upper, token + "="}) {
    EXPECT_FALSE(key_id_of(text)) << text;
  }
}

TEST(ApiKey, IsSentAsABearerToken) {
  EXPECT_EQ(bearer_token("Bearer abc"), "abc");
  EXPECT_EQ(bearer_token("bearer abc"), "abc");
  EXPECT_FALSE(bearer_token("Bearer "));
  EXPECT_FALSE(bearer_token("Basic abc"));
  EXPECT_FALSE(bearer_token("abc"));
}

}  // namespace
}  // namespace http::source
