// `fairdue import`: a source's file into the books.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "engine/books_service.h"
#include "ports/party_sealer.h"

namespace apps {

struct ImportArguments {
  std::string file;
  std::string map;
  std::string authority;  // code
  std::string source;     // code; added if it is new
  std::string database;   // for a dry run: path of the SQLite file behind the books
  std::string rejects;    // empty: beside the file
  bool dry_run = false;
  bool json = false;
};

/// What --dry-run does, for the help.
inline constexpr std::string_view kDryRunHelp =
    "Do it all on a copy of the database and throw that away: the same figures as the real run would give, and nothing"
    " is changed. Needs free space for the copy beside the database.";

/// The program's exit code: 0 done (also if rows were rejected), 1 refused or broken off. Writes the report to standard
/// output and all else to standard error.
[[nodiscard]] int run_import(ImportArguments const& arguments, engine::BooksService& books, ports::PartySealer& sealer,
                             base::Now now);

}  // namespace apps
