// What a sandboxed payment provider can be told to do wrong, and the notices it sends: repeated, late, or never.
// Thread safety: a NoticeQueue may be used from any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string_view>

#include "ports/clock.h"
#include "ports/http_client.h"

namespace http::sandbox {

/// Set by POST to the sandbox's address for it; what is not named is as it should be.
struct SandboxBehaviour {
  int notice_copies = 1;  // 0: never
  std::int64_t notice_delay_ms = 0;
  std::int64_t answer_delay_ms = 0;  // of create and charge, after they are done: the notice overtakes the answer
  bool fail_creates = false;         // 500 after the payment is made: its outcome is unknown to the caller
  bool fail_charges = false;         // cards: 500 after the money was charged
  bool refuse_charges = false;       // cards: the issuer says no, although the sum was reserved
};

/// Nothing if `json` is not an object.
[[nodiscard]] std::optional<SandboxBehaviour> read_behaviour(std::string_view json);

class NoticeQueue {
 public:
  /// `make` is called when the notice is sent, so that the time in its signature is then.
  void add(SandboxBehaviour const& behaviour, base::Instant now, std::function<ports::HttpRequest()> make);
  /// Sends what is due. To be called often, by one thread.
  void send_due(ports::HttpClient& client, ports::Clock const& clock);

 private:
  struct Notice {
    std::int64_t due_microseconds = 0;
    std::function<ports::HttpRequest()> make;
  };
  std::mutex mutex_;
  std::deque<Notice> notices_;
};

/// A member of a request's body; empty, or nothing, if it is not there or not a text, or not a number of zero or more.
[[nodiscard]] std::string text_in(std::string_view json, std::string_view pointer);
[[nodiscard]] std::optional<std::int64_t> amount_in(std::string_view json, std::string_view pointer);

}  // namespace http::sandbox
