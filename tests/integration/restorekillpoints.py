#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills holdfast-cli, kills the agent on the phone, cuts the link or cancels at random moments of restores of paths: after
the next contact the phone has all of what it had before or all of the backup, to the nanosecond, and nothing beside it."""
import argparse
import collections
import contextlib
import os
import random
import signal
import sys
import time

from lib import Environment, Failure, check, main, rounds

WORK = "/data/work"
JOURNAL = "data/local/tmp/.holdfast.restore"


def fill(phone, word, begin, count):
    """Files of which the two phones have some with the same names, in folders of several depths, and links."""
    phone.shell(f"rm -rf {WORK}; mkdir -p {WORK} && cd {WORK} && i={begin}; while [ $i -lt {begin + count} ]; do "
                f"d=f$((i % 7))/g$((i % 5)); mkdir -p $d; yes '{word} '$i | head -c $((i * 37 % 9000 + i % 50 / 49 * 400000)) "
                f">$d/file$i; i=$((i + 1)); done; ln -s {word} link; ln f0/g0/file$(({begin} + (35 - {begin} % 35) % 35)) "
                f"second; mkdir only-{word}; chmod 751 f1; touch -d 2020-01-02T03:04:05 f1 f2/g2 .", timeout=300)


def state(phone):
    """Everything below WORK in the words of the phone's own tools."""
    return phone.shell(f"cd {WORK} && find . -exec stat -c '%n %F %a %u:%g %y' {{}} + | sort && "
                       "find . -type f -exec sha256sum {} + | sort && readlink link", timeout=120)


class Drill:
    def __init__(self, environment, options):
        self.environment = environment
        self.random = random.Random(options.seed)
        environment.add_store()
        self.target = environment.phone("target", sample="none")
        self.states, self.backups = {}, {}
        for word, begin in (("one", 0), ("two", options.files // 2)):
            fill(self.target, word, begin, options.files)
            self.states[word] = state(self.target)
            self.backups[word] = environment.back_up(self.target, "--path", WORK)["id"]
        # Restores add and replace, they do not remove: what "one" has beyond "two" is there from now on.
        self.restore("one", expect=0)
        self.restore("two", expect=0)
        for word in ("one", "two"):
            began = time.monotonic()
            self.restore(word, expect=0)
            self.usual = time.monotonic() - began
            self.states[word] = state(self.target)
        self.has = "two"
        self.ends = collections.Counter()

    def words(self, word):
        return ["backup", "restore", self.backups[word], "--to", self.target.serial]

    def restore(self, word, expect):
        return self.environment.cli(*self.words(word), expect=expect)

    def agents(self):
        return [pid for pid, line in self.target.processes().items() if "holdfast-agent" in line]

    def disturb(self, command, how):
        """At a random moment of the whole time, or of the part in which the phone changes."""
        journal = self.target.root / JOURNAL
        end = time.monotonic() + self.usual * (3 if how != "cut" else self.random.uniform(0, 1))
        while time.monotonic() < end and not command.ended() and not (how != "cut" and journal.exists()):
            time.sleep(0.002)
        time.sleep(self.random.uniform(0, self.usual * 0.8))
        if how == "kill":
            command.send(signal.SIGKILL)
        elif how == "cancel":
            command.send(signal.SIGINT)
        elif how == "agent":
            for pid in self.agents():
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
        return journal.exists()

    def round(self, number):
        wanted = "one" if self.has == "two" else "two"
        how = self.random.choice(["kill", "kill", "agent", "cut", "cancel"])
        if how == "cut":
            self.target.faults(cutAfterBytes=self.random.randrange(1_500_000))
        command = self.environment.start_cli(*self.words(wanted))
        open_journal = self.disturb(command, how)
        code = command.wait(120).code
        if how == "cut":
            self.target.faults()
            self.target.connect()
        self.environment.cli(*self.words(wanted), "--check", expect=0)  # The next contact; it changes nothing by itself.
        check(not (self.target.root / JOURNAL).exists(), "the journal is still there")
        now = state(self.target)
        found = [word for word, known in self.states.items() if known == now]
        if not found:
            known = self.states[self.has].splitlines()
            raise Failure("neither the one nor the other: " + str([line for line in now.splitlines()
                                                                   if line not in known][:6]))
        check(code != 0 or found == [wanted], "the restore succeeded, and its files are not there")
        check(how != "cancel" or code != 130 or found == [self.has], "it was cancelled, and its files are there")
        self.target.check_idle()
        self.has = found[0]
        self.ends[f"{how}, exit code {code}, journal {'open' if open_journal else 'not there'}: "
                  f"{'restored' if self.has == wanted else 'as before'}"] += 1
        print(f"round {number}: {how}, exit code {code}: {'restored' if self.has == wanted else 'as before'}")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=rounds(8))
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with Environment() as environment:
        drill = Drill(environment, options)
        for number in range(1, options.rounds + 1):
            try:
                drill.round(number)
            except Failure as failure:
                raise Failure(f"round {number}: {failure}") from failure
    print(f"{options.rounds} rounds; how they ended:")
    for end, count in drill.ends.most_common():
        print(f"  {count:4} {end}")


if __name__ == "__main__":
    sys.exit(main(run))
