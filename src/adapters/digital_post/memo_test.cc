// MeMo 1.1 against the official schema, and 1.2 beside its published samples. They are not part of the repository:
// FAIRDUE_SPECS says where they are, if not in the usual place.
#include "adapters/digital_post/memo.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <pugixml.hpp>

#include "adapters/digital_post/memo_schema.h"
#include "adapters/template_files/template_files.h"
#include "base/encoding.h"
#include "contact/sample.h"
#include "contact/template_set.h"

namespace adapters::digital_post {
namespace {

std::filesystem::path folder() {
  char const* const specs = std::getenv("FAIRDUE_SPECS");
  return std::filesystem::path{specs == nullptr ? FAIRDUE_SOURCE_DIR "/../shared/specs" : specs} /
         "03-digital-post-memo";
}

MemoStamp stamp() {
  return {"8c2ea15d-61fb-4ba9-9366-42f8b194c114", "2211771212", RecipientKind::kPerson, {1'795'176'000'123'000}, false};
}

MemoSettings settings() {
  MemoSettings set;
  set.sender_id = "12345678";
  return set;
}

struct Made {
  contact::Message message;
  contact::Envelope envelope;
};

Made made(contact::Template const& from) {
  contact::Sample const sample = contact::sample_for(from.id, from.purpose, from.language);
  return {*contact::make_message(from, sample.values), sample.envelope};
}

contact::TemplateSet const& templates() {
  static contact::TemplateSet const kSet = *contact::TemplateSet::read(template_files::built_in_files());
  return kSet;
}

Made reminder() {
  return made(*templates().find("dk/reminder", contact::Family::kEyeLevel, contact::Language::kDanish));
}

TEST(Memo, EveryShippedMessageIsValid) {
  if (!std::filesystem::exists(folder() / "xsd-memo-1.1")) GTEST_SKIP() << "no schema under " << folder();
  auto const schema = MemoSchema::load((folder() / "xsd-memo-1.1").string());
  ASSERT_TRUE(schema) << schema.error();
  for (contact::Template const& each : templates().all()) {
    Made const one = made(each);
    auto const memo = write_memo(one.message, one.envelope, "%PDF", settings(), stamp());
    ASSERT_TRUE(memo) << each.file << ": " << advice_of(memo.error());
    auto const checked = schema->check(*memo);
    EXPECT_TRUE(checked) << each.file << ": " << checked.error();
  }
}

TEST(Memo, TheSchemaFindsMistakes) {
  if (!std::filesystem::exists(folder() / "xsd-memo-1.1")) GTEST_SKIP() << "no schema under " << folder();
  auto const schema = MemoSchema::load((folder() / "xsd-memo-1.1").string());
  Made const one = reminder();
  std::string memo = *write_memo(one.message, one.envelope, {}, settings(), stamp());
  ASSERT_TRUE(schema->check(memo));
  memo.replace(memo.find("DIGITALPOST"), 11, "LETTERPOST_");
  auto const checked = schema->check(memo);
  ASSERT_FALSE(checked);
  EXPECT_TRUE(checked.error().contains("messageType")) << checked.error();
  EXPECT_EQ(schema->check("<memo").error(), "is not well-formed XML");
  EXPECT_FALSE(MemoSchema::load("/nowhere"));
}

TEST(Memo, CarriesTheLetterTheTextAndTheWayToPay) {
  Made const one = reminder();
  std::string const memo = *write_memo(one.message, one.envelope, "a letter", settings(), stamp());
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(memo.c_str()));
  pugi::xml_node const header = document.child("memo:Message").child("memo:MessageHeader");
  pugi::xml_node const body = document.child("memo:Message").child("memo:MessageBody");
  EXPECT_STREQ(header.child_value("memo:label"), "Karen, betal 3.276,50\u00a0kr senest fredag den 4.\u00a0december");
  EXPECT_STREQ(header.child("memo:Recipient").child_value("memo:recipientID"), "2211771212");
  EXPECT_STREQ(header.child("memo:ContentData").child("memo:CaseID").child_value("memo:caseID"), "2026-104417");
  EXPECT_STREQ(body.child_value("memo:createdDateTime"), "2026-11-20T12:00:00Z");
  pugi::xml_node const main = body.child("memo:MainDocument");
  pugi::xml_node const file = main.child("memo:File");
  EXPECT_STREQ(file.child_value("memo:encodingFormat"), "application/pdf");
  EXPECT_EQ(base::from_base64(file.child_value("memo:content")), "a letter");
  pugi::xml_node const text = file.next_sibling("memo:File");
  EXPECT_TRUE(base::from_base64(text.child_value("memo:content"))->contains("Betal nu:\nhttps://testby.dk/p/"));
  pugi::xml_node const action = main.child("memo:Action");
  EXPECT_STREQ(action.child_value("memo:label"), "Betal nu");
  EXPECT_STREQ(action.child_value("memo:actionCode"), "SELVBETJENING");
  EXPECT_STREQ(action.child("memo:EntryPoint").child_value("memo:url"), "https://testby.dk/p/Xk4mT9qR2wZc");
}

TEST(Memo, EscapesWhatAPersonIsCalled) {
  Made one = reminder();
  one.message.subject = "A & B <c> \"d\"";
  std::string const memo = *write_memo(one.message, one.envelope, {}, settings(), stamp());
  EXPECT_TRUE(memo.contains("<memo:label>A &amp; B &lt;c&gt; \"d\"</memo:label>"));
}

/// Names of elements in the order in which they are first met.
void collect(pugi::xml_node node, std::string const& path, std::vector<std::string>& paths) {
  for (pugi::xml_node const child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    std::string const here = path + "/" + child.name();
    if (std::ranges::find(paths, here) == paths.end()) paths.push_back(here);
    collect(child, here, paths);
  }
}

// There is no public schema of 1.2: every element stands where the published sample has it, and in its order.
TEST(Memo, Version12IsAsThePublishedSample) {
  std::filesystem::path const path = folder() / "samples-memo-1.2" / "MeMo_Full_Example.xml";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no samples under " << folder();
  pugi::xml_document sample;
  ASSERT_TRUE(sample.load_file(path.c_str()));
  std::vector<std::string> known;
  collect(sample, "", known);
  Made const one = reminder();
  MemoSettings newer = settings();
  newer.version = MemoVersion::k1_2;
  pugi::xml_document written;
  ASSERT_TRUE(written.load_string(write_memo(one.message, one.envelope, "x", newer, stamp())->c_str()));
  std::vector<std::string> own;
  collect(written, "", own);
  std::size_t last = 0;
  for (std::string const& each : own) {
    auto const found = std::ranges::find(known, each);
    ASSERT_NE(found, known.end()) << each;
    auto const at = static_cast<std::size_t>(found - known.begin());
    EXPECT_GE(at, last) << each << " stands before where the sample has it";
    last = at;
  }
  EXPECT_STREQ(written.child("memo:Message").attribute("memoVersion").value(), "1.2");
  EXPECT_FALSE(written.child("memo:Message").attribute("memoSchVersion"));
}

TEST(Memo, RefusesWhatDigitalPostWould) {
  Made const one = reminder();
  auto const error = [&](auto change) {
    Made changed = one;
    MemoSettings set = settings();
    MemoStamp with = stamp();
    change(changed.message, set, with);
    auto const memo = write_memo(changed.message, changed.envelope, {}, set, with);
    return memo ? std::nullopt : std::optional{memo.error()};
  };
  using Message = contact::Message;
  using Set = MemoSettings;
  using Stamp = MemoStamp;
  EXPECT_EQ(error([](Message&, Set&, Stamp&) {}), std::nullopt);
  EXPECT_EQ(error([](Message& m, Set&, Stamp&) { m.subject = std::string(257, 'a'); }), MemoError::kSubjectTooLong);
  EXPECT_EQ(error([](Message& m, Set&, Stamp&) { m.subject.assign(256, 'a'); }), std::nullopt);
  EXPECT_EQ(error([](Message& m, Set&, Stamp&) { m.preview.assign(151, 'a'); }), MemoError::kNotificationTooLong);
  EXPECT_EQ(error([](Message& m, Set&, Stamp&) { m.links[1].assign(257, 'a'); }), MemoError::kAddressTooLong);
  EXPECT_EQ(error([](Message&, Set& s, Stamp&) { s.sender_id = "1234567"; }), MemoError::kSender);
  EXPECT_EQ(error([](Message&, Set&, Stamp& s) { s.recipient_id = "221177121x"; }), MemoError::kRecipient);
  EXPECT_EQ(error([](Message&, Set&, Stamp& s) { s.kind = RecipientKind::kCompany; }), MemoError::kRecipient);
  EXPECT_EQ(error([](Message&, Set&, Stamp& s) { s.message_uuid[14] = '1'; }), MemoError::kUuid);
}

}  // namespace
}  // namespace adapters::digital_post
