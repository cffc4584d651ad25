// Collection costs by the size of the claim, and the notice that must go before.
//
// Two kinds of scale: each band's percentage of the part of the principal within it, added up (Netherlands), or one
// amount for the band that the whole principal lies in (Norway).
// Units: minor units; basis points. Rounding is stated by the scale.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "law/calendar.h"
#include "law/fees.h"
#include "law/rounding.h"
#include "law/rule.h"

namespace law {

enum class ScaleKind : std::uint8_t { kPartOfEachBand, kAmountOfBand };

struct Band {
  std::optional<std::int64_t> up_to_minor;  // included; nothing: the last band
  std::int64_t value = 0;                   // basis points of the part, or minor units, as the kind says
};

struct CostScale {
  Rule rule;
  Applies applies = Applies::kEverybody;
  std::optional<Collector> collector;  // only if that is who collects; nothing: either
  ScaleKind kind = ScaleKind::kPartOfEachBand;
  std::vector<Band> bands;  // rising; only the last one has no upper end
  Rounding rounding = Rounding::kHalfUp;
  std::int64_t minimum_minor = 0;
  std::optional<std::int64_t> maximum_minor;
  std::int64_t business_factor = kBasisPointsInOne;          // for business debtors
  std::int64_t no_vat_deduction_factor = kBasisPointsInOne;  // if the creditor cannot deduct value added tax
  std::string replaces;                                      // the code of the scale whose amount this one includes
  std::string letter;         // the letter it comes with; empty: none, it falls due by itself
  std::string after_letter;   // the letter that must go before; may be empty
  int days_after_letter = 0;  // if no notice rule gives that letter's deadline
};

enum class VatDeduction : bool { kNo, kYes };

struct CostFacts {
  std::int64_t principal_minor = 0;  // above zero, within base::kMoneyLimitMinor
  DebtorClass debtor = DebtorClass::kConsumer;
  VatDeduction vat_deduction = VatDeduction::kYes;
};

/// Zero for a principal that is not above zero.
[[nodiscard]] std::int64_t cost_of(CostScale const& scale, CostFacts const& facts);

/// Nothing if the bands rise and only the last one is open; else what is wrong, and with which band.
struct BandFault {
  std::size_t band = 0;
  std::string message;
};
[[nodiscard]] std::optional<BandFault> find_fault(CostScale const& scale);

/// From when a letter's deadline counts.
enum class DeadlineFrom : std::uint8_t {
  kSending,
  kReceipt,  // the day after it
};

/// A letter that must give a deadline before anything that costs may follow.
struct Notice {
  Rule rule;
  std::string letter;
  Applies applies = Applies::kEverybody;
  DeadlineFrom from = DeadlineFrom::kSending;
  int deadline_days = 0;
  int delivery_days = 0;  // working days to reckon with where the day of receipt is not known
};

struct NoticeFacts {
  base::Date sent;
  std::optional<base::Date> received;  // if known
};

/// The last day on which paying is in time.
[[nodiscard]] base::Date notice_deadline(Notice const& notice, Calendar const& calendar, NoticeFacts const& facts);

}  // namespace law
