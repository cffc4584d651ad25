#include "apps/debtors_command.h"

#include <fstream>
#include <iostream>

#include "apps/installation.h"
#include "apps/reachability_text.h"
#include "base/encoding.h"
#include "http/json_writer.h"
#include "http/source/national_id.h"

namespace apps {

namespace {

struct RefusedLine {
  std::int64_t line = 0;
  std::string why;
};

struct Summary {
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::vector<RefusedLine> refused;
};

class IdChange {
 public:
  IdChange(DebtorsArguments const& arguments)
      : arguments_(arguments),
        installation_(arguments.database, arguments.key_file),
        authority_(installation_.authority(arguments.authority)),
        now_(installation_.now(authority_)),
        kind_(arguments.kind == "company" ? claims::DebtorKind::kCompany : claims::DebtorKind::kPerson) {}

  Summary run(std::istream& lines) {
    Summary summary;
    std::string text;
    for (std::int64_t number = 1; std::getline(lines, text); ++number) {
      if (!text.empty() && text.back() == '\r') text.pop_back();
      if (text.empty()) continue;
      std::string const why = change(text, summary);
      if (!why.empty()) summary.refused.push_back({number, why});
    }
    return summary;
  }

 private:
  /// Empty if it is done; else why not, without the ids.
  std::string change(std::string const& text, Summary& summary) {
    std::size_t const comma = text.find(',');
    if (comma == std::string::npos) return "must be the former id, a comma and the new id";
    auto const former = http::source::read_national_id(text.substr(0, comma), kind_, authority_.country);
    auto const wanted = http::source::read_national_id(text.substr(comma + 1), kind_, authority_.country);
    if (!former) return "the former id " + former.error();
    if (!wanted) return "the new id " + wanted.error();
    auto const reader = installation_.books().reader();
    auto const debtor = reader->find_party(authority_.id, party_of(*former));
    if (!debtor) return "nobody here has the former id";
    auto const sealed = reader->sealed_person(authority_.id, *debtor);
    auto party = sealed ? installation_.vault().seal_with_other_id(kind_, *sealed, *wanted) : std::nullopt;
    if (!party) return "the debtor's details cannot be opened with this key";
    // Sealed again the same details give the same digests.
    auto const as_is = installation_.vault().seal_with_other_id(kind_, *sealed, *former);
    auto const current = reader->find_party(authority_.id, *party);
    engine::Submission submission{authority_.id, "clerk", {}, {}, {}, {}};
    submission.key = "national id:" + std::to_string(debtor->value) + ":" + hex(as_is->blind_index) + ":" +
                     hex(party->blind_index) + ":" + base::format_date(now_.date);
    if (current && *current == *debtor && is_current(*sealed, *party)) {
      ++summary.unchanged;
      return {};
    }
    submission.parties.push_back(std::move(*party));
    submission.commands.emplace_back(engine::ChangeNationalId{*debtor, 0, arguments_.reason, now_.date});
    auto const outcome = installation_.books().submit_one(std::move(submission), now_);
    if (!outcome) return std::string{engine::advice_for(outcome.error().refusal)};
    ++(outcome->kind == engine::AnswerKind::kApplied ? summary.changed : summary.unchanged);
    return {};
  }

  ports::Party party_of(std::string const& id) {
    ports::PersonDetails person;
    person.kind = kind_;
    person.national_id = id;
    return installation_.vault().seal(person);
  }
  /// Whether what is kept has this party's id already.
  bool is_current(std::string const& sealed, ports::Party const& party) {
    auto const kept = installation_.vault().open("person", sealed);
    auto const wanted = installation_.vault().open("person", party.sealed);
    return kept && kept == wanted;
  }
  static std::string hex(ports::ShortDigest const& digest) {
    return base::to_hex(std::string_view{reinterpret_cast<char const*>(digest.data()), digest.size()});
  }

  DebtorsArguments const& arguments_;
  Installation installation_;
  ports::Authority authority_;
  base::Now now_;
  claims::DebtorKind kind_;
};

}  // namespace

int run_debtors_change_id(DebtorsArguments const& arguments, Output output) {
  std::ifstream file;
  if (arguments.file != "-") {
    file.open(arguments.file);
    if (!file) throw CommandRefused("cannot read '" + arguments.file + "'");
  }
  Summary const summary = IdChange{arguments}.run(arguments.file == "-" ? std::cin : file);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("changed", summary.changed).member("unchanged", summary.unchanged);
    json.key("refused").begin_array();
    for (RefusedLine const& refused : summary.refused) {
      json.begin_object().member("line", refused.line).member("why", refused.why).end_object();
    }
    std::cout << json.end_array().end_object().take() << "\n";
  } else {
    std::cout << summary.changed << " debtors have another national id, " << summary.unchanged << " had it already\n";
  }
  for (RefusedLine const& refused : summary.refused) {
    std::cerr << "fairdue debtors: line " << refused.line << ": " << refused.why << "\n";
  }
  return summary.refused.empty() ? 0 : 1;
}

int run_debtors_show(DebtorsArguments const& arguments, Output output) {
  Installation installation{arguments.database, arguments.key_file};
  ports::Authority const authority = installation.authority(arguments.authority);
  base::DebtorId const debtor{arguments.debtor};
  auto const row = installation.books().reader()->debtor(authority.id, debtor);
  if (!row) throw CommandRefused("there is no debtor " + std::to_string(arguments.debtor));
  auto const channels = ask_reachability(installation, authority, debtor);
  constexpr std::string_view kKinds[] = {"unknown", "person", "company", "authority"};
  std::string_view const kind = kKinds[static_cast<std::size_t>(row->kind)];
  if (output == Output::kText) {
    std::cout << "debtor " << debtor.value << ", " << kind << "\n" << reachability_text(channels);
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("debtor", debtor.value).member("kind", kind).key("channels");
  write_reachability(json, channels);
  json.end_object();
  std::cout << json.take() << "\n";
  return 0;
}

}  // namespace apps
