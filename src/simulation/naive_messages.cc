// Messages: who may be written to, when, how often, and what has become of each. The other half of naive_dunning.h.
#include <algorithm>

#include "simulation/naive_calendar.h"
#include "simulation/naive_dunning.h"
#include "simulation/naive_holds.h"

namespace simulation {

namespace {

using dunning::Channel;
using dunning::MessageState;

constexpr int kFirstMinute = 8 * 60;      // before it telephones stay silent
constexpr int kLastMinute = 20 * 60;      // and from it on
constexpr std::size_t kContacts = 3;      // at most so many ...
constexpr std::int32_t kContactDays = 7;  // ... in so many days

std::string number(std::int64_t value) { return std::to_string(value); }

constexpr std::int32_t kReceiptDays = 14;  // later than that nobody waits for one

bool rings(Channel channel) { return channel == Channel::kSms || channel == Channel::kEmail; }

/// Its own holds keep nobody from telling what a plan or an enquiry has to say.
std::vector<claims::Hold> without(std::vector<claims::Hold> holds, std::string const& key) {
  std::erase_if(holds, [&](claims::Hold const& hold) { return hold.key == key; });
  return holds;
}

/// Something is received, or answered: it asks for nothing, and is no contact too many.
bool is_answer(NaiveMessage const& message) { return message.receipted != 0 || !message.enquiry.empty(); }

}  // namespace

void NaiveDunning::planned(engine::MessagePlanned const& e) {
  std::string const name = "message " + number(e.message.value);
  auto const [at, is_new] = messages_.try_emplace(e.message.value);
  expect(is_new, name + " is planned twice");
  NaiveMessage& message = at->second;
  message.debtor = e.debtor.value;
  message.step = e.step;
  message.channels = e.channels;
  message.beside = e.beside;
  constexpr std::string_view kReceipt = "receipt/";
  if (e.step.starts_with(kReceipt)) message.receipted = std::stoll(e.step.substr(kReceipt.size()));
  message.occasion = e.step.starts_with("occasion/");
  bool const is_agreement = e.step == "agreed" || e.step.starts_with("changed/");
  if (e.procedure.starts_with("arrangement:")) (is_agreement ? message.enquiry : message.plan) = e.procedure;
  for (std::string_view const start : {"enquiry:", "direct_debit:", "referral:"}) {
    if (e.procedure.starts_with(start)) message.enquiry = e.procedure;
  }
  message.planned = e.date.days;
  if (e.answer_until) message.answer_until = e.answer_until->days;
  message.fee_minor = e.fee_minor;
  for (base::ClaimId const claim : e.claims) {
    message.claims.push_back(claim.value);
    auto const found = books_.claims.find(claim.value);
    bool const owes = found != books_.claims.end() &&
                      (std::ranges::count(found->second.liable, message.debtor) > 0 || !message.enquiry.empty());
    expect(owes, name + " is to somebody who does not owe claim " + number(claim.value));
  }
  messages_of_[message.debtor].push_back(e.message.value);
  now_.messages.push_back(e.message.value);
}

/// What is paid or disputed is receipted all the same; where nobody is to be written to, nobody is.
std::string NaiveDunning::why_no_receipt(std::int64_t id, NaiveMessage const& message, std::int32_t day) const {
  if (books_.payments.at(message.receipted).amount == 0) return "is not paid: the payment was reversed";
  return why_no_answer(id, message, day);
}

/// An answer is told whatever has become of the claim, but not to whom it is no matter any more.
std::string NaiveDunning::why_no_answer(std::int64_t id, NaiveMessage const& message, std::int32_t day) const {
  NaiveClaim const& claim = books_.claims.at(id);
  if (std::ranges::count(claim.liable, message.debtor) == 0) return "is another one's";
  // Its own holds, on the claim and on the debtor, keep nobody from telling it.
  auto const held = [&](std::vector<claims::Hold> const& holds) {
    return any_covers(message.enquiry.empty() ? holds : without(holds, message.enquiry), day, true);
  };
  auto const is_held = [&](std::int64_t debtor) {
    auto const row = books_.debtors.find(debtor);
    return row != books_.debtors.end() && held(row->second.holds);
  };
  bool const stops = held(claim.holds) || is_held(message.debtor) || std::ranges::all_of(claim.liable, is_held);
  return stops ? "is on hold" : "";
}

std::string NaiveDunning::why_not_write(std::int64_t id, NaiveMessage const& message, std::int32_t day) const {
  auto const found = books_.claims.find(id);
  if (found == books_.claims.end() || std::ranges::count(message.claims, id) == 0) return "is not its matter";
  if (message.receipted != 0) return why_no_receipt(id, message, day);
  if (!message.enquiry.empty()) return why_no_answer(id, message, day);
  NaiveClaim const& claim = found->second;
  if (claim.cancelled) return "is withdrawn";
  if (std::ranges::count(claim.liable, message.debtor) == 0) return "is another one's";
  if (books_.left_of(id, message.debtor) == 0) return "is paid";
  bool const is_away = !claim.absences.empty() && !claim.absences.back().recalled;
  if (is_away && message.step != "hand_over") return "is with a collection authority";
  if (!claim.objections.empty()) return "is disputed";
  auto const held = [&](std::int64_t debtor) {
    auto const row = books_.debtors.find(debtor);
    return row != books_.debtors.end() && any_other_covers(row->second.holds, day);
  };
  // A word before the last day to pay and one about one's own plan go to everybody; a step goes if a person decided it.
  auto const decided = books_.decided_on(id, message.planned);
  bool const goes =
      message.step == "upcoming" || !message.plan.empty() || (decided && decided->steps.contains(message.step));
  if (!goes && is_protected(claim, day)) return "is of somebody vulnerable";
  if (left_alone_) {
    if (std::string const whose = left_alone_(id, day, message.plan); !whose.empty())
      return "is left alone by " + whose;
  }
  bool const is_held = any_covers(message.plan.empty() ? claim.holds : without(claim.holds, message.plan), day, false);
  if (is_held || held(message.debtor)) return "is on hold";
  return std::ranges::all_of(claim.liable, held) ? "is on hold" : "";
}

void NaiveDunning::check_occasion(std::string const& name, NaiveMessage const& message) {
  expect(occasions_told_.emplace(message.debtor, message.step).second, name + " is told twice");
  expect(message.fee_minor == 0, name + " costs something");
  expect(message.answer_until && message.planned <= *message.answer_until, name + " comes after its days");
  expect(!message.claims.empty(), name + " is about nothing");
  for (std::int64_t const id : message.claims) {
    std::string const why_not = why_not_write(id, message, message.planned);
    expect(why_not.empty(), name + ": claim " + number(id) + " " + why_not);
    expect(books_.claims.at(id).dates.last_payment_day.days < message.planned, name + " is about what is not late");
  }
}

std::string NaiveDunning::fault_of_hour(Channel channel, std::int32_t day, int minute) const {
  if (!rings(channel)) return {};
  if (minute < kFirstMinute || minute >= kLastMinute) return "in quiet hours";
  return naive_is_working_day(day) ? "" : "on a weekend or a holiday";
}

/// Other messages that have reached the debtor in the days up to this one.
std::size_t NaiveDunning::contacts_before(std::int64_t id, NaiveMessage const& message, std::int32_t day) const {
  auto const own = messages_of_.find(message.debtor);
  if (own == messages_of_.end()) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(own->second, [&](std::int64_t other) {
    auto const& deliveries = messages_.at(other).deliveries;
    return other != id && !is_answer(messages_.at(other)) &&
           std::ranges::any_of(deliveries, [&](NaiveDelivery const& each) { return each.day > day - kContactDays; });
  }));
}

