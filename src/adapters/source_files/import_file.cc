#include "adapters/source_files/import_file.h"

#include <algorithm>
#include <filesystem>

#include "adapters/source_files/import_batch.h"
#include "adapters/source_files/private_file.h"

namespace adapters::source_files {

namespace {

constexpr std::size_t kBatchBytes = std::size_t{8} * 1024 * 1024;
constexpr std::size_t kInFlight = 2;

/// One import from start to end.
class Import {
 public:
  Import(ImportOptions const& options, ImportMap const& map, engine::BooksService& books, ports::PartySealer& sealer)
      : options_(options), map_(map), mapper_(map, options.target, sealer), books_(books) {}

  std::expected<ImportReport, ImportError> run();

 private:
  std::optional<std::string> open();
  std::optional<std::string> open_outputs();
  /// Nothing at the end of the file; else why it breaks off.
  std::optional<std::string> read_rows(BatchSubmitter& submitter);
  void add_row(Batch& batch, Row const& row);
  void fold(Batch const& batch);
  void fold_outcome(Batch const& batch, RowRecord const& row, engine::Prepared const& prepared,
                    engine::Outcome const& outcome);
  void reject(Batch const& batch, RowRecord const& row, RowFault const& fault);
  void note_gap(RowRecord const& row, engine::Prepared const& prepared, std::int64_t computed);
  [[nodiscard]] std::optional<std::string> finish();
  [[nodiscard]] std::string settle();
  [[nodiscard]] std::string where_it_ended() const;

