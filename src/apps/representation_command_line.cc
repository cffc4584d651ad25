#include "apps/books_command.h"
#include "apps/command_families.h"
#include "apps/representation_command.h"

namespace apps {

void add_representation_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<RepresentationArguments>();
  CLI::App* family = app.add_subcommand("representation", "who may see or act for a debtor in the portal");
  family->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(RepresentationArguments const&, Output)) {
    return add_books_command(*family, wishes, arguments, name, help, run);
  };
  CLI::App* grant =
      command("grant", "somebody may act for a debtor, from what staff have seen", run_representation_grant);
  CLI::App* end = command("end", "from today on they may not any more", run_representation_end);
  CLI::App* list =
      command("list", "who may act for a debtor, and whom the debtor may act for", run_representation_list);
  for (CLI::App* each : {grant, list}) {
    each->add_option("--debtor", arguments.debtor, "who is acted for, by number")->required();
  }
  grant
      ->add_option("--representative", arguments.file,
                   "a file with who acts: {\"national_id\": \"...\", \"name\": \"...\"}; '-' reads standard input")
      ->required();
  grant->add_option("--scope", arguments.scope, "see, or act: also pay, agree and ask")
      ->capture_default_str()
      ->check(CLI::IsMember({"see", "act"}));
  grant->add_option("--basis", arguments.basis, "power_of_attorney (in writing), consent (said to staff), guardianship")
      ->required();
  grant->add_option("--from", arguments.from, "the first day, YYYY-MM-DD; default: today");
  grant->add_option("--until", arguments.until, "the last day; default: until somebody ends it");
  end->add_option("REPRESENTATION", arguments.representation, "its number")->required();
  end->add_option("--reason", arguments.reason, "a code or a few words")->required();
  for (CLI::App* each : {grant, end}) {
    each->add_option("--by", arguments.by, "the code of who does it, such as initials")->required();
    each->add_option("--key", arguments.key, "the idempotency key; default: one for this wish");
  }
}

}  // namespace apps
