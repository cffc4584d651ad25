#include "apps/import_command.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "adapters/source_files/import_file.h"
#include "adapters/sqlite/service.h"
#include "apps/chosen_law.h"

namespace apps {

namespace {

namespace files = adapters::source_files;
namespace fs = std::filesystem;

int refuse(std::string_view message) {
  fmt::print(stderr, "fairdue import: {}\n", message);
  return 1;
}

/// A copy of the database in a folder of its own that goes with this object. It stands beside the database, so that
/// it is under the same protection.
class ThrowAwayBooks {
 public:
  explicit ThrowAwayBooks(std::string const& database) : folder_(database + ".dry-run-XXXXXX") {
    if (::mkdtemp(folder_.data()) == nullptr) {
      folder_.clear();
      throw storage::DatabaseError(storage::DatabaseErrorKind::kOther,
                                   "there is no room for a copy beside '" + database + "'");
    }
    try {
      adapters::sqlite::copy_database(database, folder_ + "/copy.db");
      service_.emplace(folder_ + "/copy.db");
      LawWatch{*service_}.refresh();
    } catch (...) {
      remove();
      throw;
    }
  }
  ~ThrowAwayBooks() {
    service_.reset();
    remove();
  }
  ThrowAwayBooks(ThrowAwayBooks const&) = delete;
  ThrowAwayBooks& operator=(ThrowAwayBooks const&) = delete;

  [[nodiscard]] engine::BooksService& books() { return *service_; }

 private:
  void remove() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  std::string folder_;
  std::optional<adapters::sqlite::Service> service_;
};

/// Beside the imported file; where that folder cannot be written to, in the current one.
fs::path place_beside(fs::path const& file, std::string const& ending) {
  fs::path const folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
  fs::path const beside = file.string() + ending;
  return ::access(folder.c_str(), W_OK) == 0 ? beside : beside.filename();
}

void choose_outputs(ImportArguments const& arguments, files::FileFormat format, files::ImportOptions& options) {
  std::string const ending = format == files::FileFormat::kJsonLines ? ".rejects.jsonl" : ".rejects.csv";
  options.rejects_path = arguments.rejects.empty() ? place_beside(arguments.file, ending).string() : arguments.rejects;
  fs::path const folder = fs::path{options.rejects_path}.parent_path();
  options.gaps_path = (folder / (fs::path{arguments.file}.filename().string() + ".gaps.csv")).string();
}

std::optional<ports::Authority> find_authority(engine::BooksService& books, std::string const& code,
                                               std::string& known) {
  for (ports::Authority& authority : books.reader()->authorities()) {
    if (authority.code == code) return std::move(authority);
    known += (known.empty() ? "" : ", ") + authority.code;
  }
  return std::nullopt;
}

void show_progress(files::ImportProgress const& progress) {
  if (progress.bytes_total == 0) {
    fmt::print(stderr, "\r{} rows ", progress.rows);
    return;
  }
  constexpr std::uint64_t kWidth = 30;
  std::uint64_t const filled = std::min(kWidth, progress.bytes_read * kWidth / progress.bytes_total);
  std::string bar(filled, '#');
  bar.resize(kWidth, '.');
  fmt::print(stderr, "\r[{}] {:3} %  {} rows ", bar, progress.bytes_read * 100 / progress.bytes_total, progress.rows);
}

/// A misspelt one would bring every claim a second time, and a dry run is where that is seen.
void tell_of_new_source(ImportArguments const& arguments, ports::BooksReader& reader, base::AuthorityId authority) {
  std::string known;
  for (ports::Source const& source : reader.sources(authority)) {
    if (source.code == arguments.source) return;
    known += (known.empty() ? "" : ", ") + source.code;
  }
  if (known.empty()) return;
  fmt::print(stderr, "fairdue import: '{}' is a new source: its claims are other ones than those of {}.\n",
             arguments.source, known);
}

void print_report(files::ImportReport const& report, ImportArguments const& arguments, std::string_view currency) {
  fmt::print("{}\n", arguments.json ? files::to_json(report) : files::to_text(report, currency));
  (void)std::fflush(stdout);
  if (report.rejected > 0) {
    fmt::print(stderr,
               "fairdue import: {} of {} rows were rejected. They are in '{}', each with the reason: mend them there"
               " and import that file with the same mapping.\n",
               report.rejected, report.rows, report.rejects_file);
  }
  if (report.gaps > 0) {
    fmt::print(stderr,
               "fairdue import: {} rows leave another amount open than the source says: they are listed in '{}'.\n",
               report.gaps, report.gaps_file);
  }
  if (arguments.dry_run) fmt::print(stderr, "fairdue import: this was a dry run: nothing was changed.\n");
}

int import_into(ImportArguments const& arguments, files::ImportMap const& map, engine::BooksService& books,
                ports::PartySealer& sealer, base::Now now) {
  std::string known;
  auto const authority = find_authority(books, arguments.authority, known);
  if (!authority) {
    return refuse(fmt::format("there is no authority '{}' in this database. There {}.", arguments.authority,
                              known.empty() ? "is none yet" : "is: " + known));
  }
  if (!map.currency.column && map.currency.constant != authority->currency.code()) {
    return refuse(fmt::format("the mapping says that amounts are in {}, but {} keeps its books in {}",
                              map.currency.constant, arguments.authority, authority->currency.code()));
  }
  files::ImportOptions options;
  options.path = arguments.file;
  tell_of_new_source(arguments, *books.reader(), authority->id);
  options.target = {authority->id, books.ensure_source(authority->id, arguments.source, arguments.source)};
  options.now = now;
  choose_outputs(arguments, map.format, options);
  bool const terminal = ::isatty(STDERR_FILENO) == 1;
  if (terminal) options.on_progress = show_progress;

  auto const report = files::import_file(options, map, books, sealer);
  if (terminal) fmt::print(stderr, "\r\033[K");
  if (report) {
    print_report(*report, arguments, authority->currency.code());
    return 0;
  }
  if (report.error().so_far) print_report(*report.error().so_far, arguments, authority->currency.code());
  return refuse(report.error().message);
}

}  // namespace

int run_import(ImportArguments const& arguments, engine::BooksService& books, ports::PartySealer& sealer,
               base::Now now) {
  auto const map = files::load_map(arguments.map);
  if (!map) return refuse(files::to_text(map.error()));
  if (arguments.source.empty() || arguments.source.size() > engine::kTextLimit) {
    return refuse("name the system that the file comes from: --source CODE");
  }
  try {
    if (!arguments.dry_run) return import_into(arguments, *map, books, sealer, now);
    ThrowAwayBooks copy{arguments.database};
    return import_into(arguments, *map, copy.books(), sealer, now);
  } catch (storage::DatabaseError const& error) {
    return refuse(error.what());
  } catch (engine::StoreUnavailable const& error) {
    return refuse(error.what());
  }
}

}  // namespace apps
