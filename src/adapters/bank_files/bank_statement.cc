#include "adapters/bank_files/bank_statement.h"

#include <string_view>

namespace adapters::bank_files {

namespace {

/// Banks write slashes into their references: a part is made so that the parts of a key stay apart.
void append_part(std::string& key, std::string_view part) {
  for (char const c : part) {
    if (c == '/') {
      key += "%2F";
    } else if (c == '%') {
      key += "%25";
    } else {
      key += c;
    }
  }
}

std::string_view direction_word(BankEntry const& entry) {
  bool const credit = entry.direction == Direction::kCredit;
  if (entry.reversal) return credit ? "reversal-credit" : "reversal-debit";
  return credit ? "credit" : "debit";
}

}  // namespace

std::string entry_key(BankStatement const& statement, BankEntry const& entry, std::int64_t position,
                      std::int64_t occurrence) {
  std::string key;
  append_part(key, statement.account);
  if (entry.servicer_reference.empty()) {
    key += "/statement/";
    append_part(key, statement.id);
    return key + "/" + std::to_string(position);
  }
  key += '/';
  key += entry.booking_date ? base::format_date(*entry.booking_date) : "undated";
  key += '/';
  key += direction_word(entry);
  key += '/';
  append_part(key, entry.servicer_reference);
  if (occurrence > 1) key += "/again/" + std::to_string(occurrence);
  return key;
}

std::string transaction_key(BankEntry const& entry, BankTransaction const& transaction) {
  return entry.key + "/" + std::to_string(transaction.index);
}

}  // namespace adapters::bank_files
