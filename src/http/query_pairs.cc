#include "http/query_pairs.h"

#include <algorithm>
#include <string>

#include "base/encoding.h"
#include "base/utf8.h"

namespace http {

namespace {

bool is_control(char letter) noexcept {
  auto const byte = static_cast<unsigned char>(letter);
  return byte < 0x20 || byte == 0x7f;
}

bool is_good_value(std::string_view value, LineBreaks line_breaks) {
  if (!base::is_utf8(value)) return false;
  return std::ranges::none_of(value, [&](char letter) {
    bool const breaks = letter == '\r' || letter == '\n' || letter == '\t';
    return is_control(letter) && !(breaks && line_breaks == LineBreaks::kAllowed);
  });
}

}  // namespace

bool has_control(std::string_view text) noexcept { return std::ranges::any_of(text, is_control); }

bool read_pairs(std::string_view text, LineBreaks line_breaks, FieldList& query) {
  std::string name;
  std::string value;
  while (!text.empty()) {
    std::size_t const end = text.find('&');
    std::string_view const pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (pair.empty()) continue;
    std::size_t const equals = pair.find('=');
    name.clear();
    value.clear();
    if (!base::append_percent_decoded(name, pair.substr(0, equals), base::PlusSign::kBlank)) return false;
    std::string_view const written = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    if (!base::append_percent_decoded(value, written, base::PlusSign::kBlank)) return false;
    if (!is_good_value(name, LineBreaks::kRefused) || !is_good_value(value, line_breaks)) return false;
    if (query.size() >= kMaxQueryParameters || query.count(name) != 0) return false;
    query.add(name, value);
  }
  return true;
}

}  // namespace http
