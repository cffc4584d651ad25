// A store of the books in a database with SQL: what SQLite and PostgreSQL have in common.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/books_service.h"
#include "storage/connection.h"
#include "storage/form_counts.h"
#include "storage/form_drafts.h"
#include "storage/operations.h"
#include "storage/safe_links.h"

namespace storage {

class Store : public engine::BooksService {
 public:
  std::shared_ptr<ports::BooksReader> reader() override;
  /// A reader that sees one moment for as long as it is held: for audits and reports beside writers.
  [[nodiscard]] std::shared_ptr<ports::BooksReader> snapshot();
  std::optional<base::AuthorityId> add_authority(ports::Authority const& authority) override;
  bool change_settings(base::AuthorityId authority, std::string const& settings) override;
  base::SourceId ensure_source(base::AuthorityId authority, std::string const& code, std::string const& name) override;
  /// The server's own tables, in the same database.
  [[nodiscard]] ports::Operations& operations() { return operations_; }
  [[nodiscard]] ports::SafeLinkStore& safe_links() { return safe_links_; }
  [[nodiscard]] ports::DraftStore& drafts() { return drafts_; }
  [[nodiscard]] ports::FormCountStore& form_counts() { return form_counts_; }

  /// Runs `task` in a transaction; returns when durable. It may run more than once, after one that was rolled back.
  /// Throws engine::StoreUnavailable.
  virtual void write(std::function<void(Connection&)> task) = 0;
  /// A connection for reading, given back when the pointer goes.
  [[nodiscard]] virtual std::shared_ptr<Connection> reading_connection() = 0;

 private:
  Operations operations_{*this};
  SafeLinks safe_links_{*this};
  FormDrafts drafts_{*this};
  FormCounts form_counts_{*this};
};

}  // namespace storage
