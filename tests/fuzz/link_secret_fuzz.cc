// What somebody types as a link or code: read or not, and what is read stays the same when it is typed again.
#include "engine/link_secret.h"
#include "tests/fuzz/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const typed{reinterpret_cast<char const*>(data), size};
  if (auto const secret = engine::read_link_secret(typed)) {
    bool const code = secret->form == engine::LinkForm::kCode;
    fuzz::expect(secret->text.size() == (code ? engine::kCodeLetters : engine::kTokenLetters),
                 "a secret has its length");
    fuzz::expect(engine::read_link_secret(engine::shown(*secret)) == secret, "as shown, it is read as the same");
  }
  return 0;
}
