// A thin layer over sqlite3: a connection, cached statements, typed errors. One connection belongs to one thread at a
// time.
//
// SQL is constant text with parameters $1, $2 ... in the order of their first use, the form that PostgreSQL takes too.
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

struct sqlite3;
struct sqlite3_stmt;

namespace adapters::sqlite {

enum class DatabaseErrorKind : std::uint8_t {
  kBusy,        // another writer has it; try again
  kConstraint,  // a unique, check, foreign key or not-null rule
  kFull,        // no space left
  kDamaged,     // not a database, or a damaged one
  kOther,
};

/// The message is sqlite's and names no values.
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

/// A prepared statement that is being run. Resets itself when it goes.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)), next_(other.next_) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(std::int64_t value);
  Statement& bind(std::optional<std::int64_t> value);
  Statement& bind(std::string_view text);
  Statement& bind(Blob bytes);

  /// The next row; false at the end.
  [[nodiscard]] bool step();
  /// For statements without rows.
  void run() {
    while (step()) {
    }
  }

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const;  // valid until the next step
  [[nodiscard]] std::string_view bytes(int column) const;

 private:
  sqlite3_stmt* statement_;
  int next_ = 1;
};

enum class Access : std::uint8_t { kReadWrite, kReadOnly };

class Connection {
 public:
  /// Opens (kReadWrite: or creates) the file with WAL, synchronous=FULL and foreign keys.
  Connection(std::string const& path, Access access);
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  /// A cached statement, with parameters bound from left to right.
  template <class... Values>
  [[nodiscard]] Statement query(std::string_view sql, Values const&... values) {
    Statement statement = prepare(sql);
    (statement.bind(values), ...);
    return statement;
  }
  template <class... Values>
  void run(std::string_view sql, Values const&... values) {
    query(sql, values...).run();
  }
  /// Several statements, without parameters.
  void script(std::string const& sql);
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] sqlite3* handle() const { return database_; }

 private:
  [[nodiscard]] Statement prepare(std::string_view sql);

  sqlite3* database_ = nullptr;
  // Keyed by the text's address: every statement is a literal of this adapter.
  std::unordered_map<char const*, sqlite3_stmt*> statements_;
};

/// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection, std::string_view begin = "BEGIN IMMEDIATE");
  ~Transaction();
  Transaction(Transaction const&) = delete;
  Transaction& operator=(Transaction const&) = delete;
  void commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace adapters::sqlite
