#include "adapters/letter_pdf/letter_pdf.h"

#include <cairo-pdf.h>
#include <malloc.h>

#include <algorithm>

#include "adapters/letter_pdf/letter_pieces.h"
#include "adapters/letter_pdf/pdf_catalogue.h"
#include "contact/labels.h"

namespace adapters::letter_pdf {

namespace {

constexpr double kWindowTop = 131, kBodyTop = 232, kNextTop = 76, kFootLine = 802;

cairo_status_t append(void* out, unsigned char const* bytes, unsigned int size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<char const*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

/// Where each piece goes.
struct Place {
  int page = 0;  // from 0
  double y = 0;
};

class LetterDrawing {
 public:
  LetterDrawing(Typesetter& typesetter, contact::Message const& message, contact::Envelope const& envelope)
      : typesetter_(typesetter),
        message_(message),
        envelope_(envelope),
        labels_(labels_of(message.language)),
        look_(look_of(message.family)) {}

  std::expected<Letter, std::string> draw() {
    pieces_ = make_pieces(typesetter_, message_, envelope_);
    if (std::ranges::any_of(pieces_, &Piece::qr_failed)) {
      return std::unexpected("the address of the payment page is empty or too long for a QR code");
    }
    set_slip();
    place();
    std::string pdf;
    pdf.reserve(40'000);
    if (!write(pdf)) return std::unexpected("the letter could not be drawn");
    auto finished = with_language(std::move(pdf), contact::code_of(message_.language));
    if (!finished) return std::unexpected("the PDF library writes another form of document than 1.16 does");
    return Letter{std::move(*finished), pages_, main_pages_};
  }

 private:
  // ---- which piece on which page

  [[nodiscard]] double bottom(int page) const {
    return page == 0 && slip_height_ > 0 ? kFootLine - 14 - slip_height_ - 10 : kFootLine - 16;
  }

  /// Only what asks for money shows how to send some: whoever has paid, or must pay somebody else, must not pay us.
  [[nodiscard]] bool asks_for_money() const {
    return std::ranges::any_of(message_.blocks, [](contact::Block const& block) {
      return block.kind == contact::BlockKind::kAction && block.target == contact::LinkTarget::kPay;
    });
  }

  /// Sets the slip's lines side by side as far as they fit.
  void set_slip() {
    if (!asks_for_money()) return;
    double x = 0;
    double y = 22;
    for (contact::SlipLine const& line : envelope_.slip) {
      contact::Runs const runs{{std::string{slip_label(line.kind, message_.language)} + ": "}, {line.value, true}};
      auto text = typesetter_.set(runs, {9.5, Weight::kRegular, kBlack}, 0);
      if (x > 0 && x + text->width() > kTextWidth - 24) {
        x = 0;
        y += 16;
      }
      slip_.push_back({x, y, text});
      x += text->width() + 28;
    }
    if (!slip_.empty()) slip_height_ = y + 22;
  }

  void place() {
    int page = 0;
    double y = kBodyTop;
    bool fresh = true;  // nothing on this page yet
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      // A receipt is short and asks for nothing: its details follow at once.
      bool const details_begin =
          at > 0 && pieces_[at].part != pieces_[at - 1].part && message_.purpose != contact::Purpose::kReceipt;
      double const space = fresh ? 0 : pieces_[at].space_before;
      if ((details_begin && !fresh) || (!fresh && y + space + wanted(at) > bottom(page))) {
        ++page;
        y = kNextTop;
        fresh = true;
      }
      if (!fresh) y += pieces_[at].space_before;
      places_.push_back({page, y});
      y += pieces_[at].height;
      fresh = false;
      if (pieces_[at].part == contact::Part::kMain) main_pages_ = page + 1;
    }
    pages_ = page + 1;
  }

  /// The height of a piece and of what must stand on the same page.
  [[nodiscard]] double wanted(std::size_t at) const {
    double height = pieces_[at].height;
    while (pieces_[at].keep_with_next && at + 1 < pieces_.size()) {
      ++at;
      height += pieces_[at].space_before + pieces_[at].height;
    }
    return height;
  }

  // ---- drawing

  bool write(std::string& pdf) {
    cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &pdf, kPageWidth, kPageHeight);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, message_.subject.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, envelope_.sender.name.c_str());
    // The letter's day instead of the moment of drawing, which would make every copy different.
    std::string const created = base::format_date(envelope_.date) + "T00:00:00Z";
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
    cairo_t* cairo = cairo_create(surface);
    draw_pages(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    bool const good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return good;
  }

  void draw_pages(cairo_t* cairo) {
    Tag const document{cairo, "Document"};
    std::size_t at = 0;
    for (int page = 0; page < pages_; ++page) {
      if (page == 0) {
        draw_head(cairo);
      } else {
        draw_short_head(cairo);
      }
      for (; at < pieces_.size() && places_[at].page == page; ++at) pieces_[at].draw(cairo, places_[at].y);
      if (page == 0 && slip_height_ > 0) draw_slip(cairo);
      draw_foot(cairo, page);
      cairo_show_page(cairo);
    }
  }

  void say(cairo_t* cairo, std::string const& words, TextStyle const& style, double x, double y, double width = 0) {
    typesetter_.set(words, style, width)->draw(cairo, x, y, nullptr);
  }

  void draw_head(cairo_t* cairo) {
    if (!look_.plain) {
      cairo_rectangle(cairo, 0, 0, kPageWidth, 9);
      set_colour(cairo, look_.accent);
      cairo_fill(cairo);
    }
    {
      Tag const open{cairo, "P"};
      say(cairo, envelope_.sender.name, {15, Weight::kBold, look_.accent}, kLeft, 44);
    }
    {
      Tag const open{cairo, "P"};
      std::string address = envelope_.recipient.name;
      for (std::string const& line : envelope_.recipient.address) address += "\n" + line;
      say(cairo, address, {10.5, Weight::kRegular, kBlack, 1.15}, kLeft, kWindowTop, 240);
    }
    Tag const open{cairo, "P"};
    std::string facts =
        std::string{labels_.date} + ": " + format_date(envelope_.date, message_.language, contact::DateStyle::kLong);
    if (!envelope_.case_number.empty()) facts += "\n" + std::string{labels_.case_number} + ": " + envelope_.case_number;
    say(cairo, facts, {9.5, Weight::kRegular, kGrey, 1.25, true}, kLeft + kTextWidth - 200, kWindowTop, 200);
  }

  void draw_short_head(cairo_t* cairo) {
    say(cairo, envelope_.sender.name, {10.5, Weight::kBold, look_.accent}, kLeft, 40);
    if (envelope_.case_number.empty()) return;
    say(cairo, std::string{labels_.case_number} + ": " + envelope_.case_number, {9.5, Weight::kRegular, kGrey, 1, true},
        kLeft + kTextWidth - 200, 41, 200);
  }

  void draw_slip(cairo_t* cairo) {
    double const top = kFootLine - 14 - slip_height_;
    cairo_rectangle(cairo, kLeft, top, kTextWidth, slip_height_);
    set_colour(cairo, {0.6, 0.6, 0.58});
    cairo_set_line_width(cairo, 0.6);
    cairo_stroke(cairo);
    {
      Tag const open{cairo, "H2"};
      say(cairo, std::string{labels_.bank}, {9.5, Weight::kBold, kBlack}, kLeft + 12, top + 7);
    }
    for (SetSlipLine const& line : slip_) {
      Tag const open{cairo, "P"};
      line.text->draw(cairo, kLeft + 12 + line.x, top + line.y, nullptr);
    }
  }

  void draw_foot(cairo_t* cairo, int page) {
    contact::Sender const& sender = envelope_.sender;
    std::string words = sender.name;
    for (std::string const& line : sender.address) words += ", " + line;
    if (!sender.phone.empty()) words += " · " + sender.phone;
    if (!sender.website.empty()) words += " · " + sender.website;
    TextStyle const small{7.5, Weight::kRegular, kGrey};
    say(cairo, words, small, kLeft, kFootLine + 2, kTextWidth - 130);
    std::string number = std::string{labels_.page} + " " + std::to_string(page + 1) + " " + std::string{labels_.of} +
                         " " + std::to_string(pages_);
    if (page == 0 && pages_ > 1) number = std::string{labels_.overleaf} + "\n" + number;
    TextStyle right = small;
    right.right = true;
    say(cairo, number, right, kLeft + kTextWidth - 170, kFootLine + 2, 170);
  }

  Typesetter& typesetter_;
  contact::Message const& message_;
  contact::Envelope const& envelope_;
  contact::Labels const& labels_;
  Look look_;
  std::vector<Piece> pieces_;
  std::vector<Place> places_;
  struct SetSlipLine {
    double x = 0, y = 0;  // within the slip
    std::shared_ptr<SetText const> text;
  };
  std::vector<SetSlipLine> slip_;
  double slip_height_ = 0;  // 0: there is none
  int pages_ = 0;
  int main_pages_ = 0;
};

}  // namespace

struct LetterPrinter::Impl {
  Typesetter typesetter;
};

void keep_memory_between_letters() {
  constexpr int kBytes = 64 << 20;
  mallopt(M_TRIM_THRESHOLD, kBytes);
  mallopt(M_MMAP_THRESHOLD, 16 << 20);
  mallopt(M_TOP_PAD, 16 << 20);
}

LetterPrinter::LetterPrinter() : impl_(std::make_unique<Impl>()) {}
LetterPrinter::~LetterPrinter() = default;

std::expected<Letter, std::string> LetterPrinter::print(contact::Message const& message,
                                                        contact::Envelope const& envelope) {
  if (!impl_->typesetter.has_font()) {
    return std::unexpected("the font of the letters is not there: install the package fonts-inter");
  }
  return LetterDrawing{impl_->typesetter, message, envelope}.draw();
}

}  // namespace adapters::letter_pdf
