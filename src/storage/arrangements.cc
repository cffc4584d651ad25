#include "storage/arrangements.h"

#include "engine/codec.h"
#include "storage/claims_with_debtors.h"

namespace storage {

namespace {

using arrangements::Arrangement;

#define FAIRDUE_ARRANGEMENT_COLUMNS "arrangement_id, debtor_id, state, look_from_day, recorded_seq, terms"

/// What no list asks for, in one column.
void visit_terms(auto& row, auto&& f) {
  f(row.agreed), f(row.claims), f(row.instalments), f(row.outside), f(row.moves), f(row.pauses), f(row.replans);
  f(row.stage), f(row.stage_for), f(row.stage_on), f(row.ended), f(row.reason);
}

Arrangement read_arrangement(Statement const& row) {
  Arrangement made;
  made.id = {row.integer(0)};
  made.debtor = {row.integer(1)};
  made.state = static_cast<arrangements::State>(row.integer(2));
  if (auto const day = row.optional_integer(3)) made.look_from = base::Date{static_cast<std::int32_t>(*day)};
  made.recorded_seq = row.integer(4);
  engine::Decoder decoder{row.bytes(5)};
  visit_terms(made, decoder);
  return made;
}

void load_with_claims(Reader& reader, base::AuthorityId authority, Arrangement const& row, ports::WorkingSet& into) {
  std::vector<std::int64_t> claims;
  for (arrangements::ArrangedClaim const& each : row.claims) claims.push_back(each.claim.value);
  load_claims_with_debtors(reader, authority, std::move(claims), row.debtor, into);
}

}  // namespace

void load_arrangements(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                       ports::WorkingSet& into) {
  Reader reader{connection};
  for (base::ArrangementId const id : needs.arrangements) {
    auto row = reader.arrangement(authority, id);
    if (!row) continue;
    load_with_claims(reader, authority, *row, into);
    into.arrangements.load(std::move(*row));
  }
  if (!needs.arrangements_of_debtors) return;
  for (base::DebtorId const debtor : needs.debtors) {
    for (Arrangement& row : reader.arrangements_of(authority, debtor)) {
      if (!arrangements::is_ended(row.state)) load_with_claims(reader, authority, row, into);
      into.arrangements.load(std::move(row));
    }
  }
}

void write_arrangement(Connection& connection, base::AuthorityId authority, Arrangement const& row) {
  engine::Encoder encoder;
  visit_terms(row, encoder);
  std::string const terms = encoder.take();
  std::optional<std::int64_t> look_from;
  if (row.look_from) look_from = row.look_from->days;
  connection.run("INSERT INTO arrangement (authority_id, " FAIRDUE_ARRANGEMENT_COLUMNS
                 ") VALUES ($1, $2, $3, $4, $5, $6, $7)"
                 " ON CONFLICT (authority_id, arrangement_id) DO UPDATE SET state = excluded.state,"
                 " look_from_day = excluded.look_from_day, terms = excluded.terms",
                 authority.value, row.id.value, row.debtor.value, static_cast<std::int64_t>(row.state), look_from,
                 row.recorded_seq, Blob{std::string_view{terms}});
}

std::optional<Arrangement> Reader::arrangement(base::AuthorityId authority, base::ArrangementId arrangement) {
  auto row = connection_.query("SELECT " FAIRDUE_ARRANGEMENT_COLUMNS
                               " FROM arrangement WHERE authority_id = $1 AND arrangement_id = $2",
                               authority.value, arrangement.value);
  if (!row.step()) return std::nullopt;
  return read_arrangement(row);
}

std::vector<Arrangement> Reader::arrangements_of(base::AuthorityId authority, base::DebtorId debtor) {
  std::vector<Arrangement> result;
  auto row = connection_.query("SELECT " FAIRDUE_ARRANGEMENT_COLUMNS
                               " FROM arrangement WHERE authority_id = $1 AND debtor_id = $2 ORDER BY arrangement_id",
                               authority.value, debtor.value);
  while (row.step()) result.push_back(read_arrangement(row));
  return result;
}

std::vector<Arrangement> Reader::arrangements_in(base::AuthorityId authority, arrangements::State state,
                                                 base::ArrangementId after, std::size_t limit) {
  std::vector<Arrangement> result;
  auto row = connection_.query("SELECT " FAIRDUE_ARRANGEMENT_COLUMNS
                               " FROM arrangement WHERE authority_id = $1 AND state = $2 AND arrangement_id > $3"
                               " ORDER BY arrangement_id LIMIT $4",
                               authority.value, static_cast<std::int64_t>(state), after.value,
                               static_cast<std::int64_t>(limit));
  while (row.step()) result.push_back(read_arrangement(row));
  return result;
}

std::vector<base::ArrangementId> Reader::arrangements_to_look_at(base::AuthorityId authority, base::Date day) {
  std::vector<base::ArrangementId> result;
  auto row = connection_.query(
      "SELECT arrangement_id FROM arrangement WHERE authority_id = $1 AND look_from_day IS NOT NULL"
      " AND look_from_day <= $2 ORDER BY arrangement_id",
      authority.value, std::int64_t{day.days});
  while (row.step()) result.push_back({row.integer(0)});
  return result;
}

void Reader::each_arrangement(base::AuthorityId authority, std::function<void(Arrangement const&)> const& f) {
  auto row = connection_.stream("SELECT " FAIRDUE_ARRANGEMENT_COLUMNS
                                " FROM arrangement WHERE authority_id = $1 ORDER BY arrangement_id",
                                authority.value);
  while (row.step()) f(read_arrangement(row));
}

}  // namespace storage
