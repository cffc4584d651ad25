// /api/citizen/v1/referrals: to agree that an organisation of the authority's directory gets in touch, to see what has
// become of it, and to take it back as easily as it was given.
//
// Only oneself: who acts for somebody neither agrees for them nor sees that they get help. The postcode and the need
// come in the body of a request; what is looked up is forgotten.
#include <algorithm>

#include "help/referral.h"
#include "http/citizen/portal.h"
#include "http/citizen/views.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

using help::Entry;
using help::Referral;

// The version of the words that a person says yes to (web/messages: referral.agree_*). Whoever has seen others agrees
// anew.
constexpr std::string_view kConsentWords = "2026-11";
constexpr std::int32_t kDaysShown = 180;  // of referrals that have ended

std::array<std::string_view, help::kNeeds.size()> need_names() {
  std::array<std::string_view, help::kNeeds.size()> names;
  std::ranges::transform(help::kNeeds, names.begin(), [](help::Need need) { return help::name_of(need); });
  return names;
}

Problem refused(engine::Refusal refusal) {
  int const status = refusal == engine::Refusal::kReferralNotFound ? 404 : 409;
  return {status, std::string{engine::code_of(refusal)},    "This cannot be done",
          {},     std::string{engine::advice_for(refusal)}, {}};
}

Problem wrong_field(std::string_view path, std::string_view code, std::string_view next_step) {
  return {422, std::string{code},      "The request does not fit",
          {},  std::string{next_step}, {{std::string{path}, std::string{code}}}};
}

/// Whom the authority refers people to. An invented entry is nobody, outside the demo.
bool takes_referrals(Entry const& entry, bool is_demo) {
  return entry.access != help::Access::kSelf && (is_demo || !entry.example);
}

void write_texts(JsonWriter& json, std::string_view name, help::Texts const& texts) {
  json.key(name).begin_object();
  for (auto const& [language, text] : texts) json.member(language, text);
  json.end_object();
}

void write_entry(JsonWriter& json, help::Found const& found) {
  Entry const& entry = *found.entry;
  json.begin_object().member("code", entry.code).member("name", entry.name).member("example", entry.example);
  write_texts(json, "about", entry.about);
  write_texts(json, "for_whom", entry.for_whom);
  write_texts(json, "hours", entry.hours);
  json.member("near", found.near).member("checked_on", entry.checked_on).member("stale", found.stale);
  if (!entry.phone.empty()) json.member("phone", entry.phone);
  if (!entry.website.empty()) json.member("website", entry.website);
  json.end_object();
}

void write_referral(JsonWriter& json, Referral const& each, std::string const& number, Entry const* entry) {
  json.begin_object().member("id", std::to_string(each.id.value)).member("number", number);
  // Somebody who is in the directory no more is still who it was.
  json.member("name", entry != nullptr ? entry->name : each.helper).member("need", help::name_of(each.need));
  if (entry != nullptr && !entry->phone.empty()) json.member("phone", entry->phone);
  json.member("state", help::name_of(each.state)).member("consented", each.consented).member("until", each.until);
  if (each.ended) json.member("ended", *each.ended);
  if (each.outcome != help::Outcome::kNone) json.member("outcome", help::name_of(each.outcome));
  if (each.fresh_until) json.member("nothing_asked_until", *each.fresh_until);
  json.end_object();
}

}  // namespace

void Portal::add_referral_routes(Router& router) {
  auto const citizen = [](Request const& request) -> Citizen const& { return *request.caller<Citizen>(); };
  router.add(Method::kGet, "/api/citizen/v1/referrals", Privilege::kCitizen,
             [this, citizen](Request const& request) { return json_response(200, referrals(citizen(request))); });
  router.add(Method::kPost, "/api/citizen/v1/referrals", Privilege::kCitizen,
             [this, citizen](Request const& request) { return agree_to_referral(request, citizen(request)); });
  router.add(Method::kPost, "/api/citizen/v1/referrals/search", Privilege::kCitizen,
             [this, citizen](Request const& request) { return find_helpers(request, citizen(request)); });
  router.add(Method::kPost, "/api/citizen/v1/referrals/{referral_id}/withdraw", Privilege::kCitizen,
             [this, citizen](Request const& request) { return withdraw_from_referral(request, citizen(request)); });
}

bool Portal::has_helpers() const {
  if (!parts_.help) return false;
  HelpDirectory const known = parts_.help();
  bool const is_demo = !options_.demo_personas.empty();
  return std::ranges::any_of(known.directory->entries,
                             [&](Entry const& entry) { return takes_referrals(entry, is_demo); });
}

