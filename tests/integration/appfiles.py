#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps as files: sets of every kind onto phones, each phone with its own splits; every refusal; hostile zips; out of
phones and backups again. Zips are made and read by Python's own zipfile, packages compared from the disks."""
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
import zipfile

import apklib
from apps import packages_of
from lib import Environment, check, main, wait_until

GAME, TOOL = "com.example.game", "com.example.tool"


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def make_zip(path, entries, compressed=False):
    """`entries`: (name, file or bytes); the same name may come twice."""
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", method) as target:
        warnings.simplefilter("ignore")
        for name, content in entries:
            target.writestr(name, content if isinstance(content, bytes) else content.read_bytes())
    return path


class Parts:
    """A game in many splits, and the sets that operators get it in."""

    SPLITS = {"config.x86_64": ("--abi", "x86_64"), "config.arm64_v8a": ("--abi", "arm64-v8a"), "config.zh": (),
              "config.en": (), "config.mdpi": (), "config.xhdpi": (), "config.xxhdpi": (), "maps": ("--feature",),
              "maps.config.zh": ("--config-for", "maps")}

    def __init__(self, apks):
        self.folder = apks.folder
        self.base = apks.make("game", GAME, "--version-code", 7, "--target-sdk", 33, "--split-required")
        self.splits = {name: apks.make(name, GAME, "--version-code", 7, "--split", name, *words)
                       for name, words in self.SPLITS.items()}
        flat = [("base.apk", self.base)] + [(f"split_{name}.apk", file) for name, file in self.splits.items()]
        self.flat = make_zip(self.folder / "game.apks", flat + [("meta.sai_v2.json", b"{}"), ("icon.png", b"?")])
        self.expansion = os.urandom(300_000)
        listed = [{"file": f"{GAME}.apk", "id": "base"}] + [{"file": f"{name}.apk", "id": name} for name in self.splits]
        manifest = json.dumps({"xapk_version": 2, "package_name": GAME, "split_apks": listed}).encode()
        self.xapk = make_zip(self.folder / "game.xapk", [
            ("manifest.json", manifest), (f"{GAME}.apk", self.base),
            *((f"{name}.apk", file) for name, file in self.splits.items()),
            (f"Android/obb/{GAME}/main.7.{GAME}.obb", self.expansion)], compressed=True)
        self.tool_set = make_zip(self.folder / "bundletool.apks", [
            ("toc.pb", b"\x0a\x00"), ("splits/base-master.apk", self.base),
            *((f"splits/base-{name.removeprefix('config.')}.apk", file) for name, file in self.splits.items()),
            ("standalones/standalone-x86_64.apk", self.base)])

    def expected(self, *splits):
        found = {f"split_{name}.apk": digest(self.splits[name]) for name in splits}
        return found | {"base.apk": digest(self.base)}


def install(environment, files, phones, *words, expect=None):
    files = [files] if not isinstance(files, (list, tuple)) else files
    return environment.cli("app", "install", *files, "--phone", *(phone.serial for phone in phones), *words, expect=expect)


def check_untouched(phone):
    check(not (phone.root / "data/local/tmp/.holdfast.apps").exists(), "a journal was left")
    check(not list((phone.root / "data/app").glob("vmdl*")), "an install session was left open")
    phone.check_idle()


