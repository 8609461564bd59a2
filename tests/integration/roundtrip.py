#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A phone is backed up and restored, whole and in parts, and every file compared by a program that shares no code
with the engine. GNU tar, zstd and bsdtar read the same archive alone."""
import argparse
import os
import pathlib
import shutil
import sys
import time

from lib import EMULATOR, Environment, check, main, shown_form

TAR = ["tar", "--zstd", "-xp", "--xattrs", "--xattrs-include=*", "--numeric-owner", "--same-owner"]


def step(text):
    print(f"== {text}")


def as_phone(environment, *command, timeout=600):
    """Runs a command of this machine with the ids of the emulated phones."""
    done = environment.run([EMULATOR, "enter", *command], timeout=timeout)
    check(done.code == 0, str(done))
    return done


def walk(root, top):
    """Every path (bytes, on the phone) below `top`."""
    base = os.fsencode(root)
    for folder, folders, files in os.walk(base + os.fsencode(top)):
        for name in folders + files:
            yield os.path.join(folder, name)[len(base):]


def plain_file(root, top, at_least=1):
    """Some plain file below `top`, the same each time."""
    base = os.fsencode(root)
    return min(path for path in walk(root, top)
               if os.path.isfile(base + path) and not os.path.islink(base + path)
               and os.path.getsize(base + path) >= at_least and b"cache" not in path)


def whole_phone(environment, source, target, sample):
    step("the whole phone")
    backup = environment.back_up(source, "--all", "--description", "round trip", timeout=900)
    check(backup["status"] == "AVAILABLE" and backup["warnings"] == 0 and backup["whole"], str(backup))
    check(backup["fileCount"] >= {"small": 100, "standard": 3000, "large": 30000}[sample], str(backup["fileCount"]))
    source.check_idle()
    environment.check_store()
    restored = environment.restore(backup["id"], target, timeout=900)
    job = restored.json["batch"]["jobs"][0]
    check(job["status"] == "Finished" and job["outcome"]["different"] == 0, str(job))
    print(f"   restore {restored.seconds:.1f} s, {restored.peak >> 20} MiB")
    target.check_idle()
    print("   " + environment.compare(source.root, target.root, "--holdfast-whole"))
    return backup


def other_programs(environment, source, backup):
    step("GNU tar, zstd and bsdtar alone")
    archive = backup["location"].removeprefix("file://")
    as_phone(environment, "zstd", "-tq", archive)
    listed = as_phone(environment, "bsdtar", "-tf", archive).out.count(b"\n")
    documents = environment.cli("backup", "files", backup["id"], timeout=300, expect=0).json["files"]
    check(listed == len(documents), f"bsdtar lists {listed} entries, Holdfast {len(documents)}")
    alone = environment.folder / "extracted"
    alone.mkdir()
    as_phone(environment, *TAR, "-f", archive, "-C", alone)
    print("   " + environment.compare(source.root, alone, "--holdfast-whole"))
    as_phone(environment, "rm", "-rf", alone)


def export(environment, source, backup):
    step("export to a tar file and to a folder")
    plain = environment.folder / "plain.tar"
    environment.cli("backup", "export", backup["id"], "--to", plain, timeout=600, expect=0)
    alone = environment.folder / "from-tar"
    alone.mkdir()
    as_phone(environment, *[word for word in TAR if word != "--zstd"], "-f", plain, "-C", alone)
    environment.compare(source.root, alone, "--holdfast-whole")
    as_phone(environment, "rm", "-rf", alone, plain)
    folder = environment.folder / "exported"
    environment.cli("backup", "export", backup["id"], "--to", folder, "--path", "/data/media", "--path", "/data/system",
                    timeout=600, expect=0)
    # The operator's own copies: they belong to the operator, and no set-user-id program is made of them.
    environment.compare(source.root, folder, "--no-owner", "--under", "/data/media", "--under", "/data/system", "--exclude", 
                        "/data/media/*/Android/data/*/cache", "--exclude", "/data/system/package_cache",
                        "--exclude", "/data/media/**/socket", "--exclude", "/data/system/ndebugsocket",
                        "--exclude", "/data/media/**/set-id")
    extra = {path for path in walk(folder, "/")} - {path for path in walk(source.root, "/")}
    check(not extra, f"exported but not on the phone: {sorted(extra)[:5]}")
    shutil.rmtree(folder)


def odd_names(environment, source, backup):
    step("names that are not UTF-8 and other odd ones, one by one")
    odd = [path for path in walk(source.root, "/data")
           if any(mark in path for mark in (b"caf\xe9", b"\xff\xfe", b"new\nline", b"..ccdid", b"back\\slash", b"$(reboot)",
                                            "云".encode()))]
    check(len(odd) >= 6, f"the sample has few odd names: {odd}")
    folder = environment.folder / "odd"
    for path in odd:
        pattern = shown_form(path).replace("*", "\\*").replace("?", "\\?")
        found = environment.cli("backup", "files", backup["id"], "--under", pattern, expect=0).json["files"]
        check([entry["path"] for entry in found] == [shown_form(path)], f"{path}: {found}")
    words = [word for path in odd for word in ("--path", shown_form(path).replace("*", "\\*").replace("?", "\\?"))]
    environment.cli("backup", "export", backup["id"], "--to", folder, *words, expect=0)
    for path in odd:
        want = pathlib.Path(os.fsdecode(os.fsencode(source.root) + path)).read_bytes()
        have = pathlib.Path(os.fsdecode(os.fsencode(folder) + path)).read_bytes()
        check(want == have, f"{path} was exported with other bytes")
    shutil.rmtree(folder)
    parent = os.path.dirname(odd[0])
    listed = environment.cli("phone", "files", source.serial, shown_form(parent), expect=0).json
    names = {entry["name"] for entry in listed.get("files", listed.get("entries"))}
    check(shown_form(os.path.basename(odd[0])) in names, f"phone files: {sorted(names)}")


def wildcards(environment, source):
    step("paths with wildcards and excludes")
    target = environment.phone("wildcards", sample="none")
    excluded = ["--exclude", "/data/data/*/databases/*-wal", "--exclude", "/data/media/**/*.jpg"]
    backup = environment.back_up(source, "--path", "/data/data/com.*/databases", "--path", "/data/media/0", *excluded)
    check(not backup["whole"] and backup["paths"] == ["/data/data/com.*/databases", "/data/media/0"], str(backup))
    environment.restore(backup["id"], target)
    folders = sorted(path.name for path in (source.root / "data/data").glob("com.*") if (path / "databases").is_dir())
    check(folders, "the sample has no databases")
    unders = [word for name in folders for word in ("--under", f"/data/data/{name}/databases")]
    print("   " + environment.compare(source.root, target.root, *unders, "--under", "/data/media/0", *excluded,
                                      "--exclude", "/data/media/0/**/socket"))
    for path in walk(target.root, "/data/data"):
        check(path.count(b"/") < 4 or path.split(b"/")[4] == b"databases", f"{path} was restored too")
        check(not path.endswith(b"-wal"), f"{path} was restored too")
    check(not any(path.endswith(b".jpg") for path in walk(target.root, "/data/media")), "a .jpg was restored too")
    environment.cli("emulator", "remove", target.name, expect=0)


def identity(environment, source, backup):
    step("another phone keeps its own identity, but for what is asked for by name")
    target = environment.phone("other", sample="none")
    settings = "/data/system/users/0/settings_secure.xml"
    read_id = "settings get secure android_id"
    own = target.shell(read_id)
    check(own and own != source.shell(read_id), "both phones have one android_id before")
    whole = ["backup", "restore", backup["id"], "--to", target.serial]
    before = environment.cli(*whole, "--check", expect=0).json["preflight"][0]["preview"]
    check(before["added"] > 50 and before["identityFiles"] > 0, f"preview before: {before}")
    done = environment.cli(*whole, timeout=900, expect=0)
    outcome = done.json["batch"]["jobs"][0]["outcome"]
    check(outcome["identityFiles"] > 0, str(outcome))
    after = environment.cli(*whole, "--check", expect=0).json["preflight"][0]["preview"]
    check(after["added"] + after["replaced"] + after["kept"] == 0, f"preview after: {after}")
    check(after["equal"] == before["added"] + before["replaced"] + before["equal"], f"preview: {before}, then {after}")
    check(target.shell(read_id) == own, "the phone was given the android_id of the other one")
    environment.compare(source.root, target.root, "--holdfast-whole", "--exclude", settings, "--exclude",
                        "/data/system/users/0/settings_ssaid.xml")
    environment.cli("backup", "restore", backup["id"], "--to", target.serial, "--path", settings, expect=0)
    check(target.shell(read_id) == source.shell(read_id), "not taken over, though it was asked for by name")
    environment.cli("emulator", "remove", target.name, expect=0)


def part_of_a_backup(environment, source, backup):
    step("one file and one folder out of a backup of everything")
    target = environment.phone("part", sample="none")
    before = set(walk(target.root, "/data"))
    file = plain_file(source.root, "/data/data")
    environment.restore(backup["id"], target, "--path", shown_form(file), "--path", "/data/media/0/DCIM")
    environment.compare(source.root, target.root, "--under", os.fsdecode(file), "--under", "/data/media/0/DCIM")
    wanted = {path for path in walk(source.root, "/data")
              if path == file or file.startswith(path + b"/") or path.startswith(b"/data/media/0/DCIM")
              or b"/data/media/0/DCIM".startswith(path)}
    more = {path for path in set(walk(target.root, "/data")) - before - wanted
            if not path.startswith(b"/data/local/tmp/holdfast-agent-")}
    check(not more, f"restored too: {sorted(more)[:5]}")
    environment.cli("emulator", "remove", target.name, expect=0)


def change(root, path, text, seconds):
    """Writes `text` and moves the time of change from what it was."""
    full = os.fsencode(root) + path
    status = os.lstat(full)
    with open(full, "wb") as file:
        file.write(text)
    os.utime(full, ns=(status.st_atime_ns, status.st_mtime_ns + seconds * 1_000_000_000))


def conflicts(environment, source, target, backup):
    step("conflicts: skip, newer, overwrite")
    base = os.fsencode(source.root)
    files = sorted(path for path in walk(source.root, "/data/system")
                   if os.path.isfile(base + path) and not os.path.islink(base + path) and b"cache" not in path)
    newer, older, gone = files[:3]

    def spoil():
        change(target.root, newer, b"newer on the phone", 1000)
        change(target.root, older, b"older on the phone", -1000)
        (pathlib.Path(os.fsdecode(os.fsencode(target.root) + gone))).unlink()

    def content(path):
        return pathlib.Path(os.fsdecode(os.fsencode(target.root) + path)).read_bytes()

    original = {path: pathlib.Path(os.fsdecode(base + path)).read_bytes() for path in files[:3]}
    for rule, kept in (("skip", {newer: b"newer on the phone", older: b"older on the phone"}),
                       ("newer", {newer: b"newer on the phone"}), ("overwrite", {})):
        spoil()
        done = environment.restore(backup["id"], target, "--path", "/data/system", "--conflict", rule)
        for path in files[:3]:
            check(content(path) == kept.get(path, original[path]), f"--conflict {rule}: {path} holds {content(path)[:40]}")
        job = done.json["batch"]["jobs"][0]
        check((job["outcome"]["skipped"] > 0) == bool(kept), f"--conflict {rule}: {job['outcome']}")
    environment.compare(source.root, target.root, "--holdfast-whole")


def restart(environment, target, backup):
    step("restart after a restore")
    before = target.shell("cat /proc/sys/kernel/random/boot_id")
    environment.restore(backup["id"], target, "--path", "/data/system", "--restart")
    target.connect()
    check(target.shell("cat /proc/sys/kernel/random/boot_id") != before, "the phone was not restarted")


def without_locale(environment, source):
    step("the C locale, as in cron and containers")
    target = environment.phone("c-locale", sample="none")
    environment.variables["LC_ALL"] = "C"
    backup = environment.back_up(source)
    environment.restore(backup["id"], target)
    environment.variables["LC_ALL"] = "C.UTF-8"
    environment.compare(source.root, target.root, "--holdfast-whole")
    environment.cli("emulator", "remove", target.name, expect=0)


def check_and_delete(environment, backup):
    step("verify, rebuild the catalog, delete")
    environment.cli("backup", "verify", backup["id"], timeout=600, expect=0)
    known = environment.backups()
    shutil.move(environment.data / "catalog.sqlite", environment.folder / "old.sqlite")
    for file in environment.data.glob("catalog.sqlite-*"):
        file.unlink()
    environment.add_store()
    environment.cli("store", "scan", "main", timeout=600, expect=0)
    again = environment.backups()
    check(set(again) == {key for key, value in known.items() if value["status"] == "AVAILABLE"}, f"rebuilt: {set(again)}")
    for key, row in again.items():
        for name in ("name", "status", "sizeBytes", "storedBytes", "fileCount", "warnings", "location", "createdAt", "whole",
                     "paths", "androidVersion", "description", "phoneName"):
            check(row[name] == known[key][name], f"rebuilt {name}: {row[name]!r}, was {known[key][name]!r}")
    environment.cli("backup", "delete", *again, timeout=300, expect=0)
    left = [path for path in environment.store.rglob("*") if path.is_file()]
    check(not left, f"left in the store: {left}")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", choices=["small", "standard", "large"], default="small")
    options = parser.parse_args()
    began = time.monotonic()
    with Environment() as environment:
        step(f"phones ({options.sample})")
        source = environment.phone("source", sample=options.sample)
        target = environment.phone("target", sample="none")
        environment.add_store()
        backup = whole_phone(environment, source, target, options.sample)
        other_programs(environment, source, backup)
        export(environment, source, backup)
        odd_names(environment, source, backup)
        wildcards(environment, source)
        identity(environment, source, backup)
        part_of_a_backup(environment, source, backup)
        conflicts(environment, source, target, backup)
        without_locale(environment, source)
        restart(environment, target, backup)
        check_and_delete(environment, backup)
    print(f"round trip: all equal, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    sys.exit(main(run))
