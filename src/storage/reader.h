// Reads the books from one connection.
#pragma once

#include "ports/books_reader.h"
#include "storage/connection.h"

namespace storage {

class Reader : public ports::BooksReader {
 public:
  explicit Reader(Connection& connection) : connection_(connection) {}

  std::vector<ports::Authority> authorities() override;
  std::vector<ports::Source> sources(base::AuthorityId authority) override;
  std::optional<claims::Claim> claim(base::AuthorityId authority, ports::ClaimKey const& key) override;
  std::vector<claims::Claim> claims_of(base::AuthorityId authority, base::DebtorId debtor) override;
  std::vector<claims::Claim> claims_to_run(base::AuthorityId authority, base::ClaimId after,
                                           std::size_t limit) override;
  std::vector<ports::ClaimOfType> ids_to_run(base::AuthorityId authority, base::ClaimId after,
                                             std::size_t limit) override;
  /// Those there are of `ids`, which are sorted and each there once.
  void each_claim_of(base::AuthorityId authority, std::span<std::int64_t const> ids,
                     std::function<void(claims::Claim)> const& f);
  void each_debtor_of(base::AuthorityId authority, std::span<std::int64_t const> ids,
                      std::function<void(claims::Debtor)> const& f);
  /// The claims of these debtors.
  [[nodiscard]] std::vector<std::int64_t> claim_ids_of(base::AuthorityId authority,
                                                       std::span<std::int64_t const> debtors);
  std::optional<claims::Debtor> debtor(base::AuthorityId authority, base::DebtorId debtor) override;
  ports::DebtorVersion debtor_version(base::AuthorityId authority, base::DebtorId debtor) override;
  std::vector<payments::Payment> payments_of(base::AuthorityId authority, base::DebtorId payer) override;
  std::optional<payments::Payment> payment(base::AuthorityId authority, base::PaymentId payment) override;
  std::optional<payments::PaymentAttempt> attempt(base::AuthorityId authority, base::AttemptId attempt) override;
  std::optional<payments::PaymentAttempt> attempt(base::AuthorityId authority, std::string const& reference) override;
  std::vector<payments::PaymentAttempt> open_attempts(base::AuthorityId authority, std::size_t limit) override;
  std::vector<payments::PaymentAttempt> attempts_of(base::AuthorityId authority, base::DebtorId payer) override;
  std::vector<ports::JournalEntry> history(base::AuthorityId authority, claims::Claim const& claim) override;
  std::vector<ports::JournalEntry> journal(base::AuthorityId authority, std::int64_t after_seq,
                                           std::size_t limit) override;
  std::int64_t last_seq(base::AuthorityId authority) override;
  std::optional<ports::JournalEntry> find_entry(base::AuthorityId authority, ports::ShortDigest const& key) override;
  [[nodiscard]] std::optional<ports::JournalEntry> find_registration(base::AuthorityId authority,
                                                                     ports::ClaimKey const& claim);
  std::optional<base::DebtorId> find_party(base::AuthorityId authority, ports::Party const& party) override;
  /// The debtor who had this blind index before another one.
  [[nodiscard]] std::optional<base::DebtorId> find_former(base::AuthorityId authority, ports::Party const& party);
  std::optional<std::string> sealed_person(base::AuthorityId authority, base::DebtorId debtor) override;

  std::optional<payments::BankLine> bank_line(base::AuthorityId authority, std::string const& key) override;
  std::vector<payments::BankLine> bank_entry(base::AuthorityId authority, std::string const& entry) override;
  std::vector<payments::BankLine> open_bank_lines(base::AuthorityId authority) override;
  std::optional<std::string> bank_line_detail(base::AuthorityId authority, base::BankLineId line) override;
  void each_posting(base::AuthorityId authority, ports::AsOf const& as_of,
                    std::function<void(ports::PostingRow const&)> const& f) override;
  void each_receivable_change(base::AuthorityId authority, ports::AsOf const& as_of,
                              std::function<void(ports::ReceivableChange const&)> const& f) override;
  std::vector<ports::PostingRow> postings_of(base::AuthorityId authority, base::ClaimId claim) override;
  std::int64_t receivables_minor(base::AuthorityId authority, ports::AsOf const& as_of) override;
  void each_claim_head(base::AuthorityId authority, std::function<void(ports::ClaimHead const&)> const& f) override;
  void each_claim_to_look_at(base::AuthorityId authority, base::Date day,
                             std::function<void(base::ClaimId, base::DebtorId)> const& f) override;
  std::vector<claims::Claim> open_claims(base::AuthorityId authority, base::ClaimId after, std::size_t limit) override;
  std::optional<dunning::Message> message(base::AuthorityId authority, base::MessageId message) override;
  std::vector<dunning::Message> messages_of(base::AuthorityId authority, base::DebtorId debtor) override;
  std::vector<dunning::Message> messages_in(base::AuthorityId authority, dunning::MessageState state,
                                            base::MessageId after, std::size_t limit) override;
  void each_message(base::AuthorityId authority, std::function<void(dunning::Message const&)> const& f) override;
  void each_debtor_change(base::AuthorityId authority,
                          std::function<void(ports::DebtorChangeRow const&)> const& f) override;