/// A provider is about to be asked.
void NaiveDunning::sending(std::string const& name, std::int64_t id, NaiveMessage const& message) {
  // What a person has decided waits for no business day.
  bool const is_decided = std::ranges::any_of(message.claims, [&](std::int64_t claim) {
    auto const decided = books_.decided_on(claim, message.planned);
    return decided && decided->steps.contains(message.step);
  });
  bool const at_once = is_decided || (is_answer(message) && message.step != "late");
  expect(at_once || days_ended_.contains(message.planned), name + " leaves before its day has ended");
  bool const may = std::ranges::any_of(
      message.claims, [&](std::int64_t claim) { return why_not_write(claim, message, now_.day).empty(); });
  if (!may) expect(false, name + " is sent: its claim " + why_not_write(message.claims.front(), message, now_.day));
  if (is_answer(message)) {
    // What was decided is told, however late.
    bool const is_receipt = message.receipted != 0 || message.step == "received";
    return expect(!is_receipt || now_.day <= message.planned + kReceiptDays, name + " comes when nobody waits for it");
  }
  expect(!message.answer_until || now_.day <= *message.answer_until, name + " is sent after its deadline");
  bool const is_demand = message.step != "upcoming" && !message.beside && !message.occasion;
  expect(is_demand || contacts_before(id, message, now_.day) < kContacts, name + " is one message too many");
}

