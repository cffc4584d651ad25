#include "apps/message_channels.h"

#include <stdexcept>

#include "adapters/gateway_api/gateway_api.h"
#include "adapters/gateway_api/gateway_notices.h"
#include "adapters/message_sandbox/sandbox_channel.h"
#include "adapters/smtp_mail/smtp_mail.h"
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

/// What is composed for Digital Post is the MeMo itself.
std::unique_ptr<ports::MessageChannel> digital_post(adapters::message_files::FileChannelSettings const& settings) {
  return std::make_unique<adapters::message_files::FileChannel>(
      kDigitalPost, Channel::kDigitalPost, settings,
      [](ports::Outgoing const& message) -> std::expected<std::string, std::string> { return message.body; });
}

std::unique_ptr<ports::MessageChannel> print_house(PrintHouse const& settings) {
  return std::make_unique<adapters::message_files::FileChannel>(
      kPrintHouse, Channel::kLetter, settings.files,
      [letters = settings.letters](ports::Outgoing const& message) -> std::expected<std::string, std::string> {
        return adapters::print_house::write_forsendelse({message.key, message.subject, message.body, message.day},
                                                        letters);
      });
}

}  // namespace

std::vector<std::unique_ptr<ports::MessageChannel>> make_channels(MessageChannels const& wanted,
                                                                  ports::HttpClient& partners) {
  std::vector<std::unique_ptr<ports::MessageChannel>> channels;
  if (!wanted.outbox.empty() && wanted.reach_somebody()) {
    throw CommandRefused(
        "messages in the outbox reach nobody: take it away, or the providers of messages from the configuration");
  }
  try {
    if (!wanted.outbox.empty()) add_sandbox(channels, wanted.outbox);
    if (wanted.smtp_mail) channels.push_back(std::make_unique<adapters::smtp_mail::SmtpMail>(*wanted.smtp_mail));
    if (wanted.digital_post) channels.push_back(digital_post(*wanted.digital_post));
    if (wanted.print_house) channels.push_back(print_house(*wanted.print_house));
  } catch (std::runtime_error const& error) {
    throw CommandRefused(error.what());
  }
  if (wanted.gateway_api) {
    channels.push_back(std::make_unique<adapters::gateway_api::GatewayApi>(*wanted.gateway_api, partners));
  }
  return channels;
}

std::vector<std::unique_ptr<ports::DeliveryNotices>> make_delivery_notices(
    MessageChannels const& wanted, std::function<std::string(std::string_view number)> const& mark) {
  std::vector<std::unique_ptr<ports::DeliveryNotices>> notices;
  if (wanted.gateway_api && !wanted.gateway_api->webhook_secrets.empty()) {
    notices.push_back(
        std::make_unique<adapters::gateway_api::GatewayNotices>(wanted.gateway_api->webhook_secrets, mark));
  }
  return notices;
}

}  // namespace apps
