#include "adapters/memory/transaction.h"

#include <algorithm>

namespace adapters::memory {

namespace {

/// Loads a slice of one authority's books, following the same threads as the databases do.
class Loader {
 public:
  Loader(AuthorityBooks const& books, ports::WorkingSet& into) : books_(books), into_(into) {}

  void debtor(base::DebtorId id) {
    if (auto const found = books_.debtors.find(id); found != books_.debtors.end()) into_.debtors.load(found->second);
  }
  claims::Claim const* claim(ports::ClaimKey const& key) {
    base::ClaimId id = key.id;
    if (!id) {
      auto const by_reference = books_.claim_by_reference.find({key.source, key.reference});
      if (by_reference == books_.claim_by_reference.end()) return nullptr;
      id = by_reference->second;
    }
    auto const found = books_.claims.find(id);
    if (found == books_.claims.end()) return nullptr;
    into_.claims.load(found->second);
    return &found->second;
  }
  void payment(base::PaymentId id) {
    auto const found = books_.payments.find(id);
    if (found == books_.payments.end() || into_.payments.find(id) != nullptr) return;
    debtor(found->second.payer);
    for (payments::Allocation const& part : found->second.allocations) claim({part.claim, {}, {}});
    into_.payments.load(found->second);
  }
  void payments_on(base::ClaimId id) {
    for (auto const& [payment_id, row] : books_.payments) {
      if (std::ranges::any_of(row.allocations, [&](auto const& part) { return part.claim == id; })) payment(payment_id);
    }
  }
  void credit(base::DebtorId id) {
    for (auto const& [payment_id, row] : books_.payments) {
      if (row.payer == id && row.credit_minor > 0) payment(payment_id);
    }
  }
  void claims_of(base::DebtorId id, bool also_settled) {
    for (auto const& [claim_id, row] : books_.claims) {
      if ((also_settled || row.open_minor() > 0) && std::ranges::find(row.liable, id) != row.liable.end())
        into_.claims.load(row);
    }
  }
  /// With its debtor, its claims and whoever is liable for those.
  void arrangement(arrangements::Arrangement const& row) {
    debtor(row.debtor);
    for (arrangements::ArrangedClaim const& arranged : row.claims) {
      claims::Claim const* const found = claim({arranged.claim, {}, {}});
      if (found == nullptr) continue;
      for (base::DebtorId const liable : found->liable) debtor(liable);
    }
    into_.arrangements.load(row);
  }
  /// Likewise.
  void enquiry(enquiries::Enquiry const& row) {
    debtor(row.debtor);
    for (enquiries::EnquiredClaim const& enquired : row.claims) {
      claims::Claim const* const found = claim({enquired.claim, {}, {}});
      if (found == nullptr) continue;
      for (base::DebtorId const liable : found->liable) debtor(liable);
    }
    into_.enquiries.load(row);
  }
  /// With its debtor, all that the debtor owes, what it holds, and whoever is liable for those.
  void referral(help::Referral const& row) {
    debtor(row.debtor);
    claims_of(row.debtor, true);
    for (base::ClaimId const held : row.held) claim({held, {}, {}});
    std::vector<base::DebtorId> liable;
    into_.claims.each(
        [&](claims::Claim const& each) { liable.insert(liable.end(), each.liable.begin(), each.liable.end()); });
    for (base::DebtorId const id : liable) debtor(id);
    into_.referrals.load(row);
  }
  /// Likewise.
  void collection(payments::Collection const& row) {
    debtor(row.debtor);
    for (payments::Choice const& part : row.parts) {
      claims::Claim const* const found = claim({part.claim, {}, {}});
      if (found == nullptr) continue;
      for (base::DebtorId const liable : found->liable) debtor(liable);
    }
    into_.collections.load(row);
  }

