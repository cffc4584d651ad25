// The demo's outbox as a browser can show it: the sandbox's files, read as their receivers would.
#pragma once

#include "ports/sandbox_outbox.h"

namespace apps {

class DemoOutbox final : public ports::SandboxOutbox {
 public:
  explicit DemoOutbox(std::string folder) : folder_(std::move(folder)) {}
  [[nodiscard]] std::vector<ports::SandboxEntry> list() override;
  [[nodiscard]] std::optional<ports::SandboxMessage> read(ports::SandboxEntry const& entry) override;

 private:
  std::string folder_;
};

}  // namespace apps
