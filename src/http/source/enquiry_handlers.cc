// Enquiries about a source's claims: listed, shown with what was written, and answered for those claims.
#include <algorithm>
#include <array>
#include <charconv>

#include "engine/enquiry_words.h"
#include "http/citizen/authority_profile.h"
#include "http/citizen/views.h"
#include "http/enquiry_json.h"
#include "http/problem.h"
#include "http/source/handlers.h"
#include "http/source/refusal_problem.h"
#include "http/source/submitting.h"

namespace http::source {
namespace {

using enquiries::Enquiry;
using enquiries::Outcome;

constexpr std::size_t kMaxEnquiries = 1'000;
constexpr std::size_t kMaxClaims = 100;

/// The enquiry's claims that are the caller's.
std::vector<base::ClaimId> own_claims(SourceApi& api, ports::BooksReader& reader, SourceCaller const& caller,
                                      Enquiry const& enquiry) {
  std::vector<base::ClaimId> own;
  for (enquiries::EnquiredClaim const& each : enquiry.claims) {
    auto const name = api.claims().find(reader, caller.authority.id, each.claim);
    if (name && name->source == caller.source) own.push_back(each.claim);
  }
  return own;
}

/// Nothing if there is none with this number, or none of the caller's claims is in it.
std::optional<Enquiry> find_own(SourceApi& api, ports::BooksReader& reader, SourceCaller const& caller,
                                std::string_view text) {
  base::EnquiryId id;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (error != std::errc() || end != text.data() + text.size() || id.value <= 0) return std::nullopt;
  auto enquiry = reader.enquiry(caller.authority.id, id);
  if (!enquiry || own_claims(api, reader, caller, *enquiry).empty()) return std::nullopt;
  return enquiry;
}

std::string number_of(ports::BooksReader& reader, SourceCaller const& caller, Enquiry const& enquiry) {
  for (ports::Authority const& authority : reader.authorities()) {
    if (authority.id != caller.authority.id) continue;
    return citizen::enquiry_number(citizen::read_profile(authority, {}), enquiry.recorded_seq);
  }
  return {};
}

void write(JsonWriter& out, SourceApi& api, ports::BooksReader& reader, SourceCaller const& caller,
           Enquiry const& enquiry, std::span<engine::OpenedWords const> words) {
  std::vector<base::ClaimId> const own = own_claims(api, reader, caller, enquiry);
  http::NameClaim const name = [&](JsonWriter& to, base::ClaimId id) {
    to.member("claim_id", std::to_string(id.value));
    if (auto const known = api.claims().find(reader, caller.authority.id, id)) to.member("reference", known->reference);
  };
  out.begin_object().member("enquiry_id", std::to_string(enquiry.id.value));
  write_enquiry(out, {enquiry, number_of(reader, caller, enquiry), api.now().date, words}, name,
                [&](base::ClaimId id) { return std::ranges::find(own, id) != own.end(); });
  out.end_object();
}

/// What the source may read of it: answers of others are about claims that are not its own.
std::vector<engine::OpenedWords> readable(SourceApi& api, ports::BooksReader& reader, SourceCaller const& caller,
                                          Enquiry const& enquiry) {
  auto words = engine::open_words(reader, api.secrets(), caller.authority.id, enquiry.id);
  bool const all_own = own_claims(api, reader, caller, enquiry).size() == enquiry.claims.size();
  if (!all_own) {
    std::erase_if(words, [](engine::OpenedWords const& each) { return each.writer == enquiries::Writer::kAnswerer; });
  }
  return words;
}

struct AnswerInput {
  engine::AnswerEnquiry command;
  std::string words;
  std::vector<std::string> references;
  std::vector<engine::Command> changes;
  bool no_change = false;
};

bool is_allowed(engine::Command const& change) {
  return std::holds_alternative<engine::AmendClaim>(change) || std::holds_alternative<engine::WaiveFee>(change) ||
         std::holds_alternative<engine::CancelClaim>(change);
}

AnswerInput read_answer(JsonObject object, SourceCaller const& caller) {
  static constexpr std::array<std::string_view, 4> kOutcomes{"rejected", "partly_upheld", "upheld", "answered"};
  constexpr TextRule kReference{.min_letters = 1, .max_letters = kMaxLettersOfReference};
  AnswerInput input;
  input.command.outcome = std::array{Outcome::kRejected, Outcome::kPartlyUpheld, Outcome::kUpheld,
                                     Outcome::kAnswered}[object.word("outcome", kOutcomes)];
  input.words = engine::tidy_words(
      object.text("words", {.min_letters = 1, .max_letters = enquiries::kMostLetters, .form = TextForm::kManyLines}));
  if (object.has("words") && input.words.empty()) object.refuse("words", "must say something");
  input.command.date = object.date("date");
  input.command.granted = object.optional_date("granted");
  input.references = object.optional_texts("claims", {.max = kMaxClaims}, kReference);
  for (JsonObject& each : object.optional_objects("changes", {.max = kMaxClaims})) {
    std::string const reference = each.text("reference", kReference);
    ChangeInput change = read_change(each.object("change"), claim_key(caller, reference));
    if (!is_allowed(change.command)) each.refuse("change", "must be of the kind amend, waive_fee or cancel");
    input.changes.push_back(std::move(change.command));
  }
  input.no_change = object.optional_yes_or_no("no_change").value_or(false);
  bool const upheld = input.command.outcome == Outcome::kUpheld || input.command.outcome == Outcome::kPartlyUpheld;
  if (!input.changes.empty() && !upheld) object.refuse("changes", "must be empty unless it is upheld");
  return input;
}

}  // namespace

Response get_enquiries(SourceApi& api, SourceCaller const& caller, Request const& request) {
  if (request.query.size() != 0) {
    return problem_response(invalid_input({{"(query)", "nothing can be asked for here"}}), request);
  }
  auto const reader = api.books().reader();
  JsonWriter out;
  out.begin_object().key("enquiries").begin_array();
  std::size_t count = 0;
  for (Enquiry const& each : engine::open_enquiries(*reader, caller.authority.id)) {
    if (count == kMaxEnquiries) break;
    if (own_claims(api, *reader, caller, each).empty()) continue;
    write(out, api, *reader, caller, each, {});
    ++count;
  }
  out.end_array().end_object();
  return json_response(200, out.take());
}

Response get_enquiry(SourceApi& api, SourceCaller const& caller, Request const& request) {
  auto const reader = api.books().reader();
  auto const enquiry = find_own(api, *reader, caller, request.parameter("enquiry_id"));
  if (!enquiry) return problem_response(problem_of(engine::Refusal::kEnquiryNotFound), request);
  JsonWriter out;
  write(out, api, *reader, caller, *enquiry, readable(api, *reader, caller, *enquiry));
  return json_response(200, out.take());
}

Response post_enquiry_answer(SourceApi& api, SourceCaller const& caller, Request const& request) {
  auto key = idempotency_key_of(request);
  if (!key) return problem_response(key.error(), request);
  JsonDocument document = JsonDocument::parse_body(request);
  AnswerInput input = read_answer(document.root(), caller);
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  auto const reader = api.books().reader();
  auto const enquiry = find_own(api, *reader, caller, request.parameter("enquiry_id"));
  if (!enquiry) return problem_response(problem_of(engine::Refusal::kEnquiryNotFound), request);
  bool const upheld = input.command.outcome == Outcome::kUpheld || input.command.outcome == Outcome::kPartlyUpheld;
  if (enquiry->kind == enquiries::Kind::kObjection && upheld && input.changes.empty() && !input.no_change) {
    return problem_response(
        invalid_input({{"changes", "must say what changes; or say no_change if there is nothing left to change"}}),
        request);
  }
  input.command.enquiry = enquiry->id;
  // All of its own, also those that were answered before: the same call again must be the same wish.
  std::vector<base::ClaimId> const own = own_claims(api, *reader, caller, *enquiry);
  if (input.references.empty()) input.command.claims = own;
  for (std::string const& reference : input.references) {
    auto const claim = reader->claim(caller.authority.id, claim_key(caller, reference));
    if (!claim) return problem_response(problem_of(engine::Refusal::kClaimNotFound), request);
    input.command.claims.push_back(claim->id);
  }
  engine::SealedWords sealed = engine::seal_words(api.secrets(), api.words_key(), input.words);
  input.command.words = std::move(sealed.mark);
  engine::Submission submission{caller.authority.id, caller.actor, std::move(*key), {}, {}, {}};
  submission.enquiry_words.push_back(std::move(sealed.sealed));
  submission.commands.emplace_back(std::move(input.command));
  std::ranges::move(input.changes, std::back_inserter(submission.commands));
  auto const outcome = api.books().submit_one(std::move(submission), api.now());
  if (!outcome) return problem_response(problem_of(outcome.error().refusal), request);
  auto const after = api.books().reader();
  auto const now = after->enquiry(caller.authority.id, enquiry->id);
  if (!now) return problem_response(internal_error(), request);
  JsonWriter out;
  out.begin_object().member("seq", outcome->seq);
  out.member("repeated", outcome->kind == engine::AnswerKind::kRepeated).key("enquiry");
  write(out, api, *after, caller, *now, readable(api, *after, caller, *now));
  out.end_object();
  return json_response(status_of(*outcome), out.take());
}

}  // namespace http::source
