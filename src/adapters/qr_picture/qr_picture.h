// An address as a QR code for a screen: in a terminal, or as an SVG picture.
// Pure but for the library that makes the code.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace adapters::qr_picture {

/// Dark where true; `side` rows of `side` modules, without the quiet zone around.
struct QrCode {
  int side = 0;
  std::vector<bool> dark;
  [[nodiscard]] bool at(int row, int column) const {
    bool const inside = row >= 0 && row < side && column >= 0 && column < side;
    return inside &&
           dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(column)];
  }
};

/// Nothing if the text is empty, or too long for a code.
[[nodiscard]] std::optional<QrCode> qr_code_of(std::string const& text);

/// Two rows of modules in a line of UTF-8 blocks, light on dark as terminals mostly are; with the quiet zone.
[[nodiscard]] std::string for_terminal(QrCode const& code);

/// Black on white, with the quiet zone; as large as it is shown.
[[nodiscard]] std::string as_svg(QrCode const& code);

}  // namespace adapters::qr_picture