def check_sets(environment, parts):
    """Each phone gets its own parts, of any kind of set."""
    one = environment.phone("one", sample="none", android=14)
    two = environment.phone("two", sample="none", android=15)
    other = environment.phone("other", sample="none", android=13)
    other.stop()
    build = other.root / "system/build.prop"
    text = build.read_text().replace("ro.sf.lcd_density=320", "ro.sf.lcd_density=480")
    build.write_text(text.replace("persist.sys.locale=en-US", "persist.sys.locale=zh-Hans-CN"))
    other.start()
    done = install(environment, parts.flat, (one, two, other), expect=0)
    english = parts.expected("config.x86_64", "config.en", "config.xhdpi", "maps")
    for phone in (one, two):
        check(packages_of(phone, GAME) == english, f"{phone.name}: {sorted(packages_of(phone, GAME))}")
    changed = "zh-Hans-CN" in build.read_text()  # The emulator may write its properties anew at each start.
    if changed:
        chinese = parts.expected("config.x86_64", "config.zh", "config.xxhdpi", "maps", "maps.config.zh")
        check(packages_of(other, GAME) == chinese, f"{sorted(packages_of(other, GAME))}")
    jobs = done.json["batch"]["jobs"]
    check([job["kind"] for job in jobs] == ["Install"] * 3 and all(job["outcome"]["apps"] == 1 for job in jobs), str(done))
    for phone in (one, two, other):
        check_untouched(phone)
    print(f"   .apks: {len(english)} of {1 + len(parts.splits)} packages" + (", others on another phone" if changed else ""))
    for name, file in (("xapk", parts.xapk), ("bundletool", parts.tool_set)):
        phone = environment.phone(name, sample="none", android=14)
        install(environment, file, (phone,), expect=0)
        check(packages_of(phone, GAME) == english, f"{name}: {sorted(packages_of(phone, GAME))}")
        check_untouched(phone)
        expansions = phone.root / "data/media/0/Android/obb" / GAME
        if name == "xapk":
            seen = {file.name: file.read_bytes() for file in expansions.iterdir()}
            check(seen == {f"main.7.{GAME}.obb": parts.expansion}, f"expansion files: {list(seen)}")
        print(f"   {name}: the same packages")
    # Files that the operator names himself all go, whatever they are for; again over what is there.
    install(environment, [parts.splits["config.zh"], parts.base, parts.splits["config.mdpi"]], (one,), expect=0)
    check(packages_of(one, GAME) == parts.expected("config.zh", "config.mdpi"), str(sorted(packages_of(one, GAME))))
    return one


def check_refusals(environment, apks, parts):
    phone = environment.phone("refusing", sample="none", android=14)
    tool = apks.make("tool9", TOOL, "--version-code", 9, "--target-sdk", 33)
    install(environment, tool, (phone,), expect=0)
    before = packages_of(phone, TOOL)

    def refused(code, *files, exit_code=5, phones=(phone,)):
        done = install(environment, files, phones)
        check(done.code == exit_code and done.error_code == code, f"{code} expected: {done}")
        checked = install(environment, files, phones, "--check")
        found = [finding["code"] for one in checked.json["preflight"] for finding in one["findings"]]
        check(checked.code == 5 and code in found, f"--check: {checked}")
        check(packages_of(phone, TOOL) == before, f"{code}: packages changed")
        check_untouched(phone)

    refused("AppDowngrade", apks.make("tool3", TOOL, "--version-code", 3, "--target-sdk", 33))
    refused("AppSignature", apks.make("foreign", TOOL, "--version-code", 10, "--target-sdk", 33, "--key", "foreign"))
    refused("AppAbi", apks.make("arm", "com.example.arm", "--target-sdk", 33, "--abi", "arm64-v8a"))
    foreign = [("base.apk", parts.base), ("split_config.arm64_v8a.apk", parts.splits["config.arm64_v8a"])]
    refused("AppAbi", make_zip(apks.folder / "foreign.apks", foreign))
    refused("AppSplits", parts.splits["config.zh"])
    refused("AppSplits", parts.base)
    refused("AppSdk", apks.make("young", "com.example.young", "--min-sdk", 36, "--target-sdk", 36))
    # What it is made for, it gets on a phone that translates; and what was backed up there is refused elsewhere.
    translating = environment.phone("translating", sample="none", android=14, translates="arm64-v8a")
    install(environment, apks.folder / "arm.apk", (translating,), expect=0)
    backup = environment.back_up(translating, "--app", "com.example.arm")
    done = environment.restore(backup["id"], phone, expect=None)
    check(done.code == 5 and done.error_code == "AppAbi", f"AppAbi expected: {done}")
    check("com.example.arm" not in apklib.packages(phone), "the refused app is there")
    environment.restore(backup["id"], translating, "--app", "com.example.arm")


