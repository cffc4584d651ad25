// The deliveries: what is planned goes out once, in a file that can be made again; what comes in is taken record by
// record, each under its own permanent key.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "adapters/betalingsservice/delivery.h"
#include "apps/direct_debit_desk.h"
#include "http/json_writer.h"

namespace apps {

namespace {

namespace files = std::filesystem;
namespace scheme = adapters::betalingsservice;

using payments::Collection;
using payments::CollectionState;

constexpr std::size_t kMostCollections = 2'000;  // in one delivery
constexpr std::uintmax_t kMostBytes = 64ULL * 1024 * 1024;
constexpr std::size_t kMandateDigits = 9;
constexpr char const* kActor = "betalingsservice";
constexpr std::string_view kReferenceStart = "FD";

std::string reference_of(base::CollectionId id) { return std::string{kReferenceStart} + std::to_string(id.value); }

std::int64_t whole_number(std::string_view text) {
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

void require_agreement(payments::DirectDebitPolicy const& policy) {
  if (policy.has_agreement()) return;
  throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kNoDirectDebit)} +
                       " See 'fairdue direct-debit policy'.");
}

// ---- out

class Exporter {
 public:
  Exporter(DirectDebitDesk& desk, payments::DirectDebitPolicy const& policy) : desk_(desk), policy_(policy) {}

  /// What is planned, as a new delivery; 0 if nothing is.
  std::int64_t send() {
    std::vector<engine::Command> commands;
    std::int64_t last = 0;
    auto const reader = desk_.books.reader();
    reader->each_collection(desk_.authority.id, [&](Collection const& each) { last = std::max(last, each.delivery); });
    for (Collection const& each : reader->collections_in(desk_.authority.id, CollectionState::kPlanned)) {
      if (commands.size() == kMostCollections) break;
      if (why_not(*reader, each)) continue;
      commands.emplace_back(engine::SendCollection{each.id, last + 1});
    }
    if (commands.empty()) return 0;
    // Two that deliver at the same time would make the same number: the second one is refused.
    engine::Submission submission{desk_.authority.id, kActor, "delivery " + std::to_string(last + 1), {}, {}, {}};
    submission.commands = std::move(commands);
    submit_for_clerk(desk_.books, std::move(submission), desk_.now);
    return last + 1;
  }

  /// The delivery as a file; the same whenever it is made, as long as nobody has moved.
  std::string file(std::int64_t delivery) {
    std::vector<scheme::OutgoingCollection> rows;
    auto const reader = desk_.books.reader();
    base::Date created = desk_.now.date;
    reader->each_collection(desk_.authority.id, [&](Collection const& each) {
      if (each.delivery == delivery) rows.push_back(row(*reader, each));
    });
    if (rows.empty()) return {};
    collections_ = rows.size();
    for (scheme::OutgoingCollection const& each : rows) sum_minor_ += each.amount_minor;
    return scheme::write_collections(
        {policy_.data_supplier, policy_.creditor_number, policy_.debtor_group, desk_.authority.name}, delivery, created,
        rows);
  }

  [[nodiscard]] std::size_t collections() const { return collections_; }
  [[nodiscard]] std::int64_t sum_minor() const { return sum_minor_; }
  /// Collections that cannot be delivered, and why. They are looked at again, and end in time, with the business day.
  [[nodiscard]] std::vector<std::pair<base::CollectionId, std::string>> const& kept_back() const { return kept_back_; }

 private:
  std::optional<adapters::vault::OpenedPerson> person(ports::BooksReader& reader, base::DebtorId debtor) {
    auto const row = reader.debtor(desk_.authority.id, debtor);
    auto const sealed = reader.sealed_person(desk_.authority.id, debtor);
    if (!row || !sealed) return std::nullopt;
    return desk_.installation.vault().open_person(row->kind, *sealed);
  }

  bool why_not(ports::BooksReader& reader, Collection const& collection) {
    auto const keep = [&](char const* why) {
      kept_back_.emplace_back(collection.id, why);
      return true;
    };
    auto const mandate = reader.mandate(desk_.authority.id, collection.mandate);
    if (!mandate || mandate->state != payments::MandateState::kActive) return keep("mandate_not_active");
    if (mandate->reference.size() > kMandateDigits || whole_number(mandate->reference) == 0) {
      return keep("mandate_number_not_nine_digits");
    }
    auto const who = person(reader, collection.debtor);
    if (!who || who->address_lines().size() < 2) return keep("address_not_known");
    return false;
  }

