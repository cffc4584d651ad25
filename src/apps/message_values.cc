#include "apps/message_values.h"

#include <algorithm>

#include "apps/payment_slip.h"
#include "contact/percent.h"

namespace apps {

namespace {

using claims::Claim;
using contact::Field;
using ledger::Component;

std::string cited(law::Rule const& rule) { return rule.act + " " + rule.section; }

/// Fills the fields one after another; what is empty is left out.
class Filler {
 public:
  Filler(ports::MessageFacts const& facts, ValueSources const& from) : facts_(facts), from_(from) {}

  contact::Values all() {
    values_.recipient = facts_.message.debtor;
    set_people();
    set_amounts();
    set_dates();
    set_law();
    set_payment();
    if (facts_.payment) set_receipt(*facts_.payment);
    if (from_.enquiry) set_enquiry(*from_.enquiry);
    if (from_.plan) set_plan(*from_.plan);
    if (!from_.referral_number.empty()) text(Field::kEnquiryNumber, from_.referral_number);
    for (Claim const& claim : facts_.claims) values_.claims.push_back(row(claim));
    return std::move(values_);
  }

 private:
  void text(Field field, std::string const& value) {
    if (!value.empty()) values_.set(field, value);
  }
  void money(Field field, std::int64_t minor) {
    if (minor != 0) values_.set(field, base::Money{minor, from_.authority.currency});
  }

  void set_people() {
    bool const is_person = from_.person.kind == claims::DebtorKind::kPerson;
    text(Field::kFullName, from_.person.name);
    text(Field::kFirstName, is_person ? from_.person.name.substr(0, from_.person.name.find(' ')) : from_.person.name);
    text(Field::kAuthority, from_.authority.name);
    text(Field::kAuthorityPhone, from_.settings.phone);
    text(Field::kPhoneHours, from_.settings.phone_hours);
    text(Field::kShortAddress, from_.settings.short_address.empty() ? from_.address : from_.settings.short_address);
    text(Field::kComplaintBoard, from_.settings.complaint_board);
    text(Field::kProcessAddress, from_.process);
    text(Field::kGround, ground());
    if (from_.rules.direct_debit_policy(from_.authority.id).has_agreement()) text(Field::kDirectDebit, "offered");
    text(Field::kCaseNumber, std::to_string(facts_.message.id.value));
  }

  /// The word for what the claims are for, if it is the same for all.
  [[nodiscard]] std::string ground() const {
    std::string same;
    for (Claim const& claim : facts_.claims) {
      auto const named = from_.settings.claim_grounds.find(claim.type);
      std::string const& one = named == from_.settings.claim_grounds.end() ? claim.type : named->second;
      if (!same.empty() && same != one) return {};
      same = one;
    }
    return same;
  }

  void set_receipt(payments::Payment const& payment) {
    money(Field::kPaidAmount, payment.amount_minor);
    values_.set(Field::kPaidOn, payment.value_date);
    text(Field::kReceiptNumber, std::to_string(payment.id.value));
    set_remaining();
  }

  void set_remaining() {
    std::int64_t left = 0;
    for (Claim const& claim : facts_.claims) left += claim.open_minor();
    money(Field::kRemaining, left);
  }

  void set_enquiry(EnquiryValues const& values) {
    enquiries::Enquiry const& enquiry = values.enquiry;
    text(Field::kEnquiryNumber, values.number);
    text(Field::kEnquiryKind, std::string{enquiries::name_of(enquiry.kind)});
    if (enquiry.outcome != enquiries::Outcome::kNone) {
      text(Field::kEnquiryOutcome, std::string{enquiries::name_of(enquiry.outcome)});
    }
    values_.set(Field::kReceivedOn, enquiry.received);
    values_.set(Field::kAnswerBy, enquiry.promised.value_or(enquiry.answer_by));
    if (enquiry.granted) values_.set(Field::kGrantedUntil, *enquiry.granted);
    text(Field::kAnswerWords, values.answer);
    text(Field::kComplaintGuidance, from_.settings.complaint_guidance);
    set_remaining();
  }

  /// What is still to be paid of it; what was agreed on and has been paid is no news.
  void set_plan(PlanValues const& values) {
    std::int64_t sum = 0;
    text(Field::kPlanNumber, values.number);
    text(Field::kPlanEvent, facts_.message.step == dunning::kAgreedStep ? "agreed" : "changed");
    for (std::size_t i = 0; i < values.plan.instalments.size(); ++i) {
      std::int64_t const left = values.to_pay_minor[i];
      if (left == 0) continue;
      sum += left;
      base::Money const amount{left, from_.authority.currency};
      base::Date const due = values.plan.instalments[i].date;
      if (values_.instalments.empty()) {
        values_.set(Field::kInstalmentAmount, amount);
        values_.set(Field::kFirstInstalment, due);
      }
      values_.set(Field::kLastInstalment, due);
      contact::Row row;
      row.debtor = facts_.message.debtor;
      row.set(Field::kInstalmentDue, due);
      row.set(Field::kInstalmentOpen, amount);
      values_.instalments.push_back(std::move(row));
    }
    values_.set(Field::kInstalmentCount, static_cast<std::int64_t>(values_.instalments.size()));
    money(Field::kRemaining, sum);
  }

