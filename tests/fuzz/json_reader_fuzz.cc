// A request's JSON body: read with every getter, whatever it is.
#include <array>

#include "base/utf8.h"
#include "http/json_reader.h"
#include "tests/fuzz/fuzz_support.h"

namespace {

constexpr std::array<std::string_view, 3> kWords = {"register", "payment", "cancel"};

void read_object(http::JsonObject object, int depth) {
  std::string const text = object.text("reference", {.min_letters = 1, .max_letters = 20});
  fuzz::expect(base::is_utf8(text) && base::count_letters(text) <= 20, "a text keeps to its rule");
  std::int64_t const number = object.whole_number("amount_minor", {.min = 0, .max = 1'000});
  fuzz::expect(number >= 0 && number <= 1'000, "a number keeps to its rule");
  fuzz::expect(object.word("kind", kWords) < kWords.size(), "a word is one of the list");
  (void)object.optional_date("date");
  (void)object.optional_yes_or_no("final");
  (void)object.optional_text("note", {.max_letters = 50, .form = http::TextForm::kManyLines});
  (void)object.optional_raw("more");
  fuzz::expect(object.optional_texts("codes", {.max = 5}).size() <= 5, "a list keeps to its rule");
  if (depth == 0) return;
  for (http::JsonObject const& item : object.optional_objects("claims", {.max = 8})) read_object(item, depth - 1);
  if (auto const inner = object.optional_object("debtor")) read_object(*inner, depth - 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  http::JsonDocument document = http::JsonDocument::parse(fuzz::text_of(data, size), {.max_bytes = 100'000});
  read_object(document.root(), 3);
  bool const wrong = !document.errors().empty();
  http::Problem const problem = document.problem();
  fuzz::expect(!wrong || problem.status == 400 || problem.status == 422, "a mistake is 400 or 422");
  for (http::FieldError const& error : document.errors()) {
    fuzz::expect(base::is_utf8(error.path) && base::is_utf8(error.message), "an answer is UTF-8");
  }
  return 0;
}
