#include "http/enquiry_json.h"

namespace http {

void write_enquiry(JsonWriter& out, EnquiryFacts const& facts, NameClaim const& name,
                   std::function<bool(base::ClaimId)> const& shown) {
  enquiries::Enquiry const& enquiry = facts.enquiry;
  auto const date = [&](std::string_view member, std::optional<base::Date> const& day) {
    if (day) out.member(member, *day);
  };
  out.member("number", facts.number).member("kind", enquiries::name_of(enquiry.kind)).member("reason", enquiry.reason);
  out.member("state", enquiries::name_of(enquiry.state)).member("way", enquiries::name_of(enquiry.way));
  out.member("received", enquiry.received);
  date("wanted", enquiry.wanted);
  out.member("holds", enquiry.holds);
  if (enquiries::is_open(enquiry.state) || enquiry.outcome != enquiries::Outcome::kNone) {
    out.member("answer_by", enquiry.answer_by).member("late", enquiry.is_late(facts.today));
  }
  date("asked", enquiry.asked);
  date("department_answers_by", enquiry.asked_for);
  date("promised", enquiry.promised);
  date("ended", enquiry.ended);
  if (enquiry.outcome != enquiries::Outcome::kNone) out.member("outcome", enquiries::name_of(enquiry.outcome));
  date("granted", enquiry.granted);
  if (!enquiry.ended_reason.empty()) out.member("ended_reason", enquiry.ended_reason);
  out.key("claims").begin_array();
  for (enquiries::EnquiredClaim const& each : enquiry.claims) {
    if (shown && !shown(each.claim)) continue;
    out.begin_object();
    name(out, each.claim);
    if (each.outcome != enquiries::Outcome::kNone) out.member("outcome", enquiries::name_of(each.outcome));
    out.end_object();
  }
  out.end_array().key("words").begin_array();
  for (engine::OpenedWords const& each : facts.words) {
    out.begin_object().member("line", each.line).member("by", enquiries::name_of(each.writer));
    out.member("text", each.text).end_object();
  }
  out.end_array();
}

}  // namespace http
