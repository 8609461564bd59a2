#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong words, missing things, damaged archives, phones that do not fit, full disks, and two programs at once: one clear
sentence that says what to do, the right exit code, and nothing lost."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import threading

from lib import CLI, PATIENCE, Environment, Failure, check, free_port, main

OK, FAILED, USAGE, PARTLY, NOT_FOUND, REFUSED = 0, 1, 2, 3, 4, 5
NO_BACKUP = "bf-00000000000000000"
NO_JOB = "t-00000000000000000"
# What every sentence has at least one of: it tells what to do next.
ADVICE = ("see", "check", "try", "use", "choose", "add", "start", "give", "install", "free some", "name it", "correct",
          "update", "accept", "wait", "put", "delete", "move", "connect", "restore", "cancel", "must", "is one of", "takes", "needs")


class Table:
    def __init__(self, environment):
        self.environment = environment
        self.rows = 0
        self.failed = []

    def row(self, name, words, code, error, has=None):
        """Runs a command that must fail, with --json and (where it is quick) without."""
        try:
            self.judge(words, code, error, has)
            text = f"exit code {code}, {error}"
        except Failure as failure:
            text = f"WRONG: {failure}"
            self.failed.append(name)
        self.rows += 1
        print(f"{name}: {text}")

    def judge(self, words, code, error, has):
        done = self.environment.cli(*words, timeout=60)
        check(done.code == code, f"exit code is not {code}: {done}")
        document = done.json
        check(done.error_code == error, f"the error is {done.error_code}, not {error}: {done}")
        if "error" in document:
            message = document["error"]["message"]
        else:
            message = next(job["error"]["message"] for job in document["batch"]["jobs"] if job.get("error"))
        self.judge_sentence(message, done, has)

    def judge_sentence(self, message, done, has):
        lines = [line for line in done.err.splitlines() if line.strip()]
        check(any(message in line for line in lines), f"stderr does not say what the JSON says: {done}")
        check(len(message) < 700, f"too long for a sentence: {done}")
        check(any(word in message.lower() for word in ADVICE) or any(word in done.err.lower() for word in ADVICE),
              f"it does not say what to do: {done}")
        check("inside Holdfast" not in message and "Internal" not in message, f"nobody can act on that: {done}")
        check(not has or has in message, f"{has!r} is not in the message: {done}")

    def plain(self, words, code):
        """Without --json the sentence is on stderr, and stdout has nothing that a script could take for data."""
        done = self.environment.run([CLI, *words])
        check(done.code == code and not done.out and done.err.strip(), f"as text: {done}")


def wrong_words(table, phone):
    one = ["backup", "create", phone.serial]
    to = ["--to", "main"]
    table.row("unknown noun", ["bakcup", "list"], USAGE, "InvalidArgument")
    table.row("unknown verb", ["backup", "lst"], USAGE, "InvalidArgument")
    table.row("unknown option", ["backup", "list", "--colour"], USAGE, "InvalidArgument")
    table.row("missing value", ["backup", "list", "--limit"], USAGE, "InvalidArgument")
    table.row("limit 0", ["backup", "list", "--limit", "0"], USAGE, "InvalidArgument")
    table.row("limit 101", ["backup", "list", "--limit", "101"], USAGE, "InvalidArgument")
    table.row("bad token", ["backup", "list", "--next", "nonsense"], USAGE, "InvalidArgument")
    table.row("bad status", ["backup", "list", "--status", "GONE"], USAGE, "InvalidArgument")
    table.row("bad date", ["backup", "list", "--since", "someday"], USAGE, "InvalidArgument")
    table.row("paths and everything", [*one, "--all", "--path", "/data/data", *to], USAGE, "InvalidArgument")
    table.row("neither paths nor everything", [*one, *to], USAGE, "InvalidArgument")
    table.row("relative path", [*one, "--path", "data/data", *to], USAGE, "InvalidArgument", "data/data")
    table.row("path with ..", [*one, "--path", "/data/../etc", *to], USAGE, "InvalidArgument")
    table.row("empty path", [*one, "--path", "", *to], USAGE, "InvalidArgument")
    table.row("path of 5000 bytes", [*one, "--path", "/data" + "/long" * 1000, *to], USAGE, "InvalidArgument", "4096")
    table.row("name of 300 bytes in a path", [*one, "--path", "/data/" + "n" * 300, *to], USAGE, "InvalidArgument", "255")
    table.row("unknown escape in a path", [*one, "--path", "/data/\\q", *to], USAGE, "InvalidArgument")
    table.row("bad exclude", [*one, "--all", "--exclude", "cache", *to], USAGE, "InvalidArgument", "cache")
    table.row("bad conflict rule", ["backup", "restore", NO_BACKUP, "--to", phone.serial, "--conflict", "merge"], USAGE,
              "InvalidArgument")
    table.row("path that nothing matches", [*one, "--path", "/data/nothing/*/here", *to], REFUSED, "NothingSelected")
    table.row("path that only folders lead to", [*one, "--path", "/data/data/*/nothing", *to], REFUSED, "NothingSelected")
    table.row("literal path that is not there", [*one, "--path", "/data/data/com.nothing.here/x", *to], REFUSED,
              "NothingSelected")
    table.plain(["backup", "list", "--limit", "0"], USAGE)
    table.plain([*one, "--path", "data", *to], USAGE)


