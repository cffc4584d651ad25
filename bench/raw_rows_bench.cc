// What it costs to write rows that are there already once more, and nothing else: the yardstick for runs that decide,
// journal and post before they write. Prepared statements, the same tables and indexes, commits of so many rows, the
// same durability, and the log copied back at the end. What reading the rows takes is measured by itself and taken off.
//
//   raw_rows_bench SOURCE.db TARGET.db ROWS_PER_COMMIT TABLE[:WHERE]...
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(sqlite3* database, std::string const& what) {
  std::fprintf(stderr, "raw_rows_bench: %s: %s\n", what.c_str(), sqlite3_errmsg(database));
  std::exit(1);
}

void run(sqlite3* database, std::string const& sql) {
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(database, sql);
}

sqlite3* open_database(char const* path) {
  sqlite3* database = nullptr;
  if (sqlite3_open(path, &database) != SQLITE_OK) fail(database, path);
  run(database,
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=80000;"
      "PRAGMA cache_size=-262144; PRAGMA temp_store=MEMORY");
  return database;
}

sqlite3_stmt* prepare(sqlite3* database, std::string const& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail(database, sql);
  return statement;
}

/// The tables and indexes as the books have them.
void copy_schema(sqlite3* source, sqlite3* target, std::string const& table) {
  sqlite3_stmt* const row = prepare(
      source, "SELECT sql FROM sqlite_master WHERE tbl_name = '" + table + "' AND sql IS NOT NULL ORDER BY type DESC");
  while (sqlite3_step(row) == SQLITE_ROW) {
    std::string sql = reinterpret_cast<char const*>(sqlite3_column_text(row, 0));
    // What is written is what is measured, not the look-up of a table that is not there.
    for (std::size_t at = sql.find("REFERENCES"); at != std::string::npos; at = sql.find("REFERENCES")) {
      sql.erase(at, sql.find(')', at) + 1 - at);
    }
    run(target, sql);
  }
  sqlite3_finalize(row);
}

struct Part {
  std::string table;
  std::string where;
};

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

}  // namespace

int main(int count, char** words) {
  if (count < 5) {
    std::fprintf(stderr, "raw_rows_bench SOURCE.db TARGET.db ROWS_PER_COMMIT TABLE[:WHERE]...\n");
    return 2;
  }
  sqlite3* const source = open_database(words[1]);
  sqlite3* const target = open_database(words[2]);
  long const per_commit = std::atol(words[3]);
  std::vector<Part> parts;
  for (int i = 4; i < count; ++i) {
    std::string const word = words[i];
    std::size_t const colon = word.find(':');
    parts.push_back({word.substr(0, colon), colon == std::string::npos ? "1" : word.substr(colon + 1)});
    copy_schema(source, target, parts.back().table);
  }
  double reading = 0;
  double writing = 0;
  long rows = 0;
  for (Part const& part : parts) {
    std::string const select = "SELECT * FROM " + part.table + " WHERE " + part.where;
    Clock::time_point start = Clock::now();
    sqlite3_stmt* row = prepare(source, select);
    int const columns = sqlite3_column_count(row);
    while (sqlite3_step(row) == SQLITE_ROW) {
      for (int c = 0; c < columns; ++c) (void)sqlite3_column_value(row, c);
    }
    reading += seconds_since(start);
    sqlite3_reset(row);

    std::string insert = "INSERT INTO " + part.table + " VALUES (";
    for (int c = 0; c < columns; ++c) insert += c == 0 ? "?" : ", ?";
    sqlite3_stmt* const into = prepare(target, insert + ")");
    start = Clock::now();
    run(target, "BEGIN IMMEDIATE");
    for (long in_commit = 0; sqlite3_step(row) == SQLITE_ROW; ++rows) {
      for (int c = 0; c < columns; ++c) sqlite3_bind_value(into, c + 1, sqlite3_column_value(row, c));
      if (sqlite3_step(into) != SQLITE_DONE) fail(target, part.table);
      sqlite3_reset(into);
      if (++in_commit == per_commit) {
        run(target, "COMMIT; BEGIN IMMEDIATE");
        in_commit = 0;
      }
    }
    run(target, "COMMIT");
    writing += seconds_since(start);
    sqlite3_finalize(row);
    sqlite3_finalize(into);
  }
  // The log's last pages are copied into the file, as at the end of the program that is compared.
  Clock::time_point const closing = Clock::now();
  sqlite3_close(target);
  writing += seconds_since(closing);
  std::printf("{\"rows\":%ld,\"seconds\":%.3f,\"reading_seconds\":%.3f}\n", rows, writing - reading, reading);
  sqlite3_close(source);
  return 0;
}
