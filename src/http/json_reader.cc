#include "http/json_reader.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>
#include <deque>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/utf8.h"
#include "http/fields.h"

namespace http {
namespace {

namespace json = boost::json;
using ErrorCode = boost::system::error_code;

std::string_view to_std(json::string_view text) noexcept { return {text.data(), text.size()}; }

/// Builds the tree and stops at what a strict reader refuses and Boost.JSON would let through.
class TreeBuilder {
 public:
  static constexpr std::size_t max_object_size = 10'000;
  static constexpr std::size_t max_array_size = 1'000'000;
  static constexpr std::size_t max_key_size = 256;
  static constexpr std::size_t max_string_size = 4 * 1024 * 1024;

  TreeBuilder(json::storage_ptr storage, std::size_t max_values)
      : stack_(std::move(storage)), values_left_(max_values) {
    stack_.reset();
  }

  json::value release() { return stack_.release(); }
  [[nodiscard]] std::string const& refusal() const noexcept { return refusal_; }

  bool on_document_begin(ErrorCode&) { return true; }
  bool on_document_end(ErrorCode&) { return true; }
  bool on_array_begin(ErrorCode& error) { return count(error); }
  bool on_array_end(std::size_t size, ErrorCode&) {
    stack_.push_array(size);
    return true;
  }
  bool on_object_begin(ErrorCode& error) {
    keys_.emplace_back();
    return count(error);
  }
  bool on_object_end(std::size_t size, ErrorCode&) {
    keys_.pop_back();
    stack_.push_object(size);
    return true;
  }
  bool on_string_part(json::string_view text, std::size_t, ErrorCode&) {
    stack_.push_chars(text);
    return true;
  }
  bool on_string(json::string_view text, std::size_t, ErrorCode& error) {
    stack_.push_string(text);
    return count(error);
  }
  bool on_key_part(json::string_view text, std::size_t, ErrorCode&) {
    key_ += to_std(text);
    stack_.push_chars(text);
    return true;
  }
  bool on_key(json::string_view text, std::size_t, ErrorCode& error) {
    key_ += to_std(text);
    stack_.push_key(text);
    bool const is_new = keys_.back().insert(std::move(key_)).second;
    key_.clear();
    return is_new || refuse("a key is repeated within one object", error);
  }
  bool on_number_part(json::string_view, ErrorCode&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, ErrorCode& error) {
    stack_.push_int64(number);
    return count(error);
  }
  bool on_uint64(std::uint64_t number, json::string_view, ErrorCode& error) {
    stack_.push_uint64(number);
    return count(error);
  }
  bool on_double(double number, json::string_view, ErrorCode& error) {
    stack_.push_double(number);
    return count(error);
  }
  bool on_bool(bool yes, ErrorCode& error) {
    stack_.push_bool(yes);
    return count(error);
  }
  bool on_null(ErrorCode& error) {
    stack_.push_null();
    return count(error);
  }
  bool on_comment_part(json::string_view, ErrorCode&) { return true; }
  bool on_comment(json::string_view, ErrorCode&) { return true; }

 private:
  bool count(ErrorCode& error) {
    if (values_left_ == 0) return refuse("too many values", error);
    --values_left_;
    return true;
  }
  bool refuse(std::string_view why, ErrorCode& error) {
    refusal_ = why;
    error = json::error::exception;
    return false;
  }

  json::value_stack stack_;
  std::size_t values_left_;
  std::string key_;
  std::vector<std::unordered_set<std::string>> keys_;
  std::string refusal_;
};

bool has_forbidden_control(std::string_view text, TextForm form) noexcept {
  return std::any_of(text.begin(), text.end(), [form](char letter) {
    auto const byte = static_cast<unsigned char>(letter);
    bool const control = byte < 0x20 || byte == 0x7f;
    bool const layout = byte == '\n' || byte == '\t' || byte == '\r';
    return control && !(layout && form == TextForm::kManyLines);
  });
}

/// What is wrong with the text; empty if nothing.
std::string check_text(std::string_view text, TextRule rule) {
  std::size_t const letters = base::count_letters(text);
  if (letters < rule.min_letters || letters > rule.max_letters) {
    if (rule.min_letters == rule.max_letters) return "must have " + std::to_string(rule.min_letters) + " letters";
    return "must have " + std::to_string(rule.min_letters) + " to " + std::to_string(rule.max_letters) + " letters";
  }
  if (has_forbidden_control(text, rule.form)) return "must not contain control characters";
  return {};
}

std::string check_count(std::size_t count, CountRule rule) {
  if (count >= rule.min && count <= rule.max) return {};
  return "must have " + std::to_string(rule.min) + " to " + std::to_string(rule.max) + " items";
}

bool is_plain_key(std::string_view key) noexcept {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '_' || letter == '-';
  });
}

