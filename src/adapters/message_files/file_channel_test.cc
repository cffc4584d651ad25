#include "adapters/message_files/file_channel.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace adapters::message_files {
namespace {

namespace files = std::filesystem;
using ports::Delivery;
using ports::DeliveryNews;
using ports::NotSent;
using ports::Sent;
using ports::UnknownSending;

constexpr char const* kKey = "0123456789abcdef0123456789abcdef";
constexpr char const* kName = "0123456789abcdef0123456789abcdef.17";
constexpr char const* kDelivered = "<k><ForretningsValideringsKode>AFLEVERET</ForretningsValideringsKode></k>";

struct MessageFiles : testing::Test {
  files::path root = files::temp_directory_path() / ("fairdue_message_files_" + std::to_string(::getpid()));
  files::path out = root / "out";
  files::path receipts = root / "receipts";
  files::path file = out / "2026-11-22" / (std::string{kName} + ".xml");
  std::expected<std::string, std::string> content = "<letter/>";
  int written = 0;

  void SetUp() override { files::remove_all(root); }
  void TearDown() override { files::remove_all(root); }

  std::unique_ptr<FileChannel> channel() {
    return std::make_unique<FileChannel>("print_house", dunning::Channel::kLetter,
                                         FileChannelSettings{out.string(), receipts.string(), {"F-1"}},
                                         [this](ports::Outgoing const& message) {
                                           ++written;
                                           EXPECT_EQ(message.body, "%PDF");
                                           return content;
                                         });
  }
  static ports::Outgoing letter() {
    ports::Outgoing message;
    message.message = {17};
    message.key = kKey;
    message.body = "%PDF";
    message.day = *base::make_date(2026, 11, 22);
    return message;
  }
  static std::string text_of(files::path const& path) {
    std::ifstream in{path};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  void receipt(std::string const& name, std::string const& text) const { std::ofstream{receipts / name} << text; }
  static std::vector<DeliveryNews> news(FileChannel& channel) {
    std::vector<DeliveryNews> all;
    channel.fetch_news([&](DeliveryNews const& each) { all.push_back(each); });
    return all;
  }
  [[nodiscard]] std::vector<std::string> names_in(files::path const& folder) const {
    std::vector<std::string> names;
    for (auto const& each : files::directory_iterator{folder}) {
      if (each.is_regular_file()) names.push_back(each.path().filename().string());
    }
    return names;
  }
};

TEST_F(MessageFiles, PutsAMessageThereOnce) {
  auto const box = channel();
  EXPECT_EQ(box->capabilities().keys, ports::KeyPolicy::kHonours);
  EXPECT_EQ(box->capabilities().reports, ports::DeliveryReports::kReports);
  auto const answer = box->send(letter());
  ASSERT_TRUE(std::holds_alternative<Sent>(answer));
  EXPECT_EQ(std::get<Sent>(answer).provider_reference, kName);
  EXPECT_EQ(text_of(file), "<letter/>");
  EXPECT_EQ(names_in(file.parent_path()).size(), 1U);
  // Nobody else may read what is written to a person.
  EXPECT_EQ(files::status(file).permissions() & files::perms::others_all, files::perms::none);
  // Fetched, and asked about again: also on another day, and by another process.
  files::remove(file);
  ports::Outgoing again = letter();
  again.day = *base::make_date(2026, 11, 23);
  EXPECT_TRUE(std::holds_alternative<Sent>(channel()->send(again)));
  EXPECT_FALSE(files::exists(file));
  EXPECT_FALSE(files::exists(out / "2026-11-23"));
  EXPECT_EQ(written, 1);
}

TEST_F(MessageFiles, AProcessThatDiedInBetweenIsADoubtOrNone) {
  auto const box = channel();
  std::string const intended = std::string{kKey} + ".intended";
  std::ofstream{out / ".given" / intended} << "2026-11-22";
  // It may have been there and been fetched.
  auto const answer = box->send(letter());
  ASSERT_TRUE(std::holds_alternative<UnknownSending>(answer));
  EXPECT_FALSE(files::exists(file));
  // It is still there.
  files::create_directories(file.parent_path());
  std::ofstream{file} << "<letter/>";
  EXPECT_TRUE(std::holds_alternative<Sent>(box->send(letter())));
  files::remove(file);
  EXPECT_TRUE(std::holds_alternative<Sent>(box->send(letter())));
  EXPECT_EQ(written, 0);
}

TEST_F(MessageFiles, WhatCannotBeWrittenIsNotSent) {
  auto const box = channel();
  content = std::unexpected("too_long");
  EXPECT_EQ(std::get<NotSent>(box->send(letter())).code, "too_long");
  content = "<letter/>";
  ports::Outgoing foreign = letter();
  foreign.key = "../../etc/passwd";
  EXPECT_EQ(std::get<NotSent>(box->send(foreign)).lasting, ports::Lasting::kPermanent);
  // A file where the day's folder should be: nothing can be put there, and nothing is left behind.
  std::ofstream{out / "2026-11-22"} << "";
  auto const answer = box->send(letter());
  ASSERT_TRUE(std::holds_alternative<NotSent>(answer));
  EXPECT_EQ(std::get<NotSent>(answer).lasting, ports::Lasting::kTemporary);
  EXPECT_TRUE(names_in(out / ".given").empty());
  files::remove(out / "2026-11-22");
  EXPECT_TRUE(std::holds_alternative<Sent>(box->send(letter())));
}

TEST_F(MessageFiles, ReadsReceiptsAndPutsThemAway) {
  auto const box = channel();
  receipt(std::string{kName} + ".xml", kDelivered);
  receipt(std::string{kName} + "-2.xml",
          "<k><ForretningsValideringsKode>AFVIST</ForretningsValideringsKode><FejlKode>F-1</FejlKode></k>");
  auto const found = news(*box);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].what, Delivery::kNotDelivered);
  EXPECT_TRUE(found[0].bad_address);
  EXPECT_EQ(found[1].what, Delivery::kDelivered);
  EXPECT_EQ(found[1].message.value, 17);
  EXPECT_EQ(found[1].key, kKey);
  EXPECT_EQ(found[1].provider, "print_house");
  EXPECT_EQ(names_in(receipts / "read").size(), 2U);
  EXPECT_TRUE(news(*box).empty());
}

