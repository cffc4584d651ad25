#include "http/request.h"

#include <array>

#include "base/encoding.h"
#include "base/utf8.h"
#include "http/query_pairs.h"

namespace http {
namespace {

constexpr std::array<std::string_view, kMethodCount> kMethodNames = {"GET",   "HEAD",   "POST",   "PUT",
                                                                     "PATCH", "DELETE", "OPTIONS"};
constexpr std::size_t kKeptBodyBytes = 16 * 1024;

/// An encoded slash or backslash would change how many segments a path has, depending on who decodes.
bool has_encoded_slash(std::string_view path) noexcept {
  for (std::size_t i = 0; i + 2 < path.size(); ++i) {
    if (path[i] != '%') continue;
    std::optional<std::string> const byte = base::from_hex(path.substr(i + 1, 2));
    if (byte == "/" || byte == "\\") return true;
  }
  return false;
}

bool has_dot_segment(std::string_view path) noexcept {
  std::size_t begin = 0;
  while (begin <= path.size()) {
    std::size_t end = path.find('/', begin);
    if (end == std::string_view::npos) end = path.size();
    std::string_view const segment = path.substr(begin, end - begin);
    if (segment == "." || segment == "..") return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

std::string_view method_name(Method method) noexcept { return kMethodNames[static_cast<std::size_t>(method)]; }

std::optional<Method> parse_method(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kMethodCount; ++i) {
    if (kMethodNames[i] == name) return static_cast<Method>(i);
  }
  return std::nullopt;
}

void Request::clear() {
  method = Method::kGet;
  target.clear();
  path.clear();
  query.clear();
  headers.clear();
  cookies.clear();
  parameters.clear();
  // A connection that once carried a large body does not keep the memory for it.
  if (body.capacity() > kKeptBodyBytes) {
    std::string().swap(body);
  } else {
    body.clear();
  }
  remote_address.clear();
  transport = Transport::kPlain;
  request_id.clear();
  route = {};
  received = {};
  caller_.reset();
}

bool split_target(std::string_view target, std::string& path, FieldList& query) {
  path.clear();
  query.clear();
  if (!target.starts_with('/')) return false;
  bool has_escape = false;
  for (char const letter : target) {
    auto const byte = static_cast<unsigned char>(letter);
    if (byte <= 0x20 || byte >= 0x7f || letter == '#' || letter == '\\') return false;
    has_escape = has_escape || letter == '%';
  }
  std::size_t const mark = target.find('?');
  std::string_view const raw_path = target.substr(0, mark);
  if (has_escape) {
    if (has_encoded_slash(raw_path)) return false;
    if (!base::append_percent_decoded(path, raw_path, base::PlusSign::kLiteral)) return false;
    if (has_control(path) || !base::is_utf8(path)) return false;
  } else {
    path = raw_path;
  }
  if (has_dot_segment(path)) return false;
  return mark == std::string_view::npos || read_pairs(target.substr(mark + 1), LineBreaks::kRefused, query);
}

}  // namespace http
