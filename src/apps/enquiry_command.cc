#include "apps/enquiry_command.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>

#include "apps/clerk_desk.h"
#include "apps/enquiry_settings.h"
#include "apps/installation.h"
#include "base/utf8.h"
#include "engine/entry.h"
#include "http/citizen/views.h"
#include "http/enquiry_json.h"

namespace apps {

namespace {

using enquiries::Enquiry;
using enquiries::Kind;
using enquiries::Outcome;
using enquiries::State;

base::Date day_in(std::string const& text, char const* option) {
  auto const day = base::parse_date(text);
  if (!day) throw CommandRefused(std::string{option} + " must be a day as YYYY-MM-DD");
  return *day;
}

template <class Value>
Value word_in(std::string const& text, char const* option, std::optional<Value> const& value) {
  if (!value) throw CommandRefused(std::string{option} + " knows no '" + text + "': see --help");
  return *value;
}

std::string read_words(std::string const& file) {
  if (file.empty()) return {};
  std::ifstream opened;
  if (file != "-") {
    opened.open(file, std::ios::binary);
    if (!opened) throw CommandRefused("'" + file + "' cannot be read");
  }
  std::istream& in = file == "-" ? std::cin : opened;
  std::string const text{std::istreambuf_iterator<char>{in}, {}};
  if (!base::is_utf8(text)) throw CommandRefused("the words must be UTF-8 text");
  std::string tidy = engine::tidy_words(text);
  if (tidy.empty()) throw CommandRefused("there is nothing in '" + file + "'");
  if (base::count_letters(tidy) > enquiries::kMostLetters) {
    throw CommandRefused("the words are longer than " + std::to_string(enquiries::kMostLetters) +
                         " letters: shorten them");
  }
  return tidy;
}

struct Desk {
  explicit Desk(EnquiryArguments const& given)
      : arguments(given),
        installation(given.database, given.key_file),
        books(installation.books()),
        authority(installation.authority(given.authority)),
        now(installation.now(authority)) {}

  [[nodiscard]] std::string actor() const { return clerk_actor(arguments.by); }

  /// The submission's command gets the mark of the words, if there are any.
  std::string add_words(engine::Submission& submission, std::string const& words) {
    if (words.empty()) return {};
    engine::SealedWords sealed =
        engine::seal_words(installation.vault(), installation.vault().derive("enquiry words"), words);
    submission.enquiry_words.push_back(std::move(sealed.sealed));
    return std::move(sealed.mark);
  }
  [[nodiscard]] engine::Submission submission(std::string const& usual_key) const {
    return {authority.id, actor(), arguments.key.empty() ? usual_key : arguments.key, {}, {}, {}};
  }
  engine::Answer submit(engine::Submission submission) { return submit_for_clerk(books, std::move(submission), now); }

