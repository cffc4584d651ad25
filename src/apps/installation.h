// What every command needs of an installation: the database with the law that counts for it, the key, the clock.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "adapters/system/system_clock.h"
#include "adapters/system/system_random.h"
#include "adapters/vault/vault.h"
#include "apps/chosen_law.h"
#include "apps/database.h"
#include "ports/books_reader.h"

namespace apps {

/// A wish that cannot be met: the message says what is wrong and what to do. Ends the program with exit code 1.
class CommandRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws CommandRefused if there is no such authority.
[[nodiscard]] ports::Authority find_authority(engine::BooksService& books, std::string const& code);
/// The claim that a source knows by this reference; without a source, the only one that any source does. Throws
/// CommandRefused.
[[nodiscard]] claims::Claim find_claim(ports::BooksReader& reader, ports::Authority const& authority,
                                       std::string const& source, std::string const& reference);
/// This moment and the authority's legal day.
[[nodiscard]] base::Now now_at(ports::Authority const& authority, ports::Clock const& clock);

class Installation {
 public:
  /// `key_file` empty: beside the database, if that is a file. Throws CommandRefused.
  Installation(std::string const& database_url, std::string const& key_file);
  /// With a given key and clock, for the demo and tests; no clock: the machine's.
  Installation(std::string const& database_url, std::string_view master_key, std::shared_ptr<ports::Clock const> clock);

  [[nodiscard]] engine::BooksService& books() { return *books_; }
  /// The server's own tables, in the same database.
  [[nodiscard]] ports::Operations& operations() { return books_->operations(); }
  [[nodiscard]] ports::SafeLinkStore& safe_links() { return books_->safe_links(); }
  [[nodiscard]] ports::DraftStore& drafts() { return books_->drafts(); }
  [[nodiscard]] ports::FormCountStore& form_counts() { return books_->form_counts(); }
  [[nodiscard]] LawWatch& law() { return *law_; }
  [[nodiscard]] adapters::vault::Vault& vault() { return *vault_; }
  [[nodiscard]] adapters::system::SystemRandom& random() { return random_; }
  [[nodiscard]] ports::Clock const& clock() const { return *clock_; }
  /// Throws CommandRefused if there is no such authority.
  [[nodiscard]] ports::Authority authority(std::string const& code);
  /// This moment and the authority's legal day.
  [[nodiscard]] base::Now now(ports::Authority const& authority) const;

 private:
  adapters::system::SystemRandom random_;
  std::shared_ptr<ports::Clock const> clock_;
  std::unique_ptr<storage::Store> books_;
  std::unique_ptr<LawWatch> law_;
  std::unique_ptr<adapters::vault::Vault> vault_;
};

/// As the vault has it; empty if it knows none.
[[nodiscard]] std::string name_of_debtor(Installation& installation, base::AuthorityId authority,
                                         base::DebtorId debtor);

}  // namespace apps
