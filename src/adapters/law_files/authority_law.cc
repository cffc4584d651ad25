#include "adapters/law_files/authority_law.h"

#include <algorithm>

#include "adapters/law_files/pack_reader.h"
#include "adapters/law_files/pack_settings.h"

namespace adapters::law_files {

namespace {

void read_type(Fields& fields, std::span<law::Pack const> packs, std::span<dunning::Procedure const> procedures,
               engine::AuthorityLaw& law) {
  std::string const name = fields.text("type");
  engine::TypeLaw type;
  type.pack = fields.text("pack");
  if (fields.has("due_agreed")) type.due_agreed = fields.yes_or_no("due_agreed");
  if (fields.has("limitation")) type.basis = fields.text("limitation");
  if (fields.has("procedure")) type.procedure = fields.text("procedure");
  type.interest_from = fields.date_if_given("interest_from");
  fields.finish();
  law::Pack const* const pack = find_pack(packs, type.pack);
  if (pack == nullptr) {
    std::string known;
    for (law::Pack const& each : packs) known += (known.empty() ? "" : ", ") + each.code;
    fields.note("pack", "there is no law pack '" + type.pack + "': one of " + known);
  } else if (std::ranges::find(pack->limitation, type.basis, &law::LimitationPeriod::basis) == pack->limitation.end()) {
    fields.note("limitation", "the pack '" + type.pack + "' has no limitation period for '" + type.basis + "'");
  }
  if (!type.procedure.empty()) {
    auto const procedure = std::ranges::find(procedures, type.procedure, &dunning::Procedure::code);
    if (procedure == procedures.end()) {
      std::string known;
      for (dunning::Procedure const& each : procedures) known += (known.empty() ? "" : ", ") + each.code;
      fields.note("procedure", "there is no procedure '" + type.procedure + "': one of " + known);
    } else if (procedure->pack != type.pack) {
      fields.note("procedure",
                  "the procedure '" + type.procedure + "' is made for the law pack '" + procedure->pack + "'");
    }
  }
  if (!law.types.emplace(name, type).second) fields.note("type", "the type '" + name + "' is there twice");
}

}  // namespace

std::expected<engine::AuthorityLaw, LawFileError> read_authority_law(std::vector<law::Pack> packs,
                                                                     std::vector<dunning::Procedure> procedures,
                                                                     LawFile const& text) {
  auto const root = parse_law_file(text);
  if (!root) return std::unexpected(root.error());
  Notes notes{text.name};
  Fields fields{*root, notes, "the authority's law"};
  (void)fields.number("format", {1, 1});
  engine::AuthorityLaw law;
  read_settings(fields, notes, packs);
  for (toml::table const* table : fields.tables("type")) {
    Fields cells{*table, notes, "[[type]]"};
    read_type(cells, packs, procedures, law);
  }
  if (law.types.empty()) fields.note("no claim type has a law: add a [[type]] with type and pack");
  fields.finish();
  if (notes.error()) return std::unexpected(*notes.error());
  std::erase_if(packs, [&](law::Pack const& pack) {
    return std::ranges::none_of(law.types, [&](auto const& item) { return item.second.pack == pack.code; });
  });
  law.packs = std::move(packs);
  std::erase_if(procedures, [&](dunning::Procedure const& procedure) {
    return std::ranges::none_of(law.types, [&](auto const& item) { return item.second.procedure == procedure.code; });
  });
  law.procedures = std::move(procedures);
  return law;
}

}  // namespace adapters::law_files
