// A receipt of somebody who has taken a message over: KOMBIT's Kvittering, for letters and for Digital Post.
//
// Source: Kvittering.xsd of the fjernprint schemas (urn:oio:fjernprint:1.0.0): a transport receipt says whether the
//   message could be read, a business receipt what has become of it.
// Left open there: what a receipt belongs to is not in it, so it is told by the file's name; nor is it said which error
//   codes mean that the address is none, so that is the installation's to say.
// Not trusted: no document type, no entities, bounded in size.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/message_channel.h"

namespace adapters::message_files {

struct Receipt {
  ports::Delivery what = ports::Delivery::kTaken;
  std::string code;  // of a failure: the receipt's words, and the first error's code
  bool bad_address = false;
};

/// Nothing if it is no receipt, or says nothing that is known. `bad_address_codes`: errors that say that nobody is
/// reached there.
[[nodiscard]] std::optional<Receipt> read_receipt(std::string_view xml,
                                                  std::vector<std::string> const& bad_address_codes);

}  // namespace adapters::message_files
