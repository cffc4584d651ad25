#include "http/sandbox/misbehaviour.h"

#include <boost/json.hpp>

namespace http::sandbox {

namespace {

/// `pointer` as in RFC 6901, such as "/order/amount".
std::optional<boost::json::value> find_in(std::string_view json, std::string_view pointer) {
  boost::system::error_code error;
  boost::json::value const body = boost::json::parse({json.data(), json.size()}, error);
  if (error) return std::nullopt;
  boost::json::value const* found = body.find_pointer({pointer.data(), pointer.size()}, error);
  return found != nullptr && !error ? std::optional{*found} : std::nullopt;
}

}  // namespace

std::string text_in(std::string_view json, std::string_view pointer) {
  auto const found = find_in(json, pointer);
  return found && found->is_string() ? std::string{found->get_string().c_str()} : std::string{};
}

std::optional<std::int64_t> amount_in(std::string_view json, std::string_view pointer) {
  auto const found = find_in(json, pointer);
  if (!found || !found->is_int64() || found->get_int64() < 0) return std::nullopt;
  return found->get_int64();
}

std::optional<SandboxBehaviour> read_behaviour(std::string_view json) {
  boost::system::error_code error;
  boost::json::value const body = boost::json::parse({json.data(), json.size()}, error);
  if (error || !body.is_object()) return std::nullopt;
  auto const number = [&](std::string_view key, std::int64_t fallback) {
    auto const* value = body.get_object().if_contains({key.data(), key.size()});
    return value != nullptr && value->is_int64() ? value->get_int64() : fallback;
  };
  return SandboxBehaviour{static_cast<int>(number("notice_copies", 1)),
                          number("notice_delay_ms", 0),
                          number("answer_delay_ms", 0),
                          number("fail_creates", 0) != 0,
                          number("fail_charges", 0) != 0,
                          number("refuse_charges", 0) != 0};
}

void NoticeQueue::add(SandboxBehaviour const& behaviour, base::Instant now, std::function<ports::HttpRequest()> make) {
  std::lock_guard const lock{mutex_};
  for (int copy = 0; copy < behaviour.notice_copies; ++copy) {
    notices_.push_back({now.microseconds + behaviour.notice_delay_ms * 1'000, make});
  }
}

void NoticeQueue::send_due(ports::HttpClient& client, ports::Clock const& clock) {
  while (true) {
    Notice notice;
    {
      std::lock_guard const lock{mutex_};
      if (notices_.empty() || notices_.front().due_microseconds > clock.now().microseconds) return;
      notice = std::move(notices_.front());
      notices_.pop_front();
    }
    (void)client.send(notice.make());
  }
}

}  // namespace http::sandbox