  void set_amounts() {
    claims::Amounts open;
    for (Claim const& claim : facts_.claims) {
      for (Component const each : {Component::kPrincipal, Component::kFee, Component::kInterest}) {
        open[each] += claim.open[each];
      }
    }
    std::int64_t const fee = std::min(facts_.message.fee_minor, open[Component::kFee]);
    // A plan's message asks for what is missing of it, and for nothing else.
    bool const of_plan = facts_.message.procedure.starts_with(arrangements::kHoldKeyStart);
    money(Field::kAmount, of_plan ? std::min(facts_.message.amount_minor, open.total()) : open.total());
    money(Field::kPrincipal, open[Component::kPrincipal]);
    money(Field::kFee, fee);
    money(Field::kFeesBefore, open[Component::kFee] - fee);
    money(Field::kInterest, open[Component::kInterest]);
    values_.set(Field::kClaimCount, static_cast<std::int64_t>(facts_.claims.size()));
    // How often the debtor was asked before about the first of them; what came before the last payment day is no
    // asking.
    Claim const& first = facts_.claims.front();
    values_.set(Field::kReminderNumber,
                static_cast<std::int64_t>(std::ranges::count_if(first.course.steps, [&](claims::StepTaken const& step) {
                  return !claims::is_mark(step.step) && step.date > first.dates.last_payment_day &&
                         step.date <= facts_.message.planned;
                })));
  }

  void set_dates() {
    auto const earliest = [&](auto&& date) { return date(*std::ranges::min_element(facts_.claims, {}, date)); };
    base::Date const last_day = earliest([](Claim const& c) { return c.dates.last_payment_day; });
    values_.set(Field::kDeadline, facts_.message.answer_until.value_or(last_day));
    values_.set(Field::kDueDate, earliest([](Claim const& c) { return c.dates.due; }));
    values_.set(Field::kLetterDate, facts_.now.date);
    if (auto const next = facts_.claims.front().course.next) values_.set(Field::kNextStepDate, *next);
  }

  void set_law() {
    Claim const& first = facts_.claims.front();
    auto const law = from_.rules.law.find(from_.authority.id, first.type);
    if (!law) return;
    text(Field::kCollectionAuthority, law->pack->handed_over_to);
    auto const debtor =
        from_.person.kind == claims::DebtorKind::kPerson ? law::DebtorClass::kConsumer : law::DebtorClass::kBusiness;
    if (auto const* const rule = law::interest_rule(*law->pack, debtor)) {
      if (auto const* const rate = law::row_on(rule->rates, facts_.now.date)) {
        text(Field::kInterestRate, contact::format_percent(rate->value, from_.settings.language));
      }
      text(Field::kInterestLaw, cited(rule->rule));
      values_.set(Field::kInterestFrom, base::Date{first.dates.due.days + 1});
    }
    auto const* const step = law->procedure == nullptr ? nullptr : law->procedure->find(facts_.message.step);
    if (step == nullptr) return;
    auto const fee = std::ranges::find(law->pack->fees, step->letter, &law::Fee::letter);
    if (fee != law->pack->fees.end()) text(Field::kFeeLaw, cited(fee->rule));
  }

  void set_payment() {
    text(Field::kBankAccount, from_.settings.bank_account);
    if (auto const reference = slip_reference(from_.settings, facts_.claims, facts_.message.debtor)) {
      text(Field::kPaymentReference, payments::print_reference(*reference));
    }
    text(Field::kPaymentCode, from_.code);
    if (from_.link.empty()) return;
    text(Field::kPayLink, from_.link);
    for (std::size_t target = 1; target < contact::kLinkTargetCount; ++target) {
      std::string const choice{contact::name_of(static_cast<contact::LinkTarget>(target))};
      values_.links[target] = target == 1 ? from_.link : from_.link + "?choose=" + choice;
    }
  }

  /// Of a receipt: what the payment covers.
  [[nodiscard]] std::int64_t covered(base::ClaimId claim, Component component) const {
    std::int64_t sum = 0;
    for (payments::Allocation const& part : facts_.payment->allocations) {
      if (part.claim == claim && part.component == component) sum += part.minor;
    }
    return sum;
  }

  contact::Row row(Claim const& claim) const {
    auto const amount = [&](Component component) {
      return base::Money{facts_.payment ? covered(claim.id, component) : claim.open[component],
                         from_.authority.currency};
    };
    contact::Row row;
    row.debtor = facts_.message.debtor;
    auto const name = from_.settings.claim_types.find(claim.type);
    if (name != from_.settings.claim_types.end()) row.set(Field::kClaimDescription, name->second);
    auto const department = std::ranges::find(from_.departments, claim.owner, &ports::Source::id);
    if (department != from_.departments.end()) row.set(Field::kClaimDepartment, department->name);
    row.set(Field::kClaimReference, claim.reference);
    row.set(Field::kClaimDue, claim.dates.due);
    row.set(Field::kClaimPrincipal, amount(Component::kPrincipal));
    row.set(Field::kClaimFees, amount(Component::kFee));
    row.set(Field::kClaimInterest, amount(Component::kInterest));
    row.set(Field::kClaimOpen, base::Money{claim.open_minor(), from_.authority.currency});
    return row;
  }

  ports::MessageFacts const& facts_;
  ValueSources const& from_;
  contact::Values values_;
};

}  // namespace

contact::Values message_values(ports::MessageFacts const& facts, ValueSources const& from) {
  return Filler{facts, from}.all();
}

contact::Envelope message_envelope(ports::MessageFacts const& facts, ValueSources const& from) {
  contact::Envelope envelope;
  envelope.sender = {from.authority.name, from.settings.address, from.settings.phone, from.settings.website,
                     from.settings.email};
  envelope.recipient = {from.person.name, from.person.address_lines(), from.person.email};
  envelope.date = facts.now.date;
  envelope.case_number = std::to_string(facts.message.id.value);
  envelope.short_address = from.settings.short_address;
  envelope.slip = payment_slip(from.authority.country, from.settings,
                               slip_reference(from.settings, facts.claims, facts.message.debtor));
  return envelope;
}

}  // namespace apps
