// Texts of a row turned into what commands hold, with a reason that a person can act on when one cannot be.
//
// A reason shows the text itself only if the caller says that it may be seen: personal values never are.
// Units: minor units; legal dates. Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "engine/command.h"

namespace adapters::source_files {

enum class Shown : std::uint8_t { kYes, kNo };

/// `text` in quotation marks for a reason: shortened, and with every character that is not plain ASCII as '?', so
/// that a reason can stand in a file of any encoding; or "the value".
[[nodiscard]] std::string show(std::string_view text, Shown shown);

[[nodiscard]] std::expected<std::int64_t, std::string> read_amount(std::string_view text, base::NumberFormat format,
                                                                   Shown shown);
[[nodiscard]] std::expected<base::Date, std::string> read_date(std::string_view text, std::string_view format,
                                                               Shown shown);

[[nodiscard]] std::optional<ledger::Component> read_component(std::string_view text);
[[nodiscard]] std::optional<engine::ObjectionOutcome> read_outcome(std::string_view text);
[[nodiscard]] std::optional<ledger::Means> read_means(std::string_view text);

/// The words that the three above take, for a message: "principal, fee or interest".
[[nodiscard]] std::string_view component_words();
[[nodiscard]] std::string_view outcome_words();
[[nodiscard]] std::string_view means_words();

/// Only YYYY, YY, MM and DD, each needed part once, and separators.
[[nodiscard]] bool is_date_format(std::string_view format);

}  // namespace adapters::source_files
