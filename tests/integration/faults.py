#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spoils the phone, the link or the adb server at random moments of backups and restores. Each time the command must
end soon and say the right thing, nothing half may be left in the store or on the phone, no backup may be AVAILABLE
that is not whole, and the next run must succeed."""
import argparse
import collections
import os
import random
import signal
import sys
import time

from lib import Environment, Failure, check, main, rounds, wait_until

INACTIVITY = 3  # seconds of silence after which a phone counts as lost
LONGEST = 60  # seconds that a spoilt command may take
# A phone that goes while a service is opened looks, through the adb server, like one that refuses it.
LOST = {"PhoneLost", "PhoneSilent", "PhoneOffline", "PhoneNotFound", "PhoneNotReady", "PhoneRefused"}


class Round:
    """One spoilt command: what the faults act on."""

    def __init__(self, environment, phone, files, command, chance):
        self.environment = environment
        self.phone = phone
        self.files = files  # on the phone, plain and large enough to be spoilt
        self.command = command
        self.random = chance

    def some_bytes(self):
        """Often early, when the session is built, and as often in the middle of the stream."""
        return self.random.choice([self.random.randrange(20_000), self.random.randrange(4_000_000)])


def cut(r):
    r.phone.faults(cutAfterBytes=r.some_bytes())


def freeze(r):
    r.phone.faults(freeze=True)


def crawl(r):
    r.phone.faults(bytesPerSecond=400_000)


def unauthorized(r):
    r.phone.faults(unauthorized=True, cutAfterBytes=r.some_bytes())


def no_root(r):
    r.phone.faults(noRoot=True)


def missing_exit_packet(r):
    r.phone.faults(missingExitPacket=True)


def disk_full(r):
    r.phone.faults(diskFullAfterBytes=r.random.randrange(2_000_000))


def vanish(r):
    r.phone.faults(vanishPath=r.random.choice(r.files))


def shrink(r):
    r.phone.faults(shrinkPath=r.random.choice(r.files))


def grow(r):
    r.phone.faults(growPath=r.random.choice(r.files))


def clock_skew(r):
    r.phone.faults(clockSkewSeconds=r.random.choice([-400_000_000, -3600, 3600, 400_000_000]))


def refuse_open(r):
    r.phone.faults(refuseOpen=True)


def refuse_sync(r):
    r.phone.faults(refuseOpen=True, refuseService="sync:")


def small_packets(r):
    r.phone.faults(maxData=4096, cutAfterBytes=r.some_bytes())


def no_exec(r):
    r.phone.faults(noExec=True)


def phone_dies(r):
    os.kill(int((r.phone.folder / "pid").read_text().split()[0]), signal.SIGKILL)


def adb_server_dies(r):
    r.environment.kill_adb()


def interrupt(r):
    r.command.send(signal.SIGINT)


def terminate(r):
    r.command.send(signal.SIGTERM)


def job_cancel(r):
    def running():
        if r.command.ended():
            return "ended"
        jobs = r.environment.cli("job", "list", "--status", "Processing", "--limit", "1", expect=0).json["jobs"]
        return jobs[0]["id"] if jobs else None
    job = wait_until(running, 10, "no job to cancel appears")
    if job != "ended":
        r.environment.cli("job", "cancel", job, expect=0)


# The fault, the exit codes and the errors that it may end in; 0 where it came too late or does no harm.
FAULTS = {
    cut: ({0, 1, 4}, LOST),
    freeze: ({0, 1, 4}, LOST),
    crawl: ({0}, set()),
    unauthorized: ({0, 1, 4}, LOST | {"PhoneUnauthorized"}),
    no_root: ({0, 1, 3, 5}, {"PhoneNeedsRoot", "AgentFailed", "PhoneFile", "CompareFailed", "PhoneLost",
                               "PhoneChanged"}),  # its android_id cannot be read any more
    missing_exit_packet: ({0, 1}, {"PhoneLost", "PhoneRefused"}),
    disk_full: ({0, 1, 3, 5}, {"PhoneSpace", "PhoneFile", "AgentFailed"}),
    vanish: ({0, 3}, set()),
    shrink: ({0, 3}, set()),
    grow: ({0, 3}, set()),
    clock_skew: ({0}, set()),
    refuse_open: ({0, 1}, {"PhoneRefused", "PhoneLost"}),
    refuse_sync: ({0, 1}, {"PhoneRefused", "AgentFailed"}),
    small_packets: ({0, 1, 4}, LOST),
    no_exec: ({0, 1}, {"AgentFailed"}),
    phone_dies: ({0, 1, 4}, LOST),
    adb_server_dies: ({0, 1, 4}, LOST | {"AdbUnreachable"}),
    interrupt: ({0, 130}, {"Cancelled"}),
    terminate: ({0, 130}, {"Cancelled"}),
    job_cancel: ({0, 130}, {"Cancelled"}),
}
ON_FILES = {vanish, shrink, grow}  # of a backup's source only
EARLY = {no_root, refuse_sync, no_exec, clock_skew, missing_exit_packet}  # as well from the very start


class Drill:
    def __init__(self, environment, seed):
        self.environment = environment
        self.random = random.Random(seed)
        self.source = environment.phone("source")
        self.target = environment.phone("target", sample="none")
        environment.add_store()
        backup = environment.back_up(self.source)
        self.base = backup["id"]
        self.base_files = backup["fileCount"]
        began = time.monotonic()
        environment.restore(self.base, self.target)
        self.usual = time.monotonic() - began
        self.table = collections.defaultdict(collections.Counter)
        self.slowest = collections.defaultdict(float)

    def files(self):
        root = os.fsencode(self.source.root)
        found = []
        for folder, _, names in os.walk(root + b"/data/media"):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path) and not os.path.islink(path) and os.path.getsize(path) > 4096:
                    found.append(path[len(root):])
        return [path.decode() for path in sorted(found) if b"cache" not in path and path.isascii()]

    def start(self, restore):
        if restore:
            return self.environment.start_cli("backup", "restore", self.base, "--to", self.target.serial, "--take-identity")
        return self.environment.start_cli("backup", "create", self.source.serial, "--all", "--to", "main")

    def spoil(self, fault, restore):
        """Runs one command, spoils it at some moment, and returns how it ended."""
        phone = self.target if restore else self.source
        environment = self.environment
        # Sent slowly, the stream has as many moments as what comes before and after it.
        if fault not in (crawl, job_cancel) and self.random.random() < 0.3:
            phone.faults(bytesPerSecond=3_000_000)
        early = fault in EARLY and self.random.random() < 0.5 or fault in ON_FILES
        chance = Round(environment, phone, self.files() if fault in ON_FILES else [], None, self.random)
        if early:
            fault(chance)
        command = chance.command = self.start(restore)
        if not early:
            time.sleep(self.random.uniform(0, self.usual))
            fault(chance)
        return command.wait(LONGEST)

    def heal(self, phone):
        if not phone.processes() and not phone.adb("get-state", timeout=20).code == 0:
            phone.stop()
            phone.start()
        self.environment.start_adb_again()
        phone.faults()
        # A new adb server knows none of them.
        self.source.connect()
        self.target.connect()

    def judge(self, fault, restore, done):
        codes, errors = FAULTS[fault]
        phone = self.target if restore else self.source
        document = done.json
        check(done.code in codes, f"exit code {done.code} is none of {codes}: {done}")
        if done.code not in (0, 3):
            check(done.error_code in errors, f"the error {done.error_code} is none of {errors}: {done}")
            check(done.err.strip(), f"no sentence on stderr: {done}")
        for backup in document.get("backups", []):
            if done.code in (1, 4, 5, 130):
                check(backup["status"] == "FAILED", f"{backup['status']} after exit code {done.code}: {done}")
            else:
                check(backup["status"] == "AVAILABLE", str(done))
                check(done.code == 0 or backup["warnings"] > 0, f"lost files without a warning: {done}")
                # A file that vanished before the first look was never there.
                expected = self.base_files - (fault is vanish)
                check(done.code == 3 or backup["fileCount"] >= expected, f"lost files silently: {done}")
        phone.check_idle(crashed=fault is phone_dies)

    def sweep(self):
        """What has to hold whatever went before; then back to the beginning."""
        environment = self.environment
        jobs = environment.cli("job", "list", "--limit", "1000", expect=0).json["jobs"]
        unfinished = [job for job in jobs if job["status"] in ("Waiting", "Processing")]
        check(not unfinished, f"jobs that did not end: {unfinished}")
        environment.check_store()
        for backup in environment.backups().values():
            check(backup["status"] in ("AVAILABLE", "FAILED", "DELETED"), f"an unfinished backup: {backup}")
            if backup["status"] == "AVAILABLE" and backup["id"] != self.base:
                environment.cli("backup", "verify", backup["id"], expect=0)
                environment.cli("backup", "delete", backup["id"], expect=0)

    def next_run(self, restore):
        """Without a fault everything works at once and nothing of the spoilt run is in the way."""
        environment = self.environment
        if restore:
            environment.restore(self.base, self.target)
            environment.compare(self.source.root, self.target.root, "--holdfast-whole", "--subset")
        else:
            backup = environment.back_up(self.source)
            check(backup["warnings"] == 0, f"warnings without a fault: {backup}")
            environment.cli("backup", "delete", backup["id"], expect=0)

    def repair(self, fault):
        """Files that a fault spoilt come back, so that every round begins alike."""
        if fault in ON_FILES:
            self.environment.restore(self.base, self.source)

    def round(self, number, fault):
        restore = fault not in ON_FILES and self.random.random() < 0.5
        what = f"round {number}, {fault.__name__}, {'restore' if restore else 'backup'}"
        try:
            done = self.spoil(fault, restore)
            self.heal(self.target if restore else self.source)
            self.judge(fault, restore, done)
            self.sweep()
            self.repair(fault)
            self.next_run(restore)
        except Failure as failure:
            raise Failure(f"{what}: {failure}") from failure
        if done.code == 0:
            self.usual = min(self.usual, done.seconds)  # The machine was busier when it was measured.
        self.table[fault.__name__][done.error_code or ("ok" if done.code == 0 else "partly")] += 1
        self.slowest[fault.__name__] = max(self.slowest[fault.__name__], done.seconds)
        print(f"{what}: exit code {done.code} {done.error_code or ''} after {done.seconds:.1f} s")

    def print_table(self):
        print(f"\n{'fault':22}{'rounds':>7}{'slowest':>9}  ended in")
        for name, ends in self.table.items():
            text = ", ".join(f"{end} {count}" for end, count in ends.most_common())
            print(f"{name:22}{sum(ends.values()):>7}{self.slowest[name]:>8.1f}s  {text}")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=rounds(len(FAULTS)))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="names of faults, with commas")
    options = parser.parse_args()
    names = options.only.split(",") if options.only else None
    faults = [fault for fault in FAULTS if not names or fault.__name__ in names]
    with Environment(inactivity=INACTIVITY) as environment:
        drill = Drill(environment, options.seed)
        try:
            for number in range(1, options.rounds + 1):
                drill.round(number, faults[(number - 1) % len(faults)])
        finally:
            drill.print_table()
    print(f"{options.rounds} rounds, seed {options.seed}: nothing partial, nothing stuck, nothing falsely AVAILABLE")


if __name__ == "__main__":
    sys.exit(main(run))
