#include "contact/html_page.h"

#include "base/html.h"
#include "contact/labels.h"

namespace contact {

namespace {

using base::escape_html;

/// How one family looks. The traditional letter is black on white, as it always was.
struct Look {
  std::string_view accent;
  std::string_view tint;
  std::string_view heading_size;
};

Look look_of(Family family) {
  if (family == Family::kTraditional) return {"#1a1a1a", "#ffffff", "20px"};
  return {"#0b5c53", "#eef6f4", "25px"};
}

class HtmlWriter {
 public:
  HtmlWriter(Message const& message, Envelope const& envelope)
      : message_(message), envelope_(envelope), look_(look_of(message.family)) {}

  std::string write() {
    begin();
    for (std::size_t at = 0; at < message_.blocks.size(); ++at) {
      Block const& block = message_.blocks[at];
      if (block.part == Part::kDetail && !in_detail_) begin_detail();
      bool const button = at + 1 < message_.blocks.size() && message_.blocks[at + 1].kind == BlockKind::kAction;
      if (block.kind == BlockKind::kFigures) {
        write_figures(block, button ? &message_.blocks[++at] : nullptr);
      } else {
        write(block);
      }
    }
    end();
    return std::move(out_);
  }

 private:
  void begin() {
    std::string const language{code_of(message_.language)};
    out_ +=
        "<!doctype html>\n<html lang=\"" + language + "\"><head><meta charset=\"utf-8\"><title>" +
        escape_html(message_.subject) +
        "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<meta name=\"color-scheme\" content=\"light\"></head>\n"
        "<body style=\"margin:0;padding:0;background:#f3f3f1;color:#1a1a1a;font-family:Arial,Helvetica,sans-serif;"
        "font-size:17px;line-height:1.5\">\n"
        // What a mail program shows beside the subject; not shown in the page.
        "<div style=\"display:none;max-height:0;overflow:hidden\">" +
        escape_html(message_.preview) +
        "</div>\n<div style=\"max-width:600px;margin:0 auto;padding:16px 12px\">\n"
        "<header style=\"padding:4px 12px 12px;font-weight:bold;color:" +
        std::string{look_.accent} + "\">" + escape_html(envelope_.sender.name) +
        "</header>\n<main style=\"background:#ffffff;padding:12px 22px 22px;border-radius:8px;border-top:5px solid " +
        std::string{look_.accent} + "\">\n";
  }

  void begin_detail() {
    in_detail_ = true;
    out_ += "<hr style=\"border:0;border-top:1px solid #c9c9c4;margin:30px 0 6px\">\n";
  }

  void end() {
    Sender const& sender = envelope_.sender;
    out_ += "</main>\n<footer style=\"padding:16px 12px;font-size:15px;color:#55554f\">" + escape_html(sender.name);
    for (std::string const& line : sender.address) out_ += ", " + escape_html(line);
    if (!sender.phone.empty()) out_ += "<br>" + escape_html(sender.phone);
    if (!sender.website.empty()) out_ += " &middot; " + escape_html(sender.website);
    out_ += "</footer>\n</div></body></html>\n";
  }

  void write(Block const& block) {
    switch (block.kind) {
      case BlockKind::kHeading:
        write_heading(block);
        break;
      case BlockKind::kParagraph:
        out_ += "<p style=\"margin:14px 0\">";
        write(block.text);
        out_ += "</p>\n";
        break;
      case BlockKind::kList:
        out_ += "<ul style=\"margin:14px 0;padding-left:22px\">\n";
        for (Cells const& row : block.rows) {
          out_ += "<li style=\"margin:7px 0\">";
          write(row.front());
          out_ += "</li>\n";
        }
        out_ += "</ul>\n";
        break;
      case BlockKind::kTable:
        write_table(block);
        break;
      case BlockKind::kFigures:
        write_figures(block, nullptr);
        break;
      case BlockKind::kAction:
        write_button(block);
        break;
    }
  }

