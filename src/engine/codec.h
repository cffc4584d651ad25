// The journal's encoding: compact, canonical (one value, one byte string) and free of locale and word size.
//
//   number   zigzag, then 7 bits a byte, low first, high bit = more follows
//   text     length as number, then the bytes
//   list     length as number, then the items
//   optional 0, or 1 and the value
//   event    its position in the variant as number, then its fields in the order of `visit`
//
// Fields of an event never change their place or meaning; a new fact is a new event (decision 0004).
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "claims/claim.h"
#include "payments/allocation.h"
#include "payments/payment.h"
#include "ports/working_set.h"

namespace engine {

template <class T>
concept Visited = requires(T& value) { T::visit(value, [](auto&&) {}); };

class Encoder {
 public:
  void number(std::int64_t value) {
    std::uint64_t zigzag = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
    while (zigzag >= 0x80) {
      bytes_.push_back(static_cast<char>((zigzag & 0x7F) | 0x80));
      zigzag >>= 7;
    }
    bytes_.push_back(static_cast<char>(zigzag));
  }
  void raw(std::string_view bytes) { bytes_.append(bytes); }

  void operator()(std::integral auto const& value) { number(static_cast<std::int64_t>(value)); }
  template <class T>
    requires std::is_enum_v<T>
  void operator()(T const& value) {
    number(static_cast<std::int64_t>(value));
  }
  void operator()(std::string const& text) {
    number(static_cast<std::int64_t>(text.size()));
    bytes_.append(text);
  }
  void operator()(base::Date const& date) { number(date.days); }
  void operator()(base::Instant const& instant) { number(instant.microseconds); }
  template <class Tag>
  void operator()(base::Identifier<Tag> const& id) {
    number(id.value);
  }
  template <class T>
  void operator()(std::optional<T> const& value) {
    number(value ? 1 : 0);
    if (value) (*this)(*value);
  }
  template <class T>
  void operator()(std::vector<T> const& list) {
    number(static_cast<std::int64_t>(list.size()));
    for (T const& item : list) (*this)(item);
  }
  void operator()(claims::Amounts const& amounts) {
    for (std::int64_t const minor : amounts.minor) number(minor);
  }
  void operator()(claims::ClaimDates const& d) {
    (*this)(d.period_first), (*this)(d.period_last), (*this)(d.issued), (*this)(d.due), (*this)(d.last_payment_day);
  }
  void operator()(payments::Allocation const& a) { (*this)(a.claim), (*this)(a.component), (*this)(a.minor); }
  void operator()(payments::Choice const& c) { (*this)(c.claim), (*this)(c.limit_minor); }
  void operator()(ports::ClaimKey const& k) { (*this)(k.id), (*this)(k.source), (*this)(k.reference); }
  template <Visited T>
  void operator()(T const& value) {
    T::visit(value, *this);
  }
  template <class... Ts>
  void operator()(std::variant<Ts...> const& value) {
    number(static_cast<std::int64_t>(value.index()));
    std::visit([this](auto const& item) { (*this)(item); }, value);
  }

  [[nodiscard]] std::string take() { return std::move(bytes_); }
  [[nodiscard]] std::string const& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads what Encoder wrote. After anything malformed `ok` is false and every further read gives zeros.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  std::int64_t number() {
    std::uint64_t zigzag = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      auto const byte = static_cast<std::uint8_t>(rest_.front());
      rest_.remove_prefix(1);
      zigzag |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if ((byte & 0x80) != 0) continue;
      // Zeros behind the last digit, or digits beyond 64 bits, would be a second spelling of a number.
      if ((shift > 0 && byte == 0) || (shift == 63 && byte > 1)) break;
      return static_cast<std::int64_t>((zigzag >> 1) ^ (~(zigzag & 1) + 1));
    }
    fail();
    return 0;
  }

  template <class T>
    requires std::integral<T> || std::is_enum_v<T>
  void operator()(T& value) {
    std::int64_t const read = number();
    value = static_cast<T>(read);
    if (static_cast<std::int64_t>(value) != read) fail();
  }
  void operator()(std::string& text) {
    std::size_t const size = length();
    text.assign(rest_.substr(0, size));
    rest_.remove_prefix(size);
  }
  void operator()(base::Date& date) { (*this)(date.days); }
  void operator()(base::Instant& instant) { instant.microseconds = number(); }
  template <class Tag>
  void operator()(base::Identifier<Tag>& id) {
    id.value = number();
  }
  template <class T>
  void operator()(std::optional<T>& value) {
    bool there = false;
    (*this)(there);
    value.reset();
    if (there) (*this)(value.emplace());
  }
  template <class T>
  void operator()(std::vector<T>& list) {
    list.resize(length());
    for (T& item : list) (*this)(item);
  }
  void operator()(claims::Amounts& amounts) {
    for (std::int64_t& minor : amounts.minor) minor = number();
  }
  void operator()(claims::ClaimDates& d) {
    (*this)(d.period_first), (*this)(d.period_last), (*this)(d.issued), (*this)(d.due), (*this)(d.last_payment_day);
  }
  void operator()(payments::Allocation& a) { (*this)(a.claim), (*this)(a.component), (*this)(a.minor); }
  void operator()(payments::Choice& c) { (*this)(c.claim), (*this)(c.limit_minor); }
  void operator()(ports::ClaimKey& k) { (*this)(k.id), (*this)(k.source), (*this)(k.reference); }
  template <Visited T>
  void operator()(T& value) {
    T::visit(value, *this);
  }
  template <class... Ts>
  void operator()(std::variant<Ts...>& value) {
    auto const index = static_cast<std::size_t>(number());
    if (!emplace(value, index, std::index_sequence_for<Ts...>{})) fail();
  }

 private:
  void fail() {
    ok_ = false;
    rest_ = {};
  }
  /// A length that the remaining bytes can hold; each item takes at least one byte.
  std::size_t length() {
    std::int64_t const size = number();
    if (size < 0 || static_cast<std::uint64_t>(size) > rest_.size()) {
      fail();
      return 0;
    }
    return static_cast<std::size_t>(size);
  }
  template <class Variant, std::size_t... Is>
  bool emplace(Variant& value, std::size_t index, std::index_sequence<Is...>) {
    return ((index == Is ? ((*this)(value.template emplace<Is>()), true) : false) || ...);
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace engine
