#include <algorithm>
#include <iostream>

#include "adapters/law_files/pack_reader.h"
#include "apps/installation.h"
#include "apps/interest_command.h"
#include "claims/write_down.h"
#include "http/json_writer.h"

namespace apps {

namespace {

/// One amount on the claim: when, how much of what, and by what right.
struct Line {
  base::Date date;
  std::string component;
  std::int64_t minor = 0;
  std::string what;
  std::string pack;
  std::string rule;
};

constexpr std::string_view name_of(ledger::Component component) {
  switch (component) {
    case ledger::Component::kPrincipal:
      return "principal";
    case ledger::Component::kFee:
      return "fee";
    case ledger::Component::kInterest:
      return "interest";
  }
  return "";
}

/// Collects what the events of a claim's history put on it and took off it.
class Explanation {
 public:
  explicit Explanation(base::ClaimId claim) : claim_(claim) {}
  std::vector<Line> lines;

  /// What belongs together stands in one entry.
  void begin_entry() { not_sent_.clear(); }

  void operator()(engine::ClaimRegistered const& e) {
    if (e.claim == claim_) add_all(e.dates.issued, e.amounts, 1, "charged by the source");
  }
  void operator()(engine::AmountChanged const& e) {
    if (e.claim != claim_) return;
    std::string const by_source = "changed by the source, which says '" + e.reason + "'";
    changed_ = lines.size();
    reason_ = e.reason;
    add(e.date, e.component, e.delta_minor, not_sent_.empty() ? by_source : std::exchange(not_sent_, {}));
    freed(e.freed, e.date);
  }
  /// Of the change just before: it was no wish of the source.
  void operator()(engine::LetterFeesLetGo const& e) {
    if (e.claim != claim_ || changed_ >= lines.size()) return;
    lines[changed_].what = "let go, because of '" + reason_ + "': the fee of " + base::format_date(e.letters);
  }
  /// The waiver of its fee comes next, if there was one left to waive.
  void operator()(engine::LetterNotSent const& e) {
    if (e.claim != claim_ || e.letter.fee_minor == 0) return;
    not_sent_ = "fee waived: the letter '" + e.letter.letter + "' of " + base::format_date(e.letter.date) +
                " never left" + (e.reason.empty() ? "" : ", because '" + e.reason + "'");
  }
  void operator()(engine::ClaimCancelled const& e) {
    if (e.claim != claim_) return;
    add_all(e.date, e.open, -1, "withdrawn, because '" + e.reason + "'");
  }
  void operator()(engine::PaymentRecorded const& e) {
    for (auto const& part : e.allocations) paid(part, e.value_date, "paid");
  }
  void operator()(engine::CreditApplied const& e) {
    for (auto const& part : e.parts) paid(part.allocation, e.date, "paid from credit");
  }
  void operator()(engine::PaymentReversed const& e) {
    for (auto const& part : e.allocations) {
      if (part.claim == claim_) add(e.date, part.component, part.minor, "the payment was reversed");
    }
  }
  void operator()(engine::InterestPosted const& e) {
    if (e.claim != claim_) return;
    for (engine::InterestStep const& step : e.steps) {
      bool const back = step.minor < 0;
      add(step.date, ledger::Component::kInterest, step.minor,
          back ? "taken back: what was posted for this day is not right any more" : "interest");
      lines.back().pack = e.pack;
      if (!back) lines.back().rule = step.rule;
    }
    freed(e.freed, e.through);
  }
  void operator()(engine::LetterRecorded const& e) {
    if (e.claim != claim_ || e.letter.fee_minor == 0) return;
    add(e.letter.date, ledger::Component::kFee, e.letter.fee_minor, "fee of the letter '" + e.letter.letter + "'");
    lines.back().pack = e.pack;
    lines.back().rule = e.letter.rule;
  }
  void operator()(engine::ClaimWrittenDown const& e) {
    if (e.claim == claim_) add_all(e.date, e.amounts, -1, "written down: " + std::string{claims::name_of(e.reason)});
  }
  void operator()(auto const&) {}

