#include "apps/message_settings.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <span>

#include "adapters/gateway_api/gateway_api.h"
#include "apps/installation.h"
#include "json_values/json_object.h"

namespace apps {

namespace {

using boost::json::object;

constexpr std::array<std::string_view, 18> kMessageNames = {
    "language",   "family",       "address",         "website",      "portal",        "short_address",
    "sms_sender", "windows",      "complaint_board", "contacts",     "claim_types",   "complaint_guidance",
    "case_cvr",   "business_day", "memo_version",    "contact_days", "claim_grounds", "memo_payment_action",
};
constexpr std::array<std::string_view, 4> kWindowNames = {"from", "until", "days", "most_a_minute"};
constexpr std::array<std::string_view, 3> kBankNames = {"schemes", "creditors", "accounts"};

[[noreturn]] void refuse(ports::Authority const& authority, std::string const& what) {
  throw CommandRefused("the settings of " + authority.code + ": " + what);
}

/// One object of the settings, read with errors that name the member.
class Members {
 public:
  Members(ports::Authority const& authority, object const& from, std::string path)
      : authority_(authority), from_(from), path_(std::move(path)) {}

  void text(char const* name, std::string& into) const {
    auto const* const value = from_.if_contains(name);
    if (value == nullptr) return;
    if (!value->is_string()) wrong(name, "a text");
    into = std::string{value->get_string()};
  }
  void number(char const* name, int least, int& into) const {
    auto const* const value = from_.if_contains(name);
    if (value == nullptr) return;
    if (!value->is_int64() || value->get_int64() < least || value->get_int64() > 1'000'000) {
      wrong(name, "a whole number from " + std::to_string(least) + " to 1000000");
    }
    into = static_cast<int>(value->get_int64());
  }
  /// "08:00", as minutes after midnight; "24:00" is the end of the day.
  void time(char const* name, int& into) const {
    std::string written;
    text(name, written);
    if (written.empty()) return;
    int hour = -1;
    int minute = -1;
    if (written.size() == 5 && written[2] == ':') {
      std::from_chars(written.data(), written.data() + 2, hour);
      std::from_chars(written.data() + 3, written.data() + 5, minute);
    }
    if (hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 24 * 60) wrong(name, "a time such as 08:00");
    into = hour * 60 + minute;
  }
  void texts(char const* name, std::vector<std::string>& into) const {
    auto const* const value = from_.if_contains(name);
    if (value == nullptr) return;
    if (!value->is_array()) wrong(name, "a list of texts");
    for (auto const& item : value->get_array()) {
      if (!item.is_string()) wrong(name, "a list of texts");
      into.emplace_back(item.get_string());
    }
  }
  [[nodiscard]] object const* inner(char const* name) const {
    auto const* const value = from_.if_contains(name);
    if (value == nullptr) return nullptr;
    if (!value->is_object()) wrong(name, "an object");
    return &value->get_object();
  }
  /// One text for every language, or an object of texts by language.
  void check_text_in(char const* name) const {
    auto const* const value = from_.if_contains(name);
    if (value == nullptr || value->is_string()) return;
    if (!value->is_object() || value->get_object().empty()) wrong(name, "a text, or texts by language");
    for (auto const& [language, words] : value->get_object()) {
      if (!contact::language_of(std::string{language}) || !words.is_string()) {
        wrong(name, "a text, or texts by language: da, en, nb and nl");
      }
    }
  }
  /// A name that is none of these would change nothing, and nobody would hear of it.
  void only(std::span<std::string_view const> known) const {
    for (auto const& member : from_) {
      if (std::ranges::find(known, std::string_view{member.key()}) != known.end()) continue;
      std::string names;
      for (std::string_view const name : known) names += (names.empty() ? "" : ", ") + std::string{name};
      refuse(authority_, path_ + std::string{member.key()} + " is no setting; there is: " + names);
    }
  }
  [[noreturn]] void wrong(std::string const& name, std::string const& wanted) const {
    refuse(authority_, path_ + name + " must be " + wanted);
  }

