// Reading the books: for pages, feeds, reports and audits. Readers see what has been committed and never wait for
// writers.
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/books.h"

namespace ports {

struct Authority {
  base::AuthorityId id;
  std::string code;  // short, as in commands and addresses
  std::string name;
  std::string country;  // ISO 3166-1 alpha-2
  base::Currency currency;
  std::string settings;  // contact and the like, as JSON; the adapters' matter
};

/// A department's system that sends claims.
struct Source {
  base::SourceId id;
  std::string code;
  std::string name;
};

/// A sealed run of journal entries.
struct JournalBlock {
  std::int64_t block = 0;
  std::int64_t first_seq = 0;
  std::int64_t last_seq = 0;
  std::string hash;  // 32 bytes
};

struct PostingRow {
  std::int64_t seq = 0;
  std::int64_t line = 0;
  ledger::Posting posting;
  base::Now recorded{};  // when the books learnt of it
};

/// What counted on `day`, as far as the books knew it at a certain time: postings of a later value date are left out,
/// and so are those that were recorded later, however far back they are dated.
struct AsOf {
  base::Date day;
  base::Date known_day;                                           // the last legal day whose entries count
  base::Instant known{std::numeric_limits<std::int64_t>::max()};  // the last moment whose entries count

  [[nodiscard]] bool sees(base::Date date, base::Now const& recorded) const {
    return date <= day && recorded.date <= known_day && recorded.instant <= known;
  }
};

/// What one posting did to a claim's receivable: no posting has one on both sides.
struct ReceivableChange {
  base::ClaimId claim;
  ledger::Component component = ledger::Component::kPrincipal;
  std::int64_t minor = 0;  // above zero: owed more
};

/// What reports need of a claim, and nothing that takes time to read.
struct ClaimHead {
  base::ClaimId id;
  std::string_view type;  // valid during the call
  base::Date last_payment_day;
  base::DebtorId debtor;  // the first of the liable, as of now
};

struct DebtorChangeRow {
  std::int64_t seq = 0;
  std::int64_t line = 0;  // 1, 2, 3 ... within the entry
  DebtorChange change;
  base::Now recorded{};
};

struct BalanceRow {
  ledger::Account account;
  std::int64_t minor = 0;
};

/// A new claim shows in the number of the debtor's newest claim: registering one writes nothing to its debtor's row,
/// which would be one more row for each claim of an import. Everything else shows in the entry's number.
struct DebtorVersion {
  std::int64_t seq = 0;  // of the last entry that changed, or with many others may have changed, what the pages show
  base::ClaimId newest_claim;
  friend bool operator==(DebtorVersion const&, DebtorVersion const&) = default;
};

struct ClaimOfType {
  base::ClaimId id;
  std::string type;
};

class BooksReader {
 public:
  virtual ~BooksReader() = default;

  [[nodiscard]] virtual std::vector<Authority> authorities() = 0;
  [[nodiscard]] virtual std::vector<Source> sources(base::AuthorityId authority) = 0;

