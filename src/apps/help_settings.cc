#include "apps/help_settings.h"

#include "adapters/law_files/help_directory_file.h"

namespace apps {

namespace {

using help::Policy;

constexpr char const* kDirectory = "help_directory";

constexpr PolicyField<Policy> kFields[] = {
    {"longest_days", "days that a referral holds at most, from the consent",
     [](Policy const& p) { return std::int64_t{p.longest_days}; },
     [](Policy& p, std::int64_t value) { p.longest_days = static_cast<std::int32_t>(value); }},
    {"soon_days", "so many days before that, the business day tells staff",
     [](Policy const& p) { return std::int64_t{p.soon_days}; },
     [](Policy& p, std::int64_t value) { p.soon_days = static_cast<std::int32_t>(value); }},
    {"fresh_days", "days from the end of a referral until the course of the claims goes on",
     [](Policy const& p) { return std::int64_t{p.fresh_days}; },
     [](Policy& p, std::int64_t value) { p.fresh_days = static_cast<std::int32_t>(value); }},
    {"stale_days", "an entry of the directory that was checked longer ago comes last",
     [](Policy const& p) { return std::int64_t{p.stale_days}; },
     [](Policy& p, std::int64_t value) { p.stale_days = static_cast<std::int32_t>(value); }},
};

}  // namespace

PolicySettings<Policy> const& help_settings() {
  static PolicySettings<Policy> const kSettings{"help_policy", "an authority", kFields, help::is_usable};
  return kSettings;
}

Policy help_policy(ports::Authority const& authority) { return help_settings().read(authority, {}); }

std::string help_directory_text(ports::Authority const& authority) {
  boost::json::object const settings = settings_of(authority);
  boost::json::value const* const stored = settings.if_contains(kDirectory);
  return stored != nullptr && stored->is_string() ? std::string{stored->get_string()} : std::string{};
}

void store_help_directory(engine::BooksService& books, ports::Authority const& authority, std::string const& text) {
  boost::json::object settings = settings_of(authority);
  settings[kDirectory] = text;
  store_settings(books, authority, settings);
}

help::Directory parse_help_directory(std::string const& name, std::string const& text) {
  auto directory = adapters::law_files::read_help_directory({name, text});
  if (!directory) throw CommandRefused(directory.error().text());
  return std::move(*directory);
}

help::Directory help_directory_of(ports::Authority const& authority) {
  std::string const text = help_directory_text(authority);
  if (text.empty()) return {};
  return parse_help_directory("the directory of help of " + authority.code, text);
}

HelpTeller::Told HelpTeller::tell() {
  ports::Authority const authority = installation_.authority(code_);
  std::lock_guard const lock{mutex_};
  if (told_.directory == nullptr || settings_ != authority.settings) {
    told_ = {std::make_shared<help::Directory const>(help_directory_of(authority)), help_policy(authority)};
    settings_ = authority.settings;
  }
  return told_;
}

}  // namespace apps
