#include "apps/current_rules.h"

namespace apps {

std::shared_ptr<engine::Rules const> CurrentRules::get() {
  std::vector<ports::Authority> const authorities = code_.empty()
                                                        ? installation_.books().reader()->authorities()
                                                        : std::vector<ports::Authority>{installation_.authority(code_)};
  std::string settings;
  for (ports::Authority const& each : authorities) settings += each.code + " " + each.settings + "\n";
  std::lock_guard const lock{mutex_};
  if (rules_ == nullptr || settings_ != settings) {
    rules_ = read_rules(authorities);
    settings_ = std::move(settings);
  }
  return rules_;
}

}  // namespace apps
