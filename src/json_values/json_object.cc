#include "json_values/json_object.h"

#include <boost/json/parse.hpp>

namespace json_values {

namespace json = boost::json;

std::optional<json::object> parse_object(std::string_view text) {
  boost::system::error_code error;
  json::value value = json::parse({text.data(), text.size()}, error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string text_member(json::object const& object, std::string_view name) {
  json::value const* const found = object.if_contains({name.data(), name.size()});
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::optional<std::int64_t> whole_number_member(json::object const& object, std::string_view name) {
  json::value const* const found = object.if_contains({name.data(), name.size()});
  if (found == nullptr || !found->is_int64()) return std::nullopt;
  return found->get_int64();
}

json::object const* object_member(json::object const& object, std::string_view name) {
  json::value const* const found = object.if_contains({name.data(), name.size()});
  return found != nullptr ? found->if_object() : nullptr;
}

std::string text_in(json::object const& object, std::string_view name, std::string_view language) {
  json::object const* const by_language = object_member(object, name);
  if (by_language == nullptr) return text_member(object, name);
  std::string told = text_member(*by_language, language);
  if (!told.empty()) return told;
  for (auto const& member : *by_language) {
    if (member.value().is_string()) return std::string(member.value().get_string());
  }
  return {};
}

}  // namespace json_values
