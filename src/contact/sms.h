// How long a text message is, and in how many pieces it travels.
//
// Source: 3GPP TS 23.038 (GSM 03.38) section 6.2.1, the default alphabet and its extension table, in which a letter
//   counts twice; TS 23.040 section 9.2.3.24.1: a piece of several carries a header of 6 octets, so 153 septets or 67
//   UCS-2 units instead of 160 or 70. A letter beyond the first 65,536 is two UCS-2 units; neither it nor an extended
//   letter is cut in two.
// Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace contact {

enum class SmsEncoding : std::uint8_t { kGsm7, kUcs2 };

struct SmsSize {
  SmsEncoding encoding = SmsEncoding::kGsm7;
  std::size_t units = 0;     // septets or UCS-2 units of the text
  std::size_t segments = 0;  // pieces; each is paid for
  /// The letters that forced UCS-2, each once; empty for GSM-7.
  std::vector<std::string> foreign;
};

[[nodiscard]] SmsSize measure_sms(std::string_view text);

}  // namespace contact
