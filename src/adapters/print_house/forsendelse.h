// A letter for a print house, as fjernprint's ForsendelseI: the PDF and how it is to be printed and posted.
//
// Source: urn:oio:fjernprint:1.0.0 (ForsendelseI.xsd and what it includes, KOMBIT SF1600).
// The recipient's address stands in the letter's window, so it is neither printed by the print house nor written here.
// Left open by the schema, and so settings: the type of shipment, the user's name, envelope, colour and postage are as
//   agreed with the print house. A setting that is empty is left out.
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"

namespace adapters::print_house {

struct ForsendelseSettings {
  std::string shipment_type;      // ForsendelseTypeIdentifikator: a whole number above zero, agreed; or empty
  std::string user;               // BrugerNavn: as whom the authority sends
  std::string sides = "Duplex";   // Simplex or Duplex
  std::string colour = "SH";      // SH (black and white) or Farve
  std::string envelope;           // C4, C5 or MA; or empty
  std::string postage;            // PostKategoriKode; or empty
  std::string receipts = "Alle";  // Alle, Ingen or Kun fejl
};

/// What is wrong, naming the value; empty if all are as the schema has them.
[[nodiscard]] std::string mistake_in(ForsendelseSettings const& settings);

struct Letter {
  std::string_view key;  // at most 38 characters: the shipment's name, the same on a retry
  std::string_view title;
  std::string_view pdf;
  base::Date day;
};

[[nodiscard]] std::string write_forsendelse(Letter const& letter, ForsendelseSettings const& settings);

}  // namespace adapters::print_house
