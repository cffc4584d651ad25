#include "adapters/digital_post/memo_reader.h"

#include <pugixml.hpp>

#include "base/encoding.h"

namespace adapters::digital_post {

std::optional<ReadMemo> read_memo(std::string_view xml) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) return std::nullopt;
  pugi::xml_node const root = document.child("memo:Message");
  pugi::xml_node const header = root.child("memo:MessageHeader");
  pugi::xml_node const main = root.child("memo:MessageBody").child("memo:MainDocument");
  if (!header || !main) return std::nullopt;
  ReadMemo memo;
  memo.subject = header.child_value("memo:label");
  memo.notification = header.child_value("memo:notification");
  for (pugi::xml_node const file : main.children("memo:File")) {
    std::string_view const format = file.child_value("memo:encodingFormat");
    std::string content = base::from_base64(file.child_value("memo:content")).value_or("");
    if (format == "application/pdf") memo.pdf = std::move(content);
    if (format == "text/plain") memo.text = std::move(content);
  }
  for (pugi::xml_node const action : main.children("memo:Action")) {
    memo.actions.push_back({action.child_value("memo:label"), action.child("memo:EntryPoint").child_value("memo:url")});
  }
  return memo;
}

}  // namespace adapters::digital_post
