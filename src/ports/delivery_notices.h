// News of deliveries that a provider sends to an address of ours.
//
// As with payments: checked, stored, answered, and only then acted on. What is stored has nothing in it about a person:
// the telephone number that was written to is dropped.
// Pure but for the configuration; any thread.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <variant>

#include "ports/message_channel.h"
#include "ports/notice.h"

namespace ports {

struct DeliveryNotice {
  std::string deduplication_key;  // equal for repeated deliveries of the same news
  std::string kept;               // what is stored of it, for read()
};

/// Somebody has answered that nothing more is to come to this address.
struct OptOut {
  dunning::Channel channel = dunning::Channel::kSms;
  std::string address_mark;  // a keyed digest of the address: see AddressBlock
};

/// monostate: nothing that matters, such as a state in between or a message that is not ours.
using DeliveryNoticeContent = std::variant<std::monostate, DeliveryNews, OptOut>;

class DeliveryNotices {
 public:
  DeliveryNotices() = default;
  DeliveryNotices(DeliveryNotices const&) = delete;
  DeliveryNotices& operator=(DeliveryNotices const&) = delete;
  virtual ~DeliveryNotices() = default;

  /// As in ChannelCapabilities and in /hooks/{provider}.
  [[nodiscard]] virtual std::string const& provider() const = 0;
  [[nodiscard]] virtual std::expected<DeliveryNotice, NoticeRefusal> check_notice(
      NoticeRequest const& request) const = 0;
  [[nodiscard]] virtual DeliveryNoticeContent read_notice(std::string_view kept) const = 0;
};

}  // namespace ports
