// What the commands about direct debit share. Private to them.
#pragma once

#include "apps/clerk_desk.h"
#include "apps/direct_debit_bank.h"
#include "apps/direct_debit_command.h"
#include "apps/direct_debit_settings.h"
#include "apps/installation.h"
#include "engine/entry.h"

namespace apps {

struct DirectDebitDesk {
  explicit DirectDebitDesk(DirectDebitArguments const& given)
      : arguments(given),
        installation(given.database, given.key_file),
        books(installation.books()),
        authority(installation.authority(given.authority)),
        now(installation.now(authority)) {}

  DirectDebitArguments const& arguments;
  Installation installation;
  engine::BooksService& books;
  ports::Authority authority;
  base::Now now;
};

// A delivery's entry in the journal: who sent it says in what format, and the key says which one it is.
inline constexpr char kSchemeActor[] = "betalingsservice";
inline constexpr char kBankActor[] = "bank_direct_debit";

/// Throws CommandRefused if nobody can collect by direct debit.
inline void require_agreement(payments::DirectDebitPolicy const& policy) {
  if (policy.has_agreement()) return;
  throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kNoDirectDebit)} +
                       " See 'fairdue direct-debit policy'.");
}
[[noreturn]] inline void refuse_file(DirectDebitDesk const& desk, std::string const& why) {
  throw CommandRefused("'" + desk.arguments.file + "' is not taken, and nothing is changed: " + why);
}
inline void require_bank(adapters::iso20022_direct_debit::Creditor const& creditor) {
  if (creditor.on) return;
  throw CommandRefused(
      "direct debit by ISO 20022 is off: agree on it with the bank, then set creditor_scheme_id,"
      " creditor_account and pain_008=on with 'fairdue direct-debit policy'");
}

}  // namespace apps
