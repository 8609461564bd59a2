#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures a large fleet in the real engine and catalog: 10 000 phones with a policy each through a month of nights, and
# how soon a thousand queued jobs follow one another.
#   bash tests/bench/fleet.sh                      all of it; a few minutes
#   bash tests/bench/fleet.sh --phones N --nights N --jobs N --check
#   bash tests/bench/fleet.sh --quick              a small version, to see that it works
# Builds the release preset with tests first, unless HOLDFAST_BUILD_DIR names a build.
set -euo pipefail
cd "$(dirname "$0")/../.."
words=()
while [ $# -gt 0 ]; do
    case $1 in
        --phones | --nights | --jobs) words+=("$1" "$2"); shift 2 ;;
        --quick) words+=(--phones 200 --nights 2 --jobs 50); shift ;;
        --check) words+=(--check); shift ;;
        *) echo "unknown word: $1" >&2; exit 2 ;;
    esac
done
if [ -z "${HOLDFAST_BUILD_DIR:-}" ]; then
    cmake --preset release -Wno-dev --log-level=WARNING -DHOLDFAST_TESTS=ON
    HOLDFAST_BUILD_DIR=$PWD/build/release
fi
cmake --build "$HOLDFAST_BUILD_DIR" --target fleetbench
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Each policy tells when it begins and ends: to the log, not to the figures.
HOME=$folder "$HOLDFAST_BUILD_DIR/tests/bench/fleetbench" "$folder" "${words[@]}" 2>"$folder/log" ||
    { code=$?; tail -5 "$folder/log" >&2; exit "$code"; }
