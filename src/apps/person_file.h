// Who somebody is, from a file or the standard input: never from the command line, where others could see it.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "ports/books_reader.h"

namespace apps {

/// The file's one JSON object; "-" is the standard input. Throws CommandRefused, and no error repeats what it says.
/// `example` is shown to whoever has written something else.
[[nodiscard]] boost::json::object read_person_file(std::string const& name, std::string const& example);

/// Its member "national_id", checked by the rules of the authority's country. Throws CommandRefused.
[[nodiscard]] std::string national_id_in(boost::json::object const& person, ports::Authority const& authority);

}  // namespace apps
