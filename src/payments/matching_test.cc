#include "payments/matching.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/seeded_stream.h"

namespace payments {
namespace {

using enum MatchReason;
using enum ReferenceScheme;

constexpr base::Date kDay{20'000};

MatchingRules danish() { return {{kFik71, kCreditorReference}, base::kDanishKrone, {"81234567"}}; }
MatchingRules norwegian() { return {{kKidModulus10}, *base::Currency::parse("NOK"), {}}; }

std::string text_of(ReferenceScheme scheme, base::ClaimId claim) { return reference_of(scheme, claim)->text; }
std::string text_of(ReferenceScheme scheme, base::DebtorId debtor) { return reference_of(scheme, debtor)->text; }

ClaimCandidate claim(std::int64_t id, std::int64_t debtor, std::int64_t open_minor, ReferenceScheme scheme = kFik71) {
  return {base::ClaimId{id},
          {base::DebtorId{debtor}},
          {text_of(scheme, base::ClaimId{id})},
          "F-2026-" + std::to_string(id),
          open_minor};
}

DebtorCandidate debtor(std::int64_t id, std::int64_t open_minor, ReferenceScheme scheme = kFik71) {
  return {
      base::DebtorId{id}, {text_of(scheme, base::DebtorId{id})}, {"DK50 0040 044 " + std::to_string(id)}, open_minor};
}

BankMoney money(std::int64_t minor, std::vector<std::string> references, std::string text = "",
                std::string payer = "") {
  return {minor, base::kDanishKrone, kDay, std::move(references), std::move(text), std::move(payer)};
}

std::vector<ClaimCandidate> const kClaims = {claim(1, 10, 50'000), claim(2, 10, 30'000), claim(3, 11, 50'000)};
std::vector<DebtorCandidate> const kDebtors = {debtor(10, 80'000), debtor(11, 50'000)};

Match matched(BankMoney const& line) { return match(line, kClaims, kDebtors, danish()); }

TEST(Matching, AValidReferenceDecides) {
  std::string const reference = text_of(kFik71, base::ClaimId{2});
  for (std::string const& written : {reference, "+71<" + reference + "+81234567<", reference.substr(3),
                                     reference.substr(0, 5) + " " + reference.substr(5)}) {
    Match const found = matched(money(30'000, {written}));
    EXPECT_EQ(found.kind, MatchKind::kClaim) << written;
    EXPECT_EQ(found.claim, base::ClaimId{2});
    EXPECT_EQ(found.left_minor, 0);
    EXPECT_TRUE(found.suggestions.empty());
  }
  EXPECT_EQ(matched(money(31'000, {reference})).left_minor, 1'000);
  EXPECT_EQ(matched(money(1, {reference})).kind, MatchKind::kClaim);  // a part
}

TEST(Matching, AWeakCheckDigitOnlySuggests) {
  MatchingRules const dutch{{kBetalingskenmerk}, base::kEuro, {}};
  std::vector<ClaimCandidate> const claims = {claim(1, 10, 50'000, kBetalingskenmerk),
                                              claim(2, 11, 50'000, kBetalingskenmerk)};
  std::string const reference = text_of(kBetalingskenmerk, base::ClaimId{1});
  for (BankMoney line : {money(50'000, {reference}), money(50'000, {}, "betreft " + reference)}) {
    line.currency = base::kEuro;
    Match const found = match(line, claims, {}, dutch);
    EXPECT_EQ(found.kind, MatchKind::kSuggestions);
    ASSERT_FALSE(found.suggestions.empty());
    EXPECT_EQ(found.suggestions.front().claim, base::ClaimId{1});
    EXPECT_EQ(found.suggestions.front().reason, kReferenceInText);
  }
}

TEST(Matching, AValidReferenceInTextDecidesIfItCannotBeChance) {
  std::string const fik = text_of(kFik71, base::ClaimId{2});
  EXPECT_EQ(matched(money(5, {}, "betaling +71<" + fik + "+81234567< tak")).claim, base::ClaimId{2});
  EXPECT_EQ(matched(money(5, {}, "bet. " + fik)).claim, base::ClaimId{2});
  EXPECT_EQ(matched(money(5, {}, "~" + fik + " ")).claim, base::ClaimId{2});
  EXPECT_EQ(matched(money(5, {}, fik.substr(0, 5) + " " + fik.substr(5, 5) + " " + fik.substr(10))).claim,
            base::ClaimId{2});
  std::vector<ClaimCandidate> const other = {claim(2, 10, 30'000, kCreditorReference)};
  std::string const printed = print_reference(*reference_of(kCreditorReference, base::ClaimId{2}));
  EXPECT_EQ(match(money(5, {}, "Rechnung " + printed + " danke"), other, {}, danish()).claim, base::ClaimId{2});
  // The same digits inside a longer number are no reference.
  EXPECT_EQ(matched(money(5, {}, "9" + fik)).kind, MatchKind::kNone);
}

TEST(Matching, AnotherCreditorsPaymentLineIsNotOurs) {
  std::string const line = "+71<" + text_of(kFik71, base::ClaimId{2}) + "+87654321<";
  EXPECT_TRUE(references_in(money(5, {line}), danish()).empty());
  EXPECT_NE(matched(money(30'000, {line})).kind, MatchKind::kClaim);
}

TEST(Matching, ADebtorsReferenceGivesTheDebtor) {
  Match const found = matched(money(90'000, {text_of(kFik71, base::DebtorId{10})}));
  EXPECT_EQ(found.kind, MatchKind::kDebtor);
  EXPECT_EQ(found.debtor, base::DebtorId{10});
  EXPECT_EQ(found.claim, base::ClaimId{});
  EXPECT_EQ(found.left_minor, 10'000);
  // Together with a claim of that debtor it is the claim; with another debtor's, a question.
  std::string const own = text_of(kFik71, base::DebtorId{10});
  EXPECT_EQ(matched(money(5, {own, text_of(kFik71, base::ClaimId{1})})).claim, base::ClaimId{1});
  EXPECT_EQ(matched(money(5, {own, text_of(kFik71, base::ClaimId{3})})).kind, MatchKind::kSuggestions);
}

TEST(Matching, SeveralReferencesAreAQuestion) {
  Match const found = matched(money(80'000, {text_of(kFik71, base::ClaimId{2}), text_of(kFik71, base::ClaimId{1})}));
  EXPECT_EQ(found.kind, MatchKind::kSuggestions);
  EXPECT_EQ(found.suggestions, (std::vector<Suggestion>{{base::ClaimId{1}, {}, kSeveralReferences, 1},
                                                        {base::ClaimId{2}, {}, kSeveralReferences, 2}}));
}

TEST(Matching, OneDigitWrongIsOnlyASuggestion) {
  std::string reference = text_of(kFik71, base::ClaimId{2});
  reference[3] = '7';
  Match found = matched(money(1, {reference}));
  EXPECT_EQ(found.kind, MatchKind::kSuggestions);
  EXPECT_EQ(found.suggestions, (std::vector<Suggestion>{{base::ClaimId{2}, {}, kOneDigitWrong, 1}}));

  std::string swapped = text_of(kFik71, base::ClaimId{2});
  std::swap(swapped[12], swapped[13]);
  ASSERT_NE(swapped, text_of(kFik71, base::ClaimId{2}));
  found = matched(money(1, {}, "ref " + swapped));
  ASSERT_EQ(found.kind, MatchKind::kSuggestions);
  EXPECT_EQ(found.suggestions[0].claim, base::ClaimId{2});
  EXPECT_EQ(found.suggestions[0].reason, kOneDigitWrong);
}

TEST(Matching, AKidInTextIsOnlyASuggestion) {
  std::vector<ClaimCandidate> const claims = {claim(2, 10, 30'000, kKidModulus10)};
  std::string const kid = text_of(kKidModulus10, base::ClaimId{2});
  BankMoney line = money(5, {kid});
  line.currency = norwegian().currency;
  EXPECT_EQ(match(line, claims, {}, norwegian()).kind, MatchKind::kClaim);
  line.references.clear();
  line.text = "faktura " + kid;
  Match const found = match(line, claims, {}, norwegian());
  EXPECT_EQ(found.kind, MatchKind::kSuggestions);
  EXPECT_EQ(found.suggestions, (std::vector<Suggestion>{{base::ClaimId{2}, {}, kReferenceInText, 1}}));
}

TEST(Matching, HintsAreRankedByHowMuchTheySay) {
  Match const found = matched(money(50'000, {}, "bøde F-2026-2", "DK50 0040 044 11"));
  EXPECT_EQ(found.kind, MatchKind::kSuggestions);
  EXPECT_EQ(found.suggestions, (std::vector<Suggestion>{{base::ClaimId{2}, {}, kSourceReferenceInText, 1},
                                                        {base::ClaimId{3}, {}, kKnownPayerAndAmount, 2},
                                                        {{}, base::DebtorId{11}, kKnownPayerAndAmount, 3},
                                                        {base::ClaimId{1}, {}, kAmountOfClaim, 4}}));
  EXPECT_EQ(matched(money(80'000, {})).suggestions,
            (std::vector<Suggestion>{{{}, base::DebtorId{10}, kAmountOfDebtor, 1}}));
  EXPECT_EQ(matched(money(123, {}, "", "DK50 0040 044 10")).suggestions,
            (std::vector<Suggestion>{{{}, base::DebtorId{10}, kKnownPayer, 1}}));
  EXPECT_EQ(matched(money(123, {}, "F-2026-22 xF-2026-2")).kind, MatchKind::kNone);
  EXPECT_EQ(matched(money(123, {}, "F-2026-2 tak")).suggestions[0].reason, kSourceReferenceInText);
}

TEST(Matching, DebtorsAreSuggestedToo) {
  std::string wrong = text_of(kFik71, base::DebtorId{11});
  wrong[2] = '9';
  EXPECT_EQ(matched(money(1, {wrong})).suggestions,
            (std::vector<Suggestion>{{{}, base::DebtorId{11}, kOneDigitWrong, 1}}));
  std::vector<DebtorCandidate> const debtors = {debtor(12, 700, kKidModulus10), debtor(11, 700, kKidModulus10)};
  BankMoney line = money(700, {}, "kid " + text_of(kKidModulus10, base::DebtorId{12}));
  line.currency = norwegian().currency;
  EXPECT_EQ(match(line, {}, debtors, norwegian()).suggestions,
            (std::vector<Suggestion>{{{}, base::DebtorId{12}, kReferenceInText, 1},
                                     {{}, base::DebtorId{11}, kAmountOfDebtor, 2}}));
  line.text.clear();
  EXPECT_EQ(match(line, {}, debtors, norwegian()).suggestions,
            (std::vector<Suggestion>{{{}, base::DebtorId{11}, kAmountOfDebtor, 1},
                                     {{}, base::DebtorId{12}, kAmountOfDebtor, 2}}));
}

TEST(Matching, TextsOfAnyKindAreReadWithoutHarm) {
  MatchingRules rules = norwegian();
  rules.schemes = {kKidModulus11};
  std::string const kid = text_of(kKidModulus11, base::ClaimId{3});
  EXPECT_EQ(references_in(money(1, {}, "  " + kid + "  "), rules).front().place, ReferencePlace::kLoose);
  EXPECT_EQ(
      matched(money(1, {}, std::string(60, '7') + " a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3")).kind,
      MatchKind::kNone);
  EXPECT_EQ(matched(money(1, {}, "12345 12345 -F-2026-2x F-2026-2")).suggestions[0].claim, base::ClaimId{2});
  ClaimCandidate brief = claim(9, 9, 1);
  brief.source_reference = "abc";
  EXPECT_EQ(match(money(5, {}, "abc"), {&brief, 1}, {}, danish()).kind, MatchKind::kNone);
  // Two debtors named are a question.
  Match const two = matched(money(1, {text_of(kFik71, base::DebtorId{10}), text_of(kFik71, base::DebtorId{11})}));
  EXPECT_EQ(two.kind, MatchKind::kSuggestions);
  EXPECT_EQ(two.suggestions.size(), 2U);
}

TEST(Matching, WhereReferencesAreFound) {
  std::string const fik = text_of(kFik71, base::ClaimId{2});
  auto const texts = [&](BankMoney const& line, MatchingRules const& rules) {
    std::vector<std::string> found;
    for (FoundReference const& reference : references_in(line, rules)) found.push_back(reference.text);
    return found;
  };
  std::vector<std::string> const one = {fik};
  EXPECT_EQ(texts(money(1, {fik, fik}, fik), danish()), one);  // each once
  EXPECT_EQ(texts(money(1, {"71#" + fik}), danish()), one);    // names no creditor
  EXPECT_EQ(texts(money(1, {}, "a+b +71<" + fik + "+ 81234567"), danish()), one);
  EXPECT_TRUE(texts(money(1, {"+73<+81234567<", "+75<1234567890123452+81234567<"}, "a+71<"), danish()).empty());
  MatchingRules any = danish();
  any.creditors.clear();
  EXPECT_EQ(texts(money(1, {"+71<" + fik + "+87654321<"}), any), one);
  // A hint becomes sure where the bank has it in its own field.
  std::string const kid = text_of(kKidModulus10, base::ClaimId{2});
  MatchingRules both = norwegian();
  both.schemes = {kKidModulus11, kKidModulus10};
  EXPECT_EQ(references_in(money(1, {}, kid + " ."), norwegian()),
            (std::vector<FoundReference>{{kid, ReferencePlace::kLoose}}));
  EXPECT_EQ(references_in(money(1, {kid}, kid), both).front(), (FoundReference{kid, ReferencePlace::kSure}));
  EXPECT_TRUE(references_in(money(1, {}, "x", "y"), MatchingRules{}).empty());
}

TEST(Matching, NoMoneyAndOtherMoneyMatchNothing) {
  std::string const reference = text_of(kFik71, base::ClaimId{2});
  EXPECT_EQ(matched(money(0, {reference})).kind, MatchKind::kNone);
  EXPECT_EQ(matched(money(-30'000, {reference})).kind, MatchKind::kNone);
  BankMoney euro = money(30'000, {reference});
  euro.currency = base::kEuro;
  EXPECT_EQ(matched(euro).kind, MatchKind::kNone);
  EXPECT_EQ(matched(money(123, {})), Match{});
}

TEST(Matching, AtMostTenSuggestions) {
  std::vector<ClaimCandidate> claims;
  for (std::int64_t id = 1; id <= 40; ++id) claims.push_back(claim(id, id, 100));
  Match const found = match(money(100, {}), claims, {}, danish());
  EXPECT_EQ(found.suggestions.size(), kMostSuggestions);
  EXPECT_EQ(found.suggestions.back().rank, 10);
  EXPECT_EQ(found.suggestions.back().claim, base::ClaimId{10});
}

TEST(Matching, EveryReasonHasAName) {
  for (int reason = 1; reason <= 9; ++reason) EXPECT_FALSE(name_of(static_cast<MatchReason>(reason)).empty());
}

/// Over random lines: nothing but an issued reference, whole, ever decides; and the order of candidates never matters.
TEST(Matching, NeverGuesses) {
  base::SeededStream stream(7, "matching");
  int decided = 0;
  for (int round = 0; round < 2'000; ++round) {
    std::vector<ClaimCandidate> claims;
    for (int i = 0; i < 6; ++i) claims.push_back(claim(1 + stream.below(30) * 10 + i, 1 + stream.below(3), 100));
    std::string reference = claims[static_cast<std::size_t>(stream.below(6))].references[0];
    bool const broken = stream.below(2) == 0;
    if (broken) {
      auto const at = static_cast<std::size_t>(stream.below(static_cast<std::int64_t>(reference.size())));
      reference[at] = reference[at] == '9' ? '0' : static_cast<char>(reference[at] + 1);
    }
    BankMoney const line = stream.below(2) == 0 ? money(100, {reference}) : money(100, {}, "bet " + reference);
    Match const found = match(line, claims, {}, danish());
    EXPECT_EQ(found.kind, broken ? MatchKind::kSuggestions : MatchKind::kClaim) << reference;
    if (found.kind == MatchKind::kClaim) {
      EXPECT_EQ(text_of(kFik71, found.claim), reference);
      ++decided;
    }
    std::ranges::reverse(claims);
    EXPECT_EQ(match(line, claims, {}, danish()), found);
  }
  EXPECT_GT(decided, 500);
}

}  // namespace
}  // namespace payments