  scheme::OutgoingCollection row(ports::BooksReader& reader, Collection const& collection) {
    scheme::OutgoingCollection made;
    made.customer = collection.mandate.value;
    if (auto const mandate = reader.mandate(desk_.authority.id, collection.mandate)) made.mandate = mandate->reference;
    if (auto const who = person(reader, collection.debtor)) {
      made.address = who->address_lines();
      if (!made.address.empty()) made.address.pop_back();  // postcode and city: the scheme knows the city
      made.address.insert(made.address.begin(), who->name);
      made.postcode = who->postcode;
    }
    made.day = collection.day;
    made.amount_minor = collection.amount_minor();
    made.reference = reference_of(collection.id);
    for (payments::Choice const& part : collection.parts) {
      auto const claim = reader.claim(desk_.authority.id, {part.claim, {}, {}});
      if (claim) made.texts.push_back(claim->reference + "  " + base::format_amount(*part.limit_minor));
    }
    return made;
  }

  DirectDebitDesk& desk_;
  payments::DirectDebitPolicy const& policy_;
  std::vector<std::pair<base::CollectionId, std::string>> kept_back_;
  std::size_t collections_ = 0;
  std::int64_t sum_minor_ = 0;
};

/// Whole or not at all. A file that is there is the same delivery: it is written anew.
std::string store(std::string const& folder, std::int64_t creditor, std::int64_t delivery, std::string const& text) {
  std::error_code error;
  files::create_directories(folder, error);
  std::string digits = std::to_string(delivery);
  digits.insert(0, 10 - std::min<std::size_t>(10, digits.size()), '0');
  files::path const path = files::path{folder} / ("bs0601-" + std::to_string(creditor) + "-" + digits + ".txt");
  files::path const part = path.string() + ".part";
  {
    std::ofstream out{part, std::ios::binary | std::ios::trunc};
    out << text;
    if (!out.flush()) {
      throw CommandRefused("delivery " + std::to_string(delivery) + " is in the books, but '" + part.string() +
                           "' cannot be written: make room, then run it again with --delivery " +
                           std::to_string(delivery));
    }
  }
  files::rename(part, path);
  return path.string();
}

// ---- in

struct Imported {
  std::int64_t collected = 0, collected_minor = 0, failed = 0, reversed = 0, confirmed = 0, ended = 0, repeated = 0;
  std::vector<scheme::Unread> put_aside;
};

class Importer {
 public:
  explicit Importer(DirectDebitDesk& desk) : desk_(desk) {}

  Imported take(scheme::IncomingDelivery const& delivery) {
    made_.put_aside = delivery.unread;
    for (scheme::Answer const& answer : delivery.answers) {
      auto command = command_of(answer);
      if (!command) continue;
      engine::Submission submission{desk_.authority.id, kActor, {}, {}, {}, {}};
      submission.key = delivery.type + " " + delivery.delivery + " " + std::to_string(answer.line);
      submission.commands.push_back(std::move(*command));
      count(answer, desk_.books.submit_one(std::move(submission), desk_.now));
    }
    return std::move(made_);
  }

 private:
  void put_aside(scheme::Answer const& answer, std::string why) {
    made_.put_aside.push_back({answer.line, std::move(why)});
  }

  std::optional<engine::Command> command_of(scheme::Answer const& answer) {
    using enum scheme::AnswerKind;
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
    std::string_view reference = answer.reference;
    bool const is_ours = reference.starts_with(kReferenceStart);
    if (is_ours) reference.remove_prefix(kReferenceStart.size());
    base::CollectionId const id{is_ours ? whole_number(reference) : 0};
    auto const collection = id ? desk_.books.reader()->collection(desk_.authority.id, id) : std::nullopt;
    if (!collection) {
      put_aside(answer, "is about a collection that was not made here");
      return std::nullopt;
    }
    engine::SettleCollection command{id, CollectionState::kCollected, answer.paid_minor, {}, desk_.now.date};
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
    if (command.state == CollectionState::kFailed) command.minor = 0, command.date = desk_.now.date;
    return command;
  }