def unknown_things(table, phone, backup):
    table.row("unknown phone", ["backup", "create", "127.0.0.1:1", "--all", "--to", "main"], NOT_FOUND, "PhoneNotFound",
              "127.0.0.1:1")
    table.row("show an unknown phone", ["phone", "show", "nobody"], NOT_FOUND, "PhoneNotFound", "nobody")
    table.row("restore to an unknown phone", ["backup", "restore", backup["id"], "--to", "127.0.0.1:1"], NOT_FOUND,
              "PhoneNotFound", "127.0.0.1:1")
    table.row("unknown store", ["backup", "create", phone.serial, "--all", "--to", "nowhere"], NOT_FOUND, "StoreNotFound",
              "nowhere")
    table.row("show an unknown store", ["store", "show", "nowhere"], NOT_FOUND, "StoreNotFound")
    for verb, more in (("show", []), ("files", []), ("verify", []), ("delete", []), ("restore", ["--to", phone.serial]),
                       ("export", ["--to", table.environment.folder / "out"])):
        table.row(f"{verb} an unknown backup", ["backup", verb, NO_BACKUP, *more], NOT_FOUND, "BackupNotFound", NO_BACKUP)
    for verb in ("show", "cancel", "log"):
        table.row(f"{verb} an unknown job", ["job", verb, NO_JOB], NOT_FOUND, "JobNotFound", NO_JOB)
    for verb in ("start", "stop", "remove"):
        table.row(f"{verb} an unknown emulated phone", ["emulator", verb, "nobody"], NOT_FOUND, "EmulatorNotFound", "nobody")
    table.row("a folder that the phone does not have", ["phone", "files", phone.serial, "/data/nothing"], FAILED, "PhoneFile")
    table.row("a port where nobody listens", ["phone", "connect", f"127.0.0.1:{free_port()}"], FAILED, "PhoneOffline")
    table.row("a backup part that is not in it", ["backup", "restore", backup["id"], "--to", phone.serial, "--path",
                                                  "/data/nothing"], REFUSED, "NothingSelected")
    table.plain(["backup", "show", NO_BACKUP], NOT_FOUND)


def stores(table, phone):
    environment = table.environment
    table.row("a second store of one name", ["store", "add", "main", environment.store], REFUSED, "StoreExists", "main")
    table.row("a store with backups", ["store", "remove", "main"], REFUSED, "StoreInUse", "main")
    table.row("a store on a file", ["store", "add", "file", environment.folder / "adb.log"], FAILED, "StoreUnreachable")
    table.row("a store with an unknown scheme", ["store", "add", "odd", "gopher://example/x"], USAGE, "InvalidArgument")
    gone = environment.folder / "gone"
    gone.mkdir()
    environment.add_store("gone", gone)
    gone.rmdir()
    table.row("a store whose folder is gone", ["backup", "create", phone.serial, "--all", "--to", "gone"], FAILED,
              "StoreUnreachable", "gone")
    check(not gone.exists(), "a folder that was gone (an unmounted disk?) was made anew")
    environment.cli("store", "remove", "gone", expect=OK)


