#include "simulation/simulated_channel.h"

#include <algorithm>

#include "simulation/faulty_books.h"
#include "simulation/simulated_people.h"

namespace simulation {

namespace {

constexpr std::int64_t kNewsLostPerMille = 50;

}  // namespace

SimulatedChannel::SimulatedChannel(ports::ChannelCapabilities capabilities,
                                   adapters::message_sandbox::Misbehaviour misbehaviour, base::SeededStream stream,
                                   NaiveDunning& auditor)
    : box_(std::move(capabilities), "", misbehaviour), stream_(stream), auditor_(auditor) {
  auditor_.set_provider(box_.capabilities().provider, box_.capabilities().keys);
}

void SimulatedChannel::set_now(base::Now now, int minute) {
  now_ = now;
  minute_ = minute;
  box_.set_now(now.instant);
}

void SimulatedChannel::may_crash() {
  if (!stream_.chance_per_mille(crashes_per_mille_)) return;
  ++crashes_;
  throw NoAnswer("the process died while it asked a provider");
}

ports::SendAnswer SimulatedChannel::send(ports::Outgoing const& message) {
  may_crash();
  std::size_t const before = box_.outbox().size();
  ports::SendAnswer answer = box_.send(message);
  if (box_.outbox().size() > before) {
    auditor_.delivered(message.message, {capabilities().provider, capabilities().channel,
                                         SimulatedPeople::claims_in(message.body), now_.date.days, minute_});
  }
  if (std::holds_alternative<ports::UnknownSending>(answer)) auditor_.unanswered(capabilities().provider);
  may_crash();
  return answer;
}

std::vector<ports::DeliveryNews> SimulatedChannel::take_news() {
  std::vector<ports::DeliveryNews> news = box_.take_news();
  // That somebody was not reached is told for certain, sooner or later; everything else may get lost.
  std::erase_if(news, [&](ports::DeliveryNews const& each) {
    return each.what != ports::Delivery::kNotDelivered && stream_.chance_per_mille(kNewsLostPerMille);
  });
  for (std::size_t i = news.size(); i > 1; --i) {
    std::swap(news[i - 1], news[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(i)))]);
  }
  for (ports::DeliveryNews const& each : news) {
    if (each.what == ports::Delivery::kNotDelivered) auditor_.came_back(each.message, each.provider);
  }
  return news;
}

adapters::message_sandbox::Misbehaviour bad_provider(std::uint64_t seed) {
  adapters::message_sandbox::Misbehaviour bad;
  bad.lost_before = 6;
  bad.lost_after = 6;
  bad.garbage = 5;
  bad.busy = 10;
  bad.busy_seconds = 900;
  bad.taken_news = 30;
  bad.bad_address = 2;
  bad.error_inside = 2;
  bad.undelivered = 3;
  bad.repeated_news = 20;
  bad.news_delay_seconds = 7'200;
  bad.seed = seed;
  return bad;
}

}  // namespace simulation
