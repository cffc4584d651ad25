// What direct debit has collected, on the bank statement: it is found by itself, before or after the answers, and is
// counted once; what is not exactly it waits for a person. On every store.
#include <gtest/gtest.h>

#include "adapters/bank_files/bank_import.h"
#include "adapters/bank_files/camt_reader.h"
#include "engine/verify.h"
#include "payments/collection_reference.h"
#include "tests/support/camt_writer.h"
#include "tests/support/danish_rules.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;
using adapters::bank_files::BankImportReport;
using payments::BankLineState;
using payments::Collection;
using payments::CollectionState;

constexpr std::int64_t kOwed = 600'00;
constexpr int kPeople = 3;

/// Seals nothing: what is looked at here is the books.
class PlainBox : public ports::SecretBox {
 public:
  std::string seal(std::string_view, std::string_view plain) override { return std::string{plain}; }
  std::optional<std::string> open(std::string_view, std::string_view sealed) override { return std::string{sealed}; }
};

template <class Books>
class CollectedDaysTest : public testing::Test {
 protected:
  Books books_;
  PlainBox box_;
  base::AuthorityId id_;
  ports::Authority authority_;
  payments::MatchingRules rules_{{payments::ReferenceScheme::kFik71}, base::kDanishKrone, {"81234567"}};
  std::vector<Collection> sent_;
  int next_key_ = 0;

