#include "engine/form_counter.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace engine {

bool has_field(Form form, FormField field) {
  using enum FormField;
  if (field == kForm) return true;
  switch (form) {
    case Form::kLinkPayOnDate:
      return field == kDay;
    case Form::kLinkDeferral:
      return field == kDay || field == kWords;
    case Form::kLinkObjection:
      return field == kReason || field == kWords;
    case Form::kLinkInstalments:
    case Form::kLinkQuestion:
    case Form::kLinkHelp:
      return field == kWords;
    case Form::kLinkPlan:
      return field == kPlan;
    case Form::kEnquiry:
      return field == kKind || field == kClaims || field == kReason || field == kDay || field == kWords;
    case Form::kAbility:
      return field == kIncome || field == kAge || field == kHousing || field == kOther;
    case Form::kDirectDebit:
      return false;
  }
  return false;
}

FormFault form_fault_of(ChoiceRefusal refusal) {
  switch (refusal) {
    case ChoiceRefusal::kNothingOpen:
      return {FormField::kForm, FormCode::kNothingOpen};
    case ChoiceRefusal::kDateOutOfRange:
      return {FormField::kDay, FormCode::kOutOfRange};  // or none was chosen: what is no day is not told apart
    case ChoiceRefusal::kAlreadyPromised:
      return {FormField::kDay, FormCode::kAlreadyPromised};
    case ChoiceRefusal::kUnknownReason:
      return {FormField::kReason, FormCode::kUnknown};
    case ChoiceRefusal::kWordsMissing:
      return {FormField::kWords, FormCode::kMissing};
    case ChoiceRefusal::kWordsTooLong:
      return {FormField::kWords, FormCode::kTooLong};
    case ChoiceRefusal::kByBooks:
      break;
  }
  return {FormField::kForm, FormCode::kChangedMeanwhile};
}

// What fails in these, for want of memory, is a number too few: no reason to fail anybody's request.
void FormCounter::count(Form form, base::Date day, ports::FormDeed deed) noexcept {
  try {
    std::lock_guard const lock{mutex_};
    ++numbers_[{day, form, deed, {}}];
  } catch (...) {
    return;
  }
}

void FormCounter::refused(Form form, base::Date day, std::span<FormFault const> faults) noexcept {
  try {
    std::lock_guard const lock{mutex_};
    ++numbers_[{day, form, ports::FormDeed::kRefused, {}}];
    for (std::size_t i = 0; i < faults.size(); ++i) {
      auto const before = faults.first(i);
      bool const again = std::ranges::find(before, faults[i].field, &FormFault::field) != before.end();
      if (!again) ++numbers_[{day, form, ports::FormDeed::kFault, faults[i]}];
    }
  } catch (...) {
    return;
  }
}

void FormCounter::write_down() {
  Numbers numbers;
  {
    std::lock_guard const lock{mutex_};
    numbers.swap(numbers_);
  }
  if (numbers.empty()) return;
  std::vector<ports::FormCount> counts;
  for (auto const& [key, number] : numbers) {
    bool const is_fault = key.deed == ports::FormDeed::kFault;
    auto const name = [&](auto const& names, auto value) {
      return is_fault ? std::string{names[static_cast<std::size_t>(value)]} : std::string{};
    };
    counts.push_back({key.day, std::string{name_of(key.form)}, key.deed, name(kFormFieldNames, key.fault.field),
                      name(kFormCodeNames, key.fault.code), number});
  }
  std::ranges::sort(counts);
  try {
    store_.add(authority_, counts);
  } catch (...) {
    std::lock_guard const lock{mutex_};
    for (auto const& [key, number] : numbers) numbers_[key] += number;
    throw;
  }
}

}  // namespace engine
