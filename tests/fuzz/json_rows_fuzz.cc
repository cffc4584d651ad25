// Rows of a JSON Lines file.
#include "tests/fuzz/row_reading.h"

namespace {

adapters::source_files::ImportMap const& map_of_target() {
  namespace files = adapters::source_files;
  static auto const kMap = [] {
    auto made = files::parse_map(
        "version = 1\ncurrency = \"DKK\"\nformat = \"jsonl\"\nignore = [\"note\"]\n" + std::string(fuzz::kRowRules),
        "fuzz.toml");
    if (!made) std::fprintf(stderr, "%s\n", to_text(made.error()).c_str());
    fuzz::expect(made.has_value(), "the mapping of this target is right");
    return std::move(*made);
  }();
  return kMap;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const& map = map_of_target();
  fuzz::RowsRead const first = fuzz::read_rows(fuzz::text_of(data, size), map);
  if (first.rows == 0) return 0;
  fuzz::RowsRead const again = fuzz::read_rows(first.rejects, map);
  fuzz::expect(again.rows == first.rows, "the file of rejects has the same rows");
  fuzz::expect(again.usable == first.usable, "the file of rejects has as many usable rows");
  return 0;
}
