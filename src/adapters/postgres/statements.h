// Statements of a PostgreSQL connection: those that are run, and rows that are gathered.
#pragma once

#include <array>
#include <deque>
#include <string>

#include "adapters/postgres/connection.h"

namespace adapters::postgres {

// Object identifiers of the three types that the schema uses, fixed in PostgreSQL's catalogue (pg_type.dat).
inline constexpr Oid kBigint = 20;
inline constexpr Oid kText = 25;
inline constexpr Oid kBytes = 17;

/// Eight bytes, the highest first.
[[nodiscard]] std::array<char, 8> to_network_order(std::int64_t value);

class Prepared final : public storage::PreparedStatement {
 public:
  Prepared(Connection& connection, std::string_view sql) : connection_(connection), sql_(sql) {}

  void bind_integer(std::int64_t value) override;
  void bind_null_integer() override { parameters_.push_back({kBigint, nullptr, 0}); }
  void bind_text(std::string_view text) override { bind(kText, text); }
  void bind_bytes(std::string_view bytes) override { bind(kBytes, bytes); }
  bool step() override;
  void run() override;
  void reset() override;
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  [[nodiscard]] std::string_view bytes(int column) const override;

  void will_stream() { streams_ = true; }

 private:
  void bind(Oid type, std::string_view bytes);
  void start();
  void start_once();
  [[nodiscard]] std::string const& name();

  Connection& connection_;
  std::string_view sql_;
  std::string name_;
  std::uint64_t generation_ = 0;
  std::vector<Parameter> parameters_;
  std::deque<std::array<char, 8>> integers_;  // where parameters point to
  Result result_;
  int row_ = -1;
  bool started_ = false;
  bool streams_ = false;
};

/// Rows of one table that are not written yet, in the form of COPY BINARY, which is also that of parameters.
class GatheredRows final : public storage::PreparedStatement {
 public:
  GatheredRows(Connection& connection, storage::Insert const& into) : connection_(connection), into_(into) {}

  void bind_integer(std::int64_t value) override;
  void bind_null_integer() override { append(kBigint, nullptr, -1); }
  void bind_text(std::string_view text) override { append(kText, text.data(), static_cast<std::int32_t>(text.size())); }
  void bind_bytes(std::string_view bytes) override {
    append(kBytes, bytes.data(), static_cast<std::int32_t>(bytes.size()));
  }
  bool step() override {
    run();
    return false;
  }
  /// Ends the row.
  void run() override;
  /// Drops a row that was not ended.
  void reset() override;
  [[nodiscard]] std::int64_t integer(int) const override { return 0; }
  [[nodiscard]] bool is_null(int) const override { return true; }
  [[nodiscard]] std::string_view bytes(int) const override { return {}; }

  [[nodiscard]] storage::Insert const& into() const { return into_; }
  [[nodiscard]] bool empty() const { return rows_ == 0; }
  void write();
  void drop();

 private:
  void append(Oid type, char const* data, std::int32_t length);
  void write_one_by_one();

  Connection& connection_;
  storage::Insert const& into_;
  std::string name_;
  std::uint64_t generation_ = 0;
  std::string data_;
  std::size_t row_begin_ = 0;
  std::size_t rows_ = 0;
  std::vector<Oid> types_;  // of the columns
  std::size_t column_ = 0;
};

}  // namespace adapters::postgres
