#include "apps/disclosure_command.h"

#include <iostream>

#include "apps/clerk_desk.h"
#include "apps/disclosure_settings.h"
#include "apps/installation.h"
#include "apps/same_person.h"
#include "engine/entry.h"
#include "http/json_writer.h"

namespace apps {

namespace {

using claims::Disclosure;

struct Desk {
  explicit Desk(DisclosureArguments const& given)
      : arguments(given),
        installation(given.database, given.key_file),
        books(installation.books()),
        authority(installation.authority(given.authority)),
        now(installation.now(authority)) {}

  [[nodiscard]] std::string code_of(base::AuthorityId id) {
    for (ports::Authority const& each : books.reader()->authorities()) {
      if (each.id == id) return each.code;
    }
    return std::to_string(id.value);
  }

  DisclosureArguments const& arguments;
  Installation installation;
  engine::BooksService& books;
  ports::Authority authority;
  base::Now now;
};

void write(http::JsonWriter& json, Desk& desk, base::AuthorityId teller, Disclosure const& one) {
  json.begin_object().member("disclosure", one.id.value).member("of", desk.code_of(teller));
  json.member("to", desk.code_of(one.to)).member("debtor_there", one.debtor.value);
  json.member("basis", claims::name_of(one.basis)).member("words", one.words).member("from", one.first);
  if (one.last) json.member("until", *one.last);
  if (one.ended) json.member("ended", *one.ended).member("reason", one.reason);
  json.member("in_force", one.covers(desk.now.date)).end_object();
}

std::string line_of(Desk& desk, base::AuthorityId teller, Disclosure const& one) {
  std::string line = std::to_string(one.id.value) + "  " + desk.code_of(teller) + " tells " + desk.code_of(one.to) +
                     " what its debtor " + std::to_string(one.debtor.value) + " owes, by " +
                     std::string{claims::name_of(one.basis)} + " (" + one.words + "), from " +
                     base::format_date(one.first);
  if (one.last) line += " until " + base::format_date(*one.last);
  if (one.ended) line += ", ended " + base::format_date(*one.ended) + ": " + one.reason;
  return line;
}

Disclosure find(Desk& desk, base::AuthorityId teller, base::DisclosureId id) {
  auto found = desk.books.reader()->disclosure(teller, id);
  if (!found) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kDisclosureNotFound)});
  return std::move(*found);
}

int print(Desk& desk, base::AuthorityId teller, Disclosure const& one, bool repeated, Output output) {
  if (output == Output::kText) {
    std::cout << line_of(desk, teller, one) << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("repeated", repeated).key("disclosure");
  write(json, desk, teller, one);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

}  // namespace

int run_disclosure_allow(DisclosureArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const basis = claims::disclosure_basis(arguments.basis);
  if (!basis) throw CommandRefused("--basis must be consent or law");
  ports::Authority const teller = desk.installation.authority(arguments.of);
  if (teller.id == desk.authority.id) {
    throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kDisclosureToSelf)});
  }
  auto const there = same_person(desk.installation, desk.authority.id, {arguments.debtor}, teller.id);
  if (!there) throw CommandRefused("'" + arguments.of + "' knows nobody who is this debtor: it has nothing to tell");
  engine::AllowDisclosure command;
  command.debtor = *there;
  command.to = desk.authority.id;
  command.basis = *basis;
  command.words = arguments.words;
  command.first = desk.now.date;
  if (!arguments.until.empty()) {
    command.last = base::parse_date(arguments.until);
    if (!command.last) throw CommandRefused("--until must be a day, YYYY-MM-DD");
  }
  std::string const usual = "disclosure to " + arguments.authority + " of " + std::to_string(there->value) + " " +
                            base::format_date(command.first) + " " + arguments.until;
  engine::Submission submission{
      teller.id, clerk_of(arguments.by, arguments.authority), arguments.key.empty() ? usual : arguments.key, {}, {},
      {}};
  submission.commands.emplace_back(std::move(command));
  engine::Answer const answer = submit_for_clerk(desk.books, std::move(submission), desk.now);
  auto const* const allowed = engine::find_event<engine::DisclosureAllowed>(answer);
  if (allowed == nullptr) throw CommandRefused("the books did not say what was allowed");
  return print(desk, teller.id, find(desk, teller.id, allowed->disclosure),
               answer.kind == engine::AnswerKind::kRepeated, output);
}

int run_disclosure_end(DisclosureArguments const& arguments, Output output) {
  Desk desk{arguments};
  base::DisclosureId const id{arguments.disclosure};
  std::string const usual = "end disclosure " + std::to_string(id.value);
  engine::Submission submission{
      desk.authority.id, clerk_actor(arguments.by), arguments.key.empty() ? usual : arguments.key, {}, {}, {}};
  submission.commands.emplace_back(engine::EndDisclosure{id, arguments.reason});
  engine::Answer const answer = submit_for_clerk(desk.books, std::move(submission), desk.now);
  return print(desk, desk.authority.id, find(desk, desk.authority.id, id), answer.kind == engine::AnswerKind::kRepeated,
               output);
}

int run_disclosure_list(DisclosureArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const reader = desk.books.reader();
  std::vector<std::pair<base::AuthorityId, Disclosure>> found;
  for (ports::Authority const& each : reader->authorities()) {
    bool const is_own = each.id == desk.authority.id;
    auto const debtor = is_own ? std::optional{base::DebtorId{arguments.debtor}}
                               : same_person(desk.installation, desk.authority.id, {arguments.debtor}, each.id);
    if (!debtor) continue;
    for (Disclosure& one : reader->disclosures_of(each.id, *debtor)) {
      // Of what others tell, only what this authority is told.
      if (is_own || one.to == desk.authority.id) found.emplace_back(each.id, std::move(one));
    }
  }
  if (output == Output::kText) {
    if (found.empty()) std::cout << "nothing is told to or by anybody\n";
    for (auto const& [teller, one] : found) std::cout << line_of(desk, teller, one) << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().key("disclosures").begin_array();
  for (auto const& [teller, one] : found) write(json, desk, teller, one);
  std::cout << json.end_array().end_object().take() << "\n";
  return 0;
}

int run_disclosure_policy(DisclosureArguments const& arguments, Output output) {
  Desk desk{arguments};
  if (arguments.defaults) disclosure_settings().forget(desk.books, desk.authority);
  if (!arguments.settings.empty()) {
    disclosure_settings().change(desk.books, desk.installation.authority(arguments.authority), {}, arguments.settings);
  }
  DisclosurePolicy const policy = disclosure_policy(desk.installation.authority(arguments.authority));
  if (output == Output::kText) {
    disclosure_settings().print(std::cout, policy);
    return 0;
  }
  http::JsonWriter json;
  json.begin_object();
  disclosure_settings().write(json, policy);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

}  // namespace apps
