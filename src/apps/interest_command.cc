#include "apps/interest_command.h"

#include <algorithm>
#include <iostream>

#include "apps/installation.h"
#include "engine/interest_run.h"
#include "engine/refusal.h"
#include "http/json_writer.h"

namespace apps {

namespace {

constexpr std::size_t kReferencesShown = 5;

std::string some_of(std::vector<std::string> const& references) {
  std::string text;
  for (std::size_t i = 0; i < std::min(references.size(), kReferencesShown); ++i) {
    text += (i == 0 ? "" : ", ") + references[i];
  }
  return text + (references.size() > kReferencesShown ? " ..." : "");
}

void print_json(engine::InterestSummary const& summary, base::Date until, bool dry_run) {
  http::JsonWriter json;
  json.begin_object().member("until", until).member("dry_run", dry_run).member("claims", summary.claims);
  json.member("claims_changed", summary.claims_changed).member("postings", summary.postings);
  json.member("posted_minor", summary.posted_minor).member("taken_back_minor", summary.taken_back_minor);
  json.member("credit_minor", summary.credit_minor).key("refused").begin_array();
  for (auto const& [code, references] : summary.refused) {
    json.begin_object().member("code", code).key("references").begin_array();
    for (std::string const& reference : references) json.value(reference);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  std::cout << json.take() << "\n";
}

void print_text(engine::InterestSummary const& summary, base::Date until, ports::Authority const& authority,
                bool dry_run) {
  auto const amount = [&](std::int64_t minor) {
    return base::format_amount(minor) + " " + std::string{authority.currency.code()};
  };
  std::cout << authority.code << ", interest up to " << base::format_date(until)
            << (dry_run ? " (a dry run: nothing was posted)" : "") << ": " << summary.claims << " claims looked at, "
            << summary.claims_changed << " changed; " << summary.postings
            << " postings: " << amount(summary.posted_minor) << " posted, " << amount(summary.taken_back_minor)
            << " taken back";
  if (summary.credit_minor > 0) std::cout << ", of which " << amount(summary.credit_minor) << " is credit now";
  std::cout << "\n";
}

}  // namespace

int run_interest_command(std::string const& database_url, InterestArguments const& arguments, Output output) {
  auto const books = open_database(database_url);
  LawWatch law{*books};
  law.refresh();
  ports::Authority const authority = find_authority(*books, arguments.authority);
  if (law_text(authority).empty()) {
    throw CommandRefused(authority.code + " has chosen no law, so there is no interest to post: choose one with" +
                         " 'fairdue authority law " + authority.code + " --file FILE'");
  }
  base::Now const now = now_at(authority, adapters::system::SystemClock{});
  std::optional<base::Date> const asked = arguments.on.empty() ? now.date : base::parse_date(arguments.on);
  if (!asked) throw CommandRefused("'" + arguments.on + "' for --on is no date: write it as 2026-01-30");
  if (*asked > now.date) {
    throw CommandRefused("--on lies after today, " + base::format_date(now.date) +
                         ": interest is not posted in advance");
  }
  engine::InterestSummary const summary =
      engine::run_interest(*books, *law.rules(), {authority.id, *asked, now, arguments.dry_run, "system"});
  if (output == Output::kJson) {
    print_json(summary, *asked, arguments.dry_run);
  } else {
    print_text(summary, *asked, authority, arguments.dry_run);
  }
  for (auto const& [code, references] : summary.refused) {
    std::cerr << "fairdue interest: " << references.size() << " claims were refused with " << code << ": "
              << some_of(references) << "\n";
  }
  return summary.refused.empty() ? 0 : 1;
}

}  // namespace apps
