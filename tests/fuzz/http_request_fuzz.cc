// Bytes of a connection: the same requests, however the network cut them; and a target that is split into nothing that
// could be read in two ways.
#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "http/request_parser.h"
#include "tests/fuzz/fuzz_support.h"

namespace {

constexpr std::size_t kBodyLimit = 1'000;
constexpr std::size_t kMostRequests = 20;

struct Outcome {
  http::ParseStep step = http::ParseStep::kNeedMore;
  std::string target;
  std::string body;
  std::size_t fields = 0;
  bool operator==(Outcome const&) const = default;
};

bool is_whole(http::ParseStep step) {
  return step == http::ParseStep::kComplete || step == http::ParseStep::kHeaderDone;
}

/// As the server reads: what the parser leaves is given again with more behind it.
std::vector<Outcome> read_all(std::string_view bytes, std::size_t piece) {
  std::vector<Outcome> outcomes;
  std::string waiting;
  std::size_t given = 0;
  while (outcomes.size() < kMostRequests) {
    http::Request request;
    http::RequestParser parser(request, 2'000);
    http::ParseStep step = http::ParseStep::kNeedMore;
    bool ended = false;
    while (!ended && (step == http::ParseStep::kNeedMore || step == http::ParseStep::kHeaderDone)) {
      if (!waiting.empty()) {
        std::size_t used = 0;
        step = parser.feed(waiting, used);
        fuzz::expect(used <= waiting.size(), "no more is used than was given");
        waiting.erase(0, used);
        if (step == http::ParseStep::kHeaderDone) {
          parser.set_body_limit(kBodyLimit);
          if (!parser.has_body()) break;
          continue;
        }
        if (step != http::ParseStep::kNeedMore) break;
      }
      ended = given >= bytes.size();
      waiting += bytes.substr(std::min(given, bytes.size()), piece);
      given += piece;
    }
    fuzz::expect(request.body.size() <= kBodyLimit, "a body keeps to its limit");
    outcomes.push_back({step, request.target, request.body, request.headers.size()});
    if (!is_whole(step)) break;
    std::string path;
    http::FieldList query;
    if (!http::split_target(request.target, path, query)) continue;
    fuzz::expect(path.starts_with('/') && base::is_utf8(path), "a path is UTF-8 and begins at the root");
    fuzz::expect(path.find("/../") == std::string::npos && !path.ends_with("/.."), "a path does not climb");
    fuzz::expect(path.find('\0') == std::string::npos, "a path has no NUL");
  }
  return outcomes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes = fuzz::text_of(data, size);
  std::vector<Outcome> const at_once = read_all(bytes, bytes.size() + 1);
  std::vector<Outcome> const cut = read_all(bytes, 7);
  std::vector<Outcome> const one_by_one = read_all(bytes, 1);
  // The same requests are taken. Where reading stops, the pieces decide how soon a mistake is seen, and which first.
  auto const same = [](std::vector<Outcome> const& a, std::vector<Outcome> const& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](Outcome const& x, Outcome const& y) {
             return is_whole(x.step) ? x == y : !is_whole(y.step);
           });
  };
  fuzz::expect(same(at_once, cut) && same(at_once, one_by_one), "requests do not depend on how the network cuts them");
  return 0;
}
