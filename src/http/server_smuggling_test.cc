// Requests of which two readers could think differently: the server refuses each, and hides nothing behind it.
#include <gtest/gtest.h>

#include <vector>

#include "http/server_test_support.h"

namespace http {
namespace {

using namespace testing;

struct Smuggled {
  char const* name;
  std::string bytes;
  int status;
};

std::vector<Smuggled> smuggling_corpus() {
  std::string const post = "POST /echo HTTP/1.1\r\nHost: x\r\n";
  std::string const next = "GET /quick HTTP/1.1\r\nHost: x\r\n\r\n";
  return {
      {"both lengths, length first", post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG", 400},
      {"both lengths, chunked first", post + "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nG", 400},
      {"two different lengths", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
      {"two equal lengths", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
      {"a list of lengths", post + "Content-Length: 3, 3\r\n\r\nabc", 400},
      {"a signed length", post + "Content-Length: +3\r\n\r\nabc", 400},
      {"a negative length", post + "Content-Length: -3\r\n\r\nabc", 400},
      {"a hexadecimal length", post + "Content-Length: 0x3\r\n\r\nabc", 400},
      {"an empty length", post + "Content-Length:\r\n\r\nabc", 400},
      {"a length with a blank", post + "Content-Length: 3 3\r\n\r\nabc", 400},
      {"an overflowing length", post + "Content-Length: 18446744073709551617\r\n\r\nabc", 400},
      {"two encodings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunked and identity", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
       400},
      {"gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunked, identity", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400},
      {"identity", post + "Transfer-Encoding: identity\r\n\r\n" + next, 400},
      {"xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400},
      {"quoted chunked", post + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 400},
      {"vertical tab before chunked",
       post + "Transfer-Encoding: \x0b"
              "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"blank before the colon", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400},
      {"tab before the colon", post + "Content-Length\t: 3\r\n\r\nabc", 400},
      {"a folded encoding", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 400},
      {"a fold after the value", post + "X-A: b\r\n \r\nContent-Length: 3\r\n\r\nabc", 400},
      {"a folded length", post + "Content-Length:\r\n\t3\r\n\r\nabc", 400},
      {"a folded field", post + "X-A: b\r\n c\r\nContent-Length: 3\r\n\r\nabc", 400},
      {"a field that begins with a blank", post + " Content-Length: 3\r\n\r\nabc", 400},
      {"bare line feeds", "POST /echo HTTP/1.1\nHost: x\nContent-Length: 3\n\nabc", 400},
      {"a bare line feed in the header", post + "X-A: b\nContent-Length: 3\r\n\r\nabc", 400},
      {"a bare carriage return", post + "X-A: b\rContent-Length: 3\r\n\r\nabc", 400},
      {"NUL in a value", post + std::string("X-A: b\0c\r\n\r\n", 11), 400},
      {"a field without a name", post + ": x\r\n\r\n", 400},
      {"a field without a colon", post + "Content-Length 3\r\n\r\nabc", 400},
      {"no host", "GET /quick HTTP/1.1\r\n\r\n", 400},
      {"two hosts", "GET /quick HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
      {"chunked in HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"an oversized chunk", post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n", 400},
      {"a huge chunk", post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF0\r\nabc\r\n0\r\n\r\n", 413},
      {"a chunk longer than it says", post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", 400},
      {"a chunk size with 0x", post + "Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n", 400},
      {"a negative chunk", post + "Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n", 400},
      {"a chunk extension", post + "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\n\r\n", 400},
      {"a line feed in a chunk extension", post + "Transfer-Encoding: chunked\r\n\r\n3;\nx\r\nabc\r\n0\r\n\r\n", 400},
      {"bare line feeds in chunks", post + "Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n\r\n\r\n", 400},
      {"a trailer", post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nContent-Length: 3\r\n\r\n", 400},
      {"a harmless trailer", post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-A: b\r\n\r\n", 400},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"HTTP/1.2", "GET /quick HTTP/1.2\r\nHost: x\r\n\r\n", 505},
      {"HTTP/0.9", "GET /quick\r\n\r\n", 400},
      {"two blanks", "GET  /quick HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"a blank in the target", "GET /qui ck HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"absolute target", "GET http://x/quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400},
      {"asterisk target", "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400},
      {"a leading line end", "\r\nGET /quick HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"TLS to a plain port", "\x16\x03\x01\x02", 400},
      {"dot segments", "GET /a/../quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400},
      {"an encoded slash", "GET /worker/a%2fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400},
      {"a repeated query key", "GET /quick?a=1&a=2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400},
  };
}

TEST(HttpServer, RefusesTheSmugglingCorpus) {
  Running running;
  for (Smuggled const& item : smuggling_corpus()) {
    int const before = running.calls;
    Wire wire(running.server->port());
    bool const ends_itself = item.bytes.contains("Connection: close");
    std::string const answer =
        wire.send(item.bytes + (ends_itself ? "" : "GET /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
            .read_all();
    EXPECT_EQ(status_of(answer), item.status) << item.name;
    bool const certain = item.bytes.starts_with("GET /quick HTTP/1.1") || item.bytes == "GET /quick HTTP/1.1\r\n\r\n";
    if (!certain) {
      EXPECT_EQ(count_of(answer, "X-Request-Id: "), 1U) << item.name;
      EXPECT_EQ(running.calls, before) << item.name;
    }
    EXPECT_TRUE(wire.closed()) << item.name;
  }
}

}  // namespace
}  // namespace http
