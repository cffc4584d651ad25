#include "apps/ability_command.h"
#include "apps/books_command.h"
#include "apps/command_families.h"

namespace apps {

void add_ability_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<AbilityArguments>();
  CLI::App* family = app.add_subcommand("ability", "what people let the authority keep about what they can pay");
  family->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(AbilityArguments const&, Output)) {
    return add_books_command(*family, wishes, arguments, name, help, run);
  };
  CLI::App* show =
      command("show", "a debtor's answers and what follows from them; who reads is written down", run_ability_show);
  CLI::App* remove =
      command("delete", "the person takes the consent back: the answers are deleted", run_ability_delete);
  CLI::App* policy = command("policy", "show or set for how long answers are kept", run_ability_policy);
  for (CLI::App* each : {show, remove}) {
    each->add_option("--debtor", arguments.debtor, "whose, by number")->required();
    each->add_option("--by", arguments.by, "the code of who does it, such as initials")->required();
    each->add_option("--key", arguments.key, "the idempotency key; default: one for this wish");
  }
  policy->add_option("--set", arguments.settings, "NAME=NUMBER; several times")->allow_extra_args(false);
  policy->add_flag("--default", arguments.defaults, "forget what was set");
}

}  // namespace apps
