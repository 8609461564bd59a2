#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how well many phones share a machine: all are backed up at the same time, on emulated phones behind one adb
server. Beside it stands what the processors could do at best: the processor time of all that takes part (Holdfast, the
adb server, the phones) for one phone's backup alone, divided among all processors. On a machine that does other work
the goals are missed."""
import argparse
import contextlib
import os
import pathlib
import random
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
from bench import MIB, parse_time, text_like  # noqa: E402
from lib import Environment, check, main  # noqa: E402

PATH = "/data/fleet"
TOGETHER = 4  # phones that one holdfast-cli backs up at once
FILE_BYTES = 4 * MIB


def make_content(folder, size):
    """Half text, half bytes that do not compress."""
    chance = random.Random(20260101)
    halves = (chance.randbytes(FILE_BYTES), text_like(chance, FILE_BYTES))
    (folder / "fleet").mkdir(parents=True)
    for number in range(size // FILE_BYTES):
        (folder / "fleet" / f"file-{number:03}").write_bytes(halves[number % 2])


def clock_seconds(pid):
    """Processor time of a process and of its children that have ended."""
    with contextlib.suppress(OSError, ValueError):
        text = pathlib.Path(f"/proc/{pid}/stat").read_bytes()
        fields = text[text.rindex(b")") + 2:].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return 0.0


class Fleet:
    def __init__(self, environment, options):
        self.environment = environment
        self.size = options.size * MIB
        content = environment.folder / "content"
        make_content(content, self.size)
        self.phones = [environment.phone(f"rate-{number:02}", **{"from": content}) for number in range(options.phones)]
        environment.add_store()
        for phone in self.phones:  # The agent is pushed.
            environment.back_up(phone, "--path", f"{PATH}/file-000")

    def back_up(self, phones):
        """At the same time. Returns seconds, processor seconds, and each job's times from the first begin."""
        servers = self.environment.own_processes()
        before = sum(map(clock_seconds, servers))
        began = time.monotonic()
        running = [self.environment.start_cli("backup", "create", *(phone.serial for phone in phones[first:first + TOGETHER]),
                                              "--path", PATH, "--to", "main")
                   for first in range(0, len(phones), TOGETHER)]
        outcomes = [command.wait(1800) for command in running]
        seconds = time.monotonic() - began
        work = sum(map(clock_seconds, servers)) - before
        ends = []
        for done in outcomes:
            check(done.code == 0, str(done))
            work += done.usage.ru_utime + done.usage.ru_stime
            ends += [parse_time(job["finishedAt"]) - parse_time(job["startedAt"]) for job in done.json["batch"]["jobs"]]
        return seconds, work, ends

    def measure(self, runs):
        alone = [self.back_up(self.phones[:1]) for _ in range(runs)]
        seconds = statistics.median(run[0] for run in alone)
        work = statistics.median(run[1] for run in alone)
        together = [self.back_up(self.phones) for _ in range(runs)]
        fleet = statistics.median(run[0] for run in together)
        bound = os.cpu_count() * self.size / work
        rate = len(self.phones) * self.size / fleet
        spread = statistics.median(1 - min(run[2]) / max(run[2]) for run in together)
        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, {len(self.phones)} phones of "
              f"{self.size / MIB:.0f} MiB, medians of {runs}")
        print(f"  one phone alone: {seconds:.2f} s, {self.size / seconds / MIB:.0f} MiB/s, {work:.2f} s of processors")
        print(f"  all at once:     {fleet:.2f} s, {rate / MIB:.0f} MiB/s, "
              f"{statistics.median(run[1] for run in together):.2f} s of processors")
        print(f"  at best:         {bound / MIB:.0f} MiB/s")
        goals = [(f"rate of all against the best, {rate / bound:.2f} (goal 0.90)", rate >= 0.9 * bound),
                 (f"the quickest phone was done after {1 - spread:.2f} of the slowest one's time (goal 0.75)",
                  spread <= 0.25)]
        for text, met in goals:
            print(f"  {'met   ' if met else 'MISSED'} {text}")
        return all(met for _, met in goals)


def run():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=16)
    parser.add_argument("--size", type=int, default=64, help="MiB of each phone")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="four phones of 8 MiB, one run")
    parser.add_argument("--check", action="store_true", help="exit code 1 when a goal is missed")
    options = parser.parse_args()
    if options.quick:
        options.phones, options.size, options.runs = 4, 8, 1
    with Environment() as environment:
        met = Fleet(environment, options).measure(options.runs)
    return 1 if options.check and not met else 0


if __name__ == "__main__":
    sys.exit(main(run))