 private:
  AuthorityBooks const& books_;
  ports::WorkingSet& into_;
};

}  // namespace

std::optional<ports::JournalEntry> Transaction::find_entry(base::AuthorityId authority, ports::ShortDigest const& key) {
  auto const books = books_.find(authority);
  if (books == books_.end()) return std::nullopt;
  auto const found = books->second.seq_by_key.find(key);
  if (found == books->second.seq_by_key.end()) return std::nullopt;
  return books->second.journal[static_cast<std::size_t>(found->second - 1)];
}

std::optional<ports::JournalEntry> Transaction::find_registration(base::AuthorityId authority,
                                                                  ports::ClaimKey const& claim) {
  auto const books = books_.find(authority);
  if (books == books_.end()) return std::nullopt;
  auto const found = books->second.claim_by_reference.find({claim.source, claim.reference});
  if (found == books->second.claim_by_reference.end()) return std::nullopt;
  auto const seq = books->second.claims.at(found->second).registered_seq;
  return books->second.journal[static_cast<std::size_t>(seq - 1)];
}

std::optional<base::DebtorId> Transaction::find_party(base::AuthorityId authority, ports::Party const& party) {
  auto const books = books_.find(authority);
  if (books == books_.end()) return std::nullopt;
  auto const found = books->second.debtor_by_index.find({party.kind, party.blind_index});
  if (found == books->second.debtor_by_index.end()) return std::nullopt;
  return found->second;
}

bool Transaction::load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) {
  auto const found = books_.find(authority);
  if (found == books_.end()) return false;
  AuthorityBooks const& books = found->second;
  into.authority = authority;
  into.currency = books.authority.currency;
  into.next_id = books.next_id;
  into.next_seq = static_cast<std::int64_t>(books.journal.size()) + 1;
  Loader loader{books, into};
  for (base::AttemptId const id : needs.attempts) {
    auto const attempt = books.attempts.find(id);
    if (attempt == books.attempts.end()) continue;
    loader.debtor(attempt->second.payer);
    for (payments::Choice const& choice : attempt->second.choices) loader.claim({choice.claim, {}, {}});
    into.attempts.load(attempt->second);
  }
  for (ports::ClaimKey const& key : needs.claims) {
    claims::Claim const* claim = loader.claim(key);
    if (claim == nullptr) continue;
    for (base::DebtorId const debtor : claim->liable) {
      if (!needs.debtors_of_claims) break;
      loader.debtor(debtor);
      if (needs.credit_of_debtors) loader.credit(debtor);
    }
    bool const interest_paid = claim->charged[ledger::Component::kInterest] > claim->open[ledger::Component::kInterest];
    if (needs.payments_of_claims || (needs.payments_if_interest_paid && interest_paid)) loader.payments_on(claim->id);
  }
  for (base::DebtorId const debtor : needs.debtors) {
    loader.debtor(debtor);
    if (needs.open_claims_of_debtors || needs.claims_of_debtors) loader.claims_of(debtor, needs.claims_of_debtors);
    if (needs.credit_of_debtors) loader.credit(debtor);
  }
  if (needs.payments_of_their_fees) {
    std::vector<base::ClaimId> paid;
    into.claims.each([&](claims::Claim const& claim) {
      constexpr auto kFee = ledger::Component::kFee;
      if (claim.charged[kFee] > claim.open[kFee]) paid.push_back(claim.id);
    });
    for (base::ClaimId const claim : paid) loader.payments_on(claim);
  }
  for (base::PaymentId const payment : needs.payments) loader.payment(payment);
  for (auto const& [id, line] : books.bank_lines) {
    bool const by_entry = std::ranges::find(needs.bank_entries, line.entry) != needs.bank_entries.end();
    bool const by_id = std::ranges::find(needs.bank_lines, id) != needs.bank_lines.end();
    if (by_entry || by_id) into.bank_lines.load(line);
    if (!by_id || !needs.rest_of_bank_lines) continue;
    if (line.payment) loader.payment(line.payment);
    if (line.counterpart) into.bank_lines.load(books.bank_lines.at(line.counterpart));
  }
  for (auto const& [id, row] : books.arrangements) {
    bool const by_id = std::ranges::find(needs.arrangements, id) != needs.arrangements.end();
    bool const by_debtor =
        needs.arrangements_of_debtors && std::ranges::find(needs.debtors, row.debtor) != needs.debtors.end();
    if (by_id || (by_debtor && !arrangements::is_ended(row.state))) loader.arrangement(row);
    if (by_debtor) into.arrangements.load(row);
  }
  for (base::EnquiryId const id : needs.enquiries) {
    auto const enquiry = books.enquiries.find(id);
    if (enquiry != books.enquiries.end()) loader.enquiry(enquiry->second);
  }
  for (auto const& [id, row] : books.referrals) {
    bool const by_id = std::ranges::find(needs.referrals, id) != needs.referrals.end();
    if (by_id) loader.referral(row);
    bool const by_debtor =
        needs.referrals_of_debtors && std::ranges::find(needs.debtors, row.debtor) != needs.debtors.end();
    if (by_debtor) into.referrals.load(row);
  }
  for (auto const& [id, row] : books.disclosures) {
    bool const by_id = std::ranges::find(needs.disclosures, id) != needs.disclosures.end();
    bool const by_debtor =
        needs.disclosures_of_debtors && std::ranges::find(needs.debtors, row.debtor) != needs.debtors.end();
    if (by_id || by_debtor) into.disclosures.load(row);
  }
  for (auto const& [id, row] : books.representations) {
    bool const by_id = std::ranges::find(needs.representations, id) != needs.representations.end();
    bool const by_debtor =
        needs.representations_of_debtors && std::ranges::find(needs.debtors, row.debtor) != needs.debtors.end();
    if (by_id || by_debtor) into.representations.load(row);
  }
  for (auto const& [id, row] : books.mandates) {
    bool const by_id = std::ranges::find(needs.mandates, id) != needs.mandates.end();
    bool const by_debtor =
        needs.direct_debits_of_debtors && std::ranges::find(needs.debtors, row.debtor) != needs.debtors.end();
    if (by_id) loader.debtor(row.debtor);
    if (by_id || by_debtor) into.mandates.load(row);
  }
  for (auto const& [id, row] : books.collections) {
    bool const by_id = std::ranges::find(needs.collections, id) != needs.collections.end();
    bool const by_mandate = std::ranges::find(needs.mandates, row.mandate) != needs.mandates.end();
    bool const by_debtor =
        needs.direct_debits_of_debtors && std::ranges::find(needs.debtors, row.debtor) != needs.debtors.end();
    // A claim that is held for one may have become another's.
    bool const is_open = by_debtor && payments::is_open(row.state);
    if (by_id || by_mandate || is_open) loader.collection(row);
    if (by_id && row.payment) loader.payment(row.payment);
    if (by_debtor && !is_open) into.collections.load(row);
  }
  for (base::DebtorId const debtor : needs.ability_statements) {
    auto const statement = books.ability_statements.find(debtor);
    if (statement != books.ability_statements.end()) into.ability_statements.load(statement->second);
  }
  for (base::RefundId const id : needs.refunds) {
    auto const refund = books.refunds.find(id);
    if (refund == books.refunds.end()) continue;
    loader.debtor(refund->second.debtor);
    loader.credit(refund->second.debtor);
    std::string const expected = payments::expected_key(refund->second.external_reference);
    for (auto const& [line_id, line] : books.bank_lines) {
      if (line.entry == expected) into.bank_lines.load(line);
    }
    into.refunds.load(refund->second);
  }
  if (needs.debtors_of_their_claims) {
    std::vector<base::DebtorId> others;
    into.claims.each(
        [&](claims::Claim const& claim) { others.insert(others.end(), claim.liable.begin(), claim.liable.end()); });
    for (base::DebtorId const debtor : others) loader.debtor(debtor);
  }
  for (base::MessageId const id : needs.messages) {
    auto const message = books.messages.find(id);
    if (message == books.messages.end()) continue;
    loader.debtor(message->second.debtor);
    for (base::ClaimId const claim : message->second.claims) {
      loader.claim({claim, {}, {}});
      if (needs.rest_of_letters) loader.payments_on(claim);
    }
    into.messages.load(message->second);
    if (!needs.rest_of_letters) continue;
    auto const find = [&](base::MessageId other) {
      auto const at = books.messages.find(other);
      return at == books.messages.end() ? nullptr : &at->second;
    };
    dunning::each_other_of_letter(message->second, find, [&](auto const& other) { into.messages.load(other); });
  }
  if (needs.sources) {
    for (ports::Source const& source : books.sources) into.sources.push_back(source.id);
  }
  return true;
}

