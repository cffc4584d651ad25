// Deliveries that go out: what is planned, once, in a file that can be made again, in one of two formats.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "adapters/betalingsservice/delivery.h"
#include "adapters/iso20022_direct_debit/collection_writer.h"
#include "apps/direct_debit_desk.h"
#include "engine/execute.h"
#include "http/json_writer.h"
#include "payments/collection_reference.h"

namespace apps {

namespace {

namespace bank = adapters::iso20022_direct_debit;
namespace files = std::filesystem;
namespace scheme = adapters::betalingsservice;

using payments::Collection;
using payments::CollectionState;

constexpr std::size_t kMostCollections = 2'000;  // in one delivery
constexpr std::size_t kMandateDigits = 9;

enum class Format : std::uint8_t { kBetalingsservice, kPain008 };

std::string_view name_of(Format format) { return format == Format::kPain008 ? "pain.008" : "betalingsservice"; }
Format format_of(std::string const& name) {
  if (name == name_of(Format::kPain008)) return Format::kPain008;
  if (name.empty() || name == name_of(Format::kBetalingsservice)) return Format::kBetalingsservice;
  throw CommandRefused("there is no format '" + name + "': give betalingsservice or pain.008");
}
char const* actor_of(Format format) { return format == Format::kPain008 ? kBankActor : kSchemeActor; }
char const* warning_of(Format format) { return format == Format::kPain008 ? kPain008Warning : kDirectDebitWarning; }
std::string key_of(std::int64_t delivery) { return "delivery " + std::to_string(delivery); }

std::int64_t whole_number(std::string_view text) {
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

class Exporter {
 public:
  Exporter(DirectDebitDesk& desk, payments::DirectDebitPolicy const& policy, Format format)
      : desk_(desk), policy_(policy), creditor_(direct_debit_creditor(desk.authority, policy)), format_(format) {
    if (format == Format::kPain008) require_bank(creditor_);
  }

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
    engine::Submission submission{desk_.authority.id, actor_of(format_), key_of(last + 1), {}, {}, {}};
    submission.commands = std::move(commands);
    submit_for_clerk(desk_.books, std::move(submission), desk_.now);
    return last + 1;
  }

  /// The delivery as a file; the same whenever it is made, as long as nobody has another name or has moved. Empty if
  /// there was none of this number and format.
  std::string file(std::int64_t delivery) {
    auto const reader = desk_.books.reader();
    auto const sent = sent_at(*reader, delivery, format_);
    if (!sent) {
      Format const other = format_ == Format::kPain008 ? Format::kBetalingsservice : Format::kPain008;
      if (!sent_at(*reader, delivery, other)) return {};
      throw CommandRefused("delivery " + std::to_string(delivery) + " went out in another format: give --format " +
                           std::string{name_of(other)} + ", or the same money would be collected twice");
    }
    std::vector<Collection> rows;
    reader->each_collection(desk_.authority.id, [&](Collection const& each) {
      if (each.delivery == delivery) rows.push_back(each);
    });
    if (rows.empty()) return {};
    std::ranges::sort(rows, {}, &Collection::id);
    collections_ = rows.size();
    for (Collection const& each : rows) sum_minor_ += each.amount_minor();
    if (format_ == Format::kPain008) {
      std::vector<bank::OutgoingCollection> made;
      for (Collection const& each : rows) made.push_back(bank_row(*reader, each));
      return bank::write_collections(creditor_, delivery, sent->recorded, std::move(made));
    }
    std::vector<scheme::OutgoingCollection> made;
    for (Collection const& each : rows) made.push_back(row(*reader, each));
    return scheme::write_collections(
        {policy_.data_supplier, policy_.creditor_number, policy_.debtor_group, desk_.authority.name}, delivery,
        sent->date, made);
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
    if (format_ == Format::kPain008) {
      auto const who = person(reader, collection.debtor);
      return !who || who->name.empty() ? keep("name_not_known") : false;
    }
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
    made.reference = payments::collection_reference(collection.id);
    made.texts = texts_of(reader, collection, "  ");
    return made;
  }

  bank::OutgoingCollection bank_row(ports::BooksReader& reader, Collection const& collection) {
    bank::OutgoingCollection made;
    made.mandate = collection.mandate.value;
    if (auto const mandate = reader.mandate(desk_.authority.id, collection.mandate)) {
      made.mandate_signed = mandate->confirmed.value_or(mandate->asked);
    }
    if (auto const who = person(reader, collection.debtor)) made.debtor = who->name;
    made.day = collection.day;
    made.amount_minor = collection.amount_minor();
    made.reference = payments::collection_reference(collection.id);
    made.texts = texts_of(reader, collection, " ");
    return made;
  }

  std::vector<std::string> texts_of(ports::BooksReader& reader, Collection const& collection, char const* between) {
    std::vector<std::string> texts;
    for (payments::Choice const& part : collection.parts) {
      auto const claim = reader.claim(desk_.authority.id, {part.claim, {}, {}});
      if (claim) texts.push_back(claim->reference + between + base::format_amount(*part.limit_minor));
    }
    return texts;
  }

  std::optional<engine::Entry> sent_at(ports::BooksReader& reader, std::int64_t delivery, Format format) {
    auto const entry = reader.find_entry(desk_.authority.id, engine::entry_key(actor_of(format), key_of(delivery)));
    return entry ? engine::decode_entry(entry->payload) : std::nullopt;
  }

  DirectDebitDesk& desk_;
  payments::DirectDebitPolicy const& policy_;
  bank::Creditor creditor_;
  Format format_;
  std::vector<std::pair<base::CollectionId, std::string>> kept_back_;
  std::size_t collections_ = 0;
  std::int64_t sum_minor_ = 0;
};

/// Whole or not at all. A file that is there is the same delivery: it is written anew.
std::string store(std::string const& folder, Format format, std::int64_t creditor, std::int64_t delivery,
                  std::string const& text) {
  std::error_code error;
  files::create_directories(folder, error);
  std::string digits = std::to_string(delivery);
  digits.insert(0, 10 - std::min<std::size_t>(10, digits.size()), '0');
  files::path const path =
      files::path{folder} / (std::string{format == Format::kPain008 ? "pain008-" : "bs0601-"} +
                             std::to_string(creditor) + "-" + digits + (format == Format::kPain008 ? ".xml" : ".txt"));
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

}  // namespace

int run_direct_debit_export(DirectDebitArguments const& arguments, Output output) {
  DirectDebitDesk desk{arguments};
  auto const policy = direct_debit_policy(desk.authority);
  require_agreement(policy);
  Format const format = format_of(arguments.format);
  Exporter exporter{desk, policy, format};
  std::int64_t const delivery = arguments.delivery != 0 ? arguments.delivery : exporter.send();
  std::string const text = delivery != 0 ? exporter.file(delivery) : std::string{};
  if (arguments.delivery != 0 && text.empty()) {
    throw CommandRefused("there was no delivery " + std::to_string(delivery) + ": look at 'fairdue direct-debit list'");
  }
  std::string const path = text.empty() ? "" : store(arguments.folder, format, policy.creditor_number, delivery, text);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object()
        .member("delivery", delivery)
        .member("collections", static_cast<std::int64_t>(exporter.collections()));
    json.member("sum_minor", exporter.sum_minor()).member("file", path).key("kept_back").begin_array();
    for (auto const& [id, why] : exporter.kept_back()) {
      json.begin_object().member("collection", id.value).member("why", why).end_object();
    }
    std::cout << json.end_array().member("warning", warning_of(format)).end_object().take() << "\n";
    return exporter.kept_back().empty() ? 0 : 1;
  }
  if (text.empty()) {
    std::cout << "Nothing is to be delivered.\n";
  } else {
    std::cout << "delivery " << delivery << ": " << exporter.collections() << " collections, "
              << base::format_amount(exporter.sum_minor()) << ", in " << path << "\nWARNING: " << warning_of(format)
              << "\n";
  }
  for (auto const& [id, why] : exporter.kept_back()) {
    std::cerr << "fairdue direct-debit: collection " << id.value << " is kept back: " << why << "\n";
  }
  return exporter.kept_back().empty() ? 0 : 1;
}

}  // namespace apps
