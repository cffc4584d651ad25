#include "storage/representations.h"

#include "storage/reader.h"
#include "storage/rows.h"

namespace storage {

namespace {

using claims::Representation;

#define FAIRDUE_REPRESENTATION_COLUMNS                                                                      \
  "representation_id, debtor_id, representative_id, scope, basis, first_day, last_day, ended_day, reason, " \
  "recorded_seq"

Representation read_representation(Statement const& row) {
  Representation made;
  made.id = {row.integer(0)};
  made.debtor = {row.integer(1)};
  made.representative = {row.integer(2)};
  made.scope = static_cast<claims::RepresentationScope>(row.integer(3));
  made.basis = static_cast<claims::RepresentationBasis>(row.integer(4));
  made.first = {static_cast<std::int32_t>(row.integer(5))};
  made.last = day_or_none(row, 6);
  made.ended = day_or_none(row, 7);
  made.reason = row.text(8);
  made.recorded_seq = row.integer(9);
  return made;
}

}  // namespace

void load_representations(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                          ports::WorkingSet& into) {
  Reader reader{connection};
  for (base::RepresentationId const id : needs.representations) {
    if (auto row = reader.representation(authority, id)) into.representations.load(std::move(*row));
  }
  if (!needs.representations_of_debtors) return;
  for (base::DebtorId const debtor : needs.debtors) {
    for (Representation& row : reader.representations_of(authority, debtor)) into.representations.load(std::move(row));
  }
}

void write_representation(Connection& connection, base::AuthorityId authority, Representation const& row) {
  connection.run("INSERT INTO representation (authority_id, " FAIRDUE_REPRESENTATION_COLUMNS
                 ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
                 " ON CONFLICT (authority_id, representation_id) DO UPDATE SET ended_day = excluded.ended_day,"
                 " reason = excluded.reason",
                 authority.value, row.id.value, row.debtor.value, row.representative.value,
                 static_cast<std::int64_t>(row.scope), static_cast<std::int64_t>(row.basis),
                 static_cast<std::int64_t>(row.first.days), days_of(row.last), days_of(row.ended),
                 std::string_view{row.reason}, row.recorded_seq);
}

std::optional<Representation> Reader::representation(base::AuthorityId authority, base::RepresentationId id) {
  auto row = connection_.query("SELECT " FAIRDUE_REPRESENTATION_COLUMNS
                               " FROM representation WHERE authority_id = $1 AND representation_id = $2",
                               authority.value, id.value);
  if (!row.step()) return std::nullopt;
  return read_representation(row);
}

std::vector<Representation> Reader::representations_of(base::AuthorityId authority, base::DebtorId debtor) {
  std::vector<Representation> result;
  auto row = connection_.query("SELECT " FAIRDUE_REPRESENTATION_COLUMNS
                               " FROM representation WHERE authority_id = $1 AND debtor_id = $2"
                               " ORDER BY representation_id",
                               authority.value, debtor.value);
  while (row.step()) result.push_back(read_representation(row));
  return result;
}

std::vector<Representation> Reader::representations_by(base::AuthorityId authority, base::DebtorId representative) {
  std::vector<Representation> result;
  auto row = connection_.query("SELECT " FAIRDUE_REPRESENTATION_COLUMNS
                               " FROM representation WHERE authority_id = $1 AND representative_id = $2"
                               " ORDER BY representation_id",
                               authority.value, representative.value);
  while (row.step()) result.push_back(read_representation(row));
  return result;
}

void Reader::each_representation(base::AuthorityId authority, std::function<void(Representation const&)> const& f) {
  auto row = connection_.stream("SELECT " FAIRDUE_REPRESENTATION_COLUMNS
                                " FROM representation WHERE authority_id = $1 ORDER BY representation_id",
                                authority.value);
  while (row.step()) f(read_representation(row));
}

}  // namespace storage
