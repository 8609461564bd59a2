#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures, in one run on one emulated phone behind one adb server: adb pull, Android's tar through adb and zstd,
Holdfast's backup and restore, adb push, and how fast a stream can be at all. For many small files and for large ones, and
the small files once more over a link with a round trip of 5 ms: no cloud phone is as near as 127.0.0.1, and adb waits a
round trip for every file.

Wall time is what counts; CPU is user and system time of the client's processes (not of the adb server and the phone,
which serve all alike); memory is the peak of holdfast-cli (of bash, which runs the others). Values are medians."""
import argparse
import json
import os
import pathlib
import random
import socket
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
from lib import Environment, check, main  # noqa: E402

MIB = 1 << 20
FAR_MS = 5


class Sizes:
    def __init__(self, quick):
        self.small_files = 1000 if quick else 30_000
        self.large_files = 2 if quick else 4
        self.large_bytes = 8 * MIB if quick else 256 * MIB


def text_like(chance, size):
    """Compresses about 3:1, as settings and databases do."""
    words = [b"%x " % chance.getrandbits(40) for _ in range(400)]
    out = b"".join(chance.choices(words, k=size // 9 + 1))
    return out[:size]


def make_content(folder, sizes):
    """/data with `bench/small` and `bench/large`: half text, half bytes that do not compress; the same every time."""
    chance = random.Random(20260101)
    noise = chance.randbytes(4 * MIB)
    text = text_like(chance, 4 * MIB)
    small = folder / "bench" / "small"
    for number in range(sizes.small_files):
        if number % 100 == 0:
            below = small / f"folder-{number // 100:03}"
            below.mkdir(parents=True)
        size = chance.randrange(200, 8000)
        begin = chance.randrange(4 * MIB - 8000)
        source = noise if number % 2 else text
        (below / f"file-{number:05}.dat").write_bytes(source[begin:begin + size])
    large = folder / "bench" / "large"
    large.mkdir(parents=True)
    for number in range(sizes.large_files):
        with open(large / f"large-{number}.bin", "wb") as file:
            for _ in range(sizes.large_bytes // MIB):
                begin = chance.randrange(3 * MIB)
                file.write((noise if chance.random() < 0.5 else text)[begin:begin + MIB])


def folder_bytes(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Measure:
    """Runs of one thing."""

    def __init__(self, name, seconds, cpu, memory, runs, stage=None):
        self.name = name
        self.seconds = seconds
        self.cpu = cpu
        self.memory = memory
        self.runs = runs
        self.stage = stage or {}  # name: seconds of a part of it

    @staticmethod
    def of(name, outcomes, stages=None):
        median = statistics.median
        parts = {key: median(stage[key] for stage in stages) for key in stages[0]} if stages else {}
        return Measure(name, median(outcome.seconds for outcome in outcomes),
                       median(outcome.usage.ru_utime + outcome.usage.ru_stime for outcome in outcomes),
                       max(outcome.peak for outcome in outcomes), len(outcomes), parts)


class Bench:
    def __init__(self, environment, options):
        self.environment = environment
        self.runs = options.runs
        self.sizes = Sizes(options.quick)
        self.moved = 0
        self.work = environment.folder / "work"
        self.work.mkdir()
        self.content = environment.folder / "content"
        make_content(self.content, self.sizes)
        self.phone = environment.phone("bench", **{"from": self.content})
        self.spare = environment.phone("spare", sample="none")
        environment.add_store()
        # Once in vain: the agent is pushed, the caches are warm.
        warm = environment.back_up(self.phone, "--path", "/data/bench", timeout=900)
        environment.restore(warm["id"], self.spare, "--path", "/data/bench/small/folder-000")
        environment.cli("backup", "delete", warm["id"], expect=0)

    def shell(self, name, script, runs=None, after=None):
        """A script of this machine, with adb's serial as $S and the work folder as $W."""
        outcomes = []
        for _ in range(runs or self.runs):
            words = ["bash", "-c", f"set -euo pipefail; S={self.phone.serial}; W={self.work}; {script}"]
            done = self.environment.run(words, timeout=1800)
            check(done.code == 0, str(done))
            outcomes.append(done)
            if after:
                after()
        return Measure.of(name, outcomes)

    def aside(self, phone, path):
        """Out of the way, not deleted: after many deletions ext4 searches minutes long for inodes to give to new files, and
        what is measured next would pay for it."""
        self.moved += 1
        phone.shell(f"test ! -e {path} || mv {path} /data/moved-{self.moved}")

    def work_aside(self):
        self.moved += 1
        self.work.rename(self.work.with_name(f"work-{self.moved}"))
        self.work.mkdir()

    def stage_seconds(self, job, first, stage):
        """How long the last stage of a job took: from the event `first` to its end."""
        record = self.environment.cli("job", "show", job, expect=0).json["job"]
        events = self.environment.cli("job", "log", job, expect=0).json["events"]
        begin = next(event["time"] for event in events if event["kind"] == first)
        return {stage: (parse_time(record["finishedAt"]) - parse_time(begin))}

    def backup(self, path):
        outcomes, stages, kept = [], [], None
        for _ in range(self.runs):
            done = self.environment.cli("backup", "create", self.phone.serial, "--path", path, "--to", "main",
                                        timeout=900, expect=0)
            outcomes.append(done)
            stages.append(self.stage_seconds(done.json["batch"]["jobs"][0]["id"], "stored", "read back"))
            if kept:
                self.environment.cli("backup", "delete", kept, expect=0)
            kept = done.json["backups"][0]["id"]
        return Measure.of("Holdfast backup", outcomes, stages), kept

    def restore(self, backup):
        outcomes, stages = [], []
        for _ in range(self.runs):
            self.aside(self.spare, "/data/bench")
            done = self.environment.restore(backup, self.spare, timeout=900)
            outcomes.append(done)
            stages.append(self.stage_seconds(done.json["batch"]["jobs"][0]["id"], "sent", "compare"))
        self.environment.cli("backup", "delete", backup, expect=0)
        return Measure.of("Holdfast restore", outcomes, stages)

    def stream(self, file):
        """The bytes of one file through the adb server, read from a bare socket and thrown away."""
        outcomes = []
        code = (f"import sys; sys.path.insert(0, {str(pathlib.Path(__file__).parent)!r}); import bench; "
                f"bench.read_stream({self.environment.adb_port}, {self.phone.serial!r}, {'cat ' + file!r})")
        for _ in range(self.runs):
            done = self.environment.run([sys.executable, "-c", code], timeout=300)
            check(done.code == 0, str(done))
            outcomes.append(done)
        return Measure.of("a bare socket", outcomes)

    def far(self):
        """The small files over the long link."""
        for phone in (self.phone, self.spare):
            phone.faults(latencyMs=FAR_MS)
        found = self.both_ways("small")
        for phone in (self.phone, self.spare):
            phone.faults()
        return found

    def both_ways(self, kind):
        """All that is measured of `small` or `large`."""
        path = f"/data/bench/{kind}"
        total = folder_bytes(self.content / "bench" / kind)
        slow = 1 if kind == "small" else self.runs  # a minute or two each
        found = {"bytes": total, "files": sum(1 for p in (self.content / "bench" / kind).rglob("*") if p.is_file())}
        found["pull"] = self.shell("adb pull", f"adb -s $S pull {path} $W/pulled >/dev/null", slow,
                                   after=self.work_aside)
        found["tar"] = self.shell("tar | zstd -3 -T2",
                                  f"adb -s $S shell -T 'tar -c -C /data/bench {kind}' | zstd -q -3 -T2 -o $W/t.zst",
                                  after=lambda: (self.work / "t.zst").unlink())
        found["backup"], backup = self.backup(path)
        found["restore"] = self.restore(backup)
        found["push"] = self.shell("adb push", f"adb -s $S push {self.content}/bench/{kind} /data/pushed >/dev/null", slow,
                                   after=lambda: self.aside(self.phone, "/data/pushed"))
        return found

    def limits(self):
        file = "/data/bench/large/large-0.bin"
        local = self.content / "bench" / "large"
        return {
            "bytes": self.sizes.large_bytes,
            "exec-out": self.shell("adb exec-out cat", f"adb -s $S exec-out cat {file} >/dev/null"),
            "shell": self.shell("adb shell -T cat", f"adb -s $S shell -T cat {file} >/dev/null"),
            "socket": self.stream(file),
            "zstd": self.shell("zstd -3 -T2, no phone", f"cat {local}/* | zstd -q -3 -T2 >/dev/null"),
            "sha256": self.shell("SHA-256, no phone", f"cat {local}/* | openssl dgst -sha256 >/dev/null"),
        }


