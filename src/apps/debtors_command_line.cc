#include "apps/books_command.h"
#include "apps/command_families.h"
#include "apps/debtors_command.h"
#include "apps/link_command.h"

namespace apps {

void add_debtors_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<DebtorsArguments>();
  CLI::App* debtors = app.add_subcommand("debtors", "what is put right about debtors themselves");
  debtors->require_subcommand(1);
  CLI::App* show = add_books_command(*debtors, wishes, arguments, "show",
                                     "by which channels a debtor can be written to, and why not", run_debtors_show);
  show->add_option("DEBTOR", arguments.debtor, "its number")->required();
  CLI::App* change =
      add_books_command(*debtors, wishes, arguments, "change-id",
                        "give debtors another national id; they keep their claims", run_debtors_change_id);
  change->add_option("FILE", arguments.file, "a line for each debtor: former,new; '-' reads standard input")
      ->required();
  change->add_option("--kind", arguments.kind, "person or company")
      ->capture_default_str()
      ->check(CLI::IsMember({"person", "company"}));
  change->add_option("--reason", arguments.reason, "a code, such as new_number")->required();
}

void add_link_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<LinkArguments>();
  CLI::App* link = app.add_subcommand("link", "safe links: pay or answer certain claims without logging in");
  link->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(LinkArguments const&, Output)) {
    return add_books_command(*link, wishes, arguments, name, help, run);
  };
  CLI::App* make = command("make", "make a link or code for claims of one debtor; it is shown once", run_link_make);
  CLI::App* revoke = command("revoke", "let a link or code open nothing from now on", run_link_revoke);
  CLI::App* policy = command("policy", "show or set whether text messages carry links, or codes", run_link_policy);
  CLI::Option* const links = policy->add_flag("--links", arguments.links, "links, from now on");
  policy->add_flag("--codes", arguments.codes, "a short address and a code, from now on")->excludes(links);
  make->add_option("--claim", arguments.claims, "a claim's reference at its source; several times for several claims")
      ->required()
      ->allow_extra_args(false);
  make->add_option("--source", arguments.source, "the source's code, if several have such a claim");
  make->add_option("--debtor", arguments.debtor, "the debtor's number, if several are liable; default: the first");
  make->add_option("--days", arguments.days, "for how long it works")->capture_default_str()->check(CLI::Range(1, 366));
  make->add_option("--channel", arguments.channel,
                   "sms: a link or a code, as the authority's settings say; letter: a link")
      ->capture_default_str()
      ->check(CLI::IsMember({"sms", "letter"}));
  revoke->add_option("LINK", arguments.link, "its number, as 'make' shows it")->required();
}

}  // namespace apps
