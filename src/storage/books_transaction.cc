#include "storage/books_transaction.h"

#include <algorithm>

#include "storage/ability_statements.h"
#include "storage/arrangements.h"
#include "storage/bank_lines.h"
#include "storage/direct_debits.h"
#include "storage/disclosures.h"
#include "storage/enquiries.h"
#include "storage/insert.h"
#include "storage/messages.h"
#include "storage/reader.h"
#include "storage/referrals.h"
#include "storage/refunds.h"
#include "storage/representations.h"
#include "storage/rows.h"

namespace storage {

namespace {

// Statements are known by their texts' addresses: these live as long as the program.
struct Inserts {
  Insert entry{"journal_entry", "authority_id, seq, entry_key, input_digest, found_by_claim, payload"};
  Insert posting{"posting",
                 "authority_id, seq, line, debit_kind, debit_part, debit_owner, credit_kind, credit_part,"
                 " credit_owner, minor, value_day, recorded, recorded_day"};
  Insert debtor{"debtor", "authority_id, debtor_id, kind, credit_minor, holds, version_seq"};
  Insert person{"person", "authority_id, debtor_id, kind, blind_index, detail_digest, sealed"};
  Insert claim{"claim", "authority_id, " FAIRDUE_CLAIM_COLUMNS};
  Insert claim_by_debtor{"claim_by_debtor", "authority_id, debtor_id, claim_id"};
  Insert claim_entry{"claim_entry", "authority_id, claim_id, seq, payment_id"};
  Insert payment{"payment", "authority_id, " FAIRDUE_PAYMENT_COLUMNS};
  Insert attempt{"attempt", "authority_id, " FAIRDUE_ATTEMPT_COLUMNS};
};

Inserts const& inserts() {
  static Inserts const kInserts;
  return kInserts;
}

constexpr std::size_t kMany = 1'000;  // debtors or rows in a group, from which it is bulk work

/// "UPDATE debtor ..." for one debtor and for many.
class VersionUpdate {
 public:
  static constexpr std::size_t kAtOnce = 64;
  VersionUpdate() {
    constexpr char const* kHead = "UPDATE debtor SET version_seq = $1 WHERE authority_id = $2 AND debtor_id ";
    one = std::string{kHead} + "= $3";
    many = std::string{kHead} + "IN (";
    for (std::size_t i = 0; i < kAtOnce; ++i) many += (i == 0 ? "$" : ", $") + std::to_string(i + 3);
    many += ")";
  }
  std::string one;
  std::string many;
};

/// Sorted, and each there once.
void each_once(std::vector<std::int64_t>& ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
}

}  // namespace

std::optional<AuthorityCursor> read_cursor(Connection& connection, base::AuthorityId authority) {
  AuthorityCursor cursor;
  {
    auto row =
        connection.query("SELECT currency, next_id FROM authority WHERE authority_id = $1 FOR UPDATE", authority.value);
    if (!row.step()) return std::nullopt;
    cursor.currency = base::Currency::parse(row.text(0)).value_or(base::Currency{});
    cursor.next_id = row.integer(1);
  }
  // A statement of its own: it must see what was committed while the first one waited. The last block ends where the
  // journal does.
  auto row = connection.query(
      "SELECT block, last_seq, hash FROM journal_block WHERE authority_id = $1 ORDER BY block DESC LIMIT 1",
      authority.value);
  if (row.step()) {
    cursor.next_block = row.integer(0) + 1;
    cursor.next_seq = row.integer(1) + 1;
    cursor.last_hash = row.bytes(2);
  }
  return cursor;
}

AuthorityCursor* BooksTransaction::cursor(base::AuthorityId authority) {
  if (auto const found = cursors_.find(authority); found != cursors_.end()) return &found->second;
  auto read = read_cursor(connection_, authority);
  return read ? &cursors_.emplace(authority, std::move(*read)).first->second : nullptr;
}

std::optional<ports::JournalEntry> BooksTransaction::find_entry(base::AuthorityId authority,
                                                                ports::ShortDigest const& key) {
  if (!may_know(KeyFilter::of_entry(authority, key))) return std::nullopt;
  return Reader{connection_}.find_entry(authority, key);
}

std::optional<ports::JournalEntry> BooksTransaction::find_registration(base::AuthorityId authority,
                                                                       ports::ClaimKey const& claim) {
  if (!may_know(KeyFilter::of_reference(authority, claim.source, claim.reference))) return std::nullopt;
  return Reader{connection_}.find_registration(authority, claim);
}

std::optional<base::DebtorId> BooksTransaction::find_party(base::AuthorityId authority, ports::Party const& party) {
  KnownParty const* known = find_known(authority, party);
  return known != nullptr ? std::optional{known->debtor} : std::nullopt;
}

KnownParty const* BooksTransaction::find_known(base::AuthorityId authority, ports::Party const& party) {
  if (KnownParty const* known = parties_.find(authority, party)) return known;
  if (!may_know(KeyFilter::of_party(authority, party.kind, party.blind_index))) return nullptr;
  auto row = connection_.query(
      "SELECT debtor_id, detail_digest FROM person WHERE authority_id = $1 AND kind = $2 AND blind_index = $3",
      authority.value, static_cast<std::int64_t>(party.kind), blob(party.blind_index));
  if (row.step()) {
    return parties_.put({authority, party.kind, party.blind_index, {row.integer(0)}, read_short_digest(row.bytes(1))});
  }
  auto const former = Reader{connection_}.find_former(authority, party);
  return former ? parties_.put({authority, party.kind, party.blind_index, *former, {}, true}) : nullptr;
}

bool BooksTransaction::load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) {
  AuthorityCursor const* at = cursor(authority);
  if (at == nullptr) return false;
  into.authority = authority;
  into.currency = at->currency;
  into.next_id = at->next_id;
  into.next_seq = at->next_seq;
  for (base::AttemptId const id : needs.attempts) {
    if (auto attempt = Reader{connection_}.attempt(authority, id)) {
      load_debtor(authority, attempt->payer, into);
      for (payments::Choice const& choice : attempt->choices) {
        if (auto claim = Reader{connection_}.claim(authority, {choice.claim, {}, {}})) into.claims.load(*claim);
      }
      into.attempts.load(std::move(*attempt));
    }
  }
  load_claims(authority, needs, into);
  load_debtors(authority, needs.debtors, into);
  if (needs.open_claims_of_debtors || needs.claims_of_debtors) {
    load_claims_of(authority, needs.debtors, needs.claims_of_debtors, into);
  }
  if (needs.payments_of_their_fees) {
    std::vector<base::ClaimId> paid;
    into.claims.each([&](claims::Claim const& claim) {
      constexpr auto kFee = ledger::Component::kFee;
      if (claim.charged[kFee] > claim.open[kFee]) paid.push_back(claim.id);
    });
    for (base::ClaimId const claim : paid) load_payments_of(authority, claim, into);
  }
  if (needs.credit_of_debtors) {
    for (base::DebtorId const debtor : needs.debtors) load_credit(authority, debtor, into);
  }
  for (base::PaymentId const payment : needs.payments) load_payment(authority, payment, into);
  if (needs.debtors_of_their_claims) {
    std::vector<base::DebtorId> others;
    into.claims.each([&](claims::Claim const& claim) {
      if (claim.liable.size() > 1) others.insert(others.end(), claim.liable.begin(), claim.liable.end());
    });
    load_debtors(authority, others, into);
  }
  load_bank_lines(connection_, authority, needs, into);
  load_messages(connection_, authority, needs, into);
  if (needs.rest_of_letters) {
    std::vector<base::ClaimId> written_about;
    into.messages.each([&](dunning::Message const& message) {
      written_about.insert(written_about.end(), message.claims.begin(), message.claims.end());
    });
    for (base::ClaimId const claim : written_about) load_payments_of(authority, claim, into);
  }
  load_arrangements(connection_, authority, needs, into);
  load_enquiries(connection_, authority, needs, into);
  load_referrals(connection_, authority, needs, into);
  load_ability_statements(connection_, authority, needs, into);
  load_representations(connection_, authority, needs, into);
  load_disclosures(connection_, authority, needs, into);
  load_direct_debits(connection_, authority, needs, into);
  std::vector<base::PaymentId> collected;
  into.collections.each([&](payments::Collection const& row) {
    bool const by_id = std::ranges::find(needs.collections, row.id) != needs.collections.end();
    if (by_id && row.payment) collected.push_back(row.payment);
  });
  for (base::PaymentId const payment : collected) load_payment(authority, payment, into);
  if (needs.rest_of_bank_lines) {
    std::vector<base::PaymentId> became;
    into.bank_lines.each([&](payments::BankLine const& line) {
      if (line.payment) became.push_back(line.payment);
    });
    for (base::PaymentId const payment : became) load_payment(authority, payment, into);
  }
  for (base::RefundId const id : needs.refunds) {
    auto refund = Reader{connection_}.refund(authority, id);
    if (!refund) continue;
    load_debtor(authority, refund->debtor, into);
    load_credit(authority, refund->debtor, into);
    for (payments::BankLine& line :
         Reader{connection_}.bank_entry(authority, payments::expected_key(refund->external_reference))) {
      into.bank_lines.load(std::move(line));
    }
    into.refunds.load(std::move(*refund));
  }
  if (needs.sources) {
    for (ports::Source const& source : Reader{connection_}.sources(authority)) into.sources.push_back(source.id);
  }
  return true;
}

