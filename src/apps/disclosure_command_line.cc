#include "apps/books_command.h"
#include "apps/command_families.h"
#include "apps/disclosure_command.h"

namespace apps {

void add_disclosure_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<DisclosureArguments>();
  CLI::App* family = app.add_subcommand("disclosure", "which other authority is told what somebody owes, and why");
  family->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(DisclosureArguments const&, Output)) {
    return add_books_command(*family, wishes, arguments, name, help, run);
  };
  CLI::App* allow =
      command("allow", "another authority may tell this one what the debtor owes there", run_disclosure_allow);
  CLI::App* end = command("end", "from today on this authority tells nothing any more", run_disclosure_end);
  CLI::App* list = command("list", "who tells whom about a debtor, also what has ended", run_disclosure_list);
  CLI::App* policy =
      command("policy", "show or set whether people agree by themselves in the portal", run_disclosure_policy);
  policy->add_option("--set", arguments.settings, "NAME=NUMBER; several times")->allow_extra_args(false);
  policy->add_flag("--default", arguments.defaults, "forget what was set");
  for (CLI::App* each : {allow, list}) {
    each->add_option("--debtor", arguments.debtor, "by number, as this authority knows the person")->required();
  }
  allow->add_option("--of", arguments.of, "the code of the authority that tells")->required();
  allow->add_option("--basis", arguments.basis, "consent, or law")->required();
  allow->add_option("--words", arguments.words, "how the consent was given, or the act and section")->required();
  allow->add_option("--until", arguments.until, "the last day, YYYY-MM-DD; default: until somebody ends it");
  end->add_option("DISCLOSURE", arguments.disclosure, "its number in the books of the authority that tells")
      ->required();
  end->add_option("--reason", arguments.reason, "a code or a few words")->required();
  for (CLI::App* each : {allow, end}) {
    each->add_option("--by", arguments.by, "the code of who does it, such as initials")->required();
    each->add_option("--key", arguments.key, "the idempotency key; default: one for this wish");
  }
}

}  // namespace apps
