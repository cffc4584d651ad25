#include "apps/demo_people.h"

namespace apps {

namespace {

constexpr char const* kFirstNames[] = {
    "Anna",   "Sofie", "Ida",   "Freja",  "Clara",  "Laura",  "Mathilde", "Emma",   "Karla",  "Alma",
    "Birgit", "Hanne", "Lone",  "Mette",  "Pia",    "Rikke",  "Susanne",  "Tina",   "Fatima", "Aisha",
    "Noah",   "Oscar", "Carl",  "Emil",   "Malthe", "Viggo",  "August",   "Otto",   "Magnus", "Elias",
    "Lars",   "Jens",  "Peter", "Henrik", "Søren",  "Thomas", "Mads",     "Kasper", "Omar",   "Ahmed",
    "Jan",    "Ole",   "Niels", "Ulla",   "Inger",  "Bente",  "Åse",      "Øjvind"};
constexpr char const* kLastNames[] = {
    "Jensen",    "Nielsen",   "Hansen",   "Pedersen",  "Andersen",    "Christensen", "Larsen",    "Sørensen",
    "Rasmussen", "Jørgensen", "Petersen", "Madsen",    "Kristensen",  "Olsen",       "Thomsen",   "Christiansen",
    "Poulsen",   "Johansen",  "Møller",   "Mortensen", "Knudsen",     "Jakobsen",    "Mikkelsen", "Frederiksen",
    "Holm",      "Lund",      "Schmidt",  "Eriksen",   "Kristiansen", "Clausen"};
constexpr char const* kRoads[] = {"Prøvevej", "Øvelsesgade", "Eksempelvej", "Opdigtet Allé", "Mønstervænget",
                                  "Demogade", "Tegnevej",    "Fabelstræde", "Skyggevej",     "Modelparken"};
constexpr char const* kTrades[] = {"Tømrer", "Bageri", "Café", "Cykler", "VVS", "Frisør", "Maler", "Auto"};

std::string digits(std::int64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

}  // namespace

// A Danish person number begins with a day and a month: no month is 21 to 32, so these cannot have been issued.
// A company number never begins with 00. Danish phone numbers never begin with 0. Postcode 0000 is no town's, and
// .invalid is no domain (RFC 2606).
std::string demo_national_id(claims::DebtorKind kind, std::int64_t number) {
  if (kind == claims::DebtorKind::kCompany) return "00" + digits(number % 1'000'000, 6);
  return digits(1 + number % 28, 2) + digits(21 + number / 28 % 12, 2) + digits(40 + number / 336 % 60, 2) +
         digits(number % 10'000, 4);
}

bool demo_has_no_phone(std::int64_t number) { return number % 9 == 4; }

DemoDebtor demo_debtor(base::SeededStream& stream, std::int64_t number) {
  DemoDebtor debtor;
  bool const company = stream.chance_per_mille(40);
  debtor.kind = company ? claims::DebtorKind::kCompany : claims::DebtorKind::kPerson;
  debtor.national_id = demo_national_id(debtor.kind, number);
  std::string const first = stream.pick(kFirstNames);
  std::string const last = stream.pick(kLastNames);
  debtor.name = company ? last + "s " + stream.pick(kTrades) + " ApS" : first + " " + last;
  debtor.address = std::string{stream.pick(kRoads)} + " " + std::to_string(stream.between(1, 99));
  debtor.postcode = "0000";
  debtor.city = "Testby";
  if (!demo_has_no_phone(number)) debtor.phone = "+45 00" + digits(number % 1'000'000, 6);
  debtor.email = "borger" + std::to_string(number) + "@testby.invalid";
  return debtor;
}

}  // namespace apps
