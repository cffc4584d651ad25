#include "http/hooks/notice_calls.h"

#include "http/problem.h"

namespace http::hooks {

ports::NoticeRequest notice_request(Request const& request) {
  ports::NoticeRequest call{"POST", request.target, {}, request.body};
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    auto const [name, value] = request.headers.at(i);
    call.headers.push_back({std::string{name}, std::string{value}});
  }
  return call;
}

Response notice_refused(ports::NoticeRefusal refusal, Request const& request) {
  bool const readable = refusal != ports::NoticeRefusal::kMalformed;
  return problem_response({readable ? 401 : 400,
                           readable ? "notice_not_genuine" : "notice_unreadable",
                           "The notice was not accepted",
                           {},
                           "Check the secret, the clock and the address.",
                           {}},
                          request);
}

}  // namespace http::hooks
