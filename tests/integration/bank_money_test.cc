// Bank files into the books: what decides by itself, what waits for a person, and that every line counts exactly once.
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "adapters/bank_files/bank_import.h"
#include "adapters/bank_files/camt_reader.h"
#include "adapters/bank_files/unmatched_queue.h"
#include "adapters/bank_files/vipps_settlement.h"
#include "base/seeded_stream.h"
#include "engine/verify.h"
#include "tests/support/camt_writer.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;
using adapters::bank_files::BankImportReport;
using adapters::bank_files::ImportMode;
using payments::BankLine;
using payments::BankLineState;

/// Seals nothing: what is looked at here is the books.
class OpenBox : public ports::SecretBox {
 public:
  std::string seal(std::string_view purpose, std::string_view plain) override {
    return std::string{purpose} + ":" + std::string{plain};
  }
  std::optional<std::string> open(std::string_view purpose, std::string_view sealed) override {
    if (!sealed.starts_with(std::string{purpose} + ":")) return std::nullopt;
    return std::string{sealed.substr(purpose.size() + 1)};
  }
};

template <class Books>
class BankMoneyTest : public testing::Test {
 protected:
  Books books_;
  OpenBox box_;
  base::AuthorityId id_ = *books_.get().add_authority(kTestAuthority);
  ports::Authority authority_ = books_.get().reader()->authorities().front();
  base::SourceId source_ = books_.get().ensure_source(id_, "library", "Library");
  payments::MatchingRules rules_{{payments::ReferenceScheme::kFik71}, base::kDanishKrone, {"81234567"}};
  int next_ = 0;

