// What the words of the command line ask for, and what the declarations of commands have in common.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "apps/report_table.h"
#include "apps/storage_commands.h"

namespace apps {

/// Filled in while the words are read; it must stay where it is, and outlive the commands that are declared with it.
struct Wishes {
  std::string database = "sqlite:fairdue.db";
  std::string key_file;
  bool json = false;
  bool csv = false;
  std::function<int()> action;  // of the command that was named; gives the exit code

  [[nodiscard]] ReportFormat report_format() const {
    return json ? ReportFormat::kJson : csv ? ReportFormat::kCsv : ReportFormat::kText;
  }
  [[nodiscard]] Output output() const { return json ? Output::kJson : Output::kText; }

  /// What the options of one family of commands fill in; it lives as long as this.
  template <class Arguments>
  Arguments& keep() {
    auto const made = std::make_shared<Arguments>();
    kept.push_back(made);
    return *made;
  }
  std::vector<std::shared_ptr<void>> kept;
};

/// A command below `parent`, in the help after those that it has already.
CLI::App* add(CLI::App& parent, Wishes& wishes, std::string const& name, std::string const& help,
              std::function<int()> action);

void add_database(CLI::App* command, Wishes& wishes);
void add_key_file(CLI::App* command, Wishes& wishes);
void add_json(CLI::App* command, Wishes& wishes);

}  // namespace apps
