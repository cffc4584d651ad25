// What opens a safe link: a token in an address, or a code that somebody types.
//
// A token is 128 random bits as 22 letters and digits: short enough for a text message, and with no sign at which a
// phone might end the address. A code is 10 signs of an alphabet without look-alikes (no 0 and O, 1, I and L, 2 and Z,
// 5 and S, 8 and B, U and V): 45 bits, which are only enough where wrong tries are limited.
// Pure but for the random source that is given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ports/random_source.h"

namespace engine {

enum class LinkForm : std::uint8_t { kToken = 1, kCode = 2 };

inline constexpr std::size_t kTokenLetters = 22;
inline constexpr std::size_t kCodeLetters = 10;

struct LinkSecret {
  LinkForm form = LinkForm::kToken;
  std::string text;  // as digested: a code without hyphen, in capitals
  friend bool operator==(LinkSecret const&, LinkSecret const&) = default;
};

[[nodiscard]] LinkSecret new_link_secret(LinkForm form, ports::RandomSource& random);

/// What somebody typed or pasted: a token, a whole address that ends in one, or a code in any case, with or without
/// blanks and hyphens. Nothing if it can be neither.
[[nodiscard]] std::optional<LinkSecret> read_link_secret(std::string_view typed);

/// "ACDEF-34679": a code as it stands in a message. A token is as it is.
[[nodiscard]] std::string shown(LinkSecret const& secret);

}  // namespace engine
