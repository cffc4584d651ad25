#include "apps/installation.h"

#include <algorithm>
#include <filesystem>
#include <span>

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

/// Some of those whom the books hold, as they are sealed; none where there is nobody yet.
std::vector<std::string> some_sealed_people(ports::BooksReader& reader) {
  constexpr std::int64_t kLooks = 20;  // at the first numbers that were given out
  std::vector<std::string> people;
  for (ports::Authority const& authority : reader.authorities()) {
    for (std::int64_t number = 1; number <= kLooks; ++number) {
      auto sealed = reader.sealed_person(authority.id, {number});
      if (sealed && !sealed->empty()) people.push_back(*std::move(sealed));
    }
  }
  return people;
}

/// Another key would find nobody again and open no name, and nobody would notice until letters fail.
void check_key(adapters::vault::Vault& vault, std::span<std::string const> people, std::string const& path) {
  auto const opens = [&](std::string const& sealed) {
    return vault.open_person(claims::DebtorKind::kPerson, sealed).has_value();
  };
  if (people.empty() || std::ranges::any_of(people, opens)) return;
  throw CommandRefused("the master key in '" + path +
                       "' is not the one of these books: put theirs in its place, or name it with --key-file");
}

std::unique_ptr<LawWatch> watch_law(engine::BooksService& books) {
  auto watch = std::make_unique<LawWatch>(books);
  watch->refresh();
  return watch;
}

}  // namespace

Installation::Installation(std::string const& database_url, std::string const& key_file)
    : clock_(std::make_shared<adapters::system::SystemClock>()),
      books_(open_database(database_url)),
      law_(watch_law(*books_)) {
  std::string const path = key_path(database_url, key_file);
  std::vector<std::string> const people = some_sealed_people(*books_->reader());
  if (!people.empty() && !std::filesystem::exists(path)) {
    throw CommandRefused("there is no master key at '" + path +
                         "', and these books hold people whom no other opens: put it back from its backup, or name it"
                         " with --key-file");
  }
  try {
    vault_ =
        std::make_unique<adapters::vault::Vault>(adapters::vault::load_or_create_master_key(path, random_), random_);
  } catch (std::runtime_error const& error) {
    throw CommandRefused(error.what());
  }
  check_key(*vault_, people, path);
}

Installation::Installation(std::string const& database_url, std::string_view master_key,
                           std::shared_ptr<ports::Clock const> clock)
    : clock_(clock != nullptr ? std::move(clock) : std::make_shared<adapters::system::SystemClock>()),
      books_(open_database(database_url)),
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

claims::Claim find_claim(ports::BooksReader& reader, ports::Authority const& authority, std::string const& source,
                         std::string const& reference) {
  std::vector<claims::Claim> found;
  for (ports::Source const& each : reader.sources(authority.id)) {
    if (!source.empty() && each.code != source) continue;
    if (auto claim = reader.claim(authority.id, {{}, each.id, reference})) found.push_back(std::move(*claim));
  }
  if (found.empty()) throw CommandRefused("there is no claim with the reference '" + reference + "'");
  if (found.size() > 1) {
    throw CommandRefused("several sources have a claim '" + reference + "': say which with --source");
  }
  return found.front();
}

base::Now now_at(ports::Authority const& authority, ports::Clock const& clock) {
  base::Instant const instant = clock.now();
  return {instant, adapters::system::LegalDay{adapters::system::time_zone_of_country(authority.country)}(instant)};
}

ports::Authority Installation::authority(std::string const& code) { return find_authority(*books_, code); }

base::Now Installation::now(ports::Authority const& authority) const { return now_at(authority, *clock_); }

std::string name_of_debtor(Installation& installation, base::AuthorityId authority, base::DebtorId debtor) {
  auto const reader = installation.books().reader();
  auto const row = reader->debtor(authority, debtor);
  auto const sealed = reader->sealed_person(authority, debtor);
  if (!row || !sealed) return {};
  auto const person = installation.vault().open_person(row->kind, *sealed);
  return person ? person->name : std::string{};
}

}  // namespace apps
