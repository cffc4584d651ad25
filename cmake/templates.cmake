# The templates as one C++ file, so that the program can write every letter of the procedures it ships.
file(GLOB_RECURSE template_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
  ${CMAKE_SOURCE_DIR}/templates/*.md ${CMAKE_SOURCE_DIR}/templates/*.toml)
list(SORT template_files)
set(rows "")
foreach(name IN LISTS template_files)
  file(READ ${CMAKE_SOURCE_DIR}/${name} text)
  string(APPEND rows "    {\"${name}\", R\"template(${text})template\"},\n")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name})
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/templates.cc CONTENT
"// Made from templates/ by cmake/templates.cmake.
#include \"adapters/template_files/template_files.h\"

namespace adapters::template_files {

std::span<contact::TemplateFile const> built_in_files() {
  static std::vector<contact::TemplateFile> const kFiles = {
@rows@  };
  return kFiles;
}

}  // namespace adapters::template_files
" @ONLY)
target_sources(fairdue_adapters_template_files PRIVATE ${CMAKE_BINARY_DIR}/templates.cc)
