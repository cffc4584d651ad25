#include "apps/page_assets.h"

namespace apps {

namespace {

std::vector<http::citizen::PageAsset>& holder() {
  static std::vector<http::citizen::PageAsset> assets;
  return assets;
}

}  // namespace

void set_page_assets(std::vector<http::citizen::PageAsset> assets) { holder() = std::move(assets); }
std::vector<http::citizen::PageAsset> page_assets() { return holder(); }

}  // namespace apps
