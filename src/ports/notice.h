// What a partner tells us of its own accord, by calling one of our addresses.
//
// Pure values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ports {

/// A webhook call, as it came in.
struct NoticeHeader {
  std::string name;
  std::string value;
};

struct NoticeRequest {
  std::string method;
  std::string path_and_query;         // as sent, not decoded
  std::vector<NoticeHeader> headers;  // names in any letter case
  std::string body;                   // the raw bytes
};

enum class NoticeRefusal : std::uint8_t {
  kUnsigned,   // A header that the signature needs is missing or does not have its form.
  kStale,      // The time in it is too far from now.
  kForged,     // The signature or the hash of the content does not match.
  kMalformed,  // Rightly signed, but the content cannot be read.
};

}  // namespace ports
