// What an authority does about claims that are not paid, explained by its procedures and law as they are at the moment.
// Thread safety: any thread may call.
#pragma once

#include <mutex>
#include <vector>

#include "apps/installation.h"
#include "contact/message.h"

namespace apps {

/// What each procedure in use says, in their order; nothing if none is. `wanted`: the reader's language; a procedure
/// that has no name in it is explained in its own. `address`: see dunning::Process.
[[nodiscard]] std::vector<contact::Message> explain_processes(ports::Authority const& authority,
                                                              engine::AuthorityLaw const& law, base::Date on,
                                                              contact::Language wanted, std::string const& phone,
                                                              std::string const& address);

class ProcessTeller {
 public:
  ProcessTeller(Installation& installation, std::string authority)
      : installation_(installation), code_(std::move(authority)) {}
  /// Throws CommandRefused if the stored law cannot be used.
  [[nodiscard]] std::vector<contact::Message> tell(contact::Language wanted);

 private:
  Installation& installation_;
  std::string code_;
  std::mutex mutex_;  // guards what follows
  std::string settings_;
  std::shared_ptr<engine::AuthorityLaw const> law_;
};

}  // namespace apps
