// Text messages through GatewayAPI: POST /rest/mtsms, one message to one telephone at a time.
//
// Source: the vendor's REST documentation (https://gatewayapi.com/docs).
// The vendor honours no key: a text sent twice arrives twice. So an answer that leaves it open is a doubt that a person
//   ends, or the vendor's own news of the delivery, which repeats our reference (see gateway_notices.h).
// The letters decide how the text travels: the vendor would replace what is not in GSM 03.38 unless told otherwise.
// Errors: see gateway_answers.h. Nothing of a message is logged. Thread safety: one thread.
#pragma once

#include "adapters/gateway_api/gateway_api_configuration.h"
#include "ports/http_client.h"
#include "ports/message_channel.h"

namespace adapters::gateway_api {

inline constexpr char const* kProvider = "gateway_api";

/// Whether it can be shown as who sent a text: at most 11 letters, digits and blanks, or at most 15 digits.
[[nodiscard]] bool is_sender_name(std::string_view text);

/// What is sent as "userref" and comes back in news of the delivery: the key and the message's number.
[[nodiscard]] std::string reference_of(ports::Outgoing const& message);

class GatewayApi final : public ports::MessageChannel {
 public:
  /// `client` must outlive this.
  GatewayApi(GatewayApiConfiguration configuration, ports::HttpClient& client);

  [[nodiscard]] ports::ChannelCapabilities const& capabilities() const override { return capabilities_; }
  [[nodiscard]] ports::SendAnswer send(ports::Outgoing const& message) override;

 private:
  [[nodiscard]] std::string body_of(ports::Outgoing const& message, std::int64_t number) const;

  GatewayApiConfiguration configuration_;
  ports::HttpClient& client_;
  ports::ChannelCapabilities capabilities_;
};

}  // namespace adapters::gateway_api
