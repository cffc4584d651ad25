#include "http/hooks/payment_hooks.h"

#include "http/hooks/notice_calls.h"

namespace http::hooks {

namespace {

Response receive(Request const& request, PaymentHookParts const& parts) {
  base::Instant const now = parts.clock.now();
  auto const notice = parts.provider.check_notice(notice_request(request), now);
  if (!notice) return notice_refused(notice.error(), request);
  parts.operations.store_notice({parts.authority, 0, parts.provider.capabilities().name, notice->deduplication_key,
                                 notice->reference, request.body, now});
  parts.wake_janitor();
  Response accepted = no_content();
  accepted.status = parts.accepted_status;
  return accepted;
}

}  // namespace

void add_payment_hook(Router& router, PaymentHookParts parts) {
  // The signature is over the raw body, so the handler checks it; the gate has nothing to add.
  router.set_gate(Privilege::kWebhook, [](Request&) { return std::optional<Response>{}; });
  std::string const path = "/hooks/" + parts.provider.capabilities().name;
  router.add(Method::kPost, path, Privilege::kWebhook,
             [parts = std::move(parts)](Request const& request) { return receive(request, parts); });
}

}  // namespace http::hooks
