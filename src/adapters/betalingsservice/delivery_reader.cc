#include <algorithm>
#include <charconv>

#include "adapters/betalingsservice/delivery.h"
#include "adapters/betalingsservice/record_layout.h"

namespace adapters::betalingsservice {

namespace {

constexpr std::string_view kPayments = "0602";
constexpr std::string_view kMandates = "0603";
constexpr std::string_view kSlips = "0215";

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::int64_t number_in(Layout const& layout, std::string_view record, std::string_view field) {
  return number(read_field(layout, record, field));
}

/// "020326" is 2 March 2026; zeros are no date.
std::optional<base::Date> day_of(std::string const& text) {
  return base::parse_date("20" + text.substr(4, 2) + "-" + text.substr(2, 2) + "-" + text.substr(0, 2));
}

struct Totals {
  std::int64_t records_042 = 0;
  std::int64_t net_minor = 0;
  std::int64_t sections = 0;
  std::int64_t unread = 0;  // records
};

class Reader {
 public:
  std::expected<IncomingDelivery, DeliveryError> read(std::string_view file) {
    if (DeliveryError const error = split(file); !error.what.empty()) return std::unexpected(error);
    if (lines_.size() < 2 || !matches(delivery_start(), lines_.front())) {
      return std::unexpected(DeliveryError{1, "is no start of a delivery (BS002) of 128 characters"});
    }
    made_.type = read_field(delivery_start(), lines_.front(), "delivery_type");
    made_.delivery = read_field(delivery_start(), lines_.front(), "delivery");
    made_.data_supplier = number_in(delivery_start(), lines_.front(), "data_supplier");
    if (made_.type != kPayments && made_.type != kMandates) {
      return std::unexpected(DeliveryError{1, "is of a delivery of type " + made_.type + "; 0602 and 0603 are read"});
    }
    for (at_ = 1; at_ + 1 < lines_.size(); ++at_) {
      if (std::string const wrong = take(lines_[at_]); !wrong.empty()) {
        return std::unexpected(DeliveryError{at_ + 1, wrong});
      }
    }
    if (std::string const wrong = end(); !wrong.empty()) return std::unexpected(DeliveryError{lines_.size(), wrong});
    return std::move(made_);
  }

 private:
  DeliveryError split(std::string_view file) {
    while (!file.empty()) {
      std::size_t const end = std::min(file.find('\n'), file.size());
      std::string_view line = file.substr(0, end);
      file.remove_prefix(std::min(end + 1, file.size()));
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (line.empty() && file.empty()) break;
      if (line.size() != kRecordLength) {
        return {lines_.size() + 1, "has " + std::to_string(line.size()) + " characters instead of 128"};
      }
      lines_.push_back(line);
    }
    return lines_.empty() ? DeliveryError{0, "is empty"} : DeliveryError{};
  }

  std::string take(std::string_view record) {
    std::string_view const kind = record.substr(2, 3);
    if (kind == "012") return start(record);
    if (kind == "092") return end_of_section(record);
    if (section_.empty()) return "belongs to no section";
    if (kind != "042") return "is a record that a section of answers has not";
    ++in_section_.records_042;
    if (section_ == kSlips) {
      // Where its fields are is disputed.
      ++in_section_.unread;
      made_.unread.push_back({at_ + 1, "a payment slip (section 0215): its layout is not known for certain"});
      return {};
    }
    return made_.type == kPayments ? payment(record) : mandate(record);
  }

  std::string start(std::string_view record) {
    if (!section_.empty()) return "begins a section inside another";
    if (!matches(answers_start(), record)) return "is no start of a section";
    section_ = read_field(answers_start(), record, "section");
    in_section_ = {};
    ++all_.sections;
    return {};
  }

  std::string end_of_section(std::string_view record) {
    if (section_.empty() || !matches(answers_end(), record) ||
        read_field(answers_end(), record, "section") != section_) {
      return "ends a section that has not begun";
    }
    if (number_in(answers_end(), record, "records_042") != in_section_.records_042) {
      return "counts another number of records than its section has";
    }
    // What is not known for certain may have moved money too.
    bool const sums = made_.type == kPayments && in_section_.unread == 0;
    if (sums && number_in(answers_end(), record, "net_amount") != in_section_.net_minor) {
      return "has another sum than its section";
    }
    all_.records_042 += in_section_.records_042;
    all_.net_minor += sums ? in_section_.net_minor : number_in(answers_end(), record, "net_amount");
    section_.clear();
    return {};
  }