def check_batches(environment, apks):
    """Some phones refuse, some apps fail: the others go on, and each problem is told once."""
    old = [environment.phone(f"old{number}", sample="none", android=12) for number in (1, 2)]
    new = environment.phone("new", sample="none", android=14)
    young = apks.make("young34", "com.example.young", "--min-sdk", 34, "--target-sdk", 34)
    done = install(environment, young, (*old, new))
    check(done.code == 3, f"exit code 3 expected: {done}")
    check("com.example.young" in apklib.packages(new), "not installed where it could be")
    check(done.err.count("needs a newer Android") == 1 and "2 phones (" in done.err, f"not grouped: {done.err}")
    fine = apks.make("fine", "com.example.fine", "--target-sdk", 33)
    done = install(environment, [young, fine], (old[0],))
    check(done.code == 3 and done.json["batch"]["jobs"][0]["status"] == "PartFinished", str(done))
    check("com.example.fine" in apklib.packages(old[0]), "one app's refusal kept the other away")
    check_untouched(old[0])
    # Cancelled in the middle: nothing is installed, no session stays.
    big = apks.make("big", "com.example.big", "--target-sdk", 33, "--padding", 8_000_000)
    new.faults(bytesPerSecond=1_000_000)
    running = environment.start_cli("app", "install", big, "--phone", new.serial)
    wait_until(lambda: list((new.root / "data/app").glob("vmdl*")) or running.ended(), 30, "no session was opened")
    time.sleep(0.5)
    running.send(signal.SIGINT)
    done = running.wait(30)
    new.faults()
    check(done.code == 130, f"exit code 130 expected: {done}")
    check("com.example.big" not in apklib.packages(new), "the cancelled app is there")
    new.check_idle()
    install(environment, big, (new,), expect=0)
    check_untouched(new)