def parse_time(text):
    """Seconds of an ISO-8601 time with milliseconds."""
    import datetime
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def read_stream(port, serial, command):
    """Runs in a process of its own: reads a shell's output through the adb server and drops it."""
    link = socket.create_connection(("127.0.0.1", port))
    for service in (f"host:transport:{serial}", f"shell,v2,raw:{command}"):
        link.sendall(b"%04x" % len(service) + service.encode())
        if link.recv(4, socket.MSG_WAITALL) != b"OKAY":
            sys.exit(1)
    buffer = bytearray(MIB)
    while link.recv_into(buffer):
        pass


def rate(measure, size, without=None):
    seconds = measure.seconds - (measure.stage.get(without, 0) if without else 0)
    return size / MIB / seconds


def line(measure, size):
    stages = ", ".join(f"of that {name} {seconds:.2f} s" for name, seconds in measure.stage.items())
    return (f"  {measure.name:24}{measure.seconds:9.2f} s {rate(measure, size):9.0f} MiB/s {measure.cpu:8.2f} s CPU "
            f"{measure.memory / MIB:7.0f} MiB   {measure.runs} run{'s' if measure.runs > 1 else ''}  {stages}")


def goals(small, far, large, limits):
    """What the project promises: (text, met)."""
    backup_only = small["backup"].seconds - small["backup"].stage["read back"]
    found = []

    def goal(text, value, wanted, at_least=True):
        met = value >= wanted if at_least else value <= wanted
        found.append((f"{text}: {value:.2f}, wanted {'at least' if at_least else 'at most'} {wanted:g}", met))
    goal("small files far away, times as fast as adb pull", far["pull"].seconds / far["backup"].seconds, 50)
    goal("small files, time against tar | zstd (read-back apart)", backup_only / small["tar"].seconds, 1, False)
    goal("small files far away, restore, times as fast as adb push", far["push"].seconds / far["restore"].seconds, 20)
    raw = max(rate(limits[name], limits["bytes"]) for name in ("exec-out", "shell", "socket"))
    bound = min(raw, rate(limits["zstd"], large["bytes"]))
    goal(f"large files, rate against the lower of stream ({raw:.0f} MiB/s) and zstd "
         f"({rate(limits['zstd'], large['bytes']):.0f} MiB/s)", rate(large["backup"], large["bytes"], "read back") / bound, 0.9)
    memory = max(kind[what].memory for kind in (small, far, large) for what in ("backup", "restore")) / 1e6
    goal("peak memory of holdfast-cli in MB", memory, 200, False)
    return found