void BooksTransaction::load_claims(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) {
  std::vector<claims::Claim> found;
  found.reserve(needs.claims.size());
  std::vector<std::int64_t> ids;
  for (ports::ClaimKey const& key : needs.claims) {
    if (key.id) {
      ids.push_back(key.id.value);
    } else if (may_know(KeyFilter::of_reference(authority, key.source, key.reference))) {
      if (auto claim = Reader{connection_}.claim(authority, key)) found.push_back(std::move(*claim));
    }
  }
  each_once(ids);
  Reader{connection_}.each_claim_of(authority, ids, [&](claims::Claim claim) { found.push_back(std::move(claim)); });
  if (needs.debtors_of_claims) {
    std::vector<base::DebtorId> debtors;
    for (claims::Claim const& claim : found) {
      debtors.insert(debtors.end(), claim.liable.begin(), claim.liable.end());
    }
    load_debtors(authority, debtors, into);
    if (needs.credit_of_debtors) {
      for (base::DebtorId const debtor : debtors) load_credit(authority, debtor, into);
    }
  }
  if (needs.payments_of_claims || needs.payments_if_interest_paid) {
    for (claims::Claim const& claim : found) {
      bool const interest_paid = claim.charged[ledger::Component::kInterest] > claim.open[ledger::Component::kInterest];
      if (needs.payments_of_claims || interest_paid) load_payments_of(authority, claim.id, into);
    }
  }
  into.claims.reserve_more(found.size());
  for (claims::Claim& claim : found) into.claims.load(std::move(claim));
}

