#include "apps/demo_days.h"

#include <stdexcept>

#include "engine/business_day.h"
#include "engine/message_sender.h"

namespace apps {

namespace {

constexpr std::int64_t kHour = 3'600'000'000;  // microseconds
constexpr std::size_t kPage = 1'000;
// All that a debtor ever had is looked at, to know who usually is late: few at a time are quicker.
constexpr std::size_t kShard = 25;

/// An hour of the morning in UTC is the same legal day in every zone that we serve.
base::Now at_hour(base::Date date, std::int64_t hour) {
  return {{static_cast<std::int64_t>(date.days) * 24 * kHour + hour * kHour}, date};
}

engine::AdvanceMessage advance(dunning::Message const& message, dunning::MessageState to) {
  dunning::Channel const channel = message.channels.front();
  std::string const provider = "outbox_" + std::string{dunning::name_of(channel)};
  std::string const reference = to == dunning::MessageState::kSent ? "/" + dunning::natural_key(message) : "";
  return {message.id, to, channel, {}, provider + reference, {}};
}

}  // namespace

std::optional<engine::Submission> DemoDays::run(base::Date date) {
  engine::BusinessDay day{authority_, date, at_hour(date, 5), false, true};
  day.shard = kShard;
  engine::DayResult const result = engine::run_business_day(books_, rules_, day);
  if (!result.is_complete()) {
    throw std::logic_error("something of the demo's day is refused on " + base::format_date(date));
  }
  messages_ += result.totals.messages;
  if (result.totals.messages == 0 || date >= kept_from_) return std::nullopt;
  return sent(date);
}

engine::Submission DemoDays::sent(base::Date date) {
  engine::Submission submission;
  submission.authority = authority_;
  submission.actor = engine::kSenderActor;
  submission.key = "history " + base::format_date(date);
  auto const reader = books_.reader();
  base::MessageId after;
  while (true) {
    auto const page = reader->messages_in(authority_, dunning::MessageState::kPlanned, after, kPage);
    for (dunning::Message const& message : page) {
      submission.commands.push_back(advance(message, dunning::MessageState::kSending));
      submission.commands.push_back(advance(message, dunning::MessageState::kSent));
    }
    if (page.size() < kPage) return submission;
    after = page.back().id;
  }
}

}  // namespace apps
