// By which ways an installation's messages leave, as its configuration says.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/gateway_api/gateway_api_configuration.h"
#include "adapters/message_files/file_channel.h"
#include "adapters/print_house/forsendelse.h"
#include "adapters/smtp_mail/smtp_configuration.h"
#include "ports/delivery_notices.h"
#include "ports/http_client.h"
#include "ports/message_channel.h"

namespace apps {

inline constexpr char const* kPrintHouse = "print_house";
inline constexpr char const* kDigitalPost = "digital_post";

struct PrintHouse {
  adapters::message_files::FileChannelSettings files;
  adapters::print_house::ForsendelseSettings letters;
};

struct DigitalPost {
  adapters::message_files::FileChannelSettings files;
  std::string schema;  // a folder with MeMo's schema, which every message must be valid against; empty: not checked
};

/// None of them: nothing is sent, and messages wait.
struct MessageChannels {
  std::string outbox;  // the sandbox: a folder in which all that would be sent is put; never beside a real provider
  std::optional<adapters::gateway_api::GatewayApiConfiguration> gateway_api;
  std::optional<adapters::smtp_mail::SmtpConfiguration> smtp_mail;
  std::optional<PrintHouse> print_house;
  std::optional<DigitalPost> digital_post;
  bool loopback_partners = false;  // plain connections to this machine: tests only

  [[nodiscard]] bool reach_somebody() const { return gateway_api || smtp_mail || print_house || digital_post; }
};

/// In the order in which the providers of one channel are tried. `partners` must outlive them. Throws CommandRefused.
[[nodiscard]] std::vector<std::unique_ptr<ports::MessageChannel>> make_channels(MessageChannels const& wanted,
                                                                                ports::HttpClient& partners);

/// What is set up in a way that works and leaves something open: each a line that begins with the part's name.
[[nodiscard]] std::vector<std::string> channel_warnings(MessageChannels const& wanted);

/// Of those that call us with news of deliveries. `mark`: what is kept of a telephone number instead of it.
[[nodiscard]] std::vector<std::unique_ptr<ports::DeliveryNotices>> make_delivery_notices(
    MessageChannels const& wanted, std::function<std::string(std::string_view number)> const& mark);

}  // namespace apps