 private:
  ports::Authority const& authority_;
  object const& from_;
  std::string path_;
};

void read_windows(ports::Authority const& authority, object const& windows, dunning::SendRules& rules) {
  for (auto const& [name, value] : windows) {
    std::string const path = "messages.windows." + std::string{name};
    auto const channel = dunning::channel(std::string{name});
    if (!channel) refuse(authority, path + " is no channel: there are digital_post, letter, sms and email");
    if (!value.is_object()) refuse(authority, path + " must be an object");
    Members const members{authority, value.get_object(), path + "."};
    members.only(kWindowNames);
    dunning::SendWindow& window = rules.windows[static_cast<std::size_t>(*channel) - 1];
    members.time("from", window.from_minute);
    members.time("until", window.until_minute);
    members.number("most_a_minute", 1, window.most_a_minute);
    std::string days;
    members.text("days", days);
    if (!days.empty() && days != "working" && days != "every") members.wrong("days", "working or every");
    if (!days.empty()) window.days = days == "working" ? dunning::SendDays::kWorkingDays : dunning::SendDays::kEveryDay;
    if (window.from_minute >= window.until_minute) members.wrong("from", "before until");
  }
}

contact::Language language_for(std::string const& country) {
  if (country == "NO") return contact::Language::kNorwegian;
  if (country == "NL") return contact::Language::kDutch;
  return country == "DK" ? contact::Language::kDanish : contact::Language::kEnglish;
}

void read_bank(Members const& top, MessageSettings& settings, ports::Authority const& authority) {
  auto const* const bank = top.inner("bank");
  if (bank == nullptr) return;
  Members const members{authority, *bank, "bank."};
  members.only(kBankNames);
  std::vector<std::string> schemes;
  std::vector<std::string> accounts;
  std::vector<std::string> creditors;
  members.texts("schemes", schemes);
  members.texts("creditors", creditors);
  members.texts("accounts", accounts);
  if (!schemes.empty()) settings.reference_scheme = payments::reference_scheme(schemes.front());
  if (!creditors.empty()) settings.payment_creditor = creditors.front();
  if (!accounts.empty()) settings.bank_account = accounts.front();
}

}  // namespace

MessageSettings read_message_settings(ports::Authority const& authority) {
  MessageSettings settings;
  settings.language = language_for(authority.country);
  boost::system::error_code error;
  boost::json::value const parsed = boost::json::parse(authority.settings, error);
  if (error || !parsed.is_object()) refuse(authority, "they are no JSON object");
  Members const top{authority, parsed.get_object(), ""};
  top.text("phone", settings.phone);
  top.text("email", settings.email);
  top.check_text_in("opening_hours");
  read_bank(top, settings, authority);
  auto const hours_in = [&](contact::Language language) {
    return json_values::text_in(parsed.get_object(), "opening_hours", contact::code_of(language));
  };
  settings.phone_hours = hours_in(settings.language);
  auto const* const messages = top.inner("messages");
  if (messages == nullptr) return settings;
  Members const members{authority, *messages, "messages."};
  members.only(kMessageNames);
  std::string language{contact::code_of(settings.language)};
  std::string family{contact::name_of(settings.family)};
  members.text("language", language);
  members.text("family", family);
  auto const known_language = contact::language_of(language);
  auto const known_family = contact::family_named(family);
  if (!known_language) members.wrong("language", "da, en, nb or nl");
  if (!known_family || *known_family == contact::Family::kSupport) members.wrong("family", "eye_level or traditional");
  settings.language = *known_language;
  settings.phone_hours = hours_in(settings.language);
  settings.family = *known_family;
  members.texts("address", settings.address);
  members.text("website", settings.website);
  members.text("portal", settings.portal);
  members.text("short_address", settings.short_address);
  members.text("sms_sender", settings.sms_sender);
  if (!settings.sms_sender.empty() && !adapters::gateway_api::is_sender_name(settings.sms_sender)) {
    members.wrong("sms_sender", "at most 11 letters (a-z) and digits, or a number of at most 15 digits");
  }
  members.text("complaint_board", settings.complaint_board);
  members.text("complaint_guidance", settings.complaint_guidance);
  members.text("case_cvr", settings.case_cvr);
  members.text("memo_version", settings.memo_version);
  if (settings.memo_version != "1.1" && settings.memo_version != "1.2") members.wrong("memo_version", "1.1 or 1.2");
  members.text("memo_payment_action", settings.memo_payment_action);
  members.number("contacts", 1, settings.rules.contacts);
  members.number("contact_days", 1, settings.rules.contact_days);
  members.time("business_day", settings.business_day_minute);
  if (auto const* const windows = members.inner("windows")) read_windows(authority, *windows, settings.rules);
  auto const by_type = [&](char const* member, std::map<std::string, std::string>& into) {
    auto const* const types = members.inner(member);
    if (types == nullptr) return;
    for (auto const& [type, name] : *types) {
      if (!name.is_string()) members.wrong(member, "texts by claim type");
      into.emplace(type, std::string{name.get_string()});
    }
  };
  by_type("claim_types", settings.claim_types);
  by_type("claim_grounds", settings.claim_grounds);
  return settings;
}

}  // namespace apps
