// An authority's settings (ports::Authority::settings) as commands read and change them: what they do not know stays.
#pragma once

#include <boost/json.hpp>

#include "engine/books_service.h"

namespace apps {

/// Throws CommandRefused if they are no JSON object.
[[nodiscard]] boost::json::object settings_of(ports::Authority const& authority);
/// Throws CommandRefused if there is no such authority any more.
void store_settings(engine::BooksService& books, ports::Authority const& authority,
                    boost::json::object const& settings);

}  // namespace apps
