// Rows of JSON Lines, and above all those that come back as rejects.
#include "adapters/source_files/json_rows.h"

#include <gtest/gtest.h>

#include "adapters/source_files/temporary_file.h"

namespace adapters::source_files {
namespace {

constexpr std::string_view kMap =
    "version = 1\ncurrency = \"DKK\"\nformat = \"jsonl\"\n"
    "[[row]]\ncommand = \"recall\"\nreference = \"id\"\ndate = \"day\"\nreason = { value = \"r\" }\nkey = \"id\"\n";

struct Rows {
  std::vector<std::string> told;  // "id day", or "!reason"
  std::string rejects;
};

Rows read(std::string_view content) {
  auto const map = parse_map(kMap, "m.toml");
  EXPECT_TRUE(map) << to_text(map.error());
  TemporaryFile const file{content};
  auto const input = InputStream::open(file.path());
  auto const source = open_json_rows(**input, *map);
  EXPECT_TRUE(source) << source.error().message;
  Rows rows;
  Row row;
  while ((*source)->next(row).value_or(Next::kEnd) == Next::kRow) {
    rows.told.push_back(row.fault ? "!" + row.fault->reason
                                  : std::string{row.values[0]} + " " + std::string{row.values[1]});
    (*source)->append_reject(rows.rejects, row.raw, row.line, row.fault.value_or(RowFault{"id", "refused"}));
  }
  return rows;
}

TEST(JsonRows, ARejectIsReadAsTheRowItWas) {
  Rows const rows = read("{\"id\":\"A\",\"day\":\"2026-01-02\"}\n{}\n");
  EXPECT_EQ(rows.told, (std::vector<std::string>{"A 2026-01-02", " "}));
  Rows const again = read(rows.rejects);
  EXPECT_EQ(again.told, rows.told);
  EXPECT_EQ(again.rejects, rows.rejects);
}

// Found by the fuzz target json_rows: a row that was cut off before its closing brace came back with one.
TEST(JsonRows, ARowThatWasCutOffIsNotCompletedInItsReject) {
  for (char const* cut : {"{", "{\"id\":\"A\",\"day\":\"2026-01-02\"", "{\"id\":\"A\""}) {
    Rows const rows = read(cut);
    ASSERT_EQ(rows.told.size(), 1U) << cut;
    EXPECT_TRUE(rows.told[0].starts_with("!")) << cut;
    EXPECT_TRUE(rows.rejects.starts_with("{\"fairdue_raw\":")) << rows.rejects;
    EXPECT_TRUE(read(rows.rejects).told[0].starts_with("!the row could not be read")) << rows.rejects;
  }
}

// Found by the fuzz target json_rows: such a reject was taken for a row in which everything is empty.
TEST(JsonRows, ARejectThatWasNoJsonIsNoRowUntilItIsMended) {
  Rows const rows = read("{\"id\":\"A\",\"day\":\"2026-01-02\"}\n{broken\n{\"id\":\"S\xF8ren\"}\n");
  ASSERT_EQ(rows.told.size(), 3U);
  EXPECT_EQ(rows.told[0], "A 2026-01-02");
  EXPECT_TRUE(rows.told[1].starts_with("!this is no JSON object")) << rows.told[1];
  EXPECT_EQ(rows.told[2], "!the row is not in UTF-8");
  Rows const again = read(rows.rejects);
  ASSERT_EQ(again.told.size(), 3U);
  EXPECT_EQ(again.told[0], "A 2026-01-02");
  for (std::size_t i : {1U, 2U}) {
    EXPECT_TRUE(again.told[i].starts_with("!the row could not be read: write what fairdue_raw")) << again.told[i];
  }
}

}  // namespace
}  // namespace adapters::source_files
