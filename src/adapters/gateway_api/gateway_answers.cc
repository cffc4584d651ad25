#include "adapters/gateway_api/gateway_answers.h"

#include <algorithm>
#include <boost/json/value.hpp>
#include <charconv>

#include "json_values/json_object.h"

namespace adapters::gateway_api {

namespace {

namespace json = boost::json;
using json_values::parse_object;
using ports::Lasting;
using ports::NotSent;
using ports::Sent;
using ports::UnknownSending;

// Nothing else is sent for so long where the account itself is at fault, or the vendor does not say how long.
constexpr int kAccountPause = 300;
constexpr int kBusyPause = 30;
constexpr int kLongestPause = 3'600;

// Of the vendor's list: the account lacks credit, a right, or its secret is wrong. No message is at fault.
constexpr std::string_view kAccountCodes[] = {"0x0210", "0x0211", "0x0212", "0x0213", "0x0216",
                                              "0x021D", "0x0223", "0x0224", "0x0225", "0x0226"};
constexpr std::string_view kPassingCodes[] = {"0x0214"};  // "temporary blacklist"

/// "0x0213", or nothing: what is not of this form is not repeated, since the vendor's texts quote numbers.
std::string code_in(json::object const& body) {
  json::value const* const found = body.if_contains("code");
  if (found == nullptr || !found->is_string()) return {};
  std::string code{found->get_string()};
  bool const hexadecimal =
      code.size() > 2 && code.size() <= 10 && code.starts_with("0x") && std::ranges::all_of(code.substr(2), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      });
  return hexadecimal ? code : std::string{};
}

/// The only one of "ids".
std::optional<std::int64_t> message_id(json::object const& body) {
  json::value const* const ids = body.if_contains("ids");
  if (ids == nullptr || !ids->is_array() || ids->get_array().size() != 1) return std::nullopt;
  json::value const& id = ids->get_array().front();
  if (!id.is_int64() || id.get_int64() <= 0) return std::nullopt;
  return id.get_int64();
}

int pause_asked(ports::HttpResponse const& response, int otherwise) {
  auto const header = response.header("Retry-After");
  int seconds = 0;
  if (!header || std::from_chars(header->data(), header->data() + header->size(), seconds).ec != std::errc{}) {
    return otherwise;
  }
  return std::clamp(seconds, 1, kLongestPause);
}

ports::SendAnswer success(ports::HttpResponse const& response) {
  auto const body = parse_object(response.body);
  if (!body) return UnknownSending{"malformed_answer"};
  bool const has_error = body->if_contains("incident_uuid") != nullptr || body->if_contains("code") != nullptr ||
                         body->if_contains("error") != nullptr;
  auto const id = message_id(*body);
  if (has_error || !id) {
    std::string const code = code_in(*body);
    return UnknownSending{"error_inside" + (code.empty() ? "" : " " + code)};
  }
  return Sent{std::to_string(*id)};
}

}  // namespace

ports::SendAnswer meaning_of(ports::HttpResponse const& response) {
  if (response.is_success()) return success(response);
  int const status = response.status;
  auto const body = parse_object(response.body);
  std::string const code = body ? code_in(*body) : std::string{};
  std::string const shown = "http_" + std::to_string(status) + (code.empty() ? "" : " " + code);
  auto const is_one_of = [&](auto const& codes) { return std::ranges::find(codes, code) != std::end(codes); };
  if (status == 429) return NotSent{Lasting::kTemporary, shown, false, pause_asked(response, kBusyPause)};
  if (status == 401 || status == 403 || is_one_of(kAccountCodes)) {
    return NotSent{Lasting::kTemporary, shown, false, pause_asked(response, kAccountPause)};
  }
  if (status == 503 || (status >= 500 && body)) {
    return NotSent{Lasting::kTemporary, shown, false, pause_asked(response, kBusyPause)};
  }
  if (status >= 500) return UnknownSending{shown};
  if (status == 408 || is_one_of(kPassingCodes)) return NotSent{Lasting::kTemporary, shown, false, 0};
  // A redirect is the address of the service gone wrong: a matter of the installation, not of the message.
  if (status < 400) return NotSent{Lasting::kTemporary, shown, false, kAccountPause};
  return NotSent{Lasting::kPermanent, shown, false, 0};
}

ports::SendAnswer meaning_of(ports::HttpClientError error) {
  if (ports::may_have_arrived(error)) return UnknownSending{"no_answer"};
  bool const ours = error == ports::HttpClientError::kBadRequest ||
                    error == ports::HttpClientError::kSchemeNotAllowed ||
                    error == ports::HttpClientError::kAddressNotAllowed;
  return NotSent{Lasting::kTemporary, ours ? "misconfigured" : "unreachable", false, ours ? kAccountPause : kBusyPause};
}

}  // namespace adapters::gateway_api
