# SPDX-License-Identifier: GPL-3.0-or-later
# One target carries every flag; all our targets link it privately.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # The sloppiness is what ccache asks for with precompiled headers; the base directory lets clones share.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()

# A hundred test programs are linked: lld does that in a fifth of the time.
find_program(LLD_PROGRAM ld.lld)
if(LLD_PROGRAM AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
  add_link_options(-fuse-ld=lld)
endif()

add_library(holdfast_warnings INTERFACE)
target_compile_options(
  holdfast_warnings
  INTERFACE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wshadow
            $<$<BOOL:${HOLDFAST_WERROR}>:-Werror>)

# g++ 12 with optimisation sees overflows in concatenated strings that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(holdfast_warnings INTERFACE $<$<CONFIG:Release>:-Wno-stringop-overflow -Wno-restrict -Wno-array-bounds -Wno-maybe-uninitialized>)
endif()

add_library(holdfast_flags INTERFACE)
target_link_libraries(holdfast_flags INTERFACE holdfast_warnings)
target_include_directories(holdfast_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(
  holdfast_flags
  INTERFACE QT_NO_CAST_FROM_ASCII
            QT_NO_CAST_TO_ASCII
            QT_NO_CAST_FROM_BYTEARRAY
            QT_NO_URL_CAST_FROM_STRING
            QT_NO_KEYWORDS
            QT_NO_FOREACH
            QT_USE_QSTRINGBUILDER
            QT_STRICT_ITERATORS
            QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
            QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_compile_options(holdfast_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