  std::optional<payments::RefundProposal> refund(base::AuthorityId authority, base::RefundId refund) override;
  std::vector<payments::RefundProposal> open_refunds(base::AuthorityId authority) override;
  std::optional<arrangements::Arrangement> arrangement(base::AuthorityId authority,
                                                       base::ArrangementId arrangement) override;
  std::vector<arrangements::Arrangement> arrangements_of(base::AuthorityId authority, base::DebtorId debtor) override;
  std::vector<arrangements::Arrangement> arrangements_in(base::AuthorityId authority, arrangements::State state,
                                                         base::ArrangementId after, std::size_t limit) override;
  std::vector<base::ArrangementId> arrangements_to_look_at(base::AuthorityId authority, base::Date day) override;
  void each_arrangement(base::AuthorityId authority,
                        std::function<void(arrangements::Arrangement const&)> const& f) override;

  std::optional<help::Referral> referral(base::AuthorityId authority, base::ReferralId referral) override;
  std::vector<help::Referral> referrals_of(base::AuthorityId authority, base::DebtorId debtor) override;
  std::vector<help::Referral> open_referrals(base::AuthorityId authority) override;
  void each_referral(base::AuthorityId authority, std::function<void(help::Referral const&)> const& f) override;
  std::optional<payments::Mandate> mandate(base::AuthorityId authority, base::MandateId id) override;
  std::vector<payments::Mandate> mandates_of(base::AuthorityId authority, base::DebtorId debtor) override;
  std::vector<payments::Mandate> mandates_in(base::AuthorityId authority, payments::MandateState state) override;
  std::optional<payments::Collection> collection(base::AuthorityId authority, base::CollectionId id) override;
  std::vector<payments::Collection> collections_of(base::AuthorityId authority, base::DebtorId debtor) override;
  std::vector<payments::Collection> collections_in(base::AuthorityId authority,
                                                   payments::CollectionState state) override;
  void each_mandate(base::AuthorityId authority, std::function<void(payments::Mandate const&)> const& f) override;
  void each_collection(base::AuthorityId authority, std::function<void(payments::Collection const&)> const& f) override;
  std::optional<claims::Disclosure> disclosure(base::AuthorityId authority, base::DisclosureId id) override;
  std::vector<claims::Disclosure> disclosures_of(base::AuthorityId authority, base::DebtorId debtor) override;
  void each_disclosure(base::AuthorityId authority, std::function<void(claims::Disclosure const&)> const& f) override;
  std::optional<claims::Representation> representation(base::AuthorityId authority, base::RepresentationId id) override;
  std::vector<claims::Representation> representations_of(base::AuthorityId authority, base::DebtorId debtor) override;
  std::vector<claims::Representation> representations_by(base::AuthorityId authority,
                                                         base::DebtorId representative) override;
  void each_representation(base::AuthorityId authority,
                           std::function<void(claims::Representation const&)> const& f) override;
  std::optional<enquiries::Enquiry> enquiry(base::AuthorityId authority, base::EnquiryId enquiry) override;
  std::vector<enquiries::Enquiry> enquiries_of(base::AuthorityId authority, base::DebtorId debtor) override;
  std::vector<enquiries::Enquiry> enquiries_in(base::AuthorityId authority, enquiries::State state,
                                               base::EnquiryId after, std::size_t limit) override;
  std::vector<base::EnquiryId> enquiries_to_look_at(base::AuthorityId authority, base::Date day) override;
  std::vector<ports::EnquiryWords> enquiry_words(base::AuthorityId authority, base::EnquiryId enquiry) override;
  void each_enquiry(base::AuthorityId authority, std::function<void(enquiries::Enquiry const&)> const& f) override;

  std::optional<arrangements::AbilityStatement> ability_statement(base::AuthorityId authority,
                                                                  base::DebtorId debtor) override;
  std::optional<std::string> ability_answers(base::AuthorityId authority, base::DebtorId debtor) override;
  std::vector<base::DebtorId> ability_statements_before(base::AuthorityId authority, base::Date day) override;
  void each_ability_statement(base::AuthorityId authority,
                              std::function<void(arrangements::AbilityStatement const&)> const& f) override;

  void each_block(base::AuthorityId authority, std::function<void(ports::JournalBlock const&)> const& f) override;
  void each_entry(base::AuthorityId authority, std::function<void(ports::JournalEntry const&)> const& f) override;
  void each_posting(base::AuthorityId authority, std::function<void(ports::PostingRow const&)> const& f) override;
  void each_balance(base::AuthorityId authority, std::function<void(ports::BalanceRow const&)> const& f) override;
  void each_claim(base::AuthorityId authority, std::function<void(claims::Claim const&)> const& f) override;
  void each_debtor(base::AuthorityId authority, std::function<void(claims::Debtor const&)> const& f) override;
  void each_payment(base::AuthorityId authority, std::function<void(payments::Payment const&)> const& f) override;
  void each_attempt(base::AuthorityId authority,
                    std::function<void(payments::PaymentAttempt const&)> const& f) override;
  void each_bank_line(base::AuthorityId authority, std::function<void(payments::BankLine const&)> const& f) override;
  void each_refund(base::AuthorityId authority, std::function<void(payments::RefundProposal const&)> const& f) override;
  void each_claim_by_debtor(base::AuthorityId authority,
                            std::function<void(std::int64_t, std::int64_t)> const& f) override;
  void each_claim_entry(base::AuthorityId authority,
                        std::function<void(ports::ClaimLine const&, std::int64_t)> const& f) override;

 private:
  Connection& connection_;
};

}  // namespace storage
