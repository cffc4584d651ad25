// A file that only its owner can read, and that is there whole or not at all: written beside its place and moved there
// when it is complete.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace adapters::source_files {

class PrivateFile {
 public:
  /// The error is the system's reason.
  [[nodiscard]] static std::expected<std::unique_ptr<PrivateFile>, std::string> create(std::string const& path);
  /// Leaves nothing behind unless keep() was called.
  ~PrivateFile();
  PrivateFile(PrivateFile const&) = delete;
  PrivateFile& operator=(PrivateFile const&) = delete;

  void write(std::string_view text);
  /// Moves the file to its place; replaces what was there. False if any of it could not be written.
  [[nodiscard]] bool keep();
  [[nodiscard]] std::string const& path() const { return path_; }

 private:
  PrivateFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  void flush();

  std::string path_;
  int descriptor_;
  std::string waiting_;
  bool failed_ = false;
};

}  // namespace adapters::source_files
