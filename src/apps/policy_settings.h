// Figures that an authority has decided on, kept in its settings as one object of numbers: read, changed and forgotten
// by name. What is not there is the default.
#pragma once

#include <algorithm>
#include <charconv>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "apps/authority_settings.h"
#include "apps/installation.h"
#include "http/json_writer.h"

namespace apps {

/// One figure, as settings and commands call it.
template <class Policy>
struct PolicyField {
  std::string_view name;  // "smallest_instalment_minor"
  std::string_view help;
  std::int64_t (*get)(Policy const&);
  void (*set)(Policy&, std::int64_t);
  std::int64_t most = 1'000'000;  // of what is no amount
};

/// The figures of one kind of policy, under one key of the settings.
template <class Policy>
class PolicySettings {
 public:
  /// `usable`: whether anybody could live with such a policy. `what`: "a plan", for the refusals.
  PolicySettings(char const* key, char const* what, std::span<PolicyField<Policy> const> fields,
                 bool (*usable)(Policy const&))
      : key_(key), what_(what), fields_(fields), usable_(usable) {}

  /// What is no number, or cannot be lived with, is the default.
  [[nodiscard]] Policy read(ports::Authority const& authority, Policy const& standard) const {
    boost::json::object const settings = settings_of(authority);
    boost::json::value const* const stored = settings.if_contains(key_);
    if (stored == nullptr || !stored->is_object()) return standard;
    Policy policy = standard;
    for (PolicyField<Policy> const& field : fields_) {
      boost::json::value const* const value = stored->get_object().if_contains(field.name);
      if (value != nullptr && value->is_int64()) (void)set(policy, field, value->get_int64());
    }
    return usable_(policy) ? policy : standard;
  }

  /// The stored object as text: another one whenever it has changed.
  [[nodiscard]] std::string text(ports::Authority const& authority) const {
    boost::json::object const settings = settings_of(authority);
    boost::json::value const* const stored = settings.if_contains(key_);
    return stored != nullptr ? boost::json::serialize(*stored) : std::string{};
  }

  /// `changes` are "name=number". Throws CommandRefused for one that is unknown or cannot be lived with.
  void change(engine::BooksService& books, ports::Authority const& authority, Policy const& standard,
              std::span<std::string const> changes) const {
    Policy policy = read(authority, standard);
    boost::json::object settings = settings_of(authority);
    boost::json::value& stored = settings[key_];
    if (!stored.is_object()) stored = boost::json::object{};
    auto const refuse = [&](std::string const& change) {
      throw CommandRefused("'" + change + "' cannot be used: give " + change.substr(0, change.find('=')) +
                           " a whole number that " + what_ + " can keep");
    };
    for (std::string const& change : changes) {
      std::size_t const equals = std::min(change.find('='), change.size());
      std::string const name = change.substr(0, equals);
      auto const field = std::ranges::find(fields_, name, &PolicyField<Policy>::name);
      if (field == fields_.end()) throw CommandRefused("a policy has no '" + name + "': give one of " + names());
      std::string const text = change.substr(std::min(equals + 1, change.size()));
      std::int64_t value = 0;
      auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      bool const number = error == std::errc{} && end == text.data() + text.size() && !text.empty();
      if (!number || !set(policy, *field, value)) refuse(change);
      stored.get_object()[field->name] = value;
    }
    // As a whole: some figures can only be had together.
    if (!changes.empty() && !usable_(policy)) refuse(changes.back());
    store_settings(books, authority, settings);
  }

  /// Back to the default.
  void forget(engine::BooksService& books, ports::Authority const& authority) const {
    boost::json::object settings = settings_of(authority);
    settings.erase(key_);
    store_settings(books, authority, settings);
  }

  /// One line a figure; or, with a writer, a member each.
  void print(std::ostream& out, Policy const& policy) const {
    for (PolicyField<Policy> const& field : fields_) {
      out << field.name << " = " << field.get(policy) << "  (" << field.help << ")\n";
    }
  }
  void write(http::JsonWriter& json, Policy const& policy) const {
    for (PolicyField<Policy> const& field : fields_) json.member(field.name, field.get(policy));
  }

 private:
  /// False if the number is too large for its field.
  static bool set(Policy& policy, PolicyField<Policy> const& field, std::int64_t value) {
    if (value < 0 || (!field.name.ends_with("_minor") && value > field.most)) return false;
    field.set(policy, value);
    return true;
  }
  [[nodiscard]] std::string names() const {
    std::string known;
    for (PolicyField<Policy> const& each : fields_) known += (known.empty() ? "" : ", ") + std::string{each.name};
    return known;
  }

  char const* key_;
  char const* what_;
  std::span<PolicyField<Policy> const> fields_;
  bool (*usable_)(Policy const&);
};

}  // namespace apps
