#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The apps of a phone as Holdfast lists them, against aapt, apksigner and the phone's own du; and what listing them
costs over adb."""
import contextlib
import re
import subprocess
import sys
import time

import apklib
from lib import BUILD, Environment, check, main

SHARE = 3  # Per cent of a large APK that may be read.


def step(text):
    print(f"== {text}")


def badging(apk):
    return subprocess.run(["aapt", "dump", "badging", apk], check=True, stdout=subprocess.PIPE).stdout.decode()


def certificate(apk):
    told = subprocess.run(["apksigner", "verify", "--print-certs", apk], check=True, stdout=subprocess.PIPE).stdout.decode()
    return re.search(r"certificate SHA-256 digest: ([0-9a-f]{64})", told)[1]


def field(text, pattern):
    found = re.search(pattern, text, re.M)
    return found[1] if found else None


def apps_of(environment, phone, *words):
    document = environment.cli("phone", "apps", phone.serial, *words, timeout=120, expect=0).json
    return {app["package"]: app for app in document["apps"]}, document["apkBytesRead"]


def agrees(app, apk, split_bytes=0):
    told = badging(apk)
    check(app["label"] == field(told, r"^application-label:'(.*)'$"), f"label: {app}")
    chinese = field(told, r"^application-label-zh-CN:'(.*)'$") or app["label"]
    check(app["labels"].get("zh-CN", app["label"]) == chinese, f"labels: {app}")
    check(app["versionName"] == field(told, r"versionName='([^']*)'"), f"version name: {app}")
    check(app["versionCode"] == int(field(told, r"versionCode='(\d+)'")), f"version code: {app}")
    check(app["minSdk"] == int(field(told, r"^sdkVersion:'(\d+)'")), f"minimum SDK: {app}")
    check(app["targetSdk"] == int(field(told, r"^targetSdkVersion:'(\d+)'")), f"target SDK: {app}")
    check(app["certificates"] == [certificate(apk)], f"certificate: {app}")
    check(app["apkBytes"] == apk.stat().st_size + split_bytes, f"size of the APKs: {app}")
    check(app["problem"] is None, str(app))


def measured(phone, *folders):
    """The sizes of plain files, by the phone's own shell."""
    command = " ".join(f"find {folder} -type f -exec stat -c %s {{}} +;" for folder in folders)
    return sum(map(int, phone.shell(f"{command} true").split()))


def one_app(environment, phone, apk):
    step("one app against aapt, apksigner and du")
    folder = "/data/data/org.example.one"
    phone.shell(f"mkdir -p {folder}/files && head -c 12345 /dev/zero > {folder}/files/a && echo x > {folder}/files/b;"
                "mkdir -p /data/media/0/Android/data/org.example.one /data/media/0/Android/obb/org.example.one;"
                "head -c 777 /dev/zero > /data/media/0/Android/data/org.example.one/f;"
                "head -c 999 /dev/zero > /data/media/0/Android/obb/org.example.one/main.obb")
    apps, read = apps_of(environment, phone, "--app", "org.example.one", "--icons")
    check(list(apps) == ["org.example.one"], str(apps.keys()))
    app = apps["org.example.one"]
    agrees(app, apk)
    check(app["abis"] == ["arm64-v8a", "x86_64"], str(app["abis"]))
    check(not app["system"] and app["enabled"] and app["signingScheme"] == 3, str(app))
    check(app["dataBytes"] == measured(phone, folder), f"data: {app}")
    check(app["deviceDataBytes"] == measured(phone, "/data/user_de/0/org.example.one"), f"device data: {app}")
    check(app["externalDataBytes"] == 777 and app["obbBytes"] == 999 and app["mediaBytes"] == 0, str(app))
    layers = app["icon"]["layers"]
    check(app["icon"]["adaptive"] and layers[0]["colour"] == "#ff3366cc" and "svg" in layers[1], str(app["icon"]))
    uid = phone.shell(f"stat -c %u {folder}").strip().decode()
    check(app["uid"] == int(uid), f"uid {uid}: {app}")
    check(read > 0, "nothing was read")
    phone.check_idle()


def api_demos(environment):
    """The APK of the npm package android-apidemos, or None where it cannot be had."""
    apk = BUILD / "tests/apk/npm/package/apks/ApiDemos-debug.apk"  # As tst_apkfile fetched it.
    if apk.exists():
        return apk
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        subprocess.run(["npm", "pack", "--silent", "android-apidemos@5.0.0"], cwd=environment.folder, check=True,
                       timeout=90, stdout=subprocess.DEVNULL)
        subprocess.run(["tar", "xzf", "android-apidemos-5.0.0.tgz"], cwd=environment.folder, check=True)
        return environment.folder / "package/apks/ApiDemos-debug.apk"
    return None


