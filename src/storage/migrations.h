// The schema's steps, in order. A step is never edited after it has been released; its checksum is kept in the
// database.
#pragma once

#include <span>
#include <string_view>

namespace storage {

struct Migration {
  std::string_view name;
  std::string_view sql;
};

[[nodiscard]] std::span<Migration const> migrations();

}  // namespace storage
