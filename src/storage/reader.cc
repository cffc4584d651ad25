#include "storage/reader.h"

#include <algorithm>
#include <charconv>

#include "storage/many_by_id.h"
#include "storage/read_ahead.h"
#include "storage/rows.h"

namespace storage {

namespace {

constexpr std::size_t kUsualPayload = 512;  // bytes of a journal entry

/// Steps the statement and turns each row into a value: what read_ahead() reads by.
auto stepping(Statement& row, auto&& value_of) {
  return [&row, value_of](auto& value) {
    if (!row.step()) return false;
    value = value_of(row);
    return true;
  };
}

}  // namespace

std::vector<ports::Authority> Reader::authorities() {
  std::vector<ports::Authority> result;
  auto row = connection_.query(
      "SELECT authority_id, code, name, country, currency, settings FROM authority ORDER BY authority_id");
  while (row.step()) {
    result.push_back({{row.integer(0)},
                      std::string{row.text(1)},
                      std::string{row.text(2)},
                      std::string{row.text(3)},
                      base::Currency::parse(row.text(4)).value_or(base::Currency{}),
                      std::string{row.text(5)}});
  }
  return result;
}

std::vector<ports::Source> Reader::sources(base::AuthorityId authority) {
  std::vector<ports::Source> result;
  auto row = connection_.query("SELECT source_id, code, name FROM source WHERE authority_id = $1 ORDER BY source_id",
                               authority.value);
  while (row.step()) result.push_back({{row.integer(0)}, std::string{row.text(1)}, std::string{row.text(2)}});
  return result;
}

std::optional<claims::Claim> Reader::claim(base::AuthorityId authority, ports::ClaimKey const& key) {
  std::string_view const reference = key.reference;
  auto row = key.id ? connection_.query("SELECT " FAIRDUE_CLAIM_COLUMNS
                                        " FROM claim WHERE authority_id = $1 AND claim_id = $2",
                                        authority.value, key.id.value)
                    : connection_.query("SELECT " FAIRDUE_CLAIM_COLUMNS
                                        " FROM claim WHERE authority_id = $1 AND source_id = $2 AND reference = $3",
                                        authority.value, key.source.value, reference);
  if (!row.step()) return std::nullopt;
  return read_claim(row);
}

std::vector<claims::Claim> Reader::claims_of(base::AuthorityId authority, base::DebtorId debtor) {
  std::vector<claims::Claim> result;
  auto row = connection_.query("SELECT " FAIRDUE_CLAIM_COLUMNS
                               " FROM claim WHERE authority_id = $1 AND claim_id IN "
                               "(SELECT claim_id FROM claim_by_debtor WHERE authority_id = $1 AND debtor_id = $2)"
                               " ORDER BY claim_id",
                               authority.value, debtor.value);
  while (row.step()) result.push_back(read_claim(row));
  return result;
}

#define FAIRDUE_CLAIMS_TO_RUN                                             \
  " FROM claim WHERE authority_id = $1 AND claim_id > $2 AND state <> $3" \
  " AND (principal_open > 0 OR interest_open > 0 OR to_be_run <> 0)"      \
  " ORDER BY claim_id LIMIT $4"

std::vector<claims::Claim> Reader::claims_to_run(base::AuthorityId authority, base::ClaimId after, std::size_t limit) {
  std::vector<claims::Claim> result;
  auto row =
      connection_.query("SELECT " FAIRDUE_CLAIM_COLUMNS FAIRDUE_CLAIMS_TO_RUN, authority.value, after.value,
                        static_cast<std::int64_t>(claims::ClaimState::kCancelled), static_cast<std::int64_t>(limit));
  while (row.step()) result.push_back(read_claim(row));
  return result;
}

std::vector<ports::ClaimOfType> Reader::ids_to_run(base::AuthorityId authority, base::ClaimId after,
                                                   std::size_t limit) {
  std::vector<ports::ClaimOfType> result;
  auto row =
      connection_.query("SELECT claim_id, type" FAIRDUE_CLAIMS_TO_RUN, authority.value, after.value,
                        static_cast<std::int64_t>(claims::ClaimState::kCancelled), static_cast<std::int64_t>(limit));
  while (row.step()) result.push_back({{row.integer(0)}, std::string{row.text(1)}});
  return result;
}

void Reader::each_claim_of(base::AuthorityId authority, std::span<std::int64_t const> ids,
                           std::function<void(claims::Claim)> const& f) {
  static ManyById const kClaims{FAIRDUE_CLAIM_COLUMNS, "claim", "claim_id"};
  kClaims.each(connection_, authority, ids, [&](Statement const& row) { f(read_claim(row)); });
}

void Reader::each_debtor_of(base::AuthorityId authority, std::span<std::int64_t const> ids,
                            std::function<void(claims::Debtor)> const& f) {
  static ManyById const kDebtors{FAIRDUE_DEBTOR_COLUMNS, "debtor", "debtor_id"};
  kDebtors.each(connection_, authority, ids, [&](Statement const& row) { f(read_debtor(row)); });
}

std::vector<std::int64_t> Reader::claim_ids_of(base::AuthorityId authority, std::span<std::int64_t const> debtors) {
  static ManyById const kClaimsOfDebtors{"debtor_id, claim_id", "claim_by_debtor", "debtor_id"};
  std::vector<std::int64_t> ids;
  kClaimsOfDebtors.each(connection_, authority, debtors, [&](Statement const& row) { ids.push_back(row.integer(1)); });
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  return ids;
}

std::optional<claims::Debtor> Reader::debtor(base::AuthorityId authority, base::DebtorId debtor) {
  auto row =
      connection_.query("SELECT " FAIRDUE_DEBTOR_COLUMNS " FROM debtor WHERE authority_id = $1 AND debtor_id = $2",
                        authority.value, debtor.value);
  if (!row.step()) return std::nullopt;
  return read_debtor(row);
}

ports::DebtorVersion Reader::debtor_version(base::AuthorityId authority, base::DebtorId debtor) {
  auto row = connection_.query(
      "SELECT version_seq, (SELECT max(claim_id) FROM claim_by_debtor WHERE authority_id = $1 AND debtor_id = $2),"
      " (SELECT bulk_seq FROM authority WHERE authority_id = $1) FROM debtor WHERE authority_id = $1 AND debtor_id = "
      "$2",
      authority.value, debtor.value);
  if (!row.step()) return {};
  return {std::max(row.integer(0), row.integer(2)), {row.optional_integer(1).value_or(0)}};
}

std::vector<payments::Payment> Reader::payments_of(base::AuthorityId authority, base::DebtorId payer) {
  std::vector<payments::Payment> result;
  auto row = connection_.query("SELECT " FAIRDUE_PAYMENT_COLUMNS
                               " FROM payment WHERE authority_id = $1 AND payer_id = $2 ORDER BY payment_id",
                               authority.value, payer.value);
  while (row.step()) result.push_back(read_payment(row));
  return result;
}

std::optional<payments::Payment> Reader::payment(base::AuthorityId authority, base::PaymentId payment) {
  auto row =
      connection_.query("SELECT " FAIRDUE_PAYMENT_COLUMNS " FROM payment WHERE authority_id = $1 AND payment_id = $2",
                        authority.value, payment.value);
  if (!row.step()) return std::nullopt;
  return read_payment(row);
}

std::optional<payments::PaymentAttempt> Reader::attempt(base::AuthorityId authority, base::AttemptId attempt) {
  auto row =
      connection_.query("SELECT " FAIRDUE_ATTEMPT_COLUMNS " FROM attempt WHERE authority_id = $1 AND attempt_id = $2",
                        authority.value, attempt.value);
  if (!row.step()) return std::nullopt;
  return read_attempt(row);
}

std::optional<payments::PaymentAttempt> Reader::attempt(base::AuthorityId authority, std::string const& reference) {
  std::string_view const text = reference;
  auto row =
      connection_.query("SELECT " FAIRDUE_ATTEMPT_COLUMNS " FROM attempt WHERE authority_id = $1 AND reference = $2",
                        authority.value, text);
  if (!row.step()) return std::nullopt;
  return read_attempt(row);
}

std::vector<payments::PaymentAttempt> Reader::open_attempts(base::AuthorityId authority, std::size_t limit) {
  std::vector<payments::PaymentAttempt> result;
  auto row = connection_.query("SELECT " FAIRDUE_ATTEMPT_COLUMNS
                               " FROM attempt WHERE authority_id = $1 AND state IN (1, 2, 3, 8)"
                               " ORDER BY attempt_id LIMIT $2",
                               authority.value, static_cast<std::int64_t>(limit));
  while (row.step()) result.push_back(read_attempt(row));
  return result;
}

std::vector<payments::PaymentAttempt> Reader::attempts_of(base::AuthorityId authority, base::DebtorId payer) {
  std::vector<payments::PaymentAttempt> result;
  auto row = connection_.query("SELECT " FAIRDUE_ATTEMPT_COLUMNS
                               " FROM attempt WHERE authority_id = $1 AND payer_id = $2 ORDER BY attempt_id",
                               authority.value, payer.value);
  while (row.step()) result.push_back(read_attempt(row));
  return result;
}

std::vector<ports::JournalEntry> Reader::history(base::AuthorityId authority, claims::Claim const& claim) {
  std::vector<ports::JournalEntry> result;
  auto row = connection_.query(
      "SELECT " FAIRDUE_ENTRY_COLUMNS
      " FROM journal_entry WHERE authority_id = $1 AND seq IN"
      " (SELECT $2 UNION ALL SELECT seq FROM claim_entry WHERE authority_id = $1 AND claim_id = $3) ORDER BY seq",
      authority.value, claim.registered_seq, claim.id.value);
  while (row.step()) result.push_back(read_entry(row, authority));
  return result;
}

std::vector<ports::JournalEntry> Reader::journal(base::AuthorityId authority, std::int64_t after_seq,
                                                 std::size_t limit) {
  std::vector<ports::JournalEntry> result;
  auto row = connection_.query("SELECT " FAIRDUE_ENTRY_COLUMNS
                               " FROM journal_entry WHERE authority_id = $1 AND seq > $2"
                               " ORDER BY seq LIMIT $3",
                               authority.value, after_seq, static_cast<std::int64_t>(limit));
  while (row.step()) result.push_back(read_entry(row, authority));
  return result;
}

std::int64_t Reader::last_seq(base::AuthorityId authority) {
  auto row =
      connection_.query("SELECT coalesce(max(seq), 0) FROM journal_entry WHERE authority_id = $1", authority.value);
  return row.step() ? row.integer(0) : 0;
}

std::optional<ports::JournalEntry> Reader::find_entry(base::AuthorityId authority, ports::ShortDigest const& key) {
  auto row = connection_.query("SELECT " FAIRDUE_ENTRY_COLUMNS
                               " FROM journal_entry WHERE authority_id = $1 AND entry_key = $2 AND found_by_claim = 0",
                               authority.value, blob(key));
  if (!row.step()) return std::nullopt;
  return read_entry(row, authority);
}

std::optional<ports::JournalEntry> Reader::find_registration(base::AuthorityId authority,
                                                             ports::ClaimKey const& claim) {
  std::string_view const reference = claim.reference;
  auto row = connection_.query(
      "SELECT " FAIRDUE_ENTRY_COLUMNS
      " FROM journal_entry WHERE authority_id = $1 AND seq ="
      " (SELECT registered_seq FROM claim WHERE authority_id = $1 AND source_id = $2 AND reference = $3)",
      authority.value, claim.source.value, reference);
  if (!row.step()) return std::nullopt;
  return read_entry(row, authority);
}

std::optional<base::DebtorId> Reader::find_party(base::AuthorityId authority, ports::Party const& party) {
  auto row =
      connection_.query("SELECT debtor_id FROM person WHERE authority_id = $1 AND kind = $2 AND blind_index = $3",
                        authority.value, static_cast<std::int64_t>(party.kind), blob(party.blind_index));
  if (!row.step()) return find_former(authority, party);
  return base::DebtorId{row.integer(0)};
}

std::optional<base::DebtorId> Reader::find_former(base::AuthorityId authority, ports::Party const& party) {
  auto row = connection_.query(
      "SELECT debtor_id FROM former_national_id WHERE authority_id = $1 AND kind = $2 AND blind_index = $3",
      authority.value, static_cast<std::int64_t>(party.kind), blob(party.blind_index));
  if (!row.step()) return std::nullopt;
  return base::DebtorId{row.integer(0)};
}

std::optional<std::string> Reader::sealed_person(base::AuthorityId authority, base::DebtorId debtor) {
  auto row = connection_.query("SELECT sealed FROM person WHERE authority_id = $1 AND debtor_id = $2", authority.value,
                               debtor.value);
  if (!row.step()) return std::nullopt;
  return std::string{row.bytes(0)};
}

void Reader::each_block(base::AuthorityId authority, std::function<void(ports::JournalBlock const&)> const& f) {
  auto row = connection_.stream(
      "SELECT block, first_seq, last_seq, hash FROM journal_block WHERE authority_id = $1 ORDER BY block",
      authority.value);
  while (row.step()) f({row.integer(0), row.integer(1), row.integer(2), std::string{row.bytes(3)}});
}

void Reader::each_entry(base::AuthorityId authority, std::function<void(ports::JournalEntry const&)> const& f) {
  auto row = connection_.stream(
      "SELECT " FAIRDUE_ENTRY_COLUMNS " FROM journal_entry WHERE authority_id = $1 ORDER BY seq ", authority.value);
  read_ahead<ports::JournalEntry>(
      stepping(row, [&](Statement const& at) { return read_entry(at, authority); }), f,
      [](ports::JournalEntry const& entry) { return 1 + entry.payload.size() / kUsualPayload; });
}

namespace {

#define FAIRDUE_POSTING_COLUMNS                                                                                \
  "seq, line, debit_kind, debit_part, debit_owner, credit_kind, credit_part, credit_owner, minor, value_day, " \
  "recorded, recorded_day"

base::Date read_date(Statement const& row, int column) { return {static_cast<std::int32_t>(row.integer(column))}; }

ports::PostingRow read_posting(Statement const& row) {
  auto const account = [&](int first) {
    return ledger::Account{static_cast<ledger::AccountKind>(row.integer(first)),
                           static_cast<std::uint8_t>(row.integer(first + 1)), row.integer(first + 2)};
  };
  return {row.integer(0),
          row.integer(1),
          {account(2), account(5), row.integer(8), read_date(row, 9)},
          {{row.integer(10)}, read_date(row, 11)}};
}

}  // namespace

void Reader::each_posting(base::AuthorityId authority, std::function<void(ports::PostingRow const&)> const& f) {
  auto row = connection_.stream(
      "SELECT " FAIRDUE_POSTING_COLUMNS " FROM posting WHERE authority_id = $1 ORDER BY seq, line", authority.value);
  read_ahead<ports::PostingRow>(stepping(row, read_posting), f);
}

void Reader::each_posting(base::AuthorityId authority, ports::AsOf const& as_of,
                          std::function<void(ports::PostingRow const&)> const& f) {
  auto row = connection_.stream("SELECT " FAIRDUE_POSTING_COLUMNS
                                " FROM posting WHERE authority_id = $1 AND value_day <= $2 AND recorded_day <= $3"
                                " AND recorded <= $4 ORDER BY seq, line",
                                authority.value, std::int64_t{as_of.day.days}, std::int64_t{as_of.known_day.days},
                                as_of.known.microseconds);
  while (row.step()) f(read_posting(row));
}

void Reader::each_receivable_change(base::AuthorityId authority, ports::AsOf const& as_of,
                                    std::function<void(ports::ReceivableChange const&)> const& f) {
  auto row = connection_.stream(
      "SELECT CASE debit_kind WHEN $1 THEN debit_owner ELSE credit_owner END,"
      " CASE debit_kind WHEN $1 THEN debit_part ELSE credit_part END,"
      " CASE debit_kind WHEN $1 THEN minor ELSE -minor END"
      " FROM posting WHERE authority_id = $2 AND (debit_kind = $1 OR credit_kind = $1)"
      " AND value_day <= $3 AND recorded_day <= $4 AND recorded <= $5",
      static_cast<std::int64_t>(ledger::AccountKind::kReceivable), authority.value, std::int64_t{as_of.day.days},
      std::int64_t{as_of.known_day.days}, as_of.known.microseconds);
  while (row.step()) {
    f({{row.integer(0)}, static_cast<ledger::Component>(row.integer(1)), row.integer(2)});
  }
}

std::vector<ports::PostingRow> Reader::postings_of(base::AuthorityId authority, base::ClaimId claim) {
  std::vector<ports::PostingRow> result;
  auto row = connection_.query(
      "SELECT " FAIRDUE_POSTING_COLUMNS
      " FROM posting WHERE authority_id = $1 AND seq IN"
      " (SELECT registered_seq FROM claim WHERE authority_id = $1 AND claim_id = $2"
      " UNION SELECT seq FROM claim_entry WHERE authority_id = $1 AND claim_id = $2)"
      " AND (debit_kind = $3 AND debit_owner = $2 OR credit_kind = $3 AND credit_owner = $2) ORDER BY seq, line",
      authority.value, claim.value, static_cast<std::int64_t>(ledger::AccountKind::kReceivable));
  while (row.step()) result.push_back(read_posting(row));
  return result;
}

std::int64_t Reader::receivables_minor(base::AuthorityId authority, ports::AsOf const& as_of) {
  auto row = connection_.query(
      "SELECT CAST(coalesce(sum(CASE WHEN debit_kind = $1 THEN minor ELSE 0 END"
      " - CASE WHEN credit_kind = $1 THEN minor ELSE 0 END), 0) AS bigint)"
      " FROM posting WHERE authority_id = $2 AND value_day <= $3 AND recorded_day <= $4 AND recorded <= $5",
      static_cast<std::int64_t>(ledger::AccountKind::kReceivable), authority.value, std::int64_t{as_of.day.days},
      std::int64_t{as_of.known_day.days}, as_of.known.microseconds);
  return row.step() ? row.integer(0) : 0;
}

void Reader::each_claim_head(base::AuthorityId authority, std::function<void(ports::ClaimHead const&)> const& f) {
  auto row = connection_.stream(
      "SELECT claim_id, type, last_payment_day, liable FROM claim WHERE authority_id = $1 ORDER BY claim_id",
      authority.value);
  while (row.step()) {
    std::string_view const liable = row.text(3);
    std::int64_t first = 0;
    std::from_chars(liable.data(), liable.data() + liable.size(), first);
    f({{row.integer(0)}, row.text(1), read_date(row, 2), {first}});
  }
}

void Reader::each_debtor_change(base::AuthorityId authority,
                                std::function<void(ports::DebtorChangeRow const&)> const& f) {
  auto row = connection_.stream(
      "SELECT seq, line, claim_id, from_id, to_id, change_day, recorded, recorded_day FROM debtor_change"
      " WHERE authority_id = $1 ORDER BY seq, line",
      authority.value);
  while (row.step()) {
    f({row.integer(0),
       row.integer(1),
       {{row.integer(2)}, {row.integer(3)}, {row.integer(4)}, read_date(row, 5)},
       {{row.integer(6)}, read_date(row, 7)}});
  }
}

void Reader::each_balance(base::AuthorityId authority, std::function<void(ports::BalanceRow const&)> const& f) {
  auto row = connection_.stream(
      "SELECT kind, part, owner, minor FROM account_balance WHERE authority_id = $1 ORDER BY kind, part, owner",
      authority.value);
  while (row.step()) {
    f({{static_cast<ledger::AccountKind>(row.integer(0)), static_cast<std::uint8_t>(row.integer(1)), row.integer(2)},
       row.integer(3)});
  }
}

void Reader::each_claim(base::AuthorityId authority, std::function<void(claims::Claim const&)> const& f) {
  auto row = connection_.stream("SELECT " FAIRDUE_CLAIM_COLUMNS " FROM claim WHERE authority_id = $1 ORDER BY claim_id",
                                authority.value);
  read_ahead<claims::Claim>(stepping(row, read_claim), f);
}

void Reader::each_debtor(base::AuthorityId authority, std::function<void(claims::Debtor const&)> const& f) {
  auto row = connection_.stream(
      "SELECT debtor_id, kind, credit_minor, holds FROM debtor WHERE authority_id = $1 ORDER BY debtor_id",
      authority.value);
  while (row.step()) {
    f({{row.integer(0)}, static_cast<claims::DebtorKind>(row.integer(1)), row.integer(2), decode_holds(row.bytes(3))});
  }
}

void Reader::each_payment(base::AuthorityId authority, std::function<void(payments::Payment const&)> const& f) {
  auto row = connection_.stream(
      "SELECT " FAIRDUE_PAYMENT_COLUMNS " FROM payment WHERE authority_id = $1 ORDER BY payment_id ", authority.value);
  while (row.step()) f(read_payment(row));
}

void Reader::each_attempt(base::AuthorityId authority, std::function<void(payments::PaymentAttempt const&)> const& f) {
  auto row = connection_.stream(
      "SELECT " FAIRDUE_ATTEMPT_COLUMNS " FROM attempt WHERE authority_id = $1 ORDER BY attempt_id ", authority.value);
  while (row.step()) f(read_attempt(row));
}

void Reader::each_claim_by_debtor(base::AuthorityId authority,
                                  std::function<void(std::int64_t, std::int64_t)> const& f) {
  auto row = connection_.stream(
      "SELECT debtor_id, claim_id FROM claim_by_debtor WHERE authority_id = $1 ORDER BY debtor_id, claim_id",
      authority.value);
  while (row.step()) f(row.integer(0), row.integer(1));
}

void Reader::each_claim_entry(base::AuthorityId authority,
                              std::function<void(ports::ClaimLine const&, std::int64_t)> const& f) {
  auto row = connection_.stream(
      "SELECT claim_id, payment_id, seq FROM claim_entry WHERE authority_id = $1 ORDER BY claim_id, seq, payment_id",
      authority.value);
  struct Line {
    ports::ClaimLine line;
    std::int64_t seq = 0;
  };
  auto const read = [](Statement const& at) { return Line{{{at.integer(0)}, {at.integer(1)}}, at.integer(2)}; };
  read_ahead<Line>(stepping(row, read), [&](Line const& line) { f(line.line, line.seq); });
}

}  // namespace storage