 private:
  void add(base::Date date, ledger::Component component, std::int64_t minor, std::string what) {
    if (minor != 0) lines.push_back({date, std::string{name_of(component)}, minor, std::move(what), {}, {}});
  }
  void add_all(base::Date date, claims::Amounts const& amounts, std::int64_t sign, std::string const& what) {
    for (ledger::Component const c : ledger::kComponents) add(date, c, sign * amounts[c], what);
  }
  void paid(payments::Allocation const& part, base::Date date, std::string const& what) {
    if (part.claim == claim_) add(date, part.component, -part.minor, what);
  }
  void freed(std::vector<engine::PaymentPart> const& parts, base::Date date) {
    for (engine::PaymentPart const& part : parts) {
      if (part.allocation.claim != claim_) continue;
      add(date, part.allocation.component, part.allocation.minor, "what had been paid of it is the payer's credit");
    }
  }

  base::ClaimId claim_;
  std::string not_sent_;
  std::size_t changed_ = 0;  // the line of the last change of an amount, and why it was made
  std::string reason_;
};

std::string citation(std::vector<law::Pack> const& packs, Line const& line) {
  if (line.rule.empty()) return {};
  law::Pack const* const pack = adapters::law_files::find_pack(packs, line.pack);
  law::Rule const* const rule = pack == nullptr ? nullptr : law::find_rule(*pack, line.rule);
  return rule == nullptr ? line.pack + " " + line.rule : rule->act + " " + rule->section;
}

void print_json(claims::Claim const& claim, std::vector<Line> const& lines, std::vector<law::Pack> const& packs) {
  http::JsonWriter json;
  json.begin_object().member("reference", claim.reference).member("type", claim.type).key("lines").begin_array();
  for (Line const& line : lines) {
    json.begin_object().member("date", line.date).member("component", line.component);
    json.member("amount_minor", line.minor).member("what", line.what);
    if (!line.rule.empty()) {
      json.member("pack", line.pack).member("rule", line.rule).member("citation", citation(packs, line));
    }
    json.end_object();
  }
  json.end_array().member("open_minor", claim.open_minor()).end_object();
  std::cout << json.take() << "\n";
}

base::SourceId find_source(ports::BooksReader& reader, ports::Authority const& authority, std::string const& code) {
  std::string known;
  for (ports::Source const& source : reader.sources(authority.id)) {
    if (source.code == code) return source.id;
    known += (known.empty() ? "" : ", ") + source.code;
  }
  throw CommandRefused(authority.code + " has no source '" + code + "'" +
                       (known.empty() ? "" : "; there is: " + known));
}

}  // namespace

int run_law_explain(std::string const& database_url, ExplainArguments const& arguments, Output output) {
  auto const books = open_database(database_url);
  ports::Authority const authority = find_authority(*books, arguments.authority);
  auto const reader = books->reader();
  base::SourceId const source = find_source(*reader, authority, arguments.source);
  auto const claim = reader->claim(authority.id, {{}, source, arguments.reference});
  if (!claim) throw CommandRefused("there is no claim '" + arguments.reference + "' of " + arguments.source);
  auto const packs = adapters::law_files::read_packs(adapters::law_files::built_in_law_files());
  if (!packs) throw CommandRefused(packs.error().text());

  Explanation explanation{claim->id};
  for (ports::JournalEntry const& stored : reader->history(authority.id, *claim)) {
    auto const entry = engine::decode_entry(stored.payload);
    if (!entry) throw CommandRefused("journal entry " + std::to_string(stored.seq) + " cannot be read: run verify");
    explanation.begin_entry();
    for (engine::Event const& event : entry->events) std::visit(explanation, event);
  }
  if (output == Output::kJson) {
    print_json(*claim, explanation.lines, *packs);
    return 0;
  }
  std::cout << claim->reference << " (" << claim->type << ")\n";
  for (Line const& line : explanation.lines) {
    std::string const cited = citation(*packs, line);
    std::cout << base::format_date(line.date) << "  " << base::format_amount(line.minor) << " " << line.component
              << "  " << line.what << (cited.empty() ? "" : " (" + cited + ")") << "\n";
  }
  std::cout << "open        " << base::format_amount(claim->open_minor()) << " " << authority.currency.code() << "\n";
  return 0;
}

}  // namespace apps
