#include "adapters/source_files/row_source.h"

#include "adapters/source_files/csv_rows.h"
#include "adapters/source_files/json_rows.h"

namespace adapters::source_files {

std::expected<std::unique_ptr<RowSource>, InputError> open_rows(InputStream& input, ImportMap const& map) {
  if (map.format == FileFormat::kJsonLines) return open_json_rows(input, map);
  return CsvRows::open(input, map);
}

}  // namespace adapters::source_files
