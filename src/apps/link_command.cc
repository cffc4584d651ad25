#include "apps/link_command.h"

#include <algorithm>
#include <iostream>

#include "apps/authority_settings.h"
#include "apps/installation.h"
#include "engine/safe_links.h"
#include "http/citizen/views.h"
#include "http/json_writer.h"

namespace apps {

namespace {

engine::LinkWish read_wish(LinkArguments const& arguments, Installation& installation,
                           ports::Authority const& authority, base::Instant now) {
  engine::LinkWish wish{authority.id, {arguments.debtor}, {}, ports::LinkPurpose::kSettle, {}};
  auto const reader = installation.books().reader();
  for (std::string const& reference : arguments.claims) {
    claims::Claim const claim = find_claim(*reader, authority, arguments.source, reference);
    if (!wish.debtor) wish.debtor = claim.liable.front();
    if (std::ranges::find(claim.liable, wish.debtor) == claim.liable.end()) {
      throw CommandRefused("'" + reference + "' is not owed by debtor " + std::to_string(wish.debtor.value) +
                           ": a link is for claims of one debtor");
    }
    if (std::ranges::find(wish.claims, claim.id) == wish.claims.end()) wish.claims.push_back(claim.id);
  }
  wish.expires = {now.microseconds + arguments.days * 24 * 60 * 60 * 1'000'000};
  return wish;
}

}  // namespace

int run_link_make(LinkArguments const& arguments, Output output) {
  Installation installation{arguments.database, arguments.key_file};
  ports::Authority const authority = installation.authority(arguments.authority);
  base::Instant const now = installation.clock().now();
  engine::LinkWish const wish = read_wish(arguments, installation, authority, now);
  bool const link = arguments.channel != "sms" || http::citizen::read_profile(authority, {}).links_in_sms;
  engine::SafeLinks links{installation.safe_links(), installation.random(), installation.vault().derive("safe link")};
  engine::MadeLink const made =
      links.make({&wish, 1}, link ? engine::LinkForm::kToken : engine::LinkForm::kCode, now).front();
  std::string const path = link ? "/p/" + made.secret.text : "/p";
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("link", made.id).member("path", path);
    if (!link) json.member("code", engine::shown(made.secret));
    json.member("expires", wish.expires).end_object();
    std::cout << json.take() << "\n";
    return 0;
  }
  std::cout << "link " << made.id << ": " << path;
  if (!link) std::cout << " with the code " << engine::shown(made.secret);
  std::cout << "\ngood for " << arguments.days << " days; shown only now\n";
  return 0;
}

int run_link_revoke(LinkArguments const& arguments, Output output) {
  Installation installation{arguments.database, arguments.key_file};
  ports::Authority const authority = installation.authority(arguments.authority);
  if (!installation.safe_links().revoke(authority.id, arguments.link, installation.clock().now())) {
    throw CommandRefused("there is no link " + std::to_string(arguments.link) + " that still works");
  }
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("link", arguments.link).member("revoked", true).end_object();
    std::cout << json.take() << "\n";
    return 0;
  }
  std::cout << "link " << arguments.link << " opens nothing any more\n";
  return 0;
}

int run_link_policy(LinkArguments const& arguments, Output output) {
  auto const books = open_database(arguments.database);
  ports::Authority authority = find_authority(*books, arguments.authority);
  if (arguments.links || arguments.codes) {
    boost::json::object settings = settings_of(authority);
    settings["links_in_sms"] = arguments.links;
    store_settings(*books, authority, settings);
    authority = find_authority(*books, arguments.authority);
  }
  bool const links = http::citizen::read_profile(authority, {}).links_in_sms;
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("links_in_sms", links).end_object();
    std::cout << json.take() << "\n";
    return 0;
  }
  std::cout << (links ? "text messages carry links\n" : "text messages carry a short address and a code\n");
  return 0;
}

}  // namespace apps
