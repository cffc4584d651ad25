#include "adapters/letter_pdf/letter_pieces.h"

#include <algorithm>

#include "adapters/letter_pdf/qr_code.h"
#include "adapters/letter_pdf/table_piece.h"
#include "contact/labels.h"

namespace adapters::letter_pdf {

namespace {

using contact::Block;
using contact::BlockKind;
using contact::LinkTarget;

constexpr double kQrSide = 112;

void rounded_rectangle(cairo_t* cairo, double x, double y, double width, double height, double radius) {
  constexpr double kQuarter = 1.5707963267948966;
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, x + width - radius, y + radius, radius, -kQuarter, 0);
  cairo_arc(cairo, x + width - radius, y + height - radius, radius, 0, kQuarter);
  cairo_arc(cairo, x + radius, y + height - radius, radius, kQuarter, 2 * kQuarter);
  cairo_arc(cairo, x + radius, y + radius, radius, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(cairo);
}

class PieceMaker {
 public:
  PieceMaker(Typesetter& typesetter, contact::Message const& message, contact::Envelope const& envelope)
      : typesetter_(typesetter), message_(message), envelope_(envelope), look_(look_of(message.family)) {}

  std::vector<Piece> make() {
    auto const& blocks = message_.blocks;
    for (std::size_t at = 0; at < blocks.size(); ++at) {
      std::size_t const first = pieces_.size();
      bool const action = at + 1 < blocks.size() && blocks[at + 1].kind == BlockKind::kAction;
      contact::Part const part = blocks[at].part;
      if (blocks[at].kind == BlockKind::kFigures && action) {
        add_pay_box(blocks[at], blocks[at + 1]);
        ++at;
      } else {
        add(blocks[at]);
      }
      for (std::size_t each = first; each < pieces_.size(); ++each) pieces_[each].part = part;
    }
    return std::move(pieces_);
  }

 private:
  [[nodiscard]] TextStyle body(contact::Part part) const {
    double const size = part == contact::Part::kMain ? look_.text : 10;
    return {size, Weight::kRegular, kBlack, 1.22, false, look_.accent};
  }

  void add(Block const& block) {
    switch (block.kind) {
      case BlockKind::kHeading:
        return add_heading(block);
      case BlockKind::kParagraph:
        return add_text("P", typesetter_.set(block.text, body(block.part), kTextWidth), 7);
      case BlockKind::kAction:
        return add_text(
            "P",
            typesetter_.set(block.text, {look_.text, Weight::kBold, look_.accent, 1.22, false, look_.accent},
                            kTextWidth),
            8);
      case BlockKind::kList:
        return add_list(block);
      case BlockKind::kTable:
        for (Piece& piece : table_pieces(typesetter_, block, message_.links)) pieces_.push_back(std::move(piece));
        return;
      case BlockKind::kFigures:
        return add_figures(block);
    }
  }

  void add_text(char const* tag, std::shared_ptr<SetText const> text, double space) {
    Piece piece{text->height(), space};
    piece.draw = [tag, text, &links = message_.links](cairo_t* cairo, double y) {
      Tag const open{cairo, tag};
      text->draw(cairo, kLeft, y, &links);
    };
    pieces_.push_back(std::move(piece));
  }

  void add_heading(Block const& block) {
    bool const main = block.level == 1;
    double const size = main ? look_.heading : block.part == contact::Part::kMain ? look_.text + 1.5 : 11.5;
    auto const text = typesetter_.set(block.text, {size, Weight::kBold, look_.accent, 1.1}, kTextWidth);
    add_text(main ? "H1" : "H2", text, main ? 0 : 15);
    pieces_.back().keep_with_next = true;
  }

  void add_list(Block const& block) {
    constexpr double kIndent = 14;
    for (std::size_t row = 0; row < block.rows.size(); ++row) {
      auto const text = typesetter_.set(block.rows[row].front(), body(block.part), kTextWidth - kIndent);
      auto const dot = typesetter_.set("\u2022", body(block.part), 0);
      Piece piece{text->height(), row == 0 ? 7.0 : 5.0};
      piece.draw = [text, dot, &links = message_.links, first = row == 0, last = row + 1 == block.rows.size()](
                       cairo_t* cairo, double y) {
        if (first) cairo_tag_begin(cairo, "L", nullptr);
        {
          Tag const item{cairo, "LI"};
          {
            Tag const label{cairo, "Lbl"};
            dot->draw(cairo, kLeft + 3, y, nullptr);
          }
          Tag const words{cairo, "LBody"};
          text->draw(cairo, kLeft + kIndent, y, &links);
        }
        if (last) cairo_tag_end(cairo, "L");
      };
      piece.keep_with_next = row == 0 && block.rows.size() > 1;
      piece.list_item = true;
      pieces_.push_back(std::move(piece));
    }
  }

  /// Figures without a button: what was paid, what is known.
  void add_figures(Block const& block) {
    struct Line {
      std::shared_ptr<SetText const> label, value;
    };
    std::vector<Line> lines;
    double height = 24;
    for (contact::Cells const& row : block.rows) {
      lines.push_back({typesetter_.set(row[0], {look_.text - 1, Weight::kRegular, kGrey}, 190),
                       typesetter_.set(row[1], {look_.text + 3, Weight::kBold, kBlack, 1.1}, kTextWidth - 230)});
      height += std::max(lines.back().label->height(), lines.back().value->height()) + 5;
    }
    Piece piece{height + 3, 12};
    piece.draw = [lines, look = look_, box_height = height - 5](cairo_t* cairo, double y) {
      draw_box(cairo, look, y, box_height);
      double at = y + 12;
      for (Line const& line : lines) {
        Tag const open{cairo, "P"};
        line.label->draw(cairo, kLeft + 16, at + 3, nullptr);
        line.value->draw(cairo, kLeft + 214, at, nullptr);
        at += std::max(line.label->height(), line.value->height()) + 5;
      }
    };
    pieces_.push_back(std::move(piece));
  }

