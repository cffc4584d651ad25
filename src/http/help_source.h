// Who helps, as pages show it: the authority's directory as it is now.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "help/directory.h"

namespace http {

/// Who helps, how many days ago an entry may have been checked at most, and how many days a referral holds at most.
struct HelpDirectory {
  std::shared_ptr<help::Directory const> directory;  // without entries if there is none; from a source never null
  std::int32_t stale_days = 0;
  std::int32_t longest_days = 0;
};

/// Asked anew for every page, so that an operator's change shows without a restart. Any thread may call.
using HelpSource = std::function<HelpDirectory()>;

}  // namespace http
