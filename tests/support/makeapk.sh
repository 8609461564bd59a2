#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes a small, signed APK with Debian's aapt, zipalign and apksigner: a base, or a split of one.
set -euo pipefail
usage() {
    cat >&2 <<'TEXT'
makeapk.sh --out FILE --package NAME [options]
  --version-code N        default 1                --version-name TEXT   default 1.0
  --min-sdk N             default 21               --target-sdk N        default 29
  --label TEXT            default the package      --label-in LOCALE=TEXT   (repeats; LOCALE as in values-LOCALE)
  --split NAME            a split instead of the base (config.arm64_v8a, config.xxhdpi, feature…)
  --config-for NAME       of which split this one is the configuration
  --feature               a feature split
  --split-required        the base does not run without splits
  --shared-user NAME      android:sharedUserId
  --abi ABI               with a library for it (repeats)
  --icon KIND             none (default), png (two densities), mdpi or xxhdpi (a png of that density alone; splits take
                          these only), adaptive (colour and vector drawable, and the two pngs)
  --debuggable  --test-only
  --padding BYTES         with an asset of so many bytes that cannot be compressed
  --key NAME              who signs (default "main"); one name in one --key-dir is always the same key
  --key-dir DIR           where keys are kept (default: beside FILE)
  --schemes LIST          of 1,2,3 (default 1,2,3)   --unsigned
TEXT
    exit 2
}

out='' package='' version_code=1 version_name=1.0 min_sdk=21 target_sdk=29 label='' split='' config_for='' feature=''
split_required='' shared_user='' icon=none debuggable=false test_only=false padding=0 key=main key_dir='' schemes=1,2,3
labels=() abis=()
while [ $# -gt 0 ]; do
    case $1 in
    --feature) feature=1; shift; continue ;;
    --split-required) split_required=1; shift; continue ;;
    --debuggable) debuggable=true; shift; continue ;;
    --test-only) test_only=true; shift; continue ;;
    --unsigned) schemes=; shift; continue ;;
    esac
    [ $# -ge 2 ] || usage
    case $1 in
    --out) out=$2 ;;
    --package) package=$2 ;;
    --version-code) version_code=$2 ;;
    --version-name) version_name=$2 ;;
    --min-sdk) min_sdk=$2 ;;
    --target-sdk) target_sdk=$2 ;;
    --label) label=$2 ;;
    --label-in) labels+=("$2") ;;
    --split) split=$2 ;;
    --config-for) config_for=$2 ;;
    --shared-user) shared_user=$2 ;;
    --abi) abis+=("$2") ;;
    --icon) icon=$2 ;;
    --padding) padding=$2 ;;
    --key) key=$2 ;;
    --key-dir) key_dir=$2 ;;
    --schemes) schemes=$2 ;;
    *) usage ;;
    esac
    shift 2
done
[ -n "$out" ] && [ -n "$package" ] || usage
out=$(realpath -m "$out")
mkdir -p "$(dirname "$out")"
key_dir=$(realpath -m "${key_dir:-$(dirname "$out")}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

escaped() { # TEXT: for XML, in single quotes
    printf %s "$1" | sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e "s/'/\\&apos;/g"
}

strings() { # LOCALE-SUFFIX TEXT
    mkdir -p "$work/res/values$1"
    printf "<resources><string name='label'>%s</string></resources>\n" "$(escaped "$2" | sed 's/&apos;/\\&/g')" >"$work/res/values$1/strings.xml"
}

png() { # FILE SIZE RED GREEN BLUE
    python3 - "$@" <<'PYTHON'
import struct, sys, zlib
path, size, *colour = sys.argv[1:]
size = int(size)
rows = (b"\0" + bytes(map(int, colour)) * size) * size
part = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
with open(path, "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
               + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b""))
PYTHON
}

picture() { # DENSITY SIZE
    mkdir -p "$work/res/mipmap-$1-v4"
    png "$work/res/mipmap-$1-v4/icon.png" "$2" 10 120 200
}

pictures() {
    picture mdpi 48
    picture xxhdpi 144
}

