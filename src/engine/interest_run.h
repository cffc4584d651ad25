// A run over all claims of an authority that posts the interest due up to a day, in shards.
//
// Posting is repeatable by nature: a claim that is right is left alone, so a run that was broken off is run again, and
// a second run posts nothing. Claims that change while it runs are looked at as they are when their shard is posted.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/books_service.h"

namespace engine {

/// Claims in one submission: large enough for the disk, small enough for others to come in between.
inline constexpr std::size_t kInterestShard = 2'000;

struct InterestRun {
  base::AuthorityId authority;
  base::Date until;  // not after `now`
  base::Now now;
  bool dry_run = false;
  std::string actor = "system";  // who the entries say it was
};

struct InterestSummary {
  std::int64_t claims = 0;  // looked at
  std::int64_t claims_changed = 0;
  std::int64_t postings = 0;
  std::int64_t posted_minor = 0;
  std::int64_t taken_back_minor = 0;                        // a positive size
  std::int64_t credit_minor = 0;                            // of it, what had been paid and is credit now
  std::map<std::string, std::vector<std::string>> refused;  // references by the refusal's code
};

/// Throws StoreUnavailable; what was posted until then stays posted.
[[nodiscard]] InterestSummary run_interest(BooksService& books, Rules const& rules, InterestRun const& run);

}  // namespace engine
