// Built-in files: one content with its compressed form and validator made once.
//
// Compression is for this content only, which is the same for everybody. Personal answers are never compressed: their
// length would tell an attacker what they contain (BREACH).
// Thread safety: immutable after construction.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"
#include "http/response.h"

namespace http {

/// RFC 1952, the same bytes for the same input.
[[nodiscard]] std::string gzip(std::string_view plain);
/// True if Accept-Encoding allows gzip (RFC 9110 section 12.5.3; `gzip;q=0` does not).
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding) noexcept;
/// By the ending of the name; "application/octet-stream" if unknown.
[[nodiscard]] std::string_view content_type_of(std::string_view file_name) noexcept;

enum class CacheFor : std::uint8_t {
  kRevalidate,  // may be kept, must be asked for again: pages
  kForever,     // its name changes with its content: hashed assets
};

class StaticContent {
 public:
  /// `content` must outlive this.
  StaticContent(std::string_view content, std::string_view content_type, CacheFor cache_for);

  /// 200, or 304 when If-None-Match knows it. Compressed from 1 KiB on where that is smaller and accepted.
  [[nodiscard]] Response respond(Request const& request) const;
  [[nodiscard]] std::string const& entity_tag() const noexcept { return entity_tag_; }

 private:
  std::string_view content_;
  std::string content_type_;
  std::string cache_control_;
  std::string entity_tag_;
  std::shared_ptr<std::string const> compressed_;  // null: not worth it
};

}  // namespace http
