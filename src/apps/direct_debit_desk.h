// What the commands about direct debit share. Private to them.
#pragma once

#include "apps/clerk_desk.h"
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

}  // namespace apps
