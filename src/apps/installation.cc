#include "apps/installation.h"

#include "adapters/system/legal_day.h"

namespace apps {

namespace {

std::string key_path(std::string const& database_url, std::string const& key_file) {
  if (!key_file.empty()) return key_file;
  return database_path(database_url,
                       "say where the master key is: --key-file FILE. Every process on this database needs the same"
                       " one; the first one makes it") +
         ".key";
}

}  // namespace

Installation::Installation(std::string const& database_url, std::string const& key_file)
    : books_(open_database(database_url)) {
  std::string const path = key_path(database_url, key_file);
  try {
    vault_ =
        std::make_unique<adapters::vault::Vault>(adapters::vault::load_or_create_master_key(path, random_), random_);
  } catch (std::runtime_error const& error) {
    throw CommandRefused(error.what());
  }
}

Installation::Installation(std::string const& database_url, std::string_view master_key, std::nullptr_t)
    : books_(open_database(database_url)), vault_(std::make_unique<adapters::vault::Vault>(master_key, random_)) {}

ports::Authority Installation::authority(std::string const& code) {
  std::string known;
  for (ports::Authority const& authority : books_->reader()->authorities()) {
    if (authority.code == code) return authority;
    known += (known.empty() ? "" : ", ") + authority.code;
  }
  throw CommandRefused("there is no authority '" + code + "' here" +
                       (known.empty() ? ": add it with 'fairdue authority add'" : "; there is: " + known));
}

base::Now Installation::now(ports::Authority const& authority) const {
  base::Instant const instant = clock_.now();
  return {instant, adapters::system::LegalDay{adapters::system::time_zone_of_country(authority.country)}(instant)};
}

}  // namespace apps
