#include "storage/ability_statements.h"

#include "storage/reader.h"

namespace storage {

namespace {

using arrangements::AbilityStatement;
using arrangements::StatementState;

#define FAIRDUE_STATEMENT_COLUMNS "debtor_id, state, consent, kept_day, until_day, ended_day"

base::Date day_of(std::int64_t days) { return {static_cast<std::int32_t>(days)}; }

AbilityStatement read_statement(Statement const& row) {
  AbilityStatement made;
  made.id = {row.integer(0)};
  made.state = static_cast<StatementState>(row.integer(1));
  made.consent = row.text(2);
  made.kept = day_of(row.integer(3));
  made.until = day_of(row.integer(4));
  if (auto const day = row.optional_integer(5)) made.ended = day_of(*day);
  return made;
}

}  // namespace

void load_ability_statements(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                             ports::WorkingSet& into) {
  Reader reader{connection};
  for (base::DebtorId const debtor : needs.ability_statements) {
    if (auto row = reader.ability_statement(authority, debtor)) into.ability_statements.load(std::move(*row));
  }
}

void write_ability_statement(Connection& connection, base::AuthorityId authority, AbilityStatement const& row) {
  std::optional<std::int64_t> ended;
  if (row.ended) ended = row.ended->days;
  connection.run("INSERT INTO ability_statement (authority_id, " FAIRDUE_STATEMENT_COLUMNS
                 ") VALUES ($1, $2, $3, $4, $5, $6, $7)"
                 " ON CONFLICT (authority_id, debtor_id) DO UPDATE SET state = excluded.state,"
                 " consent = excluded.consent, kept_day = excluded.kept_day, until_day = excluded.until_day,"
                 " ended_day = excluded.ended_day",
                 authority.value, row.id.value, static_cast<std::int64_t>(row.state), row.consent,
                 std::int64_t{row.kept.days}, std::int64_t{row.until.days}, ended);
  if (row.state == StatementState::kKept) return;
  connection.run("DELETE FROM ability_answers WHERE authority_id = $1 AND debtor_id = $2", authority.value,
                 row.id.value);
}

void write_ability_answers(Connection& connection, base::AuthorityId authority, ports::AbilityAnswers const& answers) {
  connection.run(
      "INSERT INTO ability_answers (authority_id, debtor_id, sealed) VALUES ($1, $2, $3)"
      " ON CONFLICT (authority_id, debtor_id) DO UPDATE SET sealed = excluded.sealed",
      authority.value, answers.debtor.value, Blob{std::string_view{answers.sealed}});
}

std::optional<AbilityStatement> Reader::ability_statement(base::AuthorityId authority, base::DebtorId debtor) {
  auto row = connection_.query("SELECT " FAIRDUE_STATEMENT_COLUMNS
                               " FROM ability_statement WHERE authority_id = $1 AND debtor_id = $2",
                               authority.value, debtor.value);
  if (!row.step()) return std::nullopt;
  return read_statement(row);
}

std::optional<std::string> Reader::ability_answers(base::AuthorityId authority, base::DebtorId debtor) {
  auto row = connection_.query("SELECT sealed FROM ability_answers WHERE authority_id = $1 AND debtor_id = $2",
                               authority.value, debtor.value);
  if (!row.step()) return std::nullopt;
  return std::string{row.bytes(0)};
}

std::vector<base::DebtorId> Reader::ability_statements_before(base::AuthorityId authority, base::Date day) {
  std::vector<base::DebtorId> result;
  auto row = connection_.query(
      "SELECT debtor_id FROM ability_statement WHERE authority_id = $1 AND ended_day IS NULL AND until_day < $2"
      " ORDER BY debtor_id",
      authority.value, std::int64_t{day.days});
  while (row.step()) result.push_back({row.integer(0)});
  return result;
}

void Reader::each_ability_statement(base::AuthorityId authority,
                                    std::function<void(AbilityStatement const&)> const& f) {
  auto row = connection_.stream("SELECT " FAIRDUE_STATEMENT_COLUMNS
                                " FROM ability_statement WHERE authority_id = $1 ORDER BY debtor_id",
                                authority.value);
  while (row.step()) f(read_statement(row));
}

}  // namespace storage