def real_app(environment, phone):
    step("a real app")
    apk = api_demos(environment)
    if not apk:
        print("   left out: the npm package android-apidemos cannot be fetched here (no npm, or no network)")
        return
    apklib.install(phone, apk)
    began = time.monotonic()
    apps, read = apps_of(environment, phone, "--app", "io.appium.android.apis")
    agrees(apps["io.appium.android.apis"], apk)
    check(apps["io.appium.android.apis"]["icon"] == "plain", "its icon")
    size = apk.stat().st_size
    print(f"   {read} of {size} bytes, {100 * read / size:.2f} %, {time.monotonic() - began:.1f} s")


def known_apps(environment, phone, other):
    step("a known app costs nothing, on any phone")
    for each in (phone, other):
        apps, read = apps_of(environment, each)
        check("org.example.one" in apps and apps["org.example.one"]["label"] == "One 一", str(apps.keys()))
        _, read = apps_of(environment, each)
        check(read == 0, f"{read} bytes were read again")


def small_share(environment, phone, apk):
    step("a large app")
    apps, read = apps_of(environment, phone, "--app", "org.example.large")
    agrees(apps["org.example.large"], apk)
    size = apk.stat().st_size
    print(f"   {read} of {size} bytes, {100 * read / size:.2f} %")
    check(0 < read < size * SHARE / 100, f"{read} of {size} bytes were read")


def splits(environment, phone, base, extra):
    step("splits, installer, disabled")
    apklib.install(phone, base, extra, options=("-i", "com.android.vending"))
    phone.shell("pm disable-user --user 0 org.example.split")
    apps, _ = apps_of(environment, phone, "--app", "org.example.split")
    app = apps["org.example.split"]
    agrees(app, base, split_bytes=extra.stat().st_size)
    check(app["splits"] == ["config.x86_64"] and len(app["apks"]) == 2, str(app))
    check(app["abis"] == ["x86_64"], "the processor of the split")
    check(app["installer"] == "com.android.vending" and not app["enabled"], str(app))
    for path in app["apks"]:
        phone.shell(f"test -f '{path}'")


def damaged(environment, phone):
    step("a damaged APK is one app's problem")
    apps, _ = apps_of(environment, phone)
    victim = apps["org.example.victim"]["apks"][0]
    phone.shell(f"head -c 5000 /dev/zero > '{victim}'")
    apps, _ = apps_of(environment, phone)
    check("zip" in apps["org.example.victim"]["problem"] and apps["org.example.one"]["problem"] is None, str(apps))
    phone.shell(f"rm '{victim}'")
    apps, _ = apps_of(environment, phone)
    check("cannot be found" in apps["org.example.victim"]["problem"], str(apps["org.example.victim"]))
    check(apps["org.example.victim"]["label"] == "org.example.victim", "a name, at least")


def refusals(environment, phone):
    step("what cannot be")
    no_user = environment.cli("phone", "apps", phone.serial, "--user", "77")
    check(no_user.code == 1 and no_user.error_code == "PhoneRefused", str(no_user))
    check(environment.cli("phone", "apps", "nobody").code == 4, "an unknown phone")
    check(environment.cli("phone", "apps", phone.serial, "--app", "no.such.app", expect=0).json["apps"] == [], "none")


def run():
    apklib.need_tools()
    with Environment() as environment:
        apks = apklib.Apks(environment)
        one = apks.make("one", "org.example.one", "--label", "One 一", "--label-in", "zh-rCN=壹", "--icon", "adaptive",
                        "--version-code", 41, "--version-name", "4.1 beta", "--abi", "arm64-v8a", "--abi", "x86_64")
        large = apks.make("large", "org.example.large", "--padding", 50_000_000, "--icon", "adaptive", "--label", "Large")
        victim = apks.make("victim", "org.example.victim")
        base = apks.make("base", "org.example.split", "--version-code", 7, "--label", "Split")
        extra = apks.make("extra", "org.example.split", "--version-code", 7, "--split", "config.x86_64", "--abi",
                          "x86_64")
        phone = environment.phone("one", sample="none", apk=one)
        other = environment.phone("two", sample="none", android="9", apk=one)
        apklib.install(phone, large)
        apklib.install(phone, victim)
        one_app(environment, phone, one)
        small_share(environment, phone, large)
        real_app(environment, phone)
        known_apps(environment, phone, other)
        splits(environment, phone, base, extra)
        damaged(environment, phone)
        refusals(environment, phone)


if __name__ == "__main__":
    sys.exit(main(run))
