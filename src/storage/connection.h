// What the statements of the books need of a database: connections, cached statements, typed errors. One connection
// belongs to one thread at a time.
//
// The statements are the same for SQLite and PostgreSQL: constant text with parameters $1, $2 ... in the order of their
// first use. What differs is behind the virtual functions here, and nothing else of the databases is known above.
// Row locks are written as PostgreSQL has them, at the end of a SELECT: FOR UPDATE, FOR UPDATE SKIP LOCKED. SQLite has
// one writer at a time and leaves them out.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace storage {

enum class DatabaseErrorKind : std::uint8_t {
  kBusy,        // another writer has it, or came first; try again
  kConstraint,  // a unique, check, foreign key or not-null rule
  kFull,        // no space left
  kDamaged,     // not a database, or a damaged one
  kLost,        // the connection to the server broke or cannot be made; nothing was changed
  kUnknown,     // the connection broke while committing: done or not done, nobody knows
  kOther,
};

/// The message names no values and no password.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(DatabaseErrorKind error_kind, std::string const& message)
      : std::runtime_error(message), kind(error_kind) {}
  DatabaseErrorKind kind;
};

/// Bytes as a blob; plain string views are bound as text.
struct Blob {
  std::string_view bytes;
};

template <std::size_t N>
[[nodiscard]] Blob blob(std::array<std::uint8_t, N> const& bytes) {
  return {{reinterpret_cast<char const*>(bytes.data()), N}};
}

/// A statement as the database keeps it. Belongs to its connection.
class PreparedStatement {
 public:
  PreparedStatement() = default;
  virtual ~PreparedStatement() = default;
  PreparedStatement(PreparedStatement const&) = delete;
  PreparedStatement& operator=(PreparedStatement const&) = delete;

  // The next parameter. Texts and bytes must live until the statement has been stepped.
  virtual void bind_integer(std::int64_t value) = 0;
  virtual void bind_null_integer() = 0;
  virtual void bind_text(std::string_view text) = 0;
  virtual void bind_bytes(std::string_view bytes) = 0;

  /// The next row; false at the end.
  [[nodiscard]] virtual bool step() = 0;
  /// To the end, for a statement without rows. Its error may come later: at the next step() or at the commit.
  virtual void run() = 0;
  /// Ready to be bound again.
  virtual void reset() = 0;

  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  /// Text or bytes, valid until the next step.
  [[nodiscard]] virtual std::string_view bytes(int column) const = 0;
};

/// A prepared statement that is being run. Resets it when it goes.
class Statement {
 public:
  explicit Statement(PreparedStatement& statement) : statement_(&statement) {}
  Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement() {
    if (statement_ != nullptr) statement_->reset();
  }

  Statement& bind(std::int64_t value) {
    statement_->bind_integer(value);
    return *this;
  }
  Statement& bind(std::optional<std::int64_t> value) {
    if (value) {
      statement_->bind_integer(*value);
    } else {
      statement_->bind_null_integer();
    }
    return *this;
  }
  Statement& bind(std::string_view text) {
    statement_->bind_text(text);
    return *this;
  }
  Statement& bind(Blob bytes) {
    statement_->bind_bytes(bytes.bytes);
    return *this;
  }

  [[nodiscard]] bool step() { return statement_->step(); }
  void run() { statement_->run(); }

  [[nodiscard]] std::int64_t integer(int column) const { return statement_->integer(column); }
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const {
    if (statement_->is_null(column)) return std::nullopt;
    return statement_->integer(column);
  }
  [[nodiscard]] std::string_view text(int column) const { return statement_->bytes(column); }
  [[nodiscard]] std::string_view bytes(int column) const { return statement_->bytes(column); }

 private:
  PreparedStatement* statement_;
};

class Insert;

class Connection {
 public:
  Connection() = default;
  virtual ~Connection() = default;
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  /// A cached statement, with parameters bound from left to right. `sql` must stay where it is as long as the
  /// connection: statements are known by their texts' addresses.
  template <class... Values>
  [[nodiscard]] Statement query(std::string_view sql, Values const&... values) {
    Statement statement{prepared(sql)};
    (statement.bind(values), ...);
    return statement;
  }
  /// As query(), for very many rows, read while they come: nothing else may use the connection until the statement
  /// has gone.
  template <class... Values>
  [[nodiscard]] Statement stream(std::string_view sql, Values const&... values) {
    PreparedStatement& statement = prepared(sql);
    will_stream(statement);
    Statement running{statement};
    (running.bind(values), ...);
    return running;
  }
  template <class... Values>
  void run(std::string_view sql, Values const&... values) {
    query(sql, values...).run();
  }
  /// Adds a row that is certainly new. A database may gather such rows and write them together; every later statement
  /// of this connection sees them.
  template <class... Values>
  void insert(Insert const& into, Values const&... values) {
    Statement statement{inserting(into)};
    (statement.bind(values), ...);
    statement.run();
  }
  /// Rows of whole numbers, row by row; otherwise as insert().
  virtual void insert_numbers(Insert const& into, std::span<std::int64_t const> numbers) = 0;

  /// Several statements, without parameters.
  virtual void script(std::string const& sql) = 0;
  /// How many rows the latest statement changed.
  [[nodiscard]] virtual std::int64_t changes() = 0;

  /// For writing: what follows is done together or not at all.
  virtual void begin() = 0;
  virtual void commit() = 0;
  /// Never throws.
  virtual void roll_back() = 0;

  /// For reading: what follows sees the database as it is now, until roll_back().
  virtual void begin_snapshot() = 0;

  /// Schema text with its tokens as this database spells them.
  [[nodiscard]] virtual std::string in_dialect(std::string_view schema) const = 0;
  /// For a schema that was just made or changed: what this database wants to be told of its tables.
  virtual void tune_schema() = 0;
  /// Bulk work has added so many rows: a database that plans by the size of its tables may want to look at them.
  virtual void wrote_many(std::size_t rows) = 0;

 protected:
  [[nodiscard]] virtual std::unique_ptr<PreparedStatement> prepare(std::string_view sql) = 0;
  [[nodiscard]] virtual PreparedStatement& inserting(Insert const& into) = 0;
  virtual void will_stream(PreparedStatement& statement) = 0;
  [[nodiscard]] PreparedStatement& prepared(std::string_view sql) {
    auto const found = statements_.find(sql.data());
    if (found != statements_.end()) return *found->second;
    return *statements_.emplace(sql.data(), prepare(sql)).first->second;
  }
  void forget_statements() { statements_.clear(); }

 private:
  std::unordered_map<char const*, std::unique_ptr<PreparedStatement>> statements_;
};

/// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) { connection_.begin(); }
  ~Transaction() {
    if (open_) connection_.roll_back();
  }
  Transaction(Transaction const&) = delete;
  Transaction& operator=(Transaction const&) = delete;
  void commit() {
    connection_.commit();
    open_ = false;
  }

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace storage
