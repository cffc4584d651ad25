// Reads one HTTP/1.1 request from the bytes of a connection: Beast's parser, and the strictness it leaves out.
//
// Source: RFC 9112. Beyond Beast, these are refused: repeated Content-Length even if equal, any Transfer-Encoding but
//   exactly "chunked", either with HTTP/1.0, folded header lines, chunk extensions, trailers, more than 100 fields.
//   Each of them is read differently by different servers, which is what request smuggling lives on.
// Internal to the server: the only reader besides server.cc is its test. No input or output of its own.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/request.h"

namespace http {

enum class ParseStep : std::uint8_t {
  kNeedMore,        // All given bytes are of this request, and it goes on.
  kHeaderDone,      // The header is complete (given once).
  kComplete,        // The request is complete.
  kMalformed,       // Not to be read with certainty: answer 400 and close.
  kBadVersion,      // HTTP, but not 1.0 or 1.1.
  kHeaderTooLarge,  // More header than allowed.
  kBodyTooLarge,    // More body than allowed.
};

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  /// Fills `request`: target, headers and body. `method_text` of an unknown method is in method().
  RequestParser(Request& request, std::size_t max_header_bytes);

  /// Takes bytes; `used` says how many. Call again with what is left and more.
  ParseStep feed(std::string_view bytes, std::size_t& used);

  /// Before the first byte of the body is fed.
  void set_body_limit(std::size_t bytes) noexcept { body_limit_bytes_ = bytes; }
  /// True once the header is done and a body follows.
  [[nodiscard]] bool has_body() const noexcept { return has_body_; }
  /// Content-Length, or zero for a chunked body.
  [[nodiscard]] std::uint64_t announced_body_bytes() const noexcept { return announced_body_bytes_; }
  [[nodiscard]] std::optional<Method> method() const noexcept { return method_; }
  [[nodiscard]] bool is_http_1_1() const noexcept { return version_ == 11; }

 private:
  using Error = boost::beast::error_code;
  using Text = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb verb, Text method_text, Text target, int version,
                       Error& error) override;
  void on_response_impl(int status, Text reason, int version, Error& error) override;
  void on_field_impl(boost::beast::http::field field, Text name, Text value, Error& error) override;
  void on_header_impl(Error& error) override;
  void on_body_init_impl(boost::optional<std::uint64_t> const& length, Error& error) override;
  std::size_t on_body_impl(Text body, Error& error) override;
  void on_chunk_header_impl(std::uint64_t size, Text extensions, Error& error) override;
  std::size_t on_chunk_body_impl(std::uint64_t remain, Text body, Error& error) override;
  void on_finish_impl(Error& error) override;

  [[nodiscard]] bool has_folded_line(std::string_view header_part) noexcept;
  std::size_t append_body(Text body, Error& error);

  Request& request_;
  std::size_t max_header_bytes_;
  std::size_t header_bytes_ = 0;
  std::size_t body_limit_bytes_ = 0;
  std::uint64_t announced_body_bytes_ = 0;
  char last_header_byte_ = '\0';
  std::optional<Method> method_;
  int version_ = 0;
  bool has_content_length_ = false;
  bool has_transfer_encoding_ = false;
  bool has_body_ = false;
  bool header_told_ = false;
  bool header_too_large_ = false;
  bool body_too_large_ = false;
};

}  // namespace http
