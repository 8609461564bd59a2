#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures searching in a catalog of a million made backups of 10 000 phones, beside LIKE, FTS5 trigrams and fzf on
# the same rows, and the file index of 1000 near-equal phones with 50 000 files each.
#   bash tests/bench/catalog.sh                      all of it; needs some 6 GB of disk and a quarter of an hour
#   bash tests/bench/catalog.sh --backups N --phones N --files N --check
#   bash tests/bench/catalog.sh --quick              a small version, to see that it works
# Builds the release preset with tests first, unless HOLDFAST_BUILD_DIR names a build.
set -euo pipefail
cd "$(dirname "$0")/../.."
backups=1000000 phones=10000 copies=1000 files=50000 check=()
while [ $# -gt 0 ]; do
    case $1 in
        --backups) backups=$2; shift 2 ;;
        --phones) phones=$2 copies=$2; shift 2 ;;
        --files) files=$2; shift 2 ;;
        --quick) backups=20000 phones=500 copies=20 files=5000; shift ;;
        --check) check=(--check); shift ;;
        *) echo "unknown word: $1" >&2; exit 2 ;;
    esac
done
if [ -z "${HOLDFAST_BUILD_DIR:-}" ]; then
    cmake --preset release -Wno-dev --log-level=WARNING -DHOLDFAST_TESTS=ON
    HOLDFAST_BUILD_DIR=$PWD/build/release
fi
cmake --build "$HOLDFAST_BUILD_DIR" --target catalogbench
bench=$HOLDFAST_BUILD_DIR/tests/bench/catalogbench
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$bench" make "$folder/catalog.sqlite" --phones "$phones" --backups "$backups"
"$bench" search "$folder/catalog.sqlite" --others "${check[@]}"
"$bench" files "$folder/files.sqlite" --phones "$copies" --files "$files" "${check[@]}"
