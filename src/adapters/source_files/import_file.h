// Imports a source's file: reads rows, turns them into submissions, has the engine execute them, and reports.
//
// Each row is accepted or rejected as a whole and by itself; what was accepted is durable, also if the import breaks
// off later. A row is known by its key: importing the same file again changes nothing. Memory is constant: at most
// three batches of rows are held. Two threads: this one reads, maps and seals, the other waits for the books; so the
// next batch is prepared while one is being committed.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "adapters/source_files/import_map.h"
#include "adapters/source_files/import_report.h"
#include "adapters/source_files/row_mapper.h"
#include "engine/books_service.h"
#include "ports/party_sealer.h"

namespace adapters::source_files {

struct ImportProgress {
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;  // zero if it is not known
  std::uint64_t rows = 0;
};

struct ImportOptions {
  std::string path;
  ImportTarget target;
  base::Now now;
  std::string rejects_path;
  std::string gaps_path;
  std::size_t batch_rows = 20'000;
  std::function<void(ImportProgress const&)> on_progress;  // may be empty
};

/// The import could not be done, or broke off. Then `so_far` tells what was done before.
struct ImportError {
  std::string message;
  std::optional<ImportReport> so_far;
};

[[nodiscard]] std::expected<ImportReport, ImportError> import_file(ImportOptions const& options, ImportMap const& map,
                                                                   engine::BooksService& books,
                                                                   ports::PartySealer& sealer);

}  // namespace adapters::source_files
