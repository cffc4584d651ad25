#include "http/source/national_id.h"

#include <algorithm>

namespace http::source {

std::expected<std::string, std::string> read_national_id(std::string_view text, claims::DebtorKind kind,
                                                         std::string_view country) {
  std::string id{text};
  std::erase_if(id, [](char c) { return c == ' ' || c == '-'; });
  auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
  bool const plain =
      std::ranges::all_of(id, [&](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
  std::size_t const danish = kind == claims::DebtorKind::kPerson ? 10 : 8;
  if (country == "DK" && (id.size() != danish || !std::ranges::all_of(id, is_digit))) {
    return std::unexpected("must have " + std::to_string(danish) + " digits");
  }
  if (!plain || id.size() < 4 || id.size() > 20) return std::unexpected("must have 4 to 20 letters and digits");
  return id;
}

}  // namespace http::source
