// One submission on books in memory. Nothing is changed before `append`, so a refusal needs no undoing.
#pragma once

#include "adapters/memory/service.h"

namespace adapters::memory {

class Transaction : public ports::BooksTransaction {
 public:
  explicit Transaction(std::map<base::AuthorityId, AuthorityBooks>& books) : books_(books) {}

  std::optional<ports::JournalEntry> find_entry(base::AuthorityId authority, ports::ShortDigest const& key) override;
  std::optional<ports::JournalEntry> find_registration(base::AuthorityId authority,
                                                       ports::ClaimKey const& claim) override;
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override;
  std::optional<base::DebtorId> find_party(base::AuthorityId authority, ports::Party const& party) override;
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override;

 private:
  std::map<base::AuthorityId, AuthorityBooks>& books_;
};

}  // namespace adapters::memory
