#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills holdfast-cli (SIGKILL) at random moments of app restores and app backups: whoever works on the phone next finds the
app with all of its old data or all of its new data, never a mix, free to run, with nothing left beside it."""
import argparse
import collections
import contextlib
import random
import signal
import sys
import time

import apklib
import apps
from lib import Environment, Failure, check, main, rounds

NOTES = apps.NOTES


class Drill:
    def __init__(self, environment, seed):
        self.environment = environment
        self.random = random.Random(seed)
        environment.add_store()
        made = apklib.Apks(environment)
        self.new_phone = environment.phone("new", sample="none", android=14)
        self.target = environment.phone("target", sample="none", android=14)
        apklib.install(self.target, made.make("filler", "com.example.filler", "--target-sdk", 33))
        for phone, version, word in ((self.new_phone, 5, "the new data"), (self.target, 3, "the old data")):
            apklib.install(phone, made.make(f"v{version}", NOTES, "--version-code", version, "--target-sdk", 33))
            apps.fill(phone, NOTES, word, "data obb media" if phone is self.new_phone else "data")
        self.new = environment.back_up(self.new_phone, "--app", NOTES)["id"]
        self.old = environment.back_up(self.target, "--app", NOTES)["id"]
        self.new_state = apps.app_state(self.new_phone, NOTES)
        self.old_state = apps.app_state(self.target, NOTES)
        began = time.monotonic()
        environment.restore(self.new, self.target)
        self.usual = time.monotonic() - began
        check(apps.app_state(self.target, NOTES) == self.new_state, "not even an undisturbed restore is right")
        self.has = "new"
        self.ends = collections.Counter()

    def settle(self):
        """The next contact of any kind: here a check, which changes nothing by itself."""
        self.environment.cli("backup", "restore", self.new, "--to", self.target.serial, "--check", expect=0)

    def seen(self):
        state = apps.app_state(self.target, NOTES)
        check(state in (self.new_state, self.old_state), "a mix of old and new data: " + ", ".join(
            f"{kind}/{path}" for kind in state for path in state[kind]
            if state[kind][path] != self.new_state.get(kind, {}).get(path))[:500])
        return "new" if state == self.new_state else "old"

    def kill(self, words, at_journal):
        """Kills the command at a random moment: of its whole time, or of the little while when it changes the app."""
        command = self.environment.start_cli(*words)
        end = time.monotonic() + self.usual * (3 if at_journal else self.random.uniform(0, 1.1))
        while time.monotonic() < end and not command.ended() and not (at_journal and self.journal().exists()):
            time.sleep(0.002)
        if at_journal:
            time.sleep(self.random.uniform(0, 0.15))
        command.send(signal.SIGKILL)
        killed = command.wait(10).code == -signal.SIGKILL
        with contextlib.suppress(OSError):
            return killed, " ".join(line.split()[0] for line in self.journal().read_text().splitlines())
        return killed, "none"

    def journal(self):
        return self.target.root / "data/local/tmp/.holdfast.apps" / NOTES

    def note(self, number, what, killed, journal):
        self.ends[f"{what}, {'killed' if killed else 'ended before'}, journal: {journal}"] += 1
        print(f"round {number}: {what}, journal {journal}: the {self.has} data is there")

    def install_round(self, number, at_journal):
        """Onto a phone without the app: afterwards it is not there, is there as on its first day, or has the new data."""
        target = self.target
        check(target.shell(f"pm uninstall {NOTES}") == b"Success\n", "not uninstalled")
        words = ["backup", "restore", self.new, "--to", target.serial, "--app", NOTES]
        killed, journal = self.kill(words, at_journal)
        self.settle()
        check(not list((target.root / "data/app").glob("vmdl*")), "an install session was left open")
        self.has = "no"
        if NOTES in apklib.packages(target):
            state = apps.app_state(target, NOTES)
            fresh = {"data": {"."}, "device": {"."}}
            self.has = "new" if state == self.new_state else "first day's"
            check(self.has == "new" or {kind: set(entries) for kind, entries in state.items()} == fresh,
                  f"half of the new data: {state}")
            apps.check_free(target, NOTES)
        target.check_idle()
        self.note(number, "installation", killed, journal)
        if self.has != "new":
            self.environment.cli(*words, expect=0)
            self.has = self.seen()

    def round(self, number):
        at_journal = self.random.random() < 0.6
        if self.random.random() < 0.25:
            self.install_round(number, at_journal)
            return
        backing_up = self.random.random() < 0.2
        # Data only, since the version of the packages may only rise: it goes back and forth.
        wanted, backup = ("old", self.old) if self.has == "new" else ("new", self.new)
        words = (["backup", "create", self.target.serial, "--app", NOTES, "--to", "main"] if backing_up
                 else ["backup", "restore", backup, "--to", self.target.serial, "--app", NOTES, "--data-only"])
        killed, journal = self.kill(words, at_journal)
        self.settle()
        before = self.has
        self.has = self.seen()
        apps.check_free(self.target, NOTES)
        self.target.check_idle()
        check(not backing_up or self.has == before, "a backup changed the data")
        self.note(number, "backup" if backing_up else f"restore of the {wanted} data", killed, journal)


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=rounds(8))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    apklib.need_tools()
    with Environment() as environment:
        drill = Drill(environment, options.seed)
        for number in range(1, options.rounds + 1):
            try:
                drill.round(number)
            except Failure as failure:
                raise Failure(f"round {number}: {failure}") from failure
    print(f"{options.rounds} rounds; killed when:")
    for phase, count in drill.ends.most_common():
        print(f"  {count:4} {phase}")


if __name__ == "__main__":
    sys.exit(main(run))
