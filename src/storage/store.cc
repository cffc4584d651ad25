#include "storage/store.h"

#include "storage/reader.h"

namespace storage {

namespace {

struct PooledReader : Reader {
  explicit PooledReader(std::shared_ptr<Connection> c) : Reader(*c), connection(std::move(c)) {}
  std::shared_ptr<Connection> connection;
};

struct SnapshotReader : PooledReader {
  explicit SnapshotReader(std::shared_ptr<Connection> c) : PooledReader(std::move(c)) { connection->begin_snapshot(); }
  ~SnapshotReader() override { connection->roll_back(); }
  SnapshotReader(SnapshotReader const&) = delete;
  SnapshotReader& operator=(SnapshotReader const&) = delete;
};

}  // namespace

std::shared_ptr<ports::BooksReader> Store::reader() { return std::make_shared<PooledReader>(reading_connection()); }

std::shared_ptr<ports::BooksReader> Store::snapshot() { return std::make_shared<SnapshotReader>(reading_connection()); }

// New numbers are the highest and one: another process may have the same thought, and then the row is not inserted and
// the next number is tried.

std::optional<base::AuthorityId> Store::add_authority(ports::Authority const& authority) {
  std::optional<base::AuthorityId> id;
  write([&](Connection& connection) {
    id.reset();
    while (true) {
      auto taken = connection.query("SELECT 1 FROM authority WHERE code = $1", std::string_view{authority.code});
      if (taken.step()) return;
      auto row = connection.query(
          "INSERT INTO authority (authority_id, code, name, country, currency, settings, next_id)"
          " SELECT coalesce(max(authority_id), 0) + 1, $1, $2, $3, $4, $5, 1 FROM authority"
          " WHERE authority_id > 0 ON CONFLICT DO NOTHING RETURNING authority_id",
          std::string_view{authority.code}, std::string_view{authority.name}, std::string_view{authority.country},
          authority.currency.code(), std::string_view{authority.settings});
      while (row.step()) id = base::AuthorityId{row.integer(0)};
      if (id) return;
    }
  });
  return id;
}

bool Store::change_settings(base::AuthorityId authority, std::string const& settings) {
  bool changed = false;
  write([&](Connection& connection) {
    changed = false;
    auto row = connection.query("UPDATE authority SET settings = $1 WHERE authority_id = $2 RETURNING authority_id",
                                std::string_view{settings}, authority.value);
    while (row.step()) changed = true;
  });
  return changed;
}

base::SourceId Store::ensure_source(base::AuthorityId authority, std::string const& code, std::string const& name) {
  base::SourceId id;
  write([&](Connection& connection) {
    while (true) {
      auto row = connection.query("SELECT source_id FROM source WHERE authority_id = $1 AND code = $2", authority.value,
                                  std::string_view{code});
      if (row.step()) {
        id = {row.integer(0)};
        return;
      }
      connection.run(
          "INSERT INTO source (authority_id, source_id, code, name)"
          " SELECT $1, coalesce(max(source_id), 0) + 1, $2, $3 FROM source WHERE authority_id = $1"
          " ON CONFLICT DO NOTHING",
          authority.value, std::string_view{code}, std::string_view{name});
    }
  });
  return id;
}

}  // namespace storage
