#include "http/fields.h"

namespace http {
namespace {

constexpr unsigned char lower(char letter) noexcept {
  auto const byte = static_cast<unsigned char>(letter);
  return byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte | 0x20) : byte;
}

}  // namespace

bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (lower(left[i]) != lower(right[i])) return false;
  }
  return true;
}

void FieldList::add(std::string_view name, std::string_view value) {
  spans_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(name.size()),
                    static_cast<std::uint32_t>(value.size())});
  text_ += name;
  text_ += value;
}

void FieldList::clear() noexcept {
  text_.clear();
  spans_.clear();
}

FieldList::Field FieldList::at(std::size_t index) const {
  Span const& span = spans_.at(index);
  std::string_view const text(text_);
  return {text.substr(span.name_begin, span.name_size), text.substr(span.name_begin + span.name_size, span.value_size)};
}

namespace {

template <class Equal>
std::optional<std::string_view> find_only(FieldList const& fields, std::string_view name, Equal equal) {
  std::optional<std::string_view> found;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    FieldList::Field const field = fields.at(i);
    if (!equal(field.name, name)) continue;
    if (found) return std::nullopt;
    found = field.value;
  }
  return found;
}

template <class Equal>
std::size_t count_equal(FieldList const& fields, std::string_view name, Equal equal) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) count += equal(fields.at(i).name, name) ? 1U : 0U;
  return count;
}

bool equal_exactly(std::string_view left, std::string_view right) noexcept { return left == right; }

}  // namespace

std::optional<std::string_view> FieldList::find(std::string_view name) const {
  return find_only(*this, name, equal_exactly);
}

std::optional<std::string_view> FieldList::find_ignoring_case(std::string_view name) const {
  return find_only(*this, name, equal_ignoring_case);
}

std::size_t FieldList::count(std::string_view name) const { return count_equal(*this, name, equal_exactly); }

std::size_t FieldList::count_ignoring_case(std::string_view name) const {
  return count_equal(*this, name, equal_ignoring_case);
}

}  // namespace http
