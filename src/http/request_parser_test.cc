// The parser by itself: what must not depend on how the network cuts a request.
#include "http/request_parser.h"

#include <gtest/gtest.h>

namespace http {
namespace {

struct Outcome {
  ParseStep step = ParseStep::kNeedMore;
  std::string body;
  std::size_t left = 0;
};

/// Feeds `piece` bytes at a time, what was left over before them, as the server does.
Outcome read(std::string_view bytes, std::size_t piece) {
  Request request;
  RequestParser parser(request, 1'000);
  std::string waiting;
  ParseStep step = ParseStep::kNeedMore;
  while (step == ParseStep::kNeedMore && (!bytes.empty() || !waiting.empty())) {
    waiting += bytes.substr(0, piece);
    bool const last = bytes.size() <= piece;
    bytes.remove_prefix(std::min(piece, bytes.size()));
    do {
      std::size_t used = 0;
      step = parser.feed(waiting, used);
      waiting.erase(0, used);
      if (step == ParseStep::kHeaderDone) parser.set_body_limit(100);
    } while (step == ParseStep::kHeaderDone && parser.has_body() && !waiting.empty());
    if (step == ParseStep::kHeaderDone && parser.has_body()) step = ParseStep::kNeedMore;
    if (last) break;
  }
  return {step, request.body, waiting.size() + bytes.size()};
}

constexpr std::string_view kHead = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

// Found by the fuzz target http_request: a last chunk that came in two pieces ran into an assertion of Beast's, which
// ended the program.
TEST(RequestParser, ChunksMayComeInPiecesOfAnySize) {
  for (std::size_t piece = 1; piece <= 12; ++piece) {
    for (auto const& [body, wanted] : {std::pair{"0\r\n\r\n", ""}, std::pair{"5\r\nhello\r\n0\r\n\r\n", "hello"},
                                       std::pair{"1\r\na\r\n1\r\nb\r\n0\r\n\r\n", "ab"}}) {
      Outcome const outcome = read(std::string(kHead) + body, piece);
      EXPECT_EQ(outcome.step, ParseStep::kComplete) << body << piece;
      EXPECT_EQ(outcome.body, wanted) << piece;
      EXPECT_EQ(outcome.left, 0U) << piece;
    }
  }
}

TEST(RequestParser, WhatFollowsTheLastChunkIsLeft) {
  Outcome const outcome = read(std::string(kHead) + "0\r\n\r\nGET / HTTP/1.1\r\n", 200);
  EXPECT_EQ(outcome.step, ParseStep::kComplete);
  EXPECT_EQ(outcome.left, std::string_view("GET / HTTP/1.1\r\n").size());
}

TEST(RequestParser, RefusesTrailersHoweverTheyCome) {
  for (std::size_t piece = 1; piece <= 12; ++piece) {
    Outcome const outcome = read(std::string(kHead) + "0\r\nX: y\r\n\r\n", piece);
    EXPECT_EQ(outcome.step, ParseStep::kMalformed) << piece;
  }
}

}  // namespace
}  // namespace http
