#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The daemon is killed (SIGKILL) again and again while it carries a policy out, with an app that it suspends and copies in
a second store, and phones freeze, lose the link and come back. After each kill, while nothing runs: the catalog is
whole, each phone is in its run and has one job at most, each AVAILABLE backup has its whole object and each object its
backup, retention kept what it promised. At the end every phone is done, no app is suspended, and the stores hold what
is AVAILABLE and nothing else."""
import argparse
import collections
import pathlib
import random
import signal
import sqlite3
import sys
import time

import apklib
import apps
from lib import Environment, check, main, rounds, wait_until

APP = "com.example.notes"
KEPT = 2


class Night:
    def __init__(self, environment, count, seed):
        self.environment = environment
        self.random = random.Random(seed)
        self.copies = environment.folder / "copies"
        self.copies.mkdir()
        environment.add_store()
        environment.add_store("vault", self.copies)
        apk = apklib.Apks(environment).make("notes", APP, "--target-sdk", 33)
        self.phones = [environment.phone(f"night-{number}", sample="none") for number in range(count)]
        for phone in self.phones:
            apklib.install(phone, apk)
            apps.fill(phone, APP, f"notes of {phone.name}", "data")
            phone.shell(f"head -c 3000000 /dev/urandom >/data/data/{APP}/files/blob")
        environment.cli("phone", "list", expect=0)
        environment.cli("policy", "add", "nightly", "--phone", *(phone.serial for phone in self.phones), "--app", APP,
                        "--to", "main", "--copy-to", "vault", "--every", "7d", "--at", "00:00", "--zone", "UTC", "--keep-last", str(KEPT),
                        "--copy-keep-last", str(KEPT), expect=0)
        self.seen = collections.Counter()

    def catalog(self):
        return sqlite3.connect(f"file:{self.environment.data}/catalog.sqlite", uri=True, timeout=20)

    def let_time_pass(self):
        """Phones that wait are due again; where a run has ended, the next one is."""
        with self.catalog() as catalog:
            catalog.execute("UPDATE policy_target SET next_try = 1 WHERE state = 'waiting'")
            if (self.last_run() or (0, 1))[1]:
                catalog.execute("UPDATE policy SET handled_until = created_at - 2 * 86400000, next_due = 1")

    def spoil(self):
        phone = self.random.choice(self.phones)
        kind = self.random.randrange(10)
        if kind == 0:
            phone.faults(cutAfterBytes=self.random.randrange(200_000))
        elif kind == 1:
            phone.faults(freeze=True)
        elif kind == 2:
            phone.faults(bytesPerSecond=500_000)
        elif kind == 3:
            phone.adb("disconnect", phone.serial)
        else:
            phone.faults(bytesPerSecond=2_000_000)
            self.environment.run(["adb", "connect", phone.serial], timeout=30)

    def kill(self):
        self.let_time_pass()
        daemon = self.environment.start_cli("daemon")
        self.spoil()
        time.sleep(self.random.uniform(0.1, 4))
        check(not daemon.ended(), "the daemon ended by itself")
        daemon.send(signal.SIGKILL)
        daemon.wait(20)

    def check_promises(self):
        """While nothing runs, so that nothing changes meanwhile."""
        with self.catalog() as catalog:
            one = lambda sql: catalog.execute(sql).fetchall()  # noqa: E731
            check(one("PRAGMA integrity_check") == [("ok",)], "the catalog is damaged")
            check(not one("PRAGMA foreign_key_check"), "the catalog's references are broken")
            twice = one("SELECT serial FROM job WHERE status = 'Processing' AND phone_id <> '' GROUP BY phone_id "
                        "HAVING count(*) > 1")
            check(not twice, f"phones with two jobs: {twice}")
            lost = one("SELECT run, count(*) FROM policy_target GROUP BY run "
                       f"HAVING count(DISTINCT phone) <> {len(self.phones)}")
            check(not lost, f"runs without all phones: {lost}")
            poor = one("SELECT serial, store_name FROM backup WHERE status IN ('AVAILABLE', 'DELETING', 'DELETED') GROUP "
                       f"BY phone_id, store_name HAVING sum(status = 'AVAILABLE') < min(count(*), {KEPT})")
            check(not poor, f"fewer backups than were promised: {poor}")
            running = one("SELECT state, count(*) FROM policy_target WHERE run = (SELECT max(run) FROM policy_target) "
                          "GROUP BY state")
            self.seen.update(state for state, _ in running)
            known = {place.removeprefix("file://"): status for place, status in
                     one("SELECT location, status FROM backup WHERE location <> ''")}
        files = {str(path): path for folder in (self.environment.store, self.copies) for path in folder.rglob("*.zst")}
        missing = [place for place, status in known.items() if status == "AVAILABLE" and place not in files]
        check(not missing, f"AVAILABLE and not there: {missing}")
        orphans = [place for place in files if known.get(place, "DELETED") == "DELETED"]
        check(not orphans, f"objects of no backup: {orphans}")
        for place, status in known.items():
            if status == "AVAILABLE":
                done = self.environment.run(["zstd", "-tq", place])
                check(done.code == 0, f"false AVAILABLE: {done}")

    def last_run(self):
        with self.catalog() as catalog:
            return catalog.execute("SELECT number, finished_at FROM policy_run ORDER BY number DESC LIMIT 1").fetchone()

    def settle(self):
        """A calm morning: the daemon, left alone, does them all."""
        for phone in self.phones:
            phone.faults()
            phone.connect()
        self.let_time_pass()
        daemon = self.environment.start_cli("daemon")
        wait_until(lambda: (self.last_run() or (0, 0))[1], 240,
                   lambda: f"the run does not end: {self.environment.cli('policy', 'show', 'nightly').json}")
        view = self.environment.cli("policy", "show", "nightly", expect=0).json["policy"]["lastRun"]
        states = {phone["serial"]: phone["state"] for phone in view["phones"]}
        check(set(states.values()) <= {"done", "partly"}, f"not done: {states}")
        idle = lambda: not self.environment.cli("job", "list", "--status", "Waiting,Processing",  # noqa: E731
                                                expect=0).json["jobs"]
        wait_until(idle, 60, "jobs do not end")
        daemon.send(signal.SIGTERM)
        check(daemon.wait(60).code == 0, "the daemon did not end cleanly")

    def check_end(self):
        self.check_promises()
        for phone in self.phones:
            apps.check_free(phone, APP)
            phone.check_idle()
        available = {backup["location"].removeprefix("file://") for backup in self.environment.backups().values()
                     if backup["status"] == "AVAILABLE"}
        files = {str(path) for folder in (self.environment.store, self.copies) for path in folder.rglob("*")
                 if pathlib.Path(path).is_file()}
        check(files == available, f"in the stores {sorted(files)}, AVAILABLE {sorted(available)}")
        with self.catalog() as catalog:
            for serial, store, count in catalog.execute("SELECT serial, store_name, sum(status = 'AVAILABLE') FROM backup "
                                                        "GROUP BY phone_id, store_name"):
                check(1 <= count <= KEPT, f"{count} backups of {serial} in {store}")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=rounds(20))
    parser.add_argument("--phones", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    apklib.need_tools()
    with Environment(inactivity=3) as environment:
        night = Night(environment, options.phones, options.seed)
        for number in range(options.rounds):
            night.kill()
            try:
                night.check_promises()
            except BaseException:
                print(f"seed {options.seed}, kill {number + 1}", file=sys.stderr)
                raise
        night.settle()
        night.check_end()
        with night.catalog() as catalog:
            jobs = catalog.execute("SELECT kind, status, count(*) FROM job GROUP BY kind, status").fetchall()
        print(f"seed {options.seed}: {options.rounds} kills, {options.phones} phones; states seen {dict(night.seen)}; "
              + ", ".join(f"{count} {kind} {status}" for kind, status, count in jobs))


if __name__ == "__main__":
    sys.exit(main(run))
