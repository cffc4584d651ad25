// Under what keys the importers of bank files submit. Private to them: a key is permanent.
#pragma once

#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/encoding.h"

namespace adapters::bank_files {

inline constexpr std::string_view kBankImporter = "bank";  // the actor

/// A text of any length as a key that a submission may have.
inline std::string short_key(std::string_view kind, std::string const& text) {
  base::Digest const digest = base::sha256(text);
  return std::string{kind} + ":" + base::to_hex({reinterpret_cast<char const*>(digest.data()), digest.size()});
}

}  // namespace adapters::bank_files
