// A transaction that hands every call on. What stands between the engine and the books overrides what it changes.
#pragma once

#include "ports/books.h"

namespace simulation {

class PassingTransaction : public ports::BooksTransaction {
 public:
  explicit PassingTransaction(ports::BooksTransaction& books) : books_(books) {}

  std::optional<ports::JournalEntry> find_entry(base::AuthorityId authority, ports::ShortDigest const& key) override {
    return books_.find_entry(authority, key);
  }
  std::optional<ports::JournalEntry> find_registration(base::AuthorityId authority,
                                                       ports::ClaimKey const& claim) override {
    return books_.find_registration(authority, claim);
  }
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override {
    return books_.load(authority, needs, into);
  }
  std::optional<base::DebtorId> find_party(base::AuthorityId authority, ports::Party const& party) override {
    return books_.find_party(authority, party);
  }
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override {
    books_.append(std::move(batch), std::move(after));
  }

 protected:
  [[nodiscard]] ports::BooksTransaction& books() { return books_; }

 private:
  ports::BooksTransaction& books_;
};

}  // namespace simulation
