#include "apps/representation_command.h"

#include <iostream>

#include "apps/clerk_desk.h"
#include "apps/installation.h"
#include "apps/person_file.h"
#include "base/encoding.h"
#include "engine/entry.h"
#include "http/json_writer.h"
#include "json_values/json_object.h"

namespace apps {

namespace {

using claims::Representation;

constexpr std::size_t kNameLetters = 200;

struct Desk {
  explicit Desk(RepresentationArguments const& given)
      : arguments(given),
        installation(given.database, given.key_file),
        books(installation.books()),
        authority(installation.authority(given.authority)),
        now(installation.now(authority)) {}

  /// Whether it had been done before.
  bool submit(engine::Submission submission, std::string const& usual_key) {
    submission.key = arguments.key.empty() ? usual_key : arguments.key;
    answer = submit_for_clerk(books, std::move(submission), now);
    return answer.kind == engine::AnswerKind::kRepeated;
  }
  Representation find(base::RepresentationId id) {
    auto found = books.reader()->representation(authority.id, id);
    if (!found) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kRepresentationNotFound)});
    return std::move(*found);
  }

  RepresentationArguments const& arguments;
  Installation installation;
  engine::BooksService& books;
  ports::Authority authority;
  base::Now now;
  engine::Answer answer;
};

base::Date day(std::string const& text, char const* option) {
  auto const date = base::parse_date(text);
  if (!date) throw CommandRefused(std::string{option} + " must be a day, YYYY-MM-DD");
  return *date;
}

/// Sealed; what the file says is nowhere else, and no error repeats it.
ports::Party read_person(Desk& desk) {
  auto const told = read_person_file(desk.arguments.file, "{\"national_id\": \"...\", \"name\": \"...\"}");
  ports::PersonDetails person;
  person.kind = claims::DebtorKind::kPerson;
  std::string const id = national_id_in(told, desk.authority);
  person.national_id = id;
  std::string const name = json_values::text_member(told, "name");  // the details only look at it
  person.name = name;
  if (person.name.empty() || person.name.size() > kNameLetters) {
    throw CommandRefused("the name must be there, with at most " + std::to_string(kNameLetters) + " letters");
  }
  return desk.installation.vault().seal(person);
}

void write(http::JsonWriter& json, Representation const& one, base::Date today) {
  json.begin_object().member("representation", one.id.value).member("debtor", one.debtor.value);
  json.member("representative", one.representative.value).member("scope", claims::name_of(one.scope));
  json.member("basis", claims::name_of(one.basis)).member("from", one.first);
  if (one.last) json.member("until", *one.last);
  if (one.ended) json.member("ended", *one.ended).member("reason", one.reason);
  json.member("in_force", one.covers(today)).end_object();
}

std::string line_of(Representation const& one, base::Date today) {
  std::string line = std::to_string(one.id.value) + "  debtor " + std::to_string(one.representative.value) + " may " +
                     std::string{claims::name_of(one.scope)} + " for debtor " + std::to_string(one.debtor.value) +
                     ", by " + std::string{claims::name_of(one.basis)} + ", from " + base::format_date(one.first);
  if (one.last) line += " until " + base::format_date(*one.last);
  if (one.ended) line += ", ended " + base::format_date(*one.ended) + ": " + one.reason;
  if (!one.ended && !one.covers(today)) line += ", not today";
  return line;
}

int print(Desk& desk, Representation const& one, bool repeated, Output output) {
  if (output == Output::kText) {
    std::cout << line_of(one, desk.now.date) << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("repeated", repeated).key("representation");
  write(json, one, desk.now.date);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

}  // namespace

int run_representation_grant(RepresentationArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const basis = claims::representation_basis(arguments.basis);
  if (!basis) throw CommandRefused("--basis must be power_of_attorney, consent or guardianship");
  engine::GrantRepresentation command;
  command.debtor = {arguments.debtor};
  command.scope = claims::representation_scope(arguments.scope).value_or(claims::RepresentationScope::kSee);
  command.basis = *basis;
  command.first = arguments.from.empty() ? desk.now.date : day(arguments.from, "--from");
  if (!arguments.until.empty()) command.last = day(arguments.until, "--until");
  engine::Submission submission{desk.authority.id, clerk_actor(arguments.by), {}, {}, {}, {}};
  submission.parties.push_back(read_person(desk));
  // Of whom the books know already, they know more than a name: an address, a telephone.
  auto const reader = desk.books.reader();
  if (auto const known = reader->find_party(desk.authority.id, submission.parties.front());
      known && reader->sealed_person(desk.authority.id, *known)) {
    submission.parties.front().sealed.clear();
  }
  std::string const who =
      base::to_hex(std::string_view{reinterpret_cast<char const*>(submission.parties.front().blind_index.data()),
                                    submission.parties.front().blind_index.size()});
  std::string const usual = "representation " + std::to_string(arguments.debtor) + " " + who + " " + arguments.scope +
                            " " + base::format_date(command.first) + " " + arguments.until;
  submission.commands.emplace_back(std::move(command));
  bool const repeated = desk.submit(std::move(submission), usual);
  auto const* const granted = engine::find_event<engine::RepresentationGranted>(desk.answer);
  if (granted == nullptr) throw CommandRefused("the books did not say what was granted");
  return print(desk, desk.find(granted->representation), repeated, output);
}

int run_representation_end(RepresentationArguments const& arguments, Output output) {
  Desk desk{arguments};
  base::RepresentationId const id{arguments.representation};
  engine::Submission submission{desk.authority.id, clerk_actor(arguments.by), {}, {}, {}, {}};
  submission.commands.emplace_back(engine::EndRepresentation{id, arguments.reason});
  bool const repeated = desk.submit(std::move(submission), "end representation " + std::to_string(id.value));
  return print(desk, desk.find(id), repeated, output);
}

int run_representation_list(RepresentationArguments const& arguments, Output output) {
  Desk desk{arguments};
  base::DebtorId const debtor{arguments.debtor};
  auto const reader = desk.books.reader();
  if (!reader->debtor(desk.authority.id, debtor)) {
    throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kDebtorNotFound)});
  }
  std::vector<Representation> found = reader->representations_of(desk.authority.id, debtor);
  for (Representation& one : reader->representations_by(desk.authority.id, debtor)) found.push_back(std::move(one));
  if (output == Output::kText) {
    if (found.empty()) std::cout << "nobody\n";
    for (Representation const& one : found) std::cout << line_of(one, desk.now.date) << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().key("representations").begin_array();
  for (Representation const& one : found) write(json, one, desk.now.date);
  std::cout << json.end_array().end_object().take() << "\n";
  return 0;
}

}  // namespace apps
