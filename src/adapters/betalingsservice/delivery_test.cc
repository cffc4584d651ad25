#include "adapters/betalingsservice/delivery.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "adapters/betalingsservice/record_layout.h"

namespace adapters::betalingsservice {
namespace {

constexpr base::Date kMarch2{20'514};  // 2 March 2026

std::vector<std::string> lines_of(std::string const& file) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < file.size();) {
    std::size_t const end = file.find("\r\n", at);
    lines.push_back(file.substr(at, end - at));
    at = end + 2;
  }
  return lines;
}

std::string answers(std::string const& type, std::string const& section, std::vector<std::string> const& records,
                    std::string const& count, std::string const& net) {
  std::string file =
      write_record(delivery_start(), {{"data_supplier", "19"}, {"delivery_type", type}, {"delivery", "2"}});
  file +=
      "\n" + write_record(answers_start(), {{"creditor", "27"}, {"section", section}, {"debtor_group", "1"}}) + "\n";
  for (std::string const& record : records) file += record + "\n";
  file += write_record(
      answers_end(),
      {{"creditor", "27"}, {"section", section}, {"debtor_group", "1"}, {"records_042", count}, {"net_amount", net}});
  file += "\n" +
          write_record(delivery_end(), {{"data_supplier", "19"},
                                        {"delivery_type", type},
                                        {"sections", "1"},
                                        {"records_042", count},
                                        {"net_amount", net}}) +
          "\n";
  return file;
}

std::string paid(std::string const& transaction, std::string const& sign, std::string const& amount) {
  return write_record(payment_answer(), {{"creditor", "27"},
                                         {"transaction", transaction},
                                         {"filler_1", "000"},
                                         {"debtor_group", "1"},
                                         {"customer", "000000000000012"},
                                         {"mandate", "4711"},
                                         {"ordered_day", "020326"},
                                         {"sign", sign},
                                         {"amount", amount},
                                         {"reference", "FD31"},
                                         {"paid_day", sign == "0" ? "0" : "020326"},
                                         {"paid", sign == "0" ? "0" : amount}});
}

TEST(Betalingsservice, ADeliveryCountsItsRecordsAndAddsThemUp) {
  OutgoingCollection one{12,     "4711",          {"Karen Åberg", "Mågevej 14"}, "8999", kMarch2, 1'250'00,
                         "FD31", {"R01  1250.00"}};
  std::string const file = write_collections({19, 27, 1, "Testby Kommune"}, 1, kMarch2, {one, one});
  std::vector<std::string> const lines = lines_of(file);
  ASSERT_EQ(lines.size(), 14U);
  for (std::string const& line : lines) EXPECT_EQ(line.size(), kRecordLength);
  EXPECT_EQ(read_field(address_line(), lines[2], "line"), "Karen Åberg");
  EXPECT_EQ(lines[2][51 + 6], '\xC5') << "ISO 8859-1";
  EXPECT_EQ(read_field(collection_line(), lines[5], "date"), "02032026");
  EXPECT_EQ(read_field(collection_line(), lines[5], "amount"), "0000000125000");
  EXPECT_EQ(read_field(collection_line(), lines[5], "mandate"), "000004711");
  EXPECT_EQ(read_field(collections_end(), lines[12], "records_022"), "00000000006");
  EXPECT_EQ(read_field(delivery_end(), lines[13], "net_amount"), "000000000250000");
  EXPECT_EQ(read_field(delivery_end(), lines[13], "records_text"), "00000000002");
}

TEST(Betalingsservice, ANumberThatDoesNotFitIsNeverCut) {
  EXPECT_THROW(write_record(collection_line(), {{"mandate", "1234567890"}}), std::length_error);
  EXPECT_THROW(write_record(collection_line(), {{"amount", "12.50"}}), std::length_error);
  EXPECT_THROW(write_record(collection_line(), {{"colour", "1"}}), std::logic_error);
  EXPECT_EQ(read_field(text_line(), write_record(text_line(), {{"text", "€ 5"}}), "text"), "? 5");
}

TEST(Betalingsservice, AnswersAreReadWithTheirMeaning) {
  auto const read = read_delivery(answers(
      "0602", "0211",
      {paid("0236", "1", "125000"), paid("0237", "0", "50000"), paid("0238", "0", "60000"), paid("0239", "2", "70000")},
      "4", "55000"));
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->answers.size(), 4U);
  EXPECT_EQ(read->answers[0].kind, AnswerKind::kCollected);
  EXPECT_EQ(read->answers[0].paid_minor, 1'250'00);
  EXPECT_EQ(read->answers[0].paid, kMarch2);
  EXPECT_EQ(read->answers[0].reference, "FD31");
  EXPECT_EQ(read->answers[0].line, 3U);
  EXPECT_EQ(read->answers[1].kind, AnswerKind::kRejected);
  EXPECT_EQ(read->answers[2].kind, AnswerKind::kCancelled);
  EXPECT_EQ(read->answers[3].kind, AnswerKind::kReversed);
}

