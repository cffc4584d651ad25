#include "storage/many_by_id.h"

#include <algorithm>

namespace storage {

ManyById::ManyById(std::string const& columns, std::string const& table, std::string const& id) {
  std::string const head = "SELECT " + columns + " FROM " + table + " WHERE authority_id = $1 AND " + id;
  one_ = head + " = $2";
  listed_ = head + " IN (";
  for (std::size_t i = 0; i < kAtOnce; ++i) listed_ += (i == 0 ? "$" : ", $") + std::to_string(i + 2);
  listed_ += ")";
  between_ = head + " BETWEEN $2 AND $3 ORDER BY " + id;
}

std::size_t ManyById::count_neighbours(std::span<std::int64_t const> ids) {
  std::size_t count = 1;
  while (count < ids.size() && ids[count] - ids[count - 1] <= kGap) ++count;
  return count;
}

}  // namespace storage
