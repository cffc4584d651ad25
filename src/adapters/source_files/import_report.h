// What an import did, counted and added up from the engine's answers. A second import of the same file gives the same
// figures, with what was created as unchanged: so the figures can be held against the source's own totals at any time.
//
// Units: minor units of the file's currency.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "adapters/source_files/import_map.h"
#include "base/digest.h"
#include "engine/execute.h"

namespace adapters::source_files {

/// What the rows that were accepted did to the books.
struct ImportSums {
  claims::Amounts charged;  // registered, and every later change up or down, cancellation included
  std::int64_t paid_minor = 0;
  friend bool operator==(ImportSums const&, ImportSums const&) = default;
};

struct ImportReport {
  std::uint64_t rows = 0;
  std::array<std::uint64_t, kCommandKinds> commands{};  // of the accepted rows, by CommandKind
  std::uint64_t created = 0;                            // rows accepted now
  std::uint64_t unchanged = 0;                          // rows that had been imported before
  std::uint64_t rejected = 0;
  std::uint64_t gaps = 0;     // rows accepted whose open amount is not what the source says
  std::uint64_t skipped = 0;  // rows that ask for nothing
  ImportSums sums;
  std::vector<CommandKind> kinds;  // that the mapping has
  base::Digest file_hash{};        // of the file's bytes
  std::string rejects_file;        // empty if nothing was rejected
  std::string gaps_file;
};

/// Adds what one submission's events did.
void add_events(ImportSums& sums, engine::Entry const& entry);

/// What the events leave open of what they charge: charged less paid, in this entry alone.
[[nodiscard]] std::int64_t open_after(engine::Entry const& entry);

/// SHA-256 of file hash, counts and sums. Whether a row was new or known is left out: the same file with the same
/// effect has the same hash, however often it was imported.
[[nodiscard]] base::Digest hash_of(ImportReport const& report);

[[nodiscard]] std::string to_json(ImportReport const& report);
/// For people, several lines.
[[nodiscard]] std::string to_text(ImportReport const& report, std::string_view currency);

}  // namespace adapters::source_files
