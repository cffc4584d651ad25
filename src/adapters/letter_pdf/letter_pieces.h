// The blocks of a message as pieces of a page: each knows its height before anything is drawn, so that pages can be
// counted first.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/letter_pdf/typesetter.h"
#include "contact/envelope.h"
#include "contact/message.h"

namespace adapters::letter_pdf {

inline constexpr double kPageWidth = 595.28, kPageHeight = 841.89;
inline constexpr double kLeft = 62, kRight = 62;
inline constexpr double kTextWidth = kPageWidth - kLeft - kRight;

/// How one family of letters looks.
struct Look {
  bool plain = false;  // the traditional letter: black, rules instead of tints
  Colour accent, tint;
  double heading, text, figure;  // sizes of type
};
[[nodiscard]] Look look_of(contact::Family family);

struct Piece {
  double height = 0;
  double space_before = 0;
  bool keep_with_next = false;  // headings
  contact::Part part = contact::Part::kMain;
  std::function<void(cairo_t*, double y)> draw;
  bool list_item = false;
  bool qr_failed = false;
};

/// A run of pieces that belong into one table, list or paragraph is tagged by each piece itself.
[[nodiscard]] std::vector<Piece> make_pieces(Typesetter& typesetter, contact::Message const& message,
                                             contact::Envelope const& envelope);

}  // namespace adapters::letter_pdf
