#include "adapters/qr_picture/qr_picture.h"

#include <qrencode.h>

#include <memory>

namespace adapters::qr_picture {

namespace {

constexpr int kQuiet = 4;  // modules; ISO/IEC 18004 section 5.3.8 wants four

}  // namespace

std::optional<QrCode> qr_code_of(std::string const& text) {
  if (text.empty()) return std::nullopt;
  struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
  };
  // Level L: a screen has no folds, and fewer modules are read from farther away.
  std::unique_ptr<QRcode, Free> const code{QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, 1)};
  if (code == nullptr) return std::nullopt;
  QrCode made{code->width, {}};
  auto const count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  for (std::size_t i = 0; i < count; ++i) made.dark.push_back((code->data[i] & 1) != 0);
  return made;
}

std::string for_terminal(QrCode const& code) {
  std::string lines;
  for (int row = -kQuiet; row < code.side + kQuiet; row += 2) {
    for (int column = -kQuiet; column < code.side + kQuiet; ++column) {
      bool const upper = code.at(row, column);
      bool const lower = code.at(row + 1, column);
      // A light module is a block, a dark one is the terminal itself.
      lines += upper ? (lower ? " " : "▄") : (lower ? "▀" : "█");
    }
    lines += "\n";
  }
  return lines;
}

std::string as_svg(QrCode const& code) {
  std::string const side = std::to_string(code.side + 2 * kQuiet);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
                    "\" shape-rendering=\"crispEdges\"><rect width=\"" + side + "\" height=\"" + side +
                    "\" fill=\"#fff\"/><path fill=\"#000\" d=\"";
  for (int row = 0; row < code.side; ++row) {
    for (int column = 0; column < code.side; ++column) {
      if (!code.at(row, column)) continue;
      int width = 1;
      while (code.at(row, column + width)) ++width;
      svg += "M" + std::to_string(column + kQuiet) + " " + std::to_string(row + kQuiet) + "h" + std::to_string(width) +
             "v1h-" + std::to_string(width) + "z";
      column += width;
    }
  }
  return svg + "\"/></svg>\n";
}

}  // namespace adapters::qr_picture
