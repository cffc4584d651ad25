// Commands that read people's data in an authority's books: payments, links, debtors.
#pragma once

#include "apps/command_wishes.h"

namespace apps {

/// A command below `family` with the options of all of these; `run` is told the database and the key's file as well.
template <class Arguments>
CLI::App* add_books_command(CLI::App& family, Wishes& wishes, Arguments& arguments, std::string const& name,
                            std::string const& help, int (*run)(Arguments const&, Output)) {
  CLI::App* const made = add(family, wishes, name, help, [&wishes, &arguments, run] {
    arguments.database = wishes.database;
    arguments.key_file = wishes.key_file;
    return run(arguments, wishes.output());
  });
  add_database(made, wishes);
  add_key_file(made, wishes);
  add_json(made, wishes);
  made->add_option("--authority", arguments.authority, "its code")->required();
  return made;
}

}  // namespace apps
