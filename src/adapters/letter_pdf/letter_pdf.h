// A message as a letter: a PDF of A4 pages, fit for a window envelope, a mailbox and a screen reader.
//
// Page 1 says how much, by when and how (with a QR code); what is marked detail begins on page 2. The payment slip
// stands at the foot of page 1. The document is tagged (headings, paragraphs, lists, tables, links), has a title and a
// language (pdf_catalogue.h). It is not declared to be PDF/UA: cairo 1.16 can neither mark the QR code and the rules
// as artifacts nor give table heads a scope (docs/decisions).
// The same message gives the same bytes: no moment, no chance, no name of a machine goes in.
// Source: ISO 32000-1; the window of envelopes C4, C5 and C6/5 on the left: 20 to 110 mm from the left edge, 45 to
//   80 mm from the top.
// Units: inside, PostScript points (1/72 inch).
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "contact/envelope.h"
#include "contact/message.h"

namespace adapters::letter_pdf {

struct Letter {
  std::string pdf;
  int pages = 0;
  int main_pages = 0;  // more than 1: the first page was too small for what must be read first
};

/// For a process that prints many: memory that a letter gave back is kept for the next, up to 64 MiB, instead of being
/// handed to the system and asked for again. About a seventh faster. Holds for the whole process.
void keep_memory_between_letters();

/// Keeps fonts and layouts between letters. One thread at a time; each thread has its own.
class LetterPrinter {
 public:
  LetterPrinter();
  ~LetterPrinter();
  LetterPrinter(LetterPrinter const&) = delete;
  LetterPrinter& operator=(LetterPrinter const&) = delete;

  /// The error is a sentence: an address that no QR code holds, a font that is not installed, or a drawing that
  /// failed.
  [[nodiscard]] std::expected<Letter, std::string> print(contact::Message const& message,
                                                         contact::Envelope const& envelope);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace adapters::letter_pdf
