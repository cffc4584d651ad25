#include "adapters/digital_post/memo.h"

#include <algorithm>
#include <pugixml.hpp>

#include "base/encoding.h"
#include "base/utf8.h"
#include "contact/plain_text.h"

namespace adapters::digital_post {

namespace {

constexpr std::size_t kTextLetters = 256;
constexpr std::size_t kNotificationLetters = 150;

bool is_digits(std::string_view text, std::size_t count) {
  return text.size() == count && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// 8-4-4-4-12 hexadecimal digits, the version 4 and one of the variants 8 to b.
bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const dash = i == 8 || i == 13 || i == 18 || i == 23;
    bool const hexadecimal = std::string_view{"0123456789abcdefABCDEF"}.contains(text[i]);
    if (dash ? text[i] != '-' : !hexadecimal) return false;
  }
  return text[14] == '4' && std::string_view{"89abAB"}.contains(text[19]);
}

std::optional<MemoError> mistake(contact::Message const& message, MemoSettings const& settings,
                                 MemoStamp const& stamp) {
  if (!is_uuid(stamp.message_uuid)) return MemoError::kUuid;
  if (!is_digits(stamp.recipient_id, stamp.kind == RecipientKind::kPerson ? 10 : 8)) return MemoError::kRecipient;
  if (!is_digits(settings.sender_id, 8)) return MemoError::kSender;
  if (base::count_letters(message.subject) > kTextLetters) return MemoError::kSubjectTooLong;
  if (base::count_letters(message.preview) > kNotificationLetters) return MemoError::kNotificationTooLong;
  for (std::string const& link : message.links) {
    if (base::count_letters(link) > kTextLetters) return MemoError::kAddressTooLong;
  }
  return std::nullopt;
}

/// Grows a tree of elements that all begin with "memo:".
pugi::xml_node add(pugi::xml_node parent, char const* name) { return parent.append_child(name); }
void add(pugi::xml_node parent, char const* name, char const* text) {
  parent.append_child(name).append_child(pugi::node_pcdata).set_value(text);
}
void add(pugi::xml_node parent, char const* name, std::string const& text) { add(parent, name, text.c_str()); }

void add_header(pugi::xml_node root, contact::Message const& message, contact::Envelope const& envelope,
                MemoSettings const& settings, MemoStamp const& stamp) {
  pugi::xml_node header = add(root, "memo:MessageHeader");
  add(header, "memo:messageType", "DIGITALPOST");
  add(header, "memo:messageUUID", stamp.message_uuid);
  add(header, "memo:label", message.subject);
  add(header, "memo:notification", message.preview);
  add(header, "memo:mandatory", "false");
  add(header, "memo:legalNotification", stamp.legal_notification ? "true" : "false");
  pugi::xml_node sender = add(header, "memo:Sender");
  add(sender, "memo:senderID", settings.sender_id);
  add(sender, "memo:idType", "CVR");
  add(sender, "memo:label", envelope.sender.name);
  pugi::xml_node recipient = add(header, "memo:Recipient");
  add(recipient, "memo:recipientID", stamp.recipient_id);
  add(recipient, "memo:idType", stamp.kind == RecipientKind::kPerson ? "CPR" : "CVR");
  if (envelope.case_number.empty()) return;
  pugi::xml_node which = add(add(header, "memo:ContentData"), "memo:CaseID");
  add(which, "memo:caseID", envelope.case_number);
  add(which, "memo:caseSystem", settings.case_system);
}

void add_file(pugi::xml_node document, char const* format, char const* name, contact::Language language,
              std::string_view content) {
  pugi::xml_node file = add(document, "memo:File");
  add(file, "memo:encodingFormat", format);
  add(file, "memo:filename", name);
  // Digital Post knows two-letter languages; Norwegian Bokmål is one of them.
  add(file, "memo:language", std::string{contact::code_of(language)});
  add(file, "memo:content", base::to_base64(content));
}

/// The button of the message, where the mailbox shows it: above the document.
void add_action(pugi::xml_node document, contact::Message const& message, MemoSettings const& settings) {
  auto const button = std::ranges::find(message.blocks, contact::BlockKind::kAction, &contact::Block::kind);
  if (button == message.blocks.end()) return;
  pugi::xml_node action = add(document, "memo:Action");
  add(action, "memo:label", contact::text_of(button->text));
  bool const pays = button->target == contact::LinkTarget::kPay;
  add(action, "memo:actionCode", pays ? settings.payment_action_code : "SELVBETJENING");
  add(add(action, "memo:EntryPoint"), "memo:url", message.link(button->target));
}

struct StringWriter : pugi::xml_writer {
  explicit StringWriter(std::string& text) : out(text) {}
  void write(void const* bytes, std::size_t size) override { out.append(static_cast<char const*>(bytes), size); }
  std::string& out;
};

}  // namespace

std::string_view advice_of(MemoError error) {
  switch (error) {
    case MemoError::kSubjectTooLong:
      return "the subject has more than 256 letters: shorten it";
    case MemoError::kNotificationTooLong:
      return "the preview has more than 150 letters: shorten it";
    case MemoError::kAddressTooLong:
      return "a link has more than 256 letters: use a shorter address";
    case MemoError::kUuid:
      return "the message needs a UUID of version 4";
    case MemoError::kRecipient:
      return "the recipient needs a CPR number of 10 digits, or a CVR number of 8";
    case MemoError::kSender:
      return "the sender needs a CVR number of 8 digits";
  }
  return "";
}

std::expected<std::string, MemoError> write_memo(contact::Message const& message, contact::Envelope const& envelope,
                                                 std::optional<std::string_view> pdf, MemoSettings const& settings,
                                                 MemoStamp const& stamp) {
  if (auto const error = mistake(message, settings, stamp)) return std::unexpected(*error);
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("memo:Message");
  root.append_attribute("xmlns:memo") = "https://DigitalPost.dk/MeMo-1";
  root.append_attribute("memoVersion") = settings.version == MemoVersion::k1_1 ? "1.1" : "1.2";
  if (settings.version == MemoVersion::k1_1) root.append_attribute("memoSchVersion") = "1.1.0";
  add_header(root, message, envelope, settings, stamp);
  pugi::xml_node body = add(root, "memo:MessageBody");
  std::string created = base::format_instant(stamp.created);
  add(body, "memo:createdDateTime", created.replace(19, created.size() - 19, "Z"));  // whole seconds
  pugi::xml_node main = add(body, "memo:MainDocument");
  add(main, "memo:label", message.subject);
  if (pdf) add_file(main, "application/pdf", "brev.pdf", message.language, *pdf);
  add_file(main, "text/plain", "brev.txt", message.language, contact::plain_text(message));
  add_action(main, message, settings);
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text.reserve(4'000 + (pdf ? pdf->size() * 4 / 3 : 0));
  StringWriter writer{text};
  document.save(writer, "", pugi::format_raw | pugi::format_no_declaration);
  return text;
}

}  // namespace adapters::digital_post
