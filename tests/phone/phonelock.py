#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The script that holds a phone's lock, run by this machine's mksh: when its stream ends and a hang-up comes within the same
microseconds, as on a phone whose link is closed, the lock goes all the same."""
import pathlib
import random
import re
import signal
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2] / "core" / "phone" / "phonelock.cpp"
ROUNDS = 400
# The ends that went wrong came at most so late; a wider choice would rarely meet them.
LATEST = 50e-6


def holder(lock):
    """A running holder of the lock."""
    script = re.search(r'R"sh\((.*?)\)sh"', SOURCE.read_text(), re.DOTALL).group(1)
    on_phone = "/data/local/tmp/.holdfast-lock"
    assert on_phone in script, "the script names another lock"
    words = ["mksh", "-c", "OWNER=test\n" + script.replace(on_phone, str(lock))]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    answer = process.stdout.readline()
    assert answer == b"held\n" and lock.is_symlink(), f"not held: {answer}"
    return process


def end(process, delay, number):
    process.stdin.close()
    until = time.perf_counter() + delay
    while time.perf_counter() < until:
        pass
    process.send_signal(number)
    process.wait(20)
    process.stdout.close()


def run():
    if not shutil.which("mksh"):
        print("skipped: there is no mksh")
        return 77
    chance = random.Random(1)
    with tempfile.TemporaryDirectory(prefix="holdfast-lock-") as folder:
        lock = pathlib.Path(folder) / "lock"
        left = 0
        for number in range(ROUNDS):
            end(holder(lock), chance.random() * LATEST, (signal.SIGHUP, signal.SIGTERM)[number % 2])
            if lock.is_symlink():
                left += 1
                lock.unlink()
    print(f"{ROUNDS} ends, the lock left {left} times")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(run())
