#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures the desktop's window with 10 000 phones and 1 000 000 backups on a made catalog: start, keys, scrolling,
# memory, each beside its goal.
#   bash tests/bench/ui.sh                           all of it; needs some 2 GB of disk and five minutes
#   bash tests/bench/ui.sh --phones N --backups N --check
#   bash tests/bench/ui.sh --catalog FILE            keeps the catalog there for the next time
#   bash tests/bench/ui.sh --quick                   a small version, to see that it works
# Builds the release preset with tests first, unless HOLDFAST_BUILD_DIR names a build.
set -euo pipefail
cd "$(dirname "$0")/../.."
words=()
while [ $# -gt 0 ]; do
    case $1 in
        --phones | --backups | --catalog) words+=("$1" "$2"); shift 2 ;;
        --quick) words+=(--phones 500 --backups 20000); shift ;;
        --check) words+=(--check); shift ;;
        *) echo "unknown word: $1" >&2; exit 2 ;;
    esac
done
if [ -z "${HOLDFAST_BUILD_DIR:-}" ]; then
    cmake --preset release -Wno-dev --log-level=WARNING -DHOLDFAST_TESTS=ON
    HOLDFAST_BUILD_DIR=$PWD/build/release
fi
export HOLDFAST_BUILD_DIR
cmake --build "$HOLDFAST_BUILD_DIR" --target ui_bench
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data LC_ALL=C.UTF-8 TZ=UTC
export QT_ENABLE_HIGHDPI_SCALING=0 FONTCONFIG_FILE=$PWD/tests/ui/fonts.conf
"$HOLDFAST_BUILD_DIR/tests/bench/ui_bench" "${words[@]}"
