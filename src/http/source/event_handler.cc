#include <charconv>

#include "http/json_writer.h"
#include "http/problem.h"
#include "http/source/handlers.h"
#include "http/source/source_feed.h"

namespace http::source {
namespace {

constexpr std::int64_t kDefaultEventsPerPage = 100;

struct Question {
  FeedPosition from;
  FeedLimits limits;
};

/// Notes in `errors` what cannot be understood.
Question read_question(FieldList const& query, std::vector<FieldError>& errors) {
  Question question;
  question.limits.max_events = kDefaultEventsPerPage;
  for (std::size_t i = 0; i < query.size(); ++i) {
    auto const [name, value] = query.at(i);
    if (name == "after") {
      auto const position = read_cursor(value);
      if (!position) errors.push_back({"after", "must be a cursor that this feed gave as next"});
      question.from = position.value_or(FeedPosition{});
    } else if (name == "limit") {
      std::int64_t limit = 0;
      auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), limit);
      bool const good = error == std::errc() && end == value.data() + value.size();
      if (!good || limit < 1 || limit > kMaxEventsPerPage) {
        errors.push_back({"limit", "must be a whole number from 1 to " + std::to_string(kMaxEventsPerPage)});
      } else {
        question.limits.max_events = static_cast<std::size_t>(limit);
      }
    } else {
      errors.push_back({"(query)", "only after and limit are known here"});
    }
  }
  return question;
}

}  // namespace

Response get_events(SourceApi& api, SourceCaller const& caller, Request const& request) {
  std::vector<FieldError> errors;
  Question const question = read_question(request.query, errors);
  auto const reader = api.books().reader();
  // A place beyond the end was given by books that have since been lost (a restored backup): going on from there would
  // silently miss what is written now.
  if (errors.empty() && question.from.after_seq > reader->last_seq(caller.authority.id)) {
    errors.push_back({"after", "lies beyond the end of the feed: read it from the beginning again"});
  }
  if (!errors.empty()) return problem_response(invalid_input(std::move(errors)), request);

  FeedReaderOf const who{caller.authority.id, caller.authority.code, caller.authority.currency, caller.source};
  FeedPage const page = read_feed(*reader, api.claims(), who, question.from, question.limits);
  JsonWriter out;
  out.begin_object().key("events").begin_array();
  for (FeedEvent const& item : page.events) out.raw(item.event.json);
  out.end_array();
  out.member("next", write_cursor(page.next));
  out.member("more", page.more);
  out.end_object();
  return json_response(200, out.take());
}

}  // namespace http::source
