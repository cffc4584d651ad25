# The law packs as one C++ file, so that the program carries the law it was tested with.
file(GLOB law_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/law/*/*.toml)
list(SORT law_files)
set(rows "")
foreach(name IN LISTS law_files)
  file(READ ${CMAKE_SOURCE_DIR}/${name} text)
  string(APPEND rows "    {\"${name}\", R\"law(${text})law\"},\n")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name})
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/law_packs.cc CONTENT
"// Made from law/ by cmake/law_packs.cmake.
#include \"adapters/law_files/law_file.h\"

namespace adapters::law_files {

std::span<LawFile const> built_in_law_files() {
  static std::vector<LawFile> const kFiles = {
@rows@  };
  return kFiles;
}

}  // namespace adapters::law_files
" @ONLY)
target_sources(fairdue_adapters_law_files PRIVATE ${CMAKE_BINARY_DIR}/law_packs.cc)