  /// By its own number, or by that of its journal entry, which the citizen has.
  Enquiry find() {
    auto const reader = books.reader();
    std::string const& text = arguments.number;
    std::size_t const mark = text.rfind("-H");
    std::string const digits = mark == std::string::npos ? text : text.substr(mark + 2);
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    bool const whole = error == std::errc{} && end == digits.data() + digits.size() && number > 0;
    std::optional<Enquiry> found;
    if (whole && mark == std::string::npos) found = reader->enquiry(authority.id, {number});
    if (whole && mark != std::string::npos) found = of_entry(*reader, number);
    if (!found) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kEnquiryNotFound)});
    return std::move(*found);
  }
  std::optional<Enquiry> of_entry(ports::BooksReader& reader, std::int64_t seq) const {
    for (ports::JournalEntry const& stored : reader.journal(authority.id, seq - 1, 1)) {
      auto const entry = engine::decode_entry(stored.payload);
      if (!entry || stored.seq != seq) continue;
      for (engine::Event const& event : entry->events) {
        if (auto const* made = std::get_if<engine::EnquiryReceived>(&event)) {
          return reader.enquiry(authority.id, made->enquiry);
        }
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::string number_of(Enquiry const& enquiry) const {
    return http::citizen::enquiry_number(http::citizen::read_profile(authority, {}), enquiry.recorded_seq);
  }
  [[nodiscard]] http::NameClaim name() {
    return [this](http::JsonWriter& out, base::ClaimId id) {
      out.member("claim", id.value);
      if (auto const claim = books.reader()->claim(authority.id, {id, {}, {}})) {
        out.member("reference", claim->reference);
      }
    };
  }
  [[nodiscard]] std::string reference_of(base::ClaimId id) {
    auto const claim = books.reader()->claim(authority.id, {id, {}, {}});
    return claim ? claim->reference : std::to_string(id.value);
  }

  EnquiryArguments const& arguments;
  Installation installation;
  engine::BooksService& books;
  ports::Authority authority;
  base::Now now;
};

std::string line_of(Desk& desk, Enquiry const& enquiry) {
  std::string line = std::to_string(enquiry.id.value) + "  " + desk.number_of(enquiry) + "  " +
                     std::string{enquiries::name_of(enquiry.kind)} + " (" + enquiry.reason + "), " +
                     std::string{enquiries::name_of(enquiry.state)} + ", debtor " +
                     std::to_string(enquiry.debtor.value) + ", received " + base::format_date(enquiry.received);
  if (enquiry.wanted) line += ", until " + base::format_date(*enquiry.wanted);
  if (enquiries::is_open(enquiry.state)) {
    bool const late = enquiry.is_late(desk.now.date);
    line += std::string{late ? ", LATE: should have been answered by " : ", answer by "} +
            base::format_date(enquiry.answer_by);
  }
  for (enquiries::EnquiredClaim const& each : enquiry.claims) line += "  " + desk.reference_of(each.claim);
  return line;
}

int print(Desk& desk, base::EnquiryId id, bool repeated, Output output) {
  auto const reader = desk.books.reader();
  Enquiry const enquiry = *reader->enquiry(desk.authority.id, id);
  auto const words = engine::open_words(*reader, desk.installation.vault(), desk.authority.id, id);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("repeated", repeated).key("enquiry").begin_object().member("enquiry", id.value);
    http::write_enquiry(json, {enquiry, desk.number_of(enquiry), desk.now.date, words}, desk.name());
    std::cout << json.end_object().end_object().take() << "\n";
    return 0;
  }
  std::cout << line_of(desk, enquiry) << "\n";
  if (!enquiry.holds) std::cout << "holds nothing up: the claims were held for such a wish before\n";
  if (enquiry.asked_for) {
    std::cout << "the department was asked on " << base::format_date(*enquiry.asked) << ", and answers by "
              << base::format_date(*enquiry.asked_for) << "\n";
  }
  if (enquiry.ended) {
    std::cout << enquiries::name_of(enquiry.state) << " on " << base::format_date(*enquiry.ended);
    if (enquiry.outcome != Outcome::kNone) std::cout << ": " << enquiries::name_of(enquiry.outcome);
    if (enquiry.granted) std::cout << ", until " << base::format_date(*enquiry.granted);
    if (!enquiry.ended_reason.empty()) std::cout << ": " << enquiry.ended_reason;
    std::cout << "\n";
  }
  for (engine::OpenedWords const& each : words) {
    std::cout << enquiries::name_of(each.writer) << ": " << each.text << "\n";
  }
  return 0;
}

/// What of the claims an upheld answer changes, by the commands there are for that.
std::vector<engine::Command> changes(Desk& desk, Enquiry const& enquiry) {
  EnquiryArguments const& arguments = desk.arguments;
  std::vector<engine::Command> commands;
  auto const reader = desk.books.reader();
  auto const checked = [&](std::string const& reference) {
    claims::Claim const claim = find_claim(*reader, desk.authority, arguments.source, reference);
    if (enquiry.find(claim.id) == nullptr) throw CommandRefused("the enquiry is not about '" + reference + "'");
    return claim;
  };
  if (arguments.withdraw) {
    std::vector<base::ClaimId> ids;
    for (std::string const& reference : arguments.claims) ids.push_back(checked(reference).id);
    for (enquiries::EnquiredClaim const& each : enquiry.claims) {
      if (arguments.claims.empty() && each.outcome == Outcome::kNone) ids.push_back(each.claim);
    }
    for (base::ClaimId const id : ids) {
      commands.emplace_back(engine::CancelClaim{{id, {}, {}}, "objection_upheld", desk.now.date});
    }
  }
  for (std::string const& text : arguments.lower) {
    std::size_t const equals = std::min(text.rfind('='), text.size());
    std::string const amount = text.substr(std::min(equals + 1, text.size()));
    std::int64_t minor = 0;
    auto const [end, error] = std::from_chars(amount.data(), amount.data() + amount.size(), minor);
    bool const number = error == std::errc{} && end == amount.data() + amount.size() && !amount.empty() && minor >= 0;
    if (!number) throw CommandRefused("--lower-to must be REFERENCE=MINOR, such as C-1=12500");
    claims::Claim const claim = checked(text.substr(0, equals));
    if (minor >= claim.charged[ledger::Component::kPrincipal]) {
      throw CommandRefused("'" + claim.reference + "' is not higher than that: give a lower amount, or --no-change");
    }
    commands.emplace_back(engine::AmendClaim{{claim.id, {}, {}},
                                             ledger::Component::kPrincipal,
                                             engine::AmendMode::kToTotal,
                                             minor,
                                             "objection_upheld",
                                             desk.now.date});
  }
  return commands;
}

}  // namespace

