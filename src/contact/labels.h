// The few words around a message that no template writes: they are the same in every letter of a language.
// Pure.
#pragma once

#include <string_view>

#include "contact/language.h"

namespace contact {

struct Labels {
  std::string_view date;
  std::string_view case_number;
  std::string_view page;         // "Side"
  std::string_view of;           // between the page and the number of pages
  std::string_view overleaf;     // at the foot of the first page
  std::string_view scan;         // beside the QR code
  std::string_view or_type;      // before the short address
  std::string_view code;         // before the payment code
  std::string_view bank;         // heads the payment slip
  std::string_view open_letter;  // in an e-mail's text, before the link
  std::string_view qr_alternative;
};

[[nodiscard]] Labels const& labels_of(Language language);

}  // namespace contact
