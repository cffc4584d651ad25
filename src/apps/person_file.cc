#include "apps/person_file.h"

#include <fstream>
#include <iostream>
#include <iterator>

#include "apps/installation.h"
#include "http/source/national_id.h"
#include "json_values/json_object.h"

namespace apps {

namespace {

constexpr std::size_t kMostLetters = 4'096;

}  // namespace

boost::json::object read_person_file(std::string const& name, std::string const& example) {
  std::ifstream file;
  if (name != "-") {
    file.open(name);
    if (!file) throw CommandRefused("cannot read '" + name + "'");
  }
  std::istream& from = name == "-" ? std::cin : file;
  std::string const text{std::istreambuf_iterator<char>{from}, {}};
  if (text.size() > kMostLetters) throw CommandRefused("'" + name + "' is too long for one person");
  auto parsed = json_values::parse_object(text);
  if (!parsed) throw CommandRefused("the file must be one JSON object: " + example);
  return std::move(*parsed);
}

std::string national_id_in(boost::json::object const& person, ports::Authority const& authority) {
  auto const id = http::source::read_national_id(json_values::text_member(person, "national_id"),
                                                 claims::DebtorKind::kPerson, authority.country);
  if (!id) throw CommandRefused("the national_id " + id.error());
  return *id;
}

}  // namespace apps
