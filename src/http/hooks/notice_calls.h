// What all addresses for partners' notices have in common: the call as its reader wants it, and the one refusal.
#pragma once

#include "http/request.h"
#include "http/response.h"
#include "ports/notice.h"

namespace http::hooks {

[[nodiscard]] ports::NoticeRequest notice_request(Request const& request);

/// One answer for every cause: a forger learns nothing.
[[nodiscard]] Response notice_refused(ports::NoticeRefusal refusal, Request const& request);

}  // namespace http::hooks
