#include "http/request_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

namespace http {
namespace {

namespace beast_http = boost::beast::http;

constexpr std::size_t kMaxFields = 100;
constexpr std::size_t kLastChunkBytes = 5;  // "0\r\n\r\n"
constexpr std::size_t kFieldOverhead = 4;   // ": " and the line end

bool all_digits(std::string_view text) noexcept {
  if (text.empty()) return false;
  for (char const letter : text) {
    if (letter < '0' || letter > '9') return false;
  }
  return true;
}

/// A whole request line that ends with a version other than ours; anything else is no HTTP at all.
bool names_other_version(std::string_view bytes) noexcept {
  constexpr std::size_t kVersionSize = 8;
  std::string_view const line = bytes.substr(0, bytes.find("\r\n"));
  if (line.size() == bytes.size() || line.size() < kVersionSize) return false;
  std::string_view const version = line.substr(line.size() - kVersionSize);
  return version.starts_with("HTTP/") && version[6] == '.' && version != "HTTP/1.1" && version != "HTTP/1.0";
}

std::string_view to_std(boost::beast::string_view text) noexcept { return {text.data(), text.size()}; }

}  // namespace

RequestParser::RequestParser(Request& request, std::size_t max_header_bytes)
    : request_(request), max_header_bytes_(max_header_bytes) {
  header_limit(static_cast<std::uint32_t>(max_header_bytes));
  // Our own limit depends on the route, which is known only after the header.
  body_limit(boost::none);
  eager(false);
}

ParseStep RequestParser::feed(std::string_view bytes, std::size_t& used) {
  // Beast asserts that, once it has seen the last chunk begin, it is not called again with less than the five bytes of
  // one. No chunked body ends in fewer bytes, wherever in it we are, so waiting for them costs nothing.
  if (header_told_ && has_transfer_encoding_ && bytes.size() < kLastChunkBytes) {
    used = 0;
    return ParseStep::kNeedMore;
  }
  Error error;
  used = put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (!header_told_ && has_folded_line(bytes.substr(0, used))) return ParseStep::kMalformed;
  if (error == beast_http::error::need_more) return ParseStep::kNeedMore;
  if (header_too_large_ || error == beast_http::error::header_limit) return ParseStep::kHeaderTooLarge;
  if (body_too_large_ || error == beast_http::error::body_limit) return ParseStep::kBodyTooLarge;
  if (error == beast_http::error::bad_version && names_other_version(bytes)) return ParseStep::kBadVersion;
  if (error) return ParseStep::kMalformed;
  if (is_header_done() && !header_told_) {
    header_told_ = true;
    eager(true);
    return ParseStep::kHeaderDone;
  }
  return is_done() ? ParseStep::kComplete : ParseStep::kNeedMore;
}

/// Beast joins folded lines silently. What it has used of the header is each byte of it, once.
bool RequestParser::has_folded_line(std::string_view header_part) noexcept {
  for (char const byte : header_part) {
    if (last_header_byte_ == '\n' && (byte == ' ' || byte == '\t')) return true;
    last_header_byte_ = byte;
  }
  return false;
}

void RequestParser::on_request_impl(beast_http::verb, Text method_text, Text target, int version, Error& error) {
  method_ = http::parse_method(to_std(method_text));
  version_ = version;
  header_bytes_ = method_text.size() + target.size();
  if (header_bytes_ > max_header_bytes_) {
    header_too_large_ = true;
    error = beast_http::error::header_limit;
    return;
  }
  request_.target = to_std(target);
}

void RequestParser::on_response_impl(int, Text, int, Error& error) { error = beast_http::error::bad_method; }

void RequestParser::on_field_impl(beast_http::field field, Text name, Text value, Error& error) {
  // A field after the header is a trailer.
  if (is_header_done()) {
    error = beast_http::error::bad_field;
    return;
  }
  header_bytes_ += name.size() + value.size() + kFieldOverhead;
  if (header_bytes_ > max_header_bytes_ || request_.headers.size() >= kMaxFields) {
    header_too_large_ = true;
    error = beast_http::error::header_limit;
    return;
  }
  if (field == beast_http::field::content_length) {
    if (has_content_length_ || has_transfer_encoding_ || !all_digits(to_std(value))) {
      error = beast_http::error::bad_content_length;
      return;
    }
    has_content_length_ = true;
  } else if (field == beast_http::field::transfer_encoding) {
    if (has_content_length_ || has_transfer_encoding_ || version_ != 11 ||
        !equal_ignoring_case(to_std(value), "chunked")) {
      error = beast_http::error::bad_transfer_encoding;
      return;
    }
    has_transfer_encoding_ = true;
  }
  request_.headers.add(to_std(name), to_std(value));
}

void RequestParser::on_header_impl(Error&) {
  has_body_ = has_transfer_encoding_ || content_length().value_or(0) != 0;
  announced_body_bytes_ = content_length().value_or(0);
}

void RequestParser::on_body_init_impl(boost::optional<std::uint64_t> const&, Error&) {}

std::size_t RequestParser::append_body(Text body, Error& error) {
  if (body.size() > body_limit_bytes_ || request_.body.size() > body_limit_bytes_ - body.size()) {
    body_too_large_ = true;
    error = beast_http::error::body_limit;
    return 0;
  }
  request_.body += to_std(body);
  return body.size();
}

std::size_t RequestParser::on_body_impl(Text body, Error& error) { return append_body(body, error); }

void RequestParser::on_chunk_header_impl(std::uint64_t size, Text extensions, Error& error) {
  if (!extensions.empty()) {
    error = beast_http::error::bad_chunk_extension;
  } else if (size > body_limit_bytes_) {
    body_too_large_ = true;
    error = beast_http::error::body_limit;
  }
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, Text body, Error& error) {
  return append_body(body, error);
}

void RequestParser::on_finish_impl(Error&) {}

}  // namespace http
