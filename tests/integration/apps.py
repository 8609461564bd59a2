#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps from phone to phone: backed up with packages and data, restored under another user id and another Android, refused
for every reason there is. What lies on the phones is compared here, from the disks, without any code of the engine."""
import hashlib
import os
import stat
import sys

import apklib
from lib import Environment, check, main

NOTES, SHARED_A, SHARED_B = "com.example.notes", "com.example.shared.a", "com.example.shared.b"
AREAS = {"data": "data/data", "device": "data/user_de/0", "external": "data/media/0/Android/data",
         "obb": "data/media/0/Android/obb", "media": "data/media/0/Android/media"}
LEFT_OUT = {"cache", "code_cache", "no_backup", "lib"}
# android_filesystem_config.h: an app's groups are as far from its user id.
GROUPS = (0, 10000, 20000, 30000, 40000)


def tree(top, uid):
    """{path: everything that must be the same on another phone}, ids of the app told by their meaning."""
    def owner(number, offsets):
        for offset in offsets:
            if number == uid + offset:
                return f"app+{offset}"
        return number

    found = {}
    paths = [top]
    for folder, names, files in os.walk(top):
        if folder == os.fspath(top):
            names[:] = [name for name in names if name not in LEFT_OUT]
        paths += [os.path.join(folder, name) for name in names + files]
    for path in paths:
        status = os.lstat(path)
        content = None
        if stat.S_ISREG(status.st_mode):
            with open(path, "rb") as file:
                content = hashlib.sha256(file.read()).hexdigest()
        elif stat.S_ISLNK(status.st_mode):
            content = os.readlink(path)
        if os.path.basename(path) in LEFT_OUT and os.path.dirname(path) == os.fspath(top):
            continue
        found[os.path.relpath(path, top)] = (status.st_mode, owner(status.st_uid, (0,)), owner(status.st_gid, GROUPS),
                                             status.st_mtime_ns, content)
    return found


def labels(top):
    """The SELinux labels of everything below, but of what was there before."""
    found = set()
    for folder, names, files in os.walk(top):
        for path in [folder] + [os.path.join(folder, name) for name in files]:
            try:
                found.add(os.getxattr(path, "security.selinux", follow_symlinks=False).rstrip(b"\0").decode())
            except OSError:
                found.add(None)
    return found


def app_state(phone, package):
    """All the data of an app on a phone, area by area."""
    uid = apklib.uid_of(phone, package)
    return {kind: tree(phone.root / area / package, uid) for kind, area in AREAS.items()
            if (phone.root / area / package).exists()}


def packages_of(phone, package):
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in apklib.apk_folder(phone, package).glob("*.apk")}


def check_same(first, second, package):
    one, two = app_state(first, package), app_state(second, package)
    check(set(one) == set(two), f"{package}: areas {sorted(one)} became {sorted(two)}")
    for kind, entries in one.items():
        different = {path for path in entries.keys() | two[kind].keys() if entries.get(path) != two[kind].get(path)}
        check(not different, f"{package}, {kind}: " + ", ".join(
            f"{path} {entries.get(path)} became {two[kind].get(path)}" for path in sorted(different)[:3]))
    if os.geteuid() == 0:
        uid = apklib.uid_of(second, package) - 10000
        wanted = f"u:object_r:app_data_file:s0:c{uid & 255},c{256 + (uid >> 8 & 255)},c512,c768"
        for area in ("data", "device"):
            seen = labels(second.root / AREAS[area] / package)
            check(seen == {wanted}, f"{package}, {area}: labels {seen}, not {wanted}")
    return sum(map(len, one.values()))


def check_free(phone, package):
    """May run again, and nothing of the work is left beside its data."""
    check(apklib.dump_of(phone, package)["suspended"] == "false", f"{package} is still suspended on {phone.name}")
    check(not (phone.root / "data/local/tmp/.holdfast.apps").exists(), "a journal was left")
    left = [area for area in AREAS.values() if (phone.root / area / ".holdfast.apps").exists()]
    check(not left, f"left on {phone.name}: {left}")


FILL = """
set -e
U=$(pm list packages -U {0} | sed 's/.*uid://')
D=/data/data/{0}
mkdir -p $D/files/deep/er $D/databases $D/shared_prefs $D/no_backup $D/cache
echo '{1}' >$D/files/note; head -c 300000 /dev/urandom >$D/files/deep/er/blob
echo '<map/>' >$D/shared_prefs/a.xml; echo wal >$D/databases/a.db-wal; echo tmp >$D/cache/x; echo no >$D/no_backup/y
ln -s ../files/note $D/files/link; ln $D/files/note $D/files/hard
printf 'odd' >"$D/files/$(printf 'new\\nline')"
chown -hR $U:$U $D/files $D/databases $D/shared_prefs $D/no_backup; chmod 660 $D/files/note; chmod 771 $D/files
echo '{1}' >/data/user_de/0/{0}/boot; chown $U:$U /data/user_de/0/{0}/boot
L=$(getfattr --only-values -n security.selinux $D 2>/dev/null | tr -d '\\0')
[ -z "$L" ] || chcon -hR "$L" $D /data/user_de/0/{0}
for k in {2}; do
 X=/data/media/0/Android/$k/{0}; mkdir -p $X/files; echo '{1}' >$X/files/big
 G=1078; [ $k = obb ] && G=1079; chown -R $U:$G $X; chmod 2770 $X $X/files