  [[nodiscard]] virtual std::optional<claims::Claim> claim(base::AuthorityId authority, ClaimKey const& key) = 0;
  [[nodiscard]] virtual std::vector<claims::Claim> claims_of(base::AuthorityId authority, base::DebtorId debtor) = 0;
  /// At most `limit` claims with an id above `after`, in order, that an interest run has to look at: not cancelled, and
  /// with principal or interest open, or marked to be run.
  [[nodiscard]] virtual std::vector<claims::Claim> claims_to_run(base::AuthorityId authority, base::ClaimId after,
                                                                 std::size_t limit) = 0;
  /// The ids and types of the same claims.
  [[nodiscard]] virtual std::vector<ClaimOfType> ids_to_run(base::AuthorityId authority, base::ClaimId after,
                                                            std::size_t limit) = 0;
  [[nodiscard]] virtual std::optional<claims::Debtor> debtor(base::AuthorityId authority, base::DebtorId debtor) = 0;
  /// Another one whenever something that the debtor's pages show has changed.
  [[nodiscard]] virtual DebtorVersion debtor_version(base::AuthorityId authority, base::DebtorId debtor) = 0;
  [[nodiscard]] virtual std::vector<payments::Payment> payments_of(base::AuthorityId authority,
                                                                   base::DebtorId payer) = 0;
  [[nodiscard]] virtual std::optional<payments::Payment> payment(base::AuthorityId authority,
                                                                 base::PaymentId payment) = 0;
  [[nodiscard]] virtual std::optional<payments::PaymentAttempt> attempt(base::AuthorityId authority,
                                                                        base::AttemptId attempt) = 0;
  [[nodiscard]] virtual std::optional<payments::PaymentAttempt> attempt(base::AuthorityId authority,
                                                                        std::string const& reference) = 0;
  /// Attempts that are not final, oldest first.
  [[nodiscard]] virtual std::vector<payments::PaymentAttempt> open_attempts(base::AuthorityId authority,
                                                                            std::size_t limit) = 0;
  [[nodiscard]] virtual std::vector<payments::PaymentAttempt> attempts_of(base::AuthorityId authority,
                                                                          base::DebtorId payer) = 0;
  /// The journal entries that concern a claim, oldest first.
  [[nodiscard]] virtual std::vector<JournalEntry> history(base::AuthorityId authority, claims::Claim const& claim) = 0;
  [[nodiscard]] virtual std::vector<JournalEntry> journal(base::AuthorityId authority, std::int64_t after_seq,
                                                          std::size_t limit) = 0;
  [[nodiscard]] virtual std::int64_t last_seq(base::AuthorityId authority) = 0;
  [[nodiscard]] virtual std::optional<JournalEntry> find_entry(base::AuthorityId authority, ShortDigest const& key) = 0;
  [[nodiscard]] virtual std::optional<base::DebtorId> find_party(base::AuthorityId authority, Party const& party) = 0;
  [[nodiscard]] virtual std::optional<std::string> sealed_person(base::AuthorityId authority,
                                                                 base::DebtorId debtor) = 0;

  /// The line with this permanent key.
  [[nodiscard]] virtual std::optional<payments::BankLine> bank_line(base::AuthorityId authority,
                                                                    std::string const& key) = 0;
  /// All lines of an entry.
  [[nodiscard]] virtual std::vector<payments::BankLine> bank_entry(base::AuthorityId authority,
                                                                   std::string const& entry) = 0;
  /// The lines that wait for a decision or for their parts, and those that are expected, oldest first.
  [[nodiscard]] virtual std::vector<payments::BankLine> open_bank_lines(base::AuthorityId authority) = 0;
  /// Sealed: what the bank said of the line's payer.
  [[nodiscard]] virtual std::optional<std::string> bank_line_detail(base::AuthorityId authority,
                                                                    base::BankLineId line) = 0;

  // For the business day and for sending.
  /// Open claims that a business day on `day` has to look at, with the debtor first liable, in no order.
  virtual void each_claim_to_look_at(base::AuthorityId authority, base::Date day,
                                     std::function<void(base::ClaimId, base::DebtorId)> const& f) = 0;
  /// Open claims with an id above `after`, in order: for a change of procedure.
  [[nodiscard]] virtual std::vector<claims::Claim> open_claims(base::AuthorityId authority, base::ClaimId after,
                                                               std::size_t limit) = 0;
  [[nodiscard]] virtual std::optional<dunning::Message> message(base::AuthorityId authority,
                                                                base::MessageId message) = 0;
  [[nodiscard]] virtual std::vector<dunning::Message> messages_of(base::AuthorityId authority,
                                                                  base::DebtorId debtor) = 0;
  /// At most `limit` messages in this state with an id above `after`, in order. Quick for those that are not final and
  /// for the doubtful.
  [[nodiscard]] virtual std::vector<dunning::Message> messages_in(base::AuthorityId authority,
                                                                  dunning::MessageState state, base::MessageId after,
                                                                  std::size_t limit) = 0;

  // For reports.
  /// The postings that `as_of` sees, in the order of the journal.
  virtual void each_posting(base::AuthorityId authority, AsOf const& as_of,
                            std::function<void(PostingRow const&)> const& f) = 0;
  /// What those postings did to receivables, in no order: millions of rows, so nothing else is read.
  virtual void each_receivable_change(base::AuthorityId authority, AsOf const& as_of,
                                      std::function<void(ReceivableChange const&)> const& f) = 0;
  /// All postings on the claim's receivables, in the order of the journal.
  [[nodiscard]] virtual std::vector<PostingRow> postings_of(base::AuthorityId authority, base::ClaimId claim) = 0;
  /// What all receivables together come to, added up by the store itself: a check of what others add up.
  [[nodiscard]] virtual std::int64_t receivables_minor(base::AuthorityId authority, AsOf const& as_of) = 0;
  virtual void each_claim_head(base::AuthorityId authority, std::function<void(ClaimHead const&)> const& f) = 0;

