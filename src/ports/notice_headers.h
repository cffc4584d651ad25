// The headers of a call that a partner makes to one of our addresses.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "ports/notice.h"

namespace ports {

/// The only header of that name, which is given in lower case; nothing if there is none or more than one: what is
/// signed would not be sure.
[[nodiscard]] inline std::optional<std::string_view> only_header(std::vector<NoticeHeader> const& headers,
                                                                 std::string_view name) {
  std::optional<std::string_view> found;
  for (NoticeHeader const& header : headers) {
    bool const same = std::ranges::equal(
        header.name, name, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; });
    if (!same) continue;
    if (found) return std::nullopt;
    found = header.value;
  }
  return found;
}

}  // namespace ports
