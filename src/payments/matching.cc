#include "payments/matching.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "payments/reference_characters.h"
#include "payments/reference_line.h"

namespace payments {

namespace {

using enum MatchReason;

bool is_word(char c) { return is_digit(c) || is_letter(c); }

bool among(std::span<std::string const> texts, std::string_view text) {
  return std::ranges::find(texts, text) != texts.end();
}

bool uses(MatchingRules const& rules, ReferenceScheme scheme) {
  return std::ranges::find(rules.schemes, scheme) != rules.schemes.end();
}

bool is_kid(ReferenceScheme scheme) {
  return scheme == ReferenceScheme::kKidModulus10 || scheme == ReferenceScheme::kKidModulus11;
}

/// A reference with a good check digit decides. That of the betalingskenmerk lets single wrong digits pass, which may
/// make one claim's reference of another's: it is a hint only.
ReferencePlace place_of(ReferenceScheme scheme) {
  return scheme == ReferenceScheme::kBetalingskenmerk ? ReferencePlace::kLoose : ReferencePlace::kSure;
}

void add(std::vector<FoundReference>& found, std::string const& text, ReferencePlace place) {
  auto const at = std::ranges::find(found, text, &FoundReference::text);
  if (at == found.end()) {
    found.push_back({text, place});
  } else if (place == ReferencePlace::kSure) {
    at->place = place;
  }
}

/// The reference of a payment line, if the line pays us.
std::optional<std::string> of_line(std::string_view text, MatchingRules const& rules) {
  auto const line = read_payment_line(text);
  if (!line || !line->reference || !uses(rules, line->reference->scheme)) return std::nullopt;
  bool const ours = rules.creditors.empty() || line->creditor.empty() || among(rules.creditors, line->creditor);
  return ours ? std::optional{line->reference->text} : std::nullopt;
}

void add_structured(std::vector<FoundReference>& found, std::string_view text, MatchingRules const& rules) {
  if (auto const reference = of_line(text, rules)) add(found, *reference, ReferencePlace::kSure);
  if (text.find_first_of("+#") != std::string_view::npos) return;
  for (ReferenceScheme const scheme : rules.schemes) {
    if (auto const read = read_reference(scheme, text)) add(found, read->text, place_of(scheme));
  }
}

void add_lines_in(std::vector<FoundReference>& found, std::string_view text, MatchingRules const& rules) {
  for (std::size_t at = text.find('+'); at != std::string_view::npos; at = text.find('+', at + 1)) {
    std::size_t const second = text.find('+', at + 1);
    if (second == std::string_view::npos) return;
    std::size_t end = second + 1;
    while (end < text.size() && (is_digit(text[end]) || text[end] == ' ')) ++end;
    if (auto const reference = of_line(text.substr(at, end - at), rules)) add(found, *reference, ReferencePlace::kSure);
  }
}

/// Groups of letters and digits that single blanks separate: "RF18 5390 0754 7034", "02684 01499 65328". Calls `give`
/// with every run of whole groups that begins at a group and fits a reference, without the blanks.
template <class Give>
void each_run(std::string_view text, Give&& give) {
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    if (!is_word(text[begin]) || (begin > 0 && is_word(text[begin - 1]))) continue;
    std::string run;
    for (std::size_t at = begin; at < text.size() && run.size() <= 25; ++at) {
      if (is_word(text[at])) {
        run += text[at];
        if (at + 1 == text.size() || !is_word(text[at + 1])) give(std::string_view{run});
      } else if (text[at] != ' ' || at + 1 == text.size() || !is_word(text[at + 1])) {
        break;
      }
    }
  }
}

void add_words_in(std::vector<FoundReference>& found, std::string_view text, MatchingRules const& rules) {
  each_run(text, [&](std::string_view run) {
    for (ReferenceScheme const scheme : rules.schemes) {
      bool const prefixed = scheme == ReferenceScheme::kCreditorReference;
      auto const read = prefixed ? read_reference(scheme, run) : check_reference(scheme, run);
      if (read) add(found, read->text, is_kid(scheme) ? ReferencePlace::kLoose : place_of(scheme));
    }
  });
}

/// One character differs, or two neighbours have changed places.
bool nearly(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  auto const [a, b] = std::ranges::mismatch(left, right);
  if (a == left.end()) return false;
  std::string_view const left_rest{a + 1, left.end()};
  std::string_view const right_rest{b + 1, right.end()};
  if (left_rest == right_rest) return true;
  // Not empty, or they would be equal.
  return *a == right_rest.front() && *b == left_rest.front() && left_rest.substr(1) == right_rest.substr(1);
}

/// What in the line could be meant as a reference, whether or not its check digit holds.
std::vector<std::string> attempts_in(BankMoney const& money) {
  std::vector<std::string> attempts;
  auto const take = [&](std::string_view run) {
    if (run.size() >= 5 && !among(attempts, run)) attempts.emplace_back(run);
  };
  for (std::string const& reference : money.references) each_run(reference, take);
  each_run(money.text, take);
  return attempts;
}

bool names_source_reference(std::string_view text, std::string_view reference) {
  if (reference.size() < 4) return false;  // shorter ones stand in a text by chance
  for (std::size_t at = text.find(reference); at != std::string_view::npos; at = text.find(reference, at + 1)) {
    std::size_t const end = at + reference.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

class Matcher {
 public:
  Matcher(BankMoney const& money, std::span<ClaimCandidate const> claims, std::span<DebtorCandidate const> debtors,
          MatchingRules const& rules)
      : money_(money), claims_(claims), debtors_(debtors), found_(references_in(money, rules)) {}

  Match decide() {
    collect_references();
    if (auto const sure = only_target()) return taken(*sure);
    if (!targets_.empty()) {
      for (Suggestion const& target : targets_) suggest(target.claim, target.debtor, kSeveralReferences);
    } else {
      collect_hints();
    }
    return ranked();
  }

 private:
  [[nodiscard]] bool has(std::span<std::string const> references, ReferencePlace place) const {
    return std::ranges::any_of(
        found_, [&](FoundReference const& found) { return found.place == place && among(references, found.text); });
  }

  void collect_references() {
    for (ClaimCandidate const& claim : claims_) {
      if (has(claim.references, ReferencePlace::kSure)) targets_.push_back({claim.claim, {}, kReference, 1});
    }
    for (DebtorCandidate const& debtor : debtors_) {
      if (has(debtor.references, ReferencePlace::kSure)) targets_.push_back({{}, debtor.debtor, kReference, 1});
    }
  }

  /// The one thing the sure references name; a claim together with one of its own debtors is the claim.
  [[nodiscard]] std::optional<Suggestion> only_target() const {
    if (targets_.size() == 1) return targets_.front();
    if (targets_.size() != 2 || !targets_[0].claim || !targets_[1].debtor) return std::nullopt;
    auto const claim = std::ranges::find(claims_, targets_[0].claim, &ClaimCandidate::claim);
    bool const own = std::ranges::find(claim->liable, targets_[1].debtor) != claim->liable.end();
    return own ? std::optional{targets_[0]} : std::nullopt;
  }

  [[nodiscard]] Match taken(Suggestion const& target) const {
    Match match;
    match.kind = target.claim ? MatchKind::kClaim : MatchKind::kDebtor;
    match.claim = target.claim;
    match.debtor = target.debtor;
    std::int64_t const open = target.claim
                                  ? std::ranges::find(claims_, target.claim, &ClaimCandidate::claim)->open_minor
                                  : std::ranges::find(debtors_, target.debtor, &DebtorCandidate::debtor)->open_minor;
    match.left_minor = std::max<std::int64_t>(0, money_.amount_minor - open);
    return match;
  }

  void collect_hints() {
    std::vector<std::string> const attempts = attempts_in(money_);
    auto const one_digit_wrong = [&](std::span<std::string const> references) {
      return std::ranges::any_of(attempts, [&](std::string const& attempt) {
        return std::ranges::any_of(references, [&](std::string const& issued) { return nearly(attempt, issued); });
      });
    };
    for (ClaimCandidate const& claim : claims_) {
      bool const fits = claim.open_minor == money_.amount_minor;
      if (has(claim.references, ReferencePlace::kLoose)) suggest(claim.claim, {}, kReferenceInText);
      if (one_digit_wrong(claim.references)) suggest(claim.claim, {}, kOneDigitWrong);
      if (names_source_reference(money_.text, claim.source_reference)) suggest(claim.claim, {}, kSourceReferenceInText);
      if (fits && known_payer_of(claim)) suggest(claim.claim, {}, kKnownPayerAndAmount);
      if (fits) suggest(claim.claim, {}, kAmountOfClaim);
    }
    for (DebtorCandidate const& debtor : debtors_) {
      bool const fits = debtor.open_minor == money_.amount_minor;
      if (has(debtor.references, ReferencePlace::kLoose)) suggest({}, debtor.debtor, kReferenceInText);
      if (one_digit_wrong(debtor.references)) suggest({}, debtor.debtor, kOneDigitWrong);
      if (fits && knows(debtor)) suggest({}, debtor.debtor, kKnownPayerAndAmount);
      if (fits) suggest({}, debtor.debtor, kAmountOfDebtor);
      if (knows(debtor)) suggest({}, debtor.debtor, kKnownPayer);
    }
  }

  [[nodiscard]] bool knows(DebtorCandidate const& debtor) const {
    return !money_.payer.empty() && among(debtor.known_payers, money_.payer);
  }
  [[nodiscard]] bool known_payer_of(ClaimCandidate const& claim) const {
    return std::ranges::any_of(debtors_, [&](DebtorCandidate const& debtor) {
      return knows(debtor) && std::ranges::find(claim.liable, debtor.debtor) != claim.liable.end();
    });
  }

  /// Each claim and debtor once, with its best reason.
  void suggest(base::ClaimId claim, base::DebtorId debtor, MatchReason reason) {
    auto const at = std::ranges::find_if(
        suggestions_, [&](Suggestion const& known) { return known.claim == claim && known.debtor == debtor; });
    if (at == suggestions_.end()) {
      suggestions_.push_back({claim, debtor, reason, 1});
    } else {
      at->reason = std::min(at->reason, reason);
    }
  }

  [[nodiscard]] Match ranked() {
    std::ranges::sort(suggestions_, [](Suggestion const& left, Suggestion const& right) {
      if (left.reason != right.reason) return left.reason < right.reason;
      // Claims before debtors: they say more.
      if (bool{left.claim} != bool{right.claim}) return bool{left.claim};
      return std::tie(left.claim, left.debtor) < std::tie(right.claim, right.debtor);
    });
    if (suggestions_.size() > kMostSuggestions) suggestions_.resize(kMostSuggestions);
    std::int32_t rank = 0;
    for (Suggestion& suggestion : suggestions_) suggestion.rank = ++rank;
    Match match;
    match.kind = suggestions_.empty() ? MatchKind::kNone : MatchKind::kSuggestions;
    match.suggestions = std::move(suggestions_);
    return match;
  }

  BankMoney const& money_;
  std::span<ClaimCandidate const> claims_;
  std::span<DebtorCandidate const> debtors_;
  std::vector<FoundReference> found_;
  std::vector<Suggestion> targets_;
  std::vector<Suggestion> suggestions_;
};

}  // namespace

std::string_view name_of(MatchReason reason) {
  switch (reason) {
    case kReference:
      return "reference";
    case kSeveralReferences:
      return "several_references";
    case kReferenceInText:
      return "reference_in_text";
    case kOneDigitWrong:
      return "one_digit_wrong";
    case kSourceReferenceInText:
      return "source_reference_in_text";
    case kKnownPayerAndAmount:
      return "known_payer_and_amount";
    case kAmountOfClaim:
      return "amount_of_claim";
    case kAmountOfDebtor:
      return "amount_of_debtor";
    case kKnownPayer:
      return "known_payer";
  }
  return "";
}

std::vector<FoundReference> references_in(BankMoney const& money, MatchingRules const& rules) {
  std::vector<FoundReference> found;
  for (std::string const& reference : money.references) add_structured(found, reference, rules);
  add_lines_in(found, money.text, rules);
  add_words_in(found, money.text, rules);
  return found;
}

Match match(BankMoney const& money, std::span<ClaimCandidate const> claims, std::span<DebtorCandidate const> debtors,
            MatchingRules const& rules) {
  if (money.amount_minor <= 0 || money.currency != rules.currency) return {};
  return Matcher{money, claims, debtors, rules}.decide();
}

}  // namespace payments
