#include "apps/command_families.h"
#include "apps/counter_command.h"

namespace apps {

void add_counter_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<CounterArguments>();
  CLI::App* const counter =
      add(app, wishes, "counter", "somebody at a front desk pays now: a QR code for their own telephone",
          [&wishes, &arguments] {
            arguments.database = wishes.database;
            arguments.key_file = wishes.key_file;
            return run_counter(arguments, wishes.output());
          });
  add_database(counter, wishes);
  add_key_file(counter, wishes);
  add_json(counter, wishes);
  counter->add_option("--authority", arguments.authority, "its code")->required();
  counter->add_option("--debtor", arguments.debtor, "who stands there, by number");
  counter->add_option("--person", arguments.person,
                      "or a file with {\"national_id\": \"...\"}; '-' reads standard input");
  counter->add_option("--type", arguments.types, "only claims of this type, such as library_fee; several times")
      ->allow_extra_args(false);
  counter->add_option("--claim", arguments.claims, "only the claim with this reference; several times")
      ->allow_extra_args(false);
  counter->add_option("--by", arguments.by, "who makes the link: a code, not a name")->required();
  counter->add_option("--minutes", arguments.minutes, "how long it can be scanned")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{120}));
  counter->add_option("--origin", arguments.origin, "where the portal is, as https://betalnu.example")->required();
  counter->add_option("--svg", arguments.picture,
                      "also write the code as a picture to this file, for its owner alone to read");
}

}  // namespace apps
