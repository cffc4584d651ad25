#include "apps/settings_table.h"

#include <fstream>

#include "apps/installation.h"

namespace apps {

SettingsTable::SettingsTable(toml::table const& table, std::string name) : table_(table), name_(std::move(name)) {
  for (auto const& [key, value] : table_) unread_.insert(std::string{key.str()});
}

std::string SettingsTable::text(std::string const& key, std::string fallback) {
  unread_.erase(key);
  toml::node const* node = table_.get(key);
  if (node == nullptr) return fallback;
  if (!node->is_string()) throw CommandRefused("the setting " + name_ + "." + key + " must be a text in quotes");
  return node->as_string()->get();
}

bool SettingsTable::yes(std::string const& key) {
  unread_.erase(key);
  toml::node const* node = table_.get(key);
  if (node == nullptr) return false;
  if (!node->is_boolean()) throw CommandRefused("the setting " + name_ + "." + key + " must be true or false");
  return node->as_boolean()->get();
}

std::int64_t SettingsTable::number(std::string const& key, std::int64_t fallback, std::int64_t most) {
  unread_.erase(key);
  toml::node const* node = table_.get(key);
  if (node == nullptr) return fallback;
  if (!node->is_integer() || node->as_integer()->get() < 1) {
    throw CommandRefused("the setting " + name_ + "." + key + " must be a whole number above zero");
  }
  if (node->as_integer()->get() > most) {
    throw CommandRefused("the setting " + name_ + "." + key + " must be at most " + std::to_string(most));
  }
  return node->as_integer()->get();
}

std::vector<std::string> SettingsTable::texts(std::string const& key) {
  unread_.erase(key);
  std::vector<std::string> result;
  toml::node const* node = table_.get(key);
  if (node == nullptr) return result;
  if (!node->is_array()) throw CommandRefused("the setting " + name_ + "." + key + " must be a list of texts");
  for (toml::node const& item : *node->as_array()) {
    if (!item.is_string()) throw CommandRefused("the setting " + name_ + "." + key + " must be a list of texts");
    result.push_back(item.as_string()->get());
  }
  return result;
}

std::string SettingsTable::secret(std::string const& key) {
  std::string found = optional_secret(key);
  if (found.empty()) throw CommandRefused("the setting " + name_ + "." + key + "_file is missing");
  return found;
}

std::string SettingsTable::optional_secret(std::string const& key) {
  std::string const path = text(key + "_file", "");
  if (path.empty()) return {};
  std::ifstream file{path};
  std::string line;
  if (!std::getline(file, line) || line.empty()) throw CommandRefused("cannot read the secret in '" + path + "'");
  return line;
}

void SettingsTable::done() const {
  if (!unread_.empty()) throw CommandRefused("there is no setting " + name_ + "." + *unread_.begin());
}

}  // namespace apps
