// /api/citizen/v1/creditors: what the person owes the other authorities of the installation, if the person lets them
// tell; and one plan with all of them.
//
// Only oneself. An authority is named by its code; that a person is known there is told to nobody before they have said
// yes, and then to them alone.
#include <algorithm>

#include "engine/other_creditors.h"
#include "http/citizen/portal.h"
#include "http/citizen/views.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/plan_json.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

using arrangements::JointProposal;
using arrangements::ProposalKind;
using engine::CreditorsAsker;
using engine::JointOffer;
using engine::OtherCreditor;
using engine::Refusal;

// The version of the words that a person says yes to (web/messages: creditors.agree_*). Whoever has seen others agrees
// anew.
constexpr std::string_view kConsentWords = "2026-11";
constexpr std::int64_t kMostMinor = 1'000'000'000'000;

constexpr std::array kKinds = {ProposalKind::kShort,   ProposalKind::kMiddle,  ProposalKind::kLong,
                               ProposalKind::kWished,  ProposalKind::kStepped, ProposalKind::kAbility,
                               ProposalKind::kDeferred};

std::array<std::string_view, kKinds.size()> kind_names() {
  std::array<std::string_view, kKinds.size()> names;
  std::ranges::transform(kKinds, names.begin(), [](ProposalKind kind) { return arrangements::name_of(kind); });
  return names;
}

Problem refused(Refusal refusal) {
  if (refusal == Refusal::kDebtorNotFound) {
    return {409, "not_known_there", "That authority knows of nothing", {}, "There is nothing to be told.", {}};
  }
  return {409, std::string{engine::code_of(refusal)},    "This cannot be done",
          {},  std::string{engine::advice_for(refusal)}, {}};
}

Problem only_oneself() {
  return {403,
          "only_oneself",
          "Somebody else cannot agree to this",
          {},
          "The person does it logged in as themselves, or calls the authority.",
          {}};
}

arrangements::Wish read_wish(JsonObject& root) {
  arrangements::Wish wish;
  if (auto const day = root.optional_whole_number("payday", {.min = 0, .max = 31})) {
    wish.payday = static_cast<std::int32_t>(*day);
  }
  wish.instalment_minor = root.optional_whole_number("instalment_minor", {.min = 1, .max = kMostMinor});
  return wish;
}

/// The names of the sides of an offer, the own one first.
using Names = std::map<base::AuthorityId, std::string>;

void write_part(JsonWriter& json, std::string const& name, arrangements::Schedule const& own,
                std::vector<arrangements::PolicyBreach> const& outside) {
  json.begin_object().member("name", name).member("total_minor", own.total_minor());
  json.member("count", static_cast<std::int64_t>(own.instalments.size()));
  json.member("first_minor", own.instalments.empty() ? 0 : own.instalments.front().minor());
  json.member("within_policy", outside.empty()).end_object();
}

void write_proposal(JsonWriter& json, JointOffer const& offer, JointProposal const& each, Names const& names) {
  std::vector<arrangements::Planned> const days = each.days();
  std::vector<arrangements::PolicyBreach> breaches;
  std::int64_t interest_minor = 0;
  for (std::size_t i = 0; i < offer.sides.size(); ++i) {
    interest_minor += each.schedules[i].interest_minor;
    for (arrangements::PolicyBreach const breach : each.outside[i]) {
      if (std::ranges::find(breaches, breach) == breaches.end()) breaches.push_back(breach);
    }
  }
  json.begin_object().member("kind", arrangements::name_of(each.kind)).member("first_date", days.front().date);
  json.member("last_date", each.last_date()).member("count", static_cast<std::int64_t>(days.size()));
  json.member("largest_instalment_minor", each.largest_minor()).member("total_minor", each.total_minor());
  json.member("interest_minor", interest_minor).member("within_policy", each.is_within_policies());
  write_outside(json, breaches);
  json.key("instalments").begin_array();
  for (arrangements::Planned const& day : days) {
    json.begin_object().member("date", day.date).member("amount_minor", day.minor);
    json.key("claims").begin_array().end_array().end_object();
  }
  json.end_array().key("parts").begin_array();
  for (std::size_t i = 0; i < offer.sides.size(); ++i) {
    if (!each.schedules[i].instalments.empty()) {
      write_part(json, names.at(offer.sides[i].creditor.authority), each.schedules[i], each.outside[i]);
    }
  }
  json.end_array().end_object();
}

}  // namespace

void Portal::add_creditor_routes(Router& router) {
  auto const add = [&](Method method, std::string const& path,
                       Response (Portal::*handler)(Request const&, Citizen const&)) {
    router.add(
        method, "/api/citizen/v1/creditors" + path, Privilege::kCitizen,
        [this, handler](Request const& request) { return (this->*handler)(request, *request.caller<Citizen>()); });
  };
  add(Method::kGet, "", &Portal::show_creditors);
  add(Method::kPost, "/proposals", &Portal::propose_with_creditors);
  add(Method::kPost, "/plan", &Portal::plan_with_creditors);
  add(Method::kPost, "/{authority_code}/{change}", &Portal::change_disclosure);
}

bool Portal::has_creditors() const { return parts_.creditors != nullptr && parts_.creditors->any(options_.authority); }

/// Nothing: nobody who may ask, or nothing to ask.
std::optional<CreditorsAsker> Portal::creditors_asker(Citizen const& citizen) {
  if (parts_.creditors == nullptr || !citizen.self || citizen.power) return std::nullopt;
  auto party = sealed_person(citizen.session);
  if (!party) return std::nullopt;
  return CreditorsAsker{options_.authority, citizen.self, std::move(*party)};
}

