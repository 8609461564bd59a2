#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spoils the connection to a real S3 server at random moments of backups and restores. Each time the command must end
with the object equal bit by bit, or with the right error and no object; no upload may be left behind, no file on the
phone be half, and no more memory be used than without faults."""
import argparse
import collections
import hashlib
import random
import shutil
import sys

from bucket import KEY, SECRET, Swift, add_bucket
from lib import SANITIZED, SKIPPED, SOURCE, Environment, Failure, check, main, rounds

sys.path.insert(0, str(SOURCE / "tests" / "support"))
import s3proxy  # noqa: E402

FOLDER = "/data/media/0/Noise"
PATIENCE = 2  # seconds of silence after which a connection counts as lost
LONGEST = 240  # seconds that a spoilt command may take
MEMORY = 200 << 20
GROWTH = 24 << 20
MANY = 60  # rounds in which each kind of fault comes


class Kind:
    """A fault, which requests it makes sense for, and what it may end in where it does not pass."""

    def __init__(self, fault, errors, suits=lambda seen: True, passes=True):
        self.fault = fault
        self.errors = set(errors)
        self.suits = suits
        self.passes = passes  # hit once, the client overcomes it


def is_part(seen):
    return seen.method == "PUT"


def is_completion(seen):
    return seen.method == "POST" and "uploadId=" in seen.target


def is_block(seen):
    return seen.method == "GET" and "?" not in seen.target


LOST = {"StoreUnreachable", "StoreFailed"}
KINDS = {
    "500": Kind(s3proxy.status_500, {"StoreFailed", "StoreUnreachable"}),
    "503 SlowDown": Kind(s3proxy.slow_down, {"StoreFailed", "StoreUnreachable"}),
    "reset in a part": Kind(s3proxy.reset_request, LOST, is_part),
    "reset": Kind(s3proxy.reset_request, LOST),
    "stall": Kind(s3proxy.stall, LOST),
    "answer lost": Kind(s3proxy.lost_answer, LOST),
    "truncated GET": Kind(s3proxy.cut_answer, LOST, is_block),
    "answer cut": Kind(s3proxy.cut_answer, LOST),
    "slow loris": Kind(s3proxy.slow_answer, LOST, lambda seen: is_block(seen) or is_part(seen)),
    "wrong ETag of a part": Kind(s3proxy.wrong_etag, {"StoreFailed"}, is_part),
    "wrong ETag": Kind(s3proxy.wrong_etag, {"StoreFailed"}, passes=False),
    "bit flipped on the way": Kind(s3proxy.flipped_request, {"StoreFailed"}, is_part),
    "200 with an error": Kind(s3proxy.error_in_body, {"StoreFailed"}, is_completion),
    "refused unread": Kind(s3proxy.refuse_unread, {"StoreDenied", "StoreFailed"}, passes=False),
    "clock skew": Kind(s3proxy.clock_skew, {"StoreClock"}),
}


RARE = "200 with an error"


class Script:
    """Hits requests of one command. `most` of them at random; with `for_ever` each that suits from some request on."""

    def __init__(self, luck, kinds, most, for_ever):
        self.luck = luck
        self.kinds = kinds
        self.left = most
        self.for_ever = for_ever
        self.begins = luck.randrange(12)
        self.number = 0
        self.hit = collections.Counter()

    def choose(self, seen):
        self.number += 1
        if self.number <= self.begins or (not self.for_ever and (self.left <= 0 or self.luck.random() < 0.5)):
            return None
        suitable = [name for name in self.kinds if KINDS[name].suits(seen)]
        if not suitable:
            return None
        # There is one completion in a backup: what befalls nothing else is drawn more often there.
        name = RARE if RARE in suitable and self.luck.random() < 0.5 else self.luck.choice(suitable)
        self.left -= 1
        self.hit[name] += 1
        return KINDS[name].fault


class Drill:
    def __init__(self, environment, seed):
        self.environment = environment
        self.random = random.Random(seed)
        self.swift = Swift(environment)
        self.swift.rclone("mkdir", "s:phones")
        self.proxy = s3proxy.FaultProxy(int(self.swift.endpoint.rsplit(":", 1)[1]))
        (environment.folder / "secret").write_text(SECRET + "\n")
        keys = ("--access-key", KEY, "--secret-file", environment.folder / "secret", "--part-size", 5)
        environment.cli("store", "add", "cloud", "s3://phones/here", "--endpoint", self.proxy.endpoint, *keys, "--timeout",
                        PATIENCE, "--patience", 0, expect=0)
        add_bucket(environment, self.swift, "direct", "s3://phones/direct", *keys[2:])
        self.source = environment.phone("source", sample="none")
        self.target = environment.phone("target", sample="none")
        # Bytes that do not shrink, so that there are several parts.
        self.source.shell(f"mkdir -p {FOLDER} && head -c 17000000 /dev/urandom > {FOLDER}/large && "
                          f"for i in 1 2 3 4 5 6 7 8; do head -c 90000 /dev/urandom > {FOLDER}/small$i; done")
        self.content = self.sums(self.source)
        backup = environment.cli(*self.words(False), expect=0)
        self.base = backup.json["backups"][0]
        self.usual = {False: backup.peak, True: environment.cli(*self.words(True), expect=0).peak}
        self.faults = collections.Counter()
        self.ends = collections.Counter()
        self.peak = 0

    def sums(self, phone):
        return phone.shell(f"cd {FOLDER} 2>/dev/null && sha256sum * || true", timeout=120)

    def words(self, restore):
        if restore:
            return ["backup", "restore", self.base["id"], "--to", self.target.serial]
        return ["backup", "create", self.source.serial, "--path", FOLDER, "--to", "cloud"]

    def object_sum(self, location):
        return hashlib.sha256(self.swift.rclone("cat", "s:" + location.removeprefix("s3://"))).hexdigest()

    def spoil(self, restore, script):
        self.proxy.choose = script.choose
        try:
            return self.environment.start_cli(*self.words(restore)).wait(LONGEST)
        finally:
            self.proxy.choose = None

    def judge(self, restore, script, done):
        errors = set().union(*(KINDS[name].errors for name in script.hit)) if script.hit else set()
        survivable = not script.for_ever and all(KINDS[name].passes for name in script.hit)
        check(done.code == 0 or not survivable, f"it did not overcome {dict(script.hit)}: {done}")
        check(done.code == 0 or done.error_code in errors,
              f"the error {done.error_code} is none of {errors} after {dict(script.hit)}: {done}")
        check(done.code == 0 or done.err.strip(), f"no sentence on stderr: {done}")
        allowed = min(MEMORY, self.usual[restore] + GROWTH)
        check(SANITIZED or done.peak <= allowed, f"{done.peak >> 20} MiB of memory, without faults {self.usual[restore] >> 20}: {done}")
        self.peak = max(self.peak, done.peak)
        if restore:
            check(done.code != 0 or self.sums(self.target) == self.content, f"the phone is not equal: {done}")
        else:
            self.judge_backup(done)

    def judge_backup(self, done):
        backup = done.json["backups"][0]
        if done.code == 0:
            check(backup["status"] == "AVAILABLE", str(done))
            found = self.object_sum(backup["location"])
            check(found == backup["sha256"], f"the object is {found}, the catalog says {backup['sha256']}")
        else:
            check(backup["status"] == "FAILED", str(done))

    def told_leftovers(self):
        """Objects of FAILED backups that could not be taken away, because nothing came through; their logs say so."""
        available = {row["location"] for row in self.environment.backups().values() if row["status"] == "AVAILABLE"}
        left = set(self.swift.objects("phones")) - {location.removeprefix("s3://phones/") for location in available}
        for key in left:
            backup = "bf-" + key.rsplit("-", 1)[1].removesuffix(".tar.zst")
            shown = self.environment.cli("backup", "show", backup, expect=0).json
            check(shown["backup"]["status"] == "FAILED" and any(event["kind"] == "leftover" for event in shown["events"]),
                  f"{key} was left and nobody says so: {shown}")
            print(f"   {key} was left, and its job says so")
        return left

    def sweep(self, cleaning_spoilt):
        """What has to hold whatever went before; then back to the beginning."""
        environment = self.environment
        if cleaning_spoilt:
            # While nothing came through nothing could be taken back: the next program does.
            backup = environment.cli(*self.words(False), expect=0).json["backups"][0]
            environment.cli("backup", "delete", backup["id"], expect=0)
        wanted = sorted(row["location"].removeprefix("s3://phones/") for row in environment.backups().values()
                        if row["status"] == "AVAILABLE")
        left = self.told_leftovers() if cleaning_spoilt else set()
        for key in left:
            self.swift.rclone("deletefile", f"s:phones/{key}")
        found = self.swift.objects("phones")
        check(found == wanted, f"objects {found}, AVAILABLE {wanted}")
        check(not self.swift.uploads("phones"), "an upload was left behind")
        spare = [key for key, row in environment.backups().items() if row["status"] == "AVAILABLE" and key != self.base["id"]]
        if spare:
            environment.cli("backup", "delete", *spare, expect=0)
        self.target.shell(f"rm -rf {FOLDER}")
        self.source.check_idle()
        self.target.check_idle()

    def rarest(self):
        """One of the kinds that came least so far: some suit a few requests only."""
        least = min(self.faults[name] for name in KINDS)
        return self.random.choice([name for name in KINDS if self.faults[name] == least])

    def round(self, number):
        restore = self.random.random() < 0.4
        for_ever = number % 8 == 0
        names = [self.rarest()] if for_ever or self.random.random() < 0.5 else list(KINDS)
        script = Script(self.random, names, self.random.randint(1, 6), for_ever)
        try:
            done = self.spoil(restore, script)
            self.judge(restore, script, done)
            # The first refusal ends the command; the next ones befall what it takes back.
            refusals = sum(count for name, count in script.hit.items() if not KINDS[name].passes)
            self.sweep(for_ever or refusals > 1)
        except Failure as failure:
            raise Failure(f"round {number}, {'restore' if restore else 'backup'}, {dict(script.hit)}: {failure}") from failure
        self.faults.update(script.hit)
        end = done.error_code or "ok"
        self.ends[end] += 1
        print(f"round {number}: {'restore' if restore else 'backup'}, {dict(script.hit)}"
              f"{' for ever' if for_ever else ''}: {end} after {done.seconds:.1f} s, {done.peak >> 20} MiB")

    def print_table(self):
        for name, count in self.faults.most_common():
            print(f"  {count:4} {name}")
        print(f"{sum(self.faults.values())} faults; ended in: "
              + ", ".join(f"{end} {count}" for end, count in self.ends.most_common())
              + f"; at most {self.peak >> 20} MiB of memory")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=rounds(8))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not shutil.which("rclone"):
        print("skipped: rclone is not installed")
        return SKIPPED
    with Environment() as environment:
        drill = Drill(environment, options.seed)
        try:
            for number in range(1, options.rounds + 1):
                drill.round(number)
            missing = set(KINDS) - set(drill.faults)
            check(options.rounds < MANY or not missing, f"never drawn: {missing}")
        finally:
            drill.print_table()
            drill.proxy.close()
    print(f"{options.rounds} rounds, seed {options.seed}: whole or nothing")
    return 0


if __name__ == "__main__":
    sys.exit(main(run))
