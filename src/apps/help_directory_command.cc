#include "apps/help_directory_command.h"

#include <algorithm>
#include <iostream>

#include "adapters/law_files/help_directory_file.h"
#include "adapters/system/system_clock.h"
#include "apps/help_settings.h"
#include "http/json_writer.h"

namespace apps {

namespace {

std::string read_text(std::string const& path) {
  auto const file = adapters::law_files::read_law_file(path);
  if (!file) throw CommandRefused(file.error().text());
  return file->text;
}

/// A file knows no authority, so it knows no legal day: UTC's.
base::Date day_asked(std::string const& text) {
  if (text.empty()) {
    auto const now = std::chrono::microseconds{adapters::system::SystemClock{}.now().microseconds};
    return base::to_date(std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::microseconds>{now}));
  }
  auto const date = base::parse_date(text);
  if (!date) throw CommandRefused("--on must be a day as YYYY-MM-DD");
  return *date;
}

/// What a file may say and an authority should not keep.
void refuse_future(help::Directory const& directory, base::Date today) {
  for (help::Entry const& entry : directory.entries) {
    if (entry.checked_on <= today) continue;
    throw CommandRefused("'" + entry.code + "' was checked on " + base::format_date(entry.checked_on) +
                         ", a day that has not come: correct checked_on");
  }
}

struct Counts {
  std::int64_t examples = 0;
  std::int64_t stale = 0;
};

Counts count(help::Directory const& directory, base::Date today, std::int32_t stale_days) {
  Counts counts;
  for (help::Entry const& entry : directory.entries) {
    counts.examples += entry.example;
    counts.stale += today.days - entry.checked_on.days > stale_days;
  }
  return counts;
}

void warn(Counts const& counts, std::int32_t stale_days) {
  if (counts.examples > 0) {
    std::cerr << "WARNING: " << counts.examples << " entries are invented examples: nobody can be referred to them\n";
  }
  if (counts.stale > 0) {
    std::cerr << "WARNING: " << counts.stale << " entries were checked more than " << stale_days
              << " days ago: call them, and set checked_on\n";
  }
}

void write(http::JsonWriter& json, help::Found const& found, help::Query const& query, std::string const& language) {
  help::Entry const& entry = *found.entry;
  json.begin_object().member("code", entry.code).member("name", entry.name).member("example", entry.example);
  json.member("about", help::text_in(entry.about, language)).key("needs").begin_array();
  for (help::Need const need : entry.needs) json.value(help::name_of(need));
  json.end_array().member("for", help::text_in(entry.for_whom, language)).key("languages").begin_array();
  for (std::string const& each : entry.languages) json.value(each);
  json.end_array().member("access", help::name_of(entry.access));
  json.member("hours", help::text_in(entry.hours, language)).member("phone", entry.phone);
  json.member("website", entry.website).member("checked_on", entry.checked_on);
  json.member("days_since_check", std::int64_t{found.days_since_check}).member("stale", found.stale);
  json.member("near", found.near).member("why", help::explain(found, query)).end_object();
}

void print(help::Found const& found, help::Query const& query, std::string const& language) {
  help::Entry const& entry = *found.entry;
  std::cout << entry.name << " (" << entry.code << ")" << (entry.example ? "  INVENTED EXAMPLE" : "") << "\n  "
            << help::text_in(entry.about, language) << "\n";
  if (std::string_view const hours = help::text_in(entry.hours, language); !hours.empty()) {
    std::cout << "  " << hours << "\n";
  }
  if (!entry.phone.empty()) std::cout << "  " << entry.phone << "\n";
  if (!entry.website.empty()) std::cout << "  " << entry.website << "\n";
  std::cout << "  access: " << help::name_of(entry.access) << "; " << help::explain(found, query) << "\n";
}

}  // namespace

int run_help_directory_check(HelpDirectoryArguments const& arguments, Output output) {
  help::Directory const directory = parse_help_directory(arguments.file, read_text(arguments.file));
  base::Date const today = day_asked(arguments.on);
  refuse_future(directory, today);
  std::int32_t const stale_days = help::Policy{}.stale_days;
  Counts const counts = count(directory, today, stale_days);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("directory", directory.name);
    json.member("entries", static_cast<std::int64_t>(directory.entries.size()));
    json.member("examples", counts.examples).member("stale", counts.stale).end_object();
    std::cout << json.take() << "\n";
  } else {
    std::cout << directory.name << ": " << directory.entries.size() << " entries can be used\n";
  }
  warn(counts, stale_days);
  return 0;
}

int run_help_directory_find(std::string const& database_url, HelpDirectoryArguments const& arguments, Output output) {
  if (arguments.file.empty() == arguments.authority.empty()) {
    throw CommandRefused("say where to look: either --authority CODE or --file FILE");
  }
  help::Directory directory;
  std::int32_t stale_days = help::Policy{}.stale_days;
  base::Date today = day_asked(arguments.on);
  if (!arguments.file.empty()) {
    directory = parse_help_directory(arguments.file, read_text(arguments.file));
  } else {
    auto const books = open_database(database_url);
    ports::Authority const authority = find_authority(*books, arguments.authority);
    directory = help_directory_of(authority);
    stale_days = help_policy(authority).stale_days;
    if (arguments.on.empty()) today = now_at(authority, adapters::system::SystemClock{}).date;
  }
  help::Query query;
  if (!arguments.postcode.empty()) {
    auto const postcode = help::tidy_postcode(arguments.postcode);
    if (!postcode) throw CommandRefused("--postcode must be a postcode, such as 8000");
    query.postcode = *postcode;
  }
  if (!arguments.need.empty()) {
    query.need = help::need_named(arguments.need);
    if (!query.need) throw CommandRefused("--need knows no '" + arguments.need + "': see --help");
  }
  std::vector<help::Found> const found = help::find_help(directory, query, today, stale_days);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("on", today).key("found").begin_array();
    for (help::Found const& each : found) write(json, each, query, arguments.language);
    std::cout << json.end_array().end_object().take() << "\n";
    return 0;
  }
  for (help::Found const& each : found) print(each, query, arguments.language);
  if (found.empty()) std::cout << "Nobody in the directory helps with that there.\n";
  return 0;
}

int run_help_directory_store(std::string const& database_url, HelpDirectoryArguments const& arguments) {
  auto const books = open_database(database_url);
  ports::Authority const authority = find_authority(*books, arguments.authority);
  std::string const text = read_text(arguments.file);
  help::Directory const directory = parse_help_directory(arguments.file, text);
  base::Date const today = now_at(authority, adapters::system::SystemClock{}).date;
  refuse_future(directory, today);
  if (directory.country != authority.country) {
    throw CommandRefused("the directory is of '" + directory.country + "', and " + authority.code + " is in " +
                         authority.country);
  }
  store_help_directory(*books, authority, text);
  std::int32_t const stale_days = help_policy(authority).stale_days;
  warn(count(directory, today, stale_days), stale_days);
  std::cout << authority.code << ": " << directory.entries.size() << " entries are its directory of help\n";
  return 0;
}

int run_help_directory_show(std::string const& database_url, HelpDirectoryArguments const& arguments) {
  auto const books = open_database(database_url);
  ports::Authority const authority = find_authority(*books, arguments.authority);
  std::string const text = help_directory_text(authority);
  if (text.empty()) throw CommandRefused(authority.code + " has no directory of help: store one with a file");
  std::cout << text;
  return 0;
}

}  // namespace apps
