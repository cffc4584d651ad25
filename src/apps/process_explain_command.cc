// fairdue procedure explain: the public explanation of a procedure as a page, a letter insert or a text.
#include <fstream>
#include <iostream>

#include "adapters/law_files/pack_reader.h"
#include "adapters/letter_pdf/letter_pdf.h"
#include "apps/message_settings.h"
#include "apps/procedure_command.h"
#include "apps/process_teller.h"
#include "contact/html_page.h"
#include "contact/plain_text.h"
#include "dunning/process_explanation.h"

namespace apps {

namespace {

struct Told {
  std::vector<contact::Message> messages;
  contact::Envelope envelope;
};

Told of_authority(std::string const& database_url, std::string const& code, contact::Language language) {
  auto const books = open_database(database_url);
  ports::Authority const authority = find_authority(*books, code);
  auto const law = law_of(authority);
  base::Date const today = now_at(authority, adapters::system::SystemClock{}).date;
  MessageSettings const settings = read_message_settings(authority);
  Told told;
  if (law) told.messages = explain_processes(authority, *law, today, language, settings.phone, settings.portal);
  if (told.messages.empty()) {
    throw CommandRefused(code + " has chosen no procedure: name one for its claim types in the text of " +
                         "'fairdue authority law " + code + " --file FILE'");
  }
  told.envelope.sender = {authority.name, settings.address, settings.phone, settings.website, settings.email};
  told.envelope.date = today;
  told.envelope.short_address = settings.short_address;
  return told;
}

/// Without an authority there is no name and no decision about fees: the law's caps count.
Told of_procedure(dunning::Procedure const& procedure, law::Pack const& pack, contact::Language language) {
  ports::Authority authority;
  authority.name = "Testby";
  authority.country = pack.country;
  Told told;
  told.envelope.date = now_at(authority, adapters::system::SystemClock{}).date;
  told.envelope.sender.name = authority.name;
  engine::AuthorityLaw law{{pack}, {procedure}, {}};
  law.types["*"].procedure = procedure.code;
  told.messages = explain_processes(authority, law, told.envelope.date, language, {}, {});
  return told;
}

std::string written(contact::Message const& message, contact::Envelope const& envelope, std::string const& as) {
  if (as == "html") return contact::html_page(message, envelope);
  if (as == "text") return contact::plain_text(message);
  adapters::letter_pdf::LetterPrinter printer;
  auto letter = printer.print(message, envelope);
  if (!letter) throw CommandRefused("the insert cannot be printed: " + letter.error());
  return std::move(letter->pdf);
}

}  // namespace

int run_procedure_explain(std::string const& database_url, ProcedureArguments const& arguments) {
  auto const language = contact::language_of(arguments.language);
  if (!language) throw CommandRefused("'" + arguments.language + "' is none of the languages da, en, nb and nl");
  bool const whole = arguments.code.empty() && arguments.file.empty();
  if (whole == arguments.authority.empty()) {
    throw CommandRefused("say which: a procedure's CODE, --file FILE, or --authority CODE for those that it uses");
  }
  Told told;
  if (whole) {
    told = of_authority(database_url, arguments.authority, *language);
  } else {
    dunning::Procedure const procedure = wanted_procedure(arguments);
    told = of_procedure(procedure, pack_of(procedure), *language);
  }
  if (told.messages.size() > 1 && arguments.as != "text") {
    throw CommandRefused(arguments.authority + " uses several procedures: name one by its CODE, or ask for --as text");
  }
  std::string text;
  for (contact::Message const& message : told.messages) text += written(message, told.envelope, arguments.as);
  if (arguments.out == "-") {
    std::cout << text;
    return 0;
  }
  std::ofstream file{arguments.out, std::ios::binary};
  file << text;
  file.close();
  if (!file) throw CommandRefused("'" + arguments.out + "' cannot be written");
  std::cerr << arguments.out << ": " << text.size() << " bytes\n";
  return 0;
}

}  // namespace apps
