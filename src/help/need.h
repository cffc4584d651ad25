// What somebody may need help with, as a small list: the directory says who helps with it, a referral what it is about.
//
// A need is what a person asked for or agreed to. It is no diagnosis and no mark on anybody.
// Pure values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace help {

/// The numbers stand in the journal: add at the end only.
enum class Need : std::uint8_t {
  kDebtAdvice = 1,
  kBudget = 2,
  kBenefits = 3,
  kHousing = 4,  // without a home, or soon
  kFood = 5,
  kMentalHealth = 6,
  kAddiction = 7,
  kLegalAid = 8,
};
inline constexpr std::array kNeeds = {Need::kDebtAdvice, Need::kBudget,       Need::kBenefits,  Need::kHousing,
                                      Need::kFood,       Need::kMentalHealth, Need::kAddiction, Need::kLegalAid};

/// "debt_advice", "budget", "benefits" ...
[[nodiscard]] std::string_view name_of(Need need);
[[nodiscard]] std::optional<Need> need_named(std::string_view name);
[[nodiscard]] constexpr std::size_t index_of(Need need) { return static_cast<std::size_t>(need) - 1; }

}  // namespace help
