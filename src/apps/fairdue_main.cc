#include "apps/command_line.h"

#ifdef FAIRDUE_WITH_PAGES
#include "apps/page_assets.h"
#include "citizen_assets.h"
#endif

int main(int count, char** words) {
#ifdef FAIRDUE_WITH_PAGES
  std::vector<http::citizen::PageAsset> assets;
  for (web_assets::Asset const& a : web_assets::citizen_assets()) {
    assets.push_back({a.path, a.mime, a.etag, a.content, a.gzip, a.immutable, a.csp_style_hash});
  }
  apps::set_page_assets(std::move(assets));
#endif
  return apps::run_command_line(count, words);
}
