// What the bank says of a line's payer: kept sealed beside the line, opened to suggest whose the money is, and shown to
// a person who asks.
// Personal data. Pure values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/bank_files/bank_statement.h"
#include "payments/matching.h"

namespace adapters::bank_files {

struct LineDetail {
  std::string payer_name;
  std::string payer_account;
  std::string end_to_end_id;
  std::vector<std::string> references;
  std::string text;
  std::string code;  // the bank's, of the kind of entry
  static void visit(auto& self, auto&& f) {
    f(self.payer_name), f(self.payer_account), f(self.end_to_end_id), f(self.references), f(self.text), f(self.code);
  }
  friend bool operator==(LineDetail const&, LineDetail const&) = default;
};

inline constexpr std::string_view kLineDetailPurpose = "bank_line";  // of the secret box

[[nodiscard]] LineDetail detail_of(BankEntry const& entry, BankTransaction const& transaction);
[[nodiscard]] std::string encode_detail(LineDetail const& detail);
[[nodiscard]] std::optional<LineDetail> decode_detail(std::string_view bytes);

/// As the matching wants it.
[[nodiscard]] payments::BankMoney money_of(LineDetail const& detail, base::Money amount, base::Date value_date);

}  // namespace adapters::bank_files