done
"""


def fill(phone, package, word, external="data obb media"):
    script = FILL.format(package, word, external)
    done = phone.adb("shell", script)
    check(done.code == 0, str(done))


def check_round_trip(environment, apks, source):
    """To phones with other user ids and Androids, onto nothing and onto older data; and back out of the archive."""
    backup = environment.back_up(source, "--app", NOTES, "--app", SHARED_A, "--app", SHARED_B, "--path",
                                 "/data/media/0/DCIM")
    check_free(source, NOTES)
    check(backup["apps"] == [NOTES, SHARED_A, SHARED_B], f"apps of the backup: {backup['apps']}")
    shown = environment.cli("backup", "show", backup["id"], expect=0).json["backup"]["manifest"]["apps"]
    notes = next(app for app in shown if app["package"] == NOTES)
    check(notes["versionCode"] == 5 and notes["uid"] == apklib.uid_of(source, NOTES) and
          len(notes["certificate"]) == 64 and len(notes["apks"]) == 2 and len(notes["parts"]) == 5, str(notes))
    for name, android in (("same", 14), ("newer", 15)):
        target = environment.phone(name, sample="none", android=android)
        if name == "newer":  # Other apps took the ids that they had on the other phones; and an old version has data.
            apklib.install(target, apks.make("filler", "com.example.filler", "--target-sdk", 33))
            apklib.install(target, apks.make("older", NOTES, "--version-code", 2, "--target-sdk", 33))
            fill(target, NOTES, "what was here before", "media")
            target.shell(f"echo more > /data/data/{NOTES}/files/not-in-the-backup")
        environment.restore(backup["id"], target)
        check(apklib.uid_of(target, NOTES) != apklib.uid_of(source, NOTES), "the uids are the same: nothing is proven")
        for package in (NOTES, SHARED_A, SHARED_B):
            count = check_same(source, target, package)
            check(packages_of(source, package) == packages_of(target, package), f"{package}: other packages")
            check_free(target, package)
            print(f"   {package} on {name}: {count} entries equal, uid {apklib.uid_of(source, package)} became "
                  f"{apklib.uid_of(target, package)}")
        check(apklib.uid_of(target, SHARED_A) == apklib.uid_of(target, SHARED_B), "the shared user id was lost")
        check(len(list((target.root / "data/media/0/DCIM/Camera").iterdir())) > 5, "the paths beside the apps are missing")
        target.check_idle()
    return backup


def check_parts(environment, source, backup):
    """Packages only, data only, and one app out of a whole phone."""
    target = environment.phone("parts", sample="none", android=13)
    environment.restore(backup["id"], target, "--app", NOTES, "--apk-only")
    check(packages_of(source, NOTES) == packages_of(target, NOTES), "other packages")
    check(not (target.root / "data/data" / NOTES / "files").exists(), "--apk-only brought data")
    fill(target, NOTES, "made here", "media")
    environment.restore(backup["id"], target, "--app", NOTES, "--apk-only")
    check((target.root / "data/data" / NOTES / "files/note").read_text() == "made here\n", "--apk-only took data")
    environment.restore(backup["id"], target, "--app", NOTES, "--data-only")
    check_same(source, target, NOTES)
    check_free(target, NOTES)
    whole = environment.back_up(source)
    other = environment.phone("other", sample="none", android=14)
    environment.restore(whole["id"], other, "--app", NOTES)
    check_same(source, other, NOTES)
    check(set(apklib.packages(other)) == {NOTES}, "more than the one app came")
    return whole


def check_names(environment, backup, whole, source):
    """Backups are found by what people call their apps; the archives alone are enough to know it again."""
    def found(text):
        page = environment.cli("backup", "list", "--search", text, expect=0).json
        return {one["id"] for one in page["backups"]}

    def check_found():
        both = {backup["id"], whole["id"]}
        for text in ("Field notes", "feild notes", "野外笔记", "笔", "app:野外", f"app:{NOTES}"):
            check(both <= found(text), f"'{text}' finds {found(text)}, not {both}")
        check(not found("app:\"field notex\""), "what is no label was found")

    check_found()
    check(backup["appLabels"] == ["Field notes", "野外笔记"], f"labels: {backup['appLabels']}")
    check(set(whole["apps"]) == set(apklib.packages(source, "-3")), f"apps of a whole phone: {whole['apps']}")
    for file in environment.data.glob("catalog.sqlite*"):
        file.unlink()
    environment.add_store()
    environment.cli("store", "scan", "main", timeout=120, expect=0)
    check_found()


def check_refusals(environment, apks, source, backup):
    def refused(code, phone, *words, exit_code=5, backup_id=None):
        done = environment.restore(backup_id or backup["id"], phone, *words, expect=None)
        check(done.code == exit_code and done.error_code == code, f"{code} expected: {done}")

    target = environment.phone("refusing", sample="none", android=10)
    refused("AppNotInstalled", target, "--app", NOTES, "--data-only", exit_code=4)
    refused("AppNotInBackup", target, "--app", "com.example.nobody", exit_code=4)
    apklib.install(target, apks.make("newest", NOTES, "--version-code", 9, "--target-sdk", 33))
    fill(target, NOTES, "mine", "media")
    refused("AppDowngrade", target, "--app", NOTES)
    refused("AndroidTooOld", target)
    target = environment.phone("refusing14", sample="none", android=14)
    apklib.install(target, apks.make("newest", NOTES, "--version-code", 9, "--target-sdk", 33))
    fill(target, NOTES, "mine", "media")
    before = app_state(target, NOTES)
    refused("AppDowngrade", target, "--app", NOTES)
    apklib.install(target, apks.make("foreign", SHARED_A, "--target-sdk", 33, "--key", "foreign"))
    refused("AppSignature", target, "--app", SHARED_A)
    check(app_state(target, NOTES) == before, "a refusal changed data")

    special = environment.phone("special", sample="none", android=14)
    apklib.install(special, apks.make("needs", "com.example.needs", "--target-sdk", 33, "--split-required"),
                   apks.make("needs-zh", "com.example.needs", "--split", "config.zh"))
    apklib.install(special, apks.make("old", "com.example.old", "--min-sdk", 14, "--target-sdk", 20),
                   options=("--bypass-low-target-sdk-block",))
    apklib.install(special, apks.make("young", "com.example.young", "--min-sdk", 34, "--target-sdk", 34))
    names = ("needs", "old", "young")
    words = [word for name in names for word in ("--app", f"com.example.{name}")]
    made = environment.back_up(special, *words)
    refused("AppSdk", environment.phone("thirteen", sample="none", android=13), "--app", "com.example.young",
            backup_id=made["id"])
    # A backup that lacks a split: an exclude took it.
    partial = environment.back_up(special, "--app", "com.example.needs", "--exclude", "/data/app/**/split_*.apk")
    refused("AppSplits", environment.phone("splits", sample="none"), "--app", "com.example.needs", backup_id=partial["id"])
    fresh = environment.phone("fresh", sample="none", android=14)
    environment.restore(made["id"], fresh, "--app", "com.example.old", "--app", "com.example.needs")
    check("com.example.old" in apklib.packages(fresh), "the old app was not installed")
    full = environment.phone("full", sample="none", android=14)
    full.faults(diskFullAfterBytes=200_000)
    refused("PhoneSpace", full, "--app", NOTES)
    full.faults()
    check_free(fresh, "com.example.needs")


def run():
    apklib.need_tools()
    with Environment() as environment:
        environment.add_store()
        apks = apklib.Apks(environment)
        source = environment.phone("source", sample="small", android=14)
        apklib.install(source, apks.make("base", NOTES, "--version-code", 5, "--target-sdk", 33, "--label", "Field notes",
                                         "--label-in", "zh-rCN=野外笔记"),
                       apks.make("zh", NOTES, "--version-code", 5, "--split", "config.zh"))
        for package in (SHARED_A, SHARED_B):
            apklib.install(source, apks.make(package, package, "--target-sdk", 33, "--shared-user", "com.example.uid"))
        fill(source, NOTES, "from the source")
        fill(source, SHARED_A, "shared", "data")
        print("== round trip")
        backup = check_round_trip(environment, apks, source)
        print("== packages only, data only, out of a whole phone")
        whole = check_parts(environment, source, backup)
        print("== names")
        check_names(environment, backup, whole, source)
        print("== refusals")
        check_refusals(environment, apks, source, backup)
    print("apps: all equal, all refusals in place")


if __name__ == "__main__":
    sys.exit(main(run))
