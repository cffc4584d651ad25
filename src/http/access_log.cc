#include "http/access_log.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <utility>

#include "base/date.h"
#include "http/json_text.h"

namespace http {
namespace {

constexpr std::chrono::milliseconds kFlushInterval{100};
constexpr std::size_t kFlushBytes = 64 * 1024;
constexpr std::size_t kMaxPendingBytes = 8 * 1024 * 1024;

void append_number(std::string& out, std::int64_t value) {
  std::array<char, 24> digits{};
  auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end);
}

}  // namespace

AccessLog::AccessLog(Sink sink) : sink_(std::move(sink)), thread_([this] { work(); }) {}

AccessLog::~AccessLog() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
  flush();
}

AccessLog::Sink AccessLog::standard_error() {
  return [](std::string_view lines) {
    while (!lines.empty()) {
      ssize_t const written = ::write(STDERR_FILENO, lines.data(), lines.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return;  // nowhere left to complain
      lines.remove_prefix(static_cast<std::size_t>(written));
    }
  };
}

void AccessLog::request(AccessEntry const& entry) {
  std::string line = "{\"time\":\"";
  line.reserve(240);
  line += base::format_instant(entry.time);
  line += "\",\"kind\":\"request\",\"request_id\":";
  append_json_string(line, entry.request_id);
  line += ",\"method\":";
  append_json_string(line, entry.method);
  line += ",\"route\":";
  append_json_string(line, entry.route);
  line += ",\"status\":";
  append_number(line, entry.status);
  line += ",\"microseconds\":";
  append_number(line, entry.microseconds);
  line += "}\n";
  append_line(line);
}

void AccessLog::event(base::Instant time, std::string_view kind, std::vector<LogField> const& fields) {
  std::string line = "{\"time\":\"" + base::format_instant(time) + "\",\"kind\":";
  append_json_string(line, kind);
  for (LogField const& field : fields) {
    line += ',';
    append_json_string(line, field.name);
    line += ':';
    append_json_string(line, field.value);
  }
  line += "}\n";
  append_line(line);
}

void AccessLog::append_line(std::string_view line) {
  bool full = false;
  {
    std::lock_guard const lock(mutex_);
    if (pending_.size() + line.size() > kMaxPendingBytes) {
      ++dropped_;
      return;
    }
    if (dropped_ != 0) {
      pending_ += "{\"kind\":\"log_lines_dropped\",\"count\":" + std::to_string(dropped_) + "}\n";
      dropped_ = 0;
    }
    // The writer is woken once when the bound is crossed, not for every line after it.
    full = pending_.size() < kFlushBytes && pending_.size() + line.size() >= kFlushBytes;
    pending_ += line;
  }
  if (full) wake_.notify_one();
}

void AccessLog::flush() {
  std::lock_guard const sink_lock(sink_mutex_);
  std::string lines;
  {
    std::lock_guard const lock(mutex_);
    lines.swap(pending_);
  }
  if (!lines.empty()) sink_(lines);
}

void AccessLog::work() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, kFlushInterval, [this] { return stopping_ || pending_.size() >= kFlushBytes; });
      if (stopping_) return;
    }
    flush();
  }
}

}  // namespace http
