#include "dunning/sending.h"

#include <algorithm>

namespace dunning {

namespace {

constexpr std::string_view kPermanent = "permanent ";

/// It has reached the debtor, or may have.
bool counts(MessageState state) {
  return state == MessageState::kSending || state == MessageState::kSent || state == MessageState::kDelivered ||
         state == MessageState::kDoubtful;
}

}  // namespace

bool is_open(SendWindow const& window, law::Calendar const* calendar, base::Date date, int minute) {
  if (minute < window.from_minute || minute >= window.until_minute) return false;
  if (window.days == SendDays::kEveryDay) return true;
  if (law::is_weekend(date)) return false;
  return calendar == nullptr || !law::is_public_holiday(*calendar, date);
}

bool is_demanded_by_law(Step const* step) {
  // An unknown step is not held back: what the law wants must not be lost for a change of procedure.
  if (step == nullptr) return true;
  return !step->letter.empty() || step->kind == StepKind::kNotice || step->kind == StepKind::kHandOver;
}

int contacts_in(std::span<Message const> messages, base::Date on, int days) {
  return static_cast<int>(std::ranges::count_if(messages, [&](Message const& message) {
    // Who gets a receipt, or an answer, is not pressed by it.
    return !receipted_payment(message) && !is_agreement(message) && !message.procedure.starts_with("enquiry:") &&
           !message.procedure.starts_with("referral:") && !message.procedure.starts_with("direct_debit:") &&
           counts(message.state) && message.sent_on && message.sent_on->days > on.days - days;
  }));
}

std::vector<Channel> channels_left(Message const& message) {
  auto const tried = message.channel ? std::ranges::find(message.channels, *message.channel) : message.channels.end();
  if (tried == message.channels.end() || message.reason.empty()) return message.channels;
  return {message.reason.starts_with(kPermanent) ? tried + 1 : tried, message.channels.end()};
}

std::string reason_for(Setback setback, std::string_view code) {
  std::string reason{setback == Setback::kTemporary   ? "temporary "
                     : setback == Setback::kPermanent ? kPermanent
                                                      : "unknown "};
  return reason.append(code.substr(0, 80));
}

std::int64_t pause_seconds(std::int64_t tries) {
  std::int64_t const doublings = std::clamp<std::int64_t>(tries - 1, 0, 6);
  return std::min<std::int64_t>(60LL << doublings, 3'600);
}

}  // namespace dunning
