// fairdue procedure: the procedures in words, and whether one may be used. fairdue authority procedure: an authority's
// own.
#pragma once

#include <string>

#include "apps/storage_commands.h"
#include "dunning/procedure.h"
#include "law/pack.h"

namespace apps {

struct ProcedureArguments {
  std::string code;       // of a built-in procedure
  std::string file;       // of another
  std::string authority;  // whose own it is to be
  std::string language = "en";
  bool show = false;
  std::string as = "text";  // explain: html, pdf or text
  std::string out = "-";    // explain: a path, or standard output
};

/// The built-in one by its code, or the file's. Throws CommandRefused.
[[nodiscard]] dunning::Procedure wanted_procedure(ProcedureArguments const& arguments);
/// The built-in law pack that it is made for. Throws CommandRefused.
[[nodiscard]] law::Pack pack_of(dunning::Procedure const& procedure);

int run_procedure_list(ProcedureArguments const& arguments, Output output);
/// The steps in words, with what each may cost at most.
int run_procedure_show(ProcedureArguments const& arguments, Output output);
/// For those who owe: what happens when, what it costs and what stops it; of an authority's procedures or of one alone.
int run_procedure_explain(std::string const& database_url, ProcedureArguments const& arguments);
/// Exit code 1 if something is wrong with it; each finding is a line on standard error.
int run_procedure_check(ProcedureArguments const& arguments, Output output);
/// Stores the authority's own procedure after checking it, or shows what is stored.
int run_authority_procedure(std::string const& database_url, ProcedureArguments const& arguments);

}  // namespace apps
