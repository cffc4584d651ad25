#include "apps/vulnerable_command.h"

#include <algorithm>
#include <iostream>

#include "apps/clerk_desk.h"
#include "apps/installation.h"
#include "engine/entry.h"
#include "http/json_writer.h"

namespace apps {

namespace {

using claims::Hold;
using claims::HoldKind;

/// How the authority knows, and no more than that: what the trouble is belongs to nobody's ledger.
constexpr std::string_view kBases[] = {"told_by_themselves", "told_by_helper", "told_by_guardian", "seen_by_staff"};

// A mark that nobody looks at again becomes wrong, or a way to forget somebody.
constexpr std::int32_t kReviewDays = 180;

struct Desk {
  explicit Desk(VulnerableArguments const& given)
      : arguments(given),
        installation(given.database, given.key_file),
        books(installation.books()),
        authority(installation.authority(given.authority)),
        now(installation.now(authority)) {}

  /// Whether it had been done before.
  bool submit(std::vector<engine::Command> commands, std::string const& usual_key) {
    std::string const key = arguments.key.empty() ? usual_key : arguments.key;
    engine::Submission submission{authority.id, clerk_actor(arguments.by), key, {}, {}, std::move(commands)};
    answer = submit_for_clerk(books, std::move(submission), now);
    return answer.kind == engine::AnswerKind::kRepeated;
  }
  /// The marks there are today, or have been.
  std::vector<Hold> marks() {
    auto const debtor = books.reader()->debtor(authority.id, {arguments.debtor});
    if (!debtor) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kDebtorNotFound)});
    std::vector<Hold> found = debtor->holds;
    std::erase_if(found, [](Hold const& hold) { return hold.kind != HoldKind::kVulnerable; });
    return found;
  }
  std::optional<Hold> mark() {
    for (Hold const& hold : marks()) {
      if (hold.covers(now.date)) return hold;
    }
    return std::nullopt;
  }
  Hold marked() {
    auto found = mark();
    if (!found) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kNotVulnerable)});
    return std::move(*found);
  }
  [[nodiscard]] std::string name() const { return std::to_string(arguments.debtor); }

  VulnerableArguments const& arguments;
  Installation installation;
  engine::BooksService& books;
  ports::Authority authority;
  base::Now now;
  engine::Answer answer;
};

base::Date review_day(Hold const& hold) { return {hold.first.days + kReviewDays}; }

Hold mark_of(Desk& desk, base::Date first) {
  // One key for each mark there ever was, so that an old one is not mistaken for this.
  std::string const key = "vulnerable/" + std::to_string(desk.marks().size() + 1);
  return {key, HoldKind::kVulnerable, desk.arguments.basis, first, std::nullopt};
}

void check_basis(std::string const& basis) {
  if (std::ranges::find(kBases, basis) != std::end(kBases)) return;
  std::string known;
  for (std::string_view const each : kBases) known += (known.empty() ? "" : ", ") + std::string{each};
  throw CommandRefused("--basis must be one of " + known + ": how it is known, not what the trouble is");
}

int print(Desk& desk, Output output, std::string const& done, bool repeated) {
  auto const mark = desk.mark();
  if (output == Output::kText) {
    std::cout << "debtor " << desk.name() << ": " << done;
    if (mark) std::cout << "; to be looked at again by " << base::format_date(review_day(*mark));
    std::cout << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("debtor", desk.arguments.debtor).member("vulnerable", mark.has_value());
  if (mark) {
    json.member("since", mark->first).member("basis", mark->reason).member("review_by", review_day(*mark));
  }
  std::cout << json.member("repeated", repeated).end_object().take() << "\n";
  return 0;
}

/// A claim's next step is due and waits for a person.
bool waits(claims::Claim const& claim, base::Date today) {
  auto const from = claim.course.look_from();
  return claim.state == claims::ClaimState::kOpen && !claim.course.procedure.empty() && from && *from <= today;
}

}  // namespace

int run_vulnerable_mark(VulnerableArguments const& arguments, Output output) {
  check_basis(arguments.basis);
  Desk desk{arguments};
  base::Date first = desk.now.date;
  if (!arguments.since.empty()) {
    auto const day = base::parse_date(arguments.since);
    if (!day) throw CommandRefused("--since must be a day as YYYY-MM-DD");
    if (*day > desk.now.date) throw CommandRefused("--since is not yet: a mark begins when it is known");
    first = *day;
  }
  if (desk.mark()) return print(desk, output, "is marked already", true);
  Hold const hold = mark_of(desk, first);
  std::string const key = "mark " + desk.name() + " " + hold.key;
  bool const repeated = desk.submit({engine::PlaceHold{{}, {arguments.debtor}, hold}}, key);
  return print(desk, output, "marked; fees since " + base::format_date(first) + " are let go", repeated);
}