  base::ClaimId claim(std::int64_t minor) {
    RegisterClaim command{
        source_, "L-" + std::to_string(++next_), "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
    command.amounts[ledger::Component::kPrincipal] = minor;
    auto const outcome = submit(command, {person("P" + std::to_string(next_))});
    EXPECT_TRUE(outcome);
    return find_event<ClaimRegistered>(*outcome)->claim;
  }
  Outcome submit(Command command, std::vector<ports::Party> parties = {}) {
    return books_.get().submit_one({id_, "test", "k" + std::to_string(++next_), {}, std::move(parties), {command}},
                                   kNow);
  }
  std::expected<BankImportReport, std::string> import(std::string const& text, ImportMode mode = ImportMode::kBook) {
    auto const read = adapters::bank_files::read_camt(text, kNow.date);
    EXPECT_TRUE(read) << to_text(read.error());
    if (!read) return std::unexpected("unreadable");
    return adapters::bank_files::import_statements(*read, {authority_, books_.get(), box_, rules_, {}}, kNow, mode);
  }
  std::expected<BankImportReport, std::string> import(CamtFile const& file, CamtKind kind = CamtKind::kStatement) {
    return import(write_camt(file, kind));
  }
  std::string reference(base::ClaimId claim) { return reference_of(payments::ReferenceScheme::kFik71, claim)->text; }
  std::int64_t open(base::ClaimId claim) { return books_.get().reader()->claim(id_, {claim, {}, {}})->open_minor(); }
  std::int64_t balance(ledger::Account account) {
    std::int64_t minor = 0;
    books_.get().reader()->each_balance(id_, [&](ports::BalanceRow const& row) {
      if (row.account == account) minor = row.minor;
    });
    return minor;
  }
  std::int64_t bank() { return balance(ledger::money(ledger::Means::kBank)); }
  std::vector<BankLine> lines() {
    std::vector<BankLine> found;
    books_.get().reader()->each_bank_line(id_, [&](BankLine const& line) { found.push_back(line); });
    return found;
  }
  std::vector<adapters::bank_files::QueuedLine> queue() {
    return adapters::bank_files::read_queue(*books_.get().reader(), box_, authority_, rules_);
  }
  std::int64_t last_seq() { return books_.get().reader()->last_seq(id_); }
  CamtFile file(std::vector<CamtEntry> entries) { return {"S-1", kNow.date, kNow.date, 5'000, std::move(entries)}; }
  void expect_sound() {
    Audit const audit = verify(*books_.get().reader(), id_);
    EXPECT_EQ(audit.findings_in_all, 0) << (audit.findings.empty() ? "" : audit.findings.front().what);
  }
};

using Stores = testing::Types<MemoryBooks, SqliteBooks>;
TYPED_TEST_SUITE(BankMoneyTest, Stores);

TYPED_TEST(BankMoneyTest, AValidReferencePaysTheClaimWithTheBanksValueDate) {
  base::ClaimId const claim = this->claim(30'000);
  CamtFile file = this->file({{"B1", "DMCT", false, {{25'000, this->reference(claim), "", "", ""}}}});
  file.value_date = {kNow.date.days - 2};
  auto const report = this->import(file);
  ASSERT_TRUE(report) << report.error();
  EXPECT_EQ(report->matched.lines, 1);
  EXPECT_EQ(report->matched.minor, 25'000);
  EXPECT_EQ(this->open(claim), 5'000);
  EXPECT_EQ(this->bank(), 25'000);
  EXPECT_EQ(this->balance(ledger::unmatched()), 0);
  ASSERT_EQ(this->lines().size(), 1U);
  BankLine const line = this->lines().front();
  EXPECT_EQ(line.state, BankLineState::kMatched);
  auto const payment = this->books_.get().reader()->payment(this->id_, line.payment);
  ASSERT_TRUE(payment);
  EXPECT_EQ(payment->value_date, file.value_date);
  EXPECT_EQ(payment->external_reference, line.key);
  this->expect_sound();
}

TYPED_TEST(BankMoneyTest, ADebtorsReferenceCoversItsClaimsAndTheRestIsCredit) {
  base::ClaimId const claim = this->claim(10'000);
  base::DebtorId const debtor = this->books_.get().reader()->claim(this->id_, {claim, {}, {}})->liable.front();
  std::string const reference = reference_of(payments::ReferenceScheme::kFik71, debtor)->text;
  ASSERT_TRUE(this->import(this->file({{"B1", "DMCT", false, {{12'500, reference, "", "", ""}}}})));
  EXPECT_EQ(this->open(claim), 0);
  EXPECT_EQ(this->books_.get().reader()->debtor(this->id_, debtor)->credit_minor, 2'500);
  this->expect_sound();
}

TYPED_TEST(BankMoneyTest, EveryChangedDigitWaitsForAPersonAndIsNeverGuessed) {
  base::ClaimId const claim = this->claim(30'000);
  std::string const reference = this->reference(claim);
  std::vector<CamtEntry> entries;
  for (std::size_t at = 0; at < reference.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = reference;
      wrong[at] = digit;
      if (wrong != reference) {
        entries.push_back({"B" + std::to_string(entries.size()), "DMCT", false, {{100, wrong, "", "", ""}}});
      }
    }
  }
  auto const report = this->import(this->file(entries));
  ASSERT_TRUE(report) << report.error();
  EXPECT_EQ(report->unmatched.lines, 135);
  EXPECT_EQ(report->matched.lines, 0);
  EXPECT_EQ(this->open(claim), 30'000);
  EXPECT_EQ(this->balance(ledger::unmatched()), -13'500);
  for (auto const& queued : this->queue()) {
    // Another number may be as near: the person sees both.
    ASSERT_FALSE(queued.suggestions.empty());
    EXPECT_EQ(queued.suggestions.front().claim, claim);
    EXPECT_EQ(queued.suggestions.front().reason, payments::MatchReason::kOneDigitWrong);
  }
  this->expect_sound();
}

TYPED_TEST(BankMoneyTest, APersonMatchesALineOnce) {
  base::ClaimId const claim = this->claim(30'000);
  ASSERT_TRUE(this->import(this->file({{"B1", "DMCT", false, {{30'000, "", "for the books", "", ""}}}})));
  auto const queue = this->queue();
  ASSERT_EQ(queue.size(), 1U);
  ASSERT_FALSE(queue.front().suggestions.empty());
  EXPECT_EQ(queue.front().suggestions.front().reason, payments::MatchReason::kAmountOfClaim);
  MatchBankLine const match{queue.front().line.id, {claim, {}, {}}, {}, {}, {}};
  ASSERT_TRUE(this->submit(match));
  auto const again = this->submit(match);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().refusal, Refusal::kBankLineDecided);
  EXPECT_EQ(this->open(claim), 0);
  EXPECT_EQ(this->bank(), 30'000);
  EXPECT_EQ(this->balance(ledger::unmatched()), 0);
  EXPECT_TRUE(this->queue().empty());
  this->expect_sound();
}

TYPED_TEST(BankMoneyTest, TheSameFileAgainAddsNothing) {
  base::ClaimId const claim = this->claim(30'000);
  CamtFile const file = this->file({{"B1", "DMCT", false, {{10'000, this->reference(claim), "", "", ""}}},
                                    {"B2", "DMCT", false, {{2'000, "", "?", "", ""}}},
                                    {"", "CHRG", false, {{-50, "", "", "", ""}}}});
  ASSERT_TRUE(this->import(file));
  std::int64_t const seq = this->last_seq();
  auto const again = this->import(file);
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->statements_known, 1);
  EXPECT_EQ(again->known.lines, 3);
  EXPECT_EQ(again->known.minor, again->read.minor);
  EXPECT_EQ(this->last_seq(), seq);
  EXPECT_EQ(this->bank(), 11'950);
  EXPECT_EQ(this->balance(ledger::charges(ledger::Means::kBank)), 50);
}

TYPED_TEST(BankMoneyTest, ARepeatedStatementIdWithOtherContentIsRefused) {
  ASSERT_TRUE(this->import(this->file({{"B1", "DMCT", false, {{10'000, "", "", "", ""}}}})));
  std::int64_t const seq = this->last_seq();
  auto const other = this->import(
      this->file({{"B1", "DMCT", false, {{10'000, "", "", "", ""}}}, {"B2", "DMCT", false, {{1, "", "", "", ""}}}}));
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().find("'S-1' was imported before with other content"), std::string::npos) << other.error();
  EXPECT_EQ(this->last_seq(), seq);
}

TYPED_TEST(BankMoneyTest, AnEntryThatChangedItsAmountIsRefusedAndNothingIsBooked) {
  ASSERT_TRUE(this->import(this->file({{"B1", "DMCT", false, {{10'000, "", "", "", ""}}}})));
  std::int64_t const seq = this->last_seq();
  CamtFile other =
      this->file({{"B0", "DMCT", false, {{500, "", "", "", ""}}}, {"B1", "DMCT", false, {{10'001, "", "", "", ""}}}});
  other.id = "S-2";
  auto const report = this->import(other);
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().find("another amount"), std::string::npos) << report.error();
  EXPECT_EQ(this->last_seq(), seq);
}

TYPED_TEST(BankMoneyTest, AValueDateThatHasNotComeIsRefused) {
  CamtFile file = this->file({{"B1", "DMCT", false, {{10'000, "", "", "", ""}}}});
  file.value_date = {kNow.date.days + 1};
  std::int64_t const seq = this->last_seq();
  std::string const text = write_camt(file, CamtKind::kStatement);
  EXPECT_FALSE(adapters::bank_files::read_camt(text, kNow.date)) << "at the door";
  auto const read = adapters::bank_files::read_camt(text, file.value_date);
  ASSERT_TRUE(read);
  auto const report = adapters::bank_files::import_statements(
      *read, {this->authority_, this->books_.get(), this->box_, this->rules_, {}}, kNow, ImportMode::kBook);
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().find("has not come"), std::string::npos) << report.error();
  EXPECT_EQ(this->last_seq(), seq);
  auto const entry =
      this->submit(RecordBankEntry{"E", false, {{"E/1", 100, kNow.date, {kNow.date.days + 1}, {}, {}, {}, false, {}}}});
  ASSERT_FALSE(entry);
  EXPECT_EQ(entry.error().refusal, Refusal::kDateInFuture);
}

TYPED_TEST(BankMoneyTest, ABatchIsCountedOnceWhicheverFileComesFirst) {
  for (bool const statement_first : {true, false}) {
    base::ClaimId const claim = this->claim(30'000);
    CamtFile file = this->file({{statement_first ? "B1" : "B2",
                                 "DMCT",
                                 false,
                                 {{10'000, this->reference(claim), "", "", ""}, {4'000, "", "?", "", ""}}}});
    file.id = statement_first ? "S-1" : "S-2";
    std::int64_t const before = this->bank();
    auto const first = this->import(file, statement_first ? CamtKind::kStatement : CamtKind::kNotification);
    ASSERT_TRUE(first) << first.error();
    EXPECT_EQ(first->undivided.lines, statement_first ? 1 : 0);
    EXPECT_EQ(this->bank() - before, 14'000);
    auto const second = this->import(file, statement_first ? CamtKind::kNotification : CamtKind::kStatement);
    ASSERT_TRUE(second) << second.error();
    EXPECT_EQ(second->known.lines, statement_first ? 0 : 1);
    EXPECT_EQ(this->bank() - before, 14'000);
    EXPECT_EQ(this->open(claim), 20'000);
  }
  EXPECT_EQ(this->balance(ledger::unmatched()), -8'000);
  this->expect_sound();
}

TYPED_TEST(BankMoneyTest, TheSumOfABatchIsGivenToNobody) {
  base::ClaimId const claim = this->claim(30'000);
  ASSERT_TRUE(this->import(
      this->file({{"B1", "DMCT", false, {{10'000, this->reference(claim), "", "", ""}, {4'000, "", "?", "", ""}}}})));
  auto const refused = this->submit(MatchBankLine{this->lines().front().id, {claim, {}, {}}, {}, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().refusal, Refusal::kBankLineUndivided);
}

TYPED_TEST(BankMoneyTest, PartsThatDoNotAddUpToTheSumAreRefused) {
  ASSERT_TRUE(this->submit(RecordBankEntry{"E", true, {{"E/0", 100, kNow.date, kNow.date, {}, {}, {}, false, {}}}}));
  auto const refused = this->submit(RecordBankEntry{"E",
                                                    false,
                                                    {{"E/1", 60, kNow.date, kNow.date, {}, {}, {}, false, {}},
                                                     {"E/2", 41, kNow.date, kNow.date, {}, {}, {}, false, {}}}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().refusal, Refusal::kBankLineDiffers);
  EXPECT_EQ(this->bank(), 100);
}

TYPED_TEST(BankMoneyTest, ARefundIsConfirmedByTheBanksLineAndNotPaidTwice) {
  base::ClaimId const claim = this->claim(10'000);
  ASSERT_TRUE(this->import(this->file({{"B1", "DMCT", false, {{12'000, this->reference(claim), "", "", ""}}}})));
  base::DebtorId const debtor = this->books_.get().reader()->claim(this->id_, {claim, {}, {}})->liable.front();
  ASSERT_TRUE(this->submit(RefundCredit{debtor, 2'000, ledger::Means::kBank, "REFUND-1", kNow.date}));
  EXPECT_EQ(this->bank(), 10'000);
  CamtFile file = this->file({{"B2", "DMCT", false, {{-2'000, "", "", "REFUND-1", ""}}},
                              {"B3", "DMCT", false, {{-2'000, "", "", "REFUND-1", ""}}}});
  file.id = "S-2";
  auto const report = this->import(file);
  ASSERT_TRUE(report) << report.error();
  EXPECT_EQ(report->confirmed.lines, 1);
  EXPECT_EQ(report->debits.lines, 1) << "the second is not one of ours";
  EXPECT_EQ(this->bank(), 8'000);
  EXPECT_EQ(this->balance(ledger::unmatched()), 2'000);
  this->expect_sound();
}

TYPED_TEST(BankMoneyTest, MoneyOfNobodyGoesBack) {
  ASSERT_TRUE(this->import(this->file({{"B1", "DMCT", false, {{700, "", "", "", ""}}},
                                       {"B2", "DMCT", false, {{900, "", "", "", ""}}},
                                       {"B3", "DMCT", false, {{-900, "", "", "", "AC01"}}}})));
  auto const lines = this->lines();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[2].reason, "AC01");
  ASSERT_TRUE(this->submit(ReturnBankLine{lines[1].id, lines[2].id, "", "not_ours", kNow.date}));
  auto const differs = this->submit(ReturnBankLine{lines[0].id, lines[2].id, "", "not_ours", kNow.date});
  ASSERT_FALSE(differs);
  EXPECT_EQ(differs.error().refusal, Refusal::kBankLineDecided);
  auto const nameless = this->submit(ReturnBankLine{lines[0].id, {}, "", "not_ours", kNow.date});
  ASSERT_FALSE(nameless);
  EXPECT_EQ(nameless.error().refusal, Refusal::kReferenceMissing);
  ASSERT_TRUE(this->submit(ReturnBankLine{lines[0].id, {}, "BACK-1", "not_ours", kNow.date}));
  EXPECT_EQ(this->bank(), 0);
  CamtFile file = this->file({{"B4", "DMCT", false, {{-700, "", "", "BACK-1", ""}}}});
  file.id = "S-2";
  auto const report = this->import(file);
  ASSERT_TRUE(report) << report.error();
  EXPECT_EQ(report->confirmed.lines, 1);
  EXPECT_EQ(this->bank(), 0);
  EXPECT_EQ(this->balance(ledger::unmatched()), 0);
  EXPECT_TRUE(this->queue().empty());
  this->expect_sound();
}

TYPED_TEST(BankMoneyTest, AReversalTakesAPaymentBackWhenAPersonSaysSo) {
  base::ClaimId const claim = this->claim(10'000);
  ASSERT_TRUE(this->import(this->file({{"B1", "DMCT", false, {{10'000, this->reference(claim), "", "", ""}}},
                                       {"B2", "DMCT", true, {{-10'000, "", "", "", ""}}}})));
  auto const lines = this->lines();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1].state, BankLineState::kUnmatched);
  EXPECT_EQ(this->bank(), 0);
  ASSERT_TRUE(this->submit(MatchBankLine{lines[1].id, {}, {}, lines[0].payment, {}}));
  EXPECT_EQ(this->open(claim), 10'000);
  EXPECT_EQ(this->bank(), 0);
  EXPECT_EQ(this->balance(ledger::unmatched()), 0);
  this->expect_sound();
}

TYPED_TEST(BankMoneyTest, AReturnedTransferIsNeverNewMoneyByItself) {
  base::ClaimId const claim = this->claim(10'000);
  auto const report =
      this->import(this->file({{"B1", "DMCT", false, {{10'000, this->reference(claim), "", "", "AC04"}}},
                               {"B2", "DMCT", true, {{500, this->reference(claim), "", "", ""}}}}));
  ASSERT_TRUE(report) << report.error();
  EXPECT_EQ(report->unmatched.lines, 2);
  EXPECT_EQ(this->open(claim), 10'000);
}

TYPED_TEST(BankMoneyTest, APayoutClearsTheProvidersAccountAndItsFees) {
  base::ClaimId const claim = this->claim(30'010);
  RecordPayment payment;
  payment.means = ledger::Means::kMobilePay;
  payment.minor = 30'010;
  payment.value_date = kNow.date;
  payment.chosen.push_back({{claim, {}, {}}, {}});
  ASSERT_TRUE(this->submit(payment));
  std::ifstream file(FAIRDUE_SOURCE_DIR "/tests/data/bank_files/settlement.xml", std::ios::binary);
  auto const payouts = adapters::bank_files::read_vipps_settlement(file, {kNow.date.days + 1});
  ASSERT_TRUE(payouts) << to_text(payouts.error());
  base::Now const tomorrow{kNow.instant, {kNow.date.days + 1}};
  adapters::bank_files::BankTarget const target{this->authority_, this->books_.get(), this->box_, this->rules_, {}};
  for (bool const again : {false, true}) {
    auto const report = adapters::bank_files::import_payouts(*payouts, target, tomorrow, ImportMode::kBook);
    ASSERT_TRUE(report) << report.error();
    EXPECT_EQ(report->known, again ? 1 : 0);
    EXPECT_EQ(this->balance(ledger::money(ledger::Means::kMobilePay)), 0);
    EXPECT_EQ(this->balance(ledger::charges(ledger::Means::kMobilePay)), 350);
    EXPECT_EQ(this->bank(), 29'660);
  }
  auto const report = this->import(this->file({{"B1", "DMCT", false, {{29'660, "", "Payout 2000018", "", ""}}},
                                               {"B2", "DMCT", false, {{29'660, "", "Payout 2000017", "", ""}}}}));
  ASSERT_TRUE(report) << report.error();
  EXPECT_EQ(report->confirmed.lines, 1);
  EXPECT_EQ(report->unmatched.lines, 1) << "of another payout";
  EXPECT_EQ(this->bank(), 2 * 29'660);
  this->expect_sound();
}

TYPED_TEST(BankMoneyTest, ABanksLineThatCameBeforeTheSettlementIsConfirmedByIt) {
  ASSERT_TRUE(this->import(this->file({{"B1", "DMCT", false, {{29'660, "", "Payout 2000017", "", ""}}}})));
  std::ifstream file(FAIRDUE_SOURCE_DIR "/tests/data/bank_files/settlement.xml", std::ios::binary);
  auto const payouts = adapters::bank_files::read_vipps_settlement(file, {kNow.date.days + 1});
  ASSERT_TRUE(payouts);
  auto const report = adapters::bank_files::import_payouts(
      *payouts, {this->authority_, this->books_.get(), this->box_, this->rules_, {}},
      {kNow.instant, {kNow.date.days + 1}}, ImportMode::kBook);
  ASSERT_TRUE(report) << report.error();
  EXPECT_EQ(report->confirmed, 1);
  EXPECT_EQ(this->bank(), 29'660);
  EXPECT_TRUE(this->queue().empty());
  this->expect_sound();
}

TYPED_TEST(BankMoneyTest, ADryRunChangesNothing) {
  base::ClaimId const claim = this->claim(10'000);
  std::int64_t const seq = this->last_seq();
  auto const report =
      this->import(write_camt(this->file({{"B1", "DMCT", false, {{10'000, this->reference(claim), "", "", ""}}}}),
                              CamtKind::kStatement),
                   ImportMode::kDryRun);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->matched.lines, 1);
  EXPECT_EQ(this->last_seq(), seq);
}

/// Random days at the bank: good, wrong and missing references, batches, charges, reversals, refunds; files that come
/// again, in either order and as both messages; decisions of a person in between.
TYPED_TEST(BankMoneyTest, RandomBankFilesCountEveryLineOnce) {
  base::SeededStream stream(20'260'301, "bank");
  std::vector<base::ClaimId> claims;
  for (int i = 0; i < 10; ++i) claims.push_back(this->claim(100 * stream.between(1, 400)));
  std::int64_t balance = 0;
  std::int64_t parts_in_all = 0;
  std::vector<std::pair<CamtFile, CamtKind>> sent;
  for (int day = 0; day < 40; ++day) {
    CamtFile file{"S-" + std::to_string(day), {kNow.date.days - 40 + day}, {kNow.date.days - 40 + day}, balance, {}};
    for (std::int64_t n = stream.between(0, 6); n > 0; --n) {
      CamtEntry entry{"D" + std::to_string(day) + "/" + std::to_string(n), "DMCT", false, {}};
      bool const out = stream.chance_per_mille(250);
      if (out && stream.chance_per_mille(500)) entry.sub_family = "CHRG";
      entry.reversal = stream.chance_per_mille(100);
      for (std::int64_t parts = stream.chance_per_mille(300) ? stream.between(2, 4) : 1; parts > 0; --parts) {
        CamtPart part{100 * stream.between(1, 90) * (out ? -1 : 1), "", "text", "", ""};
        part.reference = this->reference(claims[static_cast<std::size_t>(stream.below(10))]);
        if (stream.chance_per_mille(300)) part.reference[3] = part.reference[3] == '9' ? '0' : '9';
        if (stream.chance_per_mille(200)) part.reference.clear();
        if (stream.chance_per_mille(100)) part.return_reason = "AC01";
        entry.parts.push_back(part);
        ++parts_in_all;
      }
      balance += entry.minor();
      file.entries.push_back(entry);
    }
    bool const notification_first = stream.chance_per_mille(500);
    for (CamtKind const kind : {notification_first ? CamtKind::kNotification : CamtKind::kStatement,
                                notification_first ? CamtKind::kStatement : CamtKind::kNotification}) {
      auto const report = this->import(file, kind);
      ASSERT_TRUE(report) << report.error();
      sent.emplace_back(file, kind);
      auto const& [old, old_kind] =
          sent[static_cast<std::size_t>(stream.below(static_cast<std::int64_t>(sent.size())))];
      ASSERT_TRUE(this->import(old, old_kind));
    }
    for (auto const& queued : this->queue()) {
      if (!stream.chance_per_mille(300)) continue;
      BankLine const& line = queued.line;
      switch (stream.below(3)) {
        case 0:
          (void)this->submit(
              MatchBankLine{line.id, {claims[static_cast<std::size_t>(stream.below(10))], {}, {}}, {}, {}, {}});
          break;
        case 1:
          (void)this->submit(BookBankLine{
              line.id, stream.chance_per_mille(500) ? BankPurpose::kCharge : BankPurpose::kOutside, "said_so"});
          break;
        default:
          (void)this->submit(ReturnBankLine{line.id, {}, "R" + std::to_string(line.id.value), "not_ours", kNow.date});
      }
    }
  }
  std::map<BankLineState, std::int64_t> by_state;
  std::int64_t lines = 0;
  std::int64_t reported = 0;
  std::int64_t paid = 0;
  for (BankLine const& line : this->lines()) {
    by_state[line.state] += line.amount_minor;
    if (line.state == BankLineState::kDivided || line.state == BankLineState::kExpected) continue;
    ++lines;
    reported += line.amount_minor;
    if (line.state != BankLineState::kMatched) continue;
    auto const payment = this->books_.get().reader()->payment(this->id_, line.payment);
    ASSERT_TRUE(payment);
    EXPECT_EQ(payment->amount_minor, line.amount_minor);
    paid += payment->amount_minor;
  }
  EXPECT_EQ(lines, parts_in_all);
  EXPECT_EQ(reported, balance) << "every line of the bank is in exactly one state";
  EXPECT_EQ(this->bank(), balance + by_state[BankLineState::kExpected]) << "less what is on its way out";
  EXPECT_EQ(-this->balance(ledger::unmatched()),
            by_state[BankLineState::kUnmatched] + by_state[BankLineState::kUndivided]);
  EXPECT_EQ(-this->balance(ledger::charges(ledger::Means::kBank)), by_state[BankLineState::kCharge]);
  EXPECT_EQ(-this->balance(ledger::outside()), by_state[BankLineState::kOutside]);
  std::int64_t received = 0;
  this->books_.get().reader()->each_payment(this->id_, [&](payments::Payment const& p) { received += p.amount_minor; });
  EXPECT_EQ(received, paid) << "no payment without its line";
  for (BankLineState const state : {BankLineState::kUnmatched, BankLineState::kMatched, BankLineState::kReturned,
                                    BankLineState::kCharge, BankLineState::kOutside, BankLineState::kDivided}) {
    EXPECT_NE(by_state[state], 0) << "the random days never led to " << name_of(state);
  }
  this->expect_sound();
}

using BankMoneyInSqlite = BankMoneyTest<SqliteBooks>;

TEST_F(BankMoneyInSqlite, VerifyNamesALineThatWasChangedBehindItsBack) {
  ASSERT_TRUE(import(file({{"B1", "DMCT", false, {{700, "", "", "", ""}}}})));
  expect_sound();
  {
    adapters::sqlite::Connection connection{books_.path, adapters::sqlite::Access::kReadWrite};
    connection.script("UPDATE bank_line SET amount_minor = 701");
  }
  Audit const audit = verify(*books_.get().reader(), id_);
  ASSERT_EQ(audit.findings.size(), 2U);
  EXPECT_NE(audit.findings[0].what.find("bank line "), std::string::npos) << audit.findings[0].what;
  EXPECT_NE(audit.findings[1].what.find("unmatched money"), std::string::npos) << audit.findings[1].what;
}

}  // namespace
}  // namespace tests
