#include "storage/key_filter.h"

#include <cstring>

#include "storage/rows.h"

namespace storage {

namespace {

constexpr std::size_t kLines = std::size_t{1} << 19;  // 32 MiB

std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xFF51AFD7ED558CCDULL;
  value ^= value >> 33;
  value *= 0xC4CEB9FE1A85EC53ULL;
  return value ^ (value >> 33);
}

std::uint64_t head_of(ports::ShortDigest const& digest) {
  std::uint64_t head = 0;
  std::memcpy(&head, digest.data(), sizeof head);
  return head;
}

std::uint64_t number(std::int64_t value) { return static_cast<std::uint64_t>(value); }

}  // namespace

KeyFilter::KeyFilter(Connection& connection) : lines_(kLines) {
  {
    auto row = connection.stream("SELECT authority_id, entry_key FROM journal_entry WHERE found_by_claim = 0");
    while (row.step()) add(of_entry({row.integer(0)}, read_short_digest(row.bytes(1))));
  }
  {
    auto row = connection.stream("SELECT authority_id, source_id, reference FROM claim");
    while (row.step()) add(of_reference({row.integer(0)}, {row.integer(1)}, row.text(2)));
  }
  auto row = connection.stream(
      "SELECT authority_id, kind, blind_index FROM person"
      " UNION ALL SELECT authority_id, kind, blind_index FROM former_national_id");
  while (row.step()) {
    add(of_party({row.integer(0)}, static_cast<claims::DebtorKind>(row.integer(1)), read_short_digest(row.bytes(2))));
  }
}

std::uint64_t KeyFilter::of_entry(base::AuthorityId authority, ports::ShortDigest const& key) {
  return mix(head_of(key) ^ mix(number(authority.value)));
}

std::uint64_t KeyFilter::of_reference(base::AuthorityId authority, base::SourceId source, std::string_view reference) {
  return mix(std::hash<std::string_view>{}(reference) ^ mix(number(authority.value) << 32 ^ number(source.value)));
}

std::uint64_t KeyFilter::of_party(base::AuthorityId authority, claims::DebtorKind kind,
                                  ports::ShortDigest const& blind_index) {
  return mix(head_of(blind_index) ^ mix(~number(authority.value) - static_cast<std::uint64_t>(kind)));
}

void KeyFilter::add(std::uint64_t key) {
  Line& line = lines_[key & (kLines - 1)];
  for (unsigned shift = 19; shift < 59; shift += 10) line[(key >> shift) & 7] |= 1ULL << ((key >> (shift + 3)) & 63);
}

bool KeyFilter::may_contain(std::uint64_t key) const {
  Line const& line = lines_[key & (kLines - 1)];
  for (unsigned shift = 19; shift < 59; shift += 10) {
    if ((line[(key >> shift) & 7] & (1ULL << ((key >> (shift + 3)) & 63))) == 0) return false;
  }
  return true;
}

}  // namespace storage
