# Warnings are errors, everywhere. A warning that is wrong is switched off here, with the reason.
add_library(fairdue_warnings INTERFACE)
target_compile_options(fairdue_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror
  -ffp-contract=off -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports dangling, overlapping and uninitialised memory inside inlined std::string and std::variant code
  # at -O2 where there is none (GCC bugs 105329, 105651, 105562, 105762).
  target_compile_options(fairdue_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-dangling-reference
    -Wno-stringop-overread -Wno-stringop-overflow -Wno-array-bounds -Wno-missing-field-initializers)
  if(FAIRDUE_SANITIZE STREQUAL "thread")
    target_compile_options(fairdue_warnings INTERFACE -Wno-tsan)  # atomic fences in Asio: hundreds of notes
  endif()
else()
  target_compile_options(fairdue_warnings INTERFACE -Wno-missing-field-initializers -Wno-missing-designated-field-initializers)
endif()
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT FAIRDUE_SANITIZE)
  target_compile_options(fairdue_warnings INTERFACE -D_FORTIFY_SOURCE=2 -fstack-protector-strong)
  target_link_options(fairdue_warnings INTERFACE -Wl,-z,relro,-z,now)
endif()
if(FAIRDUE_SANITIZE STREQUAL "address")
  target_compile_options(fairdue_warnings INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined)
  target_link_options(fairdue_warnings INTERFACE -fsanitize=address,undefined)
elseif(FAIRDUE_SANITIZE STREQUAL "fuzzer")
  # Every module is watched for new branches; the loop that makes inputs is linked to the targets of tests/fuzz alone.
  target_compile_options(fairdue_warnings INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
  target_link_options(fairdue_warnings INTERFACE -fsanitize=address,undefined)
elseif(FAIRDUE_SANITIZE STREQUAL "thread")
  target_compile_options(fairdue_warnings INTERFACE -fsanitize=thread)
  target_link_options(fairdue_warnings INTERFACE -fsanitize=thread)
endif()
