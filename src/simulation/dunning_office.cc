#include "simulation/dunning_office.h"

#include "engine/business_day.h"

namespace simulation {

namespace {

constexpr std::int64_t kChangesOfMindPerMille = 60;
constexpr std::size_t kShard = 7;  // debtors: a day is several submissions

}  // namespace

DunningOffice::DunningOffice(OfficeOrder const& order, FaultyBooks& books, NaiveDunning& auditor,
                             std::shared_ptr<engine::Rules const> rules)
    : order_(order),
      books_(books),
      auditor_(auditor),
      rules_(std::move(rules)),
      stream_(order.seed, order.purpose + "office"),
      people_({order.seed, order.purpose + "people"}, auditor, order.mistake) {
  for (dunning::Channel const channel : dunning::kChannels) {
    for (ports::KeyPolicy const keys : {ports::KeyPolicy::kHonours, ports::KeyPolicy::kIgnores}) {
      std::string const provider =
          (keys == ports::KeyPolicy::kHonours ? "keyed " : "plain ") + std::string{dunning::name_of(channel)};
      base::SeededStream stream{order.seed, order.purpose + provider};
      auto const seed = stream.next();
      channels_.push_back(std::make_unique<SimulatedChannel>(
          ports::ChannelCapabilities{provider, channel, keys, ports::DeliveryReports::kReports}, bad_provider(seed),
          stream, auditor));
    }
  }
  start_process();
}

void DunningOffice::start_process() {
  std::vector<ports::MessageChannel*> channels;
  for (auto const& channel : channels_) channels.push_back(channel.get());
  sender_ = std::make_unique<engine::MessageSender>(books_, people_, std::move(channels));
}

void DunningOffice::set_crashes_per_mille(std::int64_t parts) {
  crashes_per_mille_ = parts;
  for (auto const& channel : channels_) channel->set_crashes_per_mille(parts);
}

bool DunningOffice::run_day(base::Date date, base::Now now) {
  engine::BusinessDay day{order_.authority, date, now};
  day.shard = kShard;
  ++days_run_;
  return !engine::run_business_day(books_, *rules_, day).out_of_bounds;
}

void DunningOffice::send(base::Now now, int minute) {
  if (crashes_per_mille_ > 0) people_.live(kChangesOfMindPerMille);
  for (auto const& channel : channels_) channel->set_now(now, minute);
  dunning::SendRules rules;
  make_mistaken(rules, order_.mistake);
  auto const moment = [&] {
    ++now.instant.microseconds;
    return engine::SendMoment{now, minute};
  };
  try {
    if (order_.mistake == Mistake::kSendsWithoutLooking) return send_without_looking(now);
    (void)sender_->run_once(*rules_, {order_.authority, rules, moment});
  } catch (NoAnswer const&) {
    auditor_.broke_off();
    start_process();  // it remembers nothing
    throw;
  } catch (engine::StoreUnavailable const&) {
    auditor_.broke_off();
    throw;
  }
}

/// A sender as one might write it at first: what was planned in the morning is what leaves.
void DunningOffice::send_without_looking(base::Now now) {
  using dunning::MessageState;
  auto const reader = books_.true_reader();
  for (dunning::Message const& message :
       reader->messages_in(order_.authority, MessageState::kPlanned, {}, std::numeric_limits<std::size_t>::max())) {
    SimulatedChannel& post = *channels_.front();
    dunning::Channel const kind = post.capabilities().channel;
    if (std::ranges::find(message.channels, kind) == message.channels.end()) continue;
    if (!engine::has_ended(*reader, order_.authority, message.planned)) continue;
    if (!people_.can_reach(order_.authority, message.debtor, kind)) continue;
    ports::MessageFacts facts{message, {}, now};
    for (base::ClaimId const id : message.claims)
      facts.claims.push_back(*reader->claim(order_.authority, {id, {}, {}}));
    auto const composed = people_.compose(order_.authority, facts, kind);
    if (!composed) continue;
    std::string const provider = post.capabilities().provider;
    (void)engine::advance_message(books_, order_.authority, engine::kSenderActor,
                                  {message.id, MessageState::kSending, kind, {}, provider, {}}, now);
    (void)post.send(composed->outgoing);
  }
}

void DunningOffice::take_news(base::Now now, int minute) {
  for (auto const& channel : channels_) {
    channel->set_now(now, minute);
    for (ports::DeliveryNews& news : channel->take_news()) news_.push_back(std::move(news));
  }
  while (!news_.empty()) {
    ++now.instant.microseconds;
    try {
      (void)sender_->take_news(order_.authority, news_.front(), now);
    } catch (NoAnswer const&) {
      start_process();
      throw;  // a callback that is not acknowledged comes again
    }
    news_.pop_front();
  }
}

std::optional<std::pair<base::ClaimId, base::DebtorId>> DunningOffice::waiting_message() {
  constexpr std::size_t kSome = 50;
  auto const waiting = books_.true_reader()->messages_in(order_.authority, dunning::MessageState::kPlanned, {}, kSome);
  if (waiting.empty()) return std::nullopt;
  dunning::Message const& one = waiting[static_cast<std::size_t>(stream_.below(std::ssize(waiting)))];
  auto const claim = static_cast<std::size_t>(stream_.below(std::ssize(one.claims)));
  return std::pair{one.claims[claim], one.debtor};
}

std::int64_t DunningOffice::crashes() const {
  std::int64_t sum = 0;
  for (auto const& channel : channels_) sum += channel->crashes();
  return sum;
}

}  // namespace simulation
