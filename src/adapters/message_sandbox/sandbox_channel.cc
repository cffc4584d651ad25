#include "adapters/message_sandbox/sandbox_channel.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "adapters/message_sandbox/sandbox_folder.h"

namespace adapters::message_sandbox {

SandboxChannel::SandboxChannel(ports::ChannelCapabilities capabilities, std::string folder, Misbehaviour misbehaviour)
    : capabilities_(std::move(capabilities)),
      folder_(std::move(folder)),
      misbehaviour_(misbehaviour),
      stream_(misbehaviour.seed, "sandbox " + capabilities_.provider) {
  if (folder_.empty()) return;
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw std::runtime_error("the outbox " + folder_ + " cannot be made: " + error.message());
  // Whoever is written to, and what is said, is nobody else's matter.
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, error);
}

bool SandboxChannel::happens(int of_a_hundred) { return of_a_hundred > 0 && stream_.below(100) < of_a_hundred; }

std::string SandboxChannel::file(ports::Outgoing const& message) const {
  return file_of(folder_, {capabilities_.channel, message.key});
}

bool SandboxChannel::has_taken(ports::Outgoing const& message) const {
  return folder_.empty() ? taken_.contains(message.key) : std::filesystem::exists(file(message));
}

void SandboxChannel::deliver(ports::Outgoing const& message) {
  if (capabilities_.keys == ports::KeyPolicy::kHonours && has_taken(message)) return;
  taken_[message.key] = true;
  if (folder_.empty()) {
    outbox_.push_back(message);
  } else {
    // Under another name first: a file that is there is there whole.
    std::string const path = file(message);
    std::ofstream file{path + ".part", std::ios::binary};
    if (capabilities_.channel == dunning::Channel::kSms) file << "To: " << message.address << "\n\n";
    file << message.body;
    file.close();
    if (!file) throw std::runtime_error("the outbox " + folder_ + " cannot be written");
    std::filesystem::rename(path + ".part", path);
  }
  if (capabilities_.reports == ports::DeliveryReports::kNone) return;
  ports::DeliveryNews news{message.message, capabilities_.provider, ports::Delivery::kDelivered, {}, false};
  if (happens(misbehaviour_.taken_news)) {
    ports::DeliveryNews taken = news;
    taken.what = ports::Delivery::kTaken;
    taken.key = message.key;
    news_.emplace(now_, taken);
    news_.emplace(base::Instant{now_.microseconds + 2 * misbehaviour_.news_delay_seconds * 1'000'000LL}, taken);
  }
  if (happens(misbehaviour_.undelivered)) {
    news.what = ports::Delivery::kNotDelivered;
    news.code = "undeliverable";
    news.bad_address = true;
  }
  base::Instant const due{now_.microseconds + misbehaviour_.news_delay_seconds * 1'000'000LL};
  for (int copies = happens(misbehaviour_.repeated_news) ? 2 : 1; copies > 0; --copies) news_.emplace(due, news);
}

ports::SendAnswer SandboxChannel::send(ports::Outgoing const& message) {
  using ports::Lasting;
  if (happens(misbehaviour_.lost_before)) return ports::UnknownSending{"no_answer"};
  if (happens(misbehaviour_.garbage)) {
    if (stream_.below(2) == 0) deliver(message);
    return ports::UnknownSending{"malformed_answer"};
  }
  if (capabilities_.keys == ports::KeyPolicy::kIgnores || !has_taken(message)) {
    if (happens(misbehaviour_.busy))
      return ports::NotSent{Lasting::kTemporary, "busy", false, misbehaviour_.busy_seconds};
    if (happens(misbehaviour_.bad_address)) return ports::NotSent{Lasting::kPermanent, "bad_address", true};
    if (happens(misbehaviour_.error_inside)) return ports::NotSent{Lasting::kPermanent, "rejected", false};
  }
  deliver(message);
  if (happens(misbehaviour_.lost_after)) return ports::UnknownSending{"no_answer"};
  return ports::Sent{message.key};
}

std::vector<ports::DeliveryNews> SandboxChannel::take_news() {
  std::vector<ports::DeliveryNews> due;
  while (!news_.empty() && news_.begin()->first <= now_) {
    due.push_back(std::move(news_.begin()->second));
    news_.erase(news_.begin());
  }
  return due;
}

}  // namespace adapters::message_sandbox