int run_enquiry_add(EnquiryArguments const& arguments, Output output) {
  Desk desk{arguments};
  engine::ReceiveEnquiry command;
  command.kind = word_in(arguments.kind, "--kind", enquiries::kind_named(arguments.kind));
  command.way = word_in(arguments.way, "--way", enquiries::way_named(arguments.way));
  command.reason = arguments.reason;
  if (command.reason.empty()) {
    if (command.kind == Kind::kObjection) throw CommandRefused("an objection needs a --reason");
    command.reason = enquiries::hold_reason(command.kind);
  }
  command.received = arguments.received.empty() ? desk.now.date : day_in(arguments.received, "--received");
  if (!arguments.until.empty()) command.wanted = day_in(arguments.until, "--until");
  if (command.kind == Kind::kDeferral && !command.wanted) {
    throw CommandRefused("say until which day there is to be more time: --until 2026-04-01");
  }
  if (arguments.claims.empty()) throw CommandRefused("say what it is about: --claim REFERENCE");
  command.debtor = {arguments.debtor};
  std::string usual_key = "enquiry " + arguments.kind + " " + base::format_date(command.received);
  for (std::string const& reference : arguments.claims) {
    claims::Claim const claim = find_claim(*desk.books.reader(), desk.authority, arguments.source, reference);
    if (!command.debtor) command.debtor = claim.liable.front();
    command.claims.push_back(claim.id);
    usual_key += " " + std::to_string(claim.id.value);
  }
  engine::Submission submission = desk.submission(usual_key.substr(0, engine::kTextLimit));
  command.words = desk.add_words(submission, read_words(arguments.words_file));
  submission.commands.emplace_back(std::move(command));
  engine::Answer const answer = desk.submit(std::move(submission));
  return print(desk, engine::find_event<engine::EnquiryReceived>(answer)->enquiry,
               answer.kind == engine::AnswerKind::kRepeated, output);
}

int run_enquiry_list(EnquiryArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const reader = desk.books.reader();
  std::vector<Enquiry> listed;
  if (arguments.state.empty()) {
    listed = engine::open_enquiries(*reader, desk.authority.id);
  } else {
    State const state = word_in(arguments.state, "--state", enquiries::state_named(arguments.state));
    reader->each_enquiry(desk.authority.id, [&](Enquiry const& each) {
      if (each.state == state) listed.push_back(each);
    });
  }
  if (!arguments.kind.empty()) {
    Kind const kind = word_in(arguments.kind, "--kind", enquiries::kind_named(arguments.kind));
    std::erase_if(listed, [&](Enquiry const& each) { return each.kind != kind; });
  }
  if (arguments.due) {
    base::Date const soon{desk.now.date.days + enquiry_policy(desk.authority).soon_days};
    std::erase_if(listed,
                  [&](Enquiry const& each) { return !enquiries::is_open(each.state) || each.answer_by > soon; });
  }
  http::JsonWriter json;
  json.begin_object().key("enquiries").begin_array();
  for (Enquiry const& each : listed) {
    if (output == Output::kText) {
      std::cout << line_of(desk, each) << "\n";
    } else {
      // What was written is looked at one by one, by who has to.
      json.begin_object().member("enquiry", each.id.value);
      http::write_enquiry(json, {each, desk.number_of(each), desk.now.date, {}}, desk.name());
      json.end_object();
    }
  }
  if (output == Output::kJson) std::cout << json.end_array().end_object().take() << "\n";
  if (output == Output::kText && listed.empty()) std::cout << "There is none.\n";
  return 0;
}

