#include "apps/contact_history.h"

namespace apps {

using namespace engine;
using reports::ContactKind;

class ContactReader::Visitor {
 public:
  Visitor(ContactReader& reader, Entry const& entry)
      : reader_(reader),
        entry_(entry),
        by_people_(entry.actor.starts_with("debtor:") || entry.actor.starts_with("link:")),
        by_staff_(entry.actor.starts_with("clerk")) {}

  void operator()(MessagePlanned const& e) const { reader_.planned_[e.message] = {e.debtor, e.content}; }
  void operator()(MessageAdvanced const& e) const {
    bool const left = e.to == dunning::MessageState::kSent || e.to == dunning::MessageState::kDelivered;
    auto const found = reader_.planned_.find(e.message);
    if (!left || found == reader_.planned_.end()) return;
    auto const [debtor, content] = found->second;
    reader_.planned_.erase(found);
    if (e.channel && *e.channel != dunning::Channel::kLetter) step(debtor, "message_" + content);
  }
  void operator()(AttemptStarted const& e) const { reader_.payers_[e.attempt] = e.payer; }
  void operator()(AttemptAdvanced const& e) const {
    using enum payments::AttemptState;
    auto const found = reader_.payers_.find(e.attempt);
    if (found == reader_.payers_.end() ||
        (e.to != kCaptured && e.to != kDeclined && e.to != kExpired && e.to != kCancelled))
      return;
    if (e.to != kCaptured) step(found->second, "payment_not_made");
    reader_.payers_.erase(found);
  }
  void operator()(PaymentRecorded const& e) const {
    if (e.means == ledger::Means::kMobilePay) step(e.payer, "payment_mobilepay");
    if (e.means == ledger::Means::kCard) step(e.payer, "payment_card");
  }
  void operator()(ArrangementMade const& e) const {
    reader_.plans_[e.arrangement] = e.debtor;
    step_or_contact(e.debtor, e.state == arrangements::State::kInForce ? "plan_made" : "plan_asked_for");
  }
  void operator()(ArrangementChanged const& e) const { step_or_contact(reader_.plans_[e.arrangement], "plan_changed"); }
  void operator()(MandateAsked const& e) const { step_or_contact(e.debtor, "direct_debit"); }
  void operator()(EnquiryReceived const& e) const {
    bool const is_digital = e.way == enquiries::Way::kLink || e.way == enquiries::Way::kPortal;
    if (!is_digital) {
      contact(e.debtor, e.date, ContactKind::kThroughStaff);
      return;
    }
    step(e.debtor, "enquiry_" + std::string{enquiries::name_of(e.kind)});
    if (e.kind == enquiries::Kind::kQuestion) contact(e.debtor, e.date, ContactKind::kQuestion);
    if (e.kind == enquiries::Kind::kHelp) contact(e.debtor, e.date, ContactKind::kHelp);
  }
  void operator()(auto const&) const {}

 private:
  void step(base::DebtorId debtor, std::string cause) const {
    reader_.history_.steps.push_back({debtor, entry_.date, reader_.order_, std::move(cause)});
  }
  void step_or_contact(base::DebtorId debtor, std::string cause) const {
    if (by_people_) step(debtor, std::move(cause));
    if (by_staff_) contact(debtor, entry_.date, ContactKind::kThroughStaff);
  }
  void contact(base::DebtorId debtor, base::Date day, ContactKind kind) const {
    bool const is_new = reader_.contacts_.emplace(debtor, day, kind).second;
    // Two questions on one day are two; what staff have entered on one day was one call.
    if (!is_new && kind == ContactKind::kThroughStaff) return;
    reader_.history_.contacts.push_back({debtor, day, reader_.order_, kind});
  }

  ContactReader& reader_;
  Entry const& entry_;
  bool by_people_;
  bool by_staff_;
};

void ContactReader::add(Entry const& entry) {
  ++order_;
  std::size_t const before = history_.steps.size();
  Visitor const visitor{*this, entry};
  for (Event const& event : entry.events) std::visit(visitor, event);
  for (std::size_t at = before; at < history_.steps.size(); ++at) leave_out_receipts(entry, history_.steps[at].debtor);
}

void ContactReader::leave_out_receipts(Entry const& entry, base::DebtorId debtor) {
  for (Event const& event : entry.events) {
    auto const* const message = std::get_if<MessagePlanned>(&event);
    if (message != nullptr && message->debtor == debtor) planned_.erase(message->message);
  }
}

reports::ContactHistory contact_history(ports::BooksReader& books, base::AuthorityId authority) {
  ContactReader reader;
  books.each_entry(authority, [&](ports::JournalEntry const& stored) {
    if (auto const entry = decode_entry(stored.payload)) reader.add(*entry);
  });
  return reader.take();
}

}  // namespace apps
