#include "adapters/memory/service.h"

#include <algorithm>

#include "adapters/memory/transaction.h"
#include "engine/chain.h"

namespace adapters::memory {

namespace {

/// Reads under the service's lock. Callbacks of the audit calls must not call the service.
class Reader : public ports::BooksReader {
 public:
  Reader(std::recursive_mutex& mutex, std::map<base::AuthorityId, AuthorityBooks>& books)
      : lock_(mutex), books_(books) {}

  std::vector<ports::Authority> authorities() override {
    std::vector<ports::Authority> result;
    for (auto const& [id, books] : books_) result.push_back(books.authority);
    return result;
  }
  std::vector<ports::Source> sources(base::AuthorityId authority) override { return of(authority).sources; }

  std::optional<claims::Claim> claim(base::AuthorityId authority, ports::ClaimKey const& key) override {
    AuthorityBooks const& books = of(authority);
    base::ClaimId id = key.id;
    if (!id) {
      auto const found = books.claim_by_reference.find({key.source, key.reference});
      if (found == books.claim_by_reference.end()) return std::nullopt;
      id = found->second;
    }
    return find(books.claims, id);
  }
  std::vector<claims::Claim> claims_of(base::AuthorityId authority, base::DebtorId debtor) override {
    std::vector<claims::Claim> result;
    for (auto const& [id, claim] : of(authority).claims) {
      if (std::ranges::find(claim.liable, debtor) != claim.liable.end()) result.push_back(claim);
    }
    return result;
  }
  std::vector<claims::Claim> claims_to_run(base::AuthorityId authority, base::ClaimId after,
                                           std::size_t limit) override {
    std::vector<claims::Claim> result;
    auto const& claims = of(authority).claims;
    for (auto at = claims.upper_bound(after); at != claims.end() && result.size() < limit; ++at) {
      claims::Claim const& claim = at->second;
      bool const is_open =
          claim.open[ledger::Component::kPrincipal] > 0 || claim.open[ledger::Component::kInterest] > 0;
      if (claim.state == claims::ClaimState::kCancelled || !(is_open || claim.accrual.to_be_run)) continue;
      result.push_back(claim);
    }
    return result;
  }
  std::vector<ports::ClaimOfType> ids_to_run(base::AuthorityId authority, base::ClaimId after,
                                             std::size_t limit) override {
    std::vector<ports::ClaimOfType> result;
    for (claims::Claim const& claim : claims_to_run(authority, after, limit)) result.push_back({claim.id, claim.type});
    return result;
  }
  std::optional<claims::Debtor> debtor(base::AuthorityId authority, base::DebtorId debtor) override {
    return find(of(authority).debtors, debtor);
  }
  ports::DebtorVersion debtor_version(base::AuthorityId authority, base::DebtorId debtor) override {
    return {find(of(authority).versions, debtor).value_or(0), {}};
  }
  std::vector<payments::Payment> payments_of(base::AuthorityId authority, base::DebtorId payer) override {
    return all_of(of(authority).payments, [&](payments::Payment const& p) { return p.payer == payer; });
  }
  std::optional<payments::Payment> payment(base::AuthorityId authority, base::PaymentId payment) override {
    return find(of(authority).payments, payment);
  }
  std::optional<payments::PaymentAttempt> attempt(base::AuthorityId authority, base::AttemptId attempt) override {
    return find(of(authority).attempts, attempt);
  }
  std::optional<payments::PaymentAttempt> attempt(base::AuthorityId authority, std::string const& reference) override {
    auto found = all_of(of(authority).attempts, [&](auto const& a) { return a.reference == reference; });
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
  }
  std::vector<payments::PaymentAttempt> open_attempts(base::AuthorityId authority, std::size_t limit) override {
    auto found = all_of(of(authority).attempts, [](auto const& a) { return !payments::is_final(a.state); });
    if (found.size() > limit) found.resize(limit);
    return found;
  }
  std::vector<payments::PaymentAttempt> attempts_of(base::AuthorityId authority, base::DebtorId payer) override {
    return all_of(of(authority).attempts, [&](auto const& a) { return a.payer == payer; });
  }
  std::vector<ports::JournalEntry> history(base::AuthorityId authority, claims::Claim const& claim) override {
    AuthorityBooks const& books = of(authority);
    std::vector<ports::JournalEntry> result{books.journal[static_cast<std::size_t>(claim.registered_seq - 1)]};
    for (auto const& [line, seq] : books.claim_entries) {
      if (line.claim == claim.id && result.back().seq != seq)
        result.push_back(books.journal[static_cast<std::size_t>(seq - 1)]);
    }
    return result;
  }
  std::vector<ports::JournalEntry> journal(base::AuthorityId authority, std::int64_t after_seq,
                                           std::size_t limit) override {
    // Without gaps from 1: an entry's place is its number.
    std::vector<ports::JournalEntry> const& journal = of(authority).journal;
    std::size_t const first = std::min(journal.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, after_seq)));
    std::size_t const count = std::min(limit, journal.size() - first);
    auto const begin = journal.begin() + static_cast<std::ptrdiff_t>(first);
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
  }
  std::int64_t last_seq(base::AuthorityId authority) override {
    return static_cast<std::int64_t>(of(authority).journal.size());
  }
  std::optional<ports::JournalEntry> find_entry(base::AuthorityId authority, ports::ShortDigest const& key) override {
    return Transaction{books_}.find_entry(authority, key);
  }
  std::optional<base::DebtorId> find_party(base::AuthorityId authority, ports::Party const& party) override {
    return Transaction{books_}.find_party(authority, party);
  }
  std::optional<std::string> sealed_person(base::AuthorityId authority, base::DebtorId debtor) override {
    auto const party = find(of(authority).people, debtor);
    return party ? std::optional{party->sealed} : std::nullopt;
  }