std::string Portal::creditors(Citizen const& citizen) {
  base::Now const at = now();
  auto const asker = creditors_asker(citizen);
  JsonWriter json;
  json.begin_object().member("may_agree", asker && has_creditors()).member("consent", kConsentWords);
  json.member("consent_days", engine::kPortalConsentDays).member("currency", profile()->authority.currency.code());
  json.key("creditors").begin_array();
  if (asker) {
    JointOffer const offer = parts_.creditors->offer(*asker, {}, at);
    for (OtherCreditor const& each : parts_.creditors->all(*asker, at.date)) {
      json.begin_object().member("code", each.authority.code).member("name", each.authority.name);
      json.member("tells", each.told_by.has_value());
      if (each.told_by) {
        json.member("since", each.told_by->first);
        if (each.told_by->last) json.member("until", *each.told_by->last);
        json.member("may_end", each.told_by->basis == claims::DisclosureBasis::kConsent);
        auto const side = std::ranges::find(offer.sides, *each.creditor, &engine::JointSide::creditor);
        if (side != offer.sides.end()) {
          json.member("open_minor", side->open_minor).member("has_plan", side->plan.has_value());
        }
      }
      json.end_object();
    }
  }
  return json.end_array().end_object().take();
}

Response Portal::show_creditors(Request const&, Citizen const& citizen) {
  return json_response(200, creditors(citizen));
}

Response Portal::change_disclosure(Request const& request, Citizen const& citizen) {
  bool const allows = request.parameter("change") == "allow";
  if (!allows && request.parameter("change") != "end") return problem_response(not_found(), request);
  std::string consent;
  if (allows) {
    JsonDocument document = JsonDocument::parse_body(request);
    consent = document.root().text("consent", {.min_letters = 1, .max_letters = 32});
    if (!document.errors().empty()) return problem_response(document.problem(), request);
  }
  auto const asker = creditors_asker(citizen);
  if (!asker) return problem_response(only_oneself(), request);
  if (auto refusal = refuse_plan_write(request, citizen)) return *std::move(refusal);
  if (allows && consent != kConsentWords) {
    return problem_response({422,
                             "consent_outdated",
                             "The words have changed",
                             {},
                             "Show the words as they are now, and ask again.",
                             {{"$.consent", "consent_outdated"}}},
                            request);
  }
  auto const all = parts_.creditors->all(*asker, now().date);
  auto const which = std::ranges::find_if(
      all, [&](OtherCreditor const& each) { return each.authority.code == request.parameter("authority_code"); });
  if (which == all.end()) return problem_response(not_found(), request);
  std::string const key = "disclosure " + std::string{*request.header("idempotency-key")};
  auto const refusal =
      allows ? parts_.creditors->allow(*asker, which->authority.id,
                                       "agreed to in the portal, words " + std::string{kConsentWords}, now(), key)
             : parts_.creditors->end(*asker, which->authority.id, now(), key);
  if (refusal) return problem_response(refused(*refusal), request);
  return json_response(200, creditors(citizen));
}

Response Portal::propose_with_creditors(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  arrangements::Wish const wish = read_wish(root);
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  auto const asker = creditors_asker(citizen);
  if (!asker) return problem_response(only_oneself(), request);
  auto const about = profile();
  Names names{{options_.authority, about->authority.name}};
  for (OtherCreditor const& each : parts_.creditors->all(*asker, now().date)) {
    names[each.authority.id] = each.authority.name;
  }
  JointOffer const offer = parts_.creditors->offer(*asker, wish, now());
  JsonWriter json;
  json.begin_object().member("currency", about->authority.currency.code());
  json.member("open_minor", offer.proposals.open_minor).key("creditors").begin_array();
  for (engine::JointSide const& side : offer.sides) {
    json.begin_object().member("name", names.at(side.creditor.authority)).member("open_minor", side.open_minor);
    json.member("has_plan", side.plan.has_value());
    json.member("left_out", static_cast<std::int64_t>(side.left_out.size())).end_object();
  }
  json.end_array().key("proposals").begin_array();
  // Whoever is owed nothing here plans with the others, each on its own.
  if (offer.sides.front().open_minor > 0) {
    for (JointProposal const& each : offer.proposals.all) write_proposal(json, offer, each, names);
  }
  return json_response(200, json.end_array().end_object().take());
}

Response Portal::plan_with_creditors(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  auto const names = kind_names();
  engine::JointChoice choice;
  choice.wish = read_wish(root);
  std::size_t const kind = root.word("kind", names);
  choice.total_minor = root.whole_number("total_minor", {.min = 1, .max = kMostMinor});
  choice.last_date = root.date("last_date");
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  choice.kind = kKinds[kind];
  auto const asker = creditors_asker(citizen);
  if (!asker) return problem_response(only_oneself(), request);
  if (auto refusal = refuse_plan_write(request, citizen)) return *std::move(refusal);
  auto const made =
      parts_.creditors->make(*asker, choice, now(), "joint plan " + std::string{*request.header("idempotency-key")});
  if (!made) return problem_response(refused(made.error()), request);
  auto const reader = parts_.books.reader();
  auto const authorities = reader->authorities();
  JsonWriter json;
  json.begin_object().member("currency", profile()->authority.currency.code()).key("plans").begin_array();
  for (engine::JointArrangement const& each : *made) {
    auto const plan = reader->arrangement(each.creditor.authority, each.arrangement);
    auto const whose = std::ranges::find(authorities, each.creditor.authority, &ports::Authority::id);
    if (!plan || whose == authorities.end()) continue;
    json.begin_object().member("name", whose->name).member("state", arrangements::name_of(plan->state));
    json.member("total_minor", plan->total_minor()).member("first_date", plan->instalments.front().date);
    json.member("count", static_cast<std::int64_t>(plan->instalments.size())).end_object();
  }
  return json_response(201, json.end_array().end_object().take());
}

}  // namespace http::citizen
