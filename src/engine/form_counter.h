// Counts how forms go: opened, refused and where, kept, sent. By legal day, form, field and fault, all from the lists
// here: nothing that somebody has typed can come in, and nothing says who it was or at what time.
//
// A page must never wait for it, nor fail because of it. So counting adds to a number in memory, and a worker writes
// what has come together to the store every few seconds; what a process had not yet written when it was killed is lost.
// Talks to ports only. Thread safety: any thread may call.
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <span>
#include <string_view>
#include <tuple>

#include "engine/debtor_choices.h"
#include "ports/form_count_store.h"

namespace engine {

enum class Form : std::uint8_t {
  kLinkPayOnDate,  // behind a safe link
  kLinkInstalments,
  kLinkDeferral,
  kLinkObjection,
  kLinkQuestion,
  kLinkHelp,
  kLinkPlan,     // the ways to pay in instalments, to choose from
  kEnquiry,      // for whoever has logged in, and so are the next
  kAbility,      // what can be paid a month
  kDirectDebit,  // signing up
};
inline constexpr std::array<std::string_view, 10> kFormNames = {
    "link_pay_on_date", "link_instalments", "link_deferral", "link_objection", "link_question",
    "link_help",        "link_plan",        "enquiry",       "ability",        "direct_debit"};

enum class FormField : std::uint8_t {
  kForm,  // the form as a whole
  kKind,
  kClaims,
  kReason,
  kDay,
  kWords,
  kPlan,
  kIncome,
  kAge,  // of a child
  kHousing,
  kOther,
};
inline constexpr std::array<std::string_view, 11> kFormFieldNames = {
    "form", "kind", "claims", "reason", "day", "words", "plan", "income", "age", "housing", "other"};

enum class FormCode : std::uint8_t {
  kMissing,
  kUnknown,
  kOutOfRange,  // a day
  kTooLong,
  kNotANumber,
  kTooLarge,  // a number
  kNothingOpen,
  kAlreadyPromised,
  kChangedMeanwhile,
  kLinkEnded,    // between opening and sending
  kUnavailable,  // it cannot be done here, or not for this person
};
inline constexpr std::array<std::string_view, 11> kFormCodeNames = {
    "missing",      "unknown",          "out_of_range",      "too_long",   "not_a_number", "too_large",
    "nothing_open", "already_promised", "changed_meanwhile", "link_ended", "unavailable"};

[[nodiscard]] constexpr std::string_view name_of(Form form) { return kFormNames[static_cast<std::size_t>(form)]; }
/// Whether the form has it. Every form has kForm.
[[nodiscard]] bool has_field(Form form, FormField field);

struct FormFault {
  FormField field = FormField::kForm;
  FormCode code = FormCode::kMissing;
  friend bool operator==(FormFault const&, FormFault const&) = default;
};

/// What it says of a form that it is refused so.
[[nodiscard]] FormFault form_fault_of(ChoiceRefusal refusal);

class FormCounter {
 public:
  FormCounter(ports::FormCountStore& store, base::AuthorityId authority) : store_(store), authority_(authority) {}

  void opened(Form form, base::Date day) noexcept { count(form, day, ports::FormDeed::kOpened); }
  void sent(Form form, base::Date day) noexcept { count(form, day, ports::FormDeed::kSent); }
  void kept(Form form, base::Date day) noexcept { count(form, day, ports::FormDeed::kKept); }
  /// One try, with all that was wrong with it; a field that is named twice counts once.
  void refused(Form form, base::Date day, std::span<FormFault const> faults) noexcept;
  void refused(Form form, base::Date day, FormFault fault) noexcept { refused(form, day, std::span{&fault, 1}); }

  /// What has come together since the last time. Throws what the store throws, and then keeps it for the next time.
  void write_down();

 private:
  struct Key {
    base::Date day;
    Form form = Form::kEnquiry;
    ports::FormDeed deed = ports::FormDeed::kOpened;
    FormFault fault;
    friend auto operator<=>(Key const& a, Key const& b) {
      return std::tuple{a.day, a.form, a.deed, a.fault.field, a.fault.code} <=>
             std::tuple{b.day, b.form, b.deed, b.fault.field, b.fault.code};
    }
  };
  using Numbers = std::map<Key, std::int64_t>;

  void count(Form form, base::Date day, ports::FormDeed deed) noexcept;

  ports::FormCountStore& store_;
  base::AuthorityId authority_;
  std::mutex mutex_;
  Numbers numbers_;  // as many as the lists allow for a day or two
};

}  // namespace engine
