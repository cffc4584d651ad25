#include "adapters/postgres/errors.h"

namespace adapters::postgres {

using storage::DatabaseError;
using storage::DatabaseErrorKind;

namespace {

struct Meaning {
  DatabaseErrorKind kind;
  char const* word;
};

Meaning meaning_of(std::string_view state) {
  if (state == "40001" || state == "40P01" || state == "55P03" || state == "57014") {
    return {DatabaseErrorKind::kBusy, "another writer came first or holds what is needed"};
  }
  if (state.starts_with("08") || state.starts_with("57P") || state == "25P03" || state == "53300") {
    return {DatabaseErrorKind::kLost, "the database server ended the connection or takes none"};
  }
  if (state.starts_with("23")) return {DatabaseErrorKind::kConstraint, "a rule of the schema was broken"};
  if (state.starts_with("53") || state.starts_with("58")) {
    return {DatabaseErrorKind::kFull, "the database server has no room or cannot write"};
  }
  if (state.starts_with("XX00")) return {DatabaseErrorKind::kDamaged, "the database is damaged"};
  return {DatabaseErrorKind::kOther, "the database refused a statement"};
}

std::string field(PGresult const* result, int code) {
  char const* const text = PQresultErrorField(result, code);
  return text == nullptr ? std::string{} : std::string{text};
}

}  // namespace

DatabaseError connection_lost() {
  return {DatabaseErrorKind::kLost, "the connection to the database was lost; nothing was changed"};
}

DatabaseError error_of(PGresult const* result, PGconn const* connection) {
  std::string const state = field(result, PG_DIAG_SQLSTATE);
  if (state.empty()) {
    if (PQstatus(connection) == CONNECTION_BAD) return connection_lost();
    return {DatabaseErrorKind::kOther, "the database client failed"};
  }
  Meaning const meaning = meaning_of(state);
  std::string message = std::string{meaning.word} + " (PostgreSQL says " + state;
  for (int const code : {PG_DIAG_TABLE_NAME, PG_DIAG_CONSTRAINT_NAME}) {
    if (std::string const name = field(result, code); !name.empty()) message += ", " + name;
  }
  // Class 42 is about names and syntax; the messages of other classes may quote values.
  if (state.starts_with("42")) message += ", " + field(result, PG_DIAG_MESSAGE_PRIMARY);
  return {meaning.kind, message + ")"};
}

std::string name_of(std::string const& url) {
  // libpq's own message may quote the whole address, with the password.
  char* ignored = nullptr;
  PQconninfoOption* const options = PQconninfoParse(url.c_str(), &ignored);
  if (ignored != nullptr) PQfreemem(ignored);
  if (options == nullptr) {
    throw DatabaseError(DatabaseErrorKind::kOther,
                        "the address is none that PostgreSQL understands: write postgresql://USER@HOST:PORT/DATABASE");
  }
  std::string host = "local";
  std::string port;
  std::string database;
  for (PQconninfoOption const* option = options; option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    std::string_view const keyword = option->keyword;
    if (keyword == "host") host = option->val;
    if (keyword == "port") port = std::string{":"} + option->val;
    if (keyword == "dbname") database = option->val;
  }
  PQconninfoFree(options);
  return "postgresql://" + host + port + "/" + database;
}

}  // namespace adapters::postgres
