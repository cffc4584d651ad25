// The people that the writer met last. A bulk import names the same person again and again, and each look-up in the
// database costs two B-trees: it was a quarter of the time.
//
// Fixed size, eight places a line; who is not found here may still be in the database. With four places, 16,000 of the
// look-ups of 250,000 people in an import of 1,000,000 claims missed, and each held up the rows on their way. Thrown
// away together with the key filter, whenever another process has written to the file or a group was rolled back.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "ports/books.h"

namespace storage {

struct KnownParty {
  base::AuthorityId authority;
  claims::DebtorKind kind{};
  ports::ShortDigest blind_index{};
  base::DebtorId debtor;  // zero: the place is free
  ports::ShortDigest detail_digest{};
  bool is_former = false;  // the debtor has another id now: its details are not this party's
};

class PartyCache {
 public:
  static constexpr std::size_t kFewLines = std::size_t{1} << 7;
  static constexpr std::size_t kBulkLines = std::size_t{1} << 17;  // a million people in 60 MB

  /// `lines` must be a power of two.
  explicit PartyCache(std::size_t lines) : lines_(lines) {}

  /// Valid until the next put().
  [[nodiscard]] KnownParty const* find(base::AuthorityId authority, ports::Party const& party) const {
    for (KnownParty const& place : lines_[line_of(party.blind_index)]) {
      if (place.debtor && is(place, authority, party.kind, party.blind_index)) return &place;
    }
    return nullptr;
  }

  KnownParty const* put(KnownParty const& known) {
    Line& line = lines_[line_of(known.blind_index)];
    for (KnownParty& place : line) {
      if (!place.debtor || is(place, known.authority, known.kind, known.blind_index)) return &(place = known);
    }
    return &(line[next_out_++ % line.size()] = known);
  }

 private:
  using Line = std::array<KnownParty, 8>;

  static bool is(KnownParty const& place, base::AuthorityId authority, claims::DebtorKind kind,
                 ports::ShortDigest const& blind_index) {
    return place.blind_index == blind_index && place.kind == kind && place.authority == authority;
  }
  /// A blind index is a keyed hash: any of its bits will do.
  [[nodiscard]] std::size_t line_of(ports::ShortDigest const& blind_index) const {
    std::uint64_t head = 0;
    std::memcpy(&head, blind_index.data(), sizeof head);
    return static_cast<std::size_t>(head) & (lines_.size() - 1);
  }

  std::vector<Line> lines_;
  std::size_t next_out_ = 0;
};

}  // namespace storage
