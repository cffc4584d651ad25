#include "adapters/gateway_api/gateway_api.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <charconv>

#include "adapters/gateway_api/gateway_answers.h"
#include "base/encoding.h"
#include "contact/sms.h"

namespace adapters::gateway_api {

namespace {

namespace json = boost::json;

constexpr std::size_t kMostParts = 255;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }

/// "+4520000001" as the vendor's number 4520000001.
std::optional<std::int64_t> msisdn_of(std::string_view address) {
  if (!address.starts_with('+') || address.size() < 9 || address.size() > 16) return std::nullopt;
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(address.data() + 1, address.data() + address.size(), number);
  if (error != std::errc{} || end != address.data() + address.size() || number <= 0) return std::nullopt;
  return number;
}

}  // namespace

bool is_sender_name(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  if (text.size() <= 15 && std::ranges::all_of(text, is_digit)) return true;
  return text.size() <= 11 &&
         std::ranges::all_of(text, [](char letter) { return is_digit(letter) || is_letter(letter) || letter == ' '; });
}

std::string reference_of(ports::Outgoing const& message) {
  return message.key + "." + std::to_string(message.message.value);
}

GatewayApi::GatewayApi(GatewayApiConfiguration configuration, ports::HttpClient& client)
    : configuration_(std::move(configuration)), client_(client) {
  while (configuration_.base_url.ends_with('/')) configuration_.base_url.pop_back();
  capabilities_.provider = kProvider;
  capabilities_.channel = dunning::Channel::kSms;
  capabilities_.keys = ports::KeyPolicy::kIgnores;
  capabilities_.reports =
      configuration_.webhook_secrets.empty() ? ports::DeliveryReports::kNone : ports::DeliveryReports::kReports;
}

std::string GatewayApi::body_of(ports::Outgoing const& message, std::int64_t number) const {
  contact::SmsSize const size = contact::measure_sms(message.body);
  json::object body{{"class", configuration_.message_class},
                    {"sender", message.sender},
                    {"message", message.body},
                    {"encoding", size.encoding == contact::SmsEncoding::kGsm7 ? "UTF8" : "UCS2"},
                    {"max_parts", size.segments},
                    {"validity_period", configuration_.validity_seconds},
                    {"priority", "NORMAL"},
                    {"userref", reference_of(message)},
                    {"recipients", json::array{json::object{{"msisdn", number}}}}};
  if (!configuration_.label.empty()) body["label"] = configuration_.label;
  return json::serialize(body);
}

ports::SendAnswer GatewayApi::send(ports::Outgoing const& message) {
  using ports::Lasting;
  using ports::NotSent;
  auto const number = msisdn_of(message.address);
  if (!number) return NotSent{Lasting::kPermanent, "no_number", true};
  if (!is_sender_name(message.sender)) return NotSent{Lasting::kTemporary, "no_sender_name"};
  if (message.body.empty() || contact::measure_sms(message.body).segments > kMostParts) {
    return NotSent{Lasting::kPermanent, "text_length"};
  }
  ports::HttpRequest request;
  request.method = ports::HttpMethod::kPost;
  request.url = configuration_.base_url + "/rest/mtsms";
  request.body = body_of(message, *number);
  request.timeout_ms = configuration_.timeout_ms;
  request.headers = {{"Authorization", "Basic " + base::to_base64(configuration_.token + ":")},
                     {"Accept", "application/json"},
                     {"Content-Type", "application/json"}};
  auto const response = client_.send(request);
  return response ? meaning_of(*response) : meaning_of(response.error());
}

}  // namespace adapters::gateway_api
