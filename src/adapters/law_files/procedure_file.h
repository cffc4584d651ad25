// A procedure from its TOML text:
//
//   format = 1
//   procedure = "dk/municipal"
//   name = { da = "...", en = "..." }
//   pack = "dk/public"                  the law that the fees and deadlines are checked against
//   [reviewed]                          the second person, who has read it
//   by = "..."
//   on = 2026-11-01
//   [receipt]                           optional: what a payer gets for every payment; without it, no receipts
//   message = "dk/receipt"
//   channels = ["digital_post", "email"]
//   [[step]]                            in the order in which they may be taken
//   code = "reminder"
//   title = { da = "...", en = "..." }
//   kind = "reminder"                   prompt, reminder, notice or hand_over
//   after = "last_payment_day"          due, last_payment_day, step, deadline; or with the step's code: "deadline of X"
//   days = 10                           after that; below zero: before
//   until_days = -1                     later than that it is left out; optional
//   days_apart = 10                     from the step before; optional
//   on = "working_days"                 optional; else any day
//   for = "usually_late"                optional; else everybody
//   at_least = "50.00"                  optional: left out where less is open
//   letter = "reminder"                 the law pack's name of the letter; optional
//   fee = true                          optional
//   message = "dk/reminder"             the template; optional
//   channels = ["digital_post", "letter"]
//   beside = ["sms"]                    optional
//   answer_days = 14                    optional
//   together = false                    optional: a message for each claim
//
// An error names the line. What the law says about it is checked apart: see dunning/procedure_checks.h.
#pragma once

#include "adapters/law_files/law_file.h"
#include "dunning/procedure.h"

namespace adapters::law_files {

[[nodiscard]] std::expected<dunning::Procedure, LawFileError> read_procedure(LawFile const& file);

/// The procedures that are part of the program: procedures/*/*.toml.
[[nodiscard]] std::span<LawFile const> built_in_procedure_files();

}  // namespace adapters::law_files
