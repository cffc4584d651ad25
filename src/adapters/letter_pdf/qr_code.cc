#include "adapters/letter_pdf/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace adapters::letter_pdf {

bool draw_qr_code(cairo_t* cairo, std::string const& text, double x, double y, double side) {
  if (text.empty()) return false;
  struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
  };
  // Level M mends 15 %: enough for a fold, and a level less than what would make the modules too small.
  std::unique_ptr<QRcode, Free> const code{QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1)};
  if (code == nullptr) return false;
  int const width = code->width;
  constexpr int kQuiet = 2;  // the paper around is white as well
  double const module = side / (width + 2 * kQuiet);
  for (int row = 0; row < width; ++row) {
    unsigned char const* modules = code->data + static_cast<std::ptrdiff_t>(row) * width;
    for (int column = 0; column < width; ++column) {
      if ((modules[column] & 1) == 0) continue;
      int const first = column;
      while (column + 1 < width && (modules[column + 1] & 1) != 0) ++column;
      cairo_rectangle(cairo, x + (first + kQuiet) * module, y + (row + kQuiet) * module, (column - first + 1) * module,
                      module);
    }
  }
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_fill(cairo);
  return true;
}

}  // namespace adapters::letter_pdf