  [[nodiscard]] virtual std::optional<payments::RefundProposal> refund(base::AuthorityId authority,
                                                                       base::RefundId refund) = 0;
  /// The refunds that wait for a second person, oldest first.
  [[nodiscard]] virtual std::vector<payments::RefundProposal> open_refunds(base::AuthorityId authority) = 0;

  // Arrangements.
  [[nodiscard]] virtual std::optional<arrangements::Arrangement> arrangement(base::AuthorityId authority,
                                                                             base::ArrangementId arrangement) = 0;
  /// The oldest first.
  [[nodiscard]] virtual std::vector<arrangements::Arrangement> arrangements_of(base::AuthorityId authority,
                                                                               base::DebtorId debtor) = 0;
  /// At most `limit` in this state with an id above `after`, in order.
  [[nodiscard]] virtual std::vector<arrangements::Arrangement> arrangements_in(base::AuthorityId authority,
                                                                               arrangements::State state,
                                                                               base::ArrangementId after,
                                                                               std::size_t limit) = 0;
  /// Those that a business day on `day` has to look at, in order.
  [[nodiscard]] virtual std::vector<base::ArrangementId> arrangements_to_look_at(base::AuthorityId authority,
                                                                                 base::Date day) = 0;

  // Enquiries.
  [[nodiscard]] virtual std::optional<enquiries::Enquiry> enquiry(base::AuthorityId authority,
                                                                  base::EnquiryId enquiry) = 0;
  /// The oldest first.
  [[nodiscard]] virtual std::vector<enquiries::Enquiry> enquiries_of(base::AuthorityId authority,
                                                                     base::DebtorId debtor) = 0;
  /// At most `limit` in this state with an id above `after`, in order.
  [[nodiscard]] virtual std::vector<enquiries::Enquiry> enquiries_in(base::AuthorityId authority,
                                                                     enquiries::State state, base::EnquiryId after,
                                                                     std::size_t limit) = 0;
  /// Those that a business day on `day` has to look at, in order.
  [[nodiscard]] virtual std::vector<base::EnquiryId> enquiries_to_look_at(base::AuthorityId authority,
                                                                          base::Date day) = 0;
  /// What was written in it, line by line; what has been erased is not there.
  [[nodiscard]] virtual std::vector<EnquiryWords> enquiry_words(base::AuthorityId authority,
                                                                base::EnquiryId enquiry) = 0;

  // Ability statements.
  /// The last one of the debtor, also if it has ended.
  [[nodiscard]] virtual std::optional<arrangements::AbilityStatement> ability_statement(base::AuthorityId authority,
                                                                                        base::DebtorId debtor) = 0;
  /// What was told, sealed: there only while it is kept.
  [[nodiscard]] virtual std::optional<std::string> ability_answers(base::AuthorityId authority,
                                                                   base::DebtorId debtor) = 0;
  /// Whose are kept, though their last day was before `day`, in order.
  [[nodiscard]] virtual std::vector<base::DebtorId> ability_statements_before(base::AuthorityId authority,
                                                                              base::Date day) = 0;

