// Every table of known answers beside it, and that no rule of a pack is left out of them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/law/law_table.h"

namespace tests {
namespace {

std::vector<std::string> files() {
  std::vector<std::string> paths;
  for (auto const& entry : std::filesystem::directory_iterator(FAIRDUE_SOURCE_DIR "/tests/law")) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);
  return paths;
}

/// Runs a file; the number of its lines.
int run_file(std::string const& path, LawTable& table) {
  std::ifstream file{path};
  int ran = 0;
  int number = 0;
  for (std::string text; std::getline(file, text);) {
    ++number;
    if (text.empty() || text.starts_with('#')) continue;
    ++ran;
    std::string const wrong = table.line(text);
    EXPECT_EQ(wrong, "") << path << ":" << number << ": " << text;
  }
  return ran;
}

class LawScenario : public testing::TestWithParam<std::string> {};

TEST_P(LawScenario, GoesAsWritten) {
  LawTable table;
  EXPECT_GT(run_file(GetParam(), table), 20);
}

INSTANTIATE_TEST_SUITE_P(Files, LawScenario, testing::ValuesIn(files()),
                         [](auto const& file) { return std::filesystem::path{file.param}.stem().string(); });

TEST(LawScenarios, EveryRuleOfEveryPackIsInATable) {
  std::set<std::string> touched;
  for (std::string const& path : files()) {
    LawTable table;
    run_file(path, table);
    touched.insert(table.touched().begin(), table.touched().end());
  }
  for (law::Pack const& pack : built_in_packs()) {
    for (law::Rule const* rule : all_rules(pack)) {
      EXPECT_TRUE(touched.contains(pack.code + " " + rule->code)) << pack.code << " " << rule->code;
    }
  }
}

}  // namespace
}  // namespace tests