TEST_F(MessageFiles, WhatIsNoReceiptIsKeptForAPerson) {
  auto const box = channel();
  for (std::string const& name : {std::string{"readme.txt"}, std::string{kKey} + ".xml", std::string{kKey} + ".0.xml",
                                  std::string{kKey} + ".17x.xml", std::string{kKey} + ".99999999999999999999.xml"}) {
    receipt(name, kDelivered);
  }
  receipt(std::string{kName} + ".xml", "<html>busy</html>");
  receipt(".hidden", kDelivered);
  EXPECT_TRUE(news(*box).empty());
  EXPECT_EQ(names_in(receipts / "not_read").size(), 6U);
  EXPECT_EQ(names_in(receipts), std::vector<std::string>{".hidden"});
}

TEST_F(MessageFiles, NewsThatWereNotTakenComeAgain) {
  auto const box = channel();
  receipt(std::string{kName} + ".xml", kDelivered);
  EXPECT_THROW(box->fetch_news([](DeliveryNews const&) { throw std::runtime_error("the store is away"); }),
               std::runtime_error);
  EXPECT_EQ(news(*box).size(), 1U);
}

TEST_F(MessageFiles, AFolderThatCannotBeWrittenToIsSaidAtTheStart) {
  files::create_directories(root);
  std::ofstream{out} << "a file";
  EXPECT_THROW((void)channel(), std::runtime_error);
}

}  // namespace
}  // namespace adapters::message_files
