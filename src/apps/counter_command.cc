#include "apps/counter_command.h"

#include <algorithm>
#include <iostream>

#include "adapters/qr_picture/qr_picture.h"
#include "adapters/source_files/private_file.h"
#include "apps/clerk_desk.h"
#include "apps/installation.h"
#include "apps/person_file.h"
#include "claims/liability.h"
#include "engine/safe_links.h"
#include "http/json_writer.h"

namespace apps {

namespace {

/// No error repeats what the file says.
base::DebtorId find_person(CounterArguments const& arguments, Installation& installation,
                           ports::Authority const& authority) {
  auto const told = read_person_file(arguments.person, "{\"national_id\": \"...\"}");
  ports::PersonDetails person;
  person.kind = claims::DebtorKind::kPerson;
  std::string const id = national_id_in(told, authority);
  person.national_id = id;
  auto const found = installation.books().reader()->find_party(authority.id, installation.vault().seal(person));
  if (!found) throw CommandRefused("nobody who owes '" + authority.code + "' anything has this national id");
  return *found;
}

struct Owed {
  std::vector<base::ClaimId> claims;
  std::int64_t open_minor = 0;
};

Owed what_is_owed(CounterArguments const& arguments, ports::BooksReader& reader, ports::Authority const& authority,
                  base::DebtorId debtor) {
  Owed owed;
  for (claims::Claim const& claim : reader.claims_of(authority.id, debtor)) {
    bool const wanted = (arguments.types.empty() || std::ranges::count(arguments.types, claim.type) > 0) &&
                        (arguments.claims.empty() || std::ranges::count(arguments.claims, claim.reference) > 0);
    std::int64_t const open = claims::open_for(claim, debtor);
    if (!wanted || claim.state != claims::ClaimState::kOpen || open == 0) continue;
    owed.claims.push_back(claim.id);
    owed.open_minor += open;
  }
  return owed;
}

/// Begun before the link is made: a link that nobody can show is not to be there.
std::unique_ptr<adapters::source_files::PrivateFile> begin_picture(std::string const& path) {
  if (path.empty()) return nullptr;
  auto file = adapters::source_files::PrivateFile::create(path);
  if (!file) throw CommandRefused("cannot write '" + path + "': " + file.error());
  return std::move(*file);
}

}  // namespace

int run_counter(CounterArguments const& arguments, Output output) {
  if ((arguments.debtor == 0) == arguments.person.empty()) {
    throw CommandRefused("say who stands there: --debtor NUMBER, or --person with a file ('-': standard input)");
  }
  std::string const actor = clerk_actor(arguments.by);
  bool const has_origin = arguments.origin.starts_with("https://") || arguments.origin.starts_with("http://127.0.0.1");
  if (!has_origin || arguments.origin.ends_with("/")) {
    throw CommandRefused("--origin must be where the portal is, as https://betalnu.example");
  }
  Installation installation{arguments.database, arguments.key_file};
  ports::Authority const authority = installation.authority(arguments.authority);
  base::Instant const now = installation.clock().now();
  base::DebtorId const debtor =
      arguments.debtor != 0 ? base::DebtorId{arguments.debtor} : find_person(arguments, installation, authority);
  auto const reader = installation.books().reader();
  if (!reader->debtor(authority.id, debtor)) {
    throw CommandRefused("there is no debtor " + std::to_string(debtor.value));
  }
  Owed const owed = what_is_owed(arguments, *reader, authority, debtor);
  if (owed.claims.empty()) throw CommandRefused("nothing of this is to be paid here: there is no need for a link");

  engine::LinkWish wish{authority.id, debtor, owed.claims, ports::LinkPurpose::kSettle, {}, actor};
  wish.expires = {now.microseconds + arguments.minutes * 60 * 1'000'000};
  auto const picture = begin_picture(arguments.picture);
  engine::SafeLinks links{installation.safe_links(), installation.random(), installation.vault().derive("safe link")};
  engine::MadeLink const made = links.make({&wish, 1}, engine::LinkForm::kToken, now).front();
  std::string const address = arguments.origin + "/p/" + made.secret.text;
  auto const code = adapters::qr_picture::qr_code_of(address);
  if (!code) throw CommandRefused("--origin is too long for a QR code");
  if (picture) {
    picture->write(adapters::qr_picture::as_svg(*code));
    if (!picture->keep()) throw CommandRefused("cannot write '" + arguments.picture + "'");
  }
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("link", made.id).member("address", address).member("expires", wish.expires);
    json.member("claims", static_cast<std::int64_t>(owed.claims.size())).member("open_minor", owed.open_minor);
    json.member("by", arguments.by);
    json.member("currency", authority.currency.code()).end_object();
    std::cout << json.take() << "\n";
    return 0;
  }
  std::cout << adapters::qr_picture::for_terminal(*code) << base::format_amount(owed.open_minor) << " "
            << authority.currency.code() << " on " << owed.claims.size()
            << (owed.claims.size() == 1 ? " claim" : " claims") << "; to be scanned within " << arguments.minutes
            << " minutes\n'fairdue link revoke " << made.id << "' ends it before\n";
  return 0;
}

}  // namespace apps
