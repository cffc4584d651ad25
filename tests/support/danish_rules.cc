#include "tests/support/danish_rules.h"

#include "adapters/law_files/authority_law.h"
#include "adapters/law_files/pack_reader.h"
#include "adapters/law_files/procedure_file.h"

namespace tests {

std::shared_ptr<engine::Rules const> danish_rules(base::AuthorityId authority, std::string const& law,
                                                  std::string const& more) {
  namespace files = adapters::law_files;
  std::vector<dunning::Procedure> procedures;
  for (files::LawFile const& file : files::built_in_procedure_files()) {
    procedures.push_back(
        *files::read_procedure({file.name, file.text + (file.name.find("dk/") == std::string::npos ? "" : more)}));
  }
  auto chosen = files::read_authority_law(*files::read_packs(files::built_in_law_files()), procedures, {"law", law});
  auto rules = std::make_shared<engine::Rules>();
  rules->law.set(authority, std::move(chosen).value());
  return rules;
}

}  // namespace tests
