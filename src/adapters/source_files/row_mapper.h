// A row turned into a submission to the engine, as the mapping says.
//
// Faults name the column and the reason, never a personal value.
// Pure but for the sealer. One object belongs to one thread.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/source_files/import_map.h"
#include "adapters/source_files/row_source.h"
#include "adapters/source_files/value_reading.h"
#include "engine/execute.h"
#include "ports/party_sealer.h"

namespace adapters::source_files {

/// In whose name rows are imported.
struct ImportTarget {
  base::AuthorityId authority;
  base::SourceId source;
};

struct MappedRow {
  RowRule const* rule = nullptr;
  std::optional<engine::Submission> submission;  // none: the row asks for nothing
  std::optional<std::int64_t> expected_open;     // what the source says is open after the row
};

/// Which command of a mapping makes this one. Only for commands that a mapping can make.
[[nodiscard]] CommandKind kind_of(engine::Command const& command);

class RowMapper {
 public:
  /// The mapping and the sealer must outlive the mapper.
  RowMapper(ImportMap const& map, ImportTarget target, ports::PartySealer& sealer);

  [[nodiscard]] std::expected<MappedRow, RowFault> map(Row const& row);

  /// A refusal by the engine of a command that came from a row of this rule, in the words of the file.
  [[nodiscard]] RowFault explain(RowRule const& rule, engine::Command const& command, engine::Refusal refusal) const;

 private:
  template <class T>
  using Result = std::expected<T, RowFault>;

  [[nodiscard]] RowRule const* find_rule(Row const& row) const;
  [[nodiscard]] bool meets(Row const& row, Condition const& condition) const;

  [[nodiscard]] Result<std::string_view> text(Row const& row, Value const& value) const;
  [[nodiscard]] Result<std::int64_t> amount(Row const& row, Value const& value) const;
  [[nodiscard]] Result<base::Date> date(Row const& row, Value const& value);
  [[nodiscard]] Result<std::optional<base::Date>> date_if_given(Row const& row, std::optional<Value> const& value);
  [[nodiscard]] Shown shown(Value const& value) const;
  [[nodiscard]] std::string column_name(Value const& value) const;
  [[nodiscard]] RowFault fault(Value const& value, std::string reason) const;

  [[nodiscard]] Result<bool> is_wanted(Row const& row, CommandRule const& rule) const;
  [[nodiscard]] Result<std::optional<base::Currency>> currency(Row const& row) const;
  [[nodiscard]] Result<std::string> key(Row const& row, RowRule const& rule) const;
  /// Who owes, and by which shares.
  struct Owed {
    std::vector<ports::Party> parties;
    std::vector<std::int64_t> shares;
    std::int64_t shares_of = 0;
  };
  [[nodiscard]] Result<Owed> owed(Row const& row, RowRule const& rule);
  [[nodiscard]] Result<std::int64_t> parts(Row const& row, Value const& value) const;
  [[nodiscard]] Result<std::optional<ports::Party>> party(Row const& row, DebtorRule const& rule);
  [[nodiscard]] Result<std::string> national_id(Row const& row, DebtorRule const& rule, claims::DebtorKind kind) const;

  [[nodiscard]] Result<engine::Command> command(Row const& row, CommandRule const& rule, Owed const& owed);
  [[nodiscard]] Result<engine::Command> registration(Row const& row, CommandRule const& rule, Owed const& owed);
  [[nodiscard]] Result<engine::Command> amendment(Row const& row, CommandRule const& rule, ports::ClaimKey claim,
                                                  base::Date date);
  [[nodiscard]] Result<engine::Command> payment(Row const& row, CommandRule const& rule, ports::ClaimKey claim,
                                                base::Date date);
  [[nodiscard]] Result<claims::ClaimDates> dates(Row const& row, CommandRule const& rule);

  ImportMap const& map_;
  ImportTarget target_;
  ports::PartySealer& sealer_;
  std::string actor_;
  std::optional<base::Currency> fixed_currency_;
};

}  // namespace adapters::source_files
