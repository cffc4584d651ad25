// A mapping as somebody wrote it: taken, or refused with the line of the mistake.
#include <algorithm>

#include "adapters/source_files/import_map.h"
#include "tests/fuzz/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text = fuzz::text_of(data, size);
  auto const map = adapters::source_files::parse_map(text, "fuzz.toml");
  if (!map) {
    auto const lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    fuzz::expect(!map.error().message.empty(), "a mistake has words");
    fuzz::expect(map.error().line <= lines, "a mistake is on a line of the file");
    return 0;
  }
  fuzz::expect(!map->rules.empty(), "a mapping has a rule");
  fuzz::expect(map->personal.size() == map->columns.size(), "each column is personal or not");
  return 0;
}