  std::optional<payments::BankLine> bank_line(base::AuthorityId authority, std::string const& key) override {
    auto found = all_of(of(authority).bank_lines, [&](payments::BankLine const& line) { return line.key == key; });
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
  }
  std::vector<payments::BankLine> bank_entry(base::AuthorityId authority, std::string const& entry) override {
    return all_of(of(authority).bank_lines, [&](payments::BankLine const& line) { return line.entry == entry; });
  }
  std::vector<payments::BankLine> open_bank_lines(base::AuthorityId authority) override {
    return all_of(of(authority).bank_lines, [](payments::BankLine const& line) {
      return line.waits() || line.state == payments::BankLineState::kExpected;
    });
  }
  std::optional<std::string> bank_line_detail(base::AuthorityId authority, base::BankLineId line) override {
    return find(of(authority).bank_details, line);
  }

  std::optional<payments::RefundProposal> refund(base::AuthorityId authority, base::RefundId refund) override {
    return find(of(authority).refunds, refund);
  }
  std::vector<payments::RefundProposal> open_refunds(base::AuthorityId authority) override {
    return all_of(of(authority).refunds, [](payments::RefundProposal const& refund) {
      return refund.state == payments::RefundState::kProposed;
    });
  }
  std::optional<arrangements::Arrangement> arrangement(base::AuthorityId authority, base::ArrangementId id) override {
    return find(of(authority).arrangements, id);
  }
  std::vector<arrangements::Arrangement> arrangements_of(base::AuthorityId authority, base::DebtorId debtor) override {
    return all_of(of(authority).arrangements,
                  [&](arrangements::Arrangement const& each) { return each.debtor == debtor; });
  }
  std::vector<arrangements::Arrangement> arrangements_in(base::AuthorityId authority, arrangements::State state,
                                                         base::ArrangementId after, std::size_t limit) override {
    auto found = all_of(of(authority).arrangements,
                        [&](arrangements::Arrangement const& each) { return each.state == state && each.id > after; });
    if (found.size() > limit) found.resize(limit);
    return found;
  }
  std::vector<base::ArrangementId> arrangements_to_look_at(base::AuthorityId authority, base::Date day) override {
    std::vector<base::ArrangementId> found;
    for (auto const& [id, row] : of(authority).arrangements) {
      if (row.look_from && *row.look_from <= day) found.push_back(id);
    }
    return found;
  }
  void each_arrangement(base::AuthorityId a, std::function<void(arrangements::Arrangement const&)> const& f) override {
    for (auto const& [id, row] : of(a).arrangements) f(row);
  }
  std::optional<enquiries::Enquiry> enquiry(base::AuthorityId authority, base::EnquiryId id) override {
    return find(of(authority).enquiries, id);
  }
  std::vector<enquiries::Enquiry> enquiries_of(base::AuthorityId authority, base::DebtorId debtor) override {
    return all_of(of(authority).enquiries, [&](enquiries::Enquiry const& each) { return each.debtor == debtor; });
  }
  std::vector<enquiries::Enquiry> enquiries_in(base::AuthorityId authority, enquiries::State state,
                                               base::EnquiryId after, std::size_t limit) override {
    auto found = all_of(of(authority).enquiries,
                        [&](enquiries::Enquiry const& each) { return each.state == state && each.id > after; });
    if (found.size() > limit) found.resize(limit);
    return found;
  }
  std::vector<base::EnquiryId> enquiries_to_look_at(base::AuthorityId authority, base::Date day) override {
    std::vector<base::EnquiryId> found;
    for (auto const& [id, row] : of(authority).enquiries) {
      if (row.look_from && *row.look_from <= day) found.push_back(id);
    }
    return found;
  }
  std::vector<ports::EnquiryWords> enquiry_words(base::AuthorityId authority, base::EnquiryId id) override {
    return find(of(authority).enquiry_words, id).value_or(std::vector<ports::EnquiryWords>{});
  }
  std::optional<help::Referral> referral(base::AuthorityId authority, base::ReferralId id) override {
    return find(of(authority).referrals, id);
  }
  std::vector<help::Referral> referrals_of(base::AuthorityId authority, base::DebtorId debtor) override {
    return all_of(of(authority).referrals, [&](help::Referral const& each) { return each.debtor == debtor; });
  }
  std::vector<help::Referral> open_referrals(base::AuthorityId authority) override {
    return all_of(of(authority).referrals, [](help::Referral const& each) { return help::is_open(each.state); });
  }
  void each_referral(base::AuthorityId a, std::function<void(help::Referral const&)> const& f) override {
    for (auto const& [id, row] : of(a).referrals) f(row);
  }
  std::optional<payments::Mandate> mandate(base::AuthorityId authority, base::MandateId id) override {
    return find(of(authority).mandates, id);
  }
  std::vector<payments::Mandate> mandates_of(base::AuthorityId authority, base::DebtorId debtor) override {
    return all_of(of(authority).mandates, [&](payments::Mandate const& each) { return each.debtor == debtor; });
  }
  std::vector<payments::Mandate> mandates_in(base::AuthorityId authority, payments::MandateState state) override {
    return all_of(of(authority).mandates, [&](payments::Mandate const& each) { return each.state == state; });
  }
  std::optional<payments::Collection> collection(base::AuthorityId authority, base::CollectionId id) override {
    return find(of(authority).collections, id);
  }
  std::vector<payments::Collection> collections_of(base::AuthorityId authority, base::DebtorId debtor) override {
    return all_of(of(authority).collections, [&](payments::Collection const& each) { return each.debtor == debtor; });
  }
  std::vector<payments::Collection> collections_in(base::AuthorityId authority,
                                                   payments::CollectionState state) override {
    return all_of(of(authority).collections, [&](payments::Collection const& each) { return each.state == state; });
  }
  void each_mandate(base::AuthorityId a, std::function<void(payments::Mandate const&)> const& f) override {
    for (auto const& [id, row] : of(a).mandates) f(row);
  }
  void each_collection(base::AuthorityId a, std::function<void(payments::Collection const&)> const& f) override {
    for (auto const& [id, row] : of(a).collections) f(row);
  }
  std::optional<claims::Disclosure> disclosure(base::AuthorityId authority, base::DisclosureId id) override {
    return find(of(authority).disclosures, id);
  }
  std::vector<claims::Disclosure> disclosures_of(base::AuthorityId authority, base::DebtorId debtor) override {
    return all_of(of(authority).disclosures, [&](claims::Disclosure const& each) { return each.debtor == debtor; });
  }
  void each_disclosure(base::AuthorityId a, std::function<void(claims::Disclosure const&)> const& f) override {
    for (auto const& [id, row] : of(a).disclosures) f(row);
  }
  std::optional<claims::Representation> representation(base::AuthorityId authority,
                                                       base::RepresentationId id) override {
    return find(of(authority).representations, id);
  }
  std::vector<claims::Representation> representations_of(base::AuthorityId authority, base::DebtorId debtor) override {
    return all_of(of(authority).representations,
                  [&](claims::Representation const& each) { return each.debtor == debtor; });
  }
  std::vector<claims::Representation> representations_by(base::AuthorityId authority,
                                                         base::DebtorId representative) override {
    return all_of(of(authority).representations,
                  [&](claims::Representation const& each) { return each.representative == representative; });
  }
  void each_representation(base::AuthorityId a, std::function<void(claims::Representation const&)> const& f) override {
    for (auto const& [id, row] : of(a).representations) f(row);
  }
  void each_enquiry(base::AuthorityId a, std::function<void(enquiries::Enquiry const&)> const& f) override {
    for (auto const& [id, row] : of(a).enquiries) f(row);
  }

