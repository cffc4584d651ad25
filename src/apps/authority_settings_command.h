// `fairdue authority settings`: what citizens read about an authority and how it writes to them, shown and changed.
#pragma once

#include <string>

namespace apps {

struct SettingsArguments {
  std::string database;
  std::string authority;
  std::string file;  // JSON; empty: show what is there
};

/// The text of a file of settings. Throws CommandRefused unless it is one JSON object with names that mean something
/// here, and values that messages can be written with.
[[nodiscard]] std::string read_settings_file(std::string const& path, std::string const& authority,
                                             std::string const& country);

int run_authority_settings(SettingsArguments const& arguments);

}  // namespace apps
