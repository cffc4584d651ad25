// The records of Betalingsservice's deliveries: 128 characters each, as tables of fields.
//
// Source: positions on which independent public implementations of the supplier's guidelines agree. No official
//   specification was at hand: before production, compare every row with the one that comes with the agreement. Each
//   layout says how sure it is; what is disputed is not read and not written.
// Units: positions from 1, as the guidelines count. Character set ISO 8859-1 (assumed).
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace adapters::betalingsservice {

inline constexpr std::size_t kRecordLength = 128;

enum class FieldKind : std::uint8_t {
  kFixed,   // always the same text
  kBlank,   // nothing
  kNumber,  // digits, zeros in front
  kText,    // left-aligned, blanks behind
};

struct Field {
  std::string_view name;
  std::size_t from = 0;  // position of its first character
  std::size_t length = 0;
  FieldKind kind = FieldKind::kBlank;
  std::string_view text{};  // of kFixed
};

/// How sure the positions are.
enum class Certainty : std::uint8_t {
  kAgreed,    // several public implementations agree
  kDisputed,  // they do not
};

struct Layout {
  std::string_view name;  // for errors
  Certainty certainty = Certainty::kAgreed;
  std::span<Field const> fields;
};

/// Whether the fields fill the record from its first character to its last, without a gap.
[[nodiscard]] constexpr bool is_whole(std::span<Field const> fields) {
  std::size_t next = 1;
  for (Field const& field : fields) {
    if (field.from != next || field.length == 0) return false;
    if (field.kind == FieldKind::kFixed && field.text.size() != field.length) return false;
    next += field.length;
  }
  return next == kRecordLength + 1;
}

using FieldValue = std::pair<std::string_view, std::string>;

/// The record with these fields; one that is not named is zeros or blanks. Text is UTF-8 and is cut to its field; what
/// ISO 8859-1 has no letter for becomes '?'. Throws std::logic_error for a field that the layout has not, and
/// std::length_error for a number that does not fit.
[[nodiscard]] std::string write_record(Layout const& layout, std::initializer_list<FieldValue> values);

/// The field of a record of this layout, without blanks behind, in UTF-8.
[[nodiscard]] std::string read_field(Layout const& layout, std::string_view record, std::string_view field);
/// Whether the record has the layout's fixed texts, and digits where its numbers are.
[[nodiscard]] bool matches(Layout const& layout, std::string_view record);

// What goes out (0601) and comes in (0602, 0603).
[[nodiscard]] Layout const& delivery_start();
[[nodiscard]] Layout const& delivery_end();
[[nodiscard]] Layout const& collections_start();  // section 0112
[[nodiscard]] Layout const& collections_end();
[[nodiscard]] Layout const& address_line();      // transaction 0240, a line of name or address
[[nodiscard]] Layout const& address_postcode();  // transaction 0240, record 00009
[[nodiscard]] Layout const& collection_line();   // transaction 0280
[[nodiscard]] Layout const& text_line();         // transaction 0241
[[nodiscard]] Layout const& answers_start();     // sections 0211 (0602) and 0210, 0212 (0603)
[[nodiscard]] Layout const& answers_end();
[[nodiscard]] Layout const& payment_answer();  // transactions 0236-0239
[[nodiscard]] Layout const& mandate_answer();  // transactions 0230-0234

}  // namespace adapters::betalingsservice
