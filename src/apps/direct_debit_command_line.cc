#include "apps/books_command.h"
#include "apps/command_families.h"
#include "apps/direct_debit_command.h"

namespace apps {

void add_direct_debit_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<DirectDebitArguments>();
  CLI::App* family = app.add_subcommand("direct-debit", "mandates, what is collected by them, and deliveries");
  family->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(DirectDebitArguments const&, Output)) {
    return add_books_command(*family, wishes, arguments, name, help, run);
  };
  CLI::App* sign_up = command("sign-up", "a debtor wishes to pay by direct debit", run_direct_debit_sign_up);
  CLI::App* confirm = command("confirm", "the bank has the mandate, under this number", run_direct_debit_confirm);
  CLI::App* end = command("end", "nothing more is collected by the mandate", run_direct_debit_end);
  CLI::App* stop =
      command("stop", "a collection that is planned, and not sent, does not happen", run_direct_debit_stop);
  CLI::App* list =
      command("list", "mandates and collections of a debtor; without one, all that are open", run_direct_debit_list);
  CLI::App* deliver =
      command("export", "what is planned goes out: a delivery for Betalingsservice (0601) or a bank (pain.008)",
              run_direct_debit_export);
  CLI::App* take = command("import", "take what was answered: 0602 or 0603 of Betalingsservice, pain.002 of a bank",
                           run_direct_debit_import);
  CLI::App* policy = command("policy", "show or set the agreements with the scheme and the bank, and the days",
                             run_direct_debit_policy);
  sign_up->add_option("--debtor", arguments.debtor, "who, by number")->required();
  list->add_option("--debtor", arguments.debtor, "whose, by number");
  for (CLI::App* each : {confirm, end}) each->add_option("MANDATE", arguments.number, "its number")->required();
  stop->add_option("COLLECTION", arguments.number, "its number")->required();
  confirm->add_option("--reference", arguments.reference, "the bank's number of the mandate")->required();
  end->add_option("--reason", arguments.reason, "a code or a few words")->required();
  for (CLI::App* each : {sign_up, confirm, end, stop}) {
    each->add_option("--by", arguments.by, "the code of who does it, such as initials")->required();
    each->add_option("--key", arguments.key, "the idempotency key; default: one for this wish");
  }
  deliver->add_option("--out", arguments.folder, "the folder for the file")->required();
  deliver->add_option("--delivery", arguments.delivery, "make the file of this delivery again");
  deliver->add_option("--format", arguments.format, "betalingsservice (the default) or pain.008");
  take->add_option("FILE", arguments.file, "the delivery")->required();
  policy->add_option("--set", arguments.settings, "NAME=VALUE; several times")->allow_extra_args(false);
  policy->add_flag("--default", arguments.defaults, "forget what was set");
}

}  // namespace apps
