// Reports as of a day, on each store: books made by hand, figures worked out by hand.
#include <gtest/gtest.h>

#include "engine/verify.h"
#include "reports/claim_statement.h"
#include "reports/outstanding.h"
#include "reports/trial_balance.h"
#include "tests/support/every_store.h"
#include "tests/support/report_text.h"

namespace tests {
namespace {

using namespace engine;
using ledger::Component;

constexpr std::int32_t kFirstDay = 20'500;

template <class Books>
class ReportsContract : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_ = *books_.get().add_authority(kTestAuthority);
  base::SourceId source_ = books_.get().ensure_source(authority_, "library", "Library");
  int next_key_ = 0;

  static base::Now on(std::int32_t day) { return {{day * 86'400'000'000LL + 9 * 3'600'000'000LL}, {day}}; }

  Outcome submit(std::int32_t day, Command command, std::vector<ports::Party> parties = {}) {
    Submission s{authority_, "source:1", std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}};
    return books_.get().submit_one(std::move(s), on(day));
  }
  ClaimKey key(std::string reference) { return {{}, source_, std::move(reference)}; }

  void register_claim(std::string reference, std::string type, std::int64_t principal, std::int32_t last_payment_day,
                      std::optional<claims::DebtorKind> kind) {
    RegisterClaim c{source_, reference, std::move(type), {}, {}, {}};
    c.dates = {{}, {}, {20'400}, {20'400}, {last_payment_day}};
    c.amounts[Component::kPrincipal] = principal;
    std::vector<ports::Party> parties;
    if (kind) {
      c.parties = {0};
      parties = {person(reference)};
      parties[0].kind = *kind;
    }
    ASSERT_TRUE(submit(kFirstDay, c, parties));
  }
  void pay(std::int32_t day, std::string reference, std::int64_t minor, std::int32_t value_day) {
    RecordPayment p;
    p.minor = minor;
    p.means = ledger::Means::kBank;
    p.value_date = {value_day};
    p.chosen.push_back({key(std::move(reference)), {}});
    ASSERT_TRUE(submit(day, p));
  }
  /// A book of a person's debt, a company's and one nobody is known to owe.
  void make_books() {
    register_claim("L-1", "library_fee", 10'000, 20'440, claims::DebtorKind::kPerson);
    register_claim("T-1", "property_tax", 50'000, 20'490, claims::DebtorKind::kCompany);
    register_claim("F-1", "parking", 7'000, 20'510, std::nullopt);
    pay(20'503, "L-1", 4'000, 20'503);
  }
  /// What is learnt later: a fee, a payment that had been made on day 20'502, and who had been the driver.
  void learn_more() {
    ASSERT_TRUE(submit(20'510, AddFee{key("T-1"), 1'000, "reminder", {20'510}}));
    base::DebtorId const nobody = books_.get().reader()->claim(authority_, key("F-1"))->liable.front();
    ASSERT_TRUE(submit(20'512, ChangeDebtor{key("F-1"), nobody, 0, "driver found", {20'504}}, {person("driver")}));
    pay(20'513, "T-1", 20'000, 20'502);
  }
  std::string arrears(ports::AsOf const& as_of) {
    auto const reader = books_.get().reader();
    auto const owed = reports::outstanding(*reader, authority_, as_of);
    return owed ? text_of(*owed) : owed.error().what;
  }
  std::string balance(ports::AsOf const& as_of) {
    auto const reader = books_.get().reader();
    return text_of(reports::trial_balance(*reader, authority_, as_of), reader->sources(authority_));
  }
};

using Stores = testing::Types<MemoryBooks, SqliteBooks>;
TYPED_TEST_SUITE(ReportsContract, Stores, tests::StoreNames);

constexpr std::string_view kAtTheTime =
    "library_fee person 61-90: 6000 0 0 (1)\n"
    "parking unknown not_yet_due: 7000 0 0 (1)\n"
    "property_tax company 1-30: 50000 0 0 (1)\n"
    "total: 63000 0 0 (3)\n";

TYPED_TEST(ReportsContract, WhatIsLearntLaterChangesNoEarlierDay) {
  this->make_books();
  ports::AsOf const then{{20'505}, {20'505}};
  EXPECT_EQ(this->arrears(then), kAtTheTime);
  this->learn_more();
  EXPECT_EQ(this->arrears(then), kAtTheTime);
  // With the knowledge of day 20'513: the payment had been made by then, also its part on a fee that came later; and
  // the driver was liable from day 20'504.
  EXPECT_EQ(this->arrears({{20'505}, {20'513}}),
            "library_fee person 61-90: 6000 0 0 (1)\n"
            "parking person not_yet_due: 7000 0 0 (1)\n"
            "property_tax company 1-30: 31000 -1000 0 (1)\n"
            "total: 44000 -1000 0 (3)\n");
  // A day before the driver was liable, and a knowledge that has neither.
  EXPECT_NE(this->arrears({{20'503}, {20'513}}).find("parking unknown"), std::string::npos);
  EXPECT_NE(this->arrears({{20'505}, {20'511}}).find("parking unknown"), std::string::npos);
  // A moment within a day counts too: one microsecond before and at the recording of the payment.
  base::Instant const recorded = this->on(20'513).instant;
  EXPECT_NE(this->arrears({{20'505}, {20'513}, {recorded.microseconds - 1}}).find("company 1-30: 50000 0"),
            std::string::npos);
  EXPECT_NE(this->arrears({{20'505}, {20'513}, recorded}).find("company 1-30: 31000 -1000"), std::string::npos);
  // Before anything was known there is nothing.
  EXPECT_EQ(this->arrears({{20'499}, {20'499}}), "total: 0 0 0 (0)\n");
}

TYPED_TEST(ReportsContract, ASettledClaimIsInNoRow) {
  this->make_books();
  this->pay(20'506, "L-1", 6'000, 20'506);
  EXPECT_EQ(this->arrears({{20'506}, {20'506}}),
            "parking unknown not_yet_due: 7000 0 0 (1)\n"
            "property_tax company 1-30: 50000 0 0 (1)\n"
            "total: 57000 0 0 (2)\n");
}

TYPED_TEST(ReportsContract, TheTrialBalanceIsTheSumOfTheDays) {
  this->make_books();
  this->learn_more();
  EXPECT_EQ(this->balance({{20'513}, {20'513}}),
            "receivable-principal: 67000 23000\n"
            "receivable-fee: 1000 1000\n"
            "income-library-principal: 0 67000\n"
            "income-library-fee: 0 1000\n"
            "money-bank: 24000 0\n");
  auto const reader = this->books_.get().reader();
  auto const sources = reader->sources(this->authority_);
  auto const ledger = reports::general_ledger(*reader, this->authority_, {20'503}, {20'513});
  EXPECT_EQ(text_of(ledger.opening, sources), this->balance({{20'502}, {20'502}}));
  EXPECT_EQ(text_of(ledger.closing, sources), this->balance({{20'513}, {20'513}}));
  // The payment of day 20'502 was recorded on day 20'513 and is booked there: day 20'503 stays as it was.
  ASSERT_EQ(ledger.days.size(), 3U);
  EXPECT_EQ(text_of(ledger.days.at({20'503}), sources), "receivable-principal: 0 4000\nmoney-bank: 4000 0\n");
  EXPECT_EQ(text_of(ledger.days.at({20'513}), sources),
            "receivable-principal: 0 19000\nreceivable-fee: 0 1000\nmoney-bank: 20000 0\n");
}

TYPED_TEST(ReportsContract, AClaimsStatementRunsByValueDate) {
  this->make_books();
  this->learn_more();
  auto const reader = this->books_.get().reader();
  base::ClaimId const claim = reader->claim(this->authority_, this->key("T-1"))->id;
  auto const lines = [&](ports::AsOf const& as_of) {
    std::string text;
    for (auto const& line : reports::claim_statement(*reader, this->authority_, claim, as_of).lines) {
      text += std::to_string(line.row.posting.value_date.days) + " " + std::to_string(line.row.recorded.date.days) +
              " " + std::to_string(line.minor) + " " + std::to_string(line.open_minor) + "\n";
    }
    return text;
  };
  EXPECT_EQ(lines({{20'512}, {20'512}}), "20400 20500 50000 50000\n20510 20510 1000 51000\n");
  EXPECT_EQ(lines({{20'513}, {20'513}}),
            "20400 20500 50000 50000\n20502 20513 -1000 49000\n20502 20513 -19000 30000\n20510 20510 1000 31000\n");
}

TYPED_TEST(ReportsContract, OtherAuthoritiesBooksAreNotInTheReport) {
  this->make_books();
  ports::Authority other = kTestAuthority;
  other.code = "other";
  base::AuthorityId const second = *this->books_.get().add_authority(other);
  auto const reader = this->books_.get().reader();
  auto const owed = reports::outstanding(*reader, second, {{20'505}, {20'505}});
  ASSERT_TRUE(owed);
  EXPECT_TRUE(owed->cells.empty());
  EXPECT_TRUE(reports::trial_balance(*reader, second, {{20'505}, {20'505}}).empty());
}

TYPED_TEST(ReportsContract, TheBooksAuditAfterAll) {
  this->make_books();
  this->learn_more();
  auto const reader = this->books_.get().reader();
  for (Finding const& finding : verify(*reader, this->authority_).findings) ADD_FAILURE() << finding.what;
}

// A posting on a claim that is not there: the cells lack it, the store's own sum has it.
TEST(ReportsControl, AnAmountThatNoClaimAccountsForIsFound) {
  MemoryBooks books;
  base::AuthorityId const authority = *books.get().add_authority(kTestAuthority);
  books.service.books(authority).postings.push_back(
      {1, 1, {ledger::receivable({77}, Component::kFee), ledger::income({1}, Component::kFee), 500, {20'500}}, {}});
  auto const reader = books.get().reader();
  auto const owed = reports::outstanding(*reader, authority, {{20'505}, {20'505}});
  ASSERT_FALSE(owed);
  EXPECT_EQ(owed.error().what, "the claims add up to 0.00, the receivables of the ledger to 5.00");
}

}  // namespace
}  // namespace tests
