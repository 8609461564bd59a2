#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The main job, end to end, on this machine: builds Holdfast, starts three emulated phones behind an adb server of
# their own, backs one up, finds the backup again, restores it to another phone and compares every file.
# Everything it makes lies in one folder (HOLDFAST_DEMO_DIR, else ~/.cache/holdfast-demo); run it as often as you
# like. Run in a terminal of a desktop it shows the same in the window at last. The phones are stopped at the end
# unless HOLDFAST_DEMO_KEEP is set. HOLDFAST_DEMO_PRESET names another build than `release`.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

say "1. What is needed"
bash packaging/install-packages.sh
echo "All packages are there."

say "2. Build"
preset=${HOLDFAST_DEMO_PRESET:-release}
cmake --preset "$preset" -Wno-dev --log-level=WARNING
cmake --build --preset "$preset" -j "$(nproc)" | tail -n 1
holdfast=$PWD/build/$preset/app/cli/holdfast-cli
"$holdfast" --version

demo=${HOLDFAST_DEMO_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/holdfast-demo}
mkdir -p "$demo/store" "$demo/home"
export HOLDFAST_DATA_DIR=$demo/data
# An adb server of our own: neither its phones nor its keys are yours.
export HOME=$demo/home
unset ADB_SERVER_SOCKET
ANDROID_ADB_SERVER_PORT=$(python3 - "$demo/adb-port" <<'PY'
import pathlib, socket, sys
file = pathlib.Path(sys.argv[1])
if not file.exists():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        file.write_text(str(free.getsockname()[1]))
print(file.read_text())
PY
)
export ANDROID_ADB_SERVER_PORT
export ADB_LOCAL_TRANSPORT_MAX_PORT=5553 ADB_MDNS=0

phones=(golden spare-1 spare-2)
leave() {
    if [ -z "${HOLDFAST_DEMO_KEEP:-}" ]; then
        for phone in "${phones[@]}"; do
            "$holdfast" --quiet emulator stop "$phone" >/dev/null 2>&1 || true
        done
        adb -P "$ANDROID_ADB_SERVER_PORT" kill-server >/dev/null 2>&1 || true
    fi
}
trap leave EXIT

field() { # the value of a key in the JSON on stdin, by a Python expression over `d`
    python3 -c "import json, sys; d = json.load(sys.stdin); print($1)"
}
emulated() { # NAME KEY: a fact about an emulated phone
    "$holdfast" emulator list --json | field "[e['$2'] for e in d['emulators'] if e['name'] == '$1'][0]"
}

say "3. Three emulated phones"
for phone in "${phones[@]}"; do
    if ! "$holdfast" emulator list --json | grep -q "\"$phone\""; then
        sample=none
        [ "$phone" != golden ] || sample=standard
        "$holdfast" emulator create "$phone" --sample "$sample"
    fi
done
"$holdfast" emulator start "${phones[@]}"
"$holdfast" phone list

say "4. Back up the whole golden phone"
"$holdfast" store list --json | grep -q '"demo"' || "$holdfast" store add demo "$demo/store"
golden=$(emulated golden serial)
spare=$(emulated spare-1 serial)
"$holdfast" backup create "$golden" --all --to demo --description "the demo's golden phone"

say "5. Find it again"
"$holdfast" backup list --search "golden" --limit 3
backup=$("$holdfast" backup list --search "golden" --status AVAILABLE --limit 1 --json | field "d['backups'][0]['id']")
"$holdfast" backup show "$backup"

say "6. Restore it to another phone"
"$holdfast" backup restore "$backup" --to "$spare"

say "7. Compare every file, by a program that shares no code with the engine"
# All but the settings with the phone's own android_id: another phone stays known as itself.
source_root=$(emulated golden directory)/root
target_root=$(emulated spare-1 directory)/root
compare=(python3 tests/support/comparetrees.py "$source_root" "$target_root" --holdfast-whole
         --exclude "/data/system/users/*/settings_secure.xml" --exclude "/data/system/users/*/settings_ssaid.xml")
if [ "$(id -u)" -ne 0 ]; then
    # The phones' users are mapped; inside the same mapping their files can be read.
    compare=(unshare --user --map-root-user --map-auto "${compare[@]}")
fi
"${compare[@]}"

say "Done"
location=$("$holdfast" backup show "$backup" --json | field "d['backup']['location']")
cat <<TXT
The phone $golden was backed up to
  $location
and restored to $spare; both are equal. Any tar program reads the archive:
  tar --zstd -tf ${location#file://} | head
Go on with it (an adb server with these phones listens on port $ANDROID_ADB_SERVER_PORT while they run):
  export HOLDFAST_DATA_DIR=$HOLDFAST_DATA_DIR ANDROID_ADB_SERVER_PORT=$ANDROID_ADB_SERVER_PORT
  $holdfast --help
TXT

if [ -t 1 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "The same in the window: close it to end the demo"
    "build/$preset/app/gui/holdfast" --page backups
fi
