#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`backup create --dry-run`: the numbers are those of the backup that follows and of the disks, and nothing changes: not
the phone, not the catalog, not the store."""
import os
import stat
import sys

import apklib
import apps
from lib import CLI, Environment, check, main

NOTES = apps.NOTES


def snapshot(phone):
    """Everything on the phone's disk but what the agent and the shell leave in their own folder."""
    found = {}
    for folder, names, files in os.walk(phone.root / "data"):
        if folder == os.fspath(phone.root / "data/local"):
            names[:] = [name for name in names if name != "tmp"]
        for name in names + files:
            status = os.lstat(os.path.join(folder, name))
            found[os.path.join(folder, name)] = (status.st_mode, status.st_size, status.st_mtime_ns, status.st_ino,
                                                 status.st_ctime_ns)
    return found


def amount(top, wanted=lambda path: True):
    """Regular files below a path on the disk, and their bytes."""
    files = size = 0
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            status = os.lstat(path)
            if wanted(path) and stat.S_ISREG(status.st_mode):
                files += 1
                size += status.st_size
    return {"files": files, "sizeBytes": size}


def dry_run(environment, phones, *words, expect=0):
    done = environment.cli("backup", "create", *(phone.serial for phone in phones), *words, "--to", "main", "--dry-run",
                           expect=expect)
    return done.json["dryRun"]["phones"] if expect in (0, 3) else done


def of(entries, key, value):
    return next(entry for entry in entries if entry[key] == value)


def run():
    apklib.need_tools()
    with Environment() as environment:
        environment.add_store()
        apks = apklib.Apks(environment)
        first, second = (environment.phone(name, sample="small", android=14) for name in ("first", "second"))
        for phone in (first, second):
            apklib.install(phone, apks.make(phone.name, NOTES, "--target-sdk", 33, "--label", "Notes of mine"))
            apps.fill(phone, NOTES, "words")
        environment.cli("phone", "apps", first.serial, expect=0)
        first.shell("mkdir -p /data/media/0/DCIM/old; for i in 1 2 3; do head -c 50000 /dev/urandom "
                    ">/data/media/0/DCIM/old/$i.tmp; done")
        words = ("--app", NOTES, "--path", "/data/media/0/DCIM", "--exclude", "/**/*.tmp", "/data/media/0/DCIM/old")
        before = snapshot(first), sorted(os.walk(environment.store))
        made = dry_run(environment, (first,), *words)[0]
        check((snapshot(first), sorted(os.walk(environment.store))) == before, "something was changed")
        first.check_idle()
        apps.check_free(first, NOTES)
        check(environment.cli("job", "list", expect=0).json["jobs"] == [], "a job was queued")
        check(environment.backups() == {}, "a backup was noted")
        check(made["stored"]["basis"] == "none" and made["stored"]["bytes"] is None, str(made["stored"]))
        camera = amount(first.root / "data/media/0/DCIM", lambda path: "/old/" not in path and not path.endswith(".tmp"))
        path = of(made["paths"], "path", "/data/media/0/DCIM")
        check({key: path[key] for key in camera} == camera, f"{path}, on the disk {camera}")
        for exclude in made["excludes"][:2]:
            check((exclude["files"], exclude["sizeBytes"], exclude["byItself"]) == (3, 150_000, False), str(exclude))
        cache = of(made["excludes"], "pattern", f"/data/data/{NOTES}/cache")
        check(cache["byItself"] and cache["files"] == 1, str(cache))
        app = made["apps"][0]
        check(app["package"] == NOTES and app["label"] == "Notes of mine", str(app))
        check(made["files"] == app["files"] + path["files"] and made["lostCount"] == 0, str(made))
        print(f"   {made['files']} files, {made['sizeBytes']} bytes; nothing changed")

        backup = environment.back_up(first, *words)
        check((backup["fileCount"], backup["sizeBytes"]) == (made["files"], made["sizeBytes"]),
              f"said {made['files']} files of {made['sizeBytes']}, became {backup['fileCount']} of {backup['sizeBytes']}")
        again = dry_run(environment, (first, second), *words)
        same, other = again[0]["stored"], again[1]["stored"]
        check(same["basis"] == "samePhone" and same["backupId"] == backup["id"] and
              abs(same["bytes"] - backup["storedBytes"]) <= 2, f"{same}, stored {backup['storedBytes']}")
        check(other["basis"] == "sameSelection" and other["backups"] == 1, str(other))
        whole = dry_run(environment, (first,), "--all")[0]
        check(whole["stored"]["basis"] == "anyBackup", str(whole["stored"]))
        backup = environment.back_up(first)
        check((backup["fileCount"], backup["sizeBytes"]) == (whole["files"], whole["sizeBytes"]),
              f"whole: said {whole['files']} of {whole['sizeBytes']}, became {backup['fileCount']} of {backup['sizeBytes']}")
        check(any(exclude["byItself"] and exclude["files"] for exclude in whole["excludes"]), "no cache was left out")

        text = environment.run([CLI, "backup", "create", first.serial, *words, "--to", "main", "--dry-run"])
        shown = text.out.decode()
        check(text.code == 0 and "Notes of mine" in shown and "as backup" in shown and "/**/*.tmp" in shown, str(text))
        nothing = dry_run(environment, (first,), "--path", "/data/media/0/DCIM", "--exclude", "/data", expect=5)
        check(nothing.error_code == "NothingSelected", str(nothing))
        nobody = dry_run(environment, (first,), "--app", "com.example.nobody", expect=4)
        check(nobody.error_code == "AppNotInstalled", str(nobody))
        second.stop()
        partly = dry_run(environment, (first, second), *words, expect=3)
        check("error" not in partly[0] and "error" in partly[1], str(partly))
    print("dry run: as the backups that follow")


if __name__ == "__main__":
    sys.exit(main(run))
