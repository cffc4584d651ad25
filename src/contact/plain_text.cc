#include "contact/plain_text.h"

#include "base/utf8.h"

namespace contact {

namespace {

class TextWriter {
 public:
  explicit TextWriter(Message const& message) : message_(message) {}

  std::string write() {
    out_.reserve(4'000);
    for (Block const& block : message_.blocks) {
      if (!out_.empty()) out_ += "\n";
      write(block);
    }
    return std::move(out_);
  }

 private:
  void write(Block const& block) {
    switch (block.kind) {
      case BlockKind::kHeading:
        write_heading(block);
        break;
      case BlockKind::kParagraph:
        write(block.text);
        out_ += "\n";
        break;
      case BlockKind::kAction:
        out_ += text_of(block.text) + ":\n" + message_.link(block.target) + "\n";
        break;
      case BlockKind::kList:
        for (Cells const& row : block.rows) {
          out_ += "- ";
          write(row.front());
          out_ += "\n";
        }
        break;
      case BlockKind::kFigures:
        for (Cells const& row : block.rows) out_ += text_of(row[0]) + ": " + text_of(row[1]) + "\n";
        break;
      case BlockKind::kTable:
        write_table(block);
        break;
    }
  }

  void write(Runs const& runs) {
    for (Run const& run : runs) {
      out_ += run.text;
      if (run.link == LinkTarget::kNone) continue;
      bool& told = told_[static_cast<std::size_t>(run.link)];
      if (!told) out_ += " (" + message_.link(run.link) + ")";
      told = true;
    }
  }

  /// Underlined, as Markdown would.
  void write_heading(Block const& block) {
    std::string const words = text_of(block.text);
    out_ += words + "\n" + std::string(base::count_letters(words), block.level == 1 ? '=' : '-') + "\n";
  }

  /// Row by row with the column's name before each cell: a text has no columns on a telephone.
  void write_table(Block const& block) {
    for (std::size_t row = 1; row < block.rows.size(); ++row) {
      if (auto const only = only_value(block.rows[row])) {
        out_ += "- " + text_of(block.rows[row][0]) + ": " + text_of(block.rows[row][*only]) + "\n";
        continue;
      }
      std::string line;
      for (std::size_t column = 0; column < block.rows[row].size(); ++column) {
        std::string const cell = text_of(block.rows[row][column]);
        if (cell.empty()) continue;
        std::string const head = text_of(block.rows[0][column]);
        line += (line.empty() ? "- " : "; ") + (head.empty() || line.empty() ? "" : head + ": ") + cell;
      }
      out_ += line + "\n";
    }
  }

  Message const& message_;
  std::string out_;
  std::array<bool, kLinkTargetCount> told_{};
};

}  // namespace

std::string plain_text(Message const& message) { return TextWriter{message}.write(); }

}  // namespace contact