@contextlib.contextmanager
def ordinary_user(environment):
    """Commands run as a user whom rights apply to."""
    if os.getuid() != 0:
        yield
        return
    # `nobody` must reach the program, and has a data directory of its own.
    user = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    os.chmod(environment.folder, 0o755)
    os.chmod(environment.home, 0o777)
    if subprocess.run([*user, "test", "-x", CLI], check=False).returncode != 0:
        print("store folders without rights: skipped, an ordinary user cannot reach the build folder")
        yield None
        return
    whole, data = Environment.cli, environment.folder / "nobody"
    data.mkdir()
    os.chown(data, 65534, 65534)
    variables = dict(environment.variables)
    environment.variables["HOLDFAST_DATA_DIR"] = str(data)

    def as_nobody(self, *words, timeout=120, expect=None):
        done = self.run([*user, CLI, *words, "--json"], timeout)
        check(expect is None or done.code == expect, f"exit code is not {expect}: {done}")
        return done
    Environment.cli = as_nobody
    try:
        yield user
    finally:
        Environment.cli = whole
        environment.variables = variables


def no_rights(table, phone):
    environment = table.environment
    with ordinary_user(environment) as user:
        if user is None and os.getuid() == 0:
            return
        closed = environment.folder / "closed"
        closed.mkdir(mode=0o777)
        os.chmod(closed, 0o777)
        environment.cli("store", "add", "closed", closed, expect=OK)
        os.chmod(closed, 0o555)
        table.row("a store folder that cannot be written", ["backup", "create", phone.serial, "--path", "/data/system",
                                                            "--to", "closed"], FAILED, "StoreDenied", "closed")
        os.chmod(closed, 0o000)
        table.row("a store folder that cannot be entered", ["backup", "create", phone.serial, "--path", "/data/system",
                                                            "--to", "closed"], FAILED, "StoreDenied", "closed")
        os.chmod(closed, 0o777)
        check(not list(closed.iterdir()), f"left in the closed folder: {list(closed.iterdir())}")


