#include "adapters/letter_pdf/table_piece.h"

#include <algorithm>

namespace adapters::letter_pdf {

namespace {

constexpr double kGap = 9;  // between columns
constexpr double kPadding = 4;

TextStyle style_of(bool head, bool right) {
  return {9.5, head ? Weight::kBold : Weight::kRegular, kBlack, 1.12, right};
}

/// A column is as wide as its widest cell; a head may take several lines, so only its longest word counts. What is
/// left is the first column's.
std::vector<double> column_widths(Typesetter& typesetter, contact::Block const& table) {
  std::vector<double> widths(table.columns.size(), 0);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (std::size_t column = 1; column < widths.size(); ++column) {
      std::string text = contact::text_of(table.rows[row][column]);
      if (row == 0) {
        std::string longest;
        for (std::size_t at = 0; at < text.size();) {
          std::size_t const end = std::min(text.find(' ', at), text.size());
          if (end - at > longest.size()) longest = text.substr(at, end - at);
          at = end + 1;
        }
        text = longest;
      }
      if (text.empty()) continue;
      bool const bold = row == 0 || std::ranges::any_of(table.rows[row][column], &contact::Run::bold);
      widths[column] = std::max(widths[column], typesetter.set(text, style_of(bold, false), 0)->width() + 1);
    }
  }
  double rest = kTextWidth;
  for (std::size_t column = 1; column < widths.size(); ++column) rest -= widths[column] + kGap;
  widths[0] = std::max(rest, 60.0);
  return widths;
}

struct Row {
  std::vector<std::shared_ptr<SetText const>> cells;
  double height = 0;
};

Row set_row(Typesetter& typesetter, contact::Block const& table, std::size_t row, std::vector<double> const& widths) {
  Row set;
  for (std::size_t column = 0; column < widths.size(); ++column) {
    bool const right = table.columns[column] == contact::Alignment::kRight;
    set.cells.push_back(typesetter.set(table.rows[row][column], style_of(row == 0, right), widths[column]));
    set.height = std::max(set.height, set.cells.back()->height());
  }
  return set;
}

}  // namespace

std::vector<Piece> table_pieces(Typesetter& typesetter, contact::Block const& table,
                                std::array<std::string, contact::kLinkTargetCount> const& links) {
  std::vector<double> const widths = column_widths(typesetter, table);
  std::vector<Piece> pieces;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    Row const set = set_row(typesetter, table, row, widths);
    Piece piece{set.height + 2 * kPadding + 1, row == 0 ? 8.0 : 0.0};
    piece.keep_with_next = row == 0;
    piece.draw = [set, widths, &links, head = row == 0, last = row + 1 == table.rows.size()](cairo_t* cairo, double y) {
      if (head) cairo_tag_begin(cairo, "Table", nullptr);
      {
        Tag const line{cairo, "TR"};
        double x = kLeft;
        for (std::size_t column = 0; column < set.cells.size(); ++column) {
          Tag const cell{cairo, head ? "TH" : "TD"};
          set.cells[column]->draw(cairo, x, y + kPadding, &links);
          x += widths[column] + kGap;
        }
      }
      if (last) cairo_tag_end(cairo, "Table");
      set_colour(cairo, head ? kBlack : Colour{0.8, 0.8, 0.78});
      cairo_set_line_width(cairo, head ? 0.8 : 0.5);
      double const below = y + set.height + 2 * kPadding;
      cairo_move_to(cairo, kLeft, below);
      cairo_line_to(cairo, kLeft + kTextWidth, below);
      cairo_stroke(cairo);
    };
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace adapters::letter_pdf