  // For audits: every row, in the order of its key.
  virtual void each_block(base::AuthorityId authority, std::function<void(JournalBlock const&)> const& f) = 0;
  virtual void each_entry(base::AuthorityId authority, std::function<void(JournalEntry const&)> const& f) = 0;
  virtual void each_posting(base::AuthorityId authority, std::function<void(PostingRow const&)> const& f) = 0;
  virtual void each_balance(base::AuthorityId authority, std::function<void(BalanceRow const&)> const& f) = 0;
  virtual void each_claim(base::AuthorityId authority, std::function<void(claims::Claim const&)> const& f) = 0;
  virtual void each_debtor(base::AuthorityId authority, std::function<void(claims::Debtor const&)> const& f) = 0;
  virtual void each_payment(base::AuthorityId authority, std::function<void(payments::Payment const&)> const& f) = 0;
  virtual void each_attempt(base::AuthorityId authority,
                            std::function<void(payments::PaymentAttempt const&)> const& f) = 0;
  virtual void each_bank_line(base::AuthorityId authority, std::function<void(payments::BankLine const&)> const& f) = 0;
  virtual void each_refund(base::AuthorityId authority,
                           std::function<void(payments::RefundProposal const&)> const& f) = 0;
  virtual void each_message(base::AuthorityId authority, std::function<void(dunning::Message const&)> const& f) = 0;
  virtual void each_debtor_change(base::AuthorityId authority,
                                  std::function<void(DebtorChangeRow const&)> const& f) = 0;
  virtual void each_arrangement(base::AuthorityId authority,
                                std::function<void(arrangements::Arrangement const&)> const& f) = 0;
  // Referrals to those who help.
  [[nodiscard]] virtual std::optional<help::Referral> referral(base::AuthorityId authority,
                                                               base::ReferralId referral) = 0;
  /// The oldest first.
  [[nodiscard]] virtual std::vector<help::Referral> referrals_of(base::AuthorityId authority,
                                                                 base::DebtorId debtor) = 0;
  /// The oldest first.
  [[nodiscard]] virtual std::vector<help::Referral> open_referrals(base::AuthorityId authority) = 0;

  // Direct debit; also what has ended. The oldest first.
  [[nodiscard]] virtual std::optional<payments::Mandate> mandate(base::AuthorityId authority, base::MandateId id) = 0;
  [[nodiscard]] virtual std::vector<payments::Mandate> mandates_of(base::AuthorityId authority,
                                                                   base::DebtorId debtor) = 0;
  [[nodiscard]] virtual std::vector<payments::Mandate> mandates_in(base::AuthorityId authority,
                                                                   payments::MandateState state) = 0;
  [[nodiscard]] virtual std::optional<payments::Collection> collection(base::AuthorityId authority,
                                                                       base::CollectionId id) = 0;
  [[nodiscard]] virtual std::vector<payments::Collection> collections_of(base::AuthorityId authority,
                                                                         base::DebtorId debtor) = 0;
  [[nodiscard]] virtual std::vector<payments::Collection> collections_in(base::AuthorityId authority,
                                                                         payments::CollectionState state) = 0;
  virtual void each_mandate(base::AuthorityId authority, std::function<void(payments::Mandate const&)> const& f) = 0;
  virtual void each_collection(base::AuthorityId authority,
                               std::function<void(payments::Collection const&)> const& f) = 0;

  // Who may act for whom; also what has ended. The oldest first.
  [[nodiscard]] virtual std::optional<claims::Representation> representation(base::AuthorityId authority,
                                                                             base::RepresentationId id) = 0;
  [[nodiscard]] virtual std::vector<claims::Representation> representations_of(base::AuthorityId authority,
                                                                               base::DebtorId debtor) = 0;
  [[nodiscard]] virtual std::vector<claims::Representation> representations_by(base::AuthorityId authority,
                                                                               base::DebtorId representative) = 0;
  virtual void each_representation(base::AuthorityId authority,
                                   std::function<void(claims::Representation const&)> const& f) = 0;

  // Who else is told what is owed; also what has ended. The oldest first.
  [[nodiscard]] virtual std::optional<claims::Disclosure> disclosure(base::AuthorityId authority,
                                                                     base::DisclosureId id) = 0;
  [[nodiscard]] virtual std::vector<claims::Disclosure> disclosures_of(base::AuthorityId authority,
                                                                       base::DebtorId debtor) = 0;
  virtual void each_disclosure(base::AuthorityId authority,
                               std::function<void(claims::Disclosure const&)> const& f) = 0;

  virtual void each_enquiry(base::AuthorityId authority, std::function<void(enquiries::Enquiry const&)> const& f) = 0;
  virtual void each_referral(base::AuthorityId authority, std::function<void(help::Referral const&)> const& f) = 0;
  virtual void each_ability_statement(base::AuthorityId authority,
                                      std::function<void(arrangements::AbilityStatement const&)> const& f) = 0;
  /// (debtor, claim), and the lines of claims with their entry: the look-up lists of pages.
  virtual void each_claim_by_debtor(base::AuthorityId authority,
                                    std::function<void(std::int64_t, std::int64_t)> const& f) = 0;
  virtual void each_claim_entry(base::AuthorityId authority,
                                std::function<void(ClaimLine const&, std::int64_t seq)> const& f) = 0;
};

}  // namespace ports