int run_enquiry_show(EnquiryArguments const& arguments, Output output) {
  Desk desk{arguments};
  return print(desk, desk.find().id, false, output);
}

int run_enquiry_ask(EnquiryArguments const& arguments, Output output) {
  Desk desk{arguments};
  Enquiry const enquiry = desk.find();
  engine::Submission submission =
      desk.submission("ask " + std::to_string(enquiry.id.value) + " on " + base::format_date(desk.now.date));
  engine::AskDepartment command{enquiry.id, {}, desk.now.date};
  command.words = desk.add_words(submission, read_words(arguments.words_file));
  submission.commands.emplace_back(std::move(command));
  bool const repeated = desk.submit(std::move(submission)).kind == engine::AnswerKind::kRepeated;
  return print(desk, enquiry.id, repeated, output);
}

int run_enquiry_answer(EnquiryArguments const& arguments, Output output) {
  Desk desk{arguments};
  Enquiry const enquiry = desk.find();
  engine::AnswerEnquiry command;
  command.enquiry = enquiry.id;
  command.outcome = word_in(arguments.outcome, "--outcome", enquiries::outcome_named(arguments.outcome));
  command.date = desk.now.date;
  if (!arguments.until.empty()) command.granted = day_in(arguments.until, "--until");
  std::string usual_key = "answer " + std::to_string(enquiry.id.value);
  for (std::string const& reference : arguments.claims) {
    command.claims.push_back(find_claim(*desk.books.reader(), desk.authority, arguments.source, reference).id);
    usual_key += " " + std::to_string(command.claims.back().value);
  }
  if (arguments.words_file.empty()) throw CommandRefused("give the reasons in words: --words-file FILE");
  engine::Submission submission = desk.submission(usual_key.substr(0, engine::kTextLimit));
  // Asked again after it was answered, what was to be withdrawn would be something else.
  bool const done = desk.books.reader()
                        ->find_entry(desk.authority.id, engine::entry_key(submission.actor, submission.key))
                        .has_value();
  if (done && enquiry.outcome != command.outcome) {
    throw CommandRefused("it was answered already, with '" + std::string{enquiries::name_of(enquiry.outcome)} +
                         "', and the letter says so: nothing was changed");
  }
  if (done) return print(desk, enquiry.id, true, output);
  bool const upheld = command.outcome == Outcome::kUpheld || command.outcome == Outcome::kPartlyUpheld;
  std::vector<engine::Command> amounts = changes(desk, enquiry);
  if (enquiry.kind == Kind::kObjection && upheld && amounts.empty() && !arguments.no_change) {
    throw CommandRefused("say what changes: --withdraw, --lower-to REFERENCE=MINOR, or --no-change");
  }
  if (!amounts.empty() && !upheld) throw CommandRefused("nothing changes when it is not upheld");
  command.words = desk.add_words(submission, read_words(arguments.words_file));
  submission.commands.emplace_back(std::move(command));
  std::ranges::move(amounts, std::back_inserter(submission.commands));
  bool const repeated = desk.submit(std::move(submission)).kind == engine::AnswerKind::kRepeated;
  return print(desk, enquiry.id, repeated, output);
}

int run_enquiry_close(EnquiryArguments const& arguments, Output output) {
  Desk desk{arguments};
  Enquiry const enquiry = desk.find();
  engine::Submission submission = desk.submission("close " + std::to_string(enquiry.id.value));
  submission.commands.emplace_back(
      engine::CloseEnquiry{enquiry.id, arguments.taken_back, arguments.reason, desk.now.date});
  bool const repeated = desk.submit(std::move(submission)).kind == engine::AnswerKind::kRepeated;
  return print(desk, enquiry.id, repeated, output);
}

int run_enquiry_policy(EnquiryArguments const& arguments, Output output) {
  Desk desk{arguments};
  if (arguments.defaults) enquiry_settings().forget(desk.books, desk.authority);
  if (!arguments.settings.empty()) {
    enquiry_settings().change(desk.books, desk.installation.authority(arguments.authority), {}, arguments.settings);
  }
  enquiries::Policy const policy = enquiry_policy(desk.installation.authority(arguments.authority));
  if (output == Output::kText) {
    enquiry_settings().print(std::cout, policy);
    std::cout << "WARNING: " << kEnquiryWarning << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object();
  enquiry_settings().write(json, policy);
  json.member("warning", kEnquiryWarning);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

}  // namespace apps
