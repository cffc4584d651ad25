#include "apps/installation.h"

#include <filesystem>

#include "adapters/system/legal_day.h"

namespace apps {

std::unique_ptr<adapters::sqlite::Service> open_books(std::string const& url) {
  std::string const path = database_path(url);
  if (!std::filesystem::is_regular_file(path)) {
    throw CommandRefused("there is no database at '" + path + "': make one with 'fairdue migrate --db " + url + "'");
  }
  try {
    return std::make_unique<adapters::sqlite::Service>(path);
  } catch (adapters::sqlite::DatabaseError const& error) {
    throw CommandRefused("the database '" + path + "' cannot be used: " + error.what());
  }
}

namespace {

std::unique_ptr<LawWatch> watch_law(engine::BooksService& books) {
  auto watch = std::make_unique<LawWatch>(books);
  watch->refresh();
  return watch;
}

}  // namespace

std::string database_path(std::string const& url) {
  constexpr std::string_view kScheme = "sqlite:";
  if (!url.starts_with(kScheme) || url.size() == kScheme.size()) {
    throw CommandRefused("'" + url + "' is no database address: write sqlite:PATH, such as sqlite:books.db");
  }
  return url.substr(kScheme.size());
}

Installation::Installation(std::string const& database_url, std::string const& key_file)
    : books_(open_books(database_url)), law_(watch_law(*books_)) {
  std::string const path = key_file.empty() ? database_path(database_url) + ".key" : key_file;
  try {
    vault_ =
        std::make_unique<adapters::vault::Vault>(adapters::vault::load_or_create_master_key(path, random_), random_);
  } catch (std::runtime_error const& error) {
    throw CommandRefused(error.what());
  }
}

Installation::Installation(std::string const& database_url, std::string_view master_key, std::nullptr_t)
    : books_(open_books(database_url)),
      law_(watch_law(*books_)),
      vault_(std::make_unique<adapters::vault::Vault>(master_key, random_)) {}

ports::Authority find_authority(engine::BooksService& books, std::string const& code) {
  std::string known;
  for (ports::Authority const& authority : books.reader()->authorities()) {
    if (authority.code == code) return authority;
    known += (known.empty() ? "" : ", ") + authority.code;
  }
  throw CommandRefused("there is no authority '" + code + "' here" +
                       (known.empty() ? ": add it with 'fairdue authority add'" : "; there is: " + known));
}

base::Now now_at(ports::Authority const& authority, ports::Clock const& clock) {
  base::Instant const instant = clock.now();
  return {instant, adapters::system::LegalDay{adapters::system::time_zone_of_country(authority.country)}(instant)};
}

ports::Authority Installation::authority(std::string const& code) { return find_authority(*books_, code); }

base::Now Installation::now(ports::Authority const& authority) const { return now_at(authority, clock_); }

}  // namespace apps
