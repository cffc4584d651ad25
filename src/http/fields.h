// A list of named values as HTTP uses it for header fields, query parameters, path parameters and cookies.
//
// All text lies in one buffer that keeps its capacity when the list is cleared, so a connection that is kept alive
// reads its next request without allocating. Views handed out live until the list is changed.
// Pure; one object belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace http {

/// Equal but for the case of the letters A-Z.
[[nodiscard]] bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept;

class FieldList {
 public:
  struct Field {
    std::string_view name;
    std::string_view value;
  };

  void add(std::string_view name, std::string_view value);
  void clear() noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return spans_.size(); }
  [[nodiscard]] bool empty() const noexcept { return spans_.empty(); }
  [[nodiscard]] Field at(std::size_t index) const;

  /// The only value of that name (exact letters); nothing if there is none or more than one: of two answers to one
  /// question neither is to be believed.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  /// The same, letter case ignored: for header fields.
  [[nodiscard]] std::optional<std::string_view> find_ignoring_case(std::string_view name) const;

  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] std::size_t count_ignoring_case(std::string_view name) const;

 private:
  struct Span {
    std::uint32_t name_begin;
    std::uint32_t name_size;
    std::uint32_t value_size;  // the value follows the name
  };
  std::string text_;
  std::vector<Span> spans_;
};

}  // namespace http
