#include "simulation/auditor.h"

#include <algorithm>

#include "simulation/naive_law.h"

namespace simulation {

namespace {

constexpr std::size_t kMostFindings = 20;

std::string number(std::int64_t value) { return std::to_string(value); }

/// The only event of that kind; null if there are none or several.
template <class Wanted>
Wanted const* only(engine::Entry const& entry) {
  Wanted const* found = nullptr;
  for (engine::Event const& event : entry.events) {
    auto const* wanted = std::get_if<Wanted>(&event);
    if (wanted == nullptr) continue;
    if (found != nullptr) return nullptr;
    found = wanted;
  }
  return found;
}

/// What an event has to do with the command it came from.
struct CommandCheck {
  engine::Entry const& entry;

  bool operator()(engine::RegisterClaim const& c) const {
    auto const* e = only<engine::ClaimRegistered>(entry);
    return e != nullptr && e->amounts == c.amounts && e->reference == c.reference && e->dates == c.dates;
  }
  bool operator()(engine::RecordPayment const& c) const {
    auto const* e = only<engine::PaymentRecorded>(entry);
    return e != nullptr && e->amount_minor == c.minor && e->means == c.means && e->value_date == c.value_date;
  }
  bool operator()(engine::RefundCredit const& c) const {
    auto const* e = only<engine::CreditRefunded>(entry);
    std::int64_t sum = 0;
    if (e != nullptr) {
      for (engine::RefundedPart const& part : e->parts) sum += part.minor;
    }
    return e != nullptr && sum == c.minor && e->debtor == c.debtor;
  }
  bool operator()(engine::ApproveRefund const& c) const {
    auto const* e = only<engine::CreditRefunded>(entry);
    std::int64_t sum = 0;
    if (e != nullptr) {
      for (engine::RefundedPart const& part : e->parts) sum += part.minor;
    }
    return e != nullptr && sum == c.minor && only<engine::RefundApproved>(entry) != nullptr;
  }
  bool operator()(engine::ProposeRefund const&) const { return only<engine::CreditRefunded>(entry) == nullptr; }
  bool operator()(engine::RejectRefund const&) const { return only<engine::CreditRefunded>(entry) == nullptr; }
  bool operator()(engine::AddFee const& c) const {
    auto const* e = only<engine::AmountChanged>(entry);
    return e != nullptr && e->delta_minor == c.minor && e->component == ledger::Component::kFee;
  }
  bool operator()(engine::AmendClaim const& c) const {
    auto const* e = only<engine::AmountChanged>(entry);
    if (e == nullptr || e->component != c.component) return false;
    return c.mode == engine::AmendMode::kToTotal ||
           e->delta_minor == (c.mode == engine::AmendMode::kUpBy ? c.minor : -c.minor);
  }
  bool operator()(engine::ReversePayment const& c) const {
    auto const* e = only<engine::PaymentReversed>(entry);
    return e != nullptr && e->payment == c.payment;
  }
  bool operator()(engine::WriteDown const& c) const {
    auto const* e = only<engine::ClaimWrittenDown>(entry);
    return e != nullptr && (c.all || e->amounts == c.amounts);
  }
  bool operator()(auto const&) const { return true; }
};

}  // namespace

Auditor::Auditor(base::AuthorityId authority)
    : authority_(authority),
      dunning_(books_),
      calm_(books_),
      plans_(books_, calm_),
      enquiries_(books_, calm_),
      direct_debits_(books_, calm_),
      helpers_(books_, calm_),
      watches_{&calm_, &plans_, &enquiries_, &direct_debits_, &helpers_} {
  dunning_.set_left_alone(
      [this](std::int64_t claim, std::int32_t day, std::string_view but) { return calm_.why(claim, day, but); });
}

void Auditor::find(std::string what) {
  if (findings_.size() < kMostFindings) findings_.push_back(std::move(what));
}

void Auditor::sent(engine::Prepared const& prepared) {
  known_[prepared.key].contents.try_emplace(prepared.input,
                                            Sent{prepared.submission.commands, prepared.submission.parties});
}

void Auditor::answered(engine::Prepared const& prepared, engine::Outcome const& outcome) {
  if (!outcome) return;
  std::string bytes = engine::encode_entry(outcome->entry);
  auto const [at, is_new] = promised_.try_emplace(outcome->seq, bytes);
  if (!is_new && at->second != bytes) find("entry " + number(outcome->seq) + " was answered in two ways");
  std::int64_t const known = known_[prepared.key].seq;
  if (known != 0 && known != outcome->seq) {
    find("what was done as entry " + number(known) + " was answered as entry " + number(outcome->seq));
  }
}

void Auditor::follow(ports::BooksReader& books) {
  take_complaints("outside: ");
  std::int64_t const last = books.last_seq(authority_);
  if (last < followed_) return find("the journal is shorter than it was: " + number(last) + " entries");
  if (last > followed_) {
    for (ports::JournalEntry const& entry : books.journal(authority_, followed_, static_cast<std::size_t>(last))) {
      read(entry);
    }
    followed_ = last;
  }
  if (!promised_.empty() && promised_.rbegin()->first > last) {
    find("entry " + number(promised_.rbegin()->first) + " was answered and is not in the journal");
  }
}

void Auditor::read(ports::JournalEntry const& entry) {
  std::string const name = "entry " + number(entry.seq) + ": ";
  auto const decoded = engine::decode_entry(entry.payload);
  if (!decoded) return find(name + "cannot be read");
  auto const promised = promised_.find(entry.seq);
  if (promised != promised_.end() && promised->second != entry.payload) find(name + "is not what was answered");
  auto const known = known_.find(entry.key);
  if (known == known_.end() || !known->second.contents.contains(entry.input)) return find(name + "nobody sent this");
  if (known->second.seq != 0) find(name + "was done before, as entry " + number(known->second.seq));
  known->second.seq = entry.seq;
  Sent const& sent = known->second.contents.at(entry.input);
  std::vector<engine::Command> const& commands = sent.commands;
  std::size_t const before = books_.complaints.size();
  InterestByClaim const interest = interest_to_come(commands);
  dunning_.begin(*decoded);
  for (NaiveWatch* const watch : watches_) watch->begin(*decoded, commands);
  for (engine::Event const& event : decoded->events) {
    ++events_[std::string{engine::name_of(event)}];
    check_law(event);
    dunning_.see(event);
    for (NaiveWatch* const watch : watches_) watch->see(event);
    std::visit(books_, event);
  }
  dunning_.end();
  for (NaiveWatch* const watch : watches_) watch->end();
  check_commands(commands, *decoded);
  check_people(sent, *decoded);
  check_interest(interest);
  for (std::size_t i = before; i < books_.complaints.size(); ++i) find(name + books_.complaints[i]);
  take_complaints(name);
}

void Auditor::take_complaints(std::string const& name) {
  for (std::string const& complaint : dunning_.complaints) find(name + complaint);
  dunning_.complaints.clear();
  for (NaiveWatch* const watch : watches_) {
    for (std::string const& complaint : watch->complaints) find(name + complaint);
    watch->complaints.clear();
  }
}

void Auditor::check_people(Sent const& sent, engine::Entry const& entry) {
  if (sent.commands.size() != 1) return;
  auto const is = [&](ports::Party const& party, base::DebtorId debtor) {
    auto const at = people_.try_emplace({party.kind, party.blind_index}, debtor).first;
    if (at->second == debtor) return;
    find("one national id is debtor " + number(at->second.value) + " and debtor " + number(debtor.value));
  };
  engine::Command const& command = sent.commands.front();
  if (auto const* c = std::get_if<engine::RegisterClaim>(&command)) {
    auto const* e = only<engine::ClaimRegistered>(entry);
    // The same one may be named twice; then it is left open which is which.
    if (e == nullptr || e->liable.size() != c->parties.size()) return;
    for (std::size_t i = 0; i < c->parties.size(); ++i) {
      is(sent.parties[static_cast<std::size_t>(c->parties[i])], e->liable[i]);
    }
  } else if (auto const* change = std::get_if<engine::ChangeDebtor>(&command)) {
    auto const* e = only<engine::DebtorChanged>(entry);
    if (e != nullptr) is(sent.parties[static_cast<std::size_t>(change->party)], e->to);
  } else if (auto const* id = std::get_if<engine::ChangeNationalId>(&command)) {
    is(sent.parties[static_cast<std::size_t>(id->party)], id->debtor);
  }
}

void Auditor::check_law(engine::Event const& event) {
  std::optional<std::string> fault;
  std::int64_t claim_id = 0;
  if (auto const* e = std::get_if<engine::LetterRecorded>(&event); e != nullptr && e->letter.fee_minor != 0) {
    claim_id = e->claim.value;
    if (books_.claims.contains(claim_id)) fault = naive_fee_fault(books_, claim_id, e->letter);
  }
  if (auto const* e = std::get_if<engine::AmountChanged>(&event);
      e != nullptr && e->cause == engine::AmountCause::kFeeAdded) {
    claim_id = e->claim.value;
    fault = naive_added_fee_fault(books_, books_.claims[claim_id], e->delta_minor, e->date.days);
  }
  if (fault) find("claim " + number(claim_id) + ": " + *fault);
}

void Auditor::check_commands(std::vector<engine::Command> const& commands, engine::Entry const& entry) {
  if (commands.size() == 1) {
    engine::Command const& command = commands.front();
    if (!std::visit(CommandCheck{entry}, command)) {
      find(std::string{engine::name_of(command)} + " did something else than was asked");
    }
    auto const* paid = only<engine::PaymentRecorded>(entry);
    if (paid != nullptr && std::holds_alternative<engine::AdvanceAttempt>(command)) {
      bool const is_new = booked_.try_emplace(paid->external_reference, paid->amount_minor).second;
      if (!is_new) find("the payment attempt " + paid->external_reference + " is booked twice");
    }
  }
  std::int64_t told = 0;
  std::int64_t done = 0;
  for (engine::Command const& command : commands) {
    if (auto const* c = std::get_if<engine::RecordPayment>(&command)) told += c->minor;
    if (auto const* c = std::get_if<engine::AdvanceAttempt>(&command)) {
      if (only<engine::PaymentRecorded>(entry) != nullptr) told += c->captured_minor;
    }
    if (auto const* c = std::get_if<engine::SettleCollection>(&command)) {
      if (only<engine::PaymentRecorded>(entry) != nullptr) told += c->minor;
    }
  }
  for (engine::Event const& event : entry.events) {
    if (auto const* e = std::get_if<engine::PaymentRecorded>(&event)) done += e->amount_minor;
  }
  if (told != done) find("money came in as " + number(told) + " and is in the books as " + number(done));
}

Auditor::InterestByClaim Auditor::interest_to_come(std::vector<engine::Command> const& commands) const {
  InterestByClaim wanted;
  auto const* run = commands.size() == 1 ? std::get_if<engine::PostInterest>(&commands.front()) : nullptr;
  if (run == nullptr) return wanted;
  for (base::ClaimId const id : run->claims) {
    auto const found = books_.claims.find(id.value);
    if (found == books_.claims.end() || found->second.cancelled) continue;
    std::int32_t const through = std::max(run->until.days, found->second.run_through);
    wanted[id.value] = naive_interest(books_, found->second, through);
  }
  return wanted;
}

void Auditor::check_interest(InterestByClaim const& wanted) {
  for (auto const& [id, due] : wanted) {
    NaiveClaim const& claim = books_.claims[id];
    std::map<std::int32_t, std::int64_t> stands = claim.interest;
    std::erase_if(stands, [](auto const& day) { return day.second == 0; });
    if (stands == due) continue;
    std::string days;
    for (auto const& [day, minor] : due) {
      auto const found = stands.find(day);
      std::int64_t const posted = found == stands.end() ? 0 : found->second;
      if (posted != minor) days += "; " + base::format_date({day}) + " " + number(posted) + ", due " + number(minor);
    }
    for (auto const& [day, minor] : stands) {
      if (!due.contains(day)) days += "; " + base::format_date({day}) + " " + number(minor) + ", due nothing";
    }
    find("claim " + number(id) + " (" + claim.type + "): interest is not what the act gives" + days);
  }
}

}  // namespace simulation