  ImportOptions const& options_;
  ImportMap const& map_;
  RowMapper mapper_;
  engine::BooksService& books_;
  std::unique_ptr<InputStream> input_;
  std::unique_ptr<RowSource> rows_;
  std::unique_ptr<PrivateFile> rejects_;
  std::unique_ptr<PrivateFile> gaps_;
  ImportReport report_;
  std::uint64_t rows_read_ = 0;
  std::uint64_t last_line_ = 0;
  std::string failure_;  // of the books
  std::string scratch_;
};

std::optional<std::string> Import::open() {
  auto input = InputStream::open(options_.path);
  if (!input) return input.error().message;
  input_ = std::move(*input);
  auto rows = open_rows(*input_, map_);
  if (!rows) return "'" + options_.path + "': " + rows.error().message;
  rows_ = std::move(*rows);
  return open_outputs();
}

std::optional<std::string> Import::open_outputs() {
  for (auto const& [path, file] :
       {std::pair{&options_.rejects_path, &rejects_}, std::pair{&options_.gaps_path, &gaps_}}) {
    std::error_code ignored;
    if (std::filesystem::equivalent(*path, options_.path, ignored)) {
      return "'" + *path + "' is the file to be imported: name another place with --rejects FILE";
    }
    auto created = PrivateFile::create(*path);
    if (!created) {
      return "'" + *path + "' cannot be written (" + created.error() + "): name another place with --rejects FILE";
    }
    *file = std::move(*created);
  }
  rejects_->write(rows_->reject_header());
  gaps_->write("line,reference,expected,computed,difference\n");
  return std::nullopt;
}

void Import::add_row(Batch& batch, Row const& row) {
  ++rows_read_;
  last_line_ = row.line;
  auto mapped = mapper_.map(row);
  if (mapped && !mapped->submission) {
    ++report_.skipped;
    return;
  }
  RowRecord& record = batch.rows.emplace_back();
  record.line = row.line;
  record.raw_begin = batch.raw.size();
  record.raw_size = row.raw.size();
  batch.raw += row.raw;
  if (!mapped) {
    record.fault = std::move(mapped.error());
    return;
  }
  record.rule = mapped->rule;
  record.expected_open = mapped->expected_open;
  batch.prepared.push_back(engine::prepare(std::move(*mapped->submission)));
}

std::optional<std::string> Import::read_rows(BatchSubmitter& submitter) {
  std::optional<std::string> broken;
  bool more = true;
  while (more && failure_.empty()) {
    auto batch = std::make_unique<Batch>();
    batch->prepared.reserve(options_.batch_rows);
    while (batch->rows.size() < options_.batch_rows && batch->raw.size() < kBatchBytes) {
      Row row;
      auto const next = rows_->next(row);
      if (!next) broken = next.error().message + where_it_ended();
      more = next && *next == Next::kRow;
      if (!more) break;
      add_row(*batch, row);
    }
    while (submitter.in_flight() >= kInFlight) fold(*submitter.take());
    submitter.send(std::move(batch));
    if (options_.on_progress) options_.on_progress({input_->bytes_read(), input_->bytes_total(), rows_read_});
  }
  while (submitter.in_flight() > 0) fold(*submitter.take());
  return broken;
}

std::string Import::where_it_ended() const {
  return ", behind the row in line " + std::to_string(last_line_) +
         ". The rows up to there are done. Get the whole file and import it: what is known already is not done again";
}

void Import::fold(Batch const& batch) {
  if (batch.error != nullptr) {
    try {
      std::rethrow_exception(batch.error);
    } catch (std::exception const& error) {
      failure_ = error.what();
    }
    return;
  }
  std::size_t next = 0;
  for (RowRecord const& row : batch.rows) {
    if (row.fault) {
      reject(batch, row, *row.fault);
    } else {
      fold_outcome(batch, row, batch.prepared[next], batch.outcomes[next]);
      ++next;
    }
  }
}

void Import::fold_outcome(Batch const& batch, RowRecord const& row, engine::Prepared const& prepared,
                          engine::Outcome const& outcome) {
  std::vector<engine::Command> const& commands = prepared.submission.commands;
  if (!outcome) {
    auto const& skips = row.rule->skip_if_refused;
    if (std::ranges::find(skips, outcome.error().refusal) != skips.end()) {
      ++report_.skipped;
    } else {
      reject(batch, row, mapper_.explain(*row.rule, commands[outcome.error().command], outcome.error().refusal));
    }
    return;
  }
  ++(outcome->kind == engine::AnswerKind::kApplied ? report_.created : report_.unchanged);
  for (engine::Command const& command : commands) ++report_.commands[static_cast<std::size_t>(kind_of(command))];
  add_events(report_.sums, outcome->entry);
  if (!row.expected_open) return;
  std::int64_t const computed = open_after(outcome->entry);
  if (computed != *row.expected_open) note_gap(row, prepared, computed);
}

void Import::reject(Batch const& batch, RowRecord const& row, RowFault const& fault) {
  ++report_.rejected;
  scratch_.clear();
  rows_->append_reject(scratch_, std::string_view{batch.raw}.substr(row.raw_begin, row.raw_size), row.line, fault);
  rejects_->write(scratch_);
}

void Import::note_gap(RowRecord const& row, engine::Prepared const& prepared, std::int64_t computed) {
  ++report_.gaps;
  std::string reference;
  for (engine::Command const& command : prepared.submission.commands) {
    if (auto const* made = std::get_if<engine::RegisterClaim>(&command)) reference = made->reference;
  }
  std::string quoted;
  for (char const c : reference) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  gaps_->write(std::to_string(row.line) + ",\"" + quoted + "\"," + base::format_amount(*row.expected_open) + "," +
               base::format_amount(computed) + "," + base::format_amount(computed - *row.expected_open) + "\n");
}

std::optional<std::string> Import::finish() {
  report_.rows = report_.created + report_.unchanged + report_.rejected + report_.skipped;
  report_.file_hash = input_->digest();
  for (std::size_t i = 0; i < kCommandKinds; ++i) {
    auto const kind = static_cast<CommandKind>(i);
    bool const used = std::ranges::any_of(map_.rules, [&](RowRule const& rule) {
      return std::ranges::find(rule.commands, kind, &CommandRule::kind) != rule.commands.end();
    });
    if (used) report_.kinds.push_back(kind);
  }
  if (report_.rejected > 0) {
    if (!rejects_->keep())
      return "the rejected rows could not be written to '" + rejects_->path() + "': is the disk full?";
    report_.rejects_file = rejects_->path();
  }
  if (report_.gaps > 0) {
    if (!gaps_->keep()) return "the gaps could not be written to '" + gaps_->path() + "': is the disk full?";
    report_.gaps_file = gaps_->path();
  }
  return std::nullopt;
}

/// Why what was done may not be durable; empty if it is.
std::string Import::settle() {
  try {
    books_.settle();
    return {};
  } catch (std::exception const& error) {
    return error.what();
  }
}

std::expected<ImportReport, ImportError> Import::run() {
  if (auto wrong = open()) return std::unexpected(ImportError{std::move(*wrong), std::nullopt});
  std::optional<std::string> broken;
  {
    BatchSubmitter submitter{books_, options_.now};
    broken = read_rows(submitter);
  }
  std::string const unsettled = settle();
  auto unwritten = finish();
  if (!failure_.empty()) {
    broken = "the database could not be written: " + failure_ +
             ". What is reported was done before that; import the file again when the cause is gone";
  }
  if (!unsettled.empty()) {
    broken = "the database could not be written: " + unsettled +
             ". Some of what is reported may not have been kept; import the file again when the cause is gone: what was"
             " kept is not done again";
  }
  if (!broken) broken = std::move(unwritten);
  if (broken) return std::unexpected(ImportError{std::move(*broken), std::move(report_)});
  return std::move(report_);
}

}  // namespace

std::expected<ImportReport, ImportError> import_file(ImportOptions const& options, ImportMap const& map,
                                                     engine::BooksService& books, ports::PartySealer& sealer) {
  return Import{options, map, books, sealer}.run();
}

}  // namespace adapters::source_files