adaptive() {
    pictures
    mkdir -p "$work"/res/{mipmap-anydpi-v26,drawable-v24}
    echo "<resources><color name='ground'>#ff3366cc</color></resources>" >"$work/res/values/colours.xml"
    cat >"$work/res/mipmap-anydpi-v26/icon.xml" <<'XML'
<adaptive-icon xmlns:android="http://schemas.android.com/apk/res/android">
  <background android:drawable="@color/ground"/>
  <foreground android:drawable="@drawable/front"/>
</adaptive-icon>
XML
    cat >"$work/res/drawable-v24/front.xml" <<'XML'
<vector xmlns:android="http://schemas.android.com/apk/res/android" android:width="108dp" android:height="108dp"
    android:viewportWidth="108" android:viewportHeight="108">
  <group android:translateX="27" android:translateY="27">
    <path android:fillColor="#ffffff" android:pathData="M0,0 L54,0 L54,54 L0,54 Z"/>
    <path android:strokeColor="#80ff0000" android:strokeWidth="2" android:pathData="M10,10 L44,44"/>
  </group>
</vector>
XML
}

manifest_attributes="package='$package' android:versionCode='$version_code'"
if [ -n "$split" ]; then
    manifest_attributes+=" split='$split'"
    [ -z "$config_for" ] || manifest_attributes+=" configForSplit='$config_for'"
    [ -z "$feature" ] || manifest_attributes+=" android:isFeatureSplit='true'"
    application="<application android:hasCode='false'/>"
    case $icon in
    none) ;;
    mdpi) picture mdpi 48 ;;
    xxhdpi) picture xxhdpi 144 ;;
    *) usage ;;
    esac
else
    manifest_attributes+=" android:versionName='$(escaped "$version_name")'"
    [ -z "$shared_user" ] || manifest_attributes+=" android:sharedUserId='$shared_user'"
    strings '' "${label:-$package}"
    for pair in "${labels[@]}"; do strings "-${pair%%=*}" "${pair#*=}"; done
    icon_attribute="android:icon='@mipmap/icon'"
    case $icon in
    none) icon_attribute='' ;;
    png) pictures ;;
    mdpi) picture mdpi 48 ;;
    xxhdpi) picture xxhdpi 144 ;;
    adaptive) adaptive ;;
    *) usage ;;
    esac
    required=''
    [ -z "$split_required" ] ||
        required="<meta-data android:name='com.android.vending.splits.required' android:value='true'/>"
    application="<application android:label='@string/label' $icon_attribute android:hasCode='false'
        android:debuggable='$debuggable' android:testOnly='$test_only'>$required
      <activity android:name='.Main'><intent-filter><action android:name='android.intent.action.MAIN'/>
        <category android:name='android.intent.category.LAUNCHER'/></intent-filter></activity></application>"
fi
cat >"$work/AndroidManifest.xml" <<XML
<manifest xmlns:android="http://schemas.android.com/apk/res/android" $manifest_attributes>
  <uses-sdk android:minSdkVersion="$min_sdk" android:targetSdkVersion="$target_sdk"/>
  $application
</manifest>
XML

arguments=(package -f -M "$work/AndroidManifest.xml" -I /usr/share/android-framework-res/framework-res.apk
    -0 arsc -F "$work/plain.apk")
[ ! -d "$work/res" ] || arguments+=(-S "$work/res")
aapt "${arguments[@]}" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }

for abi in "${abis[@]}"; do
    mkdir -p "$work/add/lib/$abi"
    printf 'no code, for %s\n' "$abi" >"$work/add/lib/$abi/libexample.so"
done
if [ "$padding" -gt 0 ]; then
    mkdir -p "$work/add/assets"
    head -c "$padding" /dev/urandom >"$work/add/assets/padding.bin"
fi
[ ! -d "$work/add" ] || (cd "$work/add" && zip -q -0 -r "$work/plain.apk" .)
zipalign -f 4 "$work/plain.apk" "$work/aligned.apk"
if [ -z "$schemes" ]; then
    cp "$work/aligned.apk" "$out"
    exit 0
fi

mkdir -p "$key_dir"
exec 9>"$key_dir/.lock"
flock 9
if [ ! -e "$key_dir/$key.x509.pem" ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 10000 -subj "/CN=$key" \
        -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
    openssl pkcs8 -topk8 -nocrypt -outform DER -in "$work/key.pem" -out "$key_dir/$key.pk8"
    mv "$work/cert.pem" "$key_dir/$key.x509.pem"
fi
exec 9>&-
enabled() { case ,$schemes, in *,$1,*) echo true ;; *) echo false ;; esac; }
apksigner sign --key "$key_dir/$key.pk8" --cert "$key_dir/$key.x509.pem" --v1-signing-enabled "$(enabled 1)" \
    --v2-signing-enabled "$(enabled 2)" --v3-signing-enabled "$(enabled 3)" --v4-signing-enabled false \
    --out "$out" "$work/aligned.apk"