  std::optional<arrangements::AbilityStatement> ability_statement(base::AuthorityId authority,
                                                                  base::DebtorId debtor) override {
    return find(of(authority).ability_statements, debtor);
  }
  std::optional<std::string> ability_answers(base::AuthorityId authority, base::DebtorId debtor) override {
    return find(of(authority).ability_answers, debtor);
  }
  std::vector<base::DebtorId> ability_statements_before(base::AuthorityId authority, base::Date day) override {
    std::vector<base::DebtorId> found;
    for (auto const& [debtor, row] : of(authority).ability_statements) {
      if (!row.ended && row.until < day) found.push_back(debtor);
    }
    return found;
  }
  void each_ability_statement(base::AuthorityId a,
                              std::function<void(arrangements::AbilityStatement const&)> const& f) override {
    for (auto const& [debtor, row] : of(a).ability_statements) f(row);
  }

  void each_block(base::AuthorityId a, std::function<void(ports::JournalBlock const&)> const& f) override {
    std::ranges::for_each(of(a).blocks, f);
  }
  void each_entry(base::AuthorityId a, std::function<void(ports::JournalEntry const&)> const& f) override {
    std::ranges::for_each(of(a).journal, f);
  }
  void each_posting(base::AuthorityId a, std::function<void(ports::PostingRow const&)> const& f) override {
    std::ranges::for_each(of(a).postings, f);
  }
  void each_balance(base::AuthorityId a, std::function<void(ports::BalanceRow const&)> const& f) override {
    for (auto const& [account, minor] : of(a).balances) f({account, minor});
  }
  void each_claim(base::AuthorityId a, std::function<void(claims::Claim const&)> const& f) override {
    for (auto const& [id, row] : of(a).claims) f(row);
  }
  void each_debtor(base::AuthorityId a, std::function<void(claims::Debtor const&)> const& f) override {
    for (auto const& [id, row] : of(a).debtors) f(row);
  }
  void each_payment(base::AuthorityId a, std::function<void(payments::Payment const&)> const& f) override {
    for (auto const& [id, row] : of(a).payments) f(row);
  }
  void each_attempt(base::AuthorityId a, std::function<void(payments::PaymentAttempt const&)> const& f) override {
    for (auto const& [id, row] : of(a).attempts) f(row);
  }
  void each_bank_line(base::AuthorityId a, std::function<void(payments::BankLine const&)> const& f) override {
    for (auto const& [id, row] : of(a).bank_lines) f(row);
  }
  void each_refund(base::AuthorityId a, std::function<void(payments::RefundProposal const&)> const& f) override {
    for (auto const& [id, row] : of(a).refunds) f(row);
  }
  void each_posting(base::AuthorityId a, ports::AsOf const& as_of,
                    std::function<void(ports::PostingRow const&)> const& f) override {
    for (auto const& row : of(a).postings) {
      if (as_of.sees(row.posting.value_date, row.recorded)) f(row);
    }
  }
  void each_receivable_change(base::AuthorityId a, ports::AsOf const& as_of,
                              std::function<void(ports::ReceivableChange const&)> const& f) override {
    each_posting(a, as_of, [&](ports::PostingRow const& row) {
      ledger::Posting const& posting = row.posting;
      for (auto const& [account, minor] :
           {std::pair{posting.debit, posting.minor}, std::pair{posting.credit, -posting.minor}}) {
        if (account.kind != ledger::AccountKind::kReceivable) continue;
        f({{account.owner}, static_cast<ledger::Component>(account.part), minor});
      }
    });
  }
  std::vector<ports::PostingRow> postings_of(base::AuthorityId a, base::ClaimId claim) override {
    std::vector<ports::PostingRow> result;
    auto const is_claims = [&](ledger::Account const& account) {
      return account.kind == ledger::AccountKind::kReceivable && account.owner == claim.value;
    };
    std::ranges::copy_if(of(a).postings, std::back_inserter(result), [&](ports::PostingRow const& row) {
      return is_claims(row.posting.debit) || is_claims(row.posting.credit);
    });
    return result;
  }
  std::int64_t receivables_minor(base::AuthorityId a, ports::AsOf const& as_of) override {
    std::int64_t sum = 0;
    each_posting(a, as_of, [&](ports::PostingRow const& row) {
      if (row.posting.debit.kind == ledger::AccountKind::kReceivable) sum += row.posting.minor;
      if (row.posting.credit.kind == ledger::AccountKind::kReceivable) sum -= row.posting.minor;
    });
    return sum;
  }
  void each_claim_head(base::AuthorityId a, std::function<void(ports::ClaimHead const&)> const& f) override {
    for (auto const& [id, row] : of(a).claims) f({id, row.type, row.dates.last_payment_day, row.liable.front()});
  }
  void each_claim_to_look_at(base::AuthorityId a, base::Date day,
                             std::function<void(base::ClaimId, base::DebtorId)> const& f) override {
    for (auto const& [id, row] : of(a).claims) {
      auto const from = row.course.look_from();
      if (row.state == claims::ClaimState::kOpen && from && *from <= day) f(id, row.liable.front());
    }
  }
  std::vector<claims::Claim> open_claims(base::AuthorityId a, base::ClaimId after, std::size_t limit) override {
    std::vector<claims::Claim> result;
    auto const& claims = of(a).claims;
    for (auto at = claims.upper_bound(after); at != claims.end() && result.size() < limit; ++at) {
      if (at->second.state == claims::ClaimState::kOpen) result.push_back(at->second);
    }
    return result;
  }
  std::optional<dunning::Message> message(base::AuthorityId a, base::MessageId id) override {
    auto const found = of(a).messages.find(id);
    return found == of(a).messages.end() ? std::nullopt : std::optional{found->second};
  }
  std::vector<dunning::Message> messages_of(base::AuthorityId a, base::DebtorId debtor) override {
    std::vector<dunning::Message> result;
    for (auto const& [id, row] : of(a).messages) {
      if (row.debtor == debtor) result.push_back(row);
    }
    return result;
  }
  std::vector<dunning::Message> messages_in(base::AuthorityId a, dunning::MessageState state, base::MessageId after,
                                            std::size_t limit) override {
    std::vector<dunning::Message> result;
    auto const& messages = of(a).messages;
    for (auto at = messages.upper_bound(after); at != messages.end() && result.size() < limit; ++at) {
      if (at->second.state == state) result.push_back(at->second);
    }
    return result;
  }
  void each_message(base::AuthorityId a, std::function<void(dunning::Message const&)> const& f) override {
    for (auto const& [id, row] : of(a).messages) f(row);
  }
  void each_debtor_change(base::AuthorityId a, std::function<void(ports::DebtorChangeRow const&)> const& f) override {
    for (auto const& row : of(a).debtor_changes) f(row);
  }
  void each_claim_by_debtor(base::AuthorityId a, std::function<void(std::int64_t, std::int64_t)> const& f) override {
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    for (auto const& [id, claim] : of(a).claims) {
      for (base::DebtorId const debtor : claim.liable) pairs.emplace_back(debtor.value, id.value);
    }
    std::ranges::sort(pairs);
    for (auto const& [debtor, claim] : pairs) f(debtor, claim);
  }
  void each_claim_entry(base::AuthorityId a,
                        std::function<void(ports::ClaimLine const&, std::int64_t)> const& f) override {
    auto rows = of(a).claim_entries;
    std::ranges::sort(rows, {},
                      [](auto const& row) { return std::tuple{row.first.claim, row.second, row.first.payment}; });
    for (auto const& [line, seq] : rows) f(line, seq);
  }

