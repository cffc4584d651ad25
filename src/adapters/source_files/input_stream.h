// The bytes of a source file, plain or gzip (told by its first bytes), read once from start to end in constant memory.
//
// Units: bytes. One object belongs to one thread.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/digest.h"

namespace adapters::source_files {

enum class InputErrorKind : std::uint8_t {
  kUnreadable,  // not there, a directory, no permission, or the disk failed
  kTruncated,   // a gzip file that ends in the middle
  kDamaged,     // a gzip file whose content or checksum is wrong
};

/// The message tells a person what is wrong and what to do; it names no content.
struct InputError {
  InputErrorKind kind = InputErrorKind::kUnreadable;
  std::string message;
};

class InputStream {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<InputStream>, InputError> open(std::string const& path);
  ~InputStream();
  InputStream(InputStream const&) = delete;
  InputStream& operator=(InputStream const&) = delete;

  /// The next bytes of the content, at most as many as `into` holds; zero at the end, and only there.
  [[nodiscard]] std::expected<std::size_t, InputError> read(std::span<char> into);

  /// Of the file's own bytes (of the gzip file, not of its content), as far as they have been read.
  [[nodiscard]] base::Digest digest();
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
  /// Zero if it is not known (a pipe).
  [[nodiscard]] std::uint64_t bytes_total() const { return bytes_total_; }

 private:
  InputStream(int descriptor, std::uint64_t bytes_total);
  [[nodiscard]] std::expected<std::size_t, InputError> read_raw(std::span<char> into);
  [[nodiscard]] std::expected<void, InputError> refill();
  [[nodiscard]] std::expected<std::size_t, InputError> inflate_into(std::span<char> into);

  int descriptor_;
  std::uint64_t bytes_total_;
  std::uint64_t bytes_read_ = 0;
  base::Sha256 hash_;
  bool gzip_ = false;
  bool at_end_ = false;          // of the file's bytes
  bool between_members_ = true;  // a gzip file may be several, one after the other
  z_stream inflater_{};
  std::vector<char> compressed_;
  std::span<char> pending_;  // read, not yet given out or inflated
};

}  // namespace adapters::source_files
