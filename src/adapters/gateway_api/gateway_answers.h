// What GatewayAPI's answers to a sending say, in our words.
//
// Source: the vendor's REST documentation (https://gatewayapi.com/docs, "Sending SMS'es" and "Error code index").
// A success names exactly one message, since one is sent at a time. Everything else with a status of success (no name,
// several, an error inside, no JSON) leaves it open whether something was sent.
// An error with its own body says that the request was not carried out. What stands in front of the vendor's servers
// answers without one: a 502 or 504 of that kind leaves it open as well.
// Pure.
#pragma once

#include "ports/http_client.h"
#include "ports/message_channel.h"

namespace adapters::gateway_api {

[[nodiscard]] ports::SendAnswer meaning_of(ports::HttpResponse const& response);
[[nodiscard]] ports::SendAnswer meaning_of(ports::HttpClientError error);

}  // namespace adapters::gateway_api
