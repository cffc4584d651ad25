#include "storage/enquiries.h"

#include "engine/codec.h"
#include "storage/claims_with_debtors.h"

namespace storage {

namespace {

using enquiries::Enquiry;

#define FAIRDUE_ENQUIRY_COLUMNS "enquiry_id, debtor_id, state, look_from_day, recorded_seq, terms"

/// What no list asks for, in one column.
void visit_terms(auto& row, auto&& f) {
  f(row.kind), f(row.reason), f(row.way), f(row.claims), f(row.received), f(row.wanted), f(row.holds);
  f(row.answer_by), f(row.asked), f(row.asked_for), f(row.late_since), f(row.promised), f(row.ended), f(row.granted);
  f(row.outcome), f(row.ended_reason), f(row.words);
}

Enquiry read_enquiry(Statement const& row) {
  Enquiry made;
  made.id = {row.integer(0)};
  made.debtor = {row.integer(1)};
  made.state = static_cast<enquiries::State>(row.integer(2));
  if (auto const day = row.optional_integer(3)) made.look_from = base::Date{static_cast<std::int32_t>(*day)};
  made.recorded_seq = row.integer(4);
  engine::Decoder decoder{row.bytes(5)};
  visit_terms(made, decoder);
  return made;
}

}  // namespace

void load_enquiries(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                    ports::WorkingSet& into) {
  Reader reader{connection};
  for (base::EnquiryId const id : needs.enquiries) {
    auto row = reader.enquiry(authority, id);
    if (!row) continue;
    std::vector<std::int64_t> claims;
    for (enquiries::EnquiredClaim const& each : row->claims) claims.push_back(each.claim.value);
    load_claims_with_debtors(reader, authority, std::move(claims), row->debtor, into);
    into.enquiries.load(std::move(*row));
  }
}

void write_enquiry(Connection& connection, base::AuthorityId authority, Enquiry const& row) {
  engine::Encoder encoder;
  visit_terms(row, encoder);
  std::string const terms = encoder.take();
  std::optional<std::int64_t> look_from;
  if (row.look_from) look_from = row.look_from->days;
  connection.run("INSERT INTO enquiry (authority_id, " FAIRDUE_ENQUIRY_COLUMNS
                 ") VALUES ($1, $2, $3, $4, $5, $6, $7)"
                 " ON CONFLICT (authority_id, enquiry_id) DO UPDATE SET state = excluded.state,"
                 " look_from_day = excluded.look_from_day, terms = excluded.terms",
                 authority.value, row.id.value, row.debtor.value, static_cast<std::int64_t>(row.state), look_from,
                 row.recorded_seq, Blob{std::string_view{terms}});
}

void write_enquiry_words(Connection& connection, base::AuthorityId authority, ports::EnquiryWords const& words) {
  connection.run(
      "INSERT INTO enquiry_words (authority_id, enquiry_id, line, writer, sealed) VALUES ($1, $2, $3, $4, $5)",
      authority.value, words.enquiry.value, words.line, static_cast<std::int64_t>(words.writer),
      Blob{std::string_view{words.sealed}});
}

std::optional<Enquiry> Reader::enquiry(base::AuthorityId authority, base::EnquiryId enquiry) {
  auto row =
      connection_.query("SELECT " FAIRDUE_ENQUIRY_COLUMNS " FROM enquiry WHERE authority_id = $1 AND enquiry_id = $2",
                        authority.value, enquiry.value);
  if (!row.step()) return std::nullopt;
  return read_enquiry(row);
}

std::vector<Enquiry> Reader::enquiries_of(base::AuthorityId authority, base::DebtorId debtor) {
  std::vector<Enquiry> result;
  auto row = connection_.query("SELECT " FAIRDUE_ENQUIRY_COLUMNS
                               " FROM enquiry WHERE authority_id = $1 AND debtor_id = $2 ORDER BY enquiry_id",
                               authority.value, debtor.value);
  while (row.step()) result.push_back(read_enquiry(row));
  return result;
}

std::vector<Enquiry> Reader::enquiries_in(base::AuthorityId authority, enquiries::State state, base::EnquiryId after,
                                          std::size_t limit) {
  std::vector<Enquiry> result;
  auto row = connection_.query(
      "SELECT " FAIRDUE_ENQUIRY_COLUMNS
      " FROM enquiry WHERE authority_id = $1 AND state = $2 AND enquiry_id > $3 ORDER BY enquiry_id LIMIT $4",
      authority.value, static_cast<std::int64_t>(state), after.value, static_cast<std::int64_t>(limit));
  while (row.step()) result.push_back(read_enquiry(row));
  return result;
}

std::vector<base::EnquiryId> Reader::enquiries_to_look_at(base::AuthorityId authority, base::Date day) {
  std::vector<base::EnquiryId> result;
  auto row = connection_.query(
      "SELECT enquiry_id FROM enquiry WHERE authority_id = $1 AND look_from_day IS NOT NULL AND look_from_day <= $2"
      " ORDER BY enquiry_id",
      authority.value, std::int64_t{day.days});
  while (row.step()) result.push_back({row.integer(0)});
  return result;
}

std::vector<ports::EnquiryWords> Reader::enquiry_words(base::AuthorityId authority, base::EnquiryId enquiry) {
  std::vector<ports::EnquiryWords> result;
  auto row = connection_.query(
      "SELECT line, writer, sealed FROM enquiry_words WHERE authority_id = $1 AND enquiry_id = $2 ORDER BY line",
      authority.value, enquiry.value);
  while (row.step()) {
    auto const writer = static_cast<enquiries::Writer>(row.integer(1));
    result.push_back({enquiry, row.integer(0), writer, std::string{row.bytes(2)}});
  }
  return result;
}

void Reader::each_enquiry(base::AuthorityId authority, std::function<void(Enquiry const&)> const& f) {
  auto row = connection_.stream(
      "SELECT " FAIRDUE_ENQUIRY_COLUMNS " FROM enquiry WHERE authority_id = $1 ORDER BY enquiry_id", authority.value);
  while (row.step()) f(read_enquiry(row));
}

}  // namespace storage
