// Rows of a CSV file. The first byte chooses the encoding; the rest is the file.
#include "tests/fuzz/row_reading.h"

namespace {

adapters::source_files::ImportMap const& map_of(std::uint8_t choice) {
  namespace files = adapters::source_files;
  static auto const kMaps = [] {
    std::vector<files::ImportMap> maps;
    for (char const* encoding : {"utf-8", "windows-1252", "latin1"}) {
      auto made =
          files::parse_map(std::string("version = 1\ncurrency = \"DKK\"\nencoding = \"") + encoding +
                               "\"\ndelimiter = \";\"\ndecimal = \",\"\nthousands = \".\"\nignore = [\"note\"]\n" +
                               std::string(fuzz::kRowRules),
                           "fuzz.toml");
      if (!made) std::fprintf(stderr, "%s\n", to_text(made.error()).c_str());
      fuzz::expect(made.has_value(), "the mapping of this target is right");
      maps.push_back(std::move(*made));
    }
    return maps;
  }();
  return kMaps[choice % kMaps.size()];
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  auto const& map = map_of(data[0]);
  fuzz::RowsRead const first = fuzz::read_rows(fuzz::text_of(data + 1, size - 1), map);
  // A file of rejects is mended and imported again: it has the same rows, and those that were usable still are.
  if (first.rows == 0) return 0;
  fuzz::RowsRead const again = fuzz::read_rows(first.rejects, map);
  fuzz::expect(again.rows == first.rows, "the file of rejects has the same rows");
  fuzz::expect(again.usable == first.usable, "the file of rejects has as many usable rows");
  return 0;
}
