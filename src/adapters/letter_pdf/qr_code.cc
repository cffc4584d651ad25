#include "adapters/letter_pdf/qr_code.h"

#include <qrencode.h>

#include <bit>
#include <memory>

namespace adapters::letter_pdf {

static_assert(std::endian::native == std::endian::little, "the order of bits in a mask of one bit follows the machine");

bool draw_qr_code(cairo_t* cairo, std::string const& text, double x, double y, double side) {
  if (text.empty()) return false;
  struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
  };
  // Level M mends 15 %: enough for a fold, and a level less than what would make the modules too small.
  std::unique_ptr<QRcode, Free> const code{QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1)};
  if (code == nullptr) return false;
  // One bit a module, painted through as an image mask: some hundred rectangles would cost more than the letter's text.
  int const width = code->width;
  cairo_surface_t* mask = cairo_image_surface_create(CAIRO_FORMAT_A1, width, width);
  unsigned char* rows = cairo_image_surface_get_data(mask);
  int const stride = cairo_image_surface_get_stride(mask);
  if (rows == nullptr) return false;
  for (int row = 0; row < width; ++row) {
    // A1 packs 32 pixels into a word; on the machines that this is built for the first pixel is the lowest bit.
    unsigned char* line = rows + static_cast<std::ptrdiff_t>(row) * stride;
    unsigned char const* modules = code->data + static_cast<std::ptrdiff_t>(row) * width;
    for (int column = 0; column < width; ++column) {
      if ((modules[column] & 1) != 0)
        line[column / 8] = static_cast<unsigned char>(line[column / 8] | 1U << column % 8);
    }
  }
  cairo_surface_mark_dirty(mask);
  constexpr int kQuiet = 2;  // the paper around is light as well
  double const module = side / (width + 2 * kQuiet);
  cairo_save(cairo);
  cairo_translate(cairo, x + kQuiet * module, y + kQuiet * module);
  cairo_scale(cairo, module, module);
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_pattern_t* pattern = cairo_pattern_create_for_surface(mask);
  cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
  cairo_mask(cairo, pattern);
  cairo_pattern_destroy(pattern);
  cairo_surface_destroy(mask);
  cairo_restore(cairo);
  return true;
}

}  // namespace adapters::letter_pdf
