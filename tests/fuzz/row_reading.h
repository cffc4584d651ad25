// Reading a whole source file as the two row targets do: every row, its commands, and the row as a reject.
#pragma once

#include "adapters/source_files/import_map.h"
#include "adapters/source_files/row_mapper.h"
#include "adapters/source_files/row_source.h"
#include "base/utf8.h"
#include "tests/fuzz/fuzz_support.h"

namespace fuzz {

class OpenSealer final : public ports::PartySealer {
 public:
  [[nodiscard]] ports::Party seal(ports::PersonDetails const& person) override {
    expect(!person.national_id.empty(), "nobody is sealed without a number");
    ports::Party party;
    party.kind = person.kind;
    return party;
  }
};

/// The rules of both mappings: a register row and a payment row.
inline constexpr std::string_view kRowRules = R"toml(
[[row]]
when = { kind = "new" }
command = "register"
reference = "id"
type = { value = "fee" }
principal = "sum"
issued = "day"
debtor = { kind = "person", national_id = "cpr", name = "who" }

[[row]]
when = { kind = "paid" }
command = "payment"
reference = "id"
amount = "sum"
date = "day"
key = ["id", "day"]
)toml";

struct RowsRead {
  std::size_t rows = 0;
  std::size_t usable = 0;
  std::string rejects;  // all rows, as if each had been refused
};

inline RowsRead read_rows(std::string_view content, adapters::source_files::ImportMap const& map) {
  namespace files = adapters::source_files;
  MemoryFile const file(content);
  RowsRead read;
  auto const input = files::InputStream::open(file.path());
  expect(input.has_value(), "the file can be opened");
  auto const source = files::open_rows(**input, map);
  if (!source) {
    expect(!source.error().message.empty(), "an error has words");
    return read;
  }
  OpenSealer sealer;
  files::RowMapper mapper(map, {{1}, {1}}, sealer);
  read.rejects = (*source)->reject_header();
  files::Row row;
  std::uint64_t last_line = 0;
  while (true) {
    auto const next = (*source)->next(row);
    if (!next || *next == files::Next::kEnd) break;
    ++read.rows;
    expect(row.line > last_line, "rows come in the order of their lines");
    last_line = row.line;
    files::RowFault fault{"", "refused"};
    if (row.fault) {
      expect(!row.fault->reason.empty(), "a fault has words");
      fault = *row.fault;
    } else {
      expect(row.values.size() == map.columns.size(), "there is a value for each column of the mapping");
      for (std::string_view const value : row.values) expect(base::is_utf8(value), "values are UTF-8");
      auto const mapped = mapper.map(row);
      if (!mapped) expect(!mapped.error().reason.empty(), "a fault has words");
      if (mapped && mapped->submission) expect(!mapped->submission->key.empty(), "a submission has a key");
      ++read.usable;
    }
    (*source)->append_reject(read.rejects, row.raw, row.line, fault);
  }
  return read;
}

}  // namespace fuzz
