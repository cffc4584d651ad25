// The text of an INSERT into one table, for one row and for many. To be kept as long as the connections: they know
// statements by their texts' addresses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/connection.h"

namespace storage {

class Insert {
 public:
  /// Narrow rows of whole numbers are written so many at a time: the fixed cost of a statement is most of what such a
  /// row costs.
  static constexpr std::size_t kRowsAtOnce = 16;

  /// `columns` as in SQL: "a, b, c".
  Insert(std::string table, std::string columns);

  [[nodiscard]] std::string const& table() const { return table_; }
  [[nodiscard]] std::string const& columns() const { return columns_; }
  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] std::string_view one_row() const { return one_; }
  [[nodiscard]] std::string_view many_rows() const { return many_; }

 private:
  std::string table_;
  std::string columns_;
  std::size_t width_;
  std::string one_;
  std::string many_;
};

}  // namespace storage
