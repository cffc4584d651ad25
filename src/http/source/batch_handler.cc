// Many claims and changes in one call. Each item stands for itself: a bad one is refused in its place, and the others
// are done. All that is accepted becomes durable together, in one commit, before the answer.
#include <algorithm>
#include <charconv>
#include <map>

#include "http/source/handlers.h"
#include "http/source/refusal_problem.h"
#include "http/source/submitting.h"

namespace http::source {
namespace {

constexpr std::string_view kItems = "$.items[";
constexpr std::size_t kErrorsToldOfAnItem = 20;
// Every mistake must be noted, or an item with one would pass; how many there can be is bounded by the values.
constexpr JsonLimits kLimits{
    .max_bytes = 4 * 1024 * 1024, .max_depth = 8, .max_values = 200'000, .max_errors = 400'000};

/// The position of the item that a path leads to or into; nothing for a path of the document itself.
std::optional<std::size_t> item_of(std::string_view path) {
  if (!path.starts_with(kItems)) return std::nullopt;
  path.remove_prefix(kItems.size());
  std::size_t index = 0;
  auto const [end, error] = std::from_chars(path.data(), path.data() + path.size(), index);
  if (error != std::errc() || end == path.data() + path.size() || *end != ']') return std::nullopt;
  return index;
}

struct Item {
  std::string idempotency_key;
  std::string reference;
  std::optional<ClaimInput> claim;
  std::optional<ChangeInput> change;
};

Item read_item(JsonObject object, SourceCaller const& caller) {
  Item item;
  item.idempotency_key = object.text("idempotency_key", {.min_letters = 1, .max_letters = engine::kTextLimit});
  if (object.has("claim")) {
    item.claim = read_claim(object.object("claim"), caller.source, caller.authority.country);
    item.reference = item.claim->command.reference;
  } else if (object.has("change")) {
    item.reference = object.text("reference", {.min_letters = 1, .max_letters = kMaxLettersOfReference});
    item.change = read_change(object.object("change"), claim_key(caller, item.reference));
  } else {
    object.refuse("claim", "is required, or else reference and change");
  }
  return item;
}

using Errors = std::map<std::size_t, std::vector<FieldError>>;

/// False if something is wrong with the document beyond its items.
bool sort_errors(std::vector<FieldError> const& all, Errors& by_item) {
  for (FieldError const& error : all) {
    auto const index = item_of(error.path);
    if (!index) return false;
    std::vector<FieldError>& errors = by_item[*index];
    if (errors.size() < kErrorsToldOfAnItem) errors.push_back(error);
  }
  return true;
}

void write_problem(JsonWriter& out, Problem const& problem) {
  out.begin_object();
  out.member("status", problem.status);
  out.key("problem").raw(to_json(problem, ""));
  out.end_object();
}

void write_outcome(JsonWriter& out, engine::Outcome const& outcome, std::string_view reference,
                   SourceCaller const& caller, ports::BooksReader& reader) {
  if (!outcome) return write_problem(out, problem_of(outcome.error().refusal));
  auto const facts = find_claim(reader, caller, reference);
  if (!facts) return write_problem(out, internal_error());
  out.begin_object();
  out.member("status", status_of(*outcome));
  write_change_result(out, *outcome, *facts, caller.authority.currency);
  out.end_object();
}

}  // namespace

Response post_batch(SourceApi& api, SourceCaller const& caller, Request const& request) {
  JsonDocument document = JsonDocument::parse_body(request, kLimits);
  std::map<std::size_t, Item> items;  // by position; what is no object has only an error
  for (JsonObject const& object : document.root().objects("items", {.min = 1, .max = kMaxBatchItems})) {
    items.emplace(item_of(object.path()).value_or(0), read_item(object, caller));
  }
  Errors errors;
  if (!sort_errors(document.errors(), errors)) {
    Problem problem = document.problem();
    if (problem.errors.size() > kErrorsToldOfAnItem) problem.errors.resize(kErrorsToldOfAnItem);
    return problem_response(problem, request);
  }

  std::vector<engine::Prepared> prepared;
  for (auto& [index, item] : items) {
    if (errors.contains(index)) continue;
    std::string key = std::move(item.idempotency_key);
    prepared.push_back(engine::prepare(item.claim ? submission_of(api, caller, std::move(*item.claim), std::move(key))
                                                  : submission_of(caller, std::move(*item.change), std::move(key))));
  }
  std::vector<engine::Outcome> outcomes;
  if (!prepared.empty()) outcomes = api.books().submit(prepared, api.now());

  auto const reader = api.books().reader();
  JsonWriter out;
  out.begin_object().key("results").begin_array();
  std::size_t const count =
      std::max(items.empty() ? 0 : items.rbegin()->first + 1, errors.empty() ? 0 : errors.rbegin()->first + 1);
  for (std::size_t i = 0, next_outcome = 0; i < count; ++i) {
    auto const wrong = errors.find(i);
    if (wrong != errors.end()) {
      write_problem(out, invalid_input(std::move(wrong->second)));
    } else {
      write_outcome(out, outcomes[next_outcome++], items.at(i).reference, caller, *reader);
    }
  }
  out.end_array().end_object();
  return json_response(200, out.take());
}

}  // namespace http::source