void BooksTransaction::load_payments_of(base::AuthorityId authority, base::ClaimId claim, ports::WorkingSet& into) {
  std::vector<base::PaymentId> payments;
  write_claim_entries();
  {
    auto row = connection_.query(
        "SELECT DISTINCT payment_id FROM claim_entry WHERE authority_id = $1 AND claim_id = $2 AND payment_id > 0"
        " ORDER BY payment_id",
        authority.value, claim.value);
    while (row.step()) payments.push_back({row.integer(0)});
  }
  for (base::PaymentId const payment : payments) load_payment(authority, payment, into);
}

void BooksTransaction::load_debtor(base::AuthorityId authority, base::DebtorId debtor, ports::WorkingSet& into) {
  if (into.debtors.find(debtor) != nullptr) return;
  if (auto row = Reader{connection_}.debtor(authority, debtor)) into.debtors.load(*row);
}

void BooksTransaction::load_debtors(base::AuthorityId authority, std::vector<base::DebtorId> const& debtors,
                                    ports::WorkingSet& into) {
  std::vector<std::int64_t> ids;
  ids.reserve(debtors.size());
  for (base::DebtorId const debtor : debtors) {
    if (into.debtors.find(debtor) == nullptr) ids.push_back(debtor.value);
  }
  each_once(ids);
  into.debtors.reserve_more(ids.size());
  Reader{connection_}.each_debtor_of(authority, ids,
                                     [&](claims::Debtor debtor) { into.debtors.load(std::move(debtor)); });
}

