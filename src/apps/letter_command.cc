#include "apps/letter_command.h"

#include <iostream>

#include "apps/installation.h"
#include "http/json_writer.h"

namespace apps {

int run_letter(std::string const& database_url, LetterArguments const& arguments, Output output) {
  auto const books = open_database(database_url);
  LawWatch law{*books};
  law.refresh();
  ports::Authority const authority = find_authority(*books, arguments.authority);
  base::Now const now = now_at(authority, adapters::system::SystemClock{});
  std::optional<base::Date> const on = arguments.on.empty() ? now.date : base::parse_date(arguments.on);
  if (!on) throw CommandRefused("'" + arguments.on + "' for --on is no date: write it as 2026-01-30");
  claims::Claim const claim = find_claim(*books->reader(), authority, arguments.source, arguments.claim);
  std::string const key =
      "letter:" + std::to_string(claim.id.value) + ":" + arguments.letter + ":" + base::format_date(*on);
  auto const outcome =
      books->submit_one({authority.id,
                         "letters",
                         key,
                         {},
                         {},
                         {engine::RecordLetter{{claim.id, {}, {}}, arguments.letter, arguments.with_fee, *on}}},
                        now);
  if (!outcome) {
    if (outcome.error().refusal == engine::Refusal::kKeyReusedWithOtherContent) {
      throw CommandRefused("this letter is recorded for that day already, with the fee or without it");
    }
    throw CommandRefused(std::string{engine::advice_for(outcome.error().refusal)});
  }
  auto const* const recorded = engine::find_event<engine::LetterRecorded>(*outcome);
  if (recorded == nullptr) throw CommandRefused("the letter was not recorded: run verify");
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("claim", claim.reference).member("letter", recorded->letter.letter);
    json.member("date", recorded->letter.date).member("fee_minor", recorded->letter.fee_minor);
    json.member("pack", recorded->pack).member("rule", recorded->letter.rule);
    if (recorded->answer_until) json.member("answer_until", *recorded->answer_until);
    json.member("repeated", outcome->kind == engine::AnswerKind::kRepeated).end_object();
    std::cout << json.take() << "\n";
    return 0;
  }
  std::cout << claim.reference << ": " << recorded->letter.letter << " of " << base::format_date(recorded->letter.date);
  if (recorded->letter.fee_minor > 0) {
    std::cout << ", " << base::format_amount(recorded->letter.fee_minor) << " " << authority.currency.code() << " by "
              << recorded->pack << " " << recorded->letter.rule;
  }
  if (recorded->answer_until) std::cout << "; to be paid until " << base::format_date(*recorded->answer_until);
  std::cout << "\n";
  return 0;
}

}  // namespace apps
