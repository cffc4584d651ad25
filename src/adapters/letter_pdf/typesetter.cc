#include "adapters/letter_pdf/typesetter.h"

#include <cmath>
#include <cstring>

namespace adapters::letter_pdf {

namespace {

struct FreeAttributes {
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};

void insert(PangoAttrList* list, PangoAttribute* attribute, std::size_t first, std::size_t end) {
  attribute->start_index = static_cast<guint>(first);
  attribute->end_index = static_cast<guint>(end);
  pango_attr_list_insert(list, attribute);
}

guint16 component(double value) { return static_cast<guint16>(value * 65535); }

/// An address inside a tag's attributes: backslash and quotation mark are escaped.
std::string quoted(std::string const& address) {
  std::string text = "'";
  for (char const letter : address) {
    if (letter == '\\' || letter == '\'') text += '\\';
    text += letter;
  }
  return text + "'";
}

/// cairo puts a no-break space into a font of its own, with all that a font costs. So it becomes a blank, at the bytes
/// `joints`, where no line may break.
contact::Runs with_plain_blanks(contact::Runs const& runs, std::vector<std::size_t>& joints) {
  constexpr std::string_view kNoBreakSpace = "\u00a0";
  contact::Runs plain = runs;
  std::size_t before = 0;
  for (contact::Run& run : plain) {
    for (std::size_t at = 0; (at = run.text.find(kNoBreakSpace, at)) != std::string::npos; ++at) {
      run.text.replace(at, kNoBreakSpace.size(), " ");
      joints.push_back(before + at);
    }
    before += run.text.size();
  }
  return plain;
}

/// Everything beside the words that decides how they look.
std::string key_of(TextStyle const& style, double width) {
  double const numbers[] = {style.size,
                            style.line_spacing,
                            width,
                            style.colour.red,
                            style.colour.green,
                            style.colour.blue,
                            style.link_colour.red,
                            style.link_colour.green,
                            style.link_colour.blue};
  std::string key(sizeof numbers, '\0');
  std::memcpy(key.data(), numbers, sizeof numbers);
  key += style.weight == Weight::kBold ? 'b' : 'r';
  key += style.right ? 'r' : 'l';
  return key;
}

PangoFontDescription const* font_of(Weight weight) {
  static PangoFontDescription const* const kRegular = pango_font_description_from_string("Inter");
  static PangoFontDescription const* const kBold = pango_font_description_from_string("Inter Bold");
  return weight == Weight::kBold ? kBold : kRegular;
}

}  // namespace

void set_colour(cairo_t* cairo, Colour colour) { cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue); }

void with_link(cairo_t* cairo, std::string const& address, std::function<void()> const& draw) {
  cairo_tag_begin(cairo, CAIRO_TAG_LINK, ("uri=" + quoted(address)).c_str());
  draw();
  cairo_tag_end(cairo, CAIRO_TAG_LINK);
}

SetText::SetText(std::unique_ptr<PangoLayout, FreeLayout> layout, contact::Runs runs, TextStyle style)
    : layout_(std::move(layout)), runs_(std::move(runs)), style_(style) {
  PangoRectangle logical;
  pango_layout_get_extents(layout_.get(), nullptr, &logical);
  height_ = static_cast<double>(logical.height) / PANGO_SCALE;
  width_ = static_cast<double>(logical.width) / PANGO_SCALE;
}

void SetText::draw(cairo_t* cairo, double x, double y,
                   std::array<std::string, contact::kLinkTargetCount> const* links) const {
  set_colour(cairo, style_.colour);
  cairo_move_to(cairo, x, y);
  pango_cairo_show_layout(cairo, layout_.get());
  if (links != nullptr) draw_links(cairo, x, y, *links);
}

