#include "adapters/message_files/receipt.h"

#include <algorithm>
#include <pugixml.hpp>

namespace adapters::message_files {

namespace {

using ports::Delivery;

constexpr std::size_t kLongest = 256 * 1024;
constexpr std::size_t kLongestCode = 40;

std::string_view local_name(pugi::xml_node node) {
  std::string_view const name = node.name();
  std::size_t const colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node find(pugi::xml_node under, std::string_view name) {
  return under.find_node([name](pugi::xml_node const& node) { return local_name(node) == name; });
}

/// Codes are ours to show: what is not of a code's form could be a text about a person.
std::string as_code(std::string_view text) {
  bool const right = !text.empty() && text.size() <= kLongestCode && std::ranges::all_of(text, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '_' || letter == '-' || letter == '.';
  });
  // Ten digits would be a person's number.
  auto const digits = std::ranges::count_if(text, [](char letter) { return letter >= '0' && letter <= '9'; });
  return right && digits < 8 ? std::string{text} : std::string{};
}

struct Word {
  std::string_view text;
  Delivery what;
};
constexpr Word kTransport[] = {
    {"OK", Delivery::kTaken}, {"ADVARSEL", Delivery::kTaken}, {"FEJL", Delivery::kNotDelivered}};
constexpr Word kBusiness[] = {{"MODTAGET", Delivery::kTaken},
                              {"ACCEPTERET", Delivery::kTaken},
                              {"AFLEVERET", Delivery::kDelivered},
                              {"AFVIST", Delivery::kNotDelivered},
                              {"FEJLET", Delivery::kNotDelivered}};

}  // namespace

std::optional<Receipt> read_receipt(std::string_view xml, std::vector<std::string> const& bad_address_codes) {
  // A document type is where entities come from; no receipt has one.
  if (xml.size() > kLongest || xml.find("<!DOCTYPE") != std::string_view::npos) return std::nullopt;
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8)) return std::nullopt;
  pugi::xml_node const business = find(document, "ForretningsValideringsKode");
  pugi::xml_node const word_node = business ? business : find(document, "TransportValideringsKode");
  if (!word_node) return std::nullopt;
  std::string_view const said = word_node.child_value();
  std::span<Word const> const words = business ? std::span<Word const>{kBusiness} : std::span<Word const>{kTransport};
  auto const found = std::ranges::find(words, said, &Word::text);
  if (found == words.end()) return std::nullopt;
  Receipt receipt;
  receipt.what = found->what;
  if (receipt.what != Delivery::kNotDelivered) return receipt;
  receipt.code = said;
  document.find_node([&](pugi::xml_node const& node) {
    if (local_name(node) != "FejlKode") return false;
    std::string const code = as_code(node.child_value());
    if (code.empty()) return false;
    if (receipt.code == said) receipt.code += " " + code;
    receipt.bad_address = receipt.bad_address || std::ranges::find(bad_address_codes, code) != bad_address_codes.end();
    return false;
  });
  return receipt;
}

}  // namespace adapters::message_files