/// With its payer and the claims it is on: all that reversing it or freeing a part of it touches.
void BooksTransaction::load_payment(base::AuthorityId authority, base::PaymentId id, ports::WorkingSet& into) {
  if (into.payments.find(id) != nullptr) return;
  auto payment = Reader{connection_}.payment(authority, id);
  if (!payment) return;
  load_debtor(authority, payment->payer, into);
  for (payments::Allocation const& part : payment->allocations) {
    if (into.claims.find(part.claim) != nullptr) continue;
    if (auto claim = Reader{connection_}.claim(authority, {part.claim, {}, {}})) into.claims.load(std::move(*claim));
  }
  into.payments.load(std::move(*payment));
}

void BooksTransaction::load_credit(base::AuthorityId authority, base::DebtorId debtor, ports::WorkingSet& into) {
  std::vector<base::PaymentId> payments;
  {
    auto row = connection_.query(
        "SELECT payment_id FROM payment WHERE authority_id = $1 AND payer_id = $2 AND credit_minor > 0"
        " ORDER BY payment_id",
        authority.value, debtor.value);
    while (row.step()) payments.push_back({row.integer(0)});
  }
  for (base::PaymentId const payment : payments) load_payment(authority, payment, into);
}

void BooksTransaction::load_claims_of(base::AuthorityId authority, std::vector<base::DebtorId> const& debtors,
                                      bool also_settled, ports::WorkingSet& into) {
  write_claims_of_debtors();
  std::vector<std::int64_t> wanted;
  wanted.reserve(debtors.size());
  for (base::DebtorId const debtor : debtors) wanted.push_back(debtor.value);
  each_once(wanted);
  Reader reader{connection_};
  std::vector<std::int64_t> const ids = reader.claim_ids_of(authority, wanted);
  into.claims.reserve_more(ids.size());
  reader.each_claim_of(authority, ids, [&](claims::Claim claim) {
    if (also_settled || claim.open_minor() > 0) into.claims.load(std::move(claim));
  });
}

void BooksTransaction::append(ports::Batch&& batch, ports::WorkingSet&& after) {
  ports::JournalEntry const& entry = batch.entry;
  base::AuthorityId const authority = entry.authority;
  AuthorityCursor& at = *cursor(authority);
  auto block = open_blocks_.find(authority);
  if (block == open_blocks_.end()) {
    block = open_blocks_.emplace(authority, OpenBlock{engine::BlockSeal{at.last_hash}, entry.seq, {}}).first;
  }
  block->second.seal.add(entry);
  if (filter_ != nullptr && !entry.found_by_claim) filter_->add(KeyFilter::of_entry(authority, entry.key));
  std::string_view const payload = entry.payload;
  connection_.insert(inserts().entry, authority.value, entry.seq, blob(entry.key), blob(entry.input),
                     std::int64_t{entry.found_by_claim}, Blob{payload});

  std::int64_t line = 0;
  for (ledger::Posting const& p : batch.postings) {
    postings_.insert(postings_.end(),
                     {authority.value, entry.seq, ++line, static_cast<std::int64_t>(p.debit.kind),
                      static_cast<std::int64_t>(p.debit.part), p.debit.owner, static_cast<std::int64_t>(p.credit.kind),
                      static_cast<std::int64_t>(p.credit.part), p.credit.owner, p.minor,
                      static_cast<std::int64_t>(p.value_date.days), batch.recorded.instant.microseconds,
                      static_cast<std::int64_t>(batch.recorded.date.days)});
    for (auto const& [account, change] : {std::pair{p.debit, p.minor}, std::pair{p.credit, -p.minor}}) {
      if (ledger::is_control(account.kind)) {
        block->second.balance_changes[account] += change;
      }
    }
  }

  after.debtors.each_touched([&](claims::Debtor const& debtor) { write_debtor(authority, debtor, entry.seq); });
  after.claims.each_touched([&](claims::Claim const& claim) {
    write_claim(authority, claim, entry.seq);
    if (claim.registered_seq == entry.seq) return;  // the debtors' newest claim tells
    for (base::DebtorId const debtor : claim.liable) changed_debtors_.emplace_back(authority, debtor);
  });
  std::int64_t change_line = 0;
  for (ports::DebtorChange const& change : batch.debtor_changes) {
    write_debtor_change(authority, {entry.seq, ++change_line, change, batch.recorded}, after);
  }
  after.payments.each_touched([&](payments::Payment const& payment) { write_payment(authority, payment, entry.seq); });
  after.attempts.each_touched([&](payments::PaymentAttempt const& attempt) { write_attempt(authority, attempt); });
  after.messages.each_touched(
      [&](dunning::Message const& message) { write_message(connection_, authority, message, entry.seq); });
  after.bank_lines.each_touched(
      [&](payments::BankLine const& bank_line) { write_bank_line(connection_, authority, bank_line); });
  after.arrangements.each_touched([&](arrangements::Arrangement const& arrangement) {
    write_arrangement(connection_, authority, arrangement);
    changed_debtors_.emplace_back(authority, arrangement.debtor);
  });
  after.enquiries.each_touched([&](enquiries::Enquiry const& enquiry) {
    write_enquiry(connection_, authority, enquiry);
    changed_debtors_.emplace_back(authority, enquiry.debtor);
  });
  after.referrals.each_touched([&](help::Referral const& referral) {
    write_referral(connection_, authority, referral);
    changed_debtors_.emplace_back(authority, referral.debtor);
  });
  for (ports::EnquiryWords const& words : batch.enquiry_words) write_enquiry_words(connection_, authority, words);
  for (ports::AbilityAnswers const& answers : batch.ability_answers) {
    write_ability_answers(connection_, authority, answers);
  }
  after.disclosures.each_touched([&](claims::Disclosure const& row) { write_disclosure(connection_, authority, row); });
  after.representations.each_touched(
      [&](claims::Representation const& row) { write_representation(connection_, authority, row); });
  after.mandates.each_touched([&](payments::Mandate const& row) { write_mandate(connection_, authority, row); });
  after.collections.each_touched(
      [&](payments::Collection const& row) { write_collection(connection_, authority, row); });
  // After the answers: what one submission keeps and ends does not stay.
  after.ability_statements.each_touched([&](arrangements::AbilityStatement const& statement) {
    write_ability_statement(connection_, authority, statement);
  });
  after.refunds.each_touched(
      [&](payments::RefundProposal const& refund) { write_refund(connection_, authority, refund); });
  for (ports::BankLineDetail const& detail : batch.bank_details) {
    write_bank_line_detail(connection_, authority, detail);
  }
  for (ports::ClaimLine const& concerned : batch.claim_lines) {
    claim_entries_.push_back({authority.value, concerned.claim.value, entry.seq, concerned.payment.value});
  }
  for (ports::PartyRecord const& record : batch.national_ids) write_national_id(authority, record);
  for (ports::PartyRecord const& record : batch.parties) write_party(authority, record);

  at.next_id = after.next_id;
  at.next_seq = entry.seq + 1;
}

