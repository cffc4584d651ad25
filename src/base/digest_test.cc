// SHA-256 and HMAC against the examples of FIPS 180-4 and RFC 4231.
#include "base/digest.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/encoding.h"

namespace base {
namespace {

TEST(Digest, Sha256OfKnownMessages) {
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

// RFC 4231, test cases 1, 2 and 6 (a key longer than one block).
TEST(Digest, HmacOfKnownMessages) {
  EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(to_hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Digest, HmacTakesAnEmptyKeyAndAnEmptyMessage) {
  EXPECT_EQ(to_hex(hmac_sha256("", "")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Digest, PiecesGiveTheSameAsTheWhole) {
  std::string message;
  for (int i = 0; i < 1000; ++i) message += static_cast<char>(i * 7);
  for (std::size_t const step : {std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{65}, std::size_t{999}}) {
    Sha256 hash;
    for (std::size_t at = 0; at < message.size(); at += step) hash.update(std::string_view(message).substr(at, step));
    EXPECT_EQ(hash.finish(), sha256(message)) << step;
  }
}

TEST(Digest, StartsAfreshAfterFinishAndCopiesKeepTheirState) {
  Sha256 hash;
  hash.update("ab");
  Sha256 copy(hash);
  EXPECT_EQ(hash.update("c").finish(), sha256("abc"));
  EXPECT_EQ(hash.update("abc").finish(), sha256("abc"));
  EXPECT_EQ(copy.update("d").finish(), sha256("abd"));
  copy.update("x");
  hash = copy;
  EXPECT_EQ(hash.finish(), sha256("x"));
  Sha256 moved(std::move(copy));
  EXPECT_EQ(moved.finish(), sha256("x"));
}

TEST(Digest, ThreadsDoNotDisturbEachOther) {
  Digest const expected = sha256("the same everywhere");
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    threads.emplace_back([&wrong, &expected, i] {
      for (int round = 0; round < 2000; ++round) wrong[i] += sha256("the same everywhere") == expected ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(Digest, ComparesInConstantTime) {
  EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secre"));
  EXPECT_FALSE(equal_in_constant_time("", "x"));
}

}  // namespace
}  // namespace base
