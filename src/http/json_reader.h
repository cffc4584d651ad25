// Strict reading of JSON request bodies, with the place of every mistake.
//
// Source: RFC 8259, read strictly: valid UTF-8, no repeated keys, no comments, bounded size, depth and count. Keys that
//   nobody asks for are refused, so a caller learns of a misspelt or read-only field.
// Use: read everything, straight through, then ask errors() once. A getter that fails notes the mistake and gives a
//   neutral value.
//
//     auto document = http::JsonDocument::parse(request.body);
//     http::JsonObject root = document.root();
//     std::string const reference = root.text("reference", {.min_letters = 1, .max_letters = 50});
//     for (http::JsonObject claim : root.objects("claims", {.min = 1, .max = 500})) {
//       std::int64_t const amount = claim.whole_number("amount_minor", {.min = 1});
//     }
//     if (!document.errors().empty()) return problem_response(document.problem(), request);
//
// Units: lengths of text in code points; limits of the document in bytes.
// One document belongs to one thread; objects are handles into it and must not outlive it.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "http/problem.h"

namespace http {

struct JsonLimits {
  std::size_t max_bytes = 1024 * 1024;
  std::size_t max_depth = 16;
  std::size_t max_values = 100'000;
  std::size_t max_errors = 20;  // no more are noted
};

/// Line breaks and tabs are allowed in kManyLines only; other control characters never.
enum class TextForm : std::uint8_t { kOneLine, kManyLines };

struct TextRule {
  std::size_t min_letters = 0;
  std::size_t max_letters = 200;
  TextForm form = TextForm::kOneLine;
};

struct NumberRule {
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

struct CountRule {
  std::size_t min = 0;
  std::size_t max = 1000;
};

class JsonDocument;

/// One JSON object of the document. Copies are handles to the same object.
class JsonObject {
 public:
  /// True if the key is there and not null. (null is read as "not there" by the optional_ getters.)
  [[nodiscard]] bool has(std::string_view key) const;

  std::string text(std::string_view key, TextRule rule = {});
  std::optional<std::string> optional_text(std::string_view key, TextRule rule = {});

  std::int64_t whole_number(std::string_view key, NumberRule rule = {});
  std::optional<std::int64_t> optional_whole_number(std::string_view key, NumberRule rule = {});

  bool yes_or_no(std::string_view key);
  std::optional<bool> optional_yes_or_no(std::string_view key);

  /// "2026-11-22".
  base::Date date(std::string_view key);
  std::optional<base::Date> optional_date(std::string_view key);

  /// "DKK".
  base::Currency currency(std::string_view key);

  /// One of `words`; gives its index. Nothing (0) after a mistake.
  std::size_t word(std::string_view key, std::span<std::string_view const> words);
  std::optional<std::size_t> optional_word(std::string_view key, std::span<std::string_view const> words);

  JsonObject object(std::string_view key);
  std::optional<JsonObject> optional_object(std::string_view key);
  std::vector<JsonObject> objects(std::string_view key, CountRule rule = {});
  std::vector<JsonObject> optional_objects(std::string_view key, CountRule rule = {});
  std::vector<std::string> texts(std::string_view key, CountRule rule = {}, TextRule each = {});
  std::vector<std::string> optional_texts(std::string_view key, CountRule rule = {}, TextRule each = {});

  /// The key's value as JSON again, whatever it is: for data that is kept but not understood.
  std::optional<std::string> optional_raw(std::string_view key);

  /// A mistake that the caller found: "must not be before issued_on".
  void refuse(std::string_view key, std::string_view message);
  /// The keys it has, in the order sent; they count as asked for.
  std::vector<std::string> keys();
  [[nodiscard]] std::string path() const;

 private:
  friend class JsonDocument;
  struct State;
  struct Tree;  // the document, owned by JsonDocument
  enum class Need { kRequired, kOptional };
  JsonObject(Tree* tree, State* state) : tree_(tree), state_(state) {}
  /// Null if the key is missing or null (noted if required).
  boost::json::value const* take(std::string_view key, Need need);
  void note(std::string_view key, std::string_view message);
  [[nodiscard]] std::optional<std::string> read_text(std::string_view key, Need need, TextRule rule);
  [[nodiscard]] std::optional<std::int64_t> read_number(std::string_view key, Need need, NumberRule rule);
  [[nodiscard]] std::optional<bool> read_bool(std::string_view key, Need need);
  [[nodiscard]] std::optional<base::Date> read_date(std::string_view key, Need need);
  [[nodiscard]] std::optional<std::size_t> read_word(std::string_view key, Need need,
                                                     std::span<std::string_view const> words);
  /// Null if it is missing, no list, or of a wrong size (noted).
  [[nodiscard]] boost::json::array const* read_list(std::string_view key, Need need, CountRule rule);
  [[nodiscard]] std::vector<JsonObject> read_objects(std::string_view key, Need need, CountRule rule);
  [[nodiscard]] std::vector<std::string> read_texts(std::string_view key, Need need, CountRule rule, TextRule each);
  Tree* tree_;
  State* state_;  // null: stands for an object that is missing; every getter is silent
};

class JsonDocument {
 public:
  [[nodiscard]] static JsonDocument parse(std::string_view text, JsonLimits limits = {});
  /// parse() after a look at Content-Type: anything but application/json (charset=utf-8 allowed) is an error.
  [[nodiscard]] static JsonDocument parse_body(Request const& request, JsonLimits limits = {});
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;

  /// The document must be an object; if not, that is an error and every getter is silent.
  [[nodiscard]] JsonObject root();

  /// All mistakes so far, those of keys that nobody asked for included. Call it when everything has been read.
  [[nodiscard]] std::vector<FieldError> const& errors();
  /// 400 if it is no JSON, 415 if it is of another type, else 422.
  [[nodiscard]] Problem problem();

 private:
  explicit JsonDocument(std::unique_ptr<JsonObject::Tree> tree);
  std::unique_ptr<JsonObject::Tree> tree_;
};

}  // namespace http