void Transaction::append(ports::Batch&& batch, ports::WorkingSet&& after) {
  AuthorityBooks& books = books_.at(batch.entry.authority);
  std::int64_t const seq = batch.entry.seq;
  books.next_id = after.next_id;
  books.journal.push_back(batch.entry);
  if (!batch.entry.found_by_claim) books.seq_by_key.emplace(batch.entry.key, seq);
  std::int64_t line = 0;
  for (ledger::Posting const& posting : batch.postings) {
    books.postings.push_back({seq, ++line, posting, batch.recorded});
    for (auto const& [account, change] :
         {std::pair{posting.debit, posting.minor}, std::pair{posting.credit, -posting.minor}}) {
      if (ledger::is_control(account.kind)) {
        books.balances[account] += change;
      }
    }
  }
  after.debtors.each_touched([&](claims::Debtor const& debtor) {
    books.debtors[debtor.id] = debtor;
    books.versions[debtor.id] = seq;
  });
  after.claims.each_touched([&](claims::Claim const& claim) {
    books.claims[claim.id] = claim;
    books.claims[claim.id].course.to_be_written = false;
    books.claim_by_reference[{claim.source, claim.reference}] = claim.id;
    for (base::DebtorId const debtor : claim.liable) books.versions[debtor] = seq;
  });
  std::int64_t change_line = 0;
  for (ports::DebtorChange const& change : batch.debtor_changes) {
    books.versions[change.from] = seq;
    books.debtor_changes.push_back({seq, ++change_line, change, batch.recorded});
  }
  after.payments.each_touched([&](payments::Payment const& payment) { books.payments[payment.id] = payment; });
  after.attempts.each_touched([&](payments::PaymentAttempt const& attempt) { books.attempts[attempt.id] = attempt; });
  after.messages.each_touched([&](dunning::Message const& message) { books.messages[message.id] = message; });
  after.bank_lines.each_touched(
      [&](payments::BankLine const& bank_line) { books.bank_lines[bank_line.id] = bank_line; });
  after.arrangements.each_touched([&](arrangements::Arrangement const& row) {
    books.arrangements[row.id] = row;
    books.versions[row.debtor] = seq;
  });
  after.enquiries.each_touched([&](enquiries::Enquiry const& row) {
    books.enquiries[row.id] = row;
    books.versions[row.debtor] = seq;
  });
  after.referrals.each_touched([&](help::Referral const& row) {
    books.referrals[row.id] = row;
    books.versions[row.debtor] = seq;
  });
  for (ports::EnquiryWords const& words : batch.enquiry_words) books.enquiry_words[words.enquiry].push_back(words);
  for (ports::AbilityAnswers const& answers : batch.ability_answers) {
    books.ability_answers[answers.debtor] = answers.sealed;
  }
  after.mandates.each_touched([&](payments::Mandate const& row) { books.mandates[row.id] = row; });
  after.collections.each_touched([&](payments::Collection const& row) { books.collections[row.id] = row; });
  after.disclosures.each_touched([&](claims::Disclosure const& row) { books.disclosures[row.id] = row; });
  after.representations.each_touched([&](claims::Representation const& row) { books.representations[row.id] = row; });
  after.ability_statements.each_touched([&](arrangements::AbilityStatement const& row) {
    books.ability_statements[row.id] = row;
    if (row.state != arrangements::StatementState::kKept) books.ability_answers.erase(row.id);
  });
  after.refunds.each_touched([&](payments::RefundProposal const& refund) { books.refunds[refund.id] = refund; });
  for (ports::BankLineDetail const& detail : batch.bank_details) books.bank_details[detail.line] = detail.sealed;
  for (ports::ClaimLine const& concerned : batch.claim_lines) books.claim_entries.emplace_back(concerned, seq);
  // The index of a former id stays, and finds the same debtor.
  for (ports::PartyRecord const& record : batch.national_ids) {
    books.debtor_by_index[{record.party->kind, record.party->blind_index}] = record.debtor;
    books.people[record.debtor] = *record.party;
  }
  for (ports::PartyRecord const& record : batch.parties) {
    auto const person = books.people.find(record.debtor);
    if (person != books.people.end() && person->second.blind_index != record.party->blind_index) continue;
    books.debtor_by_index[{record.party->kind, record.party->blind_index}] = record.debtor;
    bool const tells = !record.party->sealed.empty() && !record.party->is_bare;
    if (tells || person == books.people.end()) books.people[record.debtor] = *record.party;
  }
}

}  // namespace adapters::memory
