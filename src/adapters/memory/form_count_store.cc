#include "adapters/memory/form_count_store.h"

namespace adapters::memory {

void FormCountStore::add(base::AuthorityId authority, std::span<ports::FormCount const> counts) {
  std::lock_guard const lock{mutex_};
  for (ports::FormCount key : counts) {
    std::int64_t const number = key.number;
    key.number = 0;
    counted_[authority][key] += number;
  }
}

std::vector<ports::FormCount> FormCountStore::counts(base::AuthorityId authority, base::Date first, base::Date last) {
  std::lock_guard const lock{mutex_};
  std::vector<ports::FormCount> all;
  for (auto const& [key, number] : counted_[authority]) {
    if (key.day < first || last < key.day) continue;
    all.push_back(key);
    all.back().number = number;
  }
  return all;
}

}  // namespace adapters::memory