std::string child_path(std::string_view parent, std::string_view key) {
  if (is_plain_key(key)) return std::string(parent) + "." + std::string(key);
  // An odd key is what somebody sent: its place is told, its letters are not repeated.
  return std::string(parent) + ".(key)";
}

bool is_json_type(std::string_view content_type) noexcept {
  std::size_t const semicolon = content_type.find(';');
  std::string_view type = content_type.substr(0, semicolon);
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  if (!equal_ignoring_case(type, "application/json")) return false;
  if (semicolon == std::string_view::npos) return true;
  std::string_view parameter = content_type.substr(semicolon + 1);
  while (parameter.starts_with(' ') || parameter.starts_with('\t')) parameter.remove_prefix(1);
  return equal_ignoring_case(parameter, "charset=utf-8") || equal_ignoring_case(parameter, "charset=\"utf-8\"");
}

}  // namespace

struct JsonObject::State {
  json::object const* object = nullptr;
  std::string path;
  std::unordered_set<std::string> asked;
  bool unknown_told = false;
};

struct JsonObject::Tree {
  json::monotonic_resource memory;
  json::value root;
  std::deque<State> states;  // stable addresses
  std::unordered_map<json::object const*, State*> by_object;
  std::vector<FieldError> errors;
  std::size_t max_errors = 0;
  std::optional<Problem> fatal;  // nothing in the document can be read

  State* state_of(json::object const& object, std::string path) {
    State*& state = by_object[&object];
    if (state == nullptr) {
      states.push_back({&object, std::move(path), {}, false});
      state = &states.back();
    }
    return state;
  }
  void note(std::string path, std::string message) {
    if (errors.size() < max_errors) errors.push_back({std::move(path), std::move(message)});
  }
};

void JsonObject::note(std::string_view key, std::string_view message) {
  if (state_ != nullptr) tree_->note(child_path(state_->path, key), std::string(message));
}

boost::json::value const* JsonObject::take(std::string_view key, Need need) {
  if (state_ == nullptr) return nullptr;
  state_->asked.emplace(key);
  json::value const* const found = state_->object->if_contains({key.data(), key.size()});
  if (found != nullptr && !found->is_null()) return found;
  if (need == Need::kRequired) note(key, "is required");
  return nullptr;
}

bool JsonObject::has(std::string_view key) const {
  if (state_ == nullptr) return false;
  json::value const* const found = state_->object->if_contains({key.data(), key.size()});
  return found != nullptr && !found->is_null();
}

std::optional<std::string> JsonObject::read_text(std::string_view key, Need need, TextRule rule) {
  json::value const* const value = take(key, need);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) {
    note(key, "must be a text");
    return std::nullopt;
  }
  std::string_view const text = to_std(value->get_string());
  std::string const wrong = check_text(text, rule);
  if (!wrong.empty()) {
    note(key, wrong);
    return std::nullopt;
  }
  return std::string(text);
}

std::string JsonObject::text(std::string_view key, TextRule rule) {
  return read_text(key, Need::kRequired, rule).value_or(std::string());
}

std::optional<std::string> JsonObject::optional_text(std::string_view key, TextRule rule) {
  return read_text(key, Need::kOptional, rule);
}

std::optional<std::int64_t> JsonObject::read_number(std::string_view key, Need need, NumberRule rule) {
  json::value const* const value = take(key, need);
  if (value == nullptr) return std::nullopt;
  if (!value->is_int64()) {
    // A whole number beyond 2^63 is of another kind in the tree, and out of every range here.
    note(key, value->is_uint64() ? "is too large" : "must be a whole number");
    return std::nullopt;
  }
  std::int64_t const number = value->get_int64();
  if (number < rule.min || number > rule.max) {
    note(key, "must be from " + std::to_string(rule.min) + " to " + std::to_string(rule.max));
    return std::nullopt;
  }
  return number;
}

std::int64_t JsonObject::whole_number(std::string_view key, NumberRule rule) {
  return read_number(key, Need::kRequired, rule).value_or(0);
}

