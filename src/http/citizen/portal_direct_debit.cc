// /api/citizen/v1/direct-debit: whether what falls due is collected from the person's account, and what will be.
//
// A wish, and its end, are one request each. No account number comes here: the bank confirms whose account it is.
#include <algorithm>

#include "http/citizen/portal.h"
#include "http/citizen/views.h"
#include "http/json_writer.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

using payments::Collection;
using payments::CollectionState;
using payments::Mandate;
using payments::MandateState;

// As banks ask for them.
constexpr std::size_t kCreditorDigits = 8;
constexpr std::size_t kGroupDigits = 5;

std::string with_zeros(std::int64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

constexpr std::int32_t kDaysShown = 60;  // of collections that have ended

Problem refused(engine::Refusal refusal) {
  using engine::Refusal;
  bool const is_unknown = refusal == Refusal::kCollectionNotFound || refusal == Refusal::kMandateNotFound;
  return {is_unknown ? 404 : 409,
          std::string{engine::code_of(refusal)},
          "This cannot be done",
          {},
          std::string{engine::advice_for(refusal)},
          {}};
}

}  // namespace

void Portal::add_direct_debit_routes(Router& router) {
  auto const citizen = [](Request const& request) -> Citizen const& { return *request.caller<Citizen>(); };
  router.add(Method::kGet, "/api/citizen/v1/direct-debit", Privilege::kCitizen,
             [this, citizen](Request const& request) { return json_response(200, direct_debit(citizen(request))); });
  router.add(Method::kPost, "/api/citizen/v1/direct-debit", Privilege::kCitizen,
             [this, citizen](Request const& request) { return sign_up_mandate(request, citizen(request)); });
  router.add(Method::kPost, "/api/citizen/v1/direct-debit/end", Privilege::kCitizen,
             [this, citizen](Request const& request) { return end_mandate(request, citizen(request)); });
  router.add(Method::kPost, "/api/citizen/v1/direct-debit/collections/{collection_id}/stop", Privilege::kCitizen,
             [this, citizen](Request const& request) { return stop_collection(request, citizen(request)); });
}

std::optional<Mandate> Portal::mandate_of(Citizen const& citizen) {
  if (!citizen.session.debtor) return std::nullopt;
  for (Mandate& each : parts_.books.reader()->mandates_of(options_.authority, citizen.session.debtor)) {
    if (each.state != MandateState::kEnded) return std::move(each);
  }
  return std::nullopt;
}

std::string Portal::direct_debit(Citizen const& citizen) {
  auto const policy = options_.direct_debit_policy ? options_.direct_debit_policy() : payments::DirectDebitPolicy{};
  auto const reader = parts_.books.reader();
  JsonWriter json;
  json.begin_object().member("available", policy.has_agreement() && bool{citizen.session.debtor});
  json.member("currency", profile()->authority.currency.code()).member("notice_days", policy.notice_days);
  if (auto const mandate = mandate_of(citizen)) {
    json.key("mandate").begin_object().member("state", payments::name_of(mandate->state));
    json.member("asked", mandate->asked);
    if (mandate->confirmed) json.member("confirmed", *mandate->confirmed);
    // What the bank asks for when one signs up there.
    json.member("creditor_number", with_zeros(policy.creditor_number, kCreditorDigits));
    json.member("debtor_group", with_zeros(policy.debtor_group, kGroupDigits));
    json.member("customer_number", std::to_string(mandate->id.value)).end_object();
  }
  json.key("collections").begin_array();
  if (citizen.session.debtor) {
    auto collections = reader->collections_of(options_.authority, citizen.session.debtor);
    std::ranges::sort(collections, {}, &Collection::day);
    for (Collection const& each : collections) {
      if (each.ended && each.ended->days + kDaysShown < now().date.days) continue;
      json.begin_object().member("id", std::to_string(each.id.value)).member("day", each.day);
      json.member("amount_minor", each.amount_minor()).member("state", payments::name_of(each.state));
      json.member("may_stop", each.state == CollectionState::kPlanned).key("claims").begin_array();
      for (payments::Choice const& part : each.parts) {
        auto const claim = reader->claim(options_.authority, {part.claim, {}, {}});
        json.begin_object().member("id", std::to_string(part.claim.value));
        json.member("reference", claim ? claim->reference : std::string{});
        json.member("amount_minor", *part.limit_minor).end_object();
      }
      json.end_array().end_object();
    }
  }
  return json.end_array().end_object().take();
}

Response Portal::write_direct_debit(Request const& request, Citizen const& citizen, std::string const& what,
                                    engine::Command command, int status) {
  auto const key = request.header("idempotency-key").value_or("");
  if (key.size() < 16 || key.size() > 64) {
    return problem_response({422,
                             "idempotency_key_missing",
                             "The request has no usable key",
                             {},
                             "Send an Idempotency-Key header of 16 to 64 letters.",
                             {}},
                            request);
  }
  engine::Submission submission{options_.authority, actor_of(citizen), what + " " + std::string{key}, {}, {}, {}};
  submission.commands.push_back(std::move(command));
  auto const outcome = parts_.books.submit_one(std::move(submission), now());
  if (!outcome) return problem_response(refused(outcome.error().refusal), request);
  return json_response(status, direct_debit(citizen));
}

Response Portal::sign_up_mandate(Request const& request, Citizen const& citizen) {
  if (!citizen.session.debtor) return problem_response(refused(engine::Refusal::kMandateNotFound), request);
  Response response =
      write_direct_debit(request, citizen, "sign up", engine::SignUpMandate{citizen.session.debtor}, 201);
  if (response.status == 201) {
    parts_.forms.sent(engine::Form::kDirectDebit, now().date);
  } else {
    parts_.forms.refused(engine::Form::kDirectDebit, now().date,
                         {engine::FormField::kForm, engine::FormCode::kUnavailable});
  }
  return response;
}

Response Portal::end_mandate(Request const& request, Citizen const& citizen) {
  auto const mandate = mandate_of(citizen);
  // It has ended, and that was wanted.
  if (!mandate) return json_response(200, direct_debit(citizen));
  return write_direct_debit(request, citizen, "end mandate", engine::EndMandate{mandate->id, "by_themselves"}, 200);
}

Response Portal::stop_collection(Request const& request, Citizen const& citizen) {
  base::CollectionId const id{read_id(request.parameter("collection_id"))};
  auto const found = id ? parts_.books.reader()->collection(options_.authority, id) : std::nullopt;
  if (!found || found->debtor != citizen.session.debtor || !citizen.session.debtor) {
    return problem_response(refused(engine::Refusal::kCollectionNotFound), request);
  }
  return write_direct_debit(request, citizen, "stop collection", engine::StopCollection{id}, 200);
}

}  // namespace http::citizen
