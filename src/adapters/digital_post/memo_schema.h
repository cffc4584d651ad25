// The official schema of MeMo, loaded from a folder of XSD files, and what it says of a message.
//
// The files are not part of Fairdue: they are published by Digitaliseringsstyrelsen, and each installation keeps its
// own copy. Nothing is fetched from the network; no entity is expanded.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace adapters::digital_post {

/// Loaded once, then used by any number of threads.
class MemoSchema {
 public:
  /// `folder` has MeMo_core.xsd and its companions.
  [[nodiscard]] static std::expected<MemoSchema, std::string> load(std::string const& folder);

  /// The first mistake with its line, or nothing.
  [[nodiscard]] std::expected<void, std::string> check(std::string_view xml) const;

 private:
  struct Free {
    void operator()(void* schema) const;
  };
  explicit MemoSchema(void* schema) : schema_(schema) {}
  std::unique_ptr<void, Free> schema_;
};

}  // namespace adapters::digital_post
