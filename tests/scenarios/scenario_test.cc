// Every scenario file, on every store, each ending with an audit.
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/verify.h"
#include "tests/scenarios/scenario_runner.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

template <class Books>
void run_file(std::string const& path) {
  if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
  auto const scenarios = read_scenarios(path);
  ASSERT_FALSE(scenarios.empty()) << path;
  for (ScenarioText const& scenario : scenarios) {
    Books books;
    base::AuthorityId const authority = *books.get().add_authority(kTestAuthority);
    (void)books.get().ensure_source(authority, "collection", "Debt collection");
    ScenarioRunner runner{books.get(), authority, books.get().ensure_source(authority, "library", "Library")};
    EXPECT_EQ(runner.run(scenario), "") << scenario.name;
    for (engine::Finding const& finding : engine::verify(*books.get().reader(), authority).findings) {
      ADD_FAILURE() << scenario.name << ": " << finding.what;
    }
  }
}

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, InMemory) { run_file<MemoryBooks>(GetParam()); }
TEST_P(Scenario, InSqlite) { run_file<SqliteBooks>(GetParam()); }
TEST_P(Scenario, InPostgresql) { run_file<PostgresBooks>(GetParam()); }

std::vector<std::string> files() {
  std::vector<std::string> paths;
  for (auto const& entry : std::filesystem::directory_iterator(FAIRDUE_SOURCE_DIR "/tests/scenarios")) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);
  return paths;
}

INSTANTIATE_TEST_SUITE_P(Files, Scenario, testing::ValuesIn(files()),
                         [](auto const& file) { return std::filesystem::path{file.param}.stem().string(); });

}  // namespace
}  // namespace tests
