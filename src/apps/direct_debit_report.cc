#include "apps/direct_debit_report.h"

#include <algorithm>

#include "adapters/iso20022_direct_debit/status_reader.h"
#include "payments/collection_reference.h"

namespace apps {

namespace {

namespace bank = adapters::iso20022_direct_debit;

using payments::BankAnswer;
using payments::BankAnswerKind;
using payments::Collection;

/// A bank's report on one delivery of ours. Everything in it must be known here: a bank that speaks of others has sent
/// it to the wrong place.
class BankReport {
 public:
  BankReport(DirectDebitDesk& desk, payments::DirectDebitPolicy const& policy) : desk_(desk), policy_(policy) {}

  payments::BankAnswers read(std::string const& text) {
    require_bank(direct_debit_creditor(desk_.authority, policy_));
    auto report = bank::read_status_report(text);
    if (!report) refuse_file(desk_, report.error());
    auto const delivery = payments::delivery_referred_to(report->about, policy_.creditor_number);
    if (!delivery) refuse_file(desk_, "it is about a delivery that was not made here");
    desk_.books.reader()->each_collection(desk_.authority.id, [&](Collection const& each) {
      if (each.delivery == *delivery) sent_.push_back(each);
    });
    if (sent_.empty()) refuse_file(desk_, "there was no delivery " + std::to_string(*delivery));
    for (BankAnswer& answer : report->answers) check(answer);
    for (payments::RefusedDelivery const& each : report->refused) spread(*report, each, *delivery);
    return std::move(*report);
  }

 private:
  void check(BankAnswer& answer) {
    std::string const place = "line " + std::to_string(answer.line) + " ";
    auto const id = payments::collection_referred_to(answer.reference);
    auto const found = id ? std::ranges::find(sent_, *id, &Collection::id) : sent_.end();
    if (found == sent_.end()) {
      // A reference that is none of ours may be about a person.
      refuse_file(desk_,
                  place + "is about a collection that was not in this delivery" + (id ? ": " + answer.reference : ""));
    }
    if (answer.kind != BankAnswerKind::kCollected) return;
    std::string const name = answer.reference;
    if (answer.currency && *answer.currency != desk_.authority.currency) {
      refuse_file(desk_, place + "has another currency than " + name);
    }
    if (answer.paid_minor == 0) answer.paid_minor = found->amount_minor();
    if (answer.paid_minor != found->amount_minor()) refuse_file(desk_, place + "has another amount than " + name);
    if (!answer.paid) answer.paid = found->day;
    if (*answer.paid > desk_.now.date) {
      refuse_file(desk_, place + "says that " + name + " is collected on a day that has not come");
    }
  }

  /// All of it was refused: each collection was.
  void spread(payments::BankAnswers& report, payments::RefusedDelivery const& refused, std::int64_t delivery) {
    auto const day = payments::delivery_day_referred_to(refused.reference);
    bool const whole = refused.reference == report.about;
    if (!whole && (!day || day->delivery != delivery)) {
      refuse_file(desk_, "line " + std::to_string(refused.line) + " refuses what was not in this delivery");
    }
    for (Collection const& each : sent_) {
      if (!whole && each.day != day->day) continue;
      BankAnswer answer;
      answer.line = refused.line;
      answer.kind = BankAnswerKind::kRejected;
      answer.reference = payments::collection_reference(each.id);
      answer.key = answer.reference + " RJCT";
      answer.code = refused.code;
      report.answers.push_back(std::move(answer));
    }
  }

  DirectDebitDesk& desk_;
  payments::DirectDebitPolicy const& policy_;
  std::vector<Collection> sent_;
};

}  // namespace

payments::BankAnswers read_bank_report(DirectDebitDesk& desk, payments::DirectDebitPolicy const& policy,
                                       std::string const& text) {
  return BankReport{desk, policy}.read(text);
}

}  // namespace apps
