// Forms that are half filled, in a database.
#pragma once

#include "ports/draft_store.h"

namespace storage {

class Store;

class FormDrafts : public ports::DraftStore {
 public:
  explicit FormDrafts(Store& store) : store_(store) {}

  void keep(ports::DraftKey const& key, ports::StoredDraft const& draft) override;
  std::optional<ports::StoredDraft> find(ports::DraftKey const& key) override;
  void forget(ports::DraftKey const& key) override;
  std::int64_t forget_before(base::AuthorityId authority, base::Instant before) override;

 private:
  Store& store_;
};

}  // namespace storage
