#include "storage/referrals.h"

#include "engine/codec.h"
#include "storage/claims_with_debtors.h"

namespace storage {

namespace {

using help::Referral;

#define FAIRDUE_REFERRAL_COLUMNS "referral_id, debtor_id, state, recorded_seq, terms"

/// What no list asks for, in one column.
void visit_terms(auto& row, auto&& f) {
  f(row.helper), f(row.need), f(row.consent), f(row.consented), f(row.until), f(row.held), f(row.made);
  f(row.sent), f(row.answered), f(row.ended), f(row.outcome), f(row.fresh_until);
}

Referral read_referral(Statement const& row) {
  Referral made;
  made.id = {row.integer(0)};
  made.debtor = {row.integer(1)};
  made.state = static_cast<help::State>(row.integer(2));
  made.recorded_seq = row.integer(3);
  engine::Decoder decoder{row.bytes(4)};
  visit_terms(made, decoder);
  return made;
}

}  // namespace

void load_referrals(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                    ports::WorkingSet& into) {
  Reader reader{connection};
  for (base::ReferralId const id : needs.referrals) {
    auto row = reader.referral(authority, id);
    if (!row) continue;
    std::vector<std::int64_t> claims;
    for (base::ClaimId const claim : row->held) claims.push_back(claim.value);
    for (claims::Claim const& claim : reader.claims_of(authority, row->debtor)) claims.push_back(claim.id.value);
    load_claims_with_debtors(reader, authority, std::move(claims), row->debtor, into);
    into.referrals.load(std::move(*row));
  }
  if (!needs.referrals_of_debtors) return;
  for (base::DebtorId const debtor : needs.debtors) {
    for (Referral& row : reader.referrals_of(authority, debtor)) into.referrals.load(std::move(row));
  }
}

void write_referral(Connection& connection, base::AuthorityId authority, Referral const& row) {
  engine::Encoder encoder;
  visit_terms(row, encoder);
  std::string const terms = encoder.take();
  connection.run("INSERT INTO referral (authority_id, " FAIRDUE_REFERRAL_COLUMNS
                 ") VALUES ($1, $2, $3, $4, $5, $6)"
                 " ON CONFLICT (authority_id, referral_id) DO UPDATE SET state = excluded.state,"
                 " terms = excluded.terms",
                 authority.value, row.id.value, row.debtor.value, static_cast<std::int64_t>(row.state),
                 row.recorded_seq, Blob{std::string_view{terms}});
}

std::optional<Referral> Reader::referral(base::AuthorityId authority, base::ReferralId referral) {
  auto row = connection_.query("SELECT " FAIRDUE_REFERRAL_COLUMNS
                               " FROM referral WHERE authority_id = $1 AND referral_id = $2",
                               authority.value, referral.value);
  if (!row.step()) return std::nullopt;
  return read_referral(row);
}

std::vector<Referral> Reader::referrals_of(base::AuthorityId authority, base::DebtorId debtor) {
  std::vector<Referral> result;
  auto row = connection_.query("SELECT " FAIRDUE_REFERRAL_COLUMNS
                               " FROM referral WHERE authority_id = $1 AND debtor_id = $2 ORDER BY referral_id",
                               authority.value, debtor.value);
  while (row.step()) result.push_back(read_referral(row));
  return result;
}

std::vector<Referral> Reader::open_referrals(base::AuthorityId authority) {
  std::vector<Referral> result;
  auto row = connection_.query("SELECT " FAIRDUE_REFERRAL_COLUMNS
                               " FROM referral WHERE authority_id = $1 AND state <= $2 ORDER BY referral_id",
                               authority.value, static_cast<std::int64_t>(help::State::kAccepted));
  while (row.step()) result.push_back(read_referral(row));
  return result;
}

void Reader::each_referral(base::AuthorityId authority, std::function<void(Referral const&)> const& f) {
  auto row = connection_.stream("SELECT " FAIRDUE_REFERRAL_COLUMNS
                                " FROM referral WHERE authority_id = $1 ORDER BY referral_id",
                                authority.value);
  while (row.step()) f(read_referral(row));
}

}  // namespace storage