def check_hostile(environment, apks, parts, phone):
    """Precise errors at once, little memory, and no phone is touched."""
    folder = apks.folder
    whole = parts.flat.read_bytes()
    tool = apks.folder / "tool9.apk"
    bomb = folder / "bomb.apks"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target, target.open("base.apk", "w", force_zip64=True) as out:
        for _ in range(400):
            out.write(bytes(1 << 20))
    (folder / "cut.apks").write_bytes(whole[:len(whole) // 2])
    (folder / "noise.apks").write_bytes(os.urandom(100_000))
    (folder / "empty.apks").write_bytes(b"")
    damaged = bytearray(whole)
    with zipfile.ZipFile(parts.flat) as source:
        info = source.getinfo("split_config.xxhdpi.apk")
    damaged[info.header_offset + 200] ^= 1
    (folder / "damaged.apks").write_bytes(damaged)
    hostile = {
        "bomb.apks": "no APK shrinks so much", "cut.apks": "zip", "noise.apks": "no zip file", "empty.apks": "no zip file",
        "damaged.apks": "",
        make_zip(folder / "climbs.apks", [("base.apk", tool), ("../../outside.apk", tool)]).name: "leads elsewhere",
        make_zip(folder / "absolute.apks", [("base.apk", tool), ("/etc/outside", b"x")]).name: "leads elsewhere",
        make_zip(folder / "twice.apks", [("base.apk", tool), ("base.apk", tool)]).name: "twice",
        make_zip(folder / "mixed.apks", [("base.apk", tool), ("split_a.apk", parts.base)]).name: "APKs of",
        make_zip(folder / "two-bases.apks", [("base.apk", tool), ("other.apk", tool)]).name: "comes twice",
        make_zip(folder / "no-apk.apks", [("readme.txt", b"nothing")]).name: "neither an APK",
        make_zip(folder / "not-apk.apks", [("base.apk", b"nothing")]).name: "base.apk",
        make_zip(folder / "many.apks", [(f"{number}.apk", b"") for number in range(1001)]).name: "more than 1000",
    }
    before = len(environment.cli("job", "list", "--limit", "1000", expect=0).json["jobs"])
    peak = 0
    for name, words in hostile.items():
        done = install(environment, folder / name, (phone,))
        check(done.code == 1 and done.error_code == "ApkInvalid", f"{name}: {done}")
        check(words in done.json["error"]["detail"] and name in json.dumps(done.json["error"]), f"{name}: {done}")
        check(done.seconds < 10, f"{name}: {done}")
        peak = max(peak, done.peak)
    missing = install(environment, folder / "missing.apks", (phone,))
    check(missing.code == 1 and missing.error_code == "LocalFailed", str(missing))
    check(peak < 200 << 20, f"{peak >> 20} MiB of memory for a hostile file")
    check(not (folder.parent / "outside.apk").exists() and not (folder / "outside.apk").exists(), "a file escaped")
    after = len(environment.cli("job", "list", "--limit", "1000", expect=0).json["jobs"])
    check(before == after, "a hostile file became a job")
    check_untouched(phone)
    print(f"   {len(hostile)} hostile files, at most {peak >> 20} MiB")


def check_exports(environment, apks, parts, source):
    """Out of a phone and out of backups of every kind; what comes out installs alike elsewhere."""
    install(environment, parts.flat, (source,), expect=0)
    there = packages_of(source, GAME)
    made = apks.folder / "out"
    made.mkdir()

    def export(name, *words, expect=0):
        done = environment.cli("app", "export", GAME, *words, "--out", made / name)
        check(done.code == expect, f"exit code {expect} expected: {done}")
        return done

    def check_file(name):
        with zipfile.ZipFile(made / name) as file:
            check(file.testzip() is None, f"{name} is damaged")
            packages = [entry for entry in file.infolist() if entry.filename != "toc.pb"]
            seen = {entry.filename: hashlib.sha256(file.read(entry)).hexdigest() for entry in packages}
            stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in packages)
            toc = subprocess.run(["protoc", "--decode_raw"], input=file.read("toc.pb"), capture_output=True, check=True).stdout
        check(all(f'"{entry}"' in toc.decode() for entry in seen), f"bundletool would miss packages of {name}: {toc}")
        check(seen == there and stored and "base.apk" in seen, f"{name}: {sorted(seen)}")

    (made / "phone.apks").write_bytes(b"an older file")
    done = export("phone.apks", "--phone", source.serial).json["export"]
    check(done["packageCount"] == len(there) and done["sizeBytes"] == (made / "phone.apks").stat().st_size, str(done))
    check_file("phone.apks")
    backup = environment.back_up(source, "--app", GAME)
    whole = environment.back_up(source)
    export("app.apks", "--backup", backup["id"])
    check_file("app.apks")
    export("whole.apks", "--backup", whole["id"])
    check_file("whole.apks")
    target = environment.phone("target", sample="none", android=14)
    install(environment, made / "phone.apks", (target,), expect=0)
    check(packages_of(target, GAME) == there, "the round trip changed the packages")
    check(packages_of(source, GAME) == there, "exporting changed the phone")
    # What cannot be exported says so and leaves what was there.
    before = (made / "phone.apks").read_bytes()
    for words, code, exit_code in ((("--phone", target.serial), "AppNotInstalled", 4),
                                   (("--backup", whole["id"]), "AppNotInBackup", 4)):
        done = environment.cli("app", "export", "com.example.nobody", *words, "--out", made / "phone.apks")
        check(done.code == exit_code and done.error_code == code, str(done))
    partial = environment.back_up(source, "--app", GAME, "--exclude", "/data/app/**/split_maps.apk")
    done = environment.cli("app", "export", GAME, "--backup", partial["id"], "--out", made / "phone.apks")
    check(done.code == 5 and done.error_code == "AppSplits", str(done))
    done = environment.cli("app", "export", GAME, "--phone", source.serial, "--out", made / "nowhere" / "a.apks")
    check(done.code == 1 and done.error_code in ("LocalFailed", "LocalDenied"), str(done))
    done = environment.cli("app", "export", GAME, "--phone", source.serial, "--backup", whole["id"], "--out", made / "a.apks")
    check(done.code == 2, f"both a phone and a backup: {done}")
    check((made / "phone.apks").read_bytes() == before, "a failed export changed the file")
    check({file.name for file in made.iterdir()} == {"phone.apks", "app.apks", "whole.apks"},
          f"left behind: {list(made.iterdir())}")
    shutil.rmtree(made)


def run():
    apklib.need_tools()
    with Environment() as environment:
        environment.add_store()
        apks = apklib.Apks(environment)
        parts = Parts(apks)
        print("== sets of every kind")
        one = check_sets(environment, parts)
        print("== refusals")
        check_refusals(environment, apks, parts)
        print("== batches")
        check_batches(environment, apks)
        print("== hostile files")
        check_hostile(environment, apks, parts, one)
        print("== exports")
        check_exports(environment, apks, parts, one)
    print("app files: each phone has its own packages, all refusals in place")


if __name__ == "__main__":
    sys.exit(main(run))
