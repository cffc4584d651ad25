// The books in memory: for tests, the simulator and the fault tests. Same port, same contract as the databases.
//
// Thread safety: every call takes one lock. Nothing outlives the object.
#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "engine/books_service.h"

namespace adapters::memory {

/// One authority's books. Open to tests, which damage it on purpose.
struct AuthorityBooks {
  ports::Authority authority;
  std::vector<ports::Source> sources;
  std::int64_t next_id = 1;
  std::vector<ports::JournalEntry> journal;
  std::map<ports::ShortDigest, std::int64_t> seq_by_key;
  std::vector<ports::JournalBlock> blocks;
  std::vector<ports::PostingRow> postings;
  std::map<ledger::Account, std::int64_t> balances;  // money and income, as the port says
  std::vector<ports::DebtorChangeRow> debtor_changes;
  std::map<base::MessageId, dunning::Message> messages;
  std::map<base::ClaimId, claims::Claim> claims;
  std::map<base::DebtorId, claims::Debtor> debtors;
  std::map<base::DebtorId, std::int64_t> versions;
  std::map<base::PaymentId, payments::Payment> payments;
  std::map<base::AttemptId, payments::PaymentAttempt> attempts;
  std::map<base::BankLineId, payments::BankLine> bank_lines;
  std::map<base::BankLineId, std::string> bank_details;
  std::map<base::RefundId, payments::RefundProposal> refunds;
  std::map<base::ArrangementId, arrangements::Arrangement> arrangements;
  std::map<base::EnquiryId, enquiries::Enquiry> enquiries;
  std::map<base::ReferralId, help::Referral> referrals;
  std::map<base::EnquiryId, std::vector<ports::EnquiryWords>> enquiry_words;
  std::map<base::DebtorId, arrangements::AbilityStatement> ability_statements;
  std::map<base::DebtorId, std::string> ability_answers;
  std::map<base::RepresentationId, claims::Representation> representations;
  std::map<base::DisclosureId, claims::Disclosure> disclosures;
  std::map<base::MandateId, payments::Mandate> mandates;
  std::map<base::CollectionId, payments::Collection> collections;
  std::map<std::pair<base::SourceId, std::string>, base::ClaimId> claim_by_reference;
  std::map<std::pair<claims::DebtorKind, ports::ShortDigest>, base::DebtorId> debtor_by_index;
  std::map<base::DebtorId, ports::Party> people;
  std::vector<std::pair<ports::ClaimLine, std::int64_t>> claim_entries;  // with the entry's seq
};

class Service : public engine::BooksService {
 public:
  std::vector<engine::Outcome> submit(std::span<engine::Prepared const> prepared, base::Now now) override;
  std::shared_ptr<ports::BooksReader> reader() override;
  std::optional<base::AuthorityId> add_authority(ports::Authority const& authority) override;
  bool change_settings(base::AuthorityId authority, std::string const& settings) override;
  base::SourceId ensure_source(base::AuthorityId authority, std::string const& code, std::string const& name) override;
  void set_rules(std::shared_ptr<engine::Rules const> rules) override;

  [[nodiscard]] AuthorityBooks& books(base::AuthorityId authority) { return books_.at(authority); }

  /// What a fault test puts between the engine and the books, made anew for each call of submit().
  using Interposer = std::function<std::unique_ptr<ports::BooksTransaction>(ports::BooksTransaction& books)>;
  void set_interposer(Interposer interposer) { interposer_ = std::move(interposer); }

 private:
  std::recursive_mutex mutex_;  // a reader held by a thread must not stop that same thread
  std::map<base::AuthorityId, AuthorityBooks> books_;
  std::shared_ptr<engine::Rules const> rules_ = std::make_shared<engine::Rules>();
  Interposer interposer_;
};

}  // namespace adapters::memory