def flip(path, offset):
    with open(path, "r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 0x40]))


def holds_only_true_files(source, target):
    """After a failed restore: what is on the phone is what was backed up, or was there before."""
    for folder, _, names in os.walk(os.path.join(target.root, "data")):
        for name in names:
            path = os.path.join(folder, name)
            twin = os.path.join(source.root, os.path.relpath(path, target.root))
            if os.path.isfile(path) and os.path.isfile(twin) and not os.path.islink(path):
                same = pathlib.Path(path).read_bytes() == pathlib.Path(twin).read_bytes()
                check(same or "/settings_secure.xml" in path, f"{path} was restored with wrong content")


def damaged_archives(table, source, target):
    """Each damage on a fresh copy of the archive, since what is found damaged is not used again."""
    environment = table.environment
    backup = environment.back_up(source, "--path", "/data/data", "--path", "/data/media")
    archive = pathlib.Path(backup["location"].removeprefix("file://"))
    whole = archive.read_bytes()
    places = {"in the first frame": 100, "in the middle": len(whole) // 2, "in the index": len(whole) - 3000,
              "at the end": len(whole) - 4}
    out = environment.folder / "out"

    def rescan():
        """DAMAGED is forgotten with the catalog; the object speaks for itself."""
        environment.cli("backup", "verify", backup["id"])

    for name, place in places.items():
        # Without its last word an archive looks cut.
        error = "ArchiveTruncated" if name == "at the end" else "ArchiveDamaged"
        for verb, more in (("restore", ["--to", target.serial]), ("export", ["--to", out]), ("verify", [])):
            archive.write_bytes(whole)
            rescan()
            flip(archive, place)
            table.row(f"{verb} of an archive with a wrong byte {name}", ["backup", verb, backup["id"], *more], FAILED,
                      error)
            holds_only_true_files(source, target)
            shutil.rmtree(out, ignore_errors=True)
    for name, size in (("cut in the middle", len(whole) // 2), ("cut by one byte", len(whole) - 1), ("empty", 0)):
        for verb, more in (("restore", ["--to", target.serial]), ("verify", [])):
            archive.write_bytes(whole)
            rescan()
            os.truncate(archive, size)
            table.row(f"{verb} of an archive {name}", ["backup", verb, backup["id"], *more], FAILED, "ArchiveTruncated")
    archive.write_bytes(whole)
    rescan()
    archive.unlink()
    table.row("restore of an object that is gone", ["backup", "restore", backup["id"], "--to", target.serial], NOT_FOUND,
              "ObjectNotFound")
    archive.write_bytes(whole)
    rescan()
    environment.restore(backup["id"], target)


def unfit_phones(table, backup):
    environment = table.environment
    older = environment.phone("older", sample="none", android="13")
    before = environment.run(["find", older.root / "data", "-ls"]).out
    table.row("a backup of Android 14 on Android 13", ["backup", "restore", backup["id"], "--to", older.serial], REFUSED,
              "AndroidTooOld")
    checked = environment.cli("backup", "restore", backup["id"], "--to", older.serial, "--check", expect=REFUSED)
    told = checked.json["preflight"][0]
    check([finding["severity"] for finding in told["findings"]].count("refusal") == 1 and told["preview"]["equal"] == 0,
          f"what --check says of a phone that is refused: {told}")
    after = environment.run(["find", older.root / "data", "-ls"]).out
    paths = [[line.split()[-1] for line in text.splitlines() if b"/data/local/tmp" not in line] for text in (before, after)]
    check(paths[0] == paths[1], "a refused restore changed the phone")
    from_older = environment.back_up(older)
    newer = environment.phone("newer", sample="none", android="15")
    done = environment.restore(from_older["id"], newer)
    job = done.json["batch"]["jobs"][0]["id"]
    events = environment.cli("job", "log", job, expect=OK).json["events"]
    check(any(event["severity"] == "warning" and "newer Android" in event["text"] for event in events), str(events))

    full = environment.phone("full", sample="none", start=False)
    full.settings(freeBytes=6_000_000)
    full.start()
    table.row("a phone without room", ["backup", "restore", backup["id"], "--to", full.serial], REFUSED, "PhoneSpace")
    table.row("a phone without room even so", ["backup", "restore", backup["id"], "--to", full.serial, "--no-way-back"],
              REFUSED, "PhoneSpace")
    full.stop()
    full.settings(freeBytes=0)
    full.start()
    full.faults(diskFullAfterBytes=1_500_000)
    table.row("a phone whose disk filled up", ["backup", "restore", backup["id"], "--to", full.serial], REFUSED, "PhoneSpace")
    full.check_idle()
    full.faults(noRoot=True)
    table.row("a phone without root", ["backup", "restore", backup["id"], "--to", full.serial], REFUSED, "PhoneNeedsRoot")
    full.faults(batteryPercent=4, unplugged=True)
    table.row("a phone whose battery is empty", ["backup", "restore", backup["id"], "--to", full.serial], REFUSED,
              "PhoneBattery")
    full.faults(storageLocked=True)
    table.row("a phone that nobody unlocked", ["backup", "restore", backup["id"], "--to", full.serial], REFUSED,
              "PhoneLocked")
    full.faults(unauthorized=True)
    environment.run(["adb", "disconnect", full.serial])
    environment.run(["adb", "connect", full.serial])
    table.row("a phone that does not know this computer", ["backup", "restore", backup["id"], "--to", full.serial], FAILED,
              "PhoneUnauthorized")
    full.faults()
    environment.cli("emulator", "stop", full.name, "older", "newer", expect=OK)
    table.row("a phone that is off", ["backup", "create", full.serial, "--all", "--to", "main"], NOT_FOUND, "PhoneNotFound")


def no_adb(table, phone):
    environment = table.environment
    variables = dict(environment.variables)
    words = ["backup", "create", phone.serial, "--all", "--to", "main"]
    environment.variables.update(ANDROID_ADB_SERVER_PORT=str(free_port()), PATH="/nowhere")
    table.row("no adb server and no adb program", words, FAILED, "AdbMissing")
    environment.variables = dict(variables)
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()

        def answer():
            with contextlib.suppress(OSError):
                while True:
                    link, _ = stranger.accept()
                    link.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    link.close()
        threading.Thread(target=answer, daemon=True).start()
        environment.variables["ANDROID_ADB_SERVER_PORT"] = str(stranger.getsockname()[1])
        table.row("something else on the adb server's port", words, FAILED, "AdbProtocol")
        stranger.shutdown(socket.SHUT_RDWR)
    environment.variables = variables


def two_at_once(table, first, second):
    environment = table.environment
    # One data directory, two phones; and readers meanwhile.
    commands = [environment.start_cli("backup", "create", phone.serial, "--all", "--to", "main") for phone in (first, second)]
    for _ in range(5):
        environment.cli("backup", "list", expect=OK)
        environment.cli("job", "list", expect=OK)
    for command in commands:
        check(command.wait(90).code == OK, str(command.outcome))
    # One phone, asked for twice: one after the other.
    commands = [environment.start_cli("backup", "create", first.serial, "--all", "--to", "main") for _ in range(2)]
    for command in commands:
        check(command.wait(90).code == OK, str(command.outcome))
    environment.check_store()
    # Another data directory (another computer) on the same phone, while the first holds it.
    running = environment.start_cli("backup", "create", first.serial, "--all", "--to", "main")
    lock = first.root / "data/local/tmp/.holdfast-lock"
    while not lock.is_symlink():
        check(not running.ended(), f"ended without a lock: {running.outcome}")
    running.send(signal.SIGSTOP)
    variables = dict(environment.variables)
    environment.variables["HOLDFAST_DATA_DIR"] = str(environment.folder / "other")
    other = environment.folder / "other-store"
    other.mkdir()
    environment.add_store("other", other)
    table.row("a phone that another computer works on", ["backup", "create", first.serial, "--all", "--to", "other"], FAILED,
              "PhoneBusy")
    environment.variables = variables
    running.send(signal.SIGCONT)
    check(running.wait(90).code == OK, str(running.outcome))
    print("two programs at once: both did their work")


def broken_catalogs(table):
    environment = table.environment
    variables = dict(environment.variables)
    words = ["backup", "list"]
    for name, content, code, error in (("a catalog that is not one", b"no database" * 1000, FAILED, "CatalogDamaged"),
                                       ("a catalog of a newer version", None, REFUSED, "CatalogTooNew")):
        data = environment.folder / name.replace(" ", "-")
        environment.variables["HOLDFAST_DATA_DIR"] = str(data)
        environment.cli(*words, expect=OK)
        catalog = data / "catalog.sqlite"
        for file in data.glob("catalog.sqlite-*"):
            file.unlink()
        if content:
            catalog.write_bytes(content)
        else:
            subprocess.run([sys.executable, "-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
                            "c.executescript('PRAGMA user_version = 9999; UPDATE catalog_meta SET value = 9999')", catalog], check=True)
        before = catalog.read_bytes()
        table.row(name, words, code, error)
        check(catalog.read_bytes() == before, f"{name} was written to")
    environment.variables["HOLDFAST_DATA_DIR"] = str(environment.folder / "adb.log")
    table.row("a data directory that is a file", words, FAILED, "LocalDenied")
    environment.variables = variables


def run():
    with Environment(inactivity=10) as environment:
        table = Table(environment)
        source = environment.phone("source")
        target = environment.phone("target", sample="none")
        environment.add_store()
        backup = environment.back_up(source)
        before = environment.backups()
        wrong_words(table, source)
        unknown_things(table, source, backup)
        stores(table, source)
        no_rights(table, source)
        no_adb(table, source)
        check({key for key, row in environment.backups().items() if row["status"] == "AVAILABLE"} == set(before),
              "bad input changed what backups there are")
        environment.check_store()
        unfit_phones(table, backup)
        two_at_once(table, source, target)
        damaged_archives(table, source, target)
        broken_catalogs(table)
        source.check_idle()
        target.check_idle()
        environment.cli("backup", "verify", backup["id"], expect=OK)
    print(f"{table.rows} rows, {len(table.failed)} wrong{': ' + ', '.join(table.failed) if table.failed else ''}")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main(run))
