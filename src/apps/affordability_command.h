// fairdue affordability: how much a person can pay a month, by a country's rules, step by step. Nothing is read from or
// written to a database, and nothing that is typed here is kept.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace apps {

/// Declares the command. When it is typed, `choose` is given what is to be done: it returns the exit code, 2 for bad
/// input, which it names on standard error together with what to do.
void add_affordability(CLI::App& app, std::function<void(std::function<int()>)> choose);

}  // namespace apps
