// Objects of JSON that others wrote, read into values: a partner's answers and notices, tokens, settings.
//
// What is not there, or of another type, is nothing: whoever asks decides whether that is a mistake. Members that
// nobody asks for are left alone, since partners add some without telling. Request bodies to our own APIs are read
// strictly, with the place of every mistake: http/json_reader.h. Thread safety: pure functions.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace json_values {

/// Nothing if the text is no JSON (RFC 8259), or is no object.
[[nodiscard]] std::optional<boost::json::object> parse_object(std::string_view text);

/// Empty also if it is there and no text.
[[nodiscard]] std::string text_member(boost::json::object const& object, std::string_view name);

/// Only numbers without a fraction or an exponent, between -2^63 and 2^63 - 1.
[[nodiscard]] std::optional<std::int64_t> whole_number_member(boost::json::object const& object, std::string_view name);

/// Null if there is none; valid as long as `object` is.
[[nodiscard]] boost::json::object const* object_member(boost::json::object const& object, std::string_view name);

/// A text for readers of one language: the member is one text for all of them, or an object of texts by language code
/// ("da"). Where this language has none, the first that is there; empty if there is none at all.
[[nodiscard]] std::string text_in(boost::json::object const& object, std::string_view name, std::string_view language);

}  // namespace json_values
