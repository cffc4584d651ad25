#include "apps/direct_debit_settings.h"

namespace apps {

namespace {

using Policy = payments::DirectDebitPolicy;

constexpr std::int64_t kEightDigits = 99'999'999;

constexpr PolicyField<Policy> kFields[] = {
    {"creditor_number", "the creditor's number, eight digits; 0: no agreement, and nobody can sign up",
     [](Policy const& p) { return p.creditor_number; },
     [](Policy& p, std::int64_t value) { p.creditor_number = value; }, kEightDigits},
    {"data_supplier", "the number of whoever delivers the files, eight digits",
     [](Policy const& p) { return p.data_supplier; }, [](Policy& p, std::int64_t value) { p.data_supplier = value; },
     kEightDigits},
    {"debtor_group", "the debtor group of the agreement", [](Policy const& p) { return std::int64_t{p.debtor_group}; },
     [](Policy& p, std::int64_t value) { p.debtor_group = static_cast<std::int32_t>(value); }},
    {"notice_days", "days before a collection by which the debtor is told",
     [](Policy const& p) { return std::int64_t{p.notice_days}; },
     [](Policy& p, std::int64_t value) { p.notice_days = static_cast<std::int32_t>(value); }},
    {"ahead_days", "and not earlier than so many days before",
     [](Policy const& p) { return std::int64_t{p.ahead_days}; },
     [](Policy& p, std::int64_t value) { p.ahead_days = static_cast<std::int32_t>(value); }},
    {"send_bank_days", "bank days before a collection by which it must be delivered",
     [](Policy const& p) { return std::int64_t{p.send_bank_days}; },
     [](Policy& p, std::int64_t value) { p.send_bank_days = static_cast<std::int32_t>(value); }},
    {"fresh_days", "days to pay by other means, without a fee, where a collection came to nothing",
     [](Policy const& p) { return std::int64_t{p.fresh_days}; },
     [](Policy& p, std::int64_t value) { p.fresh_days = static_cast<std::int32_t>(value); }},
};

}  // namespace

PolicySettings<Policy> const& direct_debit_settings() {
  static PolicySettings<Policy> const kSettings{"direct_debit_policy", "direct debit", kFields, payments::is_usable};
  return kSettings;
}

Policy direct_debit_policy(ports::Authority const& authority) { return direct_debit_settings().read(authority, {}); }

}  // namespace apps
