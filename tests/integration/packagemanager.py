#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated phones' package manager, as adb and a shell script see it: real APKs are installed in sessions, listed,
updated, refused for Android's reasons, suspended and removed; owners, modes and labels are looked at on the disk."""
import os
import stat
import sys

import apklib
from lib import Environment, check, main

NOTES = "com.example.notes"


def owner(path):
    status = os.lstat(path)
    return status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)


def label(path):
    return os.getxattr(path, "security.selinux", follow_symlinks=False).rstrip(b"\0").decode()


def check_layout(phone, package, uid):
    """Folders, owners and labels as installd makes them."""
    code = apklib.apk_folder(phone, package)
    check(code.parent.name.startswith("~~") and code.name.startswith(package + "-"), f"code in {code}")
    check(owner(code / "base.apk") == (1000, 1000, 0o644), f"base.apk: {owner(code / 'base.apk')}")
    for area in ("data/data", "data/user_de/0"):
        top = phone.root / area / package
        check(owner(top) == (uid, uid, 0o700), f"{top}: {owner(top)}")
        check(owner(top / "cache") == (uid, uid + 10000, 0o2771), f"{top}/cache: {owner(top / 'cache')}")
    if os.geteuid() == 0:
        app = uid - 10000
        wanted = f"u:object_r:app_data_file:s0:c{app & 255},c{256 + (app >> 8 & 255)},c512,c768"
        check(label(phone.root / "data/data" / package) == wanted, label(phone.root / "data/data" / package))


def check_life(phone, apks):
    """Installed, updated with its data kept, switched off and on, suspended, cleared, removed."""
    base = apks.make("base", NOTES, "--version-code", 5, "--version-name", "1.5", "--target-sdk", 33)
    chinese = apks.make("zh", NOTES, "--version-code", 5, "--split", "config.zh")
    apklib.install(phone, base, chinese)
    uid = apklib.uid_of(phone, NOTES)
    check(10000 <= uid < 20000, f"uid {uid}")
    check_layout(phone, NOTES, uid)
    paths = [line.rsplit("/", 1)[1] for line in phone.shell(f"pm path {NOTES}").decode().split()]
    check(paths == ["base.apk", "split_config.zh.apk"], str(paths))
    line = apklib.packages(phone, "-f", "-U", "-i", "--show-versioncode", "-3", "--user", "0")[NOTES]
    check(line.endswith(f"/base.apk={NOTES} versionCode:5  installer=null uid:{uid}"), line)
    check(NOTES not in apklib.packages(phone, "-s") and NOTES not in apklib.packages(phone, "-d"), "listed wrongly")
    dump = apklib.dump_of(phone, NOTES)
    check(dump["versionName"] == "1.5" and dump["targetSdk"] == "33" and dump["appId"] == str(uid), str(dump))

    phone.shell(f"echo kept > /data/data/{NOTES}/note")
    before = apklib.apk_folder(phone, NOTES)
    update = apks.make("update", NOTES, "--version-code", 7, "--target-sdk", 33)
    apklib.install(phone, update)
    check(apklib.uid_of(phone, NOTES) == uid and not before.exists(), "an update moved the app or left the old one")
    check((phone.root / "data/data" / NOTES / "note").read_text() == "kept\n", "an update lost data")
    check(phone.shell(f"pm path {NOTES}").count(b"package:") == 1, "an update kept splits of the old version")

    check(b"new suspended state: true" in phone.shell(f"pm suspend {NOTES}"), "not suspended")
    check(apklib.dump_of(phone, NOTES)["suspended"] == "true", "not suspended in dumpsys")
    check(b"new suspended state: false" in phone.shell(f"cmd package unsuspend --user 0 {NOTES}"), "not released")
    check(b"new state: disabled-user" in phone.shell(f"pm disable-user --user 0 {NOTES}"), "not disabled")
    check(NOTES in apklib.packages(phone, "-d"), "not listed as disabled")
    phone.shell(f"pm enable {NOTES}")

    check(phone.shell(f"cmd package uninstall -k {NOTES}") == b"Success\n", "not uninstalled")
    check(NOTES not in apklib.packages(phone), "still there")
    check((phone.root / "data/data" / NOTES / "note").exists(), "uninstall -k took the data")
    apklib.install(phone, update)
    check(apklib.uid_of(phone, NOTES) == uid, "came back under another uid")
    check(phone.shell(f"pm clear {NOTES}") == b"Success\n", "not cleared")
    check(not (phone.root / "data/data" / NOTES / "note").exists(), "clearing left data")
    check_layout(phone, NOTES, uid)


