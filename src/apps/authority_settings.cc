#include "apps/authority_settings.h"

#include "apps/installation.h"

namespace apps {

boost::json::object settings_of(ports::Authority const& authority) {
  boost::system::error_code error;
  boost::json::value parsed = boost::json::parse(authority.settings, error);
  if (error || !parsed.is_object()) throw CommandRefused("the settings of " + authority.code + " are no JSON object");
  return std::move(parsed.as_object());
}

void store_settings(engine::BooksService& books, ports::Authority const& authority,
                    boost::json::object const& settings) {
  if (!books.change_settings(authority.id, boost::json::serialize(settings))) {
    throw CommandRefused("there is no authority '" + authority.code + "' any more");
  }
}

}  // namespace apps