std::string Portal::referrals(Citizen const& citizen) {
  bool const is_self = citizen.self && !citizen.power;
  base::Date const today = now().date;
  auto const reader = parts_.books.reader();
  HelpDirectory const known = parts_.help ? parts_.help() : HelpDirectory{};
  JsonWriter json;
  json.begin_object().member("today", today).member("may_agree", is_self && profile()->has_helpers);
  json.member("consent", kConsentWords).member("longest_days", known.longest_days);
  json.key("referrals").begin_array();
  if (is_self) {
    auto all = reader->referrals_of(options_.authority, citizen.self);
    std::ranges::sort(all, std::ranges::greater{}, &Referral::recorded_seq);
    for (Referral const& each : all) {
      if (each.ended && each.ended->days + kDaysShown < today.days) continue;
      Entry const* const entry = known.directory ? known.directory->find(each.helper) : nullptr;
      write_referral(json, each, enquiry_number(*profile(), each.recorded_seq), entry);
    }
  }
  return json.end_array().end_object().take();
}

Response Portal::find_helpers(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  std::string const typed = root.optional_text("postcode", {.max_letters = 20}).value_or("");
  auto const need = root.optional_word("need", need_names());
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  if (!may_write(request, citizen, {})) return problem_response(forbidden(), request);
  bool const is_empty = typed.find_first_not_of(" \t") == std::string::npos;
  auto const postcode = help::tidy_postcode(typed);
  if (!is_empty && !postcode) {
    return problem_response(wrong_field("$.postcode", "postcode_invalid", "Send a postcode, or none."), request);
  }
  help::Query query;
  query.postcode = postcode.value_or("");
  if (need) query.need = help::kNeeds[*need];
  JsonWriter json;
  json.begin_object().key("helpers").begin_array();
  if (parts_.help) {
    HelpDirectory const known = parts_.help();
    for (help::Found const& found : help::find_help(*known.directory, query, now().date, known.stale_days)) {
      if (takes_referrals(*found.entry, !options_.demo_personas.empty())) write_entry(json, found);
    }
  }
  return json_response(200, json.end_array().end_object().take());
}

std::optional<Response> Portal::refuse_referral_write(Request const& request, Citizen const& citizen) {
  if (citizen.power) {
    return problem_response({403,
                             "only_oneself",
                             "Somebody else cannot agree to this",
                             {},
                             "The person does it logged in as themselves, or calls the authority.",
                             {}},
                            request);
  }
  return refuse_plan_write(request, citizen);
}

Response Portal::agree_to_referral(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  std::string const helper = root.text("helper", {.min_letters = 1, .max_letters = 64});
  std::size_t const need = root.word("need", need_names());
  std::string const consent = root.text("consent", {.min_letters = 1, .max_letters = 32});
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  if (auto refusal = refuse_referral_write(request, citizen)) return *std::move(refusal);
  if (consent != kConsentWords) {
    return problem_response(
        wrong_field("$.consent", "consent_outdated", "Show the words as they are now, and ask again."), request);
  }
  HelpDirectory const known = parts_.help ? parts_.help() : HelpDirectory{};
  Entry const* const entry = known.directory ? known.directory->find(helper) : nullptr;
  bool const fits = entry != nullptr && takes_referrals(*entry, !options_.demo_personas.empty()) &&
                    std::ranges::count(entry->needs, help::kNeeds[need]) > 0;
  if (!fits) {
    return problem_response(wrong_field("$.helper", "helper_unknown", "Search again, and choose one of those."),
                            request);
  }
  engine::Submission submission{
      options_.authority,
      actor_of(citizen),
      "agree to referral " + std::string{*request.header("idempotency-key")},
      {},
      {},
      {engine::ReferToHelp{citizen.self, helper, help::kNeeds[need], help::Consent::kDigitally, now().date}}};
  auto const outcome = parts_.books.submit_one(std::move(submission), now());
  if (!outcome) return problem_response(refused(outcome.error().refusal), request);
  return json_response(201, referrals(citizen));
}

Response Portal::withdraw_from_referral(Request const& request, Citizen const& citizen) {
  if (auto refusal = refuse_referral_write(request, citizen)) return *std::move(refusal);
  base::ReferralId const id{read_id(request.parameter("referral_id"))};
  auto const found = id ? parts_.books.reader()->referral(options_.authority, id) : std::nullopt;
  // Another's is none: the same answer whether it exists or not.
  if (!found || found->debtor != citizen.self) {
    return problem_response(refused(engine::Refusal::kReferralNotFound), request);
  }
  engine::Submission submission{options_.authority,
                                actor_of(citizen),
                                "withdraw from referral " + std::string{*request.header("idempotency-key")},
                                {},
                                {},
                                {engine::EndReferral{id, help::Outcome::kWithdrawn, now().date}}};
  auto const outcome = parts_.books.submit_one(std::move(submission), now());
  // It has ended meanwhile: that is what was wanted.
  if (!outcome && outcome.error().refusal != engine::Refusal::kReferralNotOpen) {
    return problem_response(refused(outcome.error().refusal), request);
  }
  return json_response(200, referrals(citizen));
}

}  // namespace http::citizen
