#include "storage/refunds.h"

#include "storage/reader.h"
#include "storage/rows.h"

namespace storage {

namespace {

#define FAIRDUE_REFUND_COLUMNS                                                                                     \
  "refund_id, debtor_id, means, state, parts, external_reference, proposed_by, proposed_day, decided_by, reason, " \
  "recorded_seq"

payments::RefundProposal read_refund(Statement const& row) {
  payments::RefundProposal refund;
  refund.id = {row.integer(0)};
  refund.debtor = {row.integer(1)};
  refund.means = static_cast<ledger::Means>(row.integer(2));
  refund.state = static_cast<payments::RefundState>(row.integer(3));
  refund.parts = split_refunded(row.text(4));
  refund.external_reference = row.text(5);
  refund.proposed_by = row.text(6);
  refund.proposed = {static_cast<std::int32_t>(row.integer(7))};
  refund.decided_by = row.text(8);
  refund.reason = row.text(9);
  refund.recorded_seq = row.integer(10);
  return refund;
}

}  // namespace

void write_refund(Connection& connection, base::AuthorityId authority, payments::RefundProposal const& refund) {
  std::string const parts = join_refunded(refund.parts);
  connection.run("INSERT INTO refund (authority_id, " FAIRDUE_REFUND_COLUMNS
                 ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
                 " ON CONFLICT (authority_id, refund_id) DO UPDATE SET state = excluded.state,"
                 " decided_by = excluded.decided_by, reason = excluded.reason",
                 authority.value, refund.id.value, refund.debtor.value, static_cast<std::int64_t>(refund.means),
                 static_cast<std::int64_t>(refund.state), std::string_view{parts},
                 std::string_view{refund.external_reference}, std::string_view{refund.proposed_by},
                 std::int64_t{refund.proposed.days}, std::string_view{refund.decided_by},
                 std::string_view{refund.reason}, refund.recorded_seq);
}

std::optional<payments::RefundProposal> Reader::refund(base::AuthorityId authority, base::RefundId refund) {
  auto row =
      connection_.query("SELECT " FAIRDUE_REFUND_COLUMNS " FROM refund WHERE authority_id = $1 AND refund_id = $2",
                        authority.value, refund.value);
  if (!row.step()) return std::nullopt;
  return read_refund(row);
}

std::vector<payments::RefundProposal> Reader::open_refunds(base::AuthorityId authority) {
  std::vector<payments::RefundProposal> result;
  auto row = connection_.query("SELECT " FAIRDUE_REFUND_COLUMNS
                               " FROM refund WHERE authority_id = $1 AND state = 1 ORDER BY refund_id",
                               authority.value);
  while (row.step()) result.push_back(read_refund(row));
  return result;
}

void Reader::each_refund(base::AuthorityId authority, std::function<void(payments::RefundProposal const&)> const& f) {
  auto row = connection_.stream(
      "SELECT " FAIRDUE_REFUND_COLUMNS " FROM refund WHERE authority_id = $1 ORDER BY refund_id", authority.value);
  while (row.step()) f(read_refund(row));
}

}  // namespace storage