def comparisons(small, large):
    """What no goal was set for, and what tells more on a machine with few processors: there the stream, zstd and SHA-256
    share them, and no program can be as fast as each of them alone."""
    backup = large["backup"]
    return {
        "small files next door, times as fast as adb pull": small["pull"].seconds / small["backup"].seconds,
        "small files next door, restore, times as fast as adb push": small["push"].seconds / small["restore"].seconds,
        "large files, rate against tar | zstd (read-back apart)":
            large["tar"].seconds / (backup.seconds - backup.stage["read back"]),
    }


def report(small, far, large, limits):
    for name, found in (("small files", small), (f"small files, {FAR_MS} ms away", far), ("large files", large)):
        print(f"\n{found['files']} {name}, {found['bytes'] / MIB:.0f} MiB")
        for key in ("pull", "tar", "backup", "restore", "push"):
            print(line(found[key], found["bytes"]))
    print(f"\nLimits (one file of {limits['bytes'] / MIB:.0f} MiB; the last two all large files)")
    for key, measure in limits.items():
        if key != "bytes":
            print(line(measure, large["bytes"] if key in ("zstd", "sha256") else limits["bytes"]))
    print("\nGoals")
    wanted = goals(small, far, large, limits)
    for text, met in wanted:
        print(f"  {'met   ' if met else 'MISSED'} {text}")
    print("\nFor comparison")
    for text, value in comparisons(small, large).items():
        print(f"         {text}: {value:.2f}")
    return all(met for _, met in wanted)


def plain(found):
    return {key: vars(value) if isinstance(value, Measure) else value for key, value in found.items()}


def run():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few and small files, one run each")
    parser.add_argument("--runs", type=int, default=None, help="runs of which the median counts (default 3)")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    parser.add_argument("--check", action="store_true", help="exit code 1 when a goal is missed")
    options = parser.parse_args()
    options.runs = options.runs or (1 if options.quick else 3)
    with Environment() as environment:
        bench = Bench(environment, options)
        print(f"{os.cpu_count()} processors, {time.strftime('%F %T')}, "
              f"{environment.cli('--version', expect=0).json['commit']}")
        small = bench.both_ways("small")
        far = bench.far()
        large = bench.both_ways("large")
        limits = bench.limits()
    met = report(small, far, large, limits)
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(
            {"small": plain(small), "far": plain(far), "large": plain(large), "limits": plain(limits)}, indent=1))
    return 1 if options.check and not met else 0


if __name__ == "__main__":
    sys.exit(main(run))
