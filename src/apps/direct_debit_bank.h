// Direct debit by ISO 20022, as an authority has agreed on it with its bank: texts under "direct_debit_bank" in its
// settings. Off until it is switched on, for no bank has confirmed the files that are made.
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "adapters/iso20022_direct_debit/creditor.h"
#include "apps/authority_settings.h"
#include "http/json_writer.h"
#include "payments/direct_debit_policy.h"

namespace apps {

/// What is not set is the default.
[[nodiscard]] adapters::iso20022_direct_debit::Creditor direct_debit_creditor(
    ports::Authority const& authority, payments::DirectDebitPolicy const& policy);

/// Whether "name=value" is about the bank's texts, and not one of the policy's numbers.
[[nodiscard]] bool is_about_bank(std::string_view change);
/// Throws CommandRefused for a value that cannot be used, and for switching on what is not whole.
void change_direct_debit_bank(engine::BooksService& books, ports::Authority const& authority,
                              payments::DirectDebitPolicy const& policy, std::span<std::string const> changes);
void forget_direct_debit_bank(engine::BooksService& books, ports::Authority const& authority);

void print_direct_debit_bank(std::ostream& out, adapters::iso20022_direct_debit::Creditor const& creditor);
void write_direct_debit_bank(http::JsonWriter& json, adapters::iso20022_direct_debit::Creditor const& creditor);

/// How a statement of the bank names us as a creditor of direct debits.
[[nodiscard]] std::vector<std::string> direct_debit_marks(ports::Authority const& authority);

inline constexpr char kPain008Warning[] =
    "no bank has confirmed the pain.008 files that are made here, and they carry no account of the debtor: agree with "
    "your bank that it takes the account from the mandate, and try one delivery with it before you deliver anything";

}  // namespace apps
