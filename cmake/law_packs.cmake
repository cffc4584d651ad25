# The law packs, the procedures, the affordability packs and the example of a directory of help as one C++ file, so that the program carries the law it was tested with.
set(bodies "")
foreach(kind law procedures affordability help)
  file(GLOB names CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/${kind}/*.toml ${CMAKE_SOURCE_DIR}/${kind}/*/*.toml)
  list(SORT names)
  set(rows "")
  foreach(name IN LISTS names)
    file(READ ${CMAKE_SOURCE_DIR}/${name} text)
    string(APPEND rows "    {\"${name}\", R\"toml(${text})toml\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name})
  endforeach()
  set(rows_${kind} "${rows}")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/law_packs.cc CONTENT
"// Made from law/, procedures/, affordability/ and help/ by cmake/law_packs.cmake.
#include \"adapters/law_files/affordability_file.h\"
#include \"adapters/law_files/help_directory_file.h\"
#include \"adapters/law_files/procedure_file.h\"

namespace adapters::law_files {

std::span<LawFile const> built_in_law_files() {
  static std::vector<LawFile> const kFiles = {
@rows_law@  };
  return kFiles;
}

std::span<LawFile const> built_in_procedure_files() {
  static std::vector<LawFile> const kFiles = {
@rows_procedures@  };
  return kFiles;
}

std::span<LawFile const> built_in_affordability_files() {
  static std::vector<LawFile> const kFiles = {
@rows_affordability@  };
  return kFiles;
}

LawFile const& example_help_directory() {
  static std::vector<LawFile> const kFiles = {
@rows_help@  };
  return kFiles.front();
}

}  // namespace adapters::law_files
" @ONLY)
target_sources(fairdue_adapters_law_files PRIVATE ${CMAKE_BINARY_DIR}/law_packs.cc)
