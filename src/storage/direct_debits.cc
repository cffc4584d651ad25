#include "storage/direct_debits.h"

#include "engine/codec.h"
#include "storage/claims_with_debtors.h"

namespace storage {

namespace {

using payments::Collection;
using payments::Mandate;

#define FAIRDUE_MANDATE_COLUMNS "mandate_id, debtor_id, state, recorded_seq, terms"
#define FAIRDUE_COLLECTION_COLUMNS "collection_id, mandate_id, debtor_id, state, recorded_seq, terms"

Mandate read_mandate(Statement const& row) {
  Mandate made;
  made.id = {row.integer(0)};
  made.debtor = {row.integer(1)};
  made.state = static_cast<payments::MandateState>(row.integer(2));
  made.recorded_seq = row.integer(3);
  engine::Decoder decoder{row.bytes(4)};
  Mandate::visit(made, decoder);
  return made;
}

Collection read_collection(Statement const& row) {
  Collection made;
  made.id = {row.integer(0)};
  made.mandate = {row.integer(1)};
  made.debtor = {row.integer(2)};
  made.state = static_cast<payments::CollectionState>(row.integer(3));
  made.recorded_seq = row.integer(4);
  engine::Decoder decoder{row.bytes(5)};
  Collection::visit(made, decoder);
  return made;
}

std::string terms_of(auto const& row) {
  engine::Encoder encoder;
  std::remove_cvref_t<decltype(row)>::visit(row, encoder);
  return encoder.take();
}

template <class Row>
std::vector<Row> all_rows(Statement row, Row (*read)(Statement const&)) {
  std::vector<Row> result;
  while (row.step()) result.push_back(read(row));
  return result;
}

}  // namespace

void load_direct_debits(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                        ports::WorkingSet& into) {
  Reader reader{connection};
  auto const with_claims = [&](Collection row) {
    std::vector<std::int64_t> claims;
    for (payments::Choice const& part : row.parts) claims.push_back(part.claim.value);
    load_claims_with_debtors(reader, authority, std::move(claims), row.debtor, into);
    into.collections.load(std::move(row));
  };
  for (base::MandateId const id : needs.mandates) {
    auto row = reader.mandate(authority, id);
    if (!row) continue;
    load_claims_with_debtors(reader, authority, {}, row->debtor, into);
    for (Collection& each : reader.collections_of(authority, row->debtor)) {
      if (each.mandate == id) with_claims(std::move(each));
    }
    into.mandates.load(std::move(*row));
  }
  for (base::CollectionId const id : needs.collections) {
    if (auto row = reader.collection(authority, id)) with_claims(std::move(*row));
  }
  if (!needs.direct_debits_of_debtors) return;
  for (base::DebtorId const debtor : needs.debtors) {
    for (Mandate& row : reader.mandates_of(authority, debtor)) into.mandates.load(std::move(row));
    for (Collection& row : reader.collections_of(authority, debtor)) {
      // A claim that is held for one may have become another's.
      if (payments::is_open(row.state)) {
        with_claims(std::move(row));
      } else {
        into.collections.load(std::move(row));
      }
    }
  }
}

void write_mandate(Connection& connection, base::AuthorityId authority, Mandate const& row) {
  std::string const terms = terms_of(row);
  connection.run("INSERT INTO mandate (authority_id, " FAIRDUE_MANDATE_COLUMNS
                 ") VALUES ($1, $2, $3, $4, $5, $6)"
                 " ON CONFLICT (authority_id, mandate_id) DO UPDATE SET state = excluded.state, terms = excluded.terms",
                 authority.value, row.id.value, row.debtor.value, static_cast<std::int64_t>(row.state),
                 row.recorded_seq, Blob{std::string_view{terms}});
}

void write_collection(Connection& connection, base::AuthorityId authority, Collection const& row) {
  std::string const terms = terms_of(row);
  connection.run(
      "INSERT INTO collection (authority_id, " FAIRDUE_COLLECTION_COLUMNS
      ") VALUES ($1, $2, $3, $4, $5, $6, $7)"
      " ON CONFLICT (authority_id, collection_id) DO UPDATE SET state = excluded.state, terms = excluded.terms",
      authority.value, row.id.value, row.mandate.value, row.debtor.value, static_cast<std::int64_t>(row.state),
      row.recorded_seq, Blob{std::string_view{terms}});
}

std::optional<Mandate> Reader::mandate(base::AuthorityId authority, base::MandateId id) {
  auto row =
      connection_.query("SELECT " FAIRDUE_MANDATE_COLUMNS " FROM mandate WHERE authority_id = $1 AND mandate_id = $2",
                        authority.value, id.value);
  if (!row.step()) return std::nullopt;
  return read_mandate(row);
}

std::vector<Mandate> Reader::mandates_of(base::AuthorityId authority, base::DebtorId debtor) {
  return all_rows(connection_.query("SELECT " FAIRDUE_MANDATE_COLUMNS
                                    " FROM mandate WHERE authority_id = $1 AND debtor_id = $2 ORDER BY mandate_id",
                                    authority.value, debtor.value),
                  read_mandate);
}

std::vector<Mandate> Reader::mandates_in(base::AuthorityId authority, payments::MandateState state) {
  return all_rows(connection_.query("SELECT " FAIRDUE_MANDATE_COLUMNS
                                    " FROM mandate WHERE authority_id = $1 AND state = $2 ORDER BY mandate_id",
                                    authority.value, static_cast<std::int64_t>(state)),
                  read_mandate);
}

std::optional<Collection> Reader::collection(base::AuthorityId authority, base::CollectionId id) {
  auto row = connection_.query("SELECT " FAIRDUE_COLLECTION_COLUMNS
                               " FROM collection WHERE authority_id = $1 AND collection_id = $2",
                               authority.value, id.value);
  if (!row.step()) return std::nullopt;
  return read_collection(row);
}

std::vector<Collection> Reader::collections_of(base::AuthorityId authority, base::DebtorId debtor) {
  return all_rows(
      connection_.query("SELECT " FAIRDUE_COLLECTION_COLUMNS
                        " FROM collection WHERE authority_id = $1 AND debtor_id = $2 ORDER BY collection_id",
                        authority.value, debtor.value),
      read_collection);
}

std::vector<Collection> Reader::collections_in(base::AuthorityId authority, payments::CollectionState state) {
  return all_rows(connection_.query("SELECT " FAIRDUE_COLLECTION_COLUMNS
                                    " FROM collection WHERE authority_id = $1 AND state = $2 ORDER BY collection_id",
                                    authority.value, static_cast<std::int64_t>(state)),
                  read_collection);
}

void Reader::each_mandate(base::AuthorityId authority, std::function<void(Mandate const&)> const& f) {
  auto row = connection_.stream(
      "SELECT " FAIRDUE_MANDATE_COLUMNS " FROM mandate WHERE authority_id = $1 ORDER BY mandate_id", authority.value);
  while (row.step()) f(read_mandate(row));
}

void Reader::each_collection(base::AuthorityId authority, std::function<void(Collection const&)> const& f) {
  auto row = connection_.stream("SELECT " FAIRDUE_COLLECTION_COLUMNS
                                " FROM collection WHERE authority_id = $1 ORDER BY collection_id",
                                authority.value);
  while (row.step()) f(read_collection(row));
}

}  // namespace storage
