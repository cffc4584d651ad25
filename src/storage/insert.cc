#include "storage/insert.h"

#include <algorithm>

namespace storage {

Insert::Insert(std::string table, std::string columns)
    : table_(std::move(table)),
      columns_(std::move(columns)),
      width_(static_cast<std::size_t>(std::ranges::count(columns_, ',')) + 1) {
  for (std::size_t row = 0, next = 1; row < kRowsAtOnce; ++row) {
    many_ += row == 0 ? "INSERT INTO " + table_ + " (" + columns_ + ") VALUES (" : ", (";
    for (std::size_t column = 0; column < width_; ++column) {
      many_ += (column == 0 ? "$" : ", $") + std::to_string(next++);
    }
    many_ += ")";
    if (row == 0) one_ = many_;
  }
}

}  // namespace storage
