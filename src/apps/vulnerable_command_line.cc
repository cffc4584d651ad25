#include "apps/books_command.h"
#include "apps/command_families.h"
#include "apps/vulnerable_command.h"

namespace apps {

void add_vulnerable_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<VulnerableArguments>();
  CLI::App* family =
      app.add_subcommand("vulnerable", "people to whom nothing happens by itself: who, and what a person has decided");
  family->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(VulnerableArguments const&, Output)) {
    return add_books_command(*family, wishes, arguments, name, help, run);
  };
  CLI::App* mark = command("mark", "from now on no fee and no further step by itself", run_vulnerable_mark);
  CLI::App* review = command("review", "looked at again, and still so", run_vulnerable_review);
  CLI::App* end = command("end", "the mark ends with today", run_vulnerable_end);
  CLI::App* decide =
      command("decide", "a person lets the next step, or the hand-over, happen, and says why", run_vulnerable_decide);
  CLI::App* list = command("list", "who is marked, and what waits for a decision", run_vulnerable_list);

  for (CLI::App* each : {mark, review, end, decide}) {
    each->add_option("--debtor", arguments.debtor, "who, by number")->required();
    each->add_option("--by", arguments.by, "the code of who does it, such as initials")->required();
    each->add_option("--key", arguments.key, "the idempotency key; default: one for this wish");
  }
  for (CLI::App* each : {mark, review}) {
    each->add_option("--basis", arguments.basis,
                     "how it is known: told_by_themselves, told_by_helper, told_by_guardian or seen_by_staff")
        ->required();
  }
  mark->add_option("--since", arguments.since, "when, YYYY-MM-DD; default: today. Fees since then are let go");
  decide->add_option("--claim", arguments.claims, "a claim's reference; several times")
      ->required()
      ->allow_extra_args(false);
  decide->add_option("--source", arguments.source, "the source's code, if several have such a claim");
  decide->add_flag("--fee", arguments.fee, "with the fee that the law allows the step's letter; default: without");
  decide->add_flag("--hand-over", arguments.hand_over, "that the claims may be handed over, in the place of a step");
  decide->add_option("--reason", arguments.reason, "why: about the money and the way, not about health or private life")
      ->required();
  list->add_flag("--due-for-review", arguments.due_for_review, "only those that nobody has looked at for long");
}

}  // namespace apps
