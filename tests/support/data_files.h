// Public data sets beside the checkout, for tests that skip where they are not. FAIRDUE_DATA says where they are, if
// not in the usual place.
#pragma once

#include <zlib.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace tests {

inline std::string data_file(std::string const& name) {
  char const* folder = std::getenv("FAIRDUE_DATA");
  return (folder != nullptr ? std::string{folder} : std::string{FAIRDUE_SOURCE_DIR "/../shared/data"}) + "/" + name;
}

/// The content of a gzip file, by zlib's own reader.
inline std::string unpacked(std::string const& path) {
  std::string text;
  gzFile file = gzopen(path.c_str(), "rb");
  char piece[65'536];
  for (int count = 0; (count = gzread(file, piece, sizeof piece)) > 0;)
    text.append(piece, static_cast<std::size_t>(count));
  gzclose(file);
  return text;
}

/// A line's fields; for files without quotes.
inline std::vector<std::string> split(std::string const& line) {
  std::vector<std::string> fields{""};
  for (char const c : line) {
    if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

}  // namespace tests
