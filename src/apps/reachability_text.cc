#include "apps/reachability_text.h"

#include "base/date.h"

namespace apps {

std::string reachability_text(std::vector<Reachability> const& all) {
  std::string text;
  for (Reachability const& each : all) {
    text += "  by " + std::string{dunning::name_of(each.channel)} + ": ";
    if (each.block) {
      text += "no, " + each.block->reason + " since " + base::format_instant(each.block->since);
    } else {
      text += each.has_address ? "yes" : "no address";
    }
    text += "\n";
  }
  return text;
}

void write_reachability(http::JsonWriter& json, std::vector<Reachability> const& all) {
  json.begin_array();
  for (Reachability const& each : all) {
    json.begin_object().member("channel", dunning::name_of(each.channel)).member("has_address", each.has_address);
    json.member("reachable", each.reachable());
    if (each.block) {
      json.member("reason", each.block->reason).member("since", base::format_instant(each.block->since));
    }
    json.end_object();
  }
  json.end_array();
}

std::vector<Reachability> ask_reachability(Installation& installation, ports::Authority const& authority,
                                           base::DebtorId debtor) {
  DebtorMessageComposer composer{installation, {}};
  composer.refresh(authority, nullptr);
  return composer.reachability(authority.id, debtor);
}

}  // namespace apps