  std::string end() const {
    std::string_view const record = lines_.back();
    if (!section_.empty()) return "comes before the section has ended";
    if (!matches(delivery_end(), record) || read_field(delivery_end(), record, "delivery_type") != made_.type) {
      return "is no end of the delivery: the file is not whole";
    }
    bool const right = number_in(delivery_end(), record, "sections") == all_.sections &&
                       number_in(delivery_end(), record, "records_042") == all_.records_042 &&
                       number_in(delivery_end(), record, "net_amount") == all_.net_minor;
    return right ? "" : "counts other sections, records or sums than the file has";
  }

  std::string payment(std::string_view record) {
    Layout const& layout = payment_answer();
    if (!matches(layout, record)) return "is no answer about a payment";
    std::string const transaction = read_field(layout, record, "transaction");
    Answer answer{at_ + 1,
                  {},
                  read_field(layout, record, "customer"),
                  read_field(layout, record, "mandate"),
                  read_field(layout, record, "reference"),
                  number_in(layout, record, "paid"),
                  {},
                  std::to_string(at_ + 1),
                  {},
                  {}};
    if (transaction == "0236") {
      answer.kind = AnswerKind::kCollected;
    } else if (transaction == "0237") {
      answer.kind = AnswerKind::kRejected;
    } else if (transaction == "0238") {
      answer.kind = AnswerKind::kCancelled;
    } else if (transaction == "0239") {
      answer.kind = AnswerKind::kReversed;
    } else {
      ++in_section_.unread;
      made_.unread.push_back({at_ + 1, "a record of the kind " + transaction + ", which is not known here"});
      return {};
    }
    answer.paid = day_of(read_field(layout, record, "paid_day"));
    if (!answer.paid) answer.paid = day_of(read_field(layout, record, "booked_day"));
    bool const is_money = answer.kind == AnswerKind::kCollected || answer.kind == AnswerKind::kReversed;
    if (is_money && (answer.paid_minor == 0 || !answer.paid)) return "has money without an amount or a day";
    // Net of what has moved, whatever the sign of the order: an assumption, on which the samples we have agree.
    if (is_money)
      in_section_.net_minor += answer.kind == AnswerKind::kCollected ? answer.paid_minor : -answer.paid_minor;
    made_.answers.push_back(std::move(answer));
    return {};
  }

  std::string mandate(std::string_view record) {
    Layout const& layout = mandate_answer();
    if (!matches(layout, record)) return "is no answer about a mandate";
    std::string const transaction = read_field(layout, record, "transaction");
    Answer answer{at_ + 1, {}, read_field(layout, record, "customer"),          read_field(layout, record, "mandate"),
                  {},      0,  day_of(read_field(layout, record, "first_day")), std::to_string(at_ + 1),
                  {},      {}};
    if (transaction == "0230" || transaction == "0231") {
      answer.kind = AnswerKind::kMandateActive;
    } else if (transaction == "0232") {
      answer.kind = AnswerKind::kMandateEndedBank;
    } else if (transaction == "0233") {
      answer.kind = AnswerKind::kMandateEndedHere;
    } else if (transaction == "0234") {
      answer.kind = AnswerKind::kMandateEndedScheme;
    } else {
      made_.unread.push_back({at_ + 1, "a record of the kind " + transaction + ", which is not known here"});
      return {};
    }
    made_.answers.push_back(std::move(answer));
    return {};
  }

  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  std::string section_;
  Totals in_section_, all_;
  IncomingDelivery made_;
};

}  // namespace

std::string DeliveryError::text() const {
  return line == 0 ? "the file " + what : "line " + std::to_string(line) + " " + what;
}

std::expected<IncomingDelivery, DeliveryError> read_delivery(std::string_view file) { return Reader{}.read(file); }

}  // namespace adapters::betalingsservice
