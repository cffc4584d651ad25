// The books inside one write transaction, shared by all submissions of one group commit.
#pragma once

#include <map>
#include <vector>

#include "engine/chain.h"
#include "ports/books_reader.h"
#include "storage/connection.h"
#include "storage/key_filter.h"
#include "storage/party_cache.h"

namespace storage {

/// What the writer keeps of an authority between commits, so that it need not be read again. Thrown away whenever
/// another process has written to them.
struct AuthorityCursor {
  base::Currency currency;
  std::int64_t next_id = 1;
  std::int64_t next_seq = 1;
  std::int64_t next_block = 1;
  std::string last_hash;
};

/// As the database has it. Nothing if there is no such authority. Has the authority to itself from here to the end of
/// the transaction: whoever else writes its books waits.
[[nodiscard]] std::optional<AuthorityCursor> read_cursor(Connection& connection, base::AuthorityId authority);

class BooksTransaction : public ports::BooksTransaction {
 public:
  using Cursors = std::map<base::AuthorityId, AuthorityCursor>;

  /// `cursors` and `parties` are changed as the group goes; the caller drops them if the group is rolled back.
  /// With a `filter`, what it knows to be new is not looked up.
  BooksTransaction(Connection& connection, Cursors& cursors, PartyCache& parties, KeyFilter* filter)
      : connection_(connection), cursors_(cursors), parties_(parties), filter_(filter) {}

  std::optional<ports::JournalEntry> find_entry(base::AuthorityId authority, ports::ShortDigest const& key) override;
  std::optional<ports::JournalEntry> find_registration(base::AuthorityId authority,
                                                       ports::ClaimKey const& claim) override;
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override;
  std::optional<base::DebtorId> find_party(base::AuthorityId authority, ports::Party const& party) override;
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override;

  /// Whether there is such an authority; if so, the transaction has it to itself from here.
  [[nodiscard]] bool knows(base::AuthorityId authority) { return cursor(authority) != nullptr; }

  /// Seals what was appended and writes what is written once a group. To be called just before the commit.
  void finish();

 private:
  struct OpenBlock {
    engine::BlockSeal seal;
    std::int64_t first_seq;
    std::map<ledger::Account, std::int64_t> balance_changes;
  };

  AuthorityCursor* cursor(base::AuthorityId authority);
  void load_debtor(base::AuthorityId authority, base::DebtorId debtor, ports::WorkingSet& into);
  void load_payment(base::AuthorityId authority, base::PaymentId payment, ports::WorkingSet& into);
  void load_payments_of(base::AuthorityId authority, base::ClaimId claim, ports::WorkingSet& into);
  void load_credit(base::AuthorityId authority, base::DebtorId debtor, ports::WorkingSet& into);
  void load_debtors(base::AuthorityId authority, std::vector<base::DebtorId> const& debtors, ports::WorkingSet& into);
  void load_claims_of(base::AuthorityId authority, std::vector<base::DebtorId> const& debtors, bool also_settled,
                      ports::WorkingSet& into);
  void load_claims(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into);
  [[nodiscard]] bool is_new(base::AuthorityId authority, std::int64_t id);
  void write_debtor(base::AuthorityId authority, claims::Debtor const& debtor, std::int64_t seq);
  void write_claim(base::AuthorityId authority, claims::Claim const& claim, std::int64_t seq);
  void write_debtor_change(base::AuthorityId authority, ports::DebtorChangeRow const& row,
                           ports::WorkingSet const& after);
  void write_payment(base::AuthorityId authority, payments::Payment const& payment, std::int64_t seq);
  void write_attempt(base::AuthorityId authority, payments::PaymentAttempt const& attempt);
  void write_party(base::AuthorityId authority, ports::PartyRecord const& record);
  void write_national_id(base::AuthorityId authority, ports::PartyRecord const& record);

  [[nodiscard]] bool may_know(std::uint64_t key) const { return filter_ == nullptr || filter_->may_contain(key); }
  KnownParty const* find_known(base::AuthorityId authority, ports::Party const& party);
  void write_claims_of_debtors();
  void write_claim_entries();
  void write_postings();
  void write_versions();

  Connection& connection_;
  Cursors& cursors_;
  PartyCache& parties_;
  KeyFilter* filter_;
  std::map<base::AuthorityId, OpenBlock> open_blocks_;
  // Debtors whose pages show something else now, some of them several times; written once a group.
  std::vector<std::pair<base::AuthorityId, base::DebtorId>> changed_debtors_;
  struct ClaimOfDebtor {
    base::AuthorityId authority;
    base::DebtorId debtor;
    base::ClaimId claim;
    friend auto operator<=>(ClaimOfDebtor const&, ClaimOfDebtor const&) = default;
  };
  // Rows of claim_by_debtor still to be written: in the order of their keys, neighbours share a page.
  std::vector<ClaimOfDebtor> claims_of_debtors_;
  std::vector<std::array<std::int64_t, 4>> claim_entries_;  // rows still to be written
  std::vector<std::int64_t> postings_;                      // rows still to be written, value by value
};

}  // namespace storage
