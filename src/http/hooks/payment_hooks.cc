#include "http/hooks/payment_hooks.h"

#include "http/problem.h"

namespace http::hooks {

namespace {

Response receive(Request const& request, PaymentHookParts const& parts) {
  ports::NoticeRequest notice_request{"POST", request.target, {}, request.body};
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    auto const [name, value] = request.headers.at(i);
    notice_request.headers.push_back({std::string{name}, std::string{value}});
  }
  base::Instant const now = parts.clock.now();
  auto const notice = parts.provider.check_notice(notice_request, now);
  if (!notice) {
    // One answer for every cause: a forger learns nothing.
    bool const readable = notice.error() != ports::NoticeRefusal::kMalformed;
    return problem_response({readable ? 401 : 400,
                             readable ? "notice_not_genuine" : "notice_unreadable",
                             "The notice was not accepted",
                             {},
                             "Check the secret, the clock and the address.",
                             {}},
                            request);
  }
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