  void count(scheme::Answer const& answer, engine::Outcome const& outcome) {
    using enum scheme::AnswerKind;
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
    if (outcome->kind == engine::AnswerKind::kRepeated) {
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

}  // namespace

int run_direct_debit_export(DirectDebitArguments const& arguments, Output output) {
  DirectDebitDesk desk{arguments};
  auto const policy = direct_debit_policy(desk.authority);
  require_agreement(policy);
  Exporter exporter{desk, policy};
  std::int64_t const delivery = arguments.delivery != 0 ? arguments.delivery : exporter.send();
  std::string const text = delivery != 0 ? exporter.file(delivery) : std::string{};
  if (arguments.delivery != 0 && text.empty()) {
    throw CommandRefused("there was no delivery " + std::to_string(delivery) + ": look at 'fairdue direct-debit list'");
  }
  std::string const path = text.empty() ? "" : store(arguments.folder, policy.creditor_number, delivery, text);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object()
        .member("delivery", delivery)
        .member("collections", static_cast<std::int64_t>(exporter.collections()));
    json.member("sum_minor", exporter.sum_minor()).member("file", path).key("kept_back").begin_array();
    for (auto const& [id, why] : exporter.kept_back()) {
      json.begin_object().member("collection", id.value).member("why", why).end_object();
    }
    std::cout << json.end_array().member("warning", kDirectDebitWarning).end_object().take() << "\n";
    return exporter.kept_back().empty() ? 0 : 1;
  }
  if (text.empty()) {
    std::cout << "Nothing is to be delivered.\n";
  } else {
    std::cout << "delivery " << delivery << ": " << exporter.collections() << " collections, "
              << base::format_amount(exporter.sum_minor()) << ", in " << path << "\nWARNING: " << kDirectDebitWarning
              << "\n";
  }
  for (auto const& [id, why] : exporter.kept_back()) {
    std::cerr << "fairdue direct-debit: collection " << id.value << " is kept back: " << why << "\n";
  }
  return exporter.kept_back().empty() ? 0 : 1;
}

int run_direct_debit_import(DirectDebitArguments const& arguments, Output output) {
  DirectDebitDesk desk{arguments};
  auto const policy = direct_debit_policy(desk.authority);
  require_agreement(policy);
  auto const delivery = scheme::read_delivery(read_file(arguments.file));
  if (!delivery) {
    throw CommandRefused("'" + arguments.file + "' is not taken, and nothing is changed: " + delivery.error().text());
  }
  if (delivery->data_supplier != policy.data_supplier) {
    throw CommandRefused("'" + arguments.file + "' is for data supplier " + std::to_string(delivery->data_supplier) +
                         ", and this authority's is " + std::to_string(policy.data_supplier) + ": nothing is changed");
  }
  Imported const made = Importer{desk}.take(*delivery);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("type", delivery->type).member("delivery", delivery->delivery);
    json.member("collected", made.collected).member("collected_minor", made.collected_minor);
    json.member("failed", made.failed).member("reversed", made.reversed);
    json.member("mandates_confirmed", made.confirmed).member("mandates_ended", made.ended);
    json.member("repeated", made.repeated).key("put_aside").begin_array();
    for (scheme::Unread const& each : made.put_aside) {
      json.begin_object().member("line", static_cast<std::int64_t>(each.line)).member("why", each.why).end_object();
    }
    std::cout << json.end_array().end_object().take() << "\n";
  } else {
    std::cout << "delivery " << delivery->delivery << " (" << delivery->type << "): " << made.collected
              << " collected, " << base::format_amount(made.collected_minor) << "; " << made.failed
              << " not collected, " << made.reversed << " taken back; " << made.confirmed << " mandates confirmed, "
              << made.ended << " ended; " << made.repeated << " known before\n";
    for (scheme::Unread const& each : made.put_aside) {
      std::cerr << "fairdue direct-debit: line " << each.line << " " << each.why << "\n";
    }
  }
  return made.put_aside.empty() ? 0 : 1;
}

}  // namespace apps
