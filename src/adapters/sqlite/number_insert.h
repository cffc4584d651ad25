// Rows of whole numbers that nobody reads before the group ends, written many at a time: the fixed cost of a statement
// is most of what a narrow row costs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/sqlite/database.h"

namespace adapters::sqlite {

/// The texts of one INSERT, for one row and for many. To be kept as long as the connection: it knows statements by
/// their texts' addresses.
class NumberInsert {
 public:
  static constexpr std::size_t kRowsAtOnce = 16;

  /// `head` is "INSERT INTO table (columns) VALUES ".
  NumberInsert(std::string const& head, std::size_t columns) : columns_(columns) {
    for (std::size_t row = 0, next = 1; row < kRowsAtOnce; ++row) {
      many_ += row == 0 ? head + "(" : ", (";
      for (std::size_t column = 0; column < columns; ++column) {
        many_ += (column == 0 ? "$" : ", $") + std::to_string(next++);
      }
      many_ += ")";
      if (row == 0) one_ = many_;
    }
  }

  /// `numbers` are the rows' values, row by row.
  void run(Connection& connection, std::vector<std::int64_t> const& numbers) const {
    auto const* next = numbers.data();
    auto const* const end = next + numbers.size();
    while (next != end) {
      bool const many = static_cast<std::size_t>(end - next) >= kRowsAtOnce * columns_;
      Statement statement = connection.query(many ? many_ : one_);
      for (std::size_t i = (many ? kRowsAtOnce : 1) * columns_; i > 0; --i) statement.bind(*next++);
      statement.run();
    }
  }

 private:
  std::size_t columns_;
  std::string one_;
  std::string many_;
};

}  // namespace adapters::sqlite
