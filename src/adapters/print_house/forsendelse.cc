#include "adapters/print_house/forsendelse.h"

#include <algorithm>
#include <pugixml.hpp>
#include <span>
#include <sstream>

#include "base/encoding.h"

namespace adapters::print_house {

namespace {

constexpr std::string_view kSides[] = {"Simplex", "Duplex"};
constexpr std::string_view kColours[] = {"SH", "Farve"};
constexpr std::string_view kEnvelopes[] = {"C4", "C5", "MA"};
constexpr std::string_view kPostage[] = {
    "Prioritaire", "Economique", "Bulk", "Rekommanderet", "Rekommanderet med modtagerbevis", "Forkyndelse"};
constexpr std::string_view kReceipts[] = {"Alle", "Ingen", "Kun fejl"};

bool is_one_of(std::string const& text, std::span<std::string_view const> words) {
  return text.empty() || std::ranges::find(words, text) != words.end();
}

std::string listed(std::span<std::string_view const> words) {
  std::string text;
  for (std::string_view const word : words) text += (text.empty() ? "" : ", ") + std::string{word};
  return text;
}

void add(pugi::xml_node under, char const* name, std::string const& text) {
  if (!text.empty()) under.append_child(name).text().set(text.c_str());
}

}  // namespace

std::string mistake_in(ForsendelseSettings const& settings) {
  struct {
    char const* name;
    std::string const& value;
    std::span<std::string_view const> words;
  } const closed[] = {{"sides", settings.sides, kSides},
                      {"colour", settings.colour, kColours},
                      {"envelope", settings.envelope, kEnvelopes},
                      {"postage", settings.postage, kPostage},
                      {"receipt_type", settings.receipts, kReceipts}};
  for (auto const& each : closed) {
    if (!is_one_of(each.value, each.words)) return std::string{each.name} + " must be one of " + listed(each.words);
  }
  if (settings.user.empty() || settings.user.size() > 2'000) return "user is missing: as whom the print house knows us";
  bool const number = settings.shipment_type.size() <= 9 && !settings.shipment_type.starts_with('0') &&
                      std::ranges::all_of(settings.shipment_type, [](char c) { return c >= '0' && c <= '9'; });
  if (!number) return "shipment_type must be a whole number above zero";
  return {};
}

std::string write_forsendelse(Letter const& letter, ForsendelseSettings const& settings) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("fjernprint:ForsendelseI");
  root.append_attribute("xmlns:fjernprint") = "urn:oio:fjernprint:1.0.0";
  root.append_attribute("xmlns:dkal") = "urn:oio:dkal:1.0.0";
  root.append_attribute("xmlns:sd") = "urn:oio:sagdok:3.0.0";
  add(root, "fjernprint:AfsendelseIdentifikator", std::string{letter.key});
  add(root, "fjernprint:ForsendelseTypeIdentifikator", settings.shipment_type);
  add(root, "dkal:FilformatNavn", "pdf");
  add(root, "dkal:MeddelelseIndholdData", base::to_base64(letter.pdf));
  pugi::xml_node transaction = root.append_child("fjernprint:TransaktionsParametreI");
  add(transaction, "fjernprint:MasseForsendelseIdentifikator", base::format_date(letter.day));
  add(transaction, "fjernprint:KvitteringsTypeKode", settings.receipts);
  pugi::xml_node papers = root.append_child("fjernprint:DokumentParametre");
  add(papers, "sd:TitelTekst", std::string{letter.title});
  add(papers, "sd:BrevDato", base::format_date(letter.day));
  pugi::xml_node common = root.append_child("fjernprint:KanalUafhaengigeParametreI");
  add(common, "fjernprint:BrugerNavn", settings.user);
  add(common, "fjernprint:PaatrykAfsenderAdresseIndikator", "false");
  add(common, "fjernprint:PaatrykModtagerAdresseIndikator", "false");
  add(common, "fjernprint:PaatrykBrevdatoIndikator", "false");
  add(common, "fjernprint:KanalKode", "Fysisk Post");
  pugi::xml_node print = root.append_child("fjernprint:PrintParametre");
  add(print, "fjernprint:SimplexDuplexKode", settings.sides);
  add(print, "fjernprint:FarveSHKode", settings.colour);
  add(print, "fjernprint:KuvertTypeKode", settings.envelope);
  if (!settings.postage.empty()) {
    add(root.append_child("fjernprint:PostParametre"), "fjernprint:PostKategoriKode", settings.postage);
  }
  std::ostringstream out;
  document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return out.str();
}

}  // namespace adapters::print_house
