#include "apps/storage_commands.h"

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "adapters/sqlite/service.h"
#include "apps/authority_settings_command.h"
#include "apps/installation.h"
#include "base/encoding.h"
#include "engine/verify.h"
#include "http/json_writer.h"
#include "http/source/api_key.h"

namespace apps {

bool is_code(std::string const& code) {
  return !code.empty() && code.size() <= 32 && std::ranges::all_of(code, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

namespace {

constexpr char kCopyWithTools[] =
    "a PostgreSQL database is copied with its own tools: 'pg_dump --format=custom --file=FILE DATABASE', and"
    " 'pg_restore' into a new database. Then run 'fairdue verify' on that. Keep the key file in another place";

void require_file(std::string const& path) {
  if (!std::filesystem::is_regular_file(path)) throw CommandRefused("there is no file '" + path + "'");
}

engine::Audit print_audit(ports::BooksReader& reader, ports::Authority const& authority, http::JsonWriter& json) {
  engine::Audit audit = engine::verify(reader, authority.id);
  json.begin_object()
      .member("authority", authority.code)
      .member("sound", audit.findings_in_all == 0)
      .member("entries", audit.entries)
      .member("blocks", audit.blocks)
      .member("postings", audit.postings)
      .member("claims", audit.claims)
      .member("payments", audit.payments)
      .member("open_minor", audit.open_minor)
      .member("credit_minor", audit.credit_minor)
      .member("last_hash", base::to_hex(audit.last_hash));
  json.key("findings").begin_array();
  for (engine::Finding const& finding : audit.findings) json.value(finding.what);
  json.end_array().end_object();
  return audit;
}

void print_text(ports::Authority const& authority, engine::Audit const& audit) {
  std::cout << authority.code << ": " << audit.entries << " journal entries in " << audit.blocks << " blocks, "
            << audit.postings << " postings, " << audit.claims << " claims, " << audit.payments << " payments; open "
            << base::format_amount(audit.open_minor) << ", credit " << base::format_amount(audit.credit_minor) << " "
            << authority.currency.code() << "\n";
  for (engine::Finding const& finding : audit.findings) std::cout << "  FOUND: " << finding.what << "\n";
  if (audit.findings_in_all > static_cast<std::int64_t>(audit.findings.size())) {
    std::cout << "  ... and " << audit.findings_in_all - static_cast<std::int64_t>(audit.findings.size()) << " more\n";
  }
  if (audit.findings_in_all == 0) {
    std::cout << "  sound: the chain is intact, the replay equals the tables, every account adds up; last hash "
              << base::to_hex(audit.last_hash).substr(0, 16) << "\n";
  }
}

}  // namespace

int run_migrate(std::string const& database_url, Output output) {
  auto const taken = migrate_database(database_url);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().key("taken").begin_array();
    for (std::string const& step : taken) json.value(step);
    json.end_array().end_object();
    std::cout << json.take() << "\n";
    return 0;
  }
  for (std::string const& step : taken) std::cout << "taken: " << step << "\n";
  std::cout << (taken.empty() ? "the schema was up to date\n" : "the schema is up to date\n");
  return 0;
}

int run_verify(std::string const& database_url, Output output) {
  auto const books = open_database(database_url);
  auto const reader = books->snapshot();
  bool sound = true;
  http::JsonWriter json;
  json.begin_object().key("authorities").begin_array();
  for (ports::Authority const& authority : reader->authorities()) {
    engine::Audit const audit = print_audit(*reader, authority, json);
    sound &= audit.findings_in_all == 0;
    if (output == Output::kText) print_text(authority, audit);
  }
  json.end_array().member("sound", sound).end_object();
  if (output == Output::kJson) std::cout << json.take() << "\n";
  if (!sound) std::cerr << "fairdue verify: the books are not sound; stop work on them and restore a backup\n";
  return sound ? 0 : 1;
}

int run_backup(std::string const& database_url, std::string const& to) {
  std::string const path = database_path(database_url, kCopyWithTools);
  require_file(path);
  if (std::filesystem::exists(to)) throw CommandRefused("'" + to + "' is there already: choose another name");
  // Written under another name first: a backup that was broken off must not look like one.
  std::string const unfinished = to + ".unfinished";
  std::filesystem::remove(unfinished);
  adapters::sqlite::copy_database(path, unfinished);
  std::filesystem::rename(unfinished, to);
  std::cout << "copied to " << to << "; keep the key file in another place, it is not in the copy\n";
  return 0;
}

int run_restore(std::string const& from, std::string const& database_url) {
  std::string const path = database_path(database_url, kCopyWithTools);
  require_file(from);
  if (std::filesystem::exists(path)) {
    throw CommandRefused("there is a database at '" + path + "': move it away first, nothing is overwritten");
  }
  std::string const unfinished = path + ".unfinished";
  std::filesystem::remove(unfinished);
  bool sound = false;
  std::string why = "it is not sound";
  try {
    adapters::sqlite::copy_database(from, unfinished);
    sound = run_verify("sqlite:" + unfinished, Output::kText) == 0;
  } catch (std::exception const& error) {  // too damaged to be read, or no room
    why = error.what();
  }
  for (char const* rest : {"-wal", "-shm"}) std::filesystem::remove(unfinished + rest);
  if (!sound) {
    std::filesystem::remove(unfinished);
    throw CommandRefused("the backup was not restored: " + why);
  }
  std::filesystem::rename(unfinished, path);
  std::cout << "restored to " << path << "\n";
  return 0;
}

int run_authority_add(std::string const& database_url, NewAuthority const& wanted, Output output) {
  if (!is_code(wanted.code)) throw CommandRefused("the code must be 1 to 32 letters, digits, '-' or '_'");
  if (wanted.name.empty() || wanted.name.size() > 120) throw CommandRefused("give a name of 1 to 120 bytes");
  bool const country =
      wanted.country.size() == 2 && std::ranges::all_of(wanted.country, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!country) throw CommandRefused("the country must be two capital letters, such as DK");
  auto const currency = base::Currency::parse(wanted.currency);
  if (!currency) throw CommandRefused("the currency must be three capital letters, such as DKK");
  std::string settings = "{}";
  if (!wanted.settings_file.empty()) {
    settings = read_settings_file(wanted.settings_file, wanted.code, wanted.country);
  }
  migrate_database(database_url);  // the first command of a new installation
  auto const id =
      open_database(database_url)->add_authority({{}, wanted.code, wanted.name, wanted.country, *currency, settings});
  if (!id) throw CommandRefused("there is an authority '" + wanted.code + "' already; nothing was changed");
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("code", wanted.code).member("authority_id", id->value).end_object();
    std::cout << json.take() << "\n";
  } else {
    std::cout << "added " << wanted.code << " (" << wanted.name << ", " << wanted.currency << ")\n";
  }
  return 0;
}

int run_key_add(std::string const& database_url, std::string const& key_file, NewKey const& wanted, Output output) {
  if (!is_code(wanted.source)) throw CommandRefused("the source's code must be 1 to 32 letters, digits, '-' or '_'");
  Installation installation{database_url, key_file};
  ports::Authority const authority = installation.authority(wanted.authority);
  base::SourceId const source = installation.books().ensure_source(
      authority.id, wanted.source, wanted.source_name.empty() ? wanted.source : wanted.source_name);
  auto const minted = http::source::mint_api_key(installation.random(), installation.vault().derive("api key pepper"));
  installation.operations().add_api_key({authority.id, source, minted.key_id}, minted.hash, installation.clock().now());
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("key_id", minted.key_id).member("key", minted.token).end_object();
    std::cout << json.take() << "\n";
  } else {
    std::cout << "key id " << minted.key_id << "\n"
              << minted.token << "\n"
              << "This is the only time the key is shown: give it to the source system now.\n";
  }
  return 0;
}

int run_key_revoke(std::string const& database_url, std::string const& key_file, std::string const& authority_code,
                   std::string const& key_id) {
  Installation installation{database_url, key_file};
  ports::Authority const authority = installation.authority(authority_code);
  if (!installation.operations().revoke_api_key(authority.id, key_id, installation.clock().now())) {
    throw CommandRefused("there is no such key in use at " + authority_code);
  }
  std::cout << "revoked; it is refused from now on\n";
  return 0;
}

}  // namespace apps
