#include "storage/messages.h"

#include <charconv>

#include "storage/insert.h"
#include "storage/reader.h"
#include "storage/rows.h"

namespace storage {

namespace {

#define FAIRDUE_MESSAGE_COLUMNS                                                                                     \
  "message_id, debtor_id, procedure_name, step, content, claims, channels, beside, planned_day, answer_until_day, " \
  "amount_minor, fee_minor, state, channel, variant, provider_reference, reason, tries, recorded_seq, sent_day"

std::string join(auto const& list, auto&& number) {
  std::string text;
  for (auto const& item : list) {
    if (!text.empty()) text += ',';
    text += std::to_string(number(item));
  }
  return text;
}

template <class Item>
void split(std::string_view text, Item&& item) {
  while (!text.empty()) {
    std::size_t const end = std::min(text.find(','), text.size());
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + end, value);
    item(value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

dunning::Message read_message(Statement const& row) {
  dunning::Message message;
  message.id = {row.integer(0)};
  message.debtor = {row.integer(1)};
  message.procedure = row.text(2);
  message.step = row.text(3);
  message.content = row.text(4);
  split(row.text(5), [&](std::int64_t id) { message.claims.push_back({id}); });
  split(row.text(6), [&](std::int64_t channel) { message.channels.push_back(static_cast<dunning::Channel>(channel)); });
  message.beside = row.integer(7) != 0;
  message.planned = {static_cast<std::int32_t>(row.integer(8))};
  if (auto const day = row.optional_integer(9)) message.answer_until = base::Date{static_cast<std::int32_t>(*day)};
  message.amount_minor = row.integer(10);
  message.fee_minor = row.integer(11);
  message.state = static_cast<dunning::MessageState>(row.integer(12));
  if (auto const channel = row.optional_integer(13)) message.channel = static_cast<dunning::Channel>(*channel);
  message.variant = row.text(14);
  message.provider_reference = row.text(15);
  message.reason = row.text(16);
  message.tries = row.integer(17);
  message.recorded_seq = row.integer(18);
  if (auto const day = row.optional_integer(19)) message.sent_on = base::Date{static_cast<std::int32_t>(*day)};
  return message;
}

std::optional<std::int64_t> number_of(std::optional<dunning::Channel> channel) {
  return channel ? std::optional{static_cast<std::int64_t>(*channel)} : std::nullopt;
}

Insert const& message_insert() {
  static Insert const kInsert{"message", "authority_id, " FAIRDUE_MESSAGE_COLUMNS};
  return kInsert;
}

}  // namespace

void load_messages(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                   ports::WorkingSet& into) {
  Reader reader{connection};
  for (base::MessageId const id : needs.messages) {
    auto message = reader.message(authority, id);
    if (!message) continue;
    if (auto debtor = reader.debtor(authority, message->debtor)) into.debtors.load(std::move(*debtor));
    for (base::ClaimId const claim : message->claims) {
      if (auto row = reader.claim(authority, {claim, {}, {}})) into.claims.load(std::move(*row));
    }
    if (needs.rest_of_letters) {
      dunning::each_other_of_letter(
          *message, [&](base::MessageId other) { return reader.message(authority, other); },
          [&](dunning::Message& other) { into.messages.load(std::move(other)); });
    }
    into.messages.load(std::move(*message));
  }
}

void write_message(Connection& connection, base::AuthorityId authority, dunning::Message const& message,
                   std::int64_t seq) {
  std::string_view const variant = message.variant;
  std::string_view const provider_reference = message.provider_reference;
  std::string_view const reason = message.reason;
  auto const state = static_cast<std::int64_t>(message.state);
  std::optional<std::int64_t> sent_on;
  if (message.sent_on) sent_on = message.sent_on->days;
  if (message.recorded_seq != seq) {
    connection.run(
        "UPDATE message SET state = $1, channel = $2, variant = $3, provider_reference = $4, reason = $5, tries = $6,"
        " sent_day = $7 WHERE authority_id = $8 AND message_id = $9",
        state, number_of(message.channel), variant, provider_reference, reason, message.tries, sent_on, authority.value,
        message.id.value);
    return;
  }
  std::string const claims = join(message.claims, [](base::ClaimId id) { return id.value; });
  std::string const channels = join(message.channels, [](dunning::Channel c) { return static_cast<int>(c); });
  std::optional<std::int64_t> answer_until;
  if (message.answer_until) answer_until = message.answer_until->days;
  connection.insert(message_insert(), authority.value, message.id.value, message.debtor.value,
                    std::string_view{message.procedure}, std::string_view{message.step},
                    std::string_view{message.content}, std::string_view{claims}, std::string_view{channels},
                    std::int64_t{message.beside}, std::int64_t{message.planned.days}, answer_until,
                    message.amount_minor, message.fee_minor, state, number_of(message.channel), variant,
                    provider_reference, reason, message.tries, message.recorded_seq, sent_on);
}

std::optional<dunning::Message> Reader::message(base::AuthorityId authority, base::MessageId message) {
  auto row =
      connection_.query("SELECT " FAIRDUE_MESSAGE_COLUMNS " FROM message WHERE authority_id = $1 AND message_id = $2",
                        authority.value, message.value);
  if (!row.step()) return std::nullopt;
  return read_message(row);
}

std::vector<dunning::Message> Reader::messages_of(base::AuthorityId authority, base::DebtorId debtor) {
  std::vector<dunning::Message> result;
  auto row = connection_.query("SELECT " FAIRDUE_MESSAGE_COLUMNS
                               " FROM message WHERE authority_id = $1 AND debtor_id = $2 ORDER BY message_id",
                               authority.value, debtor.value);
  while (row.step()) result.push_back(read_message(row));
  return result;
}

std::vector<dunning::Message> Reader::messages_in(base::AuthorityId authority, dunning::MessageState state,
                                                  base::MessageId after, std::size_t limit) {
  std::vector<dunning::Message> result;
  // The state is written out where it can be: only then is it seen that the index of messages in work serves.
  bool const in_work = !dunning::is_final(state) || state == dunning::MessageState::kDoubtful;
  static constexpr char const* kInWork =
      "SELECT " FAIRDUE_MESSAGE_COLUMNS
      " FROM message WHERE authority_id = $1 AND state = $2 AND state IN (1, 2, 3, 7) AND message_id > $3"
      " ORDER BY message_id LIMIT $4";
  static constexpr char const* kAll = "SELECT " FAIRDUE_MESSAGE_COLUMNS
                                      " FROM message WHERE authority_id = $1 AND state = $2 AND message_id > $3"
                                      " ORDER BY message_id LIMIT $4";
  auto row = connection_.query(in_work ? kInWork : kAll, authority.value, static_cast<std::int64_t>(state), after.value,
                               static_cast<std::int64_t>(limit));
  while (row.step()) result.push_back(read_message(row));
  return result;
}

void Reader::each_message(base::AuthorityId authority, std::function<void(dunning::Message const&)> const& f) {
  auto row = connection_.stream(
      "SELECT " FAIRDUE_MESSAGE_COLUMNS " FROM message WHERE authority_id = $1 ORDER BY message_id", authority.value);
  while (row.step()) f(read_message(row));
}

void Reader::each_claim_to_look_at(base::AuthorityId authority, base::Date day,
                                   std::function<void(base::ClaimId, base::DebtorId)> const& f) {
  auto row = connection_.stream(
      "SELECT claim_id, liable FROM claim WHERE authority_id = $1 AND look_from_day IS NOT NULL"
      " AND look_from_day <= $2",
      authority.value, std::int64_t{day.days});
  while (row.step()) {
    std::int64_t first = 0;
    std::string_view const liable = row.text(1);
    std::from_chars(liable.data(), liable.data() + liable.size(), first);
    f({row.integer(0)}, {first});
  }
}

std::vector<claims::Claim> Reader::open_claims(base::AuthorityId authority, base::ClaimId after, std::size_t limit) {
  std::vector<claims::Claim> result;
  auto row = connection_.query("SELECT " FAIRDUE_CLAIM_COLUMNS
                               " FROM claim WHERE authority_id = $1 AND claim_id > $2 AND state = $3"
                               " ORDER BY claim_id LIMIT $4",
                               authority.value, after.value, static_cast<std::int64_t>(claims::ClaimState::kOpen),
                               static_cast<std::int64_t>(limit));
  while (row.step()) result.push_back(read_claim(row));
  return result;
}

}  // namespace storage