int run_vulnerable_review(VulnerableArguments const& arguments, Output output) {
  check_basis(arguments.basis);
  Desk desk{arguments};
  Hold const before = desk.marked();
  if (before.first == desk.now.date) return print(desk, output, "has been looked at today", true);
  Hold const hold = mark_of(desk, desk.now.date);
  bool const repeated =
      desk.submit({engine::EndHold{{}, {arguments.debtor}, before.key, base::Date{desk.now.date.days - 1}},
                   engine::PlaceHold{{}, {arguments.debtor}, hold}},
                  "review " + desk.name() + " " + hold.key);
  return print(desk, output, "looked at again, and still so", repeated);
}

int run_vulnerable_end(VulnerableArguments const& arguments, Output output) {
  Desk desk{arguments};
  Hold const before = desk.marked();
  // Today is the last day: nothing happens before tomorrow's business day.
  bool const repeated = desk.submit({engine::EndHold{{}, {arguments.debtor}, before.key, desk.now.date}},
                                    "end " + desk.name() + " " + before.key);
  return print(desk, output, "the mark ends with today; from tomorrow on the course goes on by itself", repeated);
}

int run_vulnerable_decide(VulnerableArguments const& arguments, Output output) {
  Desk desk{arguments};
  if (arguments.fee && arguments.hand_over) throw CommandRefused("a hand-over has no fee: leave --fee out");
  engine::DecideStep command{{arguments.debtor},
                             {},
                             arguments.hand_over ? engine::DecidedAct::kHandOver : engine::DecidedAct::kNextStep,
                             arguments.fee,
                             arguments.reason};
  std::string usual_key =
      "decide " + desk.name() + (arguments.hand_over ? " hand_over " : " ") + base::format_date(desk.now.date);
  {
    auto const reader = desk.books.reader();
    for (std::string const& reference : arguments.claims) {
      command.claims.push_back(find_claim(*reader, desk.authority, arguments.source, reference).id);
      usual_key += " " + std::to_string(command.claims.back().value);
    }
  }
  bool const repeated = desk.submit({std::move(command)}, usual_key.substr(0, engine::kTextLimit));
  std::vector<engine::StepDecided> decided;
  for (engine::Event const& event : desk.answer.entry.events) {
    if (auto const* each = std::get_if<engine::StepDecided>(&event)) decided.push_back(*each);
  }
  std::size_t letters = 0;
  for (engine::Event const& event : desk.answer.entry.events) {
    letters += std::holds_alternative<engine::MessagePlanned>(event);
  }
  if (output == Output::kText) {
    for (engine::StepDecided const& each : decided) {
      std::cout << (arguments.hand_over ? std::string{"may be handed over"} : "step " + each.step) << " for "
                << each.claims.size() << " claims" << (each.fee ? ", with the fee that the law allows" : "") << "\n";
    }
    if (letters > 0) std::cout << letters << " messages go out with the next sending\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("repeated", repeated).key("decided").begin_array();
  for (engine::StepDecided const& each : decided) {
    json.begin_object().member("act", arguments.hand_over ? "hand_over" : "step").member("step", each.step);
    json.member("fee", each.fee).key("claims").begin_array();
    for (base::ClaimId const claim : each.claims) json.value(claim.value);
    json.end_array().end_object();
  }
  json.end_array().member("messages", static_cast<std::int64_t>(letters));
  std::cout << json.end_object().take() << "\n";
  return 0;
}

int run_vulnerable_list(VulnerableArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const reader = desk.books.reader();
  struct Row {
    base::DebtorId debtor;
    Hold mark;
    std::int64_t claims_waiting = 0;
  };
  std::vector<Row> rows;
  reader->each_debtor(desk.authority.id, [&](claims::Debtor const& debtor) {
    for (Hold const& hold : debtor.holds) {
      if (hold.kind == HoldKind::kVulnerable && hold.covers(desk.now.date)) rows.push_back({debtor.id, hold, 0});
    }
  });
  if (arguments.due_for_review) {
    std::erase_if(rows, [&](Row const& row) { return review_day(row.mark) > desk.now.date; });
  }
  for (Row& row : rows) {
    for (claims::Claim const& claim : reader->claims_of(desk.authority.id, row.debtor)) {
      row.claims_waiting += waits(claim, desk.now.date);
    }
  }
  http::JsonWriter json;
  json.begin_object().key("vulnerable").begin_array();
  for (Row const& row : rows) {
    bool const late = review_day(row.mark) <= desk.now.date;
    if (output == Output::kText) {
      std::cout << "debtor " << row.debtor.value << "  since " << base::format_date(row.mark.first) << " ("
                << row.mark.reason << "), look again by " << base::format_date(review_day(row.mark))
                << (late ? ": OVERDUE" : "") << ", claims waiting for a decision: " << row.claims_waiting << "\n";
      continue;
    }
    json.begin_object().member("debtor", row.debtor.value).member("since", row.mark.first);
    json.member("basis", row.mark.reason).member("review_by", review_day(row.mark)).member("review_overdue", late);
    json.member("claims_waiting", row.claims_waiting).end_object();
  }
  if (output == Output::kJson) std::cout << json.end_array().end_object().take() << "\n";
  if (output == Output::kText && rows.empty()) std::cout << "There is nobody.\n";
  return 0;
}

}  // namespace apps
