// One part of the installation's TOML file, read with errors that name the setting.
#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <vector>

namespace apps {

/// A table whose keys must all be asked for: a misspelt setting is an error, not a silence. All throw CommandRefused.
class SettingsTable {
 public:
  SettingsTable(toml::table const& table, std::string name);

  std::string text(std::string const& key, std::string fallback);
  bool yes(std::string const& key);
  /// From one to `most`.
  std::int64_t number(std::string const& key, std::int64_t fallback,
                      std::int64_t most = std::numeric_limits<std::int64_t>::max());
  std::vector<std::string> texts(std::string const& key);
  /// A secret stands in a file of its own, never in the configuration: `<key>_file`.
  std::string secret(std::string const& key);
  /// Empty if no file is named.
  std::string optional_secret(std::string const& key);
  /// To be called last.
  void done() const;

 private:
  toml::table const& table_;
  std::string name_;
  std::set<std::string> unread_;
};

}  // namespace apps
