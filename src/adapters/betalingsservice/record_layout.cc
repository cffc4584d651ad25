#include "adapters/betalingsservice/record_layout.h"

#include <algorithm>
#include <stdexcept>

namespace adapters::betalingsservice {

namespace {

using enum FieldKind;

constexpr Field kDeliveryStart[] = {
    {"system", 1, 2, kFixed, "BS"},      {"record", 3, 3, kFixed, "002"},   {"data_supplier", 6, 8, kNumber},
    {"subsystem", 14, 3, kFixed, "BS1"}, {"delivery_type", 17, 4, kNumber}, {"delivery", 21, 10, kNumber},
    {"filler_1", 31, 19, kBlank},        {"created", 50, 6, kNumber},       {"filler_2", 56, 73, kBlank},
};
constexpr Field kDeliveryEnd[] = {
    {"system", 1, 2, kFixed, "BS"},      {"record", 3, 3, kFixed, "992"},   {"data_supplier", 6, 8, kNumber},
    {"subsystem", 14, 3, kFixed, "BS1"}, {"delivery_type", 17, 4, kNumber}, {"sections", 21, 11, kNumber},
    {"records_042", 32, 11, kNumber},    {"net_amount", 43, 15, kNumber},   {"records_text", 58, 11, kNumber},
    {"filler_1", 69, 15, kNumber},       {"records_022", 84, 11, kNumber},  {"filler_2", 95, 34, kNumber},
};
constexpr Field kCollectionsStart[] = {
    {"system", 1, 2, kFixed, "BS"},     {"record", 3, 3, kFixed, "012"}, {"creditor", 6, 8, kNumber},
    {"section", 14, 4, kFixed, "0112"}, {"filler_1", 18, 5, kBlank},     {"debtor_group", 23, 5, kNumber},
    {"own_id", 28, 15, kText},          {"filler_2", 43, 4, kBlank},     {"date", 47, 8, kNumber},
    {"filler_3", 55, 14, kBlank},       {"main_text", 69, 60, kText},
};
constexpr Field kCollectionsEnd[] = {
    {"system", 1, 2, kFixed, "BS"},     {"record", 3, 3, kFixed, "092"},  {"creditor", 6, 8, kNumber},
    {"section", 14, 4, kFixed, "0112"}, {"filler_1", 18, 5, kNumber},     {"debtor_group", 23, 5, kNumber},
    {"filler_2", 28, 4, kBlank},        {"records_042", 32, 11, kNumber}, {"net_amount", 43, 15, kNumber},
    {"records_text", 58, 11, kNumber},  {"filler_3", 69, 15, kBlank},     {"records_022", 84, 11, kNumber},
    {"filler_4", 95, 34, kBlank},
};
constexpr Field kAddressLine[] = {
    {"system", 1, 2, kFixed, "BS"}, {"record", 3, 3, kFixed, "022"},
    {"creditor", 6, 8, kNumber},    {"transaction", 14, 4, kFixed, "0240"},
    {"number", 18, 5, kNumber},     {"debtor_group", 23, 5, kNumber},
    {"customer", 28, 15, kNumber},  {"mandate", 43, 9, kNumber},
    {"line", 52, 35, kText},        {"filler", 87, 42, kBlank},
};
constexpr Field kAddressPostcode[] = {
    {"system", 1, 2, kFixed, "BS"},     {"record", 3, 3, kFixed, "022"},
    {"creditor", 6, 8, kNumber},        {"transaction", 14, 4, kFixed, "0240"},
    {"number", 18, 5, kFixed, "00009"}, {"debtor_group", 23, 5, kNumber},
    {"customer", 28, 15, kNumber},      {"mandate", 43, 9, kNumber},
    {"filler_1", 52, 15, kBlank},       {"postcode", 67, 4, kText},
    {"country", 71, 3, kText},          {"filler_2", 74, 55, kBlank},
};
constexpr Field kCollectionLine[] = {
    {"system", 1, 2, kFixed, "BS"},     {"record", 3, 3, kFixed, "042"},
    {"creditor", 6, 8, kNumber},        {"transaction", 14, 4, kFixed, "0280"},
    {"number", 18, 5, kFixed, "00000"}, {"debtor_group", 23, 5, kNumber},
    {"customer", 28, 15, kNumber},      {"mandate", 43, 9, kNumber},
    {"date", 52, 8, kNumber},           {"sign", 60, 1, kNumber},
    {"amount", 61, 13, kNumber},        {"reference", 74, 30, kText},
    {"filler_1", 104, 2, kNumber},      {"payer", 106, 15, kNumber},
    {"filler_2", 121, 8, kNumber},
};
constexpr Field kTextLine[] = {
    {"system", 1, 2, kFixed, "BS"}, {"record", 3, 3, kFixed, "052"},
    {"creditor", 6, 8, kNumber},    {"transaction", 14, 4, kFixed, "0241"},
    {"number", 18, 5, kNumber},     {"debtor_group", 23, 5, kNumber},
    {"customer", 28, 15, kNumber},  {"mandate", 43, 9, kNumber},
    {"filler_1", 52, 1, kBlank},    {"text", 53, 60, kText},
    {"filler_2", 113, 16, kBlank},
};
constexpr Field kAnswersStart[] = {
    {"system", 1, 2, kFixed, "BS"}, {"record", 3, 3, kFixed, "012"}, {"creditor", 6, 8, kNumber},
    {"section", 14, 4, kNumber},    {"filler_1", 18, 3, kText},      {"debtor_group", 21, 5, kNumber},
    {"own_id", 26, 15, kText},      {"filler_2", 41, 9, kBlank},     {"date", 50, 6, kNumber},
    {"filler_3", 56, 73, kBlank},
};
constexpr Field kAnswersEnd[] = {
    {"system", 1, 2, kFixed, "BS"},    {"record", 3, 3, kFixed, "092"},  {"creditor", 6, 8, kNumber},
    {"section", 14, 4, kNumber},       {"filler_1", 18, 3, kText},       {"debtor_group", 21, 5, kNumber},
    {"filler_2", 26, 6, kBlank},       {"records_042", 32, 11, kNumber}, {"net_amount", 43, 15, kNumber},
    {"records_text", 58, 11, kNumber}, {"filler_3", 69, 15, kBlank},     {"records_022", 84, 11, kNumber},
    {"filler_4", 95, 34, kBlank},
};
constexpr Field kPaymentAnswer[] = {
    {"system", 1, 2, kFixed, "BS"},  {"record", 3, 3, kFixed, "042"}, {"creditor", 6, 8, kNumber},
    {"transaction", 14, 4, kNumber}, {"filler_1", 18, 3, kText},      {"debtor_group", 21, 5, kNumber},
    {"customer", 26, 15, kText},     {"mandate", 41, 9, kNumber},     {"ordered_day", 50, 6, kNumber},
    {"sign", 56, 1, kNumber},        {"amount", 57, 13, kNumber},     {"reference", 70, 30, kText},
    {"filler_2", 100, 4, kBlank},    {"paid_day", 104, 6, kNumber},   {"booked_day", 110, 6, kNumber},
    {"paid", 116, 13, kNumber},
};
constexpr Field kMandateAnswer[] = {
    {"system", 1, 2, kFixed, "BS"},  {"record", 3, 3, kFixed, "042"}, {"creditor", 6, 8, kNumber},
    {"transaction", 14, 4, kNumber}, {"filler_1", 18, 3, kText},      {"debtor_group", 21, 5, kNumber},
    {"customer", 26, 15, kText},     {"mandate", 41, 9, kNumber},     {"first_day", 50, 6, kNumber},
    {"last_day", 56, 6, kNumber},    {"filler_2", 62, 67, kBlank},
};

static_assert(is_whole(kDeliveryStart) && is_whole(kDeliveryEnd) && is_whole(kCollectionsStart) &&
              is_whole(kCollectionsEnd) && is_whole(kAddressLine) && is_whole(kAddressPostcode) &&
              is_whole(kCollectionLine) && is_whole(kTextLine) && is_whole(kAnswersStart) && is_whole(kAnswersEnd) &&
              is_whole(kPaymentAnswer) && is_whole(kMandateAnswer));

Field const& find(Layout const& layout, std::string_view name) {
  auto const found = std::ranges::find(layout.fields, name, &Field::name);
  if (found == layout.fields.end()) {
    throw std::logic_error("a " + std::string{layout.name} + " has no field '" + std::string{name} + "'");
  }
  return *found;
}

std::string to_latin1(std::string_view text) {
  std::string made;
  for (std::size_t i = 0; i < text.size();) {
    auto const lead = static_cast<unsigned char>(text[i]);
    std::size_t const length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    bool const fits = length == 2 && lead <= 0xC3 && i + 1 < text.size();
    if (length == 1) {
      made += lead < 0x20 ? ' ' : static_cast<char>(lead);
    } else if (fits) {
      made += static_cast<char>(((lead & 0x03) << 6) | (static_cast<unsigned char>(text[i + 1]) & 0x3F));
    } else {
      made += '?';
    }
    i += length;
  }
  return made;
}

std::string from_latin1(std::string_view text) {
  std::string made;
  for (char const letter : text) {
    auto const code = static_cast<unsigned char>(letter);
    if (code < 0x80) {
      made += letter;
    } else {
      made += static_cast<char>(0xC0 | (code >> 6));
      made += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return made;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

#define FAIRDUE_LAYOUT(function, words, fields)                         \
  Layout const& function() {                                            \
    static constexpr Layout kLayout{words, Certainty::kAgreed, fields}; \
    return kLayout;                                                     \
  }

}  // namespace

std::string write_record(Layout const& layout, std::initializer_list<FieldValue> values) {
  if (layout.certainty == Certainty::kDisputed) throw std::logic_error("this layout is disputed");
  std::string record(kRecordLength, ' ');
  for (Field const& field : layout.fields) {
    if (field.kind == FieldKind::kFixed) record.replace(field.from - 1, field.length, field.text);
    if (field.kind == FieldKind::kNumber) record.replace(field.from - 1, field.length, field.length, '0');
  }
  for (auto const& [name, value] : values) {
    Field const& field = find(layout, name);
    if (field.kind == FieldKind::kNumber) {
      if (value.size() > field.length || !std::ranges::all_of(value, is_digit)) {
        throw std::length_error("'" + value + "' is no number for the field '" + std::string{name} + "'");
      }
      record.replace(field.from - 1 + field.length - value.size(), value.size(), value);
    } else {
      std::string const text = to_latin1(value).substr(0, field.length);
      record.replace(field.from - 1, text.size(), text);
    }
  }
  return record;
}

std::string read_field(Layout const& layout, std::string_view record, std::string_view name) {
  Field const& field = find(layout, name);
  std::string_view text = record.substr(field.from - 1, field.length);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return from_latin1(text);
}

bool matches(Layout const& layout, std::string_view record) {
  if (record.size() != kRecordLength) return false;
  return std::ranges::all_of(layout.fields, [&](Field const& field) {
    std::string_view const text = record.substr(field.from - 1, field.length);
    if (field.kind == FieldKind::kFixed) return text == field.text;
    return field.kind != FieldKind::kNumber || std::ranges::all_of(text, is_digit);
  });
}

FAIRDUE_LAYOUT(delivery_start, "start of a delivery", kDeliveryStart)
FAIRDUE_LAYOUT(delivery_end, "end of a delivery", kDeliveryEnd)
FAIRDUE_LAYOUT(collections_start, "start of collections", kCollectionsStart)
FAIRDUE_LAYOUT(collections_end, "end of collections", kCollectionsEnd)
FAIRDUE_LAYOUT(address_line, "line of an address", kAddressLine)
FAIRDUE_LAYOUT(address_postcode, "postcode", kAddressPostcode)
FAIRDUE_LAYOUT(collection_line, "collection", kCollectionLine)
FAIRDUE_LAYOUT(text_line, "line of text", kTextLine)
FAIRDUE_LAYOUT(answers_start, "start of answers", kAnswersStart)
FAIRDUE_LAYOUT(answers_end, "end of answers", kAnswersEnd)
FAIRDUE_LAYOUT(payment_answer, "answer about a payment", kPaymentAnswer)
FAIRDUE_LAYOUT(mandate_answer, "answer about a mandate", kMandateAnswer)

}  // namespace adapters::betalingsservice
