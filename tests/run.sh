#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and runs the tests.
#   bash tests/run.sh                  every test, preset dev
#   bash tests/run.sh --preset asan    every test under a sanitizer (asan, tsan)
#   bash tests/run.sh --label threads  the tests of one label only: unit, threads, phone, emulator or ui
#   bash tests/run.sh --fuzz [SECONDS] every fuzz target, 60 seconds each unless told
#   bash tests/run.sh --a11y           an operator's first day through AT-SPI alone, on a display of its own
#   anything after -- goes to ctest:   bash tests/run.sh -- -R tst_catalog
set -euo pipefail
cd "$(dirname "$0")/.."

preset=dev
label=
fuzz_seconds=
a11y=
while [ $# -gt 0 ]; do
    case $1 in
    --preset)
        preset=${2:?--preset takes a name}
        shift 2
        ;;
    --label)
        label=${2:?--label takes a name}
        shift 2
        ;;
    --fuzz)
        fuzz_seconds=60
        shift
        if [[ ${1:-} =~ ^[0-9]+$ ]]; then
            fuzz_seconds=$1
            shift
        fi
        ;;
    --a11y)
        a11y=1
        shift
        ;;
    --)
        shift
        break
        ;;
    *)
        sed -n '3,10s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
    esac
done

bash packaging/install-packages.sh
only=()
[ -z "$label" ] || only=(--target "tests-$label")
[ -z "$fuzz_seconds" ] || { preset=fuzz; only=(--target fuzzers); }
[ -z "$a11y" ] || only=(--target holdfast holdfast-cli holdfast-agent holdfast-emulator)
cmake --preset "$preset" -Wno-dev --log-level=WARNING
cmake --build --preset "$preset" -j "$(nproc)" "${only[@]}"

if [ -n "$fuzz_seconds" ]; then
    found=0
    targets=(build/fuzz/tests/fuzz/fuzz_*)
    for target in "${targets[@]}"; do
        [ -x "$target" ] && [ -f "$target" ] || continue
        name=$(basename "$target")
        corpus=build/fuzz/corpus/$name
        mkdir -p "$corpus"
        seeds=tests/fuzz/seeds/$name
        echo "$name: $fuzz_seconds seconds"
        log=build/fuzz/$name.log
        if ! "$target" -max_total_time="$fuzz_seconds" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
            -artifact_prefix="build/fuzz/$name-" "$corpus" $([ -d "$seeds" ] && echo "$seeds") >"$log" 2>&1; then
            tail -n 40 "$log" >&2
            exit 1
        fi
        grep -E 'number_of_executed_units|peak_rss' "$log"
        found=$((found + 1))
    done
    [ "$found" -gt 0 ] || { echo "no fuzz target was built" >&2; exit 1; }
    echo "$found fuzz targets, no finding"
    exit 0
fi
if [ -n "$a11y" ]; then
    # The interpreter of the distribution: others do not see its modules.
    HOLDFAST_BUILD_DIR=$PWD/build/$preset xvfb-run -a -s "-screen 0 1280x800x24 -dpi 96" \
        dbus-run-session -- /usr/bin/python3 tests/ui/a11ystory.py
    exit 0
fi
[ -z "$label" ] || set -- -L "^$label\$" "$@"
# Tests look at phones' files behind the phones' backs, and those have owners that an ordinary user only has in a
# namespace of his own. There he is called root, as adb's log in /tmp of the one outside: so a folder of his own too.
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(unshare --map-root-user --map-auto --mount)
    "${as_root[@]}" true || { echo "An ordinary user needs user namespaces for these tests; root does not." >&2; exit 1; }
    TMPDIR=$(mktemp -d /tmp/tests.XXXX)
    export TMPDIR
    trap '"${as_root[@]}" rm -rf "$TMPDIR"' EXIT
fi
"${as_root[@]}" ctest --preset "$preset" "$@"
