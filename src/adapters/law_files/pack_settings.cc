#include "adapters/law_files/pack_settings.h"

#include <algorithm>

#include "adapters/law_files/pack_sections.h"

namespace adapters::law_files {

std::expected<toml::table, LawFileError> parse_law_file(LawFile const& file) {
  try {
    return toml::parse(file.text, file.name);
  } catch (toml::parse_error const& error) {
    return std::unexpected(LawFileError{file.name, error.source().begin.line, std::string{error.description()}});
  }
}

void read_settings(Fields& fields, Notes& notes, std::vector<law::Pack>& packs) {
  for (std::string const section : {"confirm", "council", "fee"}) {
    for (toml::table const* table : fields.tables(section)) {
      Fields cells{*table, notes, "[[" + section + "]]"};
      std::string const code = cells.text("pack");
      std::string const rule_code = cells.text("rule");
      auto const pack = std::ranges::find(packs, code, &law::Pack::code);
      law::Rule* rule = pack == packs.end() ? nullptr : find_rule(*pack, rule_code);
      if (pack == packs.end()) cells.note("pack", "there is no law pack '" + code + "'");
      if (pack != packs.end() && rule == nullptr) {
        cells.note("rule", "the pack '" + code + "' has no rule '" + rule_code + "'");
      }
      if (section == "fee") {
        std::int64_t const minor = cells.hundredths("amount");
        if (rule != nullptr) {
          auto const fee = std::ranges::find(pack->fees, rule_code, [](law::Fee const& f) { return f.rule.code; });
          if (fee == pack->fees.end()) {
            cells.note("rule", "the rule '" + rule_code + "' is not about a fee");
          } else {
            check_decided(cells, "amount", *fee, minor);
            fee->decided_minor = minor;
          }
        }
      } else {
        law::Confirmation const confirmation{cells.text("by"), cells.date("on")};
        if (rule != nullptr) (section == "council" ? rule->council : rule->confirmed) = confirmation;
      }
      cells.finish();
    }
  }
}

}  // namespace adapters::law_files
