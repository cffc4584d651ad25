#include "apps/direct_debit_command.h"

#include <iostream>

#include "apps/direct_debit_desk.h"
#include "http/json_writer.h"

namespace apps {

namespace {

using payments::Collection;
using payments::Mandate;

struct Desk : DirectDebitDesk {
  using DirectDebitDesk::DirectDebitDesk;

  /// Whether it had been done before.
  bool submit(engine::Command command, std::string const& usual_key) {
    engine::Submission submission{authority.id, clerk_actor(arguments.by), {}, {}, {}, {}};
    submission.key = arguments.key.empty() ? usual_key : arguments.key;
    submission.commands.push_back(std::move(command));
    answer = submit_for_clerk(books, std::move(submission), now);
    return answer.kind == engine::AnswerKind::kRepeated;
  }
  Mandate mandate(base::MandateId id) {
    auto found = books.reader()->mandate(authority.id, id);
    if (!found) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kMandateNotFound)});
    return std::move(*found);
  }

  engine::Answer answer;
};

void write(http::JsonWriter& json, Mandate const& one) {
  json.begin_object().member("mandate", one.id.value).member("debtor", one.debtor.value);
  json.member("state", payments::name_of(one.state)).member("asked", one.asked);
  if (!one.reference.empty()) json.member("reference", one.reference);
  if (one.confirmed) json.member("confirmed", *one.confirmed);
  if (one.ended) json.member("ended", *one.ended).member("reason", one.reason);
  json.end_object();
}

void write(http::JsonWriter& json, Collection const& one) {
  json.begin_object().member("collection", one.id.value).member("mandate", one.mandate.value);
  json.member("debtor", one.debtor.value).member("state", payments::name_of(one.state)).member("day", one.day);
  json.member("amount_minor", one.amount_minor()).key("claims").begin_array();
  for (payments::Choice const& part : one.parts) {
    json.begin_object().member("claim", part.claim.value).member("amount_minor", *part.limit_minor).end_object();
  }
  json.end_array();
  if (one.delivery != 0) json.member("delivery", one.delivery);
  if (one.payment) json.member("payment", one.payment.value);
  if (one.ended) json.member("ended", *one.ended);
  if (!one.reason.empty()) json.member("reason", one.reason);
  json.end_object();
}

void print(Mandate const& one) {
  std::cout << "mandate " << one.id.value << " of debtor " << one.debtor.value << ": " << payments::name_of(one.state)
            << ", asked " << base::format_date(one.asked);
  if (one.confirmed) std::cout << ", confirmed " << base::format_date(*one.confirmed) << " as " << one.reference;
  if (one.ended) std::cout << ", ended " << base::format_date(*one.ended) << ": " << one.reason;
  std::cout << "\n";
}

void print(Collection const& one) {
  std::cout << "collection " << one.id.value << " of debtor " << one.debtor.value << ": "
            << base::format_amount(one.amount_minor()) << " on " << base::format_date(one.day) << ", "
            << payments::name_of(one.state);
  if (one.delivery != 0) std::cout << ", delivery " << one.delivery;
  if (!one.reason.empty()) std::cout << ", " << one.reason;
  std::cout << "\n";
}

