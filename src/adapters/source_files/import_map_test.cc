// What a mapping may say, and where each mistake is found.
#include "adapters/source_files/import_map.h"

#include <gtest/gtest.h>

namespace adapters::source_files {
namespace {

constexpr std::string_view kHead = "version = 1\ncurrency = \"DKK\"\n";
constexpr std::string_view kRegister =
    "[[row]]\ncommand = \"register\"\nreference = \"id\"\ntype = { value = \"fee\" }\nprincipal = \"sum\"\n"
    "issued = \"day\"\ndebtor = { kind = \"person\", national_id = \"cpr\", name = \"who\" }\n";

std::string error_of(std::string const& text) {
  auto const map = parse_map(text, "m.toml");
  return map ? "none" : to_text(map.error());
}
std::string with(std::string_view rule) { return std::string{kHead} + std::string{rule}; }

TEST(ImportMap, ReadsARegistration) {
  auto const map = parse_map(with(kRegister), "m.toml");
  ASSERT_TRUE(map) << to_text(map.error());
  EXPECT_EQ(map->columns, (std::vector<std::string>{"id", "day", "sum", "cpr", "who"}));
  EXPECT_EQ(map->personal, (std::vector<std::uint8_t>{0, 0, 0, 1, 1}));
  ASSERT_EQ(map->rules.size(), 1U);
  EXPECT_EQ(map->rules[0].key.size(), 1U);  // the reference, if nothing else is said
  EXPECT_EQ(map->rules[0].key[0].column, 0U);
}

TEST(ImportMap, WhatFollowsInARowIsAboutTheSameClaimAndDay) {
  auto const map = parse_map(with(std::string{kRegister} + "then = [\"apply_credit\"]\n"), "m.toml");
  ASSERT_TRUE(map) << to_text(map.error());
  CommandRule const& then = map->rules[0].commands[1];
  EXPECT_EQ(then.kind, CommandKind::kApplyCredit);
  EXPECT_EQ(then[Field::kReference]->column, 0U);
  EXPECT_EQ(then[Field::kDate]->column, map->rules[0].commands[0][Field::kIssued]->column);
}

struct Mistake {
  std::string text;
  std::string error;
};

TEST(ImportMap, FindsEachMistakeWithItsLine) {
  std::string const pay = "[[row]]\ncommand = \"payment\"\nreference = \"id\"\nkey = \"id\"\n";
  Mistake const mistakes[] = {
      {"version = ", "m.toml:1: "},
      {"version = 2", "m.toml:1: the mapping must begin with: version = 1"},
      {with(""), "there is no rule"},
      {with("formt = \"csv\"\n" + std::string{kRegister}), "m.toml:3: 'formt' has no meaning for the file"},
      {with("delimiter = \";;\"\n" + std::string{kRegister}), "m.toml:3: 'delimiter' must be one character"},
      {with("delimiter = \"\\\"\"\n" + std::string{kRegister}), "m.toml:3: this character cannot separate columns"},
      {with("encoding = \"ebcdic\"\n" + std::string{kRegister}), "m.toml:3: 'encoding' is"},
      {with("date_format = \"DD/MM\"\n" + std::string{kRegister}), "m.toml:3: 'date_format' is made of"},
      {with("decimal = \".\"\nthousands = \".\"\n" + std::string{kRegister}), "m.toml:4: 'thousands' is"},
      {with("ignore = [\"sum\"]\n" + std::string{kRegister}), "m.toml:8: the column 'sum' is used here and stands in"},
      {"version = 1\n" + std::string{kRegister}, "say which currency"},
      {"version = 1\ncurrency = \"kr\"\n" + std::string{kRegister}, "m.toml:2: a currency is three capital letters"},
      {with("[[row]]\ncommand = \"registr\"\n"), "m.toml:3: 'registr' is no command"},
      {with("[[row]]\nskip = true\ncommand = \"recall\"\n"), "m.toml:3: a rule has either"},
      {with(pay + "amount = \"a\"\n"), "m.toml:3: the command 'payment' needs 'date'"},
      {with(pay + "amount = \"a\"\ndate = \"d\"\nprincipal = \"p\"\n"), "m.toml:9: 'principal' has no meaning for"},
      {with(pay + "amount = \"a\"\ndate = \"d\"\nmeans = \"cheque\"\n"), "m.toml:9: 'cheque' must be source"},
      {with(pay + "amount = { value = \"1,00\" }\ndate = \"d\"\n"), "m.toml:7: '1,00' is no amount"},
      {with(pay + "amount = { colum = \"a\" }\ndate = \"d\"\n"), "m.toml:7: 'colum' has no meaning for a value"},
      {with(pay + "amount = \"a\"\ndate = { value = \"30-02-2024\" }\n"), "m.toml:8: '30-02-2024' is no date"},
      {with(pay + "amount = \"a\"\ndate = \"d\"\nif_refused = { no_such = \"skip\" }\n"), "m.toml:9: 'no_such' is the"},
      {with(pay + "amount = \"a\"\ndate = \"d\"\nthen = [\"amend\"]\n"),
       "m.toml:9: the command 'amend' needs 'reason'"},
      {with("[[row]]\nskip = true\n[[row]]\nskip = true\n"), "m.toml:5: no row ever comes here"},
      {with("[[row]]\nwhen = { a = [] }\nskip = true\n"), "m.toml:4: this list is empty"},
      {with("[[row]]\nwhen = { fairdue_line = \"1\" }\nskip = true\n"), "m.toml:4: columns whose names begin with"},
      {with("[[row]]\ncommand = \"amend\"\nreference = \"id\"\nkey = \"id\"\ndate = \"d\"\nreason = \"r\"\n"),
       "m.toml:3: an amendment says one of"},
      {with("[[row]]\ncommand = \"recall\"\nreference = \"id\"\ndate = \"d\"\nreason = \"r\"\n"),
       "m.toml:3: say by which columns"},
      {with("[[row]]\ncommand = \"register\"\nreference = \"id\"\ntype = \"t\"\nprincipal = \"p\"\nissued = \"d\"\n"),
       "m.toml:3: say who owes"},
      {with("[[row]]\ncommand = \"register\"\nreference = \"id\"\ntype = \"t\"\nprincipal = \"p\"\nissued = \"d\"\n"
            "debtor = { kind = \"person\" }\n"),
       "m.toml:9: a debtor who is known needs 'national_id'"},
      {with("[[row]]\ncommand = \"register\"\nreference = \"id\"\ntype = \"t\"\nprincipal = \"p\"\nissued = \"d\"\n"
            "debtor = { kind = \"dog\", national_id = \"x\" }\n"),
       "m.toml:9: 'kind' is 'person', 'company' or 'unknown'"},
  };
  for (Mistake const& mistake : mistakes) {
    EXPECT_NE(error_of(mistake.text).find(mistake.error), std::string::npos)
        << mistake.text << "\nexpected: " << mistake.error << "\nfound:    " << error_of(mistake.text);
  }
}

TEST(ImportMap, AMappingThatIsNotThereIsSaidSo) {
  EXPECT_NE(to_text(load_map("/no/such.toml").error()).find("/no/such.toml: the mapping cannot be read"),
            std::string::npos);
}

}  // namespace
}  // namespace adapters::source_files
