// The working set: the slice of an authority's books that one submission needs, as values. The engine decides on it
// alone; a store loads it before and writes back what changed after.
//
// Pure values. Order is always defined: entries are kept sorted by identifier.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "arrangements/ability_statement.h"
#include "arrangements/arrangement.h"
#include "base/identifiers.h"
#include "base/money.h"
#include "claims/claim.h"
#include "claims/debtor.h"
#include "claims/disclosure.h"
#include "claims/representation.h"
#include "dunning/message.h"
#include "enquiries/enquiry.h"
#include "help/referral.h"
#include "payments/attempt.h"
#include "payments/bank_line.h"
#include "payments/direct_debit.h"
#include "payments/payment.h"
#include "payments/refund.h"

namespace ports {

/// A small map from identifier to entity, sorted by identifier, that remembers which entities were touched.
template <class Entity>
class Table {
 public:
  using Id = decltype(Entity{}.id);

  [[nodiscard]] Entity const* find(Id id) const {
    auto const at = lower_bound(id);
    return at != rows_.end() && at->entity.id == id ? &at->entity : nullptr;
  }
  /// The entity, marked as touched; null if there is none.
  [[nodiscard]] Entity* change(Id id) {
    auto const at = rows_.begin() + (lower_bound(id) - rows_.cbegin());
    if (at == rows_.end() || at->entity.id != id) return nullptr;
    at->touched = true;
    return &at->entity;
  }
  /// Adds what the store has; keeps the first if it is there already.
  void load(Entity entity) { insert(std::move(entity), false); }
  /// Adds a new entity, touched.
  void add(Entity entity) { insert(std::move(entity), true); }
  template <class Function>
  void each(Function&& function) const {
    for (Row const& row : rows_) function(row.entity);
  }
  template <class Function>
  void each_touched(Function&& function) const {
    for (Row const& row : rows_) {
      if (row.touched) function(row.entity);
    }
  }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  void clear() { rows_.clear(); }
  /// Room for so many more.
  void reserve_more(std::size_t count) { rows_.reserve(rows_.size() + count); }

 private:
  struct Row {
    Entity entity;
    bool touched = false;
  };
  /// Most ids that are asked for are the newest there is, and new ones come in their order.
  [[nodiscard]] auto lower_bound(Id id) const {
    if (rows_.empty() || rows_.back().entity.id < id) return rows_.end();
    if (rows_.back().entity.id == id) return rows_.end() - 1;
    return std::lower_bound(rows_.begin(), rows_.end(), id, [](Row const& row, Id key) { return row.entity.id < key; });
  }
  void insert(Entity entity, bool touched) {
    auto const at = rows_.begin() + (lower_bound(entity.id) - rows_.cbegin());
    if (at != rows_.end() && at->entity.id == entity.id) return;
    rows_.insert(at, Row{std::move(entity), touched});
  }
  std::vector<Row> rows_;
};

/// A claim by its id, or (id zero) by its source and the source's reference.
struct ClaimKey {
  base::ClaimId id;
  base::SourceId source;
  std::string reference;
  friend bool operator==(ClaimKey const&, ClaimKey const&) = default;
};

/// What a submission needs loaded.
struct Needs {
  std::vector<ClaimKey> claims;
  std::vector<base::DebtorId> debtors;
  std::vector<base::PaymentId> payments;
  std::vector<base::AttemptId> attempts;
  std::vector<base::BankLineId> bank_lines;
  bool rest_of_bank_lines = false;        // of the lines in `bank_lines`: their payments and counterparts
  std::vector<base::MessageId> messages;  // with their debtors, and the claims they are about
  bool rest_of_letters = false;  // of the messages in `messages`: the others of the letter, payments on their claims
  std::vector<std::string> bank_entries;  // all lines of these entries
  std::vector<base::RefundId> refunds;    // with the debtor, all its credit and the line expected for the refund
  std::vector<base::ArrangementId> arrangements;   // with their debtors and claims, and who is liable for those
  bool arrangements_of_debtors = false;            // of the named debtors; those not ended with all of the above
  std::vector<base::EnquiryId> enquiries;          // with their debtors and claims, and who is liable for those
  std::vector<base::ReferralId> referrals;         // with their debtors, all those owe and who is liable for it
  bool referrals_of_debtors = false;               // of the named debtors, by themselves
  bool payments_of_their_fees = false;             // payments on claims loaded with a debtor, of which fees were paid
  std::vector<base::DebtorId> ability_statements;  // of these debtors
  std::vector<base::RepresentationId> representations;
  std::vector<base::DisclosureId> disclosures;
  bool disclosures_of_debtors = false;          // who may be told what the named debtors owe
  std::vector<base::MandateId> mandates;        // with their debtors, their collections and the claims of those
  std::vector<base::CollectionId> collections;  // with their debtors, claims and payments
  bool direct_debits_of_debtors = false;        // of the named debtors, by themselves
  bool representations_of_debtors = false;      // who may act for the named debtors
  bool debtors_of_claims = false;               // the liable debtors of the named claims
  bool payments_of_claims = false;              // payments with a part on a named claim, and their payers
  bool open_claims_of_debtors = false;          // all claims with something open of the named debtors
  bool claims_of_debtors = false;               // all claims of the named debtors
  bool debtors_of_their_claims = false;         // and who else is liable for the claims loaded with a debtor
  bool payments_if_interest_paid = false;       // payments_of_claims, for claims on which interest has been paid
  bool sources = false;                         // the authority's sources
  bool credit_of_debtors = false;  // payments with credit left, of the named debtors and the claims' debtors
};

struct WorkingSet {
  base::AuthorityId authority;
  base::Currency currency;
  std::int64_t next_id = 1;   // the next identifier to give out; one counter for all kinds of an authority
  std::int64_t next_seq = 1;  // the number of the next journal entry
  Table<claims::Claim> claims;
  Table<claims::Debtor> debtors;
  Table<payments::Payment> payments;
  Table<payments::PaymentAttempt> attempts;
  Table<payments::BankLine> bank_lines;
  Table<payments::RefundProposal> refunds;
  Table<dunning::Message> messages;
  Table<arrangements::Arrangement> arrangements;
  Table<enquiries::Enquiry> enquiries;
  Table<help::Referral> referrals;
  Table<arrangements::AbilityStatement> ability_statements;
  Table<claims::Representation> representations;
  Table<claims::Disclosure> disclosures;
  Table<payments::Mandate> mandates;
  Table<payments::Collection> collections;
  std::vector<base::SourceId> sources;

  [[nodiscard]] claims::Claim const* find_claim(ClaimKey const& key) const {
    if (key.id) return claims.find(key.id);
    claims::Claim const* found = nullptr;
    claims.each([&](claims::Claim const& claim) {
      if (claim.source == key.source && claim.reference == key.reference) found = &claim;
    });
    return found;
  }
};

}  // namespace ports
