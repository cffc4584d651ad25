// The public sample files, every one, with its counts and sums; and our own file against the official schema. They are
// not part of the repository: FAIRDUE_SPECS says where they are, if not in the usual place.
#include <gtest/gtest.h>
#include <libxml/xmlschemas.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "adapters/bank_files/camt_reader.h"
#include "payments/reference.h"

namespace adapters::bank_files {
namespace {

base::Date const kToday = *base::parse_date("2026-06-01");

std::string specifications() {
  char const* const folder = std::getenv("FAIRDUE_SPECS");
  return (folder != nullptr ? std::string{folder} : FAIRDUE_SOURCE_DIR "/../shared/specs") + "/04-iso20022/";
}

class CamtSamples : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(specifications() + "samples")) GTEST_SKIP() << "the public samples are not here";
  }
};

auto read_sample(std::string const& name) {
  std::ifstream file(specifications() + "samples/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return read_camt(file, kToday);
}

struct Figures {
  std::string id;
  std::string currency;
  std::size_t entries = 0;
  std::size_t transactions = 0;
  std::int64_t credit_minor = 0;  // of what is booked
  std::int64_t debit_minor = 0;
  std::size_t structured = 0;
  std::size_t charges = 0;
  friend bool operator==(Figures const&, Figures const&) = default;
};

std::ostream& operator<<(std::ostream& out, Figures const& figures) {
  return out << figures.id << ' ' << figures.currency << ' ' << figures.entries << ' ' << figures.transactions << ' '
             << figures.credit_minor << ' ' << figures.debit_minor << ' ' << figures.structured << ' '
             << figures.charges;
}

Figures figures_of(BankStatement const& statement) {
  Figures figures{statement.id, std::string{statement.currency.code()}, statement.entries.size()};
  for (BankEntry const& entry : statement.entries) {
    figures.transactions += entry.transactions.size();
    for (BankTransaction const& transaction : entry.transactions) {
      figures.structured += transaction.references.size();
      figures.charges += transaction.charges.size();
      if (!entry.is_money()) continue;
      (transaction.direction == Direction::kCredit ? figures.credit_minor : figures.debit_minor) +=
          transaction.amount_minor;
    }
  }
  return figures;
}

std::vector<Figures> all_figures(std::string const& name) {
  auto const read = read_sample(name);
  EXPECT_TRUE(read) << name << ": " << to_text(read.error());
  std::vector<Figures> figures;
  if (read) {
    for (BankStatement const& statement : *read) figures.push_back(figures_of(statement));
  }
  return figures;
}

TEST_F(CamtSamples, TheFinnishStatement) {
  EXPECT_EQ(all_figures("FI_camt.053.001.02_sample.xml"),
            (std::vector<Figures>{{"BANKSTMTID0972009", "EUR", 10, 13, 2'307'500, 943'017, 4, 2}}));
  BankStatement const statement = read_sample("FI_camt.053.001.02_sample.xml")->front();
  EXPECT_EQ(statement.account, "FI7433010001222090");
  EXPECT_EQ(statement.opening_minor, 1'000'000);
  EXPECT_EQ(statement.closing_minor, 2'364'483);
  EXPECT_EQ(statement.electronic_sequence, 120);
  EXPECT_EQ(statement.legal_sequence, 97);
  // Four payments of salaries in one sum, and batches whose parts are in the notification.
  for (std::size_t const at : {0U, 1U, 3U, 4U, 5U})
    EXPECT_EQ(statement.entries[at].breakdown, Breakdown::kUndivided) << at;
  EXPECT_EQ(statement.entries[2].breakdown, Breakdown::kDivided);
  EXPECT_EQ(statement.entries[2].transactions[2].amount_minor, 123'002);
  // Two transactions with one reference of the bank are two.
  EXPECT_EQ(statement.entries[9].transactions[0].servicer_reference,
            statement.entries[9].transactions[1].servicer_reference);
  EXPECT_NE(statement.entries[9].transactions[0].key, statement.entries[9].transactions[1].key);
  // The structured reference is as the payer gave it: this one fails its check.
  StructuredReference const& reference = statement.entries[7].transactions[0].references[0];
  EXPECT_EQ(reference.text, "RF98123456789012");
  EXPECT_EQ(reference.type, "SCOR");
  EXPECT_EQ(reference.issuer, "ISO");
  EXPECT_EQ(reference.remitted->minor, 550'000);
  EXPECT_EQ(payments::read_reference(payments::ReferenceScheme::kCreditorReference, reference.text).error(),
            payments::ReferenceError::kCheckDigit);
  EXPECT_EQ(statement.entries[7].transactions[0].charges[0].amount.minor, 4'500);
}

TEST_F(CamtSamples, TheFinnishNotification) {
  EXPECT_EQ(all_figures("FI_camt.054.001.02_sample.xml"),
            (std::vector<Figures>{{"BANKFILEID00001NTR00001", "EUR", 6, 13, 550'000, 523'005, 11, 2}}));
  BankStatement const notification = read_sample("FI_camt.054.001.02_sample.xml")->front();
  BankTransaction const& first = notification.entries[0].transactions[0];
  ASSERT_EQ(first.references.size(), 2U);
  EXPECT_EQ(first.references[0].remitted->minor, 250'000);
  EXPECT_EQ(first.references[1].remitted->minor, -60'000);  // a credit note
  EXPECT_EQ(first.amount_minor, 190'000);
  BankTransaction const& third = notification.entries[2].transactions[0];
  EXPECT_EQ(third.references[0].text, "RF7812345");
  EXPECT_TRUE(payments::read_reference(payments::ReferenceScheme::kCreditorReference, third.references[0].text));
  BankEntry const& failed = notification.entries[5];
  EXPECT_TRUE(failed.reversal);
  EXPECT_FALSE(failed.is_money());
  EXPECT_EQ(failed.transactions[0].return_reason, "AC01");
  EXPECT_EQ(failed.transactions[1].return_text, "4+MAKSAJA PERUUTTANUT");
}

/// What the statement has in one sum and the notification in parts is the same money, and has the same key.
TEST_F(CamtSamples, StatementAndNotificationShareTheirKeys) {
  BankStatement const statement = read_sample("FI_camt.053.001.02_sample.xml")->front();
  BankStatement const notification = read_sample("FI_camt.054.001.02_sample.xml")->front();
  int shared = 0;
  for (BankEntry const& detailed : notification.entries) {
    for (BankEntry const& booked : statement.entries) {
      if (booked.key != detailed.key) continue;
      ++shared;
      EXPECT_EQ(booked.amount_minor, detailed.amount_minor);
    }
  }
  EXPECT_EQ(shared, 4);
}

TEST_F(CamtSamples, SeveralStatements) {
  EXPECT_EQ(all_figures("camt053.v2.multi.statement.xml"),
            (std::vector<Figures>{{"253EURNL26VAYB8060476890", "EUR", 1, 1, 885, 0, 0, 0},
                                  {"254EURNL26VAYB8060476890", "EUR", 1, 1, 0, 700, 0, 0}}));
}

TEST_F(CamtSamples, Notifications) {
  EXPECT_EQ(all_figures("camt054.v2.xml"),
            (std::vector<Figures>{{"AAAASESS-FP-ACCR001", "SEK", 1, 1, 0, 20'000'000, 0, 0}}));
  EXPECT_EQ(read_sample("camt054.v2.xml")->front().entries[0].breakdown, Breakdown::kUndivided);
  EXPECT_EQ(all_figures("CH_camt054_reference_batch.xml"),
            (std::vector<Figures>{{"20190424375204228750931", "CHF", 2, 6, 153'700, 14'700, 6, 1}}));
  EXPECT_EQ(all_figures("CH_camt054_returns.xml"),
            (std::vector<Figures>{{"20190520375204012050705", "CHF", 1, 1, 40'000, 0, 0, 0}}));
  BankTransaction const returned = read_sample("CH_camt054_returns.xml")->front().entries[0].transactions[0];
  EXPECT_EQ(returned.return_reason, "AC01");
  EXPECT_EQ(returned.end_to_end_id, "EndToEndId-004-01-01");
}

/// Most samples show fields and were never meant to add up: they are refused, each for what is wrong with it.
TEST_F(CamtSamples, SamplesThatDoNotAddUp) {
  struct Wrong {
    std::string name;
    BankFileFault fault;
  };
  for (Wrong const& wrong :
       {Wrong{"camt053.v2.five.decimals.xml", BankFileFault::kBalance},  // 18.15 + 8.85 is no 27.05
        Wrong{"camt053.v2.all-balance-types.xml", BankFileFault::kBalance},
        Wrong{"camt053.v2.minimal.xml", BankFileFault::kCurrency},  // closes in another currency
        Wrong{"camt053.v2.with-party-ids.xml", BankFileFault::kCurrency},
        Wrong{"camt053.v8.xml", BankFileFault::kCurrency}, Wrong{"camt054.v8.xml", BankFileFault::kCurrency},
        Wrong{"camt053.v2.wrong.xml", BankFileFault::kMissing},
        Wrong{"CH_pain.001_musterfile.xml", BankFileFault::kUnknownMessage},
        Wrong{"CH_pain.002.xml", BankFileFault::kUnknownMessage},
        Wrong{"CH_pain.008_musterfile.xml", BankFileFault::kUnknownMessage}}) {
    auto const read = read_sample(wrong.name);
    ASSERT_FALSE(read) << wrong.name;
    EXPECT_EQ(name_of(read.error().fault), name_of(wrong.fault)) << wrong.name << ": " << to_text(read.error());
  }
}

TEST_F(CamtSamples, EverySampleIsNamedAbove) {
  std::size_t files = 0;
  for (auto const& file : std::filesystem::directory_iterator(specifications() + "samples")) {
    ++files;
    EXPECT_TRUE(file.is_regular_file());
  }
  EXPECT_EQ(files, 16U);
}

TEST_F(CamtSamples, OurOwnStatementFollowsTheOfficialSchema) {
  std::string const path = specifications() + "xsd/camt.053.001.08.xsd";
  std::unique_ptr<xmlSchemaParserCtxt, decltype(&xmlSchemaFreeParserCtxt)> const parser{
      xmlSchemaNewParserCtxt(path.c_str()), &xmlSchemaFreeParserCtxt};
  std::unique_ptr<xmlSchema, decltype(&xmlSchemaFree)> const schema{xmlSchemaParse(parser.get()), &xmlSchemaFree};
  ASSERT_NE(schema, nullptr);
  std::unique_ptr<xmlSchemaValidCtxt, decltype(&xmlSchemaFreeValidCtxt)> const validator{
      xmlSchemaNewValidCtxt(schema.get()), &xmlSchemaFreeValidCtxt};
  EXPECT_EQ(xmlSchemaValidateFile(validator.get(), FAIRDUE_SOURCE_DIR "/tests/data/bank_files/statement.xml", 0), 0);
}

}  // namespace
}  // namespace adapters::bank_files
