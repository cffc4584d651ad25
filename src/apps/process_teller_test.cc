#include "apps/process_teller.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "contact/plain_text.h"
#include "contact/readability.h"
#include "dunning/process_explanation.h"
#include "dunning/process_texts.h"

namespace apps {
namespace {

using contact::Language;

base::Date const kToday = base::parse_date("2026-11-22").value();

law::Pack pack_for(dunning::Procedure const& procedure) {
  std::vector<law::Pack> const packs = built_in_packs();
  return *std::ranges::find(packs, procedure.pack, &law::Pack::code);
}

dunning::Procedure named(std::string const& code) {
  std::vector<dunning::Procedure> const all = built_in_procedures();
  return *std::ranges::find(all, code, &dunning::Procedure::code);
}

std::string told(dunning::Procedure const& procedure, law::Pack const& pack, Language language = Language::kDanish) {
  return contact::plain_text(
      dunning::explain({procedure, pack, kToday, "Testby Kommune", "89 00 00 00", {}}, language));
}

TEST(ProcessExplanation, TellsEveryStepWithItsDaysAndTheMostThatItCosts) {
  dunning::Procedure const procedure = named("dk/municipal");
  std::string const text = told(procedure, pack_for(procedure));
  for (char const* wanted : {"1. Påmindelse før sidste betalingsdag", "3 dage før sidste betalingsdag", "2. Rykker",
                             "10 dage efter sidste betalingsdag", "Gebyret er 250\u00a0kr (gebyrloven § 2)",
                             "5 dage efter fristen i \"Rykker\"", "Du får 14 dage",
                             "højst 250\u00a0kr for en regning. Det står i gebyrloven § 2", "1\u00a0% for hver måned",
                             "gebyrloven § 3", "Gældsstyrelsen", "89 00 00 00"}) {
    EXPECT_TRUE(text.contains(wanted)) << wanted << " is not in:\n" << text;
  }
}

TEST(ProcessExplanation, AnotherProcedureOrDecisionIsAnotherText) {
  dunning::Procedure procedure = named("dk/municipal");
  law::Pack pack = pack_for(procedure);
  std::string const before = told(procedure, pack);
  auto const reminder = std::ranges::find(procedure.steps, "reminder", &dunning::Step::code);
  reminder->days = 23;
  reminder->answer_days = 17;
  reminder->titles["da"] = "Venlig rykker";
  std::ranges::find(pack.fees, "reminder", &law::Fee::letter)->decided_minor = 12'300;
  std::string const after = told(procedure, pack);
  for (char const* wanted : {"23 dage efter", "Du får 17 dage", "Venlig rykker", "123\u00a0kr"}) {
    EXPECT_TRUE(after.contains(wanted) && !before.contains(wanted)) << wanted;
  }
  EXPECT_FALSE(after.contains("250\u00a0kr"));
  reminder->fee = false;
  EXPECT_TRUE(told(procedure, pack).contains("Vi tager ikke gebyrer."));
  procedure.steps.pop_back();  // nobody takes over any more
  EXPECT_FALSE(told(procedure, pack).contains("gebyrer derfra"));
}

TEST(ProcessExplanation, CountsTheFeesOfAllSteps) {
  dunning::Procedure procedure = named("dk/municipal");
  law::Pack const pack = pack_for(procedure);
  EXPECT_EQ(dunning::highest_cost(procedure, pack, kToday), 25'000);
  dunning::Step again = *std::ranges::find(procedure.steps, "reminder", &dunning::Step::code);
  again.code = "again";
  procedure.steps.insert(procedure.steps.begin() + 2, again);
  EXPECT_EQ(dunning::highest_cost(procedure, pack, kToday), 50'000);
  EXPECT_TRUE(told(procedure, pack).contains("højst 500\u00a0kr"));
}

TEST(ProcessExplanation, NamesWhatTheLawMayAddToTheBill) {
  std::string const text = told(named("nl/social"), pack_for(named("nl/social")), Language::kDutch);
  EXPECT_TRUE(text.contains("van €\u00a040 tot €\u00a06.775. Dat staat in")) << text;
}

TEST(ProcessExplanation, IsPlainInEveryLanguageOfEveryProcedure) {
  for (dunning::Procedure const& procedure : built_in_procedures()) {
    for (Language const language : contact::kLanguages) {
      if (!procedure.names.contains(std::string{contact::code_of(language)})) continue;
      contact::Message const message =
          dunning::explain({procedure, pack_for(procedure), kToday, "Testby", "89 00 00 00", {}}, language);
      contact::TextCount main;
      contact::TextCount detail;
      auto const count = [&](contact::Block const& block, contact::Runs const& runs) {
        contact::count_text(block.part == contact::Part::kMain ? main : detail, contact::text_of(runs));
      };
      for (contact::Block const& block : message.blocks) {
        if (block.kind == contact::BlockKind::kFigures) continue;
        if (!block.text.empty()) count(block, block.text);
        for (contact::Cells const& row : block.rows) count(block, row.front());
        std::string const text = contact::text_of(block.text);
        EXPECT_FALSE(text.ends_with("kr") || text.contains('{')) << text;
      }
      std::string const where = procedure.code + " " + std::string{contact::code_of(language)};
      EXPECT_LE(contact::lix(main), 30) << where;
      EXPECT_LE(contact::lix(detail), 30) << where;
    }
  }
}

TEST(ProcessExplanation, HasNoFigureOfItsOwn) {
  for (Language const language : contact::kLanguages) {
    dunning::ProcessTexts const& texts = dunning::process_texts(language);
    for (std::string_view const text :
         {texts.lead, texts.fee, texts.cost, texts.interest_monthly, texts.interest_daily, texts.deadline, texts.days,
          texts.before, texts.after, texts.too_little, texts.law_costs, texts.after_hand_over, texts.one_letter}) {
      EXPECT_EQ(text.find_first_of("0123456789"), std::string_view::npos) << text;
    }
  }
}

TEST(ProcessExplanation, OnlyWhatTheAuthorityUsesIsToldInALanguageThatItHas) {
  engine::AuthorityLaw law{{pack_for(named("no/subscription")), pack_for(named("dk/municipal"))},
                           {named("dk/municipal"), named("no/subscription")},
                           {}};
  law.types["*"].procedure = "no/subscription";
  ports::Authority authority;
  authority.name = "Testby";
  auto const told = explain_processes(authority, law, kToday, Language::kDanish, {}, {});
  ASSERT_EQ(told.size(), 1U);
  EXPECT_NE(told.front().language, Language::kDanish);
  EXPECT_EQ(explain_processes(authority, law, kToday, Language::kEnglish, {}, {}).front().language, Language::kEnglish);
}

}  // namespace
}  // namespace apps
