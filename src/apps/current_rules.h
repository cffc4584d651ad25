// The rules by the stored settings of one authority, or of all of the installation, as they are at the moment, for
// pages that reckon with them. Thread safety: any thread may call.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "apps/installation.h"

namespace apps {

class CurrentRules {
 public:
  explicit CurrentRules(Installation& installation) : installation_(installation) {}
  CurrentRules(Installation& installation, std::string authority)
      : installation_(installation), code_(std::move(authority)) {}
  /// Throws CommandRefused if what is stored cannot be used.
  [[nodiscard]] std::shared_ptr<engine::Rules const> get();

 private:
  Installation& installation_;
  std::string code_;  // empty: all
  std::mutex mutex_;  // guards what follows
  std::string settings_;
  std::shared_ptr<engine::Rules const> rules_;
};

}  // namespace apps
