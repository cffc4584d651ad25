// The form of a national id, as a caller writes it: of a person or a company, in the authority's country.
//
// Only the form is looked at: since 2007 there are valid Danish numbers that fail the modulus 11 test. In Denmark a
// person's number has 10 digits and a company's 8, which tells a number that has lost its leading zero from another's;
// elsewhere 4 to 20 letters and digits. No message names the id.
// Pure.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "claims/debtor.h"

namespace http::source {

/// Without blanks and hyphens; or what it must be.
[[nodiscard]] std::expected<std::string, std::string> read_national_id(std::string_view text, claims::DebtorKind kind,
                                                                       std::string_view country);

}  // namespace http::source