 private:
  AuthorityBooks& of(base::AuthorityId authority) {
    static AuthorityBooks none;
    auto const found = books_.find(authority);
    return found == books_.end() ? none : found->second;
  }
  template <class Map>
  static std::optional<typename Map::mapped_type> find(Map const& map, typename Map::key_type const& key) {
    auto const found = map.find(key);
    return found == map.end() ? std::nullopt : std::optional{found->second};
  }
  template <class Map, class Predicate>
  static std::vector<typename Map::mapped_type> all_of(Map const& map, Predicate&& wanted) {
    std::vector<typename Map::mapped_type> result;
    for (auto const& [id, row] : map) {
      if (wanted(row)) result.push_back(row);
    }
    return result;
  }

  std::unique_lock<std::recursive_mutex> lock_;
  std::map<base::AuthorityId, AuthorityBooks>& books_;
};

void seal_block(AuthorityBooks& books) {
  std::int64_t const last = static_cast<std::int64_t>(books.journal.size());
  std::int64_t const before = books.blocks.empty() ? 0 : books.blocks.back().last_seq;
  if (last == before) return;
  engine::BlockSeal seal{books.blocks.empty() ? std::string_view{} : std::string_view{books.blocks.back().hash}};
  for (std::int64_t seq = before + 1; seq <= last; ++seq) seal.add(books.journal[static_cast<std::size_t>(seq - 1)]);
  base::Digest const hash = seal.finish();
  books.blocks.push_back({static_cast<std::int64_t>(books.blocks.size()) + 1, before + 1, last,
                          std::string{reinterpret_cast<char const*>(hash.data()), hash.size()}});
}

}  // namespace

