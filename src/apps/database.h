// The database that "--db" names: sqlite:PATH or postgresql://USER@HOST:PORT/DATABASE.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "storage/store.h"

namespace apps {

/// The help of "--db".
inline constexpr char const* kDatabaseHelp = "sqlite:PATH or postgresql://USER@HOST:PORT/DATABASE";

[[nodiscard]] bool is_postgresql(std::string const& url);

/// Fit for messages: without user and password. Throws CommandRefused if it is no database's address.
[[nodiscard]] std::string database_name(std::string const& url);

/// The file that "sqlite:PATH" names. Throws CommandRefused for anything else; `purpose` says what needs a file.
[[nodiscard]] std::string database_path(std::string const& url, std::string const& purpose);

/// Throws CommandRefused if it is not there or cannot be used.
[[nodiscard]] std::unique_ptr<storage::Store> open_database(std::string const& url);

/// Brings the schema up to date; the names of the steps taken. Makes the file if it is SQLite's. Throws CommandRefused.
std::vector<std::string> migrate_database(std::string const& url);

}  // namespace apps
