#include "adapters/law_files/pack_reader.h"

#include <algorithm>
#include <set>

#include "adapters/law_files/pack_parts.h"
#include "adapters/law_files/pack_sections.h"
#include "adapters/law_files/pack_settings.h"

namespace adapters::law_files {

namespace {

using Parsed = std::expected<toml::table, LawFileError>;

std::string beside(std::string const& name, std::string const& other) {
  std::size_t const slash = name.rfind('/');
  return slash == std::string::npos ? other : name.substr(0, slash + 1) + other;
}

class PackReader {
 public:
  PackReader(std::span<LawFile const> files, LawFile const& file) : files_(files), file_(file), notes_(file.name) {}

  std::expected<law::Pack, LawFileError> read(toml::table const& root) {
    Fields fields{root, notes_, "a law pack"};
    law::Pack pack;
    if (fields.number("format", {1, 1}) != 1) return std::unexpected(*notes_.error());
    pack.code = fields.text("pack");
    pack.name = fields.text("name");
    pack.regime = fields.text("regime");
    pack.country = fields.text("country");
    pack.handed_over_to = fields.text("handed_over_to");
    auto const currency = base::Currency::parse(fields.text("currency"));
    if (!currency) fields.note("currency", "'currency' must be three capital letters, such as DKK");
    pack.currency = currency.value_or(base::Currency{});

    Tables tables;
    auto const beside_error =
        read_beside(fields, "tables", [&](toml::table const& t, Notes& n) { tables = read_tables(t, n); });
    if (beside_error) return std::unexpected(*beside_error);
    auto const calendar_error =
        read_beside(fields, "calendar", [&](toml::table const& t, Notes& n) { pack.calendar = read_calendar(t, n); });
    if (calendar_error) return std::unexpected(*calendar_error);
    read_sections(fields, tables, notes_, pack);
    fields.finish();
    check(fields, pack);
    if (notes_.error()) return std::unexpected(*notes_.error());
    return pack;
  }

 private:
  template <class Read>
  std::optional<LawFileError> read_beside(Fields& fields, std::string_view key, Read read) {
    std::string const word = fields.text(key);
    if (notes_.error()) return notes_.error();
    std::string const name = beside(file_.name, word);
    auto const found = std::ranges::find(files_, name, &LawFile::name);
    if (found == files_.end()) {
      fields.note(key, "there is no file '" + name + "'");
      return notes_.error();
    }
    Parsed const root = parse_law_file(*found);
    if (!root) return root.error();
    Notes notes{name};
    read(*root, notes);
    return notes.error();
  }

  void check(Fields& fields, law::Pack const& pack) {
    std::set<std::string, std::less<>> codes;
    for (law::Rule const* rule : all_rules(pack)) {
      if (!codes.insert(rule->code).second) fields.note("pack", "the rule '" + rule->code + "' is there twice");
    }
    std::set<std::string, std::less<>> letters{""};
    for (law::Fee const& fee : pack.fees) letters.insert(fee.letter);
    for (law::Notice const& notice : pack.notices) letters.insert(notice.letter);
    for (law::CostScale const& scale : pack.scales) letters.insert(scale.letter);
    auto const check_letter = [&](law::Rule const& rule, std::string const& letter) {
      if (letters.contains(letter)) return;
      fields.note("pack", "the rule '" + rule.code + "' follows the letter '" + letter + "', which no rule is about");
    };
    for (law::Fee const& fee : pack.fees) check_letter(fee.rule, fee.after_letter);
    for (law::CostScale const& scale : pack.scales) {
      check_letter(scale.rule, scale.after_letter);
      if (!scale.replaces.empty() && !codes.contains(scale.replaces)) {
        fields.note("pack", "the rule '" + scale.rule.code + "' replaces '" + scale.replaces + "', which is not there");
      }
    }
    check_required(fields, pack);
  }

  /// What every pack must say. A pack without it would let something happen for want of a rule.
  static void check_required(Fields& fields, law::Pack const& pack) {
    auto const need = [&](bool there, char const* section) {
      if (!there) fields.note("pack", "the pack has no [[" + std::string{section} + "]]");
    };
    need(!pack.interest.empty(), "interest");
    need(pack.interest_start.has_value(), "interest_start");
    need(pack.allocation.has_value(), "allocation");
    need(pack.due_shift.has_value(), "due_shift");
    need(!pack.limitation.empty(), "limitation");
    need(!pack.requirements.empty(), "requirement");
  }

  std::span<LawFile const> files_;
  LawFile const& file_;
  Notes notes_;
};

}  // namespace

std::expected<std::vector<law::Pack>, LawFileError> read_packs(std::span<LawFile const> files) {
  std::vector<law::Pack> packs;
  for (LawFile const& file : files) {
    Parsed const root = parse_law_file(file);
    if (!root) return std::unexpected(root.error());
    // Tables and calendars are read with the packs that name them.
    if (!root->contains("format") && !root->contains("pack")) continue;
    auto pack = PackReader{files, file}.read(*root);
    if (!pack) return std::unexpected(pack.error());
    if (find_pack(packs, pack->code) != nullptr) {
      return std::unexpected(LawFileError{file.name, 1, "the pack '" + pack->code + "' is there twice"});
    }
    packs.push_back(std::move(*pack));
  }
  std::ranges::sort(packs, {}, &law::Pack::code);
  return packs;
}

law::Pack const* find_pack(std::span<law::Pack const> packs, std::string_view code) {
  auto const found = std::ranges::find(packs, code, &law::Pack::code);
  return found == packs.end() ? nullptr : &*found;
}

std::expected<void, LawFileError> apply_settings(std::vector<law::Pack>& packs, LawFile const& settings) {
  Parsed const root = parse_law_file(settings);
  if (!root) return std::unexpected(root.error());
  Notes notes{settings.name};
  Fields fields{*root, notes, "the law settings"};
  std::vector<law::Pack> changed = packs;
  read_settings(fields, notes, changed);
  fields.finish();
  if (notes.error()) return std::unexpected(*notes.error());
  packs = std::move(changed);
  return {};
}

}  // namespace adapters::law_files
