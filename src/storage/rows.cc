#include "storage/rows.h"

#include <array>
#include <charconv>
#include <cstring>

#include "engine/codec.h"

namespace storage {

namespace {

std::optional<base::Date> optional_date(std::optional<std::int64_t> day) {
  if (!day) return std::nullopt;
  return base::Date{static_cast<std::int32_t>(*day)};
}

base::Date date(std::int64_t day) { return {static_cast<std::int32_t>(day)}; }

/// Calls `item` with each piece of `text` between separators.
template <class Item>
void split(std::string_view text, char separator, Item&& item) {
  while (!text.empty()) {
    std::size_t const end = std::min(text.find(separator), text.size());
    item(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::int64_t to_number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void read_shares(std::string_view text, claims::Claim& claim) {
  std::size_t const bar = std::min(text.find('|'), text.size());
  split(text.substr(0, bar), ',', [&](std::string_view item) {
    claims::Share share;
    bool first = true;
    split(item, '/', [&](std::string_view number) {
      if (first) share.parts = to_number(number);
      if (!first) share.before.push_back({to_number(number)});
      first = false;
    });
    claim.shares.push_back(std::move(share));
  });
  split(text.substr(std::min(bar + 1, text.size())), ',', [&](std::string_view item) {
    std::size_t const colon = std::min(item.find(':'), item.size());
    claim.paid_by.push_back(
        {{to_number(item.substr(0, colon))}, to_number(item.substr(std::min(colon + 1, item.size())))});
  });
}

constexpr char kObjectionSeparator = '\x1f';  // the unit separator of ASCII; no key may hold a control character

}  // namespace

claims::Claim read_claim(Statement const& row) {
  claims::Claim claim;
  claim.id = {row.integer(0)};
  claim.source = {row.integer(1)};
  claim.reference = row.text(2);
  claim.type = row.text(3);
  claim.dates = {optional_date(row.optional_integer(4)), optional_date(row.optional_integer(5)), date(row.integer(6)),
                 date(row.integer(7)), date(row.integer(8))};
  split(row.text(9), ',', [&](std::string_view id) { claim.liable.push_back({to_number(id)}); });
  claim.state = static_cast<claims::ClaimState>(row.integer(10));
  for (int c = 0; c < 3; ++c) {
    claim.charged.minor[static_cast<std::size_t>(c)] = row.integer(11 + c);
    claim.open.minor[static_cast<std::size_t>(c)] = row.integer(14 + c);
  }
  split(row.text(17), kObjectionSeparator, [&](std::string_view key) { claim.open_objections.emplace_back(key); });
  claim.registered_seq = row.integer(18);
  claim.owner = {row.integer(19)};
  // Column 20, to_be_run, is there for look-ups; the accrual says it too.
  claim.holds = decode_holds(row.bytes(21));
  claim.accrual = decode_accrual(row.bytes(22));
  read_shares(row.text(23), claim);
  // Column 24, look_from_day, is there for look-ups as well.
  claim.course = decode_course(row.bytes(25));
  return claim;
}

claims::Debtor read_debtor(Statement const& row) {
  return {
      {row.integer(0)}, static_cast<claims::DebtorKind>(row.integer(1)), row.integer(2), decode_holds(row.bytes(3))};
}

payments::Payment read_payment(Statement const& row) {
  payments::Payment payment;
  payment.id = {row.integer(0)};
  payment.payer = {row.integer(1)};
  payment.means = static_cast<ledger::Means>(row.integer(2));
  payment.state = static_cast<payments::PaymentState>(row.integer(3));
  payment.amount_minor = row.integer(4);
  payment.credit_minor = row.integer(5);
  payment.refunded_minor = row.integer(6);
  payment.value_date = date(row.integer(7));
  payment.external_reference = row.text(8);
  payment.recorded_seq = row.integer(9);
  split(row.text(10), ',', [&](std::string_view part) {
    std::array<std::int64_t, 3> numbers{};
    std::size_t at = 0;
    split(part, ':', [&](std::string_view number) {
      if (at < numbers.size()) numbers[at++] = to_number(number);
    });
    payment.allocations.push_back({{numbers[0]}, static_cast<ledger::Component>(numbers[1]), numbers[2]});
  });
  return payment;
}

payments::PaymentAttempt read_attempt(Statement const& row) {
  payments::PaymentAttempt attempt;
  attempt.id = {row.integer(0)};
  attempt.payer = {row.integer(1)};
  attempt.provider = row.text(2);
  attempt.reference = row.text(3);
  attempt.state = static_cast<payments::AttemptState>(row.integer(4));
  attempt.amount_minor = row.integer(5);
  split(row.text(6), ',', [&](std::string_view choice) {
    std::size_t const colon = std::min(choice.find(':'), choice.size());
    attempt.choices.push_back(
        {{to_number(choice.substr(0, colon))}, to_number(choice.substr(std::min(colon + 1, choice.size())))});
  });
  attempt.payment = {row.integer(7)};
  attempt.started = {row.integer(8)};
  return attempt;
}

ports::JournalEntry read_entry(Statement const& row, base::AuthorityId authority) {
  return {authority,
          row.integer(0),
          read_short_digest(row.bytes(1)),
          read_short_digest(row.bytes(2)),
          std::string{row.bytes(3)},
          row.integer(4) != 0};
}

std::string encode_holds(std::vector<claims::Hold> const& holds) {
  if (holds.empty()) return {};
  engine::Encoder encoder;
  encoder(holds);
  return encoder.take();
}

std::vector<claims::Hold> decode_holds(std::string_view bytes) {
  std::vector<claims::Hold> holds;
  if (bytes.empty()) return holds;
  engine::Decoder decoder{bytes};
  decoder(holds);
  return holds;
}

std::string encode_accrual(claims::Accrual const& accrual) {
  if (accrual == claims::Accrual{}) return {};
  engine::Encoder encoder;
  encoder(accrual);
  return encoder.take();
}

claims::Accrual decode_accrual(std::string_view bytes) {
  claims::Accrual accrual;
  if (bytes.empty()) return accrual;
  // What was written before a field was added ends without it, and reads as if nothing had been said of it.
  engine::Decoder decoder{bytes};
  decoder(accrual);
  return accrual;
}

std::string encode_course(claims::Course const& course) {
  if (course == claims::Course{}) return {};
  engine::Encoder encoder;
  encoder(course);
  return encoder.take();
}

claims::Course decode_course(std::string_view bytes) {
  claims::Course course;
  if (bytes.empty()) return course;
  engine::Decoder decoder{bytes};
  decoder(course);
  return course;
}

std::optional<std::int64_t> look_from_day(claims::Claim const& claim) {
  if (claim.state != claims::ClaimState::kOpen) return std::nullopt;
  std::optional<base::Date> const day = claim.course.look_from();
  return day ? std::optional<std::int64_t>{day->days} : std::nullopt;
}

std::string join_liable(std::vector<base::DebtorId> const& liable) {
  std::string text;
  for (base::DebtorId const debtor : liable) {
    if (!text.empty()) text += ',';
    text += std::to_string(debtor.value);
  }
  return text;
}

std::string join_shares(claims::Claim const& claim) {
  std::string text;
  for (claims::Share const& share : claim.shares) {
    if (!text.empty()) text += ',';
    text += std::to_string(share.parts);
    for (base::DebtorId const debtor : share.before) text += '/' + std::to_string(debtor.value);
  }
  if (text.empty()) return text;
  text += '|';
  for (claims::PaidBy const& paid : claim.paid_by) {
    if (text.back() != '|') text += ',';
    text += std::to_string(paid.payer.value) + ':' + std::to_string(paid.minor);
  }
  return text;
}

std::string join_objections(std::vector<std::string> const& keys) {
  std::string text;
  for (std::string const& key : keys) {
    if (!text.empty()) text += kObjectionSeparator;
    text += key;
  }
  return text;
}

std::string join_choices(std::vector<payments::Choice> const& choices) {
  std::string text;
  for (payments::Choice const& choice : choices) {
    if (!text.empty()) text += ',';
    text += std::to_string(choice.claim.value) + ':' + std::to_string(choice.limit_minor.value_or(0));
  }
  return text;
}

std::string join_allocations(std::vector<payments::Allocation> const& allocations) {
  std::string text;
  for (payments::Allocation const& part : allocations) {
    if (!text.empty()) text += ',';
    text += std::to_string(part.claim.value) + ':' + std::to_string(static_cast<int>(part.component)) + ':' +
            std::to_string(part.minor);
  }
  return text;
}

std::string join_refunded(std::vector<payments::RefundedPart> const& parts) {
  std::string text;
  for (payments::RefundedPart const& part : parts) {
    if (!text.empty()) text += ',';
    text += std::to_string(part.payment.value) + ':' + std::to_string(part.minor);
  }
  return text;
}

std::vector<payments::RefundedPart> split_refunded(std::string_view text) {
  std::vector<payments::RefundedPart> parts;
  split(text, ',', [&](std::string_view part) {
    std::size_t const colon = std::min(part.find(':'), part.size());
    parts.push_back({{to_number(part.substr(0, colon))}, to_number(part.substr(std::min(colon + 1, part.size())))});
  });
  return parts;
}

std::optional<base::Date> day_or_none(Statement const& row, int column) {
  auto const days = row.optional_integer(column);
  return days ? std::optional{base::Date{static_cast<std::int32_t>(*days)}} : std::nullopt;
}

std::optional<std::int64_t> days_of(std::optional<base::Date> const& date) {
  return date ? std::optional<std::int64_t>{date->days} : std::nullopt;
}

ports::ShortDigest read_short_digest(std::string_view bytes) {
  ports::ShortDigest digest{};
  std::memcpy(digest.data(), bytes.data(), std::min(bytes.size(), digest.size()));
  return digest;
}

}  // namespace storage
