#include "storage/disclosures.h"

#include "storage/reader.h"
#include "storage/rows.h"

namespace storage {

namespace {

using claims::Disclosure;

#define FAIRDUE_DISCLOSURE_COLUMNS \
  "disclosure_id, debtor_id, to_authority_id, basis, words, first_day, last_day, ended_day, reason, recorded_seq"

Disclosure read_disclosure(Statement const& row) {
  Disclosure made;
  made.id = {row.integer(0)};
  made.debtor = {row.integer(1)};
  made.to = {row.integer(2)};
  made.basis = static_cast<claims::DisclosureBasis>(row.integer(3));
  made.words = row.text(4);
  made.first = {static_cast<std::int32_t>(row.integer(5))};
  made.last = day_or_none(row, 6);
  made.ended = day_or_none(row, 7);
  made.reason = row.text(8);
  made.recorded_seq = row.integer(9);
  return made;
}

}  // namespace

void load_disclosures(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                      ports::WorkingSet& into) {
  Reader reader{connection};
  for (base::DisclosureId const id : needs.disclosures) {
    if (auto row = reader.disclosure(authority, id)) into.disclosures.load(std::move(*row));
  }
  if (!needs.disclosures_of_debtors) return;
  for (base::DebtorId const debtor : needs.debtors) {
    for (Disclosure& row : reader.disclosures_of(authority, debtor)) into.disclosures.load(std::move(row));
  }
}

void write_disclosure(Connection& connection, base::AuthorityId authority, Disclosure const& row) {
  connection.run("INSERT INTO disclosure (authority_id, " FAIRDUE_DISCLOSURE_COLUMNS
                 ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
                 " ON CONFLICT (authority_id, disclosure_id) DO UPDATE SET ended_day = excluded.ended_day,"
                 " reason = excluded.reason",
                 authority.value, row.id.value, row.debtor.value, row.to.value, static_cast<std::int64_t>(row.basis),
                 std::string_view{row.words}, static_cast<std::int64_t>(row.first.days), days_of(row.last),
                 days_of(row.ended), std::string_view{row.reason}, row.recorded_seq);
}

std::optional<Disclosure> Reader::disclosure(base::AuthorityId authority, base::DisclosureId id) {
  auto row = connection_.query("SELECT " FAIRDUE_DISCLOSURE_COLUMNS
                               " FROM disclosure WHERE authority_id = $1 AND disclosure_id = $2",
                               authority.value, id.value);
  if (!row.step()) return std::nullopt;
  return read_disclosure(row);
}

std::vector<Disclosure> Reader::disclosures_of(base::AuthorityId authority, base::DebtorId debtor) {
  std::vector<Disclosure> result;
  auto row = connection_.query("SELECT " FAIRDUE_DISCLOSURE_COLUMNS
                               " FROM disclosure WHERE authority_id = $1 AND debtor_id = $2 ORDER BY disclosure_id",
                               authority.value, debtor.value);
  while (row.step()) result.push_back(read_disclosure(row));
  return result;
}

void Reader::each_disclosure(base::AuthorityId authority, std::function<void(Disclosure const&)> const& f) {
  auto row = connection_.stream("SELECT " FAIRDUE_DISCLOSURE_COLUMNS
                                " FROM disclosure WHERE authority_id = $1 ORDER BY disclosure_id",
                                authority.value);
  while (row.step()) f(read_disclosure(row));
}

}  // namespace storage
