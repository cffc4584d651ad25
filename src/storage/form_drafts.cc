#include "storage/form_drafts.h"

#include "storage/store.h"

namespace storage {

void FormDrafts::keep(ports::DraftKey const& key, ports::StoredDraft const& draft) {
  store_.write([&](Connection& c) {
    c.run(
        "INSERT INTO form_draft (authority_id, owner, form, sealed, saved) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (authority_id, owner, form) DO UPDATE SET sealed = excluded.sealed, saved = excluded.saved",
        key.authority.value, std::string_view{key.owner}, std::string_view{key.form},
        Blob{std::string_view{draft.sealed}}, draft.saved.microseconds);
  });
}

std::optional<ports::StoredDraft> FormDrafts::find(ports::DraftKey const& key) {
  auto const connection = store_.reading_connection();
  auto row =
      connection->query("SELECT sealed, saved FROM form_draft WHERE authority_id = $1 AND owner = $2 AND form = $3",
                        key.authority.value, std::string_view{key.owner}, std::string_view{key.form});
  if (!row.step()) return std::nullopt;
  return ports::StoredDraft{std::string{row.bytes(0)}, {row.integer(1)}};
}

void FormDrafts::forget(ports::DraftKey const& key) {
  store_.write([&](Connection& c) {
    c.run("DELETE FROM form_draft WHERE authority_id = $1 AND owner = $2 AND form = $3", key.authority.value,
          std::string_view{key.owner}, std::string_view{key.form});
  });
}

std::int64_t FormDrafts::forget_before(base::AuthorityId authority, base::Instant before) {
  std::int64_t gone = 0;
  store_.write([&](Connection& c) {
    c.run("DELETE FROM form_draft WHERE authority_id = $1 AND saved < $2", authority.value, before.microseconds);
    gone = c.changes();
  });
  return gone;
}

}  // namespace storage