  static void draw_box(cairo_t* cairo, Look const& look, double y, double height) {
    rounded_rectangle(cairo, kLeft, y, kTextWidth, height, look.plain ? 0 : 8);
    if (look.plain) {
      set_colour(cairo, kBlack);
      cairo_set_line_width(cairo, 0.8);
      cairo_stroke(cairo);
    } else {
      set_colour(cairo, look.tint);
      cairo_fill(cairo);
    }
  }

  /// What is wanted, by when, and both ways to do it: the button for a screen, the QR code for paper.
  struct PayBox {
    std::vector<std::pair<std::shared_ptr<SetText const>, std::shared_ptr<SetText const>>> figures;
    std::shared_ptr<SetText const> button, scan, typed, code;
    std::string address;
    Look look;
    double height = 0;

    void draw(cairo_t* cairo, double y) const {
      draw_box(cairo, look, y, height);
      double at = y + 15;
      for (auto const& [label, value] : figures) {
        Tag const open{cairo, "P"};
        label->draw(cairo, kLeft + 18, at, nullptr);
        value->draw(cairo, kLeft + 18, at + label->height() + 1, nullptr);
        at += label->height() + value->height() + 10;
      }
      draw_button(cairo, at + 1);
      double const column = kLeft + kTextWidth - kQrSide - 18;
      {
        Tag const open{cairo, "P"};
        scan->draw(cairo, column, y + 13, nullptr);
      }
      static_cast<void>(draw_qr_code(cairo, address, column, y + 13 + scan->height() + 3, kQrSide));
      double const below = y + 13 + scan->height() + kQrSide + 5;
      Tag const open{cairo, "P"};
      typed->draw(cairo, column - 12, below, nullptr);
      if (code) code->draw(cairo, column - 12, below + typed->height() + 1, nullptr);
    }

    void draw_button(cairo_t* cairo, double y) const {
      double const width = std::max(button->width() + 48, 190.0);
      double const tall = button->height() + 18;
      rounded_rectangle(cairo, kLeft + 18, y, width, tall, look.plain ? 0 : 6);
      set_colour(cairo, look.accent);
      cairo_fill(cairo);
      with_link(cairo, address,
                [&] { button->draw(cairo, kLeft + 18 + (width - button->width()) / 2, y + 9, nullptr); });
    }
  };

  void add_pay_box(Block const& figures, Block const& action) {
    contact::Labels const& labels = labels_of(message_.language);
    PayBox box;
    box.look = look_;
    box.address = message_.link(action.target);
    double const width = kTextWidth - kQrSide - 70;
    double left = 15;
    for (contact::Cells const& row : figures.rows) {
      box.figures.emplace_back(typesetter_.set(row[0], {10.5, Weight::kRegular, kGrey}, width),
                               typesetter_.set(row[1], {look_.figure, Weight::kBold, kBlack, 1.0}, width));
      left += box.figures.back().first->height() + box.figures.back().second->height() + 10;
    }
    box.button = typesetter_.set(contact::text_of(action.text), {14, Weight::kBold, kWhite}, 0);
    left += box.button->height() + 18 + 17;
    // What a code leads to is said above it: paying, or whatever else the button does.
    std::string const caption =
        action.target == LinkTarget::kPay ? std::string{labels.scan} : contact::text_of(action.text);
    box.scan = typesetter_.set(caption, {11, Weight::kBold, kBlack}, kQrSide);
    contact::Runs typed{{" "}};
    if (!envelope_.short_address.empty()) {
      typed = {{std::string{labels.or_type} + "\n"}, {envelope_.short_address, true}};
    }
    box.typed = typesetter_.set(typed, {9.5, Weight::kRegular, kBlack, 1.1}, kQrSide + 24);
    if (!envelope_.payment_code.empty()) {
      contact::Runs const code{{std::string{labels.code} + " "}, {envelope_.payment_code, true}};
      box.code = typesetter_.set(code, {9.5, Weight::kRegular, kBlack, 1.1}, kQrSide + 24);
    }
    double const right =
        13 + box.scan->height() + kQrSide + 5 + box.typed->height() + (box.code ? box.code->height() + 1 : 0.0) + 12;
    box.height = std::max(left, right);
    Piece piece{box.height + 8, 13};
    piece.qr_failed = box.address.empty() || box.address.size() > 1'000;
    piece.draw = [box](cairo_t* cairo, double y) { box.draw(cairo, y); };
    pieces_.push_back(std::move(piece));
  }

  Typesetter& typesetter_;
  contact::Message const& message_;
  contact::Envelope const& envelope_;
  Look look_;
  std::vector<Piece> pieces_;
};

}  // namespace

Look look_of(contact::Family family) {
  if (family == contact::Family::kTraditional) return {true, kBlack, kWhite, 14, 10.5, 14};
  return {false, {0.043, 0.361, 0.325}, {0.925, 0.961, 0.953}, 22, 12, 22};
}

std::vector<Piece> make_pieces(Typesetter& typesetter, contact::Message const& message,
                               contact::Envelope const& envelope) {
  return PieceMaker{typesetter, message, envelope}.make();
}

}  // namespace adapters::letter_pdf
