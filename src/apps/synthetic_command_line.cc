#include "apps/command_families.h"
#include "apps/database.h"
#include "apps/demo_command.h"
#include "apps/simulate_command.h"

namespace apps {

void add_demo_command(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<DemoArguments>();
  auto& no_serve = wishes.keep<bool>();
  CLI::App* demo = add(app, wishes, "demo", "a synthetic municipality, filled and served", [&arguments, &no_serve] {
    arguments.serve = !no_serve;
    return run_demo(arguments);
  });
  demo->add_option("--seed", arguments.seed, "the same seed gives the same books")->capture_default_str();
  demo->add_option("--debtors", arguments.debtors, "how many")->capture_default_str()->check(CLI::Range(1, 1'000'000));
  demo->add_option("--db", arguments.database_url,
                   std::string{kDatabaseHelp} + "; default: a new SQLite file in the temporary folder");
  demo->add_option("--listen", arguments.listen, "HOST:PORT")->capture_default_str();
  demo->add_option("--sandbox-listen", arguments.sandbox_listen,
                   "HOST:PORT of the demo's payment provider; says how to make it misbehave");
  demo->add_option("--last-day", arguments.last_day, "the last day of the history, YYYY-MM-DD; default: yesterday");
  demo->add_option("--source-calls-per-hour", arguments.source_calls_per_hour, "of each key of a source system")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  demo->add_flag("--no-serve", no_serve, "only write the books");
}

void add_simulate_command(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<SimulateArguments>();
  CLI::App* command = add(app, wishes, "simulate", "live through months and years of books in memory, and check them",
                          [&wishes, &arguments] { return run_simulate(arguments, wishes.output()); });
  add_json(command, wishes);
  CLI::Option* const faults = command->add_flag("--faults", arguments.faults,
                                                "a store that crashes; partners that repeat, delay, mix up and lose");
  CLI::Option* const behaviour =
      command->add_flag("--behaviour", arguments.behaviour,
                        "people who pay, or do not, as a model says: does the funnel show what was put in?");
  behaviour->excludes(faults);
  command->add_option("--seed", arguments.seed, "the same seed gives the same journals")->capture_default_str();
  command->add_option("--debtor-years", arguments.debtor_years, "how much to live through; rounded up to whole worlds")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{100'000'000}))
      ->excludes(behaviour);
  command->add_option("--world", arguments.world, "only this world of the seed: to see a finding again")
      ->check(CLI::NonNegativeNumber)
      ->excludes(behaviour);
  command->add_option("--mistake", arguments.mistake, "with a mistake made on purpose, to see it found")
      ->excludes(behaviour);
  command->add_option("--claims", arguments.claims, "how many the model's people have")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
      ->needs(behaviour);
  command
      ->add_flag("--upcoming-sms", arguments.upcoming_sms,
                 "try out a message before the last payment day: half of the claims, by chance")
      ->needs(behaviour);
  command
      ->add_flag("--link-at-notice", arguments.link_at_notice,
                 "try out a link to pay in the notice: half of the claims, by chance")
      ->needs(behaviour);
}

}  // namespace apps
