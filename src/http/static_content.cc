#include "http/static_content.h"

#include <zlib.h>

#include <array>
#include <new>
#include <utility>

#include "base/digest.h"
#include "base/encoding.h"

namespace http {
namespace {

constexpr std::size_t kWorthCompressing = 1024;
constexpr std::size_t kTagBytes = 12;

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// "q=0", "q=0.0", "q=0.00", "q=0.000".
bool is_zero_quality(std::string_view parameter) noexcept {
  if (parameter.size() < 3 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') return false;
  return parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

bool compressible(std::string_view type) noexcept {
  return type.starts_with("text/") || type.starts_with("application/json") || type.starts_with("image/svg+xml") ||
         type.starts_with("application/manifest+json") || type.starts_with("application/xml");
}

/// RFC 9110 section 13.1.2: weak comparison.
bool matches_tag(std::string_view if_none_match, std::string_view tag) noexcept {
  while (!if_none_match.empty()) {
    std::size_t const comma = if_none_match.find(',');
    std::string_view candidate = trim(if_none_match.substr(0, comma));
    if_none_match = comma == std::string_view::npos ? std::string_view() : if_none_match.substr(comma + 1);
    if (candidate == "*") return true;
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == tag) return true;
  }
  return false;
}

}  // namespace

std::string gzip(std::string_view plain) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  constexpr int kMemoryLevel = 9;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
  // zlib's interface takes a pointer to bytes it never writes.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  int const result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::bad_alloc();
  return out;
}

bool accepts_gzip(std::string_view accept_encoding) noexcept {
  bool any = false;
  while (!accept_encoding.empty()) {
    std::size_t const comma = accept_encoding.find(',');
    std::string_view const element = trim(accept_encoding.substr(0, comma));
    accept_encoding = comma == std::string_view::npos ? std::string_view() : accept_encoding.substr(comma + 1);
    std::size_t const semicolon = element.find(';');
    std::string_view const coding = trim(element.substr(0, semicolon));
    bool const zero = semicolon != std::string_view::npos && is_zero_quality(trim(element.substr(semicolon + 1)));
    if (equal_ignoring_case(coding, "gzip") || equal_ignoring_case(coding, "x-gzip")) return !zero;
    if (coding == "*") any = !zero;
  }
  return any;
}

std::string_view content_type_of(std::string_view file_name) noexcept {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kTypes = {{
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".json", "application/json; charset=utf-8"},
      {".webmanifest", "application/manifest+json; charset=utf-8"},
      {".svg", "image/svg+xml; charset=utf-8"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".txt", "text/plain; charset=utf-8"},
      {".xml", "application/xml; charset=utf-8"},
      {".pdf", "application/pdf"},
      {".yaml", "text/yaml; charset=utf-8"},
  }};
  for (auto const& [ending, type] : kTypes) {
    if (file_name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

StaticContent::StaticContent(std::string_view content, std::string_view content_type, CacheFor cache_for)
    : content_(content),
      content_type_(content_type),
      cache_control_(cache_for == CacheFor::kForever ? "public, max-age=31536000, immutable" : "no-cache") {
  base::Digest const digest = base::sha256(content);
  entity_tag_ = '"' + base::to_hex(std::span(digest).first<kTagBytes>()) + '"';
  if (content.size() >= kWorthCompressing && compressible(content_type)) {
    std::string packed = gzip(content);
    if (packed.size() < content.size()) compressed_ = std::make_shared<std::string const>(std::move(packed));
  }
}

Response StaticContent::respond(Request const& request) const {
  bool const packed = compressed_ != nullptr && accepts_gzip(request.header("Accept-Encoding").value_or(""));
  std::string tag = entity_tag_;
  // Another representation needs another validator.
  if (packed) tag.insert(tag.size() - 1, "-gz");
  Response response;
  response.headers.reserve(5);
  response.add_header("Cache-Control", cache_control_);
  response.add_header("ETag", tag);
  if (compressed_ != nullptr) response.add_header("Vary", "Accept-Encoding");
  if (matches_tag(request.header("If-None-Match").value_or(""), tag)) {
    response.status = 304;
    return response;
  }
  response.add_header("Content-Type", content_type_);
  if (packed) {
    response.add_header("Content-Encoding", "gzip");
    response.body = compressed_;
  } else {
    response.body = Body::lasting(content_);
  }
  return response;
}

}  // namespace http
