// /api/citizen/v1/representations and /acting: who may act for whom, acting for somebody in this session, and ending
// it.
//
// A session in which somebody acts for another sees what the other sees and nothing of its own. What it writes is the
// other's, and the journal names both. Whether it may is looked up again for every request (portal_session.cc).
#include "http/citizen/portal.h"
#include "http/citizen/views.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

using claims::Representation;

Problem refused(engine::Refusal refusal) {
  int const status = refusal == engine::Refusal::kRepresentationNotFound ? 404 : 409;
  return {status, std::string{engine::code_of(refusal)},    "This cannot be done",
          {},     std::string{engine::advice_for(refusal)}, {}};
}

}  // namespace

void Portal::add_representation_routes(Router& router) {
  auto const citizen = [](Request const& request) -> Citizen const& { return *request.caller<Citizen>(); };
  router.add(Method::kGet, "/api/citizen/v1/representations", Privilege::kCitizen,
             [this, citizen](Request const& request) { return json_response(200, representations(citizen(request))); });
  router.add(Method::kPost, "/api/citizen/v1/acting", Privilege::kCitizen,
             [this, citizen](Request const& request) { return act_for(request, citizen(request)); });
  router.add(Method::kPost, "/api/citizen/v1/representations/{representation_id}/end", Privilege::kCitizen,
             [this, citizen](Request const& request) { return end_representation(request, citizen(request)); });
}

std::string Portal::actor_of(Citizen const& citizen) const {
  return claims::actor_for(citizen.self, citizen.session.debtor);
}

std::string Portal::name_of(base::DebtorId debtor) const {
  return options_.name_of_debtor ? options_.name_of_debtor(debtor) : std::string{};
}

std::string Portal::representations(Citizen const& citizen) {
  auto const reader = parts_.books.reader();
  base::Date const today = now().date;
  JsonWriter json;
  auto const write = [&](Representation const& each, base::DebtorId other) {
    json.begin_object().member("id", std::to_string(each.id.value)).member("name", name_of(other));
    json.member("scope", claims::name_of(each.scope)).member("basis", claims::name_of(each.basis));
    json.member("since", each.first);
    if (each.last) json.member("until", *each.last);
  };
  json.begin_object().key("may_act_for").begin_array();
  if (citizen.self) {
    for (Representation const& each : reader->representations_by(options_.authority, citizen.self)) {
      if (!each.covers(today)) continue;
      write(each, each.debtor);
      json.member("acting", citizen.session.acting == each.id).end_object();
    }
  }
  json.end_array().key("represented_by").begin_array();
  if (citizen.self) {
    for (Representation const& each : reader->representations_of(options_.authority, citizen.self)) {
      if (!each.meets(today, std::nullopt)) continue;
      write(each, each.representative);
      json.member("may_end", each.basis != claims::RepresentationBasis::kGuardianship).end_object();
    }
  }
  return json.end_array().end_object().take();
}

Response Portal::act_for(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  std::string const wanted = document.root().text("representation", {.min_letters = 1, .max_letters = 20});
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  Citizen changed = citizen;
  changed.session.acting = {};
  changed.session.debtor = citizen.self;
  changed.power.reset();
  if (wanted != "0") {
    auto const found = parts_.books.reader()->representation(options_.authority, {read_id(wanted)});
    bool const may = found && citizen.self && found->representative == citizen.self && found->covers(now().date);
    if (!may) return problem_response(refused(engine::Refusal::kRepresentationNotFound), request);
    changed.session.acting = found->id;
    changed.session.debtor = found->debtor;
    changed.power = *found;
  }
  parts_.operations.set_acting(citizen.session.hash, changed.session.acting);
  return json_response(200, session_json(request, changed));
}

Response Portal::end_representation(Request const& request, Citizen const& citizen) {
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
  base::RepresentationId const id{read_id(request.parameter("representation_id"))};
  if (!id || !citizen.self) return problem_response(refused(engine::Refusal::kRepresentationNotFound), request);
  // As oneself, whoever one is acting for at the moment: a power of attorney gives no power over powers of attorney.
  engine::Submission submission{options_.authority,
                                claims::actor_for(citizen.self, citizen.self),
                                "end representation " + std::string{key},
                                {},
                                {},
                                {engine::EndRepresentation{id, "by_themselves"}}};
  auto const outcome = parts_.books.submit_one(std::move(submission), now());
  // Two clicks, or two people: it has ended, and that was wanted.
  if (!outcome && outcome.error().refusal != engine::Refusal::kRepresentationEnded) {
    return problem_response(refused(outcome.error().refusal), request);
  }
  return json_response(200, representations(citizen));
}

}  // namespace http::citizen
