# A folder under src/ is a library. Sources, unit tests (*_test.cc) and benchmarks (*_bench.cc) lie side by side.

set_property(GLOBAL PROPERTY FAIRDUE_TEST_SOURCES "")
set_property(GLOBAL PROPERTY FAIRDUE_MODULES "")

function(fairdue_target_name out folder)
  string(REPLACE "/" "_" name "fairdue_${folder}")
  set(${out} ${name} PARENT_SCOPE)
endfunction()

# Precompiled standard headers, once for all modules.
file(WRITE ${CMAKE_BINARY_DIR}/empty.cc "// holds the precompiled header\n")
add_library(fairdue_pch OBJECT ${CMAKE_BINARY_DIR}/empty.cc)
target_link_libraries(fairdue_pch PRIVATE fairdue_warnings)
target_compile_features(fairdue_pch PUBLIC cxx_std_23)
target_precompile_headers(fairdue_pch PUBLIC
  <algorithm> <array> <charconv> <chrono> <cstdint> <expected> <functional> <map> <memory> <optional> <set> <span>
  <string> <string_view> <unordered_map> <utility> <variant> <vector>)

function(fairdue_module folder)
  fairdue_target_name(target ${folder})
  file(GLOB all CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cc)
  if(folder STREQUAL "http")  # one folder for each audience below it
    file(GLOB below CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/http/*/*.cc)
    list(APPEND all ${below})
  endif()
  set(sources ${all})
  list(FILTER sources EXCLUDE REGEX "_(test|bench|fuzz|main)\\.cc$")
  set(tests ${all})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  set_property(GLOBAL APPEND PROPERTY FAIRDUE_TEST_SOURCES ${tests})
  set_property(GLOBAL APPEND PROPERTY FAIRDUE_MODULES ${target})

  set(links "")
  foreach(link IN LISTS ARGN)
    if(link MATCHES "::")
      list(APPEND links ${link})
    else()
      fairdue_target_name(linked ${link})
      list(APPEND links ${linked})
    endif()
  endforeach()

  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${target} PUBLIC ${links} PRIVATE fairdue_warnings)
    target_precompile_headers(${target} REUSE_FROM fairdue_pch)
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${target} INTERFACE ${links})
  endif()
endfunction()

function(fairdue_program)
  set(main ${CMAKE_SOURCE_DIR}/src/apps/fairdue_main.cc)
  if(NOT EXISTS ${main})
    return()
  endif()
  add_executable(fairdue ${main})
  target_link_libraries(fairdue PRIVATE fairdue_apps fairdue_warnings)
  target_precompile_headers(fairdue REUSE_FROM fairdue_pch)
  # The citizen pages and the migrations are part of the program: packed to an assembler file that includes bytes.
  set(assets ${CMAKE_BINARY_DIR}/assets)
  file(GLOB_RECURSE migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*.sql)
  if(WEB_DIST)
    file(GLOB_RECURSE pages CONFIGURE_DEPENDS ${WEB_DIST}/*)
    add_custom_command(OUTPUT ${assets}/citizen_assets.S ${assets}/citizen_assets.cc ${assets}/citizen_assets.h
      COMMAND node ${CMAKE_SOURCE_DIR}/web/pack.mjs ${WEB_DIST} ${assets} citizen_assets
      DEPENDS ${pages} ${CMAKE_SOURCE_DIR}/web/pack.mjs VERBATIM)
    target_sources(fairdue PRIVATE ${assets}/citizen_assets.S ${assets}/citizen_assets.cc)
    target_include_directories(fairdue PRIVATE ${assets})
    target_compile_definitions(fairdue PRIVATE FAIRDUE_WITH_PAGES=1)
    set_source_files_properties(${assets}/citizen_assets.cc PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  endif()
endfunction()

function(fairdue_tests)
  enable_testing()
  get_property(tests GLOBAL PROPERTY FAIRDUE_TEST_SOURCES)
  file(GLOB more CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*/*.cc)
  list(FILTER more EXCLUDE REGEX "/tests/fuzz/")
  if(NOT tests AND NOT more)
    return()
  endif()
  add_executable(fairdue_tests ${tests} ${more})
  get_property(modules GLOBAL PROPERTY FAIRDUE_MODULES)
  target_link_libraries(fairdue_tests PRIVATE ${modules} GTest::gtest GTest::gtest_main fairdue_warnings)
  target_include_directories(fairdue_tests PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_definitions(fairdue_tests PRIVATE FAIRDUE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_precompile_headers(fairdue_tests REUSE_FROM fairdue_pch)
endfunction()

# tests/fuzz/NAME_fuzz.cc is a program of its own, with the second compiler only: see ./x fuzz.
function(fairdue_fuzz_targets)
  if(NOT FAIRDUE_SANITIZE STREQUAL "fuzzer")
    return()
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*_fuzz.cc)
  foreach(source IN LISTS sources)
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE fairdue_engine fairdue_http fairdue_adapters_source_files fairdue_adapters_oidc
      fairdue_contact fairdue_adapters_gateway_api fairdue_adapters_smtp_mail fairdue_adapters_message_files
      fairdue_warnings)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
    target_precompile_headers(${name} REUSE_FROM fairdue_pch)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  endforeach()
endfunction()

# What is only money and law is covered by the tests beside it, branch for branch: see ./x coverage. The second compiler
# counts the branches that were written; the first one also counts those of exceptions nobody throws.
function(fairdue_coverage_tests)
  if(NOT FAIRDUE_COVERAGE)
    return()
  endif()
  # The modules' sources themselves, so that a file that no test reaches counts as well.
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/ledger/*.cc ${CMAKE_SOURCE_DIR}/src/claims/*.cc
       ${CMAKE_SOURCE_DIR}/src/payments/*.cc)
  add_executable(fairdue_coverage_tests ${sources})
  target_link_libraries(fairdue_coverage_tests PRIVATE fairdue_law fairdue_base GTest::gtest GTest::gtest_main
    fairdue_warnings)
  target_include_directories(fairdue_coverage_tests PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_definitions(fairdue_coverage_tests PRIVATE FAIRDUE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_precompile_headers(fairdue_coverage_tests REUSE_FROM fairdue_pch)
endfunction()

function(fairdue_benchmarks)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/*_bench.cc)
  foreach(source IN LISTS sources)
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    get_property(modules GLOBAL PROPERTY FAIRDUE_MODULES)
    target_link_libraries(${name} PRIVATE ${modules} fairdue_warnings)
    target_precompile_headers(${name} REUSE_FROM fairdue_pch)
  endforeach()
endfunction()
