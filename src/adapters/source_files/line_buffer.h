// A window over the input that grows until a whole row is in it. Shared by the readers of the formats.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "adapters/source_files/input_stream.h"

namespace adapters::source_files {

class LineBuffer {
 public:
  explicit LineBuffer(InputStream& input) : input_(input) {}

  /// What has been read and not yet taken. Valid until the next call of fill().
  [[nodiscard]] std::string_view rest() const { return {bytes_.data() + begin_, end_ - begin_}; }
  [[nodiscard]] bool at_end() const { return at_end_; }
  /// The input broke off; what is in rest() came before that.
  [[nodiscard]] std::optional<InputError> const& broken() const { return broken_; }

  void take(std::size_t count) { begin_ += count; }
  /// Reads more behind rest(); false if there is no more, whether by the end or by an error.
  bool fill();

 private:
  InputStream& input_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
  std::optional<InputError> broken_;
};

}  // namespace adapters::source_files
