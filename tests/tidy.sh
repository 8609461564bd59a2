#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs clang-tidy over the sources of the `dev` build: all of them, or with --changed those that changed since the
# last commit that is older than a day (all, where there is none).
set -euo pipefail
cd "$(dirname "$0")/.."

files=$(git ls-files '*.cpp')
if [ "${1:-}" = --changed ]; then
    base=$(git rev-list -1 --before='1 day ago' HEAD)
    [ -z "$base" ] || files=$(git diff --name-only --diff-filter=AM "$base" -- '*.cpp')
fi
# What the dev build does not compile (fuzz targets, code for other systems) has no flags to check it with.
files=$(for file in $files; do grep -q "/$file\"" build/dev/compile_commands.json && echo "$file"; done || true)
[ -n "$files" ] || { echo "nothing to check"; exit 0; }

output=$(mktemp)
trap 'rm -f "$output"' EXIT
status=0
printf '%s\n' "$files" | xargs -P "$(nproc)" -n 3 clang-tidy -p build/dev --quiet >"$output" 2>&1 || status=$?
grep -vE '^[0-9]+ warnings? (generated|treated)|^$' "$output" || true
[ "$status" -eq 0 ] && echo "$(printf '%s\n' "$files" | wc -l) files, no finding"
exit "$status"
