// The few words around a message that no template writes: they are the same in every letter of a language.
// Pure.
#pragma once

#include <array>
#include <string_view>

#include "contact/envelope.h"
#include "contact/language.h"

namespace contact {

struct Labels {
  std::string_view date;
  std::string_view case_number;
  std::string_view page;                 // "Side"
  std::string_view of;                   // between the page and the number of pages
  std::string_view overleaf;             // at the foot of the first page
  std::string_view scan;                 // beside the QR code
  std::string_view or_type;              // before the short address
  std::string_view code;                 // before the payment code
  std::string_view bank;                 // heads the payment slip
  std::array<std::string_view, 5> slip;  // by SlipKind
};

[[nodiscard]] Labels const& labels_of(Language language);
[[nodiscard]] inline std::string_view slip_label(SlipKind kind, Language language) {
  return labels_of(language).slip[static_cast<std::size_t>(kind)];
}

}  // namespace contact