// One counter gives out all identifiers of an authority: what lies beyond where it stood is new.
bool BooksTransaction::is_new(base::AuthorityId authority, std::int64_t id) { return id >= cursor(authority)->next_id; }

void BooksTransaction::write_debtor(base::AuthorityId authority, claims::Debtor const& debtor, std::int64_t seq) {
  auto const kind = static_cast<std::int64_t>(debtor.kind);
  std::string const holds = encode_holds(debtor.holds);
  if (is_new(authority, debtor.id.value)) {
    connection_.insert(inserts().debtor, authority.value, debtor.id.value, kind, debtor.credit_minor,
                       Blob{std::string_view{holds}}, seq);
    return;
  }
  connection_.run(
      "UPDATE debtor SET kind = $1, credit_minor = $2, holds = $3 WHERE authority_id = $4 AND debtor_id = $5", kind,
      debtor.credit_minor, Blob{std::string_view{holds}}, authority.value, debtor.id.value);
  changed_debtors_.emplace_back(authority, debtor.id);
}

void BooksTransaction::write_claim(base::AuthorityId authority, claims::Claim const& claim, std::int64_t seq) {
  auto const day = [](std::optional<base::Date> const& date) {
    return date ? std::optional<std::int64_t>{date->days} : std::nullopt;
  };
  std::string const objections = join_objections(claim.open_objections);
  std::string const holds = encode_holds(claim.holds);
  std::string const accrual = encode_accrual(claim.accrual);
  std::string const course = encode_course(claim.course);
  std::string const shares = join_shares(claim);
  if (claim.registered_seq == seq) {
    std::string const liable = join_liable(claim.liable);
    std::string_view const reference = claim.reference;
    std::string_view const type = claim.type;
    if (filter_ != nullptr) filter_->add(KeyFilter::of_reference(authority, claim.source, reference));
    connection_.insert(
        inserts().claim, authority.value, claim.id.value, claim.source.value, reference, type,
        day(claim.dates.period_first), day(claim.dates.period_last), static_cast<std::int64_t>(claim.dates.issued.days),
        static_cast<std::int64_t>(claim.dates.due.days), static_cast<std::int64_t>(claim.dates.last_payment_day.days),
        std::string_view{liable}, static_cast<std::int64_t>(claim.state), claim.charged.minor[0],
        claim.charged.minor[1], claim.charged.minor[2], claim.open.minor[0], claim.open.minor[1], claim.open.minor[2],
        std::string_view{objections}, claim.registered_seq, claim.owner.value, std::int64_t{claim.accrual.to_be_run},
        Blob{std::string_view{holds}}, Blob{std::string_view{accrual}}, std::string_view{shares}, look_from_day(claim),
        Blob{std::string_view{course}});
    for (base::DebtorId const debtor : claim.liable) claims_of_debtors_.push_back({authority, debtor, claim.id});
    return;
  }
  // A column that stands in an index is only written when it may have changed: most changes are of amounts.
  auto const update = [&](char const* sql, auto const&... key) {
    connection_.run(sql, static_cast<std::int64_t>(claim.state), claim.charged.minor[0], claim.charged.minor[1],
                    claim.charged.minor[2], claim.open.minor[0], claim.open.minor[1], claim.open.minor[2],
                    std::string_view{objections}, claim.owner.value, std::int64_t{claim.accrual.to_be_run},
                    Blob{std::string_view{holds}}, Blob{std::string_view{accrual}}, std::string_view{shares}, key...);
  };
#define FAIRDUE_CLAIM_AMOUNTS                                                                     \
  "UPDATE claim SET state = $1, principal_charged = $2, fee_charged = $3, interest_charged = $4," \
  " principal_open = $5, fee_open = $6, interest_open = $7, open_objections = $8,"                \
  " owner_id = $9, to_be_run = $10, holds = $11, accrual = $12, shares = $13"
  if (claim.course.to_be_written) {
    update(FAIRDUE_CLAIM_AMOUNTS ", look_from_day = $14, course = $15 WHERE authority_id = $16 AND claim_id = $17",
           look_from_day(claim), Blob{std::string_view{course}}, authority.value, claim.id.value);
  } else {
    update(FAIRDUE_CLAIM_AMOUNTS " WHERE authority_id = $14 AND claim_id = $15", authority.value, claim.id.value);
  }
}

