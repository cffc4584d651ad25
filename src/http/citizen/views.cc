#include "http/citizen/views.h"

#include <algorithm>
#include <charconv>

#include "claims/life_cycle.h"
#include "http/citizen/timeline.h"
#include "http/claim_json.h"

namespace http::citizen {

namespace {

using claims::Claim;
using claims::ClaimState;
using ledger::Component;

bool is_overdue(Claim const& claim, base::Date today) {
  return claim.state == ClaimState::kOpen && claim.open_minor() > 0 && claim.dates.last_payment_day < today;
}

bool is_payable(Claim const& claim) { return claim.state == ClaimState::kOpen && claim.open_minor() > 0; }

std::string_view department_of(AuthorityProfile const& profile, base::SourceId source) {
  auto const found = profile.department_names.find(source);
  return found == profile.department_names.end() ? std::string_view{} : std::string_view{found->second};
}

void write_claim_members(JsonWriter& json, Claim const& claim, AuthorityProfile const& profile, base::Date today) {
  json.member("id", std::to_string(claim.id.value))
      .member("type", claim.type)
      .member("reference", claim.reference)
      .member("department", department_of(profile, claim.source));
  write_dates(json, claim.dates);
  json.member("state", claims::name_of(claim.state))
      .member("objection_open", claim.disputed())
      .member("overdue", is_overdue(claim, today))
      .member("payable", is_payable(claim));
  write_component_amounts(json, claim.open);
  json.member("open_minor", claim.open_minor())
      .member("charged_minor", claim.charged.total())
      .member("paid_minor", claim.paid_minor());
  // As one debtor owes it there are two shares: the own, and all others'.
  if (!claim.shares.empty()) {
    json.key("share")
        .begin_object()
        .member("parts", claim.shares[0].parts)
        .member("of", claim.shares[0].parts + claim.shares[1].parts)
        .end_object();
  }
}

/// One part a claim; a claim's components together.
void write_parts(JsonWriter& json, std::vector<payments::Allocation> const& allocations,
                 std::vector<Claim> const& claims) {
  json.key("parts").begin_array();
  for (std::size_t i = 0; i < allocations.size();) {
    base::ClaimId const id = allocations[i].claim;
    std::int64_t sum = 0;
    for (; i < allocations.size() && allocations[i].claim == id; ++i) sum += allocations[i].minor;
    auto const claim = std::ranges::find(claims, id, &Claim::id);
    json.begin_object()
        .member("claim_id", std::to_string(id.value))
        .member("type", claim == claims.end() ? std::string{"other"} : claim->type)
        .member("amount_minor", sum)
        .end_object();
  }
  json.end_array();
}

std::string_view history_state(payments::Payment const& payment) {
  if (payment.state == payments::PaymentState::kReversed) return "reversed";
  return payment.refunded_minor > 0 ? "refunded" : "paid";
}

/// What is open first, the earliest last day to pay on top; then what is done with, the newest on top.
void sort_for_reading(std::vector<Claim>& claims) {
  std::ranges::sort(claims, [](Claim const& a, Claim const& b) {
    bool const a_open = a.open_minor() > 0;
    bool const b_open = b.open_minor() > 0;
    if (a_open != b_open) return a_open;
    if (a.dates.last_payment_day != b.dates.last_payment_day) {
      return a_open ? a.dates.last_payment_day < b.dates.last_payment_day
                    : a.dates.last_payment_day > b.dates.last_payment_day;
    }
    return a.id < b.id;
  });
}

std::string numbered(AuthorityProfile const& profile, std::string_view series, std::int64_t value) {
  std::string number = std::to_string(value);
  if (number.size() < 6) number.insert(0, 6 - number.size(), '0');
  std::string prefix = profile.authority.code;
  std::ranges::transform(prefix, prefix.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return prefix + std::string{series} + number;
}

}  // namespace

std::string receipt_number(AuthorityProfile const& profile, base::PaymentId payment) {
  return numbered(profile, "-", payment.value);
}

std::int64_t read_id(std::string_view text) {
  std::int64_t id = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc{} && end == text.data() + text.size() && id > 0 ? id : 0;
}

std::string enquiry_number(AuthorityProfile const& profile, std::int64_t seq) { return numbered(profile, "-H", seq); }

std::string_view shown_state(payments::AttemptState state) {
  switch (state) {
    case payments::AttemptState::kStarted:
    case payments::AttemptState::kWaiting:
      return "pending";
    case payments::AttemptState::kAuthorized:
      return "approved";
    case payments::AttemptState::kCaptured:
      return "paid";
    case payments::AttemptState::kDeclined:
      return "declined";
    case payments::AttemptState::kExpired:
      return "expired";
    case payments::AttemptState::kCancelled:
      return "cancelled";
    case payments::AttemptState::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::string authority_json(AuthorityProfile const& profile) {
  JsonWriter json;
  json.begin_object()
      .member("code", profile.authority.code)
      .member("name", profile.authority.name)
      .member("country", profile.authority.country)
      .member("currency", profile.authority.currency.code());
  json.key("languages").begin_array();
  for (std::string const& language : profile.languages) json.value(language);
  json.end_array().key("means").begin_array();
  for (ledger::Means const means : profile.means) json.value(means_name(means));
  json.end_array().member("phone", profile.phone).member("email", profile.email).key("opening_hours").begin_object();
  for (auto const& [language, hours] : profile.opening_hours) json.member(language, hours);
  json.end_object().end_object();
  return json.take();
}

std::string overview_json(OverviewFacts facts) {
  std::int64_t open = 0;
  std::int64_t overdue = 0;
  for (Claim const& claim : facts.claims) {
    open += claim.open_minor();
    if (is_overdue(claim, facts.now.date)) overdue += claim.open_minor();
  }
  sort_for_reading(facts.claims);
  JsonWriter json;
  json.begin_object()
      .key("authority")
      .raw(authority_json(facts.profile))
      .member("as_of", facts.now.instant)
      .member("total_open_minor", open)
      .member("overdue_minor", overdue)
      .member("credit_minor", facts.credit_minor)
      .member("currency", facts.profile.authority.currency.code());
  json.key("claims").begin_array();
  for (Claim const& claim : facts.claims) {
    json.begin_object();
    write_claim_members(json, claim, facts.profile, facts.now.date);
    json.end_object();
  }
  json.end_array();
  json.key("payments").begin_array();
  for (auto payment = facts.payments.rbegin(); payment != facts.payments.rend(); ++payment) {
    json.begin_object()
        .member("id", std::to_string(payment->id.value))
        .member("date", payment->value_date)
        .member("amount_minor", payment->amount_minor)
        .member("means", means_name(payment->means))
        .member("state", history_state(*payment))
        .member("receipt_number", receipt_number(facts.profile, payment->id))
        .member("credited_minor", payment->credit_minor);
    write_parts(json, payment->allocations, facts.claims);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string payment_json(PaymentFacts const& facts) {
  JsonWriter json;
  json.begin_object();
  bool const captured = facts.payment != nullptr;
  std::int64_t const id = facts.attempt != nullptr ? facts.attempt->id.value : facts.payment->id.value;
  json.member("id", std::to_string(id))
      .member("state", facts.attempt != nullptr ? shown_state(facts.attempt->state) : std::string_view{"paid"})
      .member("amount_minor", captured ? facts.payment->amount_minor : facts.attempt->amount_minor)
      .member("currency", facts.profile.authority.currency.code());
  if (captured) {
    write_parts(json, facts.payment->allocations, facts.claims);
    json.member("receipt_number", receipt_number(facts.profile, facts.payment->id))
        .member("paid_at", facts.paid_at)
        .member("means", means_name(facts.payment->means));
  } else {
    std::vector<payments::Allocation> wanted;
    for (payments::Choice const& choice : facts.attempt->choices) {
      wanted.push_back({choice.claim, Component::kPrincipal, choice.limit_minor.value_or(0)});
    }
    write_parts(json, wanted, facts.claims);
  }
  json.member("credited_minor", captured ? facts.payment->credit_minor : std::int64_t{0});
  if (!facts.redirect_url.empty()) json.member("redirect_url", facts.redirect_url);
  json.end_object();
  return json.take();
}

std::string claim_json(ClaimFacts const& facts) {
  JsonWriter json;
  json.begin_object();
  write_claim_members(json, facts.claim, facts.profile, facts.now.date);
  json.key("timeline").begin_array();
  write_timeline(json, facts.claim, facts.history);
  json.end_array();
  auto const contact = facts.profile.department_contacts.find(facts.claim.source);
  bool const known = contact != facts.profile.department_contacts.end();
  json.key("decided_by")
      .begin_object()
      .member("department", department_of(facts.profile, facts.claim.source))
      .member("authority", facts.profile.authority.name)
      .member("phone", known ? contact->second.phone : facts.profile.phone)
      .member("email", known ? contact->second.email : facts.profile.email)
      .end_object();
  if (auto const basis = facts.profile.legal_basis.find(facts.claim.type); basis != facts.profile.legal_basis.end()) {
    json.member("legal_basis", basis->second);
  }
  bool const is_joint = facts.claim.shares.empty();
  json.member("joint_debtors", is_joint ? static_cast<std::int64_t>(facts.claim.liable.size()) - 1 : std::int64_t{0});
  json.end_object();
  return json.take();
}

}  // namespace http::citizen
