#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills holdfast-cli (SIGKILL) at random moments of backups and restores: the catalog opens, the half job is marked, no
object is half there, nothing is left on the phone, and the next run works."""
import argparse
import collections
import random
import signal
import sqlite3
import sys
import time

from lib import Environment, Failure, check, main, rounds

FINAL_JOBS = {"Finished", "PartFinished", "Failed", "Cancelled", "Skipped"}
FINAL_BACKUPS = {"AVAILABLE", "FAILED", "DELETED"}


class Drill:
    def __init__(self, environment, seed):
        self.environment = environment
        self.random = random.Random(seed)
        self.source = environment.phone("source")
        self.target = environment.phone("target", sample="none")
        environment.add_store()
        began = time.monotonic()
        self.base = environment.back_up(self.source)["id"]
        self.usual = time.monotonic() - began
        self.phases = collections.Counter()

    def catalog_state(self):
        """The last job as the dead process left it, read behind Holdfast's back."""
        uri = f"file:{self.environment.data}/catalog.sqlite?mode=ro"
        with sqlite3.connect(uri, uri=True, timeout=10) as catalog:
            check(catalog.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the catalog is damaged")
            return catalog.execute("SELECT id, status, phase FROM job ORDER BY created_at DESC, rowid DESC").fetchone()

    def kill(self, restore):
        environment = self.environment
        phone = self.target if restore else self.source
        slow = self.random.random() < 0.5
        if slow:
            phone.faults(bytesPerSecond=3_000_000)
        words = (["backup", "restore", self.base, "--to", phone.serial, "--take-identity"] if restore
                 else ["backup", "create", phone.serial, "--all", "--to", "main"])
        known = {job["id"] for job in environment.cli("job", "list", "--limit", "1000", expect=0).json["jobs"]}
        command = environment.start_cli(*words)
        time.sleep(self.random.uniform(0, self.usual * (2 if slow else 1)))
        command.send(signal.SIGKILL)
        killed = command.wait(10).code == -signal.SIGKILL
        job, status, phase = self.catalog_state()
        self.phases["ended before" if not killed else "no job yet" if job in known else f"{status}, {phase}"] += 1
        phone.faults()
        return killed and job not in known and status not in FINAL_JOBS, job

    def round(self, number):
        environment = self.environment
        restore = self.random.random() < 0.4
        phone = self.target if restore else self.source
        half, job = self.kill(restore)
        # Any command opens the catalog, settles what the dead process left, and says so.
        jobs = {row["id"]: row for row in environment.cli("job", "list", "--limit", "1000", expect=0).json["jobs"]}
        left = [row for row in jobs.values() if row["status"] not in FINAL_JOBS]
        check(not left, f"jobs that did not end: {left}")
        if half:
            check(jobs[job]["status"] == "Failed" and jobs[job]["error"]["code"] == "JobInterrupted", str(jobs[job]))
            log = environment.cli("job", "show", job, expect=0)
            check(log.json["job"]["status"] == "Failed", str(log))
        for backup in environment.backups().values():
            check(backup["status"] in FINAL_BACKUPS, f"an unfinished backup: {backup}")
        environment.check_store()
        environment.verify_all()
        phone.check_idle()
        if restore:
            environment.restore(self.base, self.target)
            environment.compare(self.source.root, self.target.root, "--holdfast-whole", "--subset")
        else:
            environment.back_up(self.source)
        spare = [key for key, row in environment.backups().items() if row["status"] == "AVAILABLE" and key != self.base]
        if spare:
            environment.cli("backup", "delete", *spare, expect=0)
        print(f"round {number}: {'restore' if restore else 'backup'} killed, {'half' if half else 'whole or not begun'}")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=rounds(6))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with Environment() as environment:
        drill = Drill(environment, options.seed)
        for number in range(1, options.rounds + 1):
            try:
                drill.round(number)
            except Failure as failure:
                raise Failure(f"round {number}: {failure}") from failure
    print(f"{options.rounds} rounds; killed when the job was:")
    for phase, count in drill.phases.most_common():
        print(f"  {count:4} {phase}")


if __name__ == "__main__":
    sys.exit(main(run))