int tell(Mandate const& one, bool repeated, Output output) {
  if (output == Output::kText) {
    print(one);
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("repeated", repeated).key("mandate");
  write(json, one);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

}  // namespace

int run_direct_debit_sign_up(DirectDebitArguments const& arguments, Output output) {
  Desk desk{arguments};
  base::DebtorId const debtor{arguments.debtor};
  // Each mandate that has ended makes the next wish another one.
  std::size_t const before = desk.books.reader()->mandates_of(desk.authority.id, debtor).size();
  bool const repeated = desk.submit(engine::SignUpMandate{debtor},
                                    "mandate " + std::to_string(debtor.value) + " " + std::to_string(before));
  auto const* const asked = engine::find_event<engine::MandateAsked>(desk.answer);
  if (asked == nullptr) throw CommandRefused("the books did not say which mandate it is");
  return tell(desk.mandate(asked->mandate), repeated, output);
}

int run_direct_debit_confirm(DirectDebitArguments const& arguments, Output output) {
  Desk desk{arguments};
  base::MandateId const id{arguments.number};
  bool const repeated = desk.submit(engine::ConfirmMandate{id, arguments.reference, desk.now.date},
                                    "confirm mandate " + std::to_string(id.value) + " " + arguments.reference);
  return tell(desk.mandate(id), repeated, output);
}

int run_direct_debit_end(DirectDebitArguments const& arguments, Output output) {
  Desk desk{arguments};
  base::MandateId const id{arguments.number};
  bool const repeated =
      desk.submit(engine::EndMandate{id, arguments.reason}, "end mandate " + std::to_string(id.value));
  return tell(desk.mandate(id), repeated, output);
}

int run_direct_debit_stop(DirectDebitArguments const& arguments, Output output) {
  Desk desk{arguments};
  base::CollectionId const id{arguments.number};
  bool const repeated = desk.submit(engine::StopCollection{id}, "stop collection " + std::to_string(id.value));
  Collection const stopped = *desk.books.reader()->collection(desk.authority.id, id);
  if (output == Output::kText) {
    print(stopped);
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("repeated", repeated).key("collection");
  write(json, stopped);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

int run_direct_debit_list(DirectDebitArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const reader = desk.books.reader();
  std::vector<Mandate> mandates;
  std::vector<Collection> collections;
  if (arguments.debtor != 0) {
    mandates = reader->mandates_of(desk.authority.id, {arguments.debtor});
    collections = reader->collections_of(desk.authority.id, {arguments.debtor});
  } else {
    reader->each_mandate(desk.authority.id, [&](Mandate const& each) {
      if (each.state != payments::MandateState::kEnded) mandates.push_back(each);
    });
    for (auto const state : {payments::CollectionState::kPlanned, payments::CollectionState::kSent}) {
      for (Collection& each : reader->collections_in(desk.authority.id, state)) collections.push_back(std::move(each));
    }
  }
  if (output == Output::kText) {
    for (Mandate const& each : mandates) print(each);
    for (Collection const& each : collections) print(each);
    if (mandates.empty() && collections.empty()) std::cout << "There is none.\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().key("mandates").begin_array();
  for (Mandate const& each : mandates) write(json, each);
  json.end_array().key("collections").begin_array();
  for (Collection const& each : collections) write(json, each);
  std::cout << json.end_array().end_object().take() << "\n";
  return 0;
}

int run_direct_debit_policy(DirectDebitArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const authority = [&] { return desk.installation.authority(arguments.authority); };
  if (arguments.defaults) {
    direct_debit_settings().forget(desk.books, desk.authority);
    forget_direct_debit_bank(desk.books, authority());
  }
  std::vector<std::string> numbers, texts;
  for (std::string const& each : arguments.settings) (is_about_bank(each) ? texts : numbers).push_back(each);
  if (!numbers.empty()) direct_debit_settings().change(desk.books, authority(), {}, numbers);
  if (!texts.empty()) change_direct_debit_bank(desk.books, authority(), direct_debit_policy(authority()), texts);
  auto const policy = direct_debit_policy(authority());
  auto const creditor = direct_debit_creditor(authority(), policy);
  if (output == Output::kText) {
    direct_debit_settings().print(std::cout, policy);
    print_direct_debit_bank(std::cout, creditor);
    std::cout << "WARNING: " << kDirectDebitWarning << "\n";
    if (creditor.on) std::cout << "WARNING: " << kPain008Warning << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object();
  direct_debit_settings().write(json, policy);
  write_direct_debit_bank(json, creditor);
  json.member("warning", kDirectDebitWarning);
  if (creditor.on) json.member("bank_warning", kPain008Warning);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

}  // namespace apps
