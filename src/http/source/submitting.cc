#include "http/source/submitting.h"

#include "http/source/refusal_problem.h"

namespace http::source {

std::expected<std::string, Problem> idempotency_key_of(Request const& request) {
  auto const key = request.header("Idempotency-Key");
  if (!key || key->empty() || key->size() > engine::kTextLimit) {
    return std::unexpected(problem_of(engine::Refusal::kNoIdempotencyKey));
  }
  return std::string(*key);
}

engine::Submission submission_of(SourceApi& api, SourceCaller const& caller, ClaimInput input, std::string key) {
  engine::Submission submission;
  submission.authority = caller.authority.id;
  submission.actor = caller.actor;
  submission.key = std::move(key);
  submission.currency = input.currency;
  for (PersonInput const& person : input.people) {
    submission.parties.push_back(api.seal({person.kind, person.national_id, person.name, person.address,
                                           person.postcode, person.city, person.country, person.email, person.phone}));
  }
  submission.commands.emplace_back(std::move(input.command));
  return submission;
}

engine::Submission submission_of(SourceCaller const& caller, ChangeInput input, std::string key) {
  engine::Submission submission;
  submission.authority = caller.authority.id;
  submission.actor = caller.actor;
  submission.key = std::move(key);
  submission.currency = input.currency;
  submission.commands.push_back(std::move(input.command));
  return submission;
}

engine::ClaimKey claim_key(SourceCaller const& caller, std::string_view reference) {
  return {{}, caller.source, std::string(reference)};
}

std::optional<ClaimFacts> find_claim(ports::BooksReader& reader, SourceCaller const& caller,
                                     std::string_view reference) {
  auto const first = reader.claim(caller.authority.id, claim_key(caller, reference));
  if (!first) return std::nullopt;
  std::vector<ports::JournalEntry> const history = reader.history(caller.authority.id, *first);
  // Read again after its version: the version may then be older than what is shown with it, never newer.
  auto claim = reader.claim(caller.authority.id, {first->id, {}, {}});
  if (!claim) return std::nullopt;
  return ClaimFacts{std::move(*claim), history.empty() ? first->registered_seq : history.back().seq};
}

int status_of(engine::Answer const& answer) { return answer.kind == engine::AnswerKind::kRepeated ? 200 : 201; }

}  // namespace http::source
