#include "adapters/bank_files/line_detail.h"

#include "engine/codec.h"

namespace adapters::bank_files {

LineDetail detail_of(BankEntry const& entry, BankTransaction const& transaction) {
  LineDetail detail;
  detail.payer_name = transaction.payer_name;
  detail.payer_account = transaction.payer_account;
  detail.end_to_end_id = transaction.end_to_end_id;
  detail.code = entry.code;
  for (StructuredReference const& reference : transaction.references) {
    if (!reference.text.empty()) detail.references.push_back(reference.text);
  }
  // A line break keeps a number at the end of one text from running into the next.
  auto const add = [&](std::string const& text) {
    if (text.empty()) return;
    if (!detail.text.empty()) detail.text += '\n';
    detail.text += text;
  };
  for (std::string const& text : transaction.texts) add(text);
  add(transaction.additional_text);
  add(entry.extra_text);
  return detail;
}

std::string encode_detail(LineDetail const& detail) {
  engine::Encoder encoder;
  encoder(detail);
  return encoder.take();
}

std::optional<LineDetail> decode_detail(std::string_view bytes) {
  engine::Decoder decoder{bytes};
  LineDetail detail;
  decoder(detail);
  if (!decoder.ok() || !decoder.at_end()) return std::nullopt;
  return detail;
}

payments::BankMoney money_of(LineDetail const& detail, base::Money amount, base::Date value_date) {
  return {amount.minor,      amount.currency, value_date,
          detail.references, detail.text,     detail.payer_account.empty() ? detail.payer_name : detail.payer_account};
}

}  // namespace adapters::bank_files
