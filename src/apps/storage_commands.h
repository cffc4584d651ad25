// Commands about the store and who may use it. Each returns the exit code; refusals are thrown as CommandRefused.
#pragma once

#include <string>

namespace apps {

enum class Output : bool { kText, kJson };

int run_migrate(std::string const& database_url, Output output);
/// Exit code 1 if anything was found.
int run_verify(std::string const& database_url, Output output);
int run_backup(std::string const& database_url, std::string const& to);
/// Refuses to overwrite a database; checks the copy with `verify` before it is put in place.
int run_restore(std::string const& from, std::string const& database_url);

/// 1 to 32 letters, digits, '-' or '_'.
[[nodiscard]] bool is_code(std::string const& text);

struct NewAuthority {
  std::string code, name, country, currency;
  std::string settings_file;  // JSON; may be empty
};
int run_authority_add(std::string const& database_url, NewAuthority const& authority, Output output);

struct NewKey {
  std::string authority, source, source_name;
};
/// Prints the key once; only its hash is kept.
int run_key_add(std::string const& database_url, std::string const& key_file, NewKey const& key, Output output);
int run_key_revoke(std::string const& database_url, std::string const& key_file, std::string const& authority,
                   std::string const& key_id);

}  // namespace apps