std::optional<std::int64_t> JsonObject::optional_whole_number(std::string_view key, NumberRule rule) {
  return read_number(key, Need::kOptional, rule);
}

std::optional<bool> JsonObject::read_bool(std::string_view key, Need need) {
  json::value const* const value = take(key, need);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) {
    note(key, "must be true or false");
    return std::nullopt;
  }
  return value->get_bool();
}

bool JsonObject::yes_or_no(std::string_view key) { return read_bool(key, Need::kRequired).value_or(false); }

std::optional<bool> JsonObject::optional_yes_or_no(std::string_view key) { return read_bool(key, Need::kOptional); }

std::optional<base::Date> JsonObject::read_date(std::string_view key, Need need) {
  json::value const* const value = take(key, need);
  if (value == nullptr) return std::nullopt;
  std::optional<base::Date> date;
  if (value->is_string()) date = base::parse_date(to_std(value->get_string()));
  if (!date) note(key, "must be a date such as 2026-11-22");
  return date;
}

base::Date JsonObject::date(std::string_view key) { return read_date(key, Need::kRequired).value_or(base::Date()); }

std::optional<base::Date> JsonObject::optional_date(std::string_view key) { return read_date(key, Need::kOptional); }

base::Currency JsonObject::currency(std::string_view key) {
  json::value const* const value = take(key, Need::kRequired);
  if (value == nullptr) return {};
  std::optional<base::Currency> currency;
  if (value->is_string()) currency = base::Currency::parse(to_std(value->get_string()));
  if (!currency) note(key, "must be a currency such as DKK");
  return currency.value_or(base::Currency());
}

std::optional<std::size_t> JsonObject::read_word(std::string_view key, Need need,
                                                 std::span<std::string_view const> words) {
  json::value const* const value = take(key, need);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) {
    std::string_view const text = to_std(value->get_string());
    auto const found = std::find(words.begin(), words.end(), text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  }
  std::string message = "must be one of";
  for (std::string_view const word : words) message += " " + std::string(word);
  note(key, message);
  return std::nullopt;
}

std::size_t JsonObject::word(std::string_view key, std::span<std::string_view const> words) {
  return read_word(key, Need::kRequired, words).value_or(0);
}

std::optional<std::size_t> JsonObject::optional_word(std::string_view key, std::span<std::string_view const> words) {
  return read_word(key, Need::kOptional, words);
}

JsonObject JsonObject::object(std::string_view key) {
  json::value const* const value = take(key, Need::kRequired);
  if (value == nullptr) return {tree_, nullptr};
  if (!value->is_object()) {
    note(key, "must be an object");
    return {tree_, nullptr};
  }
  return {tree_, tree_->state_of(value->get_object(), child_path(state_->path, key))};
}

std::optional<JsonObject> JsonObject::optional_object(std::string_view key) {
  if (take(key, Need::kOptional) == nullptr) return std::nullopt;
  return object(key);
}

boost::json::array const* JsonObject::read_list(std::string_view key, Need need, CountRule rule) {
  json::value const* const value = take(key, need);
  if (value == nullptr) return nullptr;
  std::string const wrong = value->is_array() ? check_count(value->get_array().size(), rule) : "must be a list";
  if (wrong.empty()) return &value->get_array();
  note(key, wrong);
  return nullptr;
}

std::vector<JsonObject> JsonObject::read_objects(std::string_view key, Need need, CountRule rule) {
  json::array const* const items = read_list(key, need, rule);
  if (items == nullptr) return {};
  std::vector<JsonObject> objects;
  std::string const path = child_path(state_->path, key);
  for (std::size_t i = 0; i < items->size(); ++i) {
    std::string item_path = path + "[" + std::to_string(i) + "]";
    if ((*items)[i].is_object()) {
      objects.push_back({tree_, tree_->state_of((*items)[i].get_object(), std::move(item_path))});
    } else {
      tree_->note(std::move(item_path), "must be an object");
    }
  }
  return objects;
}

std::vector<JsonObject> JsonObject::objects(std::string_view key, CountRule rule) {
  return read_objects(key, Need::kRequired, rule);
}

std::vector<JsonObject> JsonObject::optional_objects(std::string_view key, CountRule rule) {
  return read_objects(key, Need::kOptional, rule);
}

