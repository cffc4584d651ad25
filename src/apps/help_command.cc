#include "apps/help_command.h"

#include <iostream>

#include "apps/clerk_desk.h"
#include "apps/help_settings.h"
#include "apps/installation.h"
#include "engine/entry.h"
#include "http/json_writer.h"

namespace apps {

namespace {

using help::Referral;

template <class Value>
Value word_in(std::string const& text, char const* option, std::optional<Value> const& value) {
  if (!value) throw CommandRefused(std::string{option} + " knows no '" + text + "': see --help");
  return *value;
}

struct Desk {
  explicit Desk(HelpArguments const& given)
      : arguments(given),
        installation(given.database, given.key_file),
        books(installation.books()),
        authority(installation.authority(given.authority)),
        now(installation.now(authority)) {}

  /// "clerk:AB", or "helper:budget_cafe", which the engine lets speak for itself alone.
  [[nodiscard]] std::string actor() const {
    if (arguments.as_helper.empty() == arguments.by.empty()) {
      throw CommandRefused("say who does it: either --by CODE, or --as-helper CODE for the organisation itself");
    }
    if (arguments.as_helper.empty()) return clerk_actor(arguments.by);
    if (!is_code(arguments.as_helper)) throw CommandRefused("--as-helper must be a code of the directory");
    return std::string{help::kHelperActor} + arguments.as_helper;
  }
  /// Whether it had been done before.
  bool submit(engine::Command command, std::string const& usual_key) {
    std::string const key = arguments.key.empty() ? usual_key : arguments.key;
    engine::Submission submission{authority.id, actor(), key, {}, {}, {}};
    submission.commands.push_back(std::move(command));
    answer = submit_for_clerk(books, std::move(submission), now);
    return answer.kind == engine::AnswerKind::kRepeated;
  }
  Referral find() {
    auto found = books.reader()->referral(authority.id, {arguments.referral});
    // An organisation learns nothing of what is not its own, not even that it is there.
    bool const theirs = found && (arguments.as_helper.empty() || found->helper == arguments.as_helper);
    if (!theirs) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kReferralNotFound)});
    return std::move(*found);
  }

  HelpArguments const& arguments;
  Installation installation;
  engine::BooksService& books;
  ports::Authority authority;
  base::Now now;
  engine::Answer answer;
};

void write(http::JsonWriter& json, Referral const& referral) {
  auto const day = [&](std::string_view name, std::optional<base::Date> const& date) {
    if (date) json.member(name, *date);
  };
  json.begin_object().member("referral", referral.id.value).member("debtor", referral.debtor.value);
  json.member("helper", referral.helper).member("need", help::name_of(referral.need));
  json.member("state", help::name_of(referral.state)).member("consent", help::name_of(referral.consent));
  json.member("consented", referral.consented).member("until", referral.until).member("made", referral.made);
  day("sent", referral.sent);
  day("answered", referral.answered);
  day("ended", referral.ended);
  if (referral.outcome != help::Outcome::kNone) json.member("outcome", help::name_of(referral.outcome));
  day("nothing_asked_until", referral.fresh_until);
  json.end_object();
}

std::string line_of(Referral const& referral, base::Date today) {
  std::string line = std::to_string(referral.id.value) + "  debtor " + std::to_string(referral.debtor.value) + " to " +
                     referral.helper + " for " + std::string{help::name_of(referral.need)} + ", " +
                     std::string{help::name_of(referral.state)} + ", agreed on " +
                     base::format_date(referral.consented) + " (" + std::string{help::name_of(referral.consent)} + ")";
  if (help::is_open(referral.state)) {
    line += ", pause until " + base::format_date(referral.until);
    if (referral.until < today) line += ": OVER, the next business day ends it";
  }
  if (referral.ended) {
    line += ", " + base::format_date(*referral.ended) + ": " + std::string{help::name_of(referral.outcome)};
  }
  if (referral.fresh_until) line += ", nothing asked until " + base::format_date(*referral.fresh_until);
  return line;
}

