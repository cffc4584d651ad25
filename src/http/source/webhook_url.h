// Which addresses a source system may name for its webhooks.
//
// https only (http where the installation allows it: demo and tests), with a host, without user information or
// fragment, at most 500 characters. That a name does not lead inside is checked by the client after resolving it, at
// each call. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace http::source {

enum class PlainHttp : std::uint8_t { kRefused, kAllowed };

inline constexpr std::size_t kMaxWebhookUrl = 500;

[[nodiscard]] bool is_webhook_url(std::string_view url, PlainHttp plain_http);

}  // namespace http::source
