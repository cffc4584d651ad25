// Rows of a CSV file whose first line names the columns.
#pragma once

#include "adapters/source_files/csv_reader.h"
#include "adapters/source_files/row_source.h"

namespace adapters::source_files {

class CsvRows : public RowSource {
 public:
  /// Reads the header. Every column must be used or ignored by the mapping, and every used one must be there.
  [[nodiscard]] static std::expected<std::unique_ptr<CsvRows>, InputError> open(InputStream& input,
                                                                                ImportMap const& map);

  [[nodiscard]] std::expected<Next, InputError> next(Row& row) override;
  [[nodiscard]] std::string reject_header() const override;
  void append_reject(std::string& out, std::string_view raw, std::uint64_t line, RowFault const& fault) const override;

 private:
  CsvRows(InputStream& input, ImportMap const& map) : reader_(input, map.delimiter), map_(map) {}

  [[nodiscard]] std::expected<void, InputError> read_header();
  [[nodiscard]] std::optional<std::string> bind(std::vector<std::string> const& names);
  [[nodiscard]] std::optional<RowFault> find_fault(CsvRecord const& record);
  [[nodiscard]] bool read_values(CsvRecord const& record);

  CsvReader reader_;
  ImportMap const& map_;
  std::size_t columns_ = 0;             // in the file
  std::size_t own_columns_ = 0;         // at the end of a row, added by an earlier import's rejects
  std::vector<std::size_t> positions_;  // by ColumnId
  std::vector<std::string_view> values_;
  std::string transcoded_;
  std::string header_;  // without the columns of ours
  std::string line_end_;
};

}  // namespace adapters::source_files
