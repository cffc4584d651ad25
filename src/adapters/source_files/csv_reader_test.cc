// What RFC 4180 leaves open, and what happens to files that do not keep to it.
#include "adapters/source_files/csv_reader.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "adapters/source_files/row_source.h"
#include "adapters/source_files/temporary_file.h"

namespace adapters::source_files {
namespace {

std::string gzip(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string packed(text.size() + 1000, '\0');
  std::string copy{text};
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

/// Every record as "line:field|field", or "line:!fault".
std::vector<std::string> read_all(std::string_view content, char delimiter = ',') {
  TemporaryFile const file{content};
  auto input = InputStream::open(file.path());
  CsvReader reader{**input, delimiter};
  std::vector<std::string> result;
  CsvRecord record;
  while (true) {
    auto const found = reader.next(record);
    if (!found) {
      result.push_back("error: " + found.error().message);
      return result;
    }
    if (!*found) return result;
    std::string text = std::to_string(record.line) + ":";
    if (record.fault != CsvFault::kNone) {
      text += "!" + std::to_string(static_cast<int>(record.fault)) + " " + std::string{record.raw.substr(0, 20)};
    }
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      text += (i > 0 ? "|" : "") + std::string{record.fields[i]};
    }
    result.push_back(std::move(text));
  }
}

using Lines = std::vector<std::string>;

TEST(CsvReader, ReadsPlainRowsWhateverTheLineEnd) {
  EXPECT_EQ(read_all("a,b\n1,2\n"), (Lines{"1:a|b", "2:1|2"}));
  EXPECT_EQ(read_all("a,b\r\n1,2\r\n"), (Lines{"1:a|b", "2:1|2"}));
  EXPECT_EQ(read_all("a,b\n1,2"), (Lines{"1:a|b", "2:1|2"}));
  EXPECT_EQ(read_all("a;b\n1,5;2", ';'), (Lines{"1:a|b", "2:1,5|2"}));
  EXPECT_EQ(read_all("a\tb\n1\t", '\t'), (Lines{"1:a|b", "2:1|"}));
  EXPECT_EQ(read_all(",,\n"), (Lines{"1:||"}));
}

TEST(CsvReader, ReadsQuotedFields) {
  EXPECT_EQ(read_all("\"a\",\"b,c\"\n"), (Lines{"1:a|b,c"}));
  EXPECT_EQ(read_all("\"say \"\"no\"\"\",x\n"), (Lines{"1:say \"no\"|x"}));
  EXPECT_EQ(read_all("\"\"\"\",\"\"\n"), (Lines{"1:\"|"}));
  EXPECT_EQ(read_all("\"a\"\r\n\"b\""), (Lines{"1:a", "2:b"}));
}

TEST(CsvReader, CountsLinesInsideQuotationMarks) {
  EXPECT_EQ(read_all("h,i\n\"two\nlines\",x\ny,z\n"), (Lines{"1:h|i", "2:two\nlines|x", "4:y|z"}));
}

TEST(CsvReader, LeavesOutBlankLinesButCountsThem) { EXPECT_EQ(read_all("a\n\n\r\nb\n"), (Lines{"1:a", "4:b"})); }

TEST(CsvReader, OneBadRowDoesNotSwallowTheNext) {
  EXPECT_EQ(read_all("a,b\n5\" pipe,2\n3,4\n"), (Lines{"1:a|b", "2:!1 5\" pipe,2", "3:3|4"}));
  EXPECT_EQ(read_all("a,b\n\"x\"y,2\n3,4\n"), (Lines{"1:a|b", "2:!2 \"x\"y,2", "3:3|4"}));
  EXPECT_EQ(read_all("a,b\n\"open,2\n3,4\n"), (Lines{"1:a|b", "2:!3 \"open,2", "3:3|4"}));
  // The next quoted field would close it: still only its own line is lost.
  EXPECT_EQ(read_all("\"open,2\n\"b\",4\n5,6\n"), (Lines{"1:!2 \"open,2", "2:b|4", "3:5|6"}));
}

TEST(CsvReader, RefusesRowsBeyondTheLimitAndGoesOn) {
  std::string const huge(kRowLimit + 10, 'x');
  EXPECT_EQ(read_all("a\n" + huge + "\nb\n"), (Lines{"1:a", "2:!4 ", "3:b"}));
  EXPECT_EQ(read_all("a\n" + huge), (Lines{"1:a", "2:!4 "}));
  std::string const open = "\"" + std::string(kRowLimit / 2, 'x') + "\n" + huge + "\nb\n";
  EXPECT_EQ(read_all(open), (Lines{"1:!3 " + open.substr(0, 20), "2:!4 ", "3:b"}));
  std::string const largest(kRowLimit - 1, 'x');
  EXPECT_EQ(read_all("a\n" + largest + "\nb\n").size(), 3U);
}

TEST(CsvReader, UnpacksGzipAndSaysWhereItBreaksOff) {
  std::string text = "a,b\n";
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i) + "," + std::to_string(i * 7919 % 10'007) + "\n";
  std::string const packed = gzip(text);
  EXPECT_EQ(read_all(packed), read_all(text));
  EXPECT_EQ(read_all(packed + gzip("last,one\n")).back(), "50002:last|one");

  Lines const cut = read_all(packed.substr(0, packed.size() / 2));
  ASSERT_GT(cut.size(), 1'000U);
  EXPECT_EQ(cut.back(), "error: the gzip file ends in the middle");
  EXPECT_EQ(cut[cut.size() - 2], read_all(text)[cut.size() - 2]);

  std::string wrong_sum = packed;
  wrong_sum[wrong_sum.size() - 6] = static_cast<char>(wrong_sum[wrong_sum.size() - 6] ^ 1);
  EXPECT_EQ(read_all(wrong_sum).back(), "error: the gzip file is damaged");
}

// Rows that lie across the borders of what is read at a time come out as they went in.
TEST(CsvReader, DoesNotMindWhereTheBufferEnds) {
  std::string text;
  Lines expected;
  for (int i = 0; i < 60'000; ++i) {
    text += "\"r\"\"" + std::to_string(i) + "\",\"x\ny\"\r\n";
    expected.push_back(std::to_string(2 * i + 1) + ":r\"" + std::to_string(i) + "|x\ny");
  }
  EXPECT_EQ(read_all(text), expected);
}

TEST(InputStream, TellsWhatCannotBeRead) {
  EXPECT_NE(InputStream::open("/no/such/file").error().message.find("/no/such/file"), std::string::npos);
  EXPECT_NE(InputStream::open("/tmp").error().message.find("folder"), std::string::npos);
}

}  // namespace
}  // namespace adapters::source_files