std::vector<engine::Outcome> Service::submit(std::span<engine::Prepared const> prepared, base::Now now) {
  std::lock_guard const lock{mutex_};
  Transaction books{books_};
  std::unique_ptr<ports::BooksTransaction> const between = interposer_ ? interposer_(books) : nullptr;
  ports::BooksTransaction& transaction = between ? *between : books;
  std::vector<engine::Outcome> outcomes;
  for (engine::Prepared const& item : prepared) outcomes.push_back(engine::execute(transaction, item, now, *rules_));
  for (auto& [id, each] : books_) seal_block(each);
  return outcomes;
}

void Service::set_rules(std::shared_ptr<engine::Rules const> rules) {
  std::lock_guard const lock{mutex_};
  rules_ = std::move(rules);
}

std::shared_ptr<ports::BooksReader> Service::reader() { return std::make_shared<Reader>(mutex_, books_); }

std::optional<base::AuthorityId> Service::add_authority(ports::Authority const& authority) {
  std::lock_guard const lock{mutex_};
  for (auto const& [id, books] : books_) {
    if (books.authority.code == authority.code) return std::nullopt;
  }
  base::AuthorityId const id{static_cast<std::int64_t>(books_.size()) + 1};
  books_[id].authority = authority;
  books_[id].authority.id = id;
  return id;
}

bool Service::change_settings(base::AuthorityId authority, std::string const& settings) {
  std::lock_guard const lock{mutex_};
  auto const found = books_.find(authority);
  if (found == books_.end()) return false;
  found->second.authority.settings = settings;
  return true;
}

base::SourceId Service::ensure_source(base::AuthorityId authority, std::string const& code, std::string const& name) {
  std::lock_guard const lock{mutex_};
  auto& sources = books_.at(authority).sources;
  for (ports::Source const& source : sources) {
    if (source.code == code) return source.id;
  }
  sources.push_back({{static_cast<std::int64_t>(sources.size()) + 1}, code, name});
  return sources.back().id;
}

}  // namespace adapters::memory
