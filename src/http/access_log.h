// What the server did, one JSON line a request, without anything personal: no path, query, address, header or body.
//
//     {"time":"2026-11-22T10:15:30.125Z","kind":"request","request_id":"...","method":"GET",
//      "route":"/api/citizen/v1/claims/{id}","status":200,"microseconds":412}
//
// Lines are gathered and written by a thread of their own at least every 100 ms, and at the end; when the reader of
// the log is too slow, lines are dropped and the next line says how many.
// Thread safety: any thread may call.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/instant.h"

namespace http {

struct AccessEntry {
  base::Instant time;
  std::string_view request_id;
  std::string_view method;
  std::string_view route;  // the pattern; "-" when none matched
  int status = 0;
  std::int64_t microseconds = 0;
};

/// Extra members of an event line. Values are classified by the caller: ids and codes only.
struct LogField {
  std::string_view name;
  std::string_view value;
};

class AccessLog {
 public:
  using Sink = std::function<void(std::string_view lines)>;

  /// `sink` gets whole lines; it is called by one thread at a time.
  explicit AccessLog(Sink sink);
  ~AccessLog();
  AccessLog(AccessLog const&) = delete;
  AccessLog& operator=(AccessLog const&) = delete;

  /// Standard error.
  [[nodiscard]] static Sink standard_error();

  void request(AccessEntry const& entry);
  /// A line of another kind: {"time":...,"kind":kind,...fields}.
  void event(base::Instant time, std::string_view kind, std::vector<LogField> const& fields);
  void flush();

 private:
  void append_line(std::string_view line);
  void work();

  Sink sink_;
  std::mutex mutex_;
  std::mutex sink_mutex_;
  std::condition_variable wake_;
  std::string pending_;
  std::uint64_t dropped_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace http
