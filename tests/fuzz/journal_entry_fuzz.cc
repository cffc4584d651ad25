// Bytes as the journal might hold them: one whole entry or nothing, and what was read is written as it was read.
#include "engine/entry.h"
#include "tests/fuzz/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const entry = engine::decode_entry(fuzz::text_of(data, size));
  if (!entry) return 0;
  std::string const written = engine::encode_entry(*entry);
  fuzz::expect(written == fuzz::text_of(data, size), "one value has one byte string");
  return 0;
}
