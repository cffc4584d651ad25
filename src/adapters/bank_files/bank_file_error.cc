#include "adapters/bank_files/bank_file_error.h"

namespace adapters::bank_files {

std::string_view name_of(BankFileFault fault) {
  using enum BankFileFault;
  switch (fault) {
    case kUnreadable:
      return "unreadable";
    case kTooLarge:
      return "too_large";
    case kEncoding:
      return "encoding";
    case kMalformed:
      return "malformed";
    case kForbidden:
      return "forbidden";
    case kUnknownMessage:
      return "unknown_message";
    case kMissing:
      return "missing";
    case kRepeated:
      return "repeated";
    case kInvalid:
      return "invalid";
    case kTooManyDecimals:
      return "too_many_decimals";
    case kCurrency:
      return "currency";
    case kDetails:
      return "details";
    case kSummary:
      return "summary";
    case kBalance:
      return "balance";
    case kFutureDate:
      return "future_date";
  }
  return "";
}

std::string to_text(BankFileError const& error) {
  std::string text;
  if (error.line > 0) text += "line " + std::to_string(error.line) + ", ";
  if (!error.element.empty()) text += error.element + ": ";
  return text + error.message;
}

}  // namespace adapters::bank_files
