// Decisions about bank lines that are taken back, on every store: the money waits again, once, and every account adds
// up.
#include <gtest/gtest.h>

#include "engine/verify.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using payments::BankLine;
using payments::BankLineState;

template <class Books>
class ReopenedLines : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_;
  base::SourceId source_;
  int next_ = 0;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    authority_ = *books_.get().add_authority(kTestAuthority);
    source_ = books_.get().ensure_source(authority_, "library", "Library");
  }
  void TearDown() override {
    if (authority_) {
      Audit const audit = verify(*books_.get().reader(), authority_);
      for (Finding const& finding : audit.findings) ADD_FAILURE() << finding.what;
    }
  }

  Outcome submit(Command command) {
    return books_.get().submit_one({authority_, "bank", "k" + std::to_string(++next_), {}, {}, {std::move(command)}},
                                   kNow);
  }
  Refusal refused(Command command) {
    auto const outcome = submit(std::move(command));
    EXPECT_FALSE(outcome);
    return outcome ? Refusal::kUnknownAuthority : outcome.error().refusal;
  }
  base::ClaimId claim(std::string reference, std::int64_t minor) {
    RegisterClaim c{source_, std::move(reference), "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {}, {}};
    c.amounts[ledger::Component::kPrincipal] = minor;
    return find_event<ClaimRegistered>(*submit(c))->claim;
  }
  /// A line of the bank with two days' old money; with a claim it matches by itself.
  base::BankLineId line(std::string const& key, std::int64_t minor, base::ClaimId claim = {}) {
    ReportedLine reported{key, minor, {kNow.date.days - 1}, {kNow.date.days - 2}, claim, {}, {}, false, {}};
    auto const outcome = submit(RecordBankEntry{"entry " + key, false, {reported}});
    EXPECT_TRUE(outcome);
    return find_event<BankLineRecorded>(*outcome)->line;
  }
  BankLine stored(base::BankLineId id) {
    BankLine found;
    books_.get().reader()->each_bank_line(authority_, [&](BankLine const& row) {
      if (row.id == id) found = row;
    });
    return found;
  }
  std::int64_t balance(ledger::Account account) {
    std::int64_t minor = 0;
    books_.get().reader()->each_balance(authority_, [&](ports::BalanceRow const& row) {
      if (row.account == account) minor = row.minor;
    });
    return minor;
  }
  std::int64_t bank() { return balance(ledger::money(ledger::Means::kBank)); }
  std::int64_t waiting() { return -balance(ledger::unmatched()); }
  std::int64_t open(base::ClaimId id) { return books_.get().reader()->claim(authority_, {id, {}, {}})->open_minor(); }
};

TYPED_TEST_SUITE(ReopenedLines, tests::EveryStore, tests::StoreNames);