void BooksTransaction::write_debtor_change(base::AuthorityId authority, ports::DebtorChangeRow const& row,
                                           ports::WorkingSet const& after) {
  ports::DebtorChange const& change = row.change;
  connection_.run(
      "INSERT INTO debtor_change"
      " (authority_id, seq, line, claim_id, from_id, to_id, change_day, recorded, recorded_day)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      authority.value, row.seq, row.line, change.claim.value, change.from.value, change.to.value,
      std::int64_t{change.date.days}, row.recorded.instant.microseconds, std::int64_t{row.recorded.date.days});
  claims::Claim const& claim = *after.claims.find(change.claim);
  if (claim.registered_seq == row.seq) return;  // what this entry registered was written as it is in the end
  std::string const liable = join_liable(claim.liable);
  connection_.run("UPDATE claim SET liable = $1 WHERE authority_id = $2 AND claim_id = $3", std::string_view{liable},
                  authority.value, change.claim.value);
  write_claims_of_debtors();
  connection_.run("DELETE FROM claim_by_debtor WHERE authority_id = $1 AND debtor_id = $2 AND claim_id = $3",
                  authority.value, change.from.value, change.claim.value);
  claims_of_debtors_.push_back({authority, change.to, change.claim});
  changed_debtors_.emplace_back(authority, change.from);
}

