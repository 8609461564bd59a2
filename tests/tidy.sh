#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs clang-tidy over the sources of the `dev` build: all of them (about twenty minutes on two processors), or with
# --changed those that changed since the last commit that is older than a day. On the project's first day there is
# no such commit, and nothing is checked.
set -euo pipefail
cd "$(dirname "$0")/.."

files=$(git ls-files '*.cpp')
if [ "${1:-}" = --changed ]; then
    base=$(git rev-list -1 --before='1 day ago' HEAD)
    [ -n "$base" ] || { echo "no commit is older than a day: nothing to compare with, nothing checked"; exit 0; }
    files=$(git diff --name-only --diff-filter=AM "$base" -- '*.cpp')
fi

# The flags of the dev build, but for what only g++ understands: its precompiled headers. Sources that it does not
# compile (fuzz targets, code for other systems) have no flags to be checked with.
files=$(FILES=$files python3 - <<'PY'
import json, os, pathlib, re
here = pathlib.Path.cwd()
out = here / "build/tidy"
out.mkdir(parents=True, exist_ok=True)
entries = json.loads((here / "build/dev/compile_commands.json").read_text())
for entry in entries:
    command = re.sub(r" -Winvalid-pch| -fpch-preprocess", "", entry["command"])
    for header in re.findall(r"-include (\S+cmake_pch\.hxx)", command):
        copy = out / (pathlib.Path(header).parent.name + ".hxx")
        copy.write_text(pathlib.Path(header).read_text().replace("#pragma GCC system_header", ""))
        command = command.replace(header, str(copy))
    entry["command"] = command
(out / "compile_commands.json").write_text(json.dumps(entries))
known = {entry["file"] for entry in entries}
print("\n".join(name for name in os.environ["FILES"].split() if str(here / name) in known))
PY
)
[ -n "$files" ] || { echo "nothing to check"; exit 0; }

output=$(mktemp)
trap 'rm -f "$output"' EXIT
status=0
printf '%s\n' "$files" | xargs -P "$(nproc)" -n 3 clang-tidy -p build/tidy --quiet >"$output" 2>&1 || status=$?
grep -vE '^[0-9]+ warnings? (generated|treated)|^$' "$output" || true
[ "$status" -ne 0 ] || echo "$(printf '%s\n' "$files" | wc -l) files, no finding"
exit "$status"
