#include "apps/message_channels.h"

#include <stdexcept>

#include "adapters/digital_post/memo_schema.h"
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
std::unique_ptr<ports::MessageChannel> digital_post(DigitalPost const& settings) {
  std::shared_ptr<adapters::digital_post::MemoSchema const> schema;
  if (!settings.schema.empty()) {
    auto loaded = adapters::digital_post::MemoSchema::load(settings.schema);
    if (!loaded) throw CommandRefused("digital_post.schema: " + loaded.error());
    schema = std::make_shared<adapters::digital_post::MemoSchema const>(std::move(*loaded));
  }
  return std::make_unique<adapters::message_files::FileChannel>(
      kDigitalPost, Channel::kDigitalPost, settings.files,
      [schema](ports::Outgoing const& message) -> std::expected<std::string, std::string> {
        // What the schema says of it could quote the message.
        if (schema != nullptr && !schema->check(message.body)) return std::unexpected("memo_not_valid");
        return message.body;
      });
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

std::vector<std::string> channel_warnings(MessageChannels const& wanted) {
  std::vector<std::string> lines;
  if (!wanted.outbox.empty()) lines.emplace_back("messages: the outbox is a sandbox, and reaches nobody");
  if (wanted.gateway_api && wanted.gateway_api->webhook_secrets.empty()) {
    lines.emplace_back(
        "gateway_api: without webhook_secret_file it is not known what arrives, and doubts wait for a person");
  }
  if (wanted.smtp_mail && wanted.smtp_mail->returned_mail.empty()) {
    lines.emplace_back("smtp_mail: without returned_mail it is not known which e-mails come back");
  }
  auto const files = [&](std::string const& part, adapters::message_files::FileChannelSettings const& settings) {
    if (settings.receipts.empty()) {
      lines.push_back(part + ": without receipts it is not known what arrives");
    } else if (settings.bad_address_codes.empty()) {
      lines.push_back(part + ": without bad_address_codes nobody is known to be exempt or to have a bad address");
    }
  };
  if (wanted.digital_post) {
    lines.emplace_back("digital_post: messages are put out as files, and somebody else's program must send them");
    files("digital_post", wanted.digital_post->files);
  }
  if (wanted.print_house) {
    lines.emplace_back("print_house: user, shipment_type, envelope and postage are to be agreed with the print house");
    files("print_house", wanted.print_house->files);
  }
  return lines;
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
