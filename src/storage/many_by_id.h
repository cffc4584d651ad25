// Reading rows of many identifiers with few statements: neighbours by their range, the others by lists. One statement a
// row costs its fixed price a thousand times, and on a server its way there and back.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

#include "base/identifiers.h"
#include "storage/connection.h"

namespace storage {

class ManyById {
 public:
  /// Identifiers in one list.
  static constexpr std::size_t kAtOnce = 64;

  /// "SELECT `columns` FROM `table` WHERE authority_id = ... AND `id` ...". The identifier must be the first column.
  /// To be kept as long as the connections: they know statements by their texts' addresses.
  ManyById(std::string const& columns, std::string const& table, std::string const& id);

  /// Calls `row` with each row there is of `ids`, which are sorted and each there once. In no order. Nothing else may
  /// be asked of the connection by `row`.
  template <class Row>
  void each(Connection& connection, base::AuthorityId authority, std::span<std::int64_t const> ids, Row&& row) const {
    while (!ids.empty()) {
      std::size_t const neighbours = count_neighbours(ids);
      if (neighbours >= kNeighbours) {
        each_between(connection, authority, ids.first(neighbours), row);
        ids = ids.subspan(neighbours);
        continue;
      }
      // Up to where the next neighbours begin there may be more than one list; asking again is cheap.
      std::size_t const count = std::min(ids.size(), kAtOnce);
      each_listed(connection, authority, ids.first(count), row);
      ids = ids.subspan(count);
    }
  }

 private:
  static constexpr std::size_t kNeighbours = 32;  // from which a range pays
  static constexpr std::int64_t kGap = 4;         // rows that a range may read for nothing, for each it wants

  /// How many of the first identifiers lie so close that reading all between them is cheaper than seeking each.
  [[nodiscard]] static std::size_t count_neighbours(std::span<std::int64_t const> ids);

  template <class Row>
  void each_between(Connection& connection, base::AuthorityId authority, std::span<std::int64_t const> ids,
                    Row& row) const {
    Statement found = connection.query(between_, authority.value, ids.front(), ids.back());
    std::size_t next = 0;
    while (found.step()) {
      std::int64_t const id = found.integer(0);
      while (next < ids.size() && ids[next] < id) ++next;
      if (next < ids.size() && ids[next] == id) row(found);
    }
  }

  template <class Row>
  void each_listed(Connection& connection, base::AuthorityId authority, std::span<std::int64_t const> ids,
                   Row& row) const {
    if (ids.size() < kAtOnce / 8) {
      for (std::int64_t const id : ids) {
        Statement found = connection.query(one_, authority.value, id);
        while (found.step()) row(found);
      }
      return;
    }
    Statement found = connection.query(listed_, authority.value);
    // A list that is not full names its last identifier again.
    for (std::size_t i = 0; i < kAtOnce; ++i) found.bind(ids[std::min(i, ids.size() - 1)]);
    while (found.step()) row(found);
  }

  std::string one_;
  std::string listed_;
  std::string between_;
};

}  // namespace storage
