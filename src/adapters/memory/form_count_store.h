// How forms go, counted in memory: for tests. Same port, same contract as the databases.
//
// Thread safety: every call takes one lock.
#pragma once

#include <map>
#include <mutex>

#include "ports/form_count_store.h"

namespace adapters::memory {

class FormCountStore : public ports::FormCountStore {
 public:
  void add(base::AuthorityId authority, std::span<ports::FormCount const> counts) override;
  std::vector<ports::FormCount> counts(base::AuthorityId authority, base::Date first, base::Date last) override;

 private:
  std::mutex mutex_;
  std::map<base::AuthorityId, std::map<ports::FormCount, std::int64_t>> counted_;  // by the count with no number
};

}  // namespace adapters::memory
