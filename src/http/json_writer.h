// Writes a JSON document from front to back, for answers that are built often: no tree, one growing string.
// The caller opens and closes in order; commas are the writer's. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "http/json_text.h"

namespace http {

class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view name) {
    separate();
    append_json_string(text_, name);
    text_ += ':';
    separated_ = true;
    return *this;
  }
  JsonWriter& value(std::string_view text) {
    separate();
    append_json_string(text_, text);
    return *this;
  }
  JsonWriter& value(char const* text) { return value(std::string_view{text}); }
  JsonWriter& value(std::string const& text) { return value(std::string_view{text}); }
  JsonWriter& value(std::int64_t number) { return raw(std::to_string(number)); }
  JsonWriter& value(int number) { return value(std::int64_t{number}); }
  JsonWriter& value(bool yes) { return raw(yes ? "true" : "false"); }
  JsonWriter& value(base::Date date) { return value(base::format_date(date)); }
  JsonWriter& value(base::Instant instant) { return value(base::format_instant(instant)); }
  /// JSON that is ready.
  JsonWriter& raw(std::string_view json) {
    separate();
    text_ += json;
    return *this;
  }
  template <class Value>
  JsonWriter& member(std::string_view name, Value const& item) {
    return key(name).value(item);
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  JsonWriter& open(char bracket) {
    separate();
    text_ += bracket;
    separated_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    text_ += bracket;
    separated_ = false;
    return *this;
  }
  void separate() {
    if (!separated_ && !text_.empty()) text_ += ',';
    separated_ = false;
  }

  std::string text_;
  bool separated_ = true;
};

}  // namespace http
