// Damage done to a database behind the program's back: `verify` must name each.
#include <gtest/gtest.h>

#include "engine/verify.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;

class DamageTest : public testing::Test {
 protected:
  SqliteBooks books_;
  base::AuthorityId authority_ = *books_.get().add_authority(kTestAuthority);

  void SetUp() override {
    base::SourceId const source = books_.get().ensure_source(authority_, "library", "Library");
    for (int i = 1; i <= 20; ++i) {
      RegisterClaim claim{source, "L-" + std::to_string(i), "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {},
                          {}};
      claim.amounts[ledger::Component::kPrincipal] = 1'000 * i;
      RecordPayment payment;
      payment.minor = 700 * i;
      payment.value_date = kNow.date;
      payment.chosen.push_back({{{}, source, claim.reference}, {}});
      Submission s{authority_, "source:1", std::to_string(i), {}, {}, {claim, payment}};
      ASSERT_TRUE(books_.get().submit_one(s, kNow));
    }
    ASSERT_TRUE(findings().empty());
  }

  std::string findings() {
    Audit const audit = verify(*books_.get().reader(), authority_);
    std::string text;
    for (Finding const& finding : audit.findings) text += finding.what + "\n";
    return text;
  }
  void damage(std::string const& sql) {
    adapters::sqlite::Connection connection{books_.path, adapters::sqlite::Access::kReadWrite};
    connection.script(sql);
    ASSERT_EQ(connection.changes(), 1);
  }
  void expect_found(std::string const& part) {
    std::string const text = findings();
    EXPECT_NE(text.find(part), std::string::npos) << "looked for: " << part << "\nfound:\n" << text;
  }
};

TEST_F(DamageTest, OneFlippedByteInTheJournal) {
  // The last byte of an entry's payload, one bit.
  damage(
      "UPDATE journal_entry SET payload = CAST(substr(payload, 1, length(payload) - 1) ||"
      " CASE substr(hex(payload), -2) WHEN '00' THEN x'01' ELSE x'00' END AS BLOB) WHERE seq = 7");
  expect_found("(entries 7 to 7): the hash does not match");
}

TEST_F(DamageTest, EveryByteOfAnEntryIsCovered) {
  std::int64_t size = 0;
  {
    adapters::sqlite::Connection connection{books_.path, adapters::sqlite::Access::kReadOnly};
    auto row = connection.query("SELECT length(payload) FROM journal_entry WHERE seq = 9");
    ASSERT_TRUE(row.step());
    size = row.integer(0);
  }
  for (std::int64_t at = 0; at < size; ++at) {
    std::string const flip = "UPDATE journal_entry SET payload = CAST(substr(payload, 1, " + std::to_string(at) +
                             ") || CASE WHEN hex(substr(payload, " + std::to_string(at + 1) +
                             ", 1)) = '00' THEN x'01' ELSE x'00' END || substr(payload, " + std::to_string(at + 2) +
                             ") AS BLOB) WHERE seq = 9";
    std::string const restore = "UPDATE journal_entry SET payload = (SELECT payload FROM kept) WHERE seq = 9";
    adapters::sqlite::Connection connection{books_.path, adapters::sqlite::Access::kReadWrite};
    connection.script("CREATE TEMP TABLE kept AS SELECT payload FROM journal_entry WHERE seq = 9");
    connection.script(flip);
    EXPECT_NE(findings().find("the hash does not match"), std::string::npos) << "byte " << at;
    connection.script(restore);
  }
  EXPECT_EQ(findings(), "");
}

TEST_F(DamageTest, AnEditedProjectionRow) {
  damage("UPDATE claim SET principal_open = principal_open - 1 WHERE reference = 'L-5'");
  expect_found("the row is not what the journal says");
}

TEST_F(DamageTest, AnEditedPaymentAllocationDebtorAndBalance) {
  damage("UPDATE payment SET credit_minor = 1 WHERE recorded_seq = 3");
  expect_found("payment ");
  damage("UPDATE payment SET allocations = '' WHERE recorded_seq = (SELECT max(recorded_seq) FROM payment)");
  expect_found("payment ");
  damage("UPDATE debtor SET credit_minor = 5 WHERE debtor_id = (SELECT max(debtor_id) FROM debtor)");
  expect_found("credit of debtor ");
  damage("UPDATE account_balance SET minor = minor + 1 WHERE kind = 4");
  expect_found("account money by means 0");
}

TEST_F(DamageTest, ADeletedPosting) {
  damage("DELETE FROM posting WHERE seq = 11 AND line = 2");
  expect_found("posting 2 of journal entry 11 is missing");
}

TEST_F(DamageTest, AnInventedAndAChangedPosting) {
  damage(
      "INSERT INTO posting SELECT authority_id, seq, 99, debit_kind, debit_part, debit_owner, credit_kind,"
      " credit_part, credit_owner, minor, value_day, recorded, recorded_day FROM posting WHERE seq = 4 AND line = 1");
  expect_found("posting 99 of journal entry 4 has no event");
  damage("UPDATE posting SET minor = minor + 1 WHERE seq = 5 AND line = 1");
  expect_found("posting 1 of journal entry 5 is not what its event says");
}

TEST_F(DamageTest, APostingDatedBackAndAnInventedChangeOfDebtor) {
  damage("UPDATE posting SET recorded_day = recorded_day - 1 WHERE seq = 5 AND line = 1");
  expect_found("posting 1 of journal entry 5 was not recorded when its entry was");
  damage("INSERT INTO debtor_change VALUES (1, 7, 1, 1, 2, 3, 20000, 0, 20000)");
  expect_found("the change of debtor in journal entry 7 is not what it says");
}

TEST_F(DamageTest, ADeletedEntryAndADeletedTail) {
  damage("DELETE FROM journal_entry WHERE seq = 6");
  expect_found("journal entry 6 is missing");
  damage("DELETE FROM journal_entry WHERE seq = 20");
  expect_found("missing at the end of the journal");
}

TEST_F(DamageTest, ADeletedClaimAndABrokenList) {
  damage("DELETE FROM claim WHERE reference = 'L-3'");
  expect_found(": the row is missing");
  damage("DELETE FROM claim_by_debtor WHERE claim_id = (SELECT max(claim_id) FROM claim)");
  expect_found("the list of claims of debtor ");
  damage("DELETE FROM claim_entry WHERE seq = (SELECT max(seq) FROM claim_entry)");
  expect_found("the history of claim ");
}

TEST_F(DamageTest, AKeyThatNoLookUpFinds) {
  damage("UPDATE journal_entry SET found_by_claim = 1 WHERE seq = 5");
  expect_found("journal entry 5 is not found under its idempotency key");
}

TEST_F(DamageTest, ARewrittenBlockHash) {
  damage("UPDATE journal_block SET hash = zeroblob(32) WHERE block = 8");
  expect_found("journal block 8");
}

}  // namespace
}  // namespace tests