def check_refusals(phone, apks):
    """Each of Android's reasons, in its words; nothing of what was refused is left."""
    def refused(code, *files, options=()):
        said = apklib.install(phone, *files, expect=False, options=options)
        check(f"Failure [{code}" in said, f"{code} expected: {said}")

    old = apks.make("old", NOTES, "--version-code", 4, "--target-sdk", 33)
    refused("INSTALL_FAILED_VERSION_DOWNGRADE", old)
    refused("INSTALL_FAILED_UPDATE_INCOMPATIBLE",
            apks.make("other", NOTES, "--version-code", 9, "--target-sdk", 33, "--key", "other"))
    refused("INSTALL_FAILED_OLDER_SDK", apks.make("future", "com.example.future", "--min-sdk", 35, "--target-sdk", 35))
    refused("INSTALL_FAILED_DEPRECATED_SDK_VERSION",
            apks.make("ancient", "com.example.ancient", "--min-sdk", 14, "--target-sdk", 20))
    refused("INSTALL_FAILED_NO_MATCHING_ABIS",
            apks.make("arm", "com.example.arm", "--target-sdk", 33, "--abi", "armeabi-v7a"))
    refused("INSTALL_FAILED_MISSING_SPLIT",
            apks.make("alone", "com.example.alone", "--target-sdk", 33, "--split-required"))
    refused("INSTALL_FAILED_TEST_ONLY", apks.make("test", "com.example.test", "--target-sdk", 33, "--test-only"))
    refused("INSTALL_PARSE_FAILED_NO_CERTIFICATES",
            apks.make("unsigned", "com.example.unsigned", "--target-sdk", 33, "--unsigned"))
    broken = apks.folder / "broken.apk"
    broken.write_bytes(b"PK\3\4" + os.urandom(5000))
    refused("INSTALL_PARSE_FAILED_NOT_APK", broken)
    apklib.install(phone, old, options=("-d",))
    check(not list((phone.root / "data/app").glob("vmdl*")), "a session's folder was left")
    check(set(apklib.packages(phone)) == {NOTES}, str(apklib.packages(phone)))


def check_sessions(phone, apks):
    """Step by step, as scripts do it; mistakes end it with a message and a code."""
    file = apks.make("session", "com.example.session", "--target-sdk", 33)
    made = phone.shell("cmd package install-create -r -t --user 0 -i com.android.vending").decode()
    check(made.startswith("Success: created install session ["), made)
    session = made.split("[")[1].split("]")[0]
    phone.adb("push", file, "/data/local/tmp/session.apk")
    size = file.stat().st_size
    short = phone.adb("shell", f"head -c 100 /data/local/tmp/session.apk | cmd package install-write -S {size} {session} a -")
    check(short.code == 1 and "failed to write" in short.err, str(short))
    wrote = phone.shell(f"cat /data/local/tmp/session.apk | cmd package install-write -S {size} {session} a -")
    check(wrote == f"Success: streamed {size} bytes\n".encode(), str(wrote))
    check(phone.shell(f"pm install-commit {session}") == b"Success\n", "not committed")
    line = apklib.packages(phone, "-i")["com.example.session"]
    check(line.endswith("installer=com.android.vending"), line)
    for command in (f"pm install-commit {session}", "pm install-write -S 4 77 a -", "pm install-abandon 77"):
        done = phone.adb("shell", command)
        check(done.code == 255 and "SecurityException" in done.err, str(done))
    session = phone.shell("pm install-create").decode().split("[")[1].split("]")[0]
    check(phone.shell(f"pm install-abandon {session}") == b"Success\n", "not abandoned")
    check(phone.shell("pm install -r /data/local/tmp/session.apk") == b"Success\n", "not installed from a file")
    check(phone.adb("shell", "pm nonsense").code == 255, "an unknown command succeeds")


def run():
    apklib.need_tools()
    with Environment() as environment:
        apks = apklib.Apks(environment)
        phone = environment.phone("phone", sample="none")
        check_life(phone, apks)
        check_refusals(phone, apks)
        check_sessions(phone, apks)
        made = apks.make("made", "com.example.made", "--target-sdk", 33)
        older = environment.phone("older", sample="small", android="10", apk=made)
        code = apklib.apk_folder(older, "com.example.made")
        check(code.parent.name == "app", f"Android 10 keeps code in {code}")
        check(len(apklib.packages(older)) == 7, "the sample's apps are not all listed")
        check(apklib.dump_of(older, "com.example.made")["userId"] == str(apklib.uid_of(older, "com.example.made")), "uid")
    print("sessions, updates, refusals, states and removal behave as Android's")


if __name__ == "__main__":
    sys.exit(main(run))