void SetText::draw_links(cairo_t* cairo, double x, double y,
                         std::array<std::string, contact::kLinkTargetCount> const& links) const {
  std::size_t at = 0;
  for (contact::Run const& run : runs_) {
    std::size_t const end = at + run.text.size();
    std::string const& address = links[static_cast<std::size_t>(run.link)];
    if (run.link != contact::LinkTarget::kNone && !address.empty()) {
      std::string rectangles;
      PangoLayoutIter* lines = pango_layout_get_iter(layout_.get());
      do {
        PangoLayoutLine* line = pango_layout_iter_get_line_readonly(lines);
        auto const first = static_cast<std::size_t>(line->start_index);
        auto const last = first + static_cast<std::size_t>(line->length);
        if (end <= first || at >= last) continue;
        PangoRectangle box;
        pango_layout_iter_get_line_extents(lines, nullptr, &box);
        int left = 0;
        int right = 0;
        pango_layout_line_index_to_x(line, static_cast<int>(std::max(at, first)), FALSE, &left);
        pango_layout_line_index_to_x(line, static_cast<int>(std::min(end, last)), FALSE, &right);
        // Whole points: a number's decimal sign must not depend on the machine.
        rectangles += " " + std::to_string(std::lround(x + static_cast<double>(box.x + left) / PANGO_SCALE)) + " " +
                      std::to_string(std::lround(y + static_cast<double>(box.y) / PANGO_SCALE)) + " " +
                      std::to_string(std::lround(static_cast<double>(right - left) / PANGO_SCALE)) + " " +
                      std::to_string(std::lround(static_cast<double>(box.height) / PANGO_SCALE));
      } while (pango_layout_iter_next_line(lines) != FALSE);
      pango_layout_iter_free(lines);
      cairo_tag_begin(cairo, CAIRO_TAG_LINK, ("rect=[" + rectangles.substr(1) + "] uri=" + quoted(address)).c_str());
      cairo_tag_end(cairo, CAIRO_TAG_LINK);
    }
    at = end;
  }
}

Typesetter::Typesetter()
    : fonts_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)),
      context_(pango_font_map_create_context(fonts_)) {
  pango_cairo_context_set_resolution(context_, 72);
  pango_context_set_round_glyph_positions(context_, FALSE);  // paper has no pixels
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_, options);
  cairo_font_options_destroy(options);
}

Typesetter::~Typesetter() {
  g_object_unref(context_);
  g_object_unref(fonts_);
}

bool Typesetter::has_font() const {
  PangoFont* font = pango_font_map_load_font(fonts_, context_, font_of(Weight::kRegular));
  if (font == nullptr) return false;
  PangoFontDescription* found = pango_font_describe(font);
  char const* family = pango_font_description_get_family(found);
  bool const same = family != nullptr && std::string_view{family} == "Inter";
  pango_font_description_free(found);
  g_object_unref(font);
  return same;
}

std::shared_ptr<SetText const> Typesetter::set(contact::Runs const& runs, TextStyle const& style, double width) {
  constexpr std::size_t kKeptAtMost = 4'000;  // some megabytes
  std::string key = key_of(style, width);
  for (contact::Run const& run : runs) {
    key += run.text;
    key += static_cast<char>(1 + static_cast<int>(run.link) * 2 + (run.bold ? 1 : 0));
  }
  if (auto const found = kept_.find(key); found != kept_.end()) return found->second;
  if (kept_.size() >= kKeptAtMost) kept_.clear();
  auto made = make(runs, style, width);
  kept_.emplace(std::move(key), made);
  return made;
}

std::shared_ptr<SetText const> Typesetter::make(contact::Runs const& runs, TextStyle const& style, double width) {
  std::vector<std::size_t> joints;
  contact::Runs set_runs = with_plain_blanks(runs, joints);
  std::unique_ptr<PangoLayout, FreeLayout> layout{pango_layout_new(context_)};
  std::string const text = contact::text_of(set_runs);
  pango_layout_set_font_description(layout.get(), font_of(style.weight));
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  if (width > 0) {
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  }
  if (style.right) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
  pango_layout_set_line_spacing(layout.get(), static_cast<float>(style.line_spacing));
  std::unique_ptr<PangoAttrList, FreeAttributes> const attributes{pango_attr_list_new()};
  insert(attributes.get(), pango_attr_size_new_absolute(static_cast<int>(style.size * PANGO_SCALE)), 0, text.size());
  std::size_t at = 0;
  for (std::size_t const joint : joints) insert(attributes.get(), pango_attr_allow_breaks_new(FALSE), joint, joint + 2);
  // Inter chooses other forms for some neighbours (calt): of no use in a letter, and slow.
  insert(attributes.get(), pango_attr_font_features_new("calt=0"), 0, text.size());
  for (contact::Run const& run : set_runs) {
    std::size_t const end = at + run.text.size();
    if (run.bold) insert(attributes.get(), pango_attr_weight_new(PANGO_WEIGHT_BOLD), at, end);
    if (run.link != contact::LinkTarget::kNone) {
      insert(attributes.get(), pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), at, end);
      Colour const colour = style.link_colour;
      insert(attributes.get(),
             pango_attr_foreground_new(component(colour.red), component(colour.green), component(colour.blue)), at,
             end);
    }
    at = end;
  }
  pango_layout_set_attributes(layout.get(), attributes.get());
  return std::make_shared<SetText const>(std::move(layout), std::move(set_runs), style);
}

std::shared_ptr<SetText const> Typesetter::set(std::string const& text, TextStyle const& style, double width) {
  return set(contact::Runs{{text, false, contact::LinkTarget::kNone}}, style, width);
}

}  // namespace adapters::letter_pdf