void NaiveDunning::advanced(engine::MessageAdvanced const& e) {
  std::string name = "message " + number(e.message.value);
  auto const found = messages_.find(e.message.value);
  if (found == messages_.end()) return expect(false, name + " is news of a message that nobody planned");
  NaiveMessage& message = found->second;
  name += " " + message.step;
  expect(message.state != MessageState::kDelivered && message.state != MessageState::kTooLate,
         name + " has come to its end and goes on");
  message.state = e.to;
  if (e.to == MessageState::kPlanned) message.spoken_of.reset();
  switch (e.to) {
    case MessageState::kSending:
      message.spoken_of.emplace();
      for (std::int64_t const claim : message.claims) {
        if (why_not_write(claim, message, now_.day).empty()) message.spoken_of->insert(claim);
      }
      message.provider = e.provider_reference;
      now_.leaving.push_back(found->first);
      expect(e.channel && std::ranges::count(message.channels, *e.channel) > 0,
             name + " goes by a channel not its own");
      if (e.channel) {
        std::string const hour = fault_of_hour(*e.channel, now_.day, now_.minute);
        expect(hour.empty(), name + " is sent " + hour);
        auto const barred = barred_.find({message.debtor, *e.channel});
        expect(barred == barred_.end() || !barred->second, name + " goes by a channel that must not be used");
      }
      return sending(name, found->first, message);
    case MessageState::kPlanned:
      expect(message.deliveries.empty() || message.came_back, name + " is taken back although it had arrived");
      message.deliveries.clear();
      message.came_back = false;
      return;
    case MessageState::kDoubtful:
      ++doubts_[message.provider];
      return compare_doubt();
    case MessageState::kTooLate:
    case MessageState::kUnreachable:
      ended(message);
      return expect(message.deliveries.empty(), name + " is said not to have left, and had");
    case MessageState::kSent:
    case MessageState::kDelivered:
      now_.leaving.push_back(found->first);
      return expect(!message.deliveries.empty(), name + " is said to have left, and had not");
    case MessageState::kFailed:
      return ended(message);
  }
}

/// What its letter cost is looked at when the entry ends, and time begins anew for its steps.
void NaiveDunning::ended(NaiveMessage const& message) {
  if (message.beside || is_answer(message) || !message.plan.empty()) return;
  for (std::int64_t const claim : message.claims) {
    now_.ended.insert(claim);
    claim_touched_[claim] = now_.day;
  }
}

/// Where keys are ignored, doubt needs an answer that said nothing, or a sender that broke off: one each.
void NaiveDunning::compare_doubt() {
  std::int64_t doubts = 0;
  std::int64_t reasons = broken_runs_;
  for (auto const& [provider, keys] : keys_) {
    if (keys != ports::KeyPolicy::kIgnores) continue;
    doubts += doubts_[provider];
    reasons += interruptions_[provider];
  }
  expect(doubts <= reasons, number(doubts) + " messages are in doubt, after " + number(reasons) + " interruptions");
}

void NaiveDunning::may_reach(base::DebtorId debtor, Channel channel, bool may) {
  catch_up_();
  barred_[{debtor.value, channel}] = !may;
}

void NaiveDunning::delivered(base::MessageId id, NaiveDelivery delivery) {
  catch_up_();
  ++deliveries_;
  auto const found = messages_.find(id.value);
  if (found == messages_.end()) return expect(false, "a message has arrived that nobody planned");
  NaiveMessage& message = found->second;
  std::string const name = "message " + number(id.value) + " " + message.step;
  expect(message.deliveries.empty(), name + " has arrived twice");
  expect(!delivery.claims.empty(), name + " says nothing");
  for (std::int64_t const claim : delivery.claims) {
    expect(!message.left_out.contains(claim), name + " speaks of a claim whose fee went because it did not");
    std::string const why_not = why_not_write(claim, message, delivery.day);
    expect(why_not.empty(), name + " has arrived: its claim " + number(claim) + " " + why_not);
  }
  std::string const hour = fault_of_hour(delivery.channel, delivery.day, delivery.minute);
  expect(hour.empty(), name + " has arrived " + hour);
  auto const barred = barred_.find({message.debtor, delivery.channel});
  expect(barred == barred_.end() || !barred->second, name + " has arrived by a channel that must not be used");
  message.deliveries.push_back(std::move(delivery));
}

void NaiveDunning::came_back(base::MessageId id, std::string const& provider) {
  catch_up_();
  auto const found = messages_.find(id.value);
  if (found == messages_.end() || found->second.deliveries.empty()) return;
  if (found->second.deliveries.front().provider == provider) found->second.came_back = true;
}

void NaiveDunning::expect_all_ended() {
  for (auto const& [id, message] : messages_) {
    std::string const name = "message " + number(id) + " " + message.step;
    switch (message.state) {
      case MessageState::kPlanned:
      case MessageState::kSending:
        expect(false, name + " is left over: " + std::string{name_of(message.state)});
        break;
      case MessageState::kSent:
      case MessageState::kDelivered:
        expect(message.deliveries.size() == 1, name + " is lost");
        break;
      case MessageState::kTooLate:
      case MessageState::kUnreachable:
      case MessageState::kFailed:
        expect(message.deliveries.empty(), name + " is said not to have left, and had");
        break;
      case MessageState::kDoubtful:
        break;
    }
  }
}

std::int64_t NaiveDunning::interruptions() const {
  std::int64_t sum = broken_runs_;
  for (auto const& [provider, count] : interruptions_) sum += count;
  return sum;
}

std::int64_t NaiveDunning::count(MessageState state) const {
  return std::ranges::count(messages_, state, [](auto const& row) { return row.second.state; });
}

}  // namespace simulation
