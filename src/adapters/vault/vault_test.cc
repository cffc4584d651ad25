#include "adapters/vault/vault.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/support/test_books.h"

namespace adapters::vault {
namespace {

class CountingRandom : public ports::RandomSource {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = next_++;
  }

 private:
  std::uint8_t next_ = 0;
};

class VaultTest : public testing::Test {
 protected:
  CountingRandom random_;
  Vault vault_{std::string(32, 'k'), random_};
};

TEST_F(VaultTest, WhatWasSealedOpensForItsPurposeOnly) {
  std::string const sealed = vault_.seal("person", "Maja");
  EXPECT_EQ(sealed.find("Maja"), std::string::npos);
  EXPECT_EQ(vault_.open("person", sealed), "Maja");
  EXPECT_FALSE(vault_.open("secret", sealed));
  EXPECT_EQ(vault_.open("person", vault_.seal("person", "")), "");
}

TEST_F(VaultTest, EveryChangedByteIsNoticed) {
  std::string const sealed = vault_.seal("person", "Maja");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(vault_.open("person", changed)) << at;
    EXPECT_FALSE(vault_.open("person", sealed.substr(0, at))) << at;
  }
}

TEST_F(VaultTest, AnotherKeyOpensNothing) {
  Vault other{std::string(32, 'x'), random_};
  EXPECT_FALSE(other.open("person", vault_.seal("person", "Maja")));
}

TEST_F(VaultTest, APersonIsSealedAgainUnderAnotherNationalId) {
  ports::PersonDetails maja{
      claims::DebtorKind::kPerson, "0101704444", "Maja: 1", "A 1\nB", "8000", "Aarhus", "DK", "m", ""};
  ports::Party const first = vault_.seal(maja);
  auto const changed = vault_.seal_with_other_id(claims::DebtorKind::kPerson, first.sealed, "0202705555");
  ASSERT_TRUE(changed);
  maja.national_id = "0202705555";
  EXPECT_EQ(changed->blind_index, vault_.seal(maja).blind_index);
  EXPECT_EQ(changed->detail_digest, vault_.seal(maja).detail_digest);
  EXPECT_EQ(vault_.open("person", changed->sealed), vault_.open("person", vault_.seal(maja).sealed));
  EXPECT_FALSE(vault_.seal_with_other_id(claims::DebtorKind::kPerson, "broken", "0202705555"));
  EXPECT_FALSE(vault_.seal_with_other_id(claims::DebtorKind::kPerson, vault_.seal("person", "3:ab"), "0202705555"));
  EXPECT_FALSE(vault_.seal_with_other_id(claims::DebtorKind::kPerson, vault_.seal("person", "no"), "0202705555"));
}

TEST_F(VaultTest, ThePersonIsFoundAgainAndChangesAreSeen) {
  ports::PersonDetails maja{claims::DebtorKind::kPerson, "0101704444", "Maja", "", "", "", "", "", ""};
  ports::Party const first = vault_.seal(maja);
  ports::Party const again = vault_.seal(maja);
  EXPECT_EQ(first.blind_index, again.blind_index);
  EXPECT_EQ(first.detail_digest, again.detail_digest);
  EXPECT_NE(first.sealed, again.sealed);
  maja.name = "Maja Ny";
  EXPECT_EQ(vault_.seal(maja).blind_index, first.blind_index);
  EXPECT_NE(vault_.seal(maja).detail_digest, first.detail_digest);
  maja.kind = claims::DebtorKind::kCompany;
  EXPECT_NE(vault_.seal(maja).blind_index, first.blind_index);
}

// Lengths are part of what is digested: "ab" + "c" is another person than "a" + "bc".
TEST_F(VaultTest, FieldsDoNotRunIntoEachOther) {
  ports::PersonDetails one{claims::DebtorKind::kPerson, "1", "ab", "c", "", "", "", "", ""};
  ports::PersonDetails two{claims::DebtorKind::kPerson, "1", "a", "bc", "", "", "", "", ""};
  EXPECT_NE(vault_.seal(one).detail_digest, vault_.seal(two).detail_digest);
}

TEST_F(VaultTest, TheKeyFileIsMadeOnceAndIsPrivate) {
  tests::TemporaryFolder folder;
  std::string const path = folder.file("key");
  std::string const key = load_or_create_master_key(path, random_);
  EXPECT_EQ(key.size(), 32U);
  EXPECT_EQ(load_or_create_master_key(path, random_), key);
  struct stat status{};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  std::ofstream{path} << "broken";
  EXPECT_THROW((void)load_or_create_master_key(path, random_), std::runtime_error);
}

}  // namespace
}  // namespace adapters::vault
