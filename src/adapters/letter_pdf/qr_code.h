// An address as a QR code, drawn as one path.
#pragma once

#include <cairo.h>

#include <string>

namespace adapters::letter_pdf {

/// Draws a square of `side` points at (x, y), quiet zone included. False if the text is empty or too long for a code.
[[nodiscard]] bool draw_qr_code(cairo_t* cairo, std::string const& text, double x, double y, double side);

}  // namespace adapters::letter_pdf