  void write_heading(Block const& block) {
    bool const main = block.level == 1;
    std::string const tag = main ? "h1" : "h2";
    out_ += "<" + tag + " style=\"margin:" + (main ? "18px 0 12px" : "26px 0 8px") +
            ";line-height:1.25;font-size:" + (main ? std::string{look_.heading_size} : "19px") +
            ";color:" + std::string{look_.accent} + "\">";
    write(block.text);
    out_ += "</" + tag + ">\n";
  }

  void write(Runs const& runs) {
    for (Run const& run : runs) {
      std::string words = escape_html(run.text);
      if (run.bold) words = "<strong>" + words + "</strong>";
      if (run.link != LinkTarget::kNone) {
        words = "<a href=\"" + escape_html(message_.link(run.link)) + "\" style=\"color:" + std::string{look_.accent} +
                "\">" + words + "</a>";
      }
      out_ += words;
    }
  }

  /// The figures, and the button below them, in one box: what is wanted and how.
  void write_figures(Block const& block, Block const* button) {
    bool const plain = message_.family == Family::kTraditional;
    out_ +=
        "<div style=\"margin:18px 0;padding:14px 18px 16px;border-radius:8px;background:" + std::string{look_.tint} +
        (plain ? ";border:1px solid #1a1a1a" : "") + "\">\n";
    for (Cells const& row : block.rows) {
      out_ += "<p style=\"margin:2px 0 10px;font-size:15px;color:#44443f\">";
      write(row[0]);
      out_ += "<br><strong style=\"font-size:" + std::string{plain ? "18px" : "24px"} +
              ";line-height:1.25;color:#1a1a1a\">";
      write(row[1]);
      out_ += "</strong></p>\n";
    }
    if (button != nullptr) write_button(*button);
    out_ += "</div>\n";
  }

  void write_button(Block const& block) {
    out_ +=
        "<p style=\"margin:12px 0 4px\"><a href=\"" + escape_html(message_.link(block.target)) +
        "\" style=\"display:block;text-align:center;background:" + std::string{look_.accent} +
        ";color:#ffffff;font-weight:bold;font-size:19px;padding:13px 20px;border-radius:7px;text-decoration:none\">" +
        escape_html(text_of(block.text)) + "</a></p>\n";
  }

  void write_total(Runs const& label, Runs const& value) {
    out_ +=
        "<tr><th scope=\"row\" style=\"padding:10px 0;text-align:left;font-weight:normal;"
        "border-top:1px solid #d5d5d0\">";
    write(label);
    out_ += "</th><td style=\"padding:10px 0;text-align:right;white-space:nowrap;border-top:1px solid #d5d5d0\">";
    write(value);
    out_ += "</td></tr>\n";
  }

  /// Row below row, since a telephone has no room for columns: the first cell heads what the others say.
  void write_table(Block const& block) {
    out_ += "<table style=\"width:100%;border-collapse:collapse;margin:12px 0;font-size:16px\">\n";
    for (std::size_t row = 1; row < block.rows.size(); ++row) {
      Cells const& cells = block.rows[row];
      if (auto const only = only_value(cells)) {
        write_total(cells[0], cells[*only]);
        continue;
      }
      out_ +=
          "<tr><th scope=\"colgroup\" colspan=\"2\" style=\"padding:10px 0 2px;text-align:left;"
          "font-weight:normal;border-top:1px solid #d5d5d0\">";
      write(cells[0]);
      out_ += "</th></tr>\n";
      for (std::size_t column = 1; column < cells.size(); ++column) {
        if (text_of(cells[column]).empty()) continue;
        out_ += "<tr><th scope=\"row\" style=\"padding:1px 0;text-align:left;font-weight:normal;color:#55554f\">";
        write(block.rows[0][column]);
        out_ += "</th><td style=\"padding:1px 0;text-align:right;white-space:nowrap\">";
        write(cells[column]);
        out_ += "</td></tr>\n";
      }
    }
    out_ += "</table>\n";
  }

  Message const& message_;
  Envelope const& envelope_;
  Look look_;
  std::string out_;
  bool in_detail_ = false;
};

}  // namespace

std::string html_page(Message const& message, Envelope const& envelope) {
  return HtmlWriter{message, envelope}.write();
}

}  // namespace contact
