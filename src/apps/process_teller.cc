#include "apps/process_teller.h"

#include <algorithm>

#include "dunning/process_explanation.h"

namespace apps {

namespace {

/// The reader's if the procedure is named in it, else the procedure's own.
contact::Language language_for(dunning::Procedure const& procedure, contact::Language wanted) {
  if (procedure.names.contains(std::string{contact::code_of(wanted)})) return wanted;
  for (contact::Language const language : contact::kLanguages) {
    if (procedure.names.contains(std::string{contact::code_of(language)})) return language;
  }
  return wanted;
}

}  // namespace

std::vector<contact::Message> explain_processes(ports::Authority const& authority, engine::AuthorityLaw const& law,
                                                base::Date on, contact::Language wanted, std::string const& phone,
                                                std::string const& address) {
  std::vector<contact::Message> told;
  for (dunning::Procedure const& procedure : law.procedures) {
    bool const used =
        std::ranges::any_of(law.types, [&](auto const& type) { return type.second.procedure == procedure.code; });
    auto const pack = std::ranges::find(law.packs, procedure.pack, &law::Pack::code);
    if (!used || pack == law.packs.end()) continue;
    dunning::Process const process{procedure, *pack, on, authority.name, phone, address};
    told.push_back(dunning::explain(process, language_for(procedure, wanted)));
  }
  return told;
}

std::vector<contact::Message> ProcessTeller::tell(contact::Language wanted) {
  ports::Authority const authority = installation_.authority(code_);
  std::shared_ptr<engine::AuthorityLaw const> law;
  {
    std::lock_guard const lock{mutex_};
    if (law_ == nullptr || settings_ != authority.settings) {
      law_ = std::make_shared<engine::AuthorityLaw const>(law_of(authority).value_or(engine::AuthorityLaw{}));
      settings_ = authority.settings;
    }
    law = law_;
  }
  return explain_processes(authority, *law, installation_.now(authority).date, wanted, {}, {});
}

}  // namespace apps
