# The migrations as one C++ file, so that the program carries its own schema.
file(GLOB folders CONFIGURE_DEPENDS LIST_DIRECTORIES true ${CMAKE_SOURCE_DIR}/migrations/*)
list(SORT folders)
set(rows "")
foreach(folder IN LISTS folders)
  if(EXISTS ${folder}/up.sql)
    get_filename_component(name ${folder} NAME)
    file(READ ${folder}/up.sql text)
    string(APPEND rows "    {\"${name}\", R\"sql(${text})sql\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/up.sql)
  endif()
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/migrations.cc CONTENT
"// Made from migrations/ by cmake/migrations.cmake.
#include \"storage/migrations.h\"

namespace storage {

std::span<Migration const> migrations() {
  static constexpr Migration kMigrations[] = {
@rows@  };
  return kMigrations;
}

}  // namespace storage
" @ONLY)
target_sources(fairdue_storage PRIVATE ${CMAKE_BINARY_DIR}/migrations.cc)
