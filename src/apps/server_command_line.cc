#include <iostream>

#include "apps/command_families.h"
#include "apps/server_process.h"

namespace apps {

void add_serve_command(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<ServerOptions>();
  auto& configuration = wishes.keep<std::string>();
  CLI::App* serve = add(app, wishes, "serve", "serve the portal and the APIs", [&wishes, &arguments, &configuration] {
    arguments.database_url = wishes.database;
    arguments.key_file = wishes.key_file;
    if (!configuration.empty()) read_server_configuration(configuration, arguments);
    return run_server(arguments, [](Serving const& at) { std::cout << "serving at " << at.origin << std::endl; });
  });
  add_database(serve, wishes);
  add_key_file(serve, wishes);
  serve->add_option("--config", configuration, "the installation's TOML file");
  serve->add_option("--listen", arguments.listen, "HOST:PORT; the configuration's counts more")->capture_default_str();
  serve->add_option("--authority", arguments.authority, "its code, if there are several");
}

}  // namespace apps
