#include "apps/ability_command.h"

#include <iostream>

#include "apps/ability_settings.h"
#include "apps/clerk_desk.h"
#include "apps/household_options.h"
#include "apps/installation.h"
#include "engine/ability_answers.h"
#include "http/ability_answers_json.h"
#include "http/affordability_json.h"

namespace apps {

namespace {

struct Desk {
  explicit Desk(AbilityArguments const& given)
      : arguments(given),
        installation(given.database, given.key_file),
        books(installation.books()),
        authority(installation.authority(given.authority)),
        now(installation.now(authority)) {}

  void submit(engine::Command command, std::string const& usual_key) {
    std::string const key = arguments.key.empty() ? usual_key : arguments.key;
    engine::Submission submission{authority.id, clerk_actor(arguments.by), key, {}, {}, {}};
    submission.commands.push_back(std::move(command));
    (void)submit_for_clerk(books, std::move(submission), now);
  }

  AbilityArguments const& arguments;
  Installation installation;
  engine::BooksService& books;
  ports::Authority authority;
  base::Now now;
};

std::string amount(ports::Authority const& authority, std::int64_t minor) {
  return base::format_amount(minor) + " " + std::string{authority.currency.code()};
}

std::string ages_of(arrangements::Household const& household) {
  std::string text;
  for (int const age : household.child_ages) text += (text.empty() ? "" : ", ") + std::to_string(age);
  return text.empty() ? "none" : text;
}

void print_text(Desk const& desk, engine::KeptAbility const& kept,
                std::optional<arrangements::Affordability> const& found) {
  arrangements::Household const& told = kept.household;
  std::cout << "kept since " << base::format_date(kept.statement.kept) << " by consent (" << kept.statement.consent
            << "), deleted after " << base::format_date(kept.statement.until) << "\n"
            << "net income a month: " << amount(desk.authority, told.net_income_minor) << "\n"
            << "partner: " << http::word_for(told.partner) << "; children's ages: " << ages_of(told) << "\n"
            << "housing: " << amount(desk.authority, told.housing_minor)
            << "; other necessary expenses: " << amount(desk.authority, told.other_necessary_minor) << "\n";
  if (!found) return;
  std::cout << "suggested a month: "
            << (found->suggested_minor ? amount(desk.authority, *found->suggested_minor) : std::string{"none"})
            << "; must have to live on: " << amount(desk.authority, found->minimum_to_live_on_minor) << "\n";
  for (arrangements::AffordabilityWarning const& warning : found->warnings) {
    std::cout << "WARNING: " << warning.rule << ": " << warning.message << "\n";
  }
}

}  // namespace

int run_ability_show(AbilityArguments const& arguments, Output output) {
  Desk desk{arguments};
  base::DebtorId const debtor{arguments.debtor};
  // Written down first: nobody looks without a trace. One look in a day is one line.
  desk.submit(engine::ReadAbility{debtor},
              "read ability " + std::to_string(debtor.value) + " " + base::format_date(desk.now.date));
  auto const kept =
      engine::open_ability(*desk.books.reader(), desk.installation.vault(), desk.authority.id, debtor, desk.now.date);
  if (!kept) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kAbilityNotKept)});
  std::optional<arrangements::Affordability> found;
  if (auto const pack = affordability_pack_of(desk.authority.country)) {
    if (auto assessed = arrangements::assess_affordability(*pack, kept->household, desk.now.date, std::nullopt)) {
      found = std::move(*assessed);
    }
  }
  if (output == Output::kText) {
    print_text(desk, *kept, found);
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("debtor", debtor.value).member("consent", kept->statement.consent);
  json.member("kept", kept->statement.kept).member("until", kept->statement.until).key("answers");
  http::write_ability_answers(json, kept->household);
  if (found) {
    json.key("ability").begin_object().member("currency", desk.authority.currency.code());
    http::write_affordability(json, *found);
    json.end_object();
  }
  std::cout << json.end_object().take() << "\n";
  return 0;
}

int run_ability_delete(AbilityArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const kept = desk.books.reader()->ability_statement(desk.authority.id, {arguments.debtor});
  // The same wish for what is kept now; answers that are kept later are others.
  std::string const since = kept ? base::format_date(kept->kept) : std::string{"-"};
  desk.submit(engine::TakeBackAbility{{arguments.debtor}},
              "delete ability " + std::to_string(arguments.debtor) + " " + since);
  std::cout << (output == Output::kText ? "deleted\n" : "{\"deleted\":true}\n");
  return 0;
}

int run_ability_policy(AbilityArguments const& arguments, Output output) {
  Desk desk{arguments};
  if (arguments.defaults) ability_settings().forget(desk.books, desk.authority);
  if (!arguments.settings.empty()) {
    ability_settings().change(desk.books, desk.installation.authority(arguments.authority), {}, arguments.settings);
  }
  arrangements::AbilityPolicy const policy = ability_policy(desk.installation.authority(arguments.authority));
  if (output == Output::kText) {
    ability_settings().print(std::cout, policy);
    std::cout << "WARNING: " << kAbilityWarning << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object();
  ability_settings().write(json, policy);
  std::cout << json.member("warning", kAbilityWarning).end_object().take() << "\n";
  return 0;
}

}  // namespace apps
