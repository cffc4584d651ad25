// Text set in lines: Pango behind a small door.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "contact/message.h"

namespace adapters::letter_pdf {

struct Colour {
  double red = 0, green = 0, blue = 0;
};

inline constexpr Colour kBlack{0.1, 0.1, 0.1};
inline constexpr Colour kGrey{0.33, 0.33, 0.31};
inline constexpr Colour kWhite{1, 1, 1};

enum class Weight : std::uint8_t { kRegular, kBold };

struct TextStyle {
  double size = 11;
  Weight weight = Weight::kRegular;
  Colour colour = kBlack;
  double line_spacing = 1.2;
  bool right = false;  // aligned
  Colour link_colour = kBlack;
};

struct FreeLayout {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};

/// A paragraph that has been set: its height is known, it can be drawn anywhere.
class SetText {
 public:
  SetText(std::unique_ptr<PangoLayout, FreeLayout> layout, contact::Runs runs, TextStyle style);
  [[nodiscard]] double height() const { return height_; }
  [[nodiscard]] double width() const { return width_; }
  /// `links` has the address of each target; nullptr: links are only words.
  void draw(cairo_t* cairo, double x, double y, std::array<std::string, contact::kLinkTargetCount> const* links) const;

 private:
  void draw_links(cairo_t* cairo, double x, double y,
                  std::array<std::string, contact::kLinkTargetCount> const& links) const;

  std::unique_ptr<PangoLayout, FreeLayout> layout_;
  contact::Runs runs_;
  TextStyle style_;
  double height_ = 0, width_ = 0;
};

class Typesetter {
 public:
  Typesetter();
  ~Typesetter();
  Typesetter(Typesetter const&) = delete;
  Typesetter& operator=(Typesetter const&) = delete;

  /// `width` zero or less: one line of any length.
  /// False if the letters' font is not installed: another would do, and every letter would look and break differently.
  [[nodiscard]] bool has_font() const;

  /// Most of a letter is the same in the next one, so what was set is kept: shaping text is half of the work.
  [[nodiscard]] std::shared_ptr<SetText const> set(contact::Runs const& runs, TextStyle const& style, double width);
  [[nodiscard]] std::shared_ptr<SetText const> set(std::string const& text, TextStyle const& style, double width);

 private:
  std::shared_ptr<SetText const> make(contact::Runs const& runs, TextStyle const& style, double width);

  PangoFontMap* fonts_;
  PangoContext* context_;
  std::unordered_map<std::string, std::shared_ptr<SetText const>> kept_;
};

/// A tag of the structure tree, open as long as the object lives.
class Tag {
 public:
  Tag(cairo_t* cairo, char const* name) : cairo_(cairo), name_(name) { cairo_tag_begin(cairo, name, nullptr); }
  ~Tag() { cairo_tag_end(cairo_, name_); }
  Tag(Tag const&) = delete;
  Tag& operator=(Tag const&) = delete;

 private:
  cairo_t* cairo_;
  char const* name_;
};

void set_colour(cairo_t* cairo, Colour colour);

/// Makes a rectangle lead to an address. The tag has no words: they are drawn inside by `draw`.
void with_link(cairo_t* cairo, std::string const& address, std::function<void()> const& draw);

}  // namespace adapters::letter_pdf