int print(Desk& desk, base::ReferralId id, bool repeated, Output output) {
  Referral const referral = *desk.books.reader()->referral(desk.authority.id, id);
  if (output == Output::kText) {
    std::cout << line_of(referral, desk.now.date) << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("repeated", repeated).key("referral");
  write(json, referral);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

/// Somebody who really exists, takes referrals and helps with that.
void check_helper(Desk const& desk, std::string const& code, help::Need need) {
  help::Directory const directory = help_directory_of(desk.authority);
  help::Entry const* const entry = directory.find(code);
  if (entry == nullptr) {
    throw CommandRefused("the directory has no '" + code + "': see 'fairdue help-directory find --authority " +
                         desk.authority.code + "'");
  }
  if (entry->access == help::Access::kSelf) {
    throw CommandRefused("'" + code + "' takes no referrals: give the person its telephone number or website");
  }
  if (std::ranges::find(entry->needs, need) == entry->needs.end()) {
    throw CommandRefused("'" + code + "' does not help with " + std::string{help::name_of(need)});
  }
  std::int32_t const days = desk.now.date.days - entry->checked_on.days;
  if (entry->example) std::cerr << "WARNING: '" << code << "' is an invented example: nobody is there\n";
  if (days > help_policy(desk.authority).stale_days) {
    std::cerr << "WARNING: '" << code << "' was checked " << days << " days ago: call it first\n";
  }
}

int answer(HelpArguments const& arguments, help::State state, Output output) {
  Desk desk{arguments};
  Referral const referral = desk.find();
  bool const repeated = desk.submit(engine::AnswerReferral{referral.id, state, desk.now.date},
                                    std::string{help::name_of(state)} + " " + std::to_string(referral.id.value));
  return print(desk, referral.id, repeated, output);
}

}  // namespace

int run_help_refer(HelpArguments const& arguments, Output output) {
  Desk desk{arguments};
  engine::ReferToHelp command;
  if ((arguments.debtor == 0) == arguments.claim.empty()) {
    throw CommandRefused("say who: either --debtor NUMBER, or --claim REFERENCE that they owe");
  }
  command.debtor = {arguments.debtor};
  if (!arguments.claim.empty()) {
    auto const reader = desk.books.reader();
    command.debtor = find_claim(*reader, desk.authority, arguments.source, arguments.claim).liable.front();
  }
  command.helper = arguments.helper;
  command.need = word_in(arguments.need, "--need", help::need_named(arguments.need));
  command.consent = word_in(arguments.consent, "--consent", help::consent_named(arguments.consent));
  command.consented = desk.now.date;
  if (!arguments.consented.empty()) {
    auto const day = base::parse_date(arguments.consented);
    if (!day) throw CommandRefused("--consented must be a day as YYYY-MM-DD");
    command.consented = *day;
  }
  check_helper(desk, arguments.helper, command.need);
  std::string const usual_key = "refer " + std::to_string(command.debtor.value) + " " + arguments.helper + " " +
                                arguments.need + " " + base::format_date(command.consented);
  bool const repeated = desk.submit(std::move(command), usual_key.substr(0, engine::kTextLimit));
  return print(desk, engine::find_event<engine::ReferralMade>(desk.answer)->referral, repeated, output);
}

int run_help_send(HelpArguments const& arguments, Output output) {
  Desk desk{arguments};
  Referral const referral = desk.find();
  bool const repeated =
      desk.submit(engine::SendReferral{referral.id, desk.now.date}, "send " + std::to_string(referral.id.value));
  return print(desk, referral.id, repeated, output);
}

int run_help_accept(HelpArguments const& arguments, Output output) {
  return answer(arguments, help::State::kAccepted, output);
}

int run_help_decline(HelpArguments const& arguments, Output output) {
  return answer(arguments, help::State::kDeclined, output);
}

int run_help_end(HelpArguments const& arguments, Output output) {
  Desk desk{arguments};
  Referral const referral = desk.find();
  help::Outcome const outcome = word_in(arguments.outcome, "--outcome", help::outcome_named(arguments.outcome));
  bool const repeated =
      desk.submit(engine::EndReferral{referral.id, outcome, desk.now.date}, "end " + std::to_string(referral.id.value));
  return print(desk, referral.id, repeated, output);
}

int run_help_show(HelpArguments const& arguments, Output output) {
  Desk desk{arguments};
  return print(desk, desk.find().id, false, output);
}

int run_help_list(HelpArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const reader = desk.books.reader();
  std::vector<Referral> listed;
  if (arguments.debtor != 0) {
    listed = reader->referrals_of(desk.authority.id, {arguments.debtor});
  } else {
    reader->each_referral(desk.authority.id, [&](Referral const& each) { listed.push_back(each); });
  }
  std::erase_if(listed, [&](Referral const& each) {
    bool const theirs = arguments.as_helper.empty() || each.helper == arguments.as_helper;
    return !theirs || (!arguments.all && !help::is_open(each.state));
  });
  http::JsonWriter json;
  json.begin_object().key("referrals").begin_array();
  for (Referral const& each : listed) {
    if (output == Output::kText) {
      std::cout << line_of(each, desk.now.date) << "\n";
    } else {
      write(json, each);
    }
  }
  if (output == Output::kJson) std::cout << json.end_array().end_object().take() << "\n";
  if (output == Output::kText && listed.empty()) std::cout << "There is none.\n";
  return 0;
}

int run_help_policy(HelpArguments const& arguments, Output output) {
  Desk desk{arguments};
  if (arguments.defaults) help_settings().forget(desk.books, desk.authority);
  if (!arguments.settings.empty()) {
    help_settings().change(desk.books, desk.installation.authority(arguments.authority), {}, arguments.settings);
  }
  help::Policy const policy = help_policy(desk.installation.authority(arguments.authority));
  if (output == Output::kText) {
    help_settings().print(std::cout, policy);
    std::cout << "WARNING: " << kHelpWarning << "\n";
    return 0;
  }
  http::JsonWriter json;
  json.begin_object();
  help_settings().write(json, policy);
  json.member("warning", kHelpWarning);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

}  // namespace apps
