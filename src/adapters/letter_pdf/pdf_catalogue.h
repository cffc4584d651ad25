// What cairo 1.16 cannot say of a document: its language, and that a viewer shows its title instead of a file name.
//
// Source: ISO 32000-1 section 7.5.6 (incremental updates), 7.7.2 (/Lang, /ViewerPreferences). The catalogue is written
//   again behind the document; nothing before it is touched.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace adapters::letter_pdf {

/// Nothing if `pdf` is not of the form that cairo writes: one cross-reference table and a plain trailer.
[[nodiscard]] std::optional<std::string> with_language(std::string pdf, std::string_view language);

}  // namespace adapters::letter_pdf
