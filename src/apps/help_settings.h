// What an authority has decided about help, from its settings: figures (an object under "help_policy"; what is not
// there is the default), and its directory of help (a text under "help_directory"; another one takes its place as a
// whole).
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "apps/installation.h"
#include "apps/policy_settings.h"
#include "help/directory.h"
#include "help/policy.h"

namespace apps {

[[nodiscard]] PolicySettings<help::Policy> const& help_settings();
/// What is no number, or cannot be lived with, is the default.
[[nodiscard]] help::Policy help_policy(ports::Authority const& authority);

/// Shown wherever the figures are: they are nobody's law.
inline constexpr char kHelpWarning[] =
    "no law known to this program names these days: they are what the authority has decided itself; have them decided";

/// The text stored with an authority; empty: none.
[[nodiscard]] std::string help_directory_text(ports::Authority const& authority);
void store_help_directory(engine::BooksService& books, ports::Authority const& authority, std::string const& text);
/// `name` is for errors: a file, or whose it is. Throws CommandRefused for a text that cannot be used.
[[nodiscard]] help::Directory parse_help_directory(std::string const& name, std::string const& text);
/// Without entries if the authority has none. Throws CommandRefused for a text that cannot be used.
[[nodiscard]] help::Directory help_directory_of(ports::Authority const& authority);

/// The directory as it is at the moment, for pages. Thread safety: any thread may call.
class HelpTeller {
 public:
  struct Told {
    std::shared_ptr<help::Directory const> directory;
    help::Policy policy;
  };
  HelpTeller(Installation& installation, std::string authority)
      : installation_(installation), code_(std::move(authority)) {}
  /// Throws CommandRefused if what is stored cannot be used.
  [[nodiscard]] Told tell();

 private:
  Installation& installation_;
  std::string code_;
  std::mutex mutex_;  // guards what follows
  std::string settings_;
  Told told_;
};

}  // namespace apps
