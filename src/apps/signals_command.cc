// fairdue help signals, fairdue help signal-policy: who shows signs of needing help, and what counts as one.
#include <iostream>

#include "apps/help_command.h"
#include "apps/installation.h"
#include "apps/signal_settings.h"
#include "http/json_writer.h"
#include "reports/signs_of_need.h"

namespace apps {

namespace {

using reports::SignsOfNeed;

/// "a plan, a referral"
std::string words_of(reports::HelpedBy const& helped) {
  std::string words;
  auto const add = [&](bool is, char const* word) {
    if (is) words += (words.empty() ? "" : ", ") + std::string{word};
  };
  add(helped.plan, "a plan");
  add(helped.referral, "a referral");
  add(helped.mark, "a mark as vulnerable");
  return words;
}

void write(http::JsonWriter& json, SignsOfNeed const& person) {
  json.begin_object().member("debtor", person.debtor.value).member("already_helped", person.helped_by.any());
  json.member("plan", person.helped_by.plan).member("referral", person.helped_by.referral);
  json.member("mark", person.helped_by.mark).key("signals").begin_array();
  for (help::ShownSignal const& each : person.signals) {
    json.begin_object().member("signal", help::name_of(each.signal)).member("since", each.since);
    json.member("because", each.because).member("suggestion", help::name_of(each.suggestion));
    if (each.need) json.member("ask_about", help::name_of(*each.need));
    json.end_object();
  }
  json.end_array().end_object();
}

void print(SignsOfNeed const& person) {
  std::cout << "debtor " << person.debtor.value;
  if (person.helped_by.any()) std::cout << "  already helped: " << words_of(person.helped_by);
  if (person.signals.empty()) std::cout << "  shows no sign";
  std::cout << "\n";
  for (help::ShownSignal const& each : person.signals) {
    std::cout << "  " << help::name_of(each.signal) << " since " << base::format_date(each.since) << ": "
              << each.because << "; " << help::name_of(each.suggestion);
    if (each.need) std::cout << ", ask about " << help::name_of(*each.need);
    std::cout << "\n";
  }
}

}  // namespace

int run_help_signals(HelpArguments const& arguments, Output output) {
  Installation installation{arguments.database, arguments.key_file};
  ports::Authority const authority = installation.authority(arguments.authority);
  base::Date const today = installation.now(authority).date;
  help::SignalPolicy const policy = signal_policy(authority);
  auto const reader = installation.books().reader();
  std::vector<SignsOfNeed> people;
  if (arguments.debtor != 0) {
    auto one = reports::signs_of_one(*reader, authority.id, {arguments.debtor}, policy, today);
    if (!one) {
      throw CommandRefused("there is no person with the number " + std::to_string(arguments.debtor) +
                           ": signs are looked for in people alone");
    }
    people.push_back(std::move(*one));
  } else {
    people = reports::signs_of_need(*reader, authority.id, policy, today);
  }
  auto const show = static_cast<std::int64_t>(
      std::ranges::count_if(people, [](SignsOfNeed const& each) { return !each.signals.empty(); }));
  auto const helped = static_cast<std::int64_t>(std::ranges::count_if(
      people, [](SignsOfNeed const& each) { return !each.signals.empty() && each.helped_by.any(); }));
  auto const referred = static_cast<std::int64_t>(std::ranges::count_if(
      people, [](SignsOfNeed const& each) { return !each.signals.empty() && each.helped_by.referral; }));
  if (arguments.debtor == 0 && !arguments.all) {
    std::erase_if(people, [](SignsOfNeed const& each) { return each.helped_by.any(); });
  }
  if (output == Output::kText) {
    for (SignsOfNeed const& each : people) print(each);
    if (arguments.debtor == 0) {
      std::cout << show << " people show a sign; " << helped << " of them are helped already, " << referred
                << " by a referral\n";
    }
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("show_signs", show).member("already_helped", helped).member("referred", referred);
  json.key("people").begin_array();
  for (SignsOfNeed const& each : people) write(json, each);
  std::cout << json.end_array().end_object().take() << "\n";
  return 0;
}

int run_help_signal_policy(HelpArguments const& arguments, Output output) {
  Installation installation{arguments.database, arguments.key_file};
  ports::Authority const authority = installation.authority(arguments.authority);
  if (arguments.defaults) signal_settings().forget(installation.books(), authority);
  if (!arguments.settings.empty()) {
    ports::Authority const now = installation.authority(arguments.authority);
    signal_settings().change(installation.books(), now, default_signal_policy(now.currency), arguments.settings);
  }
  help::SignalPolicy const policy = signal_policy(installation.authority(arguments.authority));
  if (output == Output::kText) {
    signal_settings().print(std::cout, policy);
    std::cout << "WARNING: " << kSignalWarning << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object();
  signal_settings().write(json, policy);
  json.member("warning", kSignalWarning);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

}  // namespace apps