void BooksTransaction::write_payment(base::AuthorityId authority, payments::Payment const& payment, std::int64_t seq) {
  std::string const allocations = join_allocations(payment.allocations);
  if (payment.recorded_seq == seq) {
    std::string_view const reference = payment.external_reference;
    connection_.insert(inserts().payment, authority.value, payment.id.value, payment.payer.value,
                       static_cast<std::int64_t>(payment.means), static_cast<std::int64_t>(payment.state),
                       payment.amount_minor, payment.credit_minor, payment.refunded_minor,
                       static_cast<std::int64_t>(payment.value_date.days), reference, payment.recorded_seq,
                       std::string_view{allocations});
    return;
  }
  connection_.run(
      "UPDATE payment SET state = $1, credit_minor = $2, refunded_minor = $3, allocations = $4"
      " WHERE authority_id = $5 AND payment_id = $6",
      static_cast<std::int64_t>(payment.state), payment.credit_minor, payment.refunded_minor,
      std::string_view{allocations}, authority.value, payment.id.value);
}

void BooksTransaction::write_attempt(base::AuthorityId authority, payments::PaymentAttempt const& attempt) {
  std::string const choices = join_choices(attempt.choices);
  std::string_view const provider = attempt.provider;
  std::string_view const reference = attempt.reference;
  auto const state = static_cast<std::int64_t>(attempt.state);
  if (is_new(authority, attempt.id.value)) {
    connection_.insert(inserts().attempt, authority.value, attempt.id.value, attempt.payer.value, provider, reference,
                       state, attempt.amount_minor, std::string_view{choices}, attempt.payment.value,
                       attempt.started.microseconds);
    return;
  }
  connection_.run("UPDATE attempt SET state = $1, payment_id = $2 WHERE authority_id = $3 AND attempt_id = $4", state,
                  attempt.payment.value, authority.value, attempt.id.value);
}

void BooksTransaction::write_party(base::AuthorityId authority, ports::PartyRecord const& record) {
  ports::Party const& party = *record.party;
  KnownParty const* known = find_known(authority, party);
  // Who comes under a former id is known by another one: its details would bring the former id back. And whoever names
  // nothing but the id says nothing about a name or an address that others have told of.
  bool const unchanged = known != nullptr && (known->is_former || known->detail_digest == party.detail_digest ||
                                              party.is_bare || party.sealed.empty());
  if (unchanged) return;
  if (filter_ != nullptr) filter_->add(KeyFilter::of_party(authority, party.kind, party.blind_index));
  parties_.put({authority, party.kind, party.blind_index, record.debtor, party.detail_digest});
  std::string_view const sealed = party.sealed;
  if (is_new(authority, record.debtor.value)) {
    connection_.insert(inserts().person, authority.value, record.debtor.value, static_cast<std::int64_t>(party.kind),
                       blob(party.blind_index), blob(party.detail_digest), Blob{sealed});
    return;
  }
  connection_.run(
      "INSERT INTO person (authority_id, debtor_id, kind, blind_index, detail_digest, sealed)"
      " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (authority_id, debtor_id) DO UPDATE SET"
      " detail_digest = excluded.detail_digest, sealed = excluded.sealed",
      authority.value, record.debtor.value, static_cast<std::int64_t>(party.kind), blob(party.blind_index),
      blob(party.detail_digest), Blob{sealed});
}

void BooksTransaction::write_national_id(base::AuthorityId authority, ports::PartyRecord const& record) {
  ports::Party const& party = *record.party;
  auto const kind = static_cast<std::int64_t>(party.kind);
  // An id that comes back is not a former one any more.
  connection_.run("DELETE FROM former_national_id WHERE authority_id = $1 AND kind = $2 AND blind_index = $3",
                  authority.value, kind, blob(party.blind_index));
  std::optional<KnownParty> before;
  {
    auto row = connection_.query("SELECT kind, blind_index FROM person WHERE authority_id = $1 AND debtor_id = $2",
                                 authority.value, record.debtor.value);
    if (row.step()) {
      before = KnownParty{authority,
                          static_cast<claims::DebtorKind>(row.integer(0)),
                          read_short_digest(row.bytes(1)),
                          record.debtor,
                          {},
                          true};
    }
  }
  if (before && before->blind_index != party.blind_index) {
    connection_.run(
        "INSERT INTO former_national_id (authority_id, kind, blind_index, debtor_id)"
        " VALUES ($1, $2, $3, $4)",
        authority.value, static_cast<std::int64_t>(before->kind), blob(before->blind_index), record.debtor.value);
    parties_.put(*before);
  }
  std::string_view const sealed = party.sealed;
  connection_.run(
      "INSERT INTO person (authority_id, debtor_id, kind, blind_index, detail_digest, sealed)"
      " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (authority_id, debtor_id) DO UPDATE SET"
      " blind_index = excluded.blind_index, detail_digest = excluded.detail_digest, sealed = excluded.sealed",
      authority.value, record.debtor.value, kind, blob(party.blind_index), blob(party.detail_digest), Blob{sealed});
  if (filter_ != nullptr) filter_->add(KeyFilter::of_party(authority, party.kind, party.blind_index));
  parties_.put({authority, party.kind, party.blind_index, record.debtor, party.detail_digest});
}

