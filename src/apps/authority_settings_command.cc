#include "apps/authority_settings_command.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>

#include "apps/authority_settings.h"
#include "apps/installation.h"
#include "apps/message_settings.h"

namespace apps {

namespace {

using boost::json::object;

// What else stands in an authority's settings has commands of its own, which check it.
constexpr std::array<std::string_view, 7> kNames = {"phone",       "email", "opening_hours", "departments",
                                                    "legal_basis", "bank",  "messages"};

bool is_one_of_these(std::string_view name) { return std::ranges::find(kNames, name) != kNames.end(); }

object parse_file(std::string const& path) {
  std::ifstream file{path};
  if (!file) throw CommandRefused("cannot read '" + path + "'");
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  boost::system::error_code error;
  boost::json::value parsed = boost::json::parse(text, error);
  if (error || !parsed.is_object()) throw CommandRefused("'" + path + "' is not one JSON object");
  for (auto const& member : parsed.as_object()) {
    if (is_one_of_these(member.key())) continue;
    std::string known;
    for (std::string_view const name : kNames) known += (known.empty() ? "" : ", ") + std::string{name};
    throw CommandRefused("'" + path + "' has '" + std::string{member.key()} + "', which is no setting; there is: " +
                         known + ". The law, procedures and policies have commands of their own");
  }
  return std::move(parsed.as_object());
}

}  // namespace

std::string read_settings_file(std::string const& path, std::string const& authority, std::string const& country) {
  ports::Authority told;
  told.code = authority;
  told.country = country;
  told.settings = boost::json::serialize(parse_file(path));
  (void)read_message_settings(told);
  return told.settings;
}

int run_authority_settings(SettingsArguments const& arguments) {
  auto const books = open_database(arguments.database);
  ports::Authority const authority = find_authority(*books, arguments.authority);
  object settings = settings_of(authority);
  if (arguments.file.empty()) {
    object shown;
    for (auto const& member : settings) {
      if (is_one_of_these(member.key())) shown[member.key()] = member.value();
    }
    std::cout << boost::json::serialize(shown) << "\n";
    return 0;
  }
  object const told = parse_file(arguments.file);
  for (auto const& member : told) {
    if (member.value().is_null()) {
      settings.erase(member.key());
    } else {
      settings[member.key()] = member.value();
    }
  }
  ports::Authority changed = authority;
  changed.settings = boost::json::serialize(settings);
  (void)read_message_settings(changed);  // looked at before letters are planned by them
  store_settings(*books, authority, settings);
  std::cout << "stored " << told.size() << (told.size() == 1 ? " setting" : " settings") << " of " << authority.code
            << "\n";
  return 0;
}

}  // namespace apps
