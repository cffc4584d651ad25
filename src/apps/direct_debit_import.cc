// What a scheme or a bank answers: looked at as a whole first, then taken one by one, each under its own permanent key.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "adapters/bank_files/bank_import.h"
#include "adapters/betalingsservice/delivery.h"
#include "adapters/iso20022_direct_debit/status_reader.h"
#include "apps/bank_agreement.h"
#include "apps/direct_debit_desk.h"
#include "apps/direct_debit_report.h"
#include "http/json_writer.h"
#include "payments/collection_reference.h"

namespace apps {

namespace {

namespace bank = adapters::iso20022_direct_debit;
namespace files = std::filesystem;
namespace scheme = adapters::betalingsservice;

using payments::BankAnswer;
using payments::BankAnswerKind;
using payments::CollectionState;

constexpr std::uintmax_t kMostBytes = 64ULL * 1024 * 1024;

std::int64_t whole_number(std::string_view text) {
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

struct Imported {
  std::int64_t under_way = 0, on_statement = 0;
  std::int64_t collected = 0, collected_minor = 0, failed = 0, reversed = 0, confirmed = 0, ended = 0, repeated = 0;
  std::vector<payments::UnreadAnswer> put_aside;
};

class Importer {
 public:
  explicit Importer(DirectDebitDesk& desk) : desk_(desk) {}

  Imported take(payments::BankAnswers const& delivery) {
    made_.put_aside = delivery.unread;
    made_.under_way = delivery.under_way;
    actor_ = delivery.about.empty() ? kSchemeActor : kBankActor;
    for (BankAnswer const& answer : delivery.answers) {
      auto command = command_of(answer);
      if (!command) continue;
      engine::Submission submission{desk_.authority.id, actor_, {}, {}, {}, {}};
      submission.key = delivery.type + " " + delivery.delivery + " " + answer.key;
      submission.commands.push_back(std::move(*command));
      count(answer, desk_.books.submit_one(std::move(submission), desk_.now));
    }
    return std::move(made_);
  }

 private:
  void put_aside(BankAnswer const& answer, std::string why) {
    made_.put_aside.push_back({answer.line, std::move(why)});
  }

  std::optional<engine::Command> command_of(BankAnswer const& answer) {
    using enum BankAnswerKind;
    switch (answer.kind) {
      case kMandateActive:
      case kMandateEndedBank:
      case kMandateEndedHere:
      case kMandateEndedScheme: {
        base::MandateId const id{whole_number(answer.customer)};
        if (!id || !desk_.books.reader()->mandate(desk_.authority.id, id)) {
          put_aside(answer, "is about a customer number that nobody has here");
          return std::nullopt;
        }
        if (answer.kind == kMandateActive) {
          return engine::ConfirmMandate{id, answer.mandate,
                                        std::min(answer.paid.value_or(desk_.now.date), desk_.now.date)};
        }
        return engine::EndMandate{id, answer.kind == kMandateEndedBank   ? "by_bank"
                                      : answer.kind == kMandateEndedHere ? "by_creditor"
                                                                         : "by_scheme"};
      }
      case kCollected:
      case kRejected:
      case kCancelled:
      case kReversed:
        break;
    }
    auto const id = payments::collection_referred_to(answer.reference);
    auto const collection = id ? desk_.books.reader()->collection(desk_.authority.id, *id) : std::nullopt;
    if (!collection) {
      put_aside(answer, "is about a collection that was not made here");
      return std::nullopt;
    }
    engine::SettleCollection command{*id, CollectionState::kCollected, answer.paid_minor, {}, desk_.now.date};
    if (answer.paid) command.date = *answer.paid;
    if (answer.kind == kRejected) command.state = CollectionState::kFailed, command.reason = "rejected";
    if (answer.kind == kCancelled) command.state = CollectionState::kFailed, command.reason = "stopped_at_bank";
    if (answer.kind == kReversed) {
      command.state = CollectionState::kReversed;
      command.reason = "taken_back";
      if (answer.paid_minor != collection->amount_minor()) {
        put_aside(answer, "takes back another amount than was collected");
        return std::nullopt;
      }
    }
    // Nothing moved on any day: one that stays the same makes the same file the same wish on another day.
    if (command.state == CollectionState::kFailed) command.minor = 0, command.date = collection->planned;
    if (!answer.code.empty() && command.state == CollectionState::kFailed) command.reason += " " + answer.code;
    return command;
  }

  void count(BankAnswer const& answer, engine::Outcome const& outcome) {
    using enum BankAnswerKind;
    if (!outcome) {
      auto const refusal = outcome.error().refusal;
      // Ended is ended, whoever said it first.
      bool const is_old = refusal == engine::Refusal::kMandateEnded && answer.kind != kMandateActive;
      if (is_old) {
        ++made_.repeated;
      } else {
        put_aside(answer, std::string{engine::code_of(refusal)} + ": " + std::string{engine::advice_for(refusal)});
      }
      return;
    }
    // In another file, the same said again is accepted and changes nothing.
    bool const is_about_mandate = answer.kind >= BankAnswerKind::kMandateActive;
    bool const is_known = !is_about_mandate && engine::find_event<engine::CollectionEnded>(*outcome) == nullptr;
    if (is_known || outcome->kind == engine::AnswerKind::kRepeated) {
      ++made_.repeated;
      return;
    }
    switch (answer.kind) {
      case kCollected:
        ++made_.collected;
        made_.collected_minor += answer.paid_minor;
        break;
      case kRejected:
      case kCancelled:
        ++made_.failed;
        break;
      case kReversed:
        ++made_.reversed;
        break;
      case kMandateActive:
        ++made_.confirmed;
        break;
      case kMandateEndedBank:
      case kMandateEndedHere:
      case kMandateEndedScheme:
        ++made_.ended;
        break;
    }
  }

  DirectDebitDesk& desk_;
  std::string actor_;
  Imported made_;
};

std::string read_file(std::string const& name) {
  std::ifstream file{name, std::ios::binary};
  if (!file) throw CommandRefused("cannot read '" + name + "'");
  std::error_code error;
  if (files::file_size(name, error) > kMostBytes && !error)
    throw CommandRefused("'" + name + "' is too large for a delivery");
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

/// A delivery of the scheme, for this authority.
payments::BankAnswers scheme_answers(DirectDebitDesk const& desk, payments::DirectDebitPolicy const& policy,
                                     std::string const& text) {
  auto delivery = scheme::read_delivery(text);
  if (!delivery) refuse_file(desk, delivery.error().text());
  if (delivery->data_supplier != policy.data_supplier) {
    throw CommandRefused("'" + desk.arguments.file + "' is for data supplier " +
                         std::to_string(delivery->data_supplier) + ", and this authority's is " +
                         std::to_string(policy.data_supplier) + ": nothing is changed");
  }
  return std::move(*delivery);
}

/// Sums on the bank statement that have waited for these answers.
std::int64_t on_statement(DirectDebitDesk& desk) {
  BankAgreement const agreement = read_bank_agreement(desk.authority, {}, {});
  return adapters::bank_files::confirm_collected(
      {desk.authority, desk.books, desk.installation.vault(), agreement.rules, agreement.accounts,
       direct_debit_marks(desk.authority)},
      desk.now);
}

}  // namespace

int run_direct_debit_import(DirectDebitArguments const& arguments, Output output) {
  DirectDebitDesk desk{arguments};
  auto const policy = direct_debit_policy(desk.authority);
  require_agreement(policy);
  std::string const text = read_file(arguments.file);
  auto const delivery =
      std::optional{bank::is_xml(text) ? read_bank_report(desk, policy, text) : scheme_answers(desk, policy, text)};
  Imported made = Importer{desk}.take(*delivery);
  made.on_statement = on_statement(desk);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("type", delivery->type).member("delivery", delivery->delivery);
    json.member("collected", made.collected).member("collected_minor", made.collected_minor);
    json.member("failed", made.failed).member("reversed", made.reversed);
    json.member("mandates_confirmed", made.confirmed).member("mandates_ended", made.ended);
    json.member("under_way", made.under_way).member("bank_lines_confirmed", made.on_statement);
    json.member("repeated", made.repeated).key("put_aside").begin_array();
    for (payments::UnreadAnswer const& each : made.put_aside) {
      json.begin_object().member("line", static_cast<std::int64_t>(each.line)).member("why", each.why).end_object();
    }
    std::cout << json.end_array().end_object().take() << "\n";
  } else {
    std::cout << "delivery " << delivery->delivery << " (" << delivery->type << "): " << made.collected
              << " collected, " << base::format_amount(made.collected_minor) << "; " << made.failed
              << " not collected, " << made.reversed << " taken back; " << made.confirmed << " mandates confirmed, "
              << made.ended << " ended; " << made.repeated << " known before\n";
    if (made.under_way > 0) std::cout << made.under_way << " are under way: nothing has happened to them\n";
    if (made.on_statement > 0) std::cout << made.on_statement << " sums on the bank statement are explained by it\n";
    for (payments::UnreadAnswer const& each : made.put_aside) {
      std::cerr << "fairdue direct-debit: line " << each.line << " " << each.why << "\n";
    }
  }
  return made.put_aside.empty() ? 0 : 1;
}

}  // namespace apps
