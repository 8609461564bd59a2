#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what packaging/debian-packages.txt lists and is not there yet. Needs root only when something is missing.
set -euo pipefail
list=$(dirname "$0")/debian-packages.txt

missing=()
while read -r package; do
    [ -n "$package" ] || continue
    state=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    [ "${state:0:2}" = ii ] || missing+=("$package")
done <"$list"
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root=(sudo)
    else
        echo "These packages are missing, and installing them needs root: ${missing[*]}" >&2
        echo "Run once as root: bash packaging/install-packages.sh" >&2
        exit 1
    fi
fi

echo "Installing ${#missing[@]} packages: ${missing[*]}"
foreign=$(printf '%s\n' "${missing[@]}" | sed -n 's/.*://p' | sort -u)
for architecture in $foreign; do
    "${as_root[@]}" dpkg --add-architecture "$architecture"
done
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
