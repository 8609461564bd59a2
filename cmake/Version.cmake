# SPDX-License-Identifier: GPL-3.0-or-later
# `--version` names the commit; a source archive without git says "unknown".
find_package(Git QUIET)
set(HOLDFAST_COMMIT unknown)
if(GIT_FOUND)
  execute_process(
    COMMAND ${GIT_EXECUTABLE} -C ${PROJECT_SOURCE_DIR} rev-parse --short=12 HEAD
    OUTPUT_VARIABLE holdfast_commit
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(holdfast_commit)
    set(HOLDFAST_COMMIT ${holdfast_commit})
  endif()
endif()
configure_file(${PROJECT_SOURCE_DIR}/cmake/version.h.in ${PROJECT_BINARY_DIR}/generated/holdfastversion.h @ONLY)
