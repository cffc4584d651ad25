#include "apps/message_options.h"

#include "apps/installation.h"
#include "apps/settings_table.h"

namespace apps {

namespace {

constexpr std::int64_t kLongestCallSeconds = 30;  // see ports::MessageChannel

adapters::gateway_api::GatewayApiConfiguration read_gateway_api(SettingsTable table) {
  adapters::gateway_api::GatewayApiConfiguration gateway;
  gateway.base_url = table.text("base_url", gateway.base_url);
  gateway.token = table.secret("token");
  gateway.label = table.text("label", "");
  gateway.message_class = table.text("class", gateway.message_class);
  if (gateway.message_class != "standard" && gateway.message_class != "premium" && gateway.message_class != "secret") {
    throw CommandRefused("gateway_api.class must be standard, premium or secret");
  }
  gateway.validity_seconds = static_cast<int>(table.number("validity_hours", 24, 7 * 24) * 3'600);
  gateway.timeout_ms = static_cast<int>(table.number("timeout_seconds", 15, kLongestCallSeconds) * 1'000);
  std::string const current = table.optional_secret("webhook_secret");
  std::string const former = table.optional_secret("former_webhook_secret");
  for (std::string const& secret : {current, former}) {
    if (!secret.empty()) gateway.webhook_secrets.push_back(secret);
  }
  table.done();
  return gateway;
}

adapters::smtp_mail::SmtpConfiguration read_smtp(SettingsTable table) {
  using adapters::smtp_mail::SmtpSecurity;
  adapters::smtp_mail::SmtpConfiguration smtp;
  smtp.host = table.text("host", "");
  if (smtp.host.empty()) throw CommandRefused("the setting smtp_mail.host is missing");
  std::string const security = table.text("security", "starttls");
  if (security == "tls") {
    smtp.security = SmtpSecurity::kTls;
    smtp.port = 465;
  } else if (security == "loopback") {
    smtp.security = SmtpSecurity::kLoopback;
    smtp.port = 25;
    if (smtp.host != "127.0.0.1" && smtp.host != "::1" && smtp.host != "localhost") {
      throw CommandRefused("smtp_mail.security = \"loopback\" is for a mail server on this machine only");
    }
  } else if (security != "starttls") {
    throw CommandRefused("smtp_mail.security must be starttls, tls or loopback");
  }
  smtp.port = static_cast<int>(table.number("port", smtp.port, 65'535));
  smtp.user = table.text("user", "");
  smtp.password = smtp.user.empty() ? std::string{} : table.secret("password");
  smtp.hello = table.text("hello", "");
  smtp.return_address = table.text("return_address", "");
  smtp.returned_mail = table.text("returned_mail", "");
  if (!smtp.returned_mail.empty() && smtp.return_address.find('@') == std::string::npos) {
    throw CommandRefused("smtp_mail.returned_mail needs return_address: where mail comes back to");
  }
  smtp.authorities_file = table.text("authorities_file", "");
  smtp.timeout_ms = static_cast<int>(table.number("timeout_seconds", 20, kLongestCallSeconds) * 1'000);
  table.done();
  return smtp;
}

adapters::message_files::FileChannelSettings read_files(SettingsTable& table, std::string const& part) {
  adapters::message_files::FileChannelSettings files;
  files.folder = table.text("folder", "");
  if (files.folder.empty()) throw CommandRefused("the setting " + part + ".folder is missing");
  files.receipts = table.text("receipts", "");
  files.bad_address_codes = table.texts("bad_address_codes");
  return files;
}

PrintHouse read_print_house(SettingsTable table) {
  PrintHouse house;
  house.files = read_files(table, "print_house");
  house.letters.user = table.text("user", "");
  house.letters.shipment_type = table.text("shipment_type", "");
  house.letters.sides = table.text("sides", house.letters.sides);
  house.letters.colour = table.text("colour", house.letters.colour);
  house.letters.envelope = table.text("envelope", "");
  house.letters.postage = table.text("postage", "");
  house.letters.receipts = table.text("receipt_type", house.letters.receipts);
  table.done();
  std::string const mistake = adapters::print_house::mistake_in(house.letters);
  if (!mistake.empty()) throw CommandRefused("print_house: the setting " + mistake);
  return house;
}

DigitalPost read_digital_post(SettingsTable table) {
  DigitalPost post;
  post.files = read_files(table, "digital_post");
  post.schema = table.text("schema", "");
  table.done();
  return post;
}

}  // namespace

MessageChannels read_message_options(toml::table const& root) {
  MessageChannels channels;
  auto const part = [&](char const* name) -> toml::table const* {
    toml::node const* node = root.get(name);
    return node != nullptr ? node->as_table() : nullptr;
  };
  if (toml::table const* found = part("messages")) {
    SettingsTable messages{*found, "messages"};
    channels.outbox = messages.text("outbox", "");
    messages.done();
  }
  if (auto const* found = part("gateway_api")) channels.gateway_api = read_gateway_api({*found, "gateway_api"});
  if (auto const* found = part("smtp_mail")) channels.smtp_mail = read_smtp({*found, "smtp_mail"});
  if (auto const* found = part("digital_post")) channels.digital_post = read_digital_post({*found, "digital_post"});
  if (auto const* found = part("print_house")) channels.print_house = read_print_house({*found, "print_house"});
  return channels;
}

}  // namespace apps
