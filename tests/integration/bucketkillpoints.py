#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills holdfast-cli (SIGKILL) at random moments of uploads into a bucket of a real S3 server: the next program marks the
half backup, takes back its upload and its object, and only what is whole is AVAILABLE; then the same backup works. A copy
that is killed goes on with the parts that have come, where they are still there."""
import argparse
import collections
import hashlib
import random
import shutil
import signal
import sqlite3
import sys
import time

from bucket import KEY, SECRET, Swift
from bucketfaults import FOLDER
from lib import SKIPPED, SOURCE, Environment, Failure, check, main, rounds, wait_until

sys.path.insert(0, str(SOURCE / "tests" / "support"))
import s3proxy  # noqa: E402


class Drill:
    def __init__(self, environment, seed):
        self.environment = environment
        self.random = random.Random(seed)
        self.swift = Swift(environment)
        self.swift.rclone("mkdir", "s:phones")
        self.proxy = s3proxy.FaultProxy(int(self.swift.endpoint.rsplit(":", 1)[1]))
        self.asked = collections.Counter()
        self.proxy.choose = self.note
        (environment.folder / "secret").write_text(SECRET + "\n")
        environment.cli("store", "add", "cloud", "s3://phones/here", "--endpoint", self.proxy.endpoint, "--access-key", KEY,
                        "--secret-file", environment.folder / "secret", "--part-size", 5, expect=0)
        self.source = environment.phone("source", sample="none")
        self.source.shell(f"mkdir -p {FOLDER} && head -c 28000000 /dev/urandom > {FOLDER}/large")
        began = time.monotonic()
        self.base = self.back_up()
        self.usual = time.monotonic() - began
        self.moments = collections.Counter()

    def note(self, seen):
        """Counts what was asked; spoils nothing."""
        what = ("parts" if "partNumber=" in seen.target else
                "completions" if seen.method == "POST" and "uploadId=" in seen.target else
                "beginnings" if "uploads" in seen.target and seen.method == "POST" else seen.method)
        self.asked[what] += 1

    def words(self):
        return ["backup", "create", self.source.serial, "--path", FOLDER, "--to", "cloud"]

    def back_up(self):
        return self.environment.cli(*self.words(), expect=0).json["backups"][0]

    def half_backup(self):
        """The youngest backup as the dead process left it, read behind Holdfast's back."""
        uri = f"file:{self.environment.data}/catalog.sqlite?mode=ro"
        with sqlite3.connect(uri, uri=True, timeout=10) as catalog:
            return catalog.execute("SELECT id, status FROM backup ORDER BY created_at DESC, rowid DESC").fetchone()

    def settled(self):
        """Any command settles what a dead process left."""
        rows = self.environment.backups()
        left = {key: row["status"] for key, row in rows.items() if row["status"] not in ("AVAILABLE", "FAILED", "DELETED")}
        check(not left, f"unfinished backups: {left}")
        available = {row["location"].removeprefix("s3://phones/"): row for row in rows.values()
                     if row["status"] == "AVAILABLE" and row["location"].startswith("s3://")}
        found = self.swift.objects("phones")
        check(found == sorted(available), f"objects {found}, AVAILABLE {sorted(available)}")
        check(not self.swift.uploads("phones"), "an upload was left behind")
        for key, row in available.items():
            content = hashlib.sha256(self.swift.rclone("cat", f"s:phones/{key}")).hexdigest()
            check(content == row["sha256"], f"AVAILABLE and not whole: {key}")
        return rows

    def round(self, number):
        environment = self.environment
        known = set(environment.backups())
        self.asked.clear()
        self.proxy.delay = self.random.choice([0, 0.05, 0.3])
        command = environment.start_cli(*self.words())
        # Each request takes longer by the delay, and there are about fifteen one after the other.
        time.sleep(self.random.uniform(0.1, 1.0) * (self.usual + 15 * self.proxy.delay))
        command.send(signal.SIGKILL)
        killed = command.wait(10).code == -signal.SIGKILL
        self.proxy.delay = 0
        backup, status = self.half_backup()
        parts = self.asked["parts"]
        moment = "ended before" if not killed else "no backup yet" if backup in known else f"{status}, {parts} parts asked"
        self.moments[moment] += 1
        self.source.connect()
        rows = self.settled()
        if killed and backup not in known and status != "AVAILABLE":
            check(rows[backup]["status"] == "FAILED", f"{backup} was {status} and is {rows[backup]['status']}")
        self.source.check_idle()
        again = self.back_up()
        check(again["status"] == "AVAILABLE", str(again))
        spare = [key for key, row in self.settled().items() if row["status"] == "AVAILABLE" and key != self.base["id"]]
        environment.cli("backup", "delete", *spare, expect=0)
        print(f"round {number}: {moment}")

    def copy_killed(self, after):
        """A copy out of the folder `main`, killed when its part `after` is sent. Four are sent at a time, so that by the
        fifth one has come."""
        environment = self.environment
        self.asked.clear()
        self.proxy.delay = 0.3
        command = environment.start_cli("backup", "copy", self.local["id"], "--to", "cloud")
        wait_until(lambda: self.asked["parts"] >= after, 60, "the copy sends no parts")
        command.send(signal.SIGKILL)
        check(command.wait(10).code == -signal.SIGKILL, "the copy had ended before it was killed")
        self.proxy.delay = 0
        environment.backups()
        check(self.swift.uploads("phones"), "what had come of the copy is gone")

    def parts_taken_away(self):
        """Tried anew while any are left: a part that was on its way when the program died may come after an abort."""
        self.swift.rclone("backend", "cleanup", "s:phones", "-o", "max-age=0s")
        return not self.swift.uploads("phones")

    def copied(self):
        """The same copy once more: its events; what it made is whole, and then gone again."""
        environment = self.environment
        self.asked.clear()
        done = environment.cli("backup", "copy", self.local["id"], "--to", "cloud", timeout=120, expect=0)
        rows = self.settled()
        copy = done.json["batch"]["jobs"][0]["backupId"]
        check(rows[copy]["sha256"] == self.local["sha256"], "the copy is another object")
        events = environment.cli("job", "log", done.json["batch"]["jobs"][0]["id"], expect=0).json["events"]
        environment.cli("backup", "delete", copy, expect=0)
        return events

    def copies(self):
        """Killed, and gone on with; killed again, and begun anew since somebody took the parts away meanwhile."""
        environment = self.environment
        environment.add_store()
        self.local = environment.back_up(self.source, "--path", FOLDER)
        self.copy_killed(5)
        events = self.copied()
        check(any(event["kind"] == "resumed" for event in events), f"the copy began anew: {events}")
        sent = self.asked["parts"]
        check(sent < 6, f"{sent} parts were sent again")
        self.copy_killed(5)
        wait_until(self.parts_taken_away, 30, "the parts could not be taken away")
        events = self.copied()
        check(not any(event["kind"] == "resumed" for event in events), f"parts that are gone were used: {events}")
        print(f"copies: went on, {sent} parts sent the second time; begun anew where the parts were gone")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=rounds(4))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not shutil.which("rclone"):
        print("skipped: rclone is not installed")
        return SKIPPED
    with Environment() as environment:
        drill = Drill(environment, options.seed)
        try:
            for number in range(1, options.rounds + 1):
                try:
                    drill.round(number)
                except Failure as failure:
                    raise Failure(f"round {number}: {failure}") from failure
            drill.copies()
        finally:
            drill.proxy.close()
    print(f"{options.rounds} rounds, seed {options.seed}; killed when the backup was:")
    for moment, count in drill.moments.most_common():
        print(f"  {count:4} {moment}")
    return 0


if __name__ == "__main__":
    sys.exit(main(run))
