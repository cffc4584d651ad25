#include "apps/link_command.h"

#include <algorithm>
#include <iostream>
#include <map>

#include "apps/authority_settings.h"
#include "apps/installation.h"
#include "engine/debtor_choices.h"
#include "engine/safe_links.h"
#include "http/citizen/views.h"
#include "http/json_writer.h"

namespace apps {

namespace {

/// One wish for instalments or help, which a person is to answer.
struct Request {
  base::DebtorId debtor;
  std::string what;
  base::Date first;
  std::optional<base::Date> last;
  std::vector<std::string> claims;
};

/// "help:link:7" and "objection:link:7" are of a link's choice; anything else is not.
bool is_of_link(std::string_view key) { return key.find(":link:") != std::string_view::npos; }

std::int64_t seq_of(ports::BooksReader& reader, base::AuthorityId authority, std::string_view key) {
  std::size_t const between = key.find(':');
  auto const entry = reader.find_entry(authority, engine::entry_key(key.substr(between + 1), key.substr(0, between)));
  return entry ? entry->seq : 0;
}

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

int run_link_requests(LinkArguments const& arguments, Output output) {
  Installation installation{arguments.database, arguments.key_file};
  ports::Authority const authority = installation.authority(arguments.authority);
  base::Date const today = installation.now(authority).date;
  auto const reader = installation.books().reader();
  std::map<std::string, Request> requests;
  reader->each_claim(authority.id, [&](claims::Claim const& claim) {
    for (claims::Hold const& hold : claim.holds) {
      if (!is_of_link(hold.key) || !hold.covers(today)) continue;
      Request& request = requests[hold.key];
      request.debtor = claim.liable.front();
      request.what = hold.reason;
      request.first = hold.first;
      request.last = hold.last;
      request.claims.push_back(claim.reference);
    }
    for (std::string const& objection : claim.open_objections) {
      if (!is_of_link(objection)) continue;
      Request& request = requests[objection];
      request.debtor = claim.liable.front();
      request.what = "objection";
      request.claims.push_back(claim.reference);
    }
  });
  http::JsonWriter json;
  json.begin_object().key("requests").begin_array();
  http::citizen::AuthorityProfile const profile = http::citizen::read_profile(authority, {});
  for (auto const& [key, request] : requests) {
    std::string const number = http::citizen::enquiry_number(profile, seq_of(*reader, authority.id, key));
    json.begin_object().member("number", number).member("what", request.what).member("debtor", request.debtor.value);
    if (request.last) json.member("made", request.first).member("answer_by", *request.last);
    json.key("claims").begin_array();
    std::string references;
    for (std::string const& reference : request.claims) {
      json.value(reference);
      references += " " + reference;
    }
    json.end_array().end_object();
    if (output == Output::kJson) continue;
    std::cout << number << "  " << request.what << "  debtor " << request.debtor.value;
    if (request.last) std::cout << "  answer by " << base::format_date(*request.last);
    std::cout << " " << references << "\n";
  }
  json.end_array().end_object();
  if (output == Output::kJson) std::cout << json.take() << "\n";
  if (output == Output::kText && requests.empty()) std::cout << "nobody waits for an answer\n";
  return 0;
}

}  // namespace apps