  static base::Date later(int days) { return {kNow.date.days + days}; }
  static base::Now at(int days) { return {{kNow.instant.microseconds + days * 86'400'000'000LL}, later(days)}; }
  std::string submit(Command command, int days = 0, std::vector<ports::Party> parties = {}) {
    auto const outcome = books_.get().submit_one(
        {id_, "clerk:1", std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}}, at(days));
    return outcome ? "" : std::string{code_of(outcome.error().refusal)};
  }
  /// Three people have one claim each, of the same day, and the delivery has gone.
  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    id_ = *books_.get().add_authority(kTestAuthority);
    authority_ = books_.get().reader()->authorities().front();
    auto rules = std::make_shared<Rules>(*danish_rules(id_));
    rules->direct_debit_policies[id_] = {27, 19};
    books_.get().set_rules(rules);
    base::SourceId const source = books_.get().ensure_source(id_, "care", "Day care");
    for (int i = 0; i < kPeople; ++i) {
      std::string const name = "A" + std::to_string(i);
      RegisterClaim c{source, name, "day_care", {{}, {}, kNow.date, later(25), later(25)}, {0}, {}};
      c.amounts[ledger::Component::kPrincipal] = kOwed + i * 100;
      ASSERT_EQ(submit(c, 0, {person(name)}), "");
      base::DebtorId const debtor = books_.get().reader()->claim(id_, {{}, source, name})->liable.front();
      ASSERT_EQ(submit(SignUpMandate{debtor}), "");
      auto const mandate = books_.get().reader()->mandates_of(id_, debtor).back();
      ASSERT_EQ(submit(ConfirmMandate{mandate.id, "471" + std::to_string(i), kNow.date}), "");
      ASSERT_EQ(submit(FollowDirectDebits{{debtor}, kNow.date}), "");
      sent_.push_back(books_.get().reader()->collections_of(id_, debtor).back());
      ASSERT_EQ(submit(SendCollection{sent_.back().id, 1}), "");
    }
  }
  /// The first two are paid, the third is rejected.
  void answer() {
    for (int i = 0; i < 2; ++i) {
      ASSERT_EQ(
          submit(SettleCollection{sent_[i].id, CollectionState::kCollected, kOwed + i * 100, {}, sent_[i].day}, 40),
          "");
    }
    ASSERT_EQ(submit(SettleCollection{sent_[2].id, CollectionState::kFailed, 0, "rejected", kNow.date}, 40), "");
  }
  static constexpr std::int64_t kCollected = 2 * kOwed + 100;

  adapters::bank_files::BankTarget target() { return {authority_, books_.get(), box_, rules_, {}, {"00000027"}}; }
  BankImportReport import(CamtEntry entry, CamtKind kind = CamtKind::kStatement, base::Date value_date = {}) {
    CamtFile const file{"S-" + entry.bank_reference + (kind == CamtKind::kStatement ? "" : "N"),
                        later(40),
                        value_date.days != 0 ? value_date : base::Date{sent_[0].day.days + 1},
                        5'000,
                        {std::move(entry)}};
    auto const read = adapters::bank_files::read_camt(write_camt(file, kind), later(40));
    EXPECT_TRUE(read) << to_text(read.error());
    auto const report =
        adapters::bank_files::import_statements(*read, target(), at(40), adapters::bank_files::ImportMode::kBook);
    EXPECT_TRUE(report) << report.error();
    return report.value_or(BankImportReport{});
  }
  static CamtEntry sum_of_scheme(std::int64_t minor) {
    return {"B1", "DMCT", false, {{minor, "", "Betalingsservice 00000027", "", ""}}};
  }
  std::int64_t balance(ledger::Account account) {
    std::int64_t minor = 0;
    books_.get().reader()->each_balance(id_, [&](ports::BalanceRow const& row) {
      if (row.account == account) minor = row.minor;
    });
    return minor;
  }
  std::int64_t bank() { return balance(ledger::money(ledger::Means::kBank)); }
  std::int64_t collected() { return balance(ledger::money(ledger::Means::kDirectDebit)); }
  std::size_t waiting() { return books_.get().reader()->open_bank_lines(id_).size(); }
  void expect_sound() {
    for (Finding const& finding : verify(*books_.get().reader(), id_).findings) ADD_FAILURE() << finding.what;
  }
};

using Stores = testing::Types<MemoryBooks, SqliteBooks, PostgresBooks>;
TYPED_TEST_SUITE(CollectedDaysTest, Stores);

TYPED_TEST(CollectedDaysTest, TheSumMeetsWhatWasCollectedAndNothingIsCountedTwice) {
  this->answer();
  EXPECT_EQ(this->collected(), this->kCollected);
  EXPECT_EQ(this->bank(), 0);
  EXPECT_EQ(this->import(this->sum_of_scheme(this->kCollected)).confirmed.minor, this->kCollected);
  EXPECT_EQ(this->collected(), 0) << "it has come to the bank";
  EXPECT_EQ(this->bank(), this->kCollected);
  EXPECT_EQ(this->balance(ledger::unmatched()), 0);
  EXPECT_EQ(this->waiting(), 0U);
  EXPECT_EQ(this->import(this->sum_of_scheme(this->kCollected)).known.minor, this->kCollected) << "again is once";
  CamtEntry another = this->sum_of_scheme(this->kCollected);
  another.bank_reference = "B2";
  EXPECT_EQ(this->import(another).unmatched.minor, this->kCollected) << "another sum like it is something else";
  EXPECT_EQ(this->collected(), 0);
  this->expect_sound();
}

TYPED_TEST(CollectedDaysTest, TheSumComesBeforeTheAnswersAndLeavesTheQueueWithThem) {
  EXPECT_EQ(this->import(this->sum_of_scheme(this->kCollected)).unmatched.minor, this->kCollected);
  EXPECT_EQ(adapters::bank_files::confirm_collected(this->target(), this->at(40)), 0) << "nothing is known yet";
  this->answer();
  EXPECT_EQ(adapters::bank_files::confirm_collected(this->target(), this->at(40)), 1);
  EXPECT_EQ(adapters::bank_files::confirm_collected(this->target(), this->at(41)), 0) << "once";
  EXPECT_EQ(this->collected(), 0);
  EXPECT_EQ(this->bank(), this->kCollected);
  EXPECT_EQ(this->balance(ledger::unmatched()), 0);
  this->expect_sound();
}

TYPED_TEST(CollectedDaysTest, WhatIsNotExactlyItWaitsForAPerson) {
  this->answer();
  EXPECT_EQ(this->import(this->sum_of_scheme(this->kCollected - 1)).unmatched.lines, 1) << "another amount";
  CamtEntry plain{"B2", "DMCT", false, {{this->kCollected, "", "tak for sidst", "", ""}}};
  EXPECT_EQ(this->import(plain).unmatched.lines, 1) << "nothing says that it is of the scheme";
  CamtEntry early = this->sum_of_scheme(this->kCollected);
  early.bank_reference = "B3";
  base::Date const before{this->sent_[0].day.days - 1};
  EXPECT_EQ(this->import(early, CamtKind::kStatement, before).unmatched.lines, 1) << "before its day";
  EXPECT_EQ(this->collected(), this->kCollected);
  this->expect_sound();
}

TYPED_TEST(CollectedDaysTest, WhileAnAnswerIsMissingNothingIsDecided) {
  ASSERT_EQ(
      this->submit(SettleCollection{this->sent_[0].id, CollectionState::kCollected, kOwed, {}, this->sent_[0].day}, 40),
      "");
  EXPECT_EQ(this->import(this->sum_of_scheme(kOwed)).unmatched.minor, kOwed);
  EXPECT_EQ(this->collected(), kOwed);
}

TYPED_TEST(CollectedDaysTest, ABatchIsKnownByOurReferenceAndItsPartsAreTheSameMoney) {
  this->answer();
  std::vector<CamtPart> parts;
  for (int i = 0; i < 2; ++i) {
    parts.push_back({kOwed + i * 100, "", "", payments::collection_reference(this->sent_[i].id), ""});
  }
  CamtEntry batch{"B1", "DMCT", false, parts};
  batch.batch = payments::delivery_day_reference({1, this->sent_[0].day});
  EXPECT_EQ(this->import(batch).confirmed.minor, this->kCollected) << "one sum, by the batch's name";
  EXPECT_EQ(this->import(batch, CamtKind::kNotification).known.minor, this->kCollected) << "its parts";
  EXPECT_EQ(this->bank(), this->kCollected);
  EXPECT_EQ(this->collected(), 0);
  this->expect_sound();
}

TYPED_TEST(CollectedDaysTest, PartsThatAllNameOurCollectionsAreTheSumToo) {
  this->answer();
  std::vector<CamtPart> parts;
  for (int i = 0; i < 2; ++i) {
    parts.push_back({kOwed + i * 100, "", "", payments::collection_reference(this->sent_[i].id), ""});
  }
  BankImportReport const report = this->import({"B1", "DMCT", false, parts}, CamtKind::kNotification);
  EXPECT_EQ(report.confirmed.lines, 2);
  EXPECT_EQ(report.confirmed.minor, this->kCollected);
  EXPECT_EQ(this->bank(), this->kCollected);
  EXPECT_EQ(this->collected(), 0);
  this->expect_sound();
}

TYPED_TEST(CollectedDaysTest, MoneyThatIsTakenBackReversesItsPaymentWhoeverSaysItFirst) {
  this->answer();
  this->import(this->sum_of_scheme(this->kCollected));
  std::string const reference = payments::collection_reference(this->sent_[0].id);
  CamtEntry const back{"B2", "UPDD", false, {{-kOwed, "", "", reference, "MD06"}}};
  EXPECT_EQ(this->import(back).confirmed.minor, -kOwed);
  EXPECT_EQ(this->import(back).known.minor, -kOwed) << "once";
  auto const collection = this->books_.get().reader()->collection(this->id_, this->sent_[0].id);
  EXPECT_EQ(collection->state, CollectionState::kReversed);
  EXPECT_EQ(this->bank(), this->kCollected - kOwed);
  EXPECT_EQ(this->collected(), 0);
  // The scheme has told of the second one already.
  ASSERT_EQ(this->submit(SettleCollection{this->sent_[1].id, CollectionState::kReversed, kOwed + 100, "taken_back",
                                          this->later(39)},
                         40),
            "");
  CamtEntry const other{
      "B3", "UPDD", true, {{-kOwed - 100, "", "", payments::collection_reference(this->sent_[1].id), "AM04"}}};
  EXPECT_EQ(this->import(other).confirmed.minor, -kOwed - 100);
  EXPECT_EQ(this->bank(), 0);
  EXPECT_EQ(this->collected(), 0);
  EXPECT_EQ(this->waiting(), 0U);
  this->expect_sound();
}

}  // namespace
}  // namespace tests
