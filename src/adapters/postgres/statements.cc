#include "adapters/postgres/statements.h"

#include <bit>
#include <cstring>

#include "adapters/postgres/errors.h"

namespace adapters::postgres {

using storage::DatabaseError;
using storage::DatabaseErrorKind;

namespace {

constexpr std::size_t kCopyFrom = 16;                         // rows, from which a COPY costs less than INSERTs
constexpr std::size_t kBytesGathered = std::size_t{1} << 17;  // of a table, before they are sent

void append_number(std::string& data, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) data += static_cast<char>((value >> shift) & 0xFF);
}

std::int32_t read_length(char const* data) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(data[i]);
  return static_cast<std::int32_t>(value);
}

}  // namespace

std::array<char, 8> to_network_order(std::int64_t value) {
  auto bits = static_cast<std::uint64_t>(value);
  if constexpr (std::endian::native == std::endian::little) bits = __builtin_bswap64(bits);
  return std::bit_cast<std::array<char, 8>>(bits);
}

// ---- statements that are run

void Prepared::bind_integer(std::int64_t value) {
  integers_.push_back(to_network_order(value));
  parameters_.push_back({kBigint, integers_.back().data(), 8});
}

void Prepared::bind(Oid type, std::string_view bytes) {
  parameters_.push_back({type, bytes.data() == nullptr ? "" : bytes.data(), static_cast<int>(bytes.size())});
}

std::string const& Prepared::name() {
  if (generation_ != connection_.generation()) {
    name_ = connection_.prepare_now(sql_, parameters_);
    generation_ = connection_.generation();
  }
  return name_;
}

void Prepared::start_once() {
  connection_.settle_for(sql_);
  if (streams_) {
    connection_.begin_stream(name(), parameters_);
  } else {
    result_ = connection_.run_now(name(), parameters_);
  }
}

void Prepared::start() {
  started_ = true;
  try {
    start_once();
  } catch (DatabaseError const& error) {
    // Alone, nothing was changed and nothing was read: a connection that broke while idle is no reason to fail.
    if (error.kind != DatabaseErrorKind::kLost || connection_.in_transaction()) throw;
    connection_.reconnect();
    start_once();
  }
}

bool Prepared::step() {
  if (!started_) start();
  if (streams_) {
    result_ = connection_.next_of_stream();
    row_ = 0;
    if (result_ == nullptr) streams_ = false;
    return result_ != nullptr;
  }
  return result_ != nullptr && ++row_ < PQntuples(result_.get());
}

void Prepared::run() {
  if (started_) {
    while (step()) {
    }
    return;
  }
  if (!connection_.in_transaction()) {
    start();
    return;
  }
  started_ = true;
  connection_.settle_for(sql_);
  connection_.send_later(name(), parameters_);
}

void Prepared::reset() {
  try {
    // What was not read of a stream stands between us and the next statement.
    while (streams_ && started_ && connection_.next_of_stream() != nullptr) {
    }
  } catch (DatabaseError const&) {
    // The next statement meets the same connection.
  }
  result_.reset();
  parameters_.clear();
  integers_.clear();
  row_ = -1;
  started_ = false;
  streams_ = false;
}

std::int64_t Prepared::integer(int column) const {
  if (is_null(column)) return 0;
  int const length = PQgetlength(result_.get(), row_, column);
  char const* const data = PQgetvalue(result_.get(), row_, column);
  std::uint64_t value = length > 0 && (data[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (int i = 0; i < length; ++i) value = value << 8 | static_cast<unsigned char>(data[i]);
  return static_cast<std::int64_t>(value);
}

std::string_view Prepared::bytes(int column) const {
  return {PQgetvalue(result_.get(), row_, column), static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
}

// ---- rows that are gathered

void GatheredRows::append(Oid type, char const* data, std::int32_t length) {
  if (column_ == 0) append_number(data_, into_.width(), 2);
  if (types_.size() == column_) types_.push_back(type);
  ++column_;
  append_number(data_, static_cast<std::uint32_t>(length), 4);
  if (length > 0) data_.append(data, static_cast<std::size_t>(length));
}

void GatheredRows::bind_integer(std::int64_t value) { append(kBigint, to_network_order(value).data(), 8); }

void GatheredRows::run() {
  column_ = 0;
  ++rows_;
  row_begin_ = data_.size();
  if (data_.size() >= kBytesGathered || !connection_.in_transaction()) write();
}

void GatheredRows::reset() {
  if (column_ == 0) return;
  data_.resize(row_begin_);
  column_ = 0;
}

void GatheredRows::drop() {
  data_.clear();
  rows_ = 0;
  row_begin_ = 0;
  column_ = 0;
}

void GatheredRows::write() {
  if (rows_ < kCopyFrom) {
    write_one_by_one();
  } else {
    connection_.send_rows(into_, std::move(data_));
  }
  drop();
}

void GatheredRows::write_one_by_one() {
  std::vector<Parameter> parameters(into_.width());
  char const* next = data_.data();
  for (std::size_t row = 0; row < rows_; ++row) {
    next += 2;
    for (std::size_t column = 0; column < parameters.size(); ++column) {
      std::int32_t const length = read_length(next);
      next += 4;
      parameters[column] = {types_[column], length < 0 ? nullptr : next, std::max(length, 0)};
      next += std::max(length, 0);
    }
    if (generation_ != connection_.generation()) {
      name_ = connection_.prepare_now(into_.one_row(), parameters);
      generation_ = connection_.generation();
    }
    connection_.send_later(name_, parameters);
  }
}

}  // namespace adapters::postgres