std::vector<std::string> JsonObject::read_texts(std::string_view key, Need need, CountRule rule, TextRule each) {
  json::array const* const items = read_list(key, need, rule);
  if (items == nullptr) return {};
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < items->size(); ++i) {
    std::string wrong = "must be a text";
    if ((*items)[i].is_string()) wrong = check_text(to_std((*items)[i].get_string()), each);
    if (wrong.empty()) {
      texts.emplace_back(to_std((*items)[i].get_string()));
    } else {
      tree_->note(child_path(state_->path, key) + "[" + std::to_string(i) + "]", std::move(wrong));
    }
  }
  return texts;
}

std::vector<std::string> JsonObject::texts(std::string_view key, CountRule rule, TextRule each) {
  return read_texts(key, Need::kRequired, rule, each);
}

std::vector<std::string> JsonObject::optional_texts(std::string_view key, CountRule rule, TextRule each) {
  return read_texts(key, Need::kOptional, rule, each);
}

std::optional<std::string> JsonObject::optional_raw(std::string_view key) {
  json::value const* const value = take(key, Need::kOptional);
  if (value == nullptr) return std::nullopt;
  return json::serialize(*value);
}

void JsonObject::refuse(std::string_view key, std::string_view message) { note(key, message); }

std::vector<std::string> JsonObject::keys() {
  std::vector<std::string> keys;
  if (state_ == nullptr) return keys;
  for (auto const& member : *state_->object) {
    keys.emplace_back(to_std(member.key()));
    state_->asked.emplace(to_std(member.key()));
  }
  return keys;
}

std::string JsonObject::path() const { return state_ == nullptr ? std::string() : state_->path; }

JsonDocument::JsonDocument(std::unique_ptr<JsonObject::Tree> tree) : tree_(std::move(tree)) {}
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

JsonDocument JsonDocument::parse(std::string_view text, JsonLimits limits) {
  auto tree = std::make_unique<JsonObject::Tree>();
  tree->max_errors = std::max<std::size_t>(1, limits.max_errors);
  std::string wrong;
  if (text.size() > limits.max_bytes) {
    wrong = "The content is larger than " + std::to_string(limits.max_bytes) + " bytes.";
  } else {
    json::parse_options options;
    options.max_depth = limits.max_depth;
    json::basic_parser<TreeBuilder> parser(options, json::storage_ptr(&tree->memory), limits.max_values);
    ErrorCode error;
    std::size_t const used = parser.write_some(false, text.data(), text.size(), error);
    if (!error && used < text.size()) error = json::error::extra_data;
    if (!error && !parser.done()) error = json::error::incomplete;
    if (error) {
      std::string const& refusal = parser.handler().refusal();
      wrong = "Not acceptable JSON near byte " + std::to_string(used) + ": " +
              (refusal.empty() ? error.message() : refusal) + ".";
    } else {
      tree->root = parser.handler().release();
    }
  }
  if (!wrong.empty()) {
    tree->fatal = Problem{
        400, "malformed_json", "The content is not JSON that can be read", wrong, "Send one JSON document in UTF-8.",
        {}};
    tree->errors.push_back({"$", wrong});
  }
  return JsonDocument(std::move(tree));
}

JsonDocument JsonDocument::parse_body(Request const& request, JsonLimits limits) {
  if (is_json_type(request.header("Content-Type").value_or(""))) return parse(request.body, limits);
  auto tree = std::make_unique<JsonObject::Tree>();
  tree->max_errors = 1;
  tree->fatal = unsupported_media_type("application/json");
  tree->errors.push_back({"$", "must be application/json"});
  return JsonDocument(std::move(tree));
}

JsonObject JsonDocument::root() {
  if (tree_->fatal) return {tree_.get(), nullptr};
  if (!tree_->root.is_object()) {
    tree_->note("$", "must be an object");
    return {tree_.get(), nullptr};
  }
  return {tree_.get(), tree_->state_of(tree_->root.get_object(), "$")};
}

std::vector<FieldError> const& JsonDocument::errors() {
  for (JsonObject::State& state : tree_->states) {
    if (state.unknown_told) continue;
    state.unknown_told = true;
    for (auto const& member : *state.object) {
      if (state.asked.contains(std::string(to_std(member.key())))) continue;
      tree_->note(child_path(state.path, to_std(member.key())), "is not known here");
    }
  }
  return tree_->errors;
}

Problem JsonDocument::problem() {
  std::vector<FieldError> const& found = errors();
  return tree_->fatal ? *tree_->fatal : invalid_input(found);
}

}  // namespace http
