#include "apps/message_channels.h"

#include <stdexcept>

#include "adapters/message_sandbox/sandbox_channel.h"
#include "apps/installation.h"

namespace apps {

namespace {

using dunning::Channel;

/// Every channel into one folder. Files are found again by their key, so keys are honoured.
void add_sandbox(std::vector<std::unique_ptr<ports::MessageChannel>>& channels, std::string const& folder) {
  for (Channel const channel : dunning::kChannels) {
    ports::ChannelCapabilities const can{"outbox_" + std::string{dunning::name_of(channel)}, channel,
                                         ports::KeyPolicy::kHonours, ports::DeliveryReports::kNone};
    channels.push_back(std::make_unique<adapters::message_sandbox::SandboxChannel>(can, folder));
  }
}

}  // namespace

std::vector<std::unique_ptr<ports::MessageChannel>> make_channels(MessageChannels const& wanted) {
  std::vector<std::unique_ptr<ports::MessageChannel>> channels;
  try {
    if (!wanted.outbox.empty()) add_sandbox(channels, wanted.outbox);
  } catch (std::runtime_error const& error) {
    throw CommandRefused(error.what());
  }
  return channels;
}

}  // namespace apps
