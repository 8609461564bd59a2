#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures Holdfast against adb on one emulated phone behind one adb server. See bench.py for what is printed.
#   bash tests/bench/run.sh               30 000 small files, 1 GB in large ones; medians of 3 runs
#   bash tests/bench/run.sh --quick       a small version, to see that it works
#   bash tests/bench/run.sh --runs N --json FILE --check
# Builds the release preset first, unless HOLDFAST_BUILD_DIR names a build.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
if [ -z "${HOLDFAST_BUILD_DIR:-}" ]; then
    bash packaging/install-packages.sh
    cmake --preset release -Wno-dev --log-level=WARNING
    cmake --build --preset release -j "$(nproc)"
    export HOLDFAST_BUILD_DIR=$PWD/build/release
fi
exec python3 "$here/bench.py" "$@"
