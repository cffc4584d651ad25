#include "apps/database.h"

#include <filesystem>

#include "adapters/postgres/service.h"
#include "adapters/sqlite/service.h"
#include "apps/installation.h"

namespace apps {

namespace {

constexpr std::string_view kSqlite = "sqlite:";

std::string path_of(std::string const& url) {
  if (!url.starts_with(kSqlite) || url.size() == kSqlite.size()) {
    // What was written may hold a password: it is not repeated.
    throw CommandRefused(
        "that is no database address: write sqlite:PATH, such as sqlite:books.db, or"
        " postgresql://USER@HOST:PORT/DATABASE");
  }
  return url.substr(kSqlite.size());
}

}  // namespace

bool is_postgresql(std::string const& url) {
  return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

std::string database_name(std::string const& url) {
  if (!is_postgresql(url)) return path_of(url);
  try {
    return adapters::postgres::name_of(url);
  } catch (storage::DatabaseError const& error) {
    throw CommandRefused(error.what());
  }
}

std::string database_path(std::string const& url, std::string const& purpose) {
  if (is_postgresql(url)) throw CommandRefused(purpose);
  return path_of(url);
}

std::unique_ptr<storage::Store> open_database(std::string const& url) {
  std::string const name = database_name(url);
  if (!is_postgresql(url) && !std::filesystem::is_regular_file(name)) {
    throw CommandRefused("there is no database at '" + name + "': make one with 'fairdue migrate --db " + url + "'");
  }
  try {
    if (is_postgresql(url)) return std::make_unique<adapters::postgres::Service>(url);
    return std::make_unique<adapters::sqlite::Service>(name);
  } catch (storage::DatabaseError const& error) {
    throw CommandRefused("the database '" + name + "' cannot be used: " + error.what());
  }
}

std::vector<std::string> migrate_database(std::string const& url) {
  std::string const name = database_name(url);
  try {
    return is_postgresql(url) ? adapters::postgres::migrate(url) : adapters::sqlite::migrate(name);
  } catch (storage::DatabaseError const& error) {
    throw CommandRefused("the database '" + name + "' cannot be brought up to date: " + error.what());
  }
}

}  // namespace apps
