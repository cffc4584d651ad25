#include "http/hooks/message_hooks.h"

#include "http/hooks/notice_calls.h"

namespace http::hooks {

namespace {

Response receive(Request const& request, MessageHookParts const& parts) {
  auto const notice = parts.notices.check_notice(notice_request(request));
  if (!notice) return notice_refused(notice.error(), request);
  parts.operations.store_notice(
      {parts.authority, 0, parts.notices.provider(), notice->deduplication_key, {}, notice->kept, parts.clock.now()});
  parts.wake_janitor();
  return no_content();
}

}  // namespace

void add_message_hook(Router& router, MessageHookParts parts) {
  router.set_gate(Privilege::kWebhook, [](Request&) { return std::optional<Response>{}; });
  std::string const path = "/hooks/" + parts.notices.provider();
  router.add(Method::kPost, path, Privilege::kWebhook,
             [parts = std::move(parts)](Request const& request) { return receive(request, parts); });
}

}  // namespace http::hooks
