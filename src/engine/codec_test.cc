#include "engine/codec.h"

#include <gtest/gtest.h>

#include <limits>

#include "engine/entry.h"

namespace engine {
namespace {

Entry full_entry() {
  Entry entry{{1'700'000'000'000'000}, {20'000}, "source:3", {}};
  entry.events.push_back(DebtorAdded{{7}, claims::DebtorKind::kCompany});
  entry.events.push_back(
      ClaimRegistered{{8}, {3}, "R-1", "library_fee", {base::Date{-5}, {}, {1}, {2}, {3}}, {{7}, {9}}, {{1, 2, 3}}});
  entry.events.push_back(AmountChanged{{8},
                                       {3},
                                       ledger::Component::kFee,
                                       AmountCause::kFeeWaived,
                                       -250,
                                       {{{4}, {7}, {{8}, ledger::Component::kFee, 20}}},
                                       "waived",
                                       {5}});
  entry.events.push_back(PaymentRecorded{
      {10}, {7}, ledger::Means::kMobilePay, 500, {{{8}, ledger::Component::kPrincipal, 1}}, 499, {6}, "ref", {{8}}});
  entry.events.push_back(AttemptStarted{{11}, {7}, "vipps", "abc", 5, {{{8}, 5}, {{9}, std::nullopt}}, {99}});
  return entry;
}

// Found by the fuzz target journal_entry: what is read must be what would be written, byte for byte.
TEST(Codec, OneValueHasOneSpelling) {
  auto const readable = [](std::string_view bytes, auto value) {
    Decoder decoder{bytes};
    decoder(value);
    return decoder.ok() && decoder.at_end();
  };
  EXPECT_TRUE(readable("\x02", std::int64_t{}));
  EXPECT_FALSE(readable(std::string_view("\x82\x00", 2), std::int64_t{})) << "a zero behind the last digit";
  EXPECT_FALSE(readable("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x02", std::int64_t{})) << "more than 64 bits";
  EXPECT_FALSE(readable("\x04", bool{})) << "neither true nor false";
  EXPECT_FALSE(readable("\x04\x02", std::optional<std::int64_t>{})) << "neither there nor missing";
  EXPECT_FALSE(readable("\x80\x04", ledger::Component{})) << "256 is no other name of the first";
  EXPECT_FALSE(readable("\x80\x80\x80\x80\x20", base::Date{})) << "more than a date holds";
}

TEST(Codec, NumbersOfEverySize) {
  for (std::int64_t const value :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{63}, std::int64_t{64}, std::int64_t{-65},
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    Encoder encoder;
    encoder.number(value);
    Decoder decoder{encoder.bytes()};
    EXPECT_EQ(decoder.number(), value);
    EXPECT_TRUE(decoder.ok() && decoder.at_end());
  }
}

TEST(Codec, AnEntryComesBackAsItWas) {
  std::string const bytes = encode_entry(full_entry());
  auto const back = decode_entry(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(encode_entry(*back), bytes);
  EXPECT_EQ(std::get<ClaimRegistered>(back->events[1]).liable.size(), 2U);
  EXPECT_EQ(std::get<AmountChanged>(back->events[2]).delta_minor, -250);
}

// The encoding is what old journals are written in: these bytes may never change.
TEST(Codec, TheFormatIsFixed) {
  Entry entry{{1}, {2}, "a", {DebtorAdded{{3}, claims::DebtorKind::kPerson}}};
  EXPECT_EQ(encode_entry(entry), std::string("\x02\x02\x04\x02"
                                             "a"
                                             "\x02\x00\x06\x02",
                                             9));
}

TEST(Codec, NothingTruncatedOrLongerIsRead) {
  std::string const bytes = encode_entry(full_entry());
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode_entry(bytes.substr(0, size))) << size;
  EXPECT_FALSE(decode_entry(bytes + "x"));
}

TEST(Codec, ChangedBytesNeverCrash) {
  std::string const bytes = encode_entry(full_entry());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      (void)decode_entry(changed);
    }
  }
}

}  // namespace
}  // namespace engine
