#include "apps/current_rules.h"

namespace apps {

std::shared_ptr<engine::Rules const> CurrentRules::get() {
  ports::Authority const authority = installation_.authority(code_);
  std::lock_guard const lock{mutex_};
  if (rules_ == nullptr || settings_ != authority.settings) {
    rules_ = read_rules({authority});
    settings_ = authority.settings;
  }
  return rules_;
}

}  // namespace apps
