#include "storage/bank_lines.h"

#include "storage/reader.h"

namespace storage {

namespace {

#define FAIRDUE_BANK_LINE_COLUMNS                                                                               \
  "bank_line_id, line_key, entry_key, state, amount_minor, booked_day, value_day, payment_id, counterpart_id, " \
  "reason, "                                                                                                    \
  "recorded_seq, reopened"

payments::BankLine read_bank_line(Statement const& row) {
  payments::BankLine line;
  line.id = {row.integer(0)};
  line.key = row.text(1);
  line.entry = row.text(2);
  line.state = static_cast<payments::BankLineState>(row.integer(3));
  line.amount_minor = row.integer(4);
  line.booked = {static_cast<std::int32_t>(row.integer(5))};
  line.value_date = {static_cast<std::int32_t>(row.integer(6))};
  line.payment = {row.integer(7)};
  line.counterpart = {row.integer(8)};
  line.reason = row.text(9);
  line.recorded_seq = row.integer(10);
  line.reopened = row.integer(11);
  return line;
}

std::optional<payments::BankLine> load_bank_line(Connection& connection, base::AuthorityId authority,
                                                 base::BankLineId id) {
  auto row = connection.query("SELECT " FAIRDUE_BANK_LINE_COLUMNS
                              " FROM bank_line WHERE authority_id = $1 AND bank_line_id = $2",
                              authority.value, id.value);
  if (!row.step()) return std::nullopt;
  return read_bank_line(row);
}

}  // namespace

void load_bank_lines(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                     ports::WorkingSet& into) {
  for (base::BankLineId const id : needs.bank_lines) {
    auto line = load_bank_line(connection, authority, id);
    if (!line) continue;
    auto other = needs.rest_of_bank_lines && line->counterpart
                     ? load_bank_line(connection, authority, line->counterpart)
                     : std::nullopt;
    if (other) into.bank_lines.load(std::move(*other));
    into.bank_lines.load(std::move(*line));
  }
  for (std::string const& entry : needs.bank_entries) {
    for (payments::BankLine& line : Reader{connection}.bank_entry(authority, entry)) {
      into.bank_lines.load(std::move(line));
    }
  }
}

void write_bank_line(Connection& connection, base::AuthorityId authority, payments::BankLine const& line) {
  connection.run(
      "INSERT INTO bank_line (authority_id, bank_line_id, line_key, entry_key, state, amount_minor, booked_day,"
      " value_day, payment_id, counterpart_id, reason, recorded_seq, reopened)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
      " ON CONFLICT (authority_id, bank_line_id) DO UPDATE SET state = excluded.state,"
      " payment_id = excluded.payment_id, counterpart_id = excluded.counterpart_id, reason = excluded.reason,"
      " reopened = excluded.reopened",
      authority.value, line.id.value, std::string_view{line.key}, std::string_view{line.entry},
      static_cast<std::int64_t>(line.state), line.amount_minor, std::int64_t{line.booked.days},
      std::int64_t{line.value_date.days}, line.payment.value, line.counterpart.value, std::string_view{line.reason},
      line.recorded_seq, line.reopened);
}

void write_bank_line_detail(Connection& connection, base::AuthorityId authority, ports::BankLineDetail const& detail) {
  connection.run("INSERT INTO bank_line_detail (authority_id, bank_line_id, sealed) VALUES ($1, $2, $3)",
                 authority.value, detail.line.value, Blob{std::string_view{detail.sealed}});
}

std::optional<payments::BankLine> Reader::bank_line(base::AuthorityId authority, std::string const& key) {
  auto row =
      connection_.query("SELECT " FAIRDUE_BANK_LINE_COLUMNS " FROM bank_line WHERE authority_id = $1 AND line_key = $2",
                        authority.value, std::string_view{key});
  if (!row.step()) return std::nullopt;
  return read_bank_line(row);
}

std::vector<payments::BankLine> Reader::bank_entry(base::AuthorityId authority, std::string const& entry) {
  std::vector<payments::BankLine> result;
  auto row = connection_.query("SELECT " FAIRDUE_BANK_LINE_COLUMNS
                               " FROM bank_line WHERE authority_id = $1 AND entry_key = $2 ORDER BY bank_line_id",
                               authority.value, std::string_view{entry});
  while (row.step()) result.push_back(read_bank_line(row));
  return result;
}

std::vector<payments::BankLine> Reader::open_bank_lines(base::AuthorityId authority) {
  std::vector<payments::BankLine> result;
  auto row = connection_.query("SELECT " FAIRDUE_BANK_LINE_COLUMNS
                               " FROM bank_line WHERE authority_id = $1 AND state IN (1, 2, 10)"
                               " ORDER BY bank_line_id",
                               authority.value);
  while (row.step()) result.push_back(read_bank_line(row));
  return result;
}

std::optional<std::string> Reader::bank_line_detail(base::AuthorityId authority, base::BankLineId line) {
  auto row = connection_.query("SELECT sealed FROM bank_line_detail WHERE authority_id = $1 AND bank_line_id = $2",
                               authority.value, line.value);
  if (!row.step()) return std::nullopt;
  return std::string{row.bytes(0)};
}

void Reader::each_bank_line(base::AuthorityId authority, std::function<void(payments::BankLine const&)> const& f) {
  auto row = connection_.query("SELECT " FAIRDUE_BANK_LINE_COLUMNS
                               " FROM bank_line WHERE authority_id = $1"
                               " ORDER BY bank_line_id",
                               authority.value);
  while (row.step()) f(read_bank_line(row));
}

}  // namespace storage