TYPED_TEST(ReopenedLines, AMatchTakenBackIsOwedAgainAndCanBeMatchedToWhoItIs) {
  base::ClaimId const wrong = this->claim("L-1", 10'000);
  base::ClaimId const right = this->claim("L-2", 10'000);
  base::BankLineId const line = this->line("B-1", 10'000, wrong);
  ASSERT_EQ(this->stored(line).state, BankLineState::kMatched);
  EXPECT_EQ(this->open(wrong), 0);
  base::PaymentId const payment = this->stored(line).payment;

  ASSERT_TRUE(this->submit(ReopenBankLine{line, {}, "wrong_claim"}));
  EXPECT_EQ(this->stored(line).state, BankLineState::kUnmatched);
  EXPECT_EQ(this->stored(line).reopened, 1);
  EXPECT_FALSE(this->stored(line).payment);
  EXPECT_EQ(this->open(wrong), 10'000);
  EXPECT_EQ(this->bank(), 10'000);
  EXPECT_EQ(this->waiting(), 10'000);
  EXPECT_EQ(this->books_.get().reader()->open_bank_lines(this->authority_).size(), 1U);
  auto const reversed = this->books_.get().reader()->payment(this->authority_, payment);
  EXPECT_EQ(reversed->state, payments::PaymentState::kReversed);
  EXPECT_EQ(this->refused(ReopenBankLine{line, {}, "again"}), Refusal::kBankLineNotDecided);

  ASSERT_TRUE(this->submit(MatchBankLine{line, {right, {}, {}}, {}, {}, {}}));
  EXPECT_EQ(this->open(right), 0);
  EXPECT_EQ(this->open(wrong), 10'000);
  EXPECT_EQ(this->bank(), 10'000);
  EXPECT_EQ(this->waiting(), 0);
}

TYPED_TEST(ReopenedLines, AMatchWhoseMoneyHasGoneOnStays) {
  base::ClaimId const claim = this->claim("L-1", 10'000);
  base::BankLineId const line = this->line("B-1", 15'000, claim);
  base::DebtorId const debtor = this->books_.get().reader()->claim(this->authority_, {claim, {}, {}})->liable.front();
  ASSERT_TRUE(this->submit(RefundCredit{debtor, 5'000, ledger::Means::kBank, "E2E", kNow.date}));
  EXPECT_EQ(this->refused(ReopenBankLine{line, {}, "wrong_claim"}), Refusal::kPaymentRefunded);
  EXPECT_EQ(this->stored(line).state, BankLineState::kMatched);
}

TYPED_TEST(ReopenedLines, AChargeAndWhatIsOutsideWaitAgain) {
  base::BankLineId const charge = this->line("B-1", -300);
  base::BankLineId const grant = this->line("B-2", 70'000);
  ASSERT_TRUE(this->submit(BookBankLine{charge, BankPurpose::kCharge, "fee"}));
  ASSERT_TRUE(this->submit(BookBankLine{grant, BankPurpose::kOutside, "grant"}));
  EXPECT_EQ(this->waiting(), 0);
  ASSERT_TRUE(this->submit(ReopenBankLine{charge, {}, "mistake"}));
  ASSERT_TRUE(this->submit(ReopenBankLine{grant, {}, "mistake"}));
  EXPECT_EQ(this->balance(ledger::charges(ledger::Means::kBank)), 0);
  EXPECT_EQ(this->balance(ledger::outside()), 0);
  EXPECT_EQ(this->waiting(), 69'700);
  EXPECT_EQ(this->bank(), 69'700);
}

TYPED_TEST(ReopenedLines, AReturnThatTheBankHasReportedWaitsAgainOnBothSides) {
  base::BankLineId const came = this->line("B-1", 10'000);
  base::BankLineId const gone = this->line("B-2", -10'000);
  ASSERT_TRUE(this->submit(ReturnBankLine{came, gone, {}, "not_ours", kNow.date}));
  ASSERT_TRUE(this->submit(ReopenBankLine{came, {}, "mistake"}));
  EXPECT_EQ(this->stored(came).state, BankLineState::kUnmatched);
  EXPECT_EQ(this->stored(gone).state, BankLineState::kUnmatched);
  EXPECT_EQ(this->bank(), 0);
  EXPECT_EQ(this->waiting(), 0);
  EXPECT_EQ(this->refused(ReopenBankLine{gone, {}, "mistake"}), Refusal::kBankLineNotDecided);
}

TYPED_TEST(ReopenedLines, AReturnThatHasNotGoneYetIsNotExpectedAnyMore) {
  base::BankLineId const came = this->line("B-1", 10'000);
  ASSERT_TRUE(this->submit(ReturnBankLine{came, {}, "E2E-1", "not_ours", kNow.date}));
  EXPECT_EQ(this->bank(), 0);
  EXPECT_EQ(this->refused(ReopenBankLine{came, {}, "mistake"}), Refusal::kNoExpectedLine);
  EXPECT_EQ(this->refused(ReopenBankLine{came, "E2E-9", "mistake"}), Refusal::kNoExpectedLine);
  ASSERT_TRUE(this->submit(ReopenBankLine{came, "E2E-1", "mistake"}));
  EXPECT_EQ(this->bank(), 10'000);
  EXPECT_EQ(this->waiting(), 10'000);
  auto const open = this->books_.get().reader()->open_bank_lines(this->authority_);
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open.front().id, came);
}

TYPED_TEST(ReopenedLines, AReturnThatTheBankHasMadeStays) {
  base::BankLineId const came = this->line("B-1", 10'000);
  ASSERT_TRUE(this->submit(ReturnBankLine{came, {}, "E2E-1", "not_ours", kNow.date}));
  base::BankLineId const gone = this->line("B-2", -10'000);
  ASSERT_TRUE(this->submit(MatchBankLine{gone, {}, {}, {}, "E2E-1"}));
  EXPECT_EQ(this->refused(ReopenBankLine{came, "E2E-1", "mistake"}), Refusal::kBankLineFinal);
}

TYPED_TEST(ReopenedLines, ALineThatWasNotTheExpectedOneIsExpectedAgain) {
  ASSERT_TRUE(this->submit(RecordPayout{"P-1", ledger::Means::kMobilePay, 10'000, 100, kNow.date}));
  base::BankLineId const line = this->line("B-1", 10'000);
  ASSERT_TRUE(this->submit(MatchBankLine{line, {}, {}, {}, "P-1"}));
  EXPECT_EQ(this->bank(), 10'000);
  ASSERT_TRUE(this->submit(ReopenBankLine{line, {}, "another_payout"}));
  EXPECT_EQ(this->bank(), 20'000);
  EXPECT_EQ(this->waiting(), 10'000);
  EXPECT_EQ(this->books_.get().reader()->open_bank_lines(this->authority_).size(), 2U);
  base::BankLineId const other = this->line("B-2", 10'000);
  ASSERT_TRUE(this->submit(MatchBankLine{other, {}, {}, {}, "P-1"}));
}

TYPED_TEST(ReopenedLines, APaymentThatWasTakenBackStaysSo) {
  base::ClaimId const claim = this->claim("L-1", 10'000);
  base::BankLineId const came = this->line("B-1", 10'000, claim);
  base::BankLineId const gone = this->line("B-2", -10'000);
  ASSERT_TRUE(this->submit(MatchBankLine{gone, {}, {}, this->stored(came).payment, {}}));
  EXPECT_EQ(this->refused(ReopenBankLine{gone, {}, "mistake"}), Refusal::kBankLineFinal);
  EXPECT_EQ(this->refused(ReopenBankLine{came, {}, "mistake"}), Refusal::kPaymentAlreadyReversed);
  EXPECT_EQ(this->refused(ReopenBankLine{{999}, {}, "mistake"}), Refusal::kBankLineNotFound);
  EXPECT_EQ(this->refused(ReopenBankLine{came, {}, {}}), Refusal::kReasonMissing);
}

}  // namespace
}  // namespace tests
