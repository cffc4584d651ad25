#include "adapters/law_files/procedure_file.h"

#include <gtest/gtest.h>

#include "adapters/law_files/pack_reader.h"
#include "dunning/procedure_checks.h"

namespace adapters::law_files {
namespace {

constexpr char const* kHead =
    "format = 1\nprocedure = \"t\"\nname = { en = \"T\" }\npack = \"dk/public\"\n"
    "[reviewed]\nby = \"B\"\non = 2026-01-01\n";

std::string step(std::string const& code, std::string const& rest) {
  return "[[step]]\ncode = \"" + code + "\"\ntitle = { en = \"S\" }\n" + rest + "\n";
}
std::string reminder(std::string const& more = "") {
  return step(
      "reminder",
      "kind = \"reminder\"\nafter = \"last_payment_day\"\ndays = 10\nmessage = \"m\"\nchannels = [\"letter\"]\n" +
          more);
}

std::string error_of(std::string const& text) {
  auto const read = read_procedure({"p.toml", text});
  return read ? "" : read.error().text();
}

std::vector<std::string> findings_of(std::string const& text) {
  auto const packs = read_packs(built_in_law_files());
  auto const procedure = read_procedure({"p.toml", text});
  if (!procedure) return {procedure.error().text()};
  std::vector<std::string> messages;
  for (auto const& finding : dunning::check(*procedure, *find_pack(*packs, procedure->pack), {20'500})) {
    messages.push_back(finding.step + ": " + finding.message);
  }
  return messages;
}

bool says(std::vector<std::string> const& messages, std::string const& part) {
  for (std::string const& message : messages) {
    if (message.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST(ProcedureFile, TheOnesOfTheProgramHaveNothingSaidAgainstThem) {
  ASSERT_EQ(built_in_procedure_files().size(), 4U);
  for (LawFile const& file : built_in_procedure_files()) {
    EXPECT_EQ(findings_of(file.text), std::vector<std::string>{}) << file.name;
  }
}

std::string occasion(std::string const& days, std::string const& more = "channels = [\"email\"]\n") {
  return "[[occasion]]\ncode = \"o\"\ntitle = { en = \"O\" }\nmessage = \"m\"\ndays = " + days + "\n" + more;
}

TEST(ProcedureFile, OccasionsHaveDays) {
  auto const read =
      read_procedure({"p.toml", kHead + reminder() + occasion("[\"2026-11-23..2026-11-27\", \"2027-04-01\"]")});
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->occasions.size(), 1U);
  ASSERT_EQ(read->occasions[0].days.size(), 2U);
  EXPECT_EQ(base::format_date(read->occasions[0].days[0].last), "2026-11-27");
  EXPECT_EQ(read->occasions[0].days[1].first, read->occasions[0].days[1].last);

  EXPECT_NE(error_of(kHead + reminder() + occasion("[\"black friday\"]")).find("is no day and no days"),
            std::string::npos);
  EXPECT_NE(error_of(kHead + reminder() + occasion("[\"2026-11-27..2026-11-23\"]")).find("is no day and no days"),
            std::string::npos);
  EXPECT_NE(error_of(kHead + reminder() + occasion("[\"2026-11-23..2026-11-27\", \"2026-11-27\"]")).find("are over"),
            std::string::npos);
}

TEST(ProcedureFile, AnOccasionThatCannotBe) {
  std::string const days = "[\"2026-11-27\"]";
  EXPECT_TRUE(says(findings_of(kHead + reminder() + occasion(days) + occasion(days)), "two occasions with this code"));
  EXPECT_TRUE(says(findings_of(kHead + reminder() + occasion(days, "")), "no channel"));
  EXPECT_TRUE(says(findings_of(kHead + reminder() + occasion(days, "channels = [\"sms\"]\nfor = \"usually_late\"\n")),
                   "who are late now"));
}

TEST(ProcedureFile, TheVersionIsThatOfTheText) {
  auto const one = read_procedure({"p.toml", kHead + reminder()});
  auto const other = read_procedure({"p.toml", kHead + reminder("days_apart = 3")});
  ASSERT_TRUE(one && other);
  EXPECT_EQ(one->version.size(), 12U);
  EXPECT_NE(one->version, other->version);
  EXPECT_EQ(one->identity(), "t@" + one->version);
}

TEST(ProcedureFile, AMistakeIsToldWithItsLine) {
  EXPECT_EQ(error_of(kHead + reminder("chanels = [\"sms\"]")).find("p.toml:16:"), 0U)
      << error_of(kHead + reminder("chanels = [\"sms\"]"));
  EXPECT_NE(error_of(kHead + step("a", "kind = \"letter\"\nafter = \"due\"\ndays = 1")).find("'letter'"),
            std::string::npos);
  EXPECT_NE(error_of(kHead + step("a", "kind = \"reminder\"\nafter = \"birthday\"\ndays = 1")).find("'birthday'"),
            std::string::npos);
  EXPECT_NE(error_of(kHead + reminder("beside = [\"pigeon\"]")).find("'pigeon'"), std::string::npos);
  EXPECT_NE(error_of("format = 1\n").find("procedure"), std::string::npos);
}

TEST(ProcedureChecks, ALoop) {
  std::string const first = step("a", "kind = \"reminder\"\nafter = \"deadline of b\"\ndays = 5");
  std::string const second = step("b", "kind = \"reminder\"\nafter = \"deadline of a\"\ndays = 5");
  EXPECT_TRUE(says(findings_of(kHead + first + second), "a: it waits for 'b', which waits for it"));
  std::string const itself = step("a", "kind = \"reminder\"\nafter = \"step of a\"\ndays = 5");
  EXPECT_TRUE(says(findings_of(kHead + itself), "a: it waits for 'a'"));
}

TEST(ProcedureChecks, AStepThatCannotBeReached) {
  std::string const end = step("end", "kind = \"hand_over\"\nafter = \"step\"\ndays = 5");
  EXPECT_TRUE(says(findings_of(kHead + end + reminder()), "reminder: it can never be taken: 'end'"));
  EXPECT_TRUE(says(findings_of(kHead + reminder("until_days = 9")), "reminder: it can never be taken"));
  EXPECT_TRUE(says(findings_of(kHead + step("a", "kind = \"reminder\"\nafter = \"step of x\"\ndays = 5")),
                   "there is no such step"));
}

TEST(ProcedureChecks, AFeeThatTheLawForbids) {
  EXPECT_TRUE(says(findings_of(kHead + reminder("fee = true")), "a fee needs the law's name of its letter"));
  EXPECT_TRUE(says(findings_of(kHead + reminder("letter = \"poem\"\nfee = true")), "knows no letter 'poem'"));
  std::string const again =
      step("again",
           "kind = \"reminder\"\nafter = \"step\"\ndays = 5\nletter = \"reminder\"\nfee = true\nmessage = \"m\"\n"
           "channels = [\"letter\"]");
  EXPECT_TRUE(says(findings_of(kHead + reminder("letter = \"reminder\"\nfee = true") + again),
                   "again: fees for such letters are 10 days apart at least"));
  std::string const dutch = "format = 1\nprocedure = \"t\"\nname = { nl = \"T\" }\npack = \"nl/consumer\"\n";
  EXPECT_TRUE(says(findings_of(dutch + reminder("letter = \"fourteen_day_letter\"\nfee = true")), "allows no fee"));
}

TEST(ProcedureChecks, ADeadlineShorterThanTheLaws) {
  std::string const norwegian =
      "format = 1\nprocedure = \"t\"\nname = { nb = \"T\" }\npack = \"no/consumer\"\n[reviewed]\nby = \"B\"\n"
      "on = 2026-01-01\n";
  std::string const notice =
      "kind = \"notice\"\nafter = \"last_payment_day\"\ndays = 20\nletter = \"collection_notice\"\nmessage = \"m\"\n"
      "channels = [\"letter\"]\n";
  EXPECT_TRUE(says(findings_of(norwegian + step("notice", notice + "answer_days = 13")),
                   "notice: its deadline of 13 days is shorter than the 14 of inkassoloven § 9"));
  EXPECT_EQ(findings_of(norwegian + step("notice", notice + "answer_days = 14")), std::vector<std::string>{});
}

TEST(ProcedureChecks, ALetterOfTheLawIsNoTextMessage) {
  std::string const text = step("a",
                                "kind = \"notice\"\nafter = \"last_payment_day\"\ndays = 20\nmessage = \"m\"\n"
                                "channels = [\"sms\"]");
  EXPECT_TRUE(says(findings_of(kHead + text), "does not go by text message alone"));
}

TEST(ProcedureChecks, NobodyTakesOverWithoutAWarning) {
  std::string const end = step("end", "kind = \"hand_over\"\nafter = \"step\"\ndays = 5");
  EXPECT_TRUE(says(findings_of(kHead + reminder() + end), "end: nobody else takes over without a warning"));
}

TEST(ProcedureChecks, NobodyHasReadIt) {
  std::string const unread = "format = 1\nprocedure = \"t\"\nname = { en = \"T\" }\npack = \"dk/public\"\n";
  EXPECT_TRUE(says(findings_of(unread + reminder()), "nobody has reviewed it"));
  EXPECT_EQ(findings_of(kHead + reminder()), std::vector<std::string>{});
}

}  // namespace
}  // namespace adapters::law_files