void BooksTransaction::write_claims_of_debtors() {
  std::ranges::sort(claims_of_debtors_);
  std::vector<std::int64_t> numbers;
  numbers.reserve(3 * claims_of_debtors_.size());
  for (auto const& [authority, debtor, claim] : claims_of_debtors_) {
    numbers.insert(numbers.end(), {authority.value, debtor.value, claim.value});
  }
  connection_.insert_numbers(inserts().claim_by_debtor, numbers);
  claims_of_debtors_.clear();
}

void BooksTransaction::write_claim_entries() {
  std::ranges::sort(claim_entries_);
  std::vector<std::int64_t> numbers;
  numbers.reserve(4 * claim_entries_.size());
  for (auto const& row : claim_entries_) numbers.insert(numbers.end(), row.begin(), row.end());
  connection_.insert_numbers(inserts().claim_entry, numbers);
  claim_entries_.clear();
}

void BooksTransaction::write_postings() {
  connection_.insert_numbers(inserts().posting, postings_);
  postings_.clear();
}

void BooksTransaction::finish() {
  std::size_t const rows = claims_of_debtors_.size() + claim_entries_.size();
  write_claims_of_debtors();
  write_claim_entries();
  write_postings();
  for (auto& [authority, block] : open_blocks_) {
    AuthorityCursor& at = *cursor(authority);
    base::Digest const hash = block.seal.finish();
    connection_.run(
        "INSERT INTO journal_block (authority_id, block, first_seq, last_seq, hash) VALUES ($1, $2, $3, $4, $5)",
        authority.value, at.next_block, block.first_seq, at.next_seq - 1, blob(hash));
    ++at.next_block;
    at.last_hash.assign(reinterpret_cast<char const*>(hash.data()), hash.size());
    connection_.run("UPDATE authority SET next_id = $1 WHERE authority_id = $2", at.next_id, authority.value);
    for (auto const& [account, change] : block.balance_changes) {
      connection_.run(
          "INSERT INTO account_balance (authority_id, kind, part, owner, minor) VALUES ($1, $2, $3, $4, $5)"
          " ON CONFLICT (authority_id, kind, part, owner) DO UPDATE SET minor = account_balance.minor + excluded.minor",
          authority.value, static_cast<std::int64_t>(account.kind), static_cast<std::int64_t>(account.part),
          account.owner, change);
    }
  }
  write_versions();
  if (rows >= kMany) connection_.wrote_many(rows);
  open_blocks_.clear();
}

void BooksTransaction::write_versions() {
  static VersionUpdate const kUpdate;
  std::ranges::sort(changed_debtors_);
  changed_debtors_.erase(std::ranges::unique(changed_debtors_).begin(), changed_debtors_.end());
  for (std::size_t i = 0; i < changed_debtors_.size();) {
    base::AuthorityId const authority = changed_debtors_[i].first;
    std::int64_t const seq = cursor(authority)->next_seq - 1;
    auto const end_of_authority =
        std::find_if(changed_debtors_.begin() + static_cast<std::ptrdiff_t>(i), changed_debtors_.end(),
                     [&](auto const& changed) { return changed.first != authority; });
    auto const end = static_cast<std::size_t>(end_of_authority - changed_debtors_.begin());
    if (end - i >= kMany) {
      connection_.run("UPDATE authority SET bulk_seq = $1 WHERE authority_id = $2", seq, authority.value);
      i = end;
    }
    while (i < end) {
      bool const many = i + VersionUpdate::kAtOnce <= end;
      Statement update = connection_.query(many ? kUpdate.many : kUpdate.one, seq, authority.value);
      std::size_t const last = many ? i + VersionUpdate::kAtOnce : i + 1;
      for (; i < last; ++i) update.bind(changed_debtors_[i].second.value);
      update.run();
    }
  }
  changed_debtors_.clear();
}

}  // namespace storage
