// `fairdue demo`: a synthetic municipality, filled and served at once.
#pragma once

#include <cstdint>
#include <string>

namespace apps {

struct DemoArguments {
  std::uint64_t seed = 1;
  std::int64_t debtors = 2'000;
  std::string database_url;  // empty: a new one in the temporary folder, gone with the next start
  std::string listen = "127.0.0.1:8080";
  std::string sandbox_listen;                    // empty: a free port of this machine, and nothing is said about it
  std::string last_day;                          // the day before the demo opens; empty: yesterday
  std::int64_t source_calls_per_hour = 360'000;  // of each key
  bool serve = true;
};

int run_demo(DemoArguments const& arguments);

}  // namespace apps
