// How forms go, counted in a database.
#pragma once

#include "ports/form_count_store.h"

namespace storage {

class Store;

class FormCounts : public ports::FormCountStore {
 public:
  explicit FormCounts(Store& store) : store_(store) {}

  void add(base::AuthorityId authority, std::span<ports::FormCount const> counts) override;
  std::vector<ports::FormCount> counts(base::AuthorityId authority, base::Date first, base::Date last) override;

 private:
  Store& store_;
};

}  // namespace storage