TEST(Betalingsservice, AWrongCountOrSumTakesNothing) {
  std::string const one = paid("0236", "1", "125000");
  EXPECT_FALSE(read_delivery(answers("0602", "0211", {one}, "2", "125000")));
  auto const wrong = read_delivery(answers("0602", "0211", {one}, "1", "125001"));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().text(), "line 4 has another sum than its section");
  std::string whole = answers("0602", "0211", {one}, "1", "125000");
  EXPECT_TRUE(read_delivery(whole));
  EXPECT_FALSE(read_delivery(whole.substr(0, whole.size() - kRecordLength - 1))) << "the end is missing";
  EXPECT_FALSE(read_delivery(whole + whole)) << "two in one";
  whole[300] = '\n';
  EXPECT_FALSE(read_delivery(whole));
  EXPECT_EQ(read_delivery("").error().text(), "the file is empty");
  EXPECT_FALSE(read_delivery(answers("0601", "0211", {one}, "1", "125000"))) << "what goes out does not come in";
}

TEST(Betalingsservice, WhatIsNotKnownForCertainIsPutAside) {
  auto const slips = read_delivery(answers("0602", "0215", {paid("0297", "1", "125000")}, "1", "125000"));
  ASSERT_TRUE(slips) << slips.error().text();
  EXPECT_TRUE(slips->answers.empty());
  ASSERT_EQ(slips->unread.size(), 1U);
  EXPECT_EQ(slips->unread.front().line, 3U);
  EXPECT_EQ(read_delivery(answers("0602", "0211", {paid("0242", "0", "1")}, "1", "0"))->unread.size(), 1U);
}

TEST(Betalingsservice, MandatesComeAndGo) {
  auto const record = [](std::string const& transaction) {
    return write_record(mandate_answer(), {{"creditor", "27"},
                                           {"transaction", transaction},
                                           {"filler_1", "000"},
                                           {"debtor_group", "1"},
                                           {"customer", "000000000000012"},
                                           {"mandate", "4716"},
                                           {"first_day", "020326"}});
  };
  auto const read = read_delivery(
      answers("0603", "0212", {record("0231"), record("0232"), record("0233"), record("0234")}, "4", "0"));
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->answers.size(), 4U);
  EXPECT_EQ(read->answers[0].kind, AnswerKind::kMandateActive);
  EXPECT_EQ(read->answers[0].mandate, "000004716");
  EXPECT_EQ(read->answers[0].customer, "000000000000012");
  EXPECT_EQ(read->answers[3].kind, AnswerKind::kMandateEndedScheme);
}

/// Made from the public implementations by somebody else. Not part of the repository: FAIRDUE_SPECS says where they
/// are.
TEST(Betalingsservice, SamplesOfOthersAreReadAndWritten) {
  char const* const specs = std::getenv("FAIRDUE_SPECS");
  if (specs == nullptr) GTEST_SKIP() << "FAIRDUE_SPECS does not say where the samples are";
  auto const sample = [&](char const* name) {
    std::ifstream file{std::string{specs} + "/06-giro-direct-debit-identifiers/dk-betalingsservice/" + name,
                       std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
  };
  auto const payments = read_delivery(sample("SYNTHETIC_bs0602.txt"));
  ASSERT_TRUE(payments) << payments.error().text();
  EXPECT_EQ(payments->answers.size(), 4U);
  EXPECT_EQ(payments->answers[0].reference, "KRAV-2026-000001");
  auto const mandates = read_delivery(sample("SYNTHETIC_bs0603.txt"));
  ASSERT_TRUE(mandates) << mandates.error().text();
  EXPECT_EQ(mandates->answers.size(), 4U);
  // Our records of its first payer are, letter for letter, those of the sample.
  std::string const written = sample("SYNTHETIC_bs0601.txt");
  OutgoingCollection one{
      1001, "4711", {}, "8000", kMarch2, 1'250'00, "KRAV-2026-000001", {"Daginstitution januar 2026"}};
  std::vector<std::string> const lines =
      lines_of(write_collections({19, 27, 1, "Betaling til Testkommune"}, 1, kMarch2, {one}));
  for (std::size_t const i : {std::size_t{2}, std::size_t{3}, std::size_t{4}}) {
    EXPECT_NE(written.find(lines[i]), std::string::npos) << lines[i];
  }
}

}  // namespace
}  // namespace adapters::betalingsservice
