#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A catalog is rebuilt from a bucket with many archives of a real S3 server: killed in the middle and gone on with,
searched, restored from; what cannot be looked at is never taken for lost."""
import argparse
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import urllib.request

from bucket import KEY, SECRET, Swift
from lib import BUILD, SANITIZED, SKIPPED, SOURCE, Environment, check, main

sys.path.insert(0, str(SOURCE / "tests" / "support"))
import s3proxy  # noqa: E402

MADE = BUILD / "tests" / "archive" / "madearchives"
MEMORY = 200 << 20


def key_of(number):
    return f"night-bf-{number:017}.tar.zst"


class Stage:
    def __init__(self, environment, count):
        self.environment = environment
        self.count = count
        self.swift = Swift(environment)
        self.swift.rclone("mkdir", "s:phones")
        self.proxy = s3proxy.FaultProxy(int(self.swift.endpoint.rsplit(":", 1)[1]))
        (environment.folder / "secret").write_text(SECRET + "\n")
        self.fill()

    def fill(self):
        """By Swift's own way of unpacking archives: one by one would take minutes."""
        made = self.environment.folder / "made"
        made.mkdir()
        subprocess.run([MADE, made, str(self.count)], check=True)
        base = self.swift.endpoint
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(base + "/auth/v1.0", headers={"X-Auth-User": KEY, "X-Auth-Key": SECRET})
        token = opener.open(request).headers["X-Auth-Token"]
        files = sorted(made.iterdir())
        for begin in range(0, len(files), 500):
            bundle = self.environment.folder / "bundle.tar"
            with tarfile.open(bundle, "w") as tar:
                for file in files[begin:begin + 500]:
                    tar.add(file, arcname=f"many/{file.name}")
            request = urllib.request.Request(f"{base}/v1/AUTH_test/phones?extract-archive=tar", data=bundle.read_bytes(),
                                             method="PUT", headers={"X-Auth-Token": token})
            answer = opener.open(request, timeout=300).read()
            check(b"201 Created" in answer, f"the bucket was not filled: {answer[:300]}")
        shutil.rmtree(made)

    def add(self, endpoint=None):
        self.environment.cli("store", "add", "cloud", "s3://phones/many", "--endpoint", endpoint or self.swift.endpoint,
                             "--access-key", KEY, "--secret-file", self.environment.folder / "secret", "--timeout", 5, expect=0)

    def lose_catalog(self):
        for file in self.environment.data.glob("catalog.sqlite*"):
            file.unlink()

    def scan(self, expect=0):
        done = self.environment.cli("store", "scan", "cloud", timeout=600, expect=expect)
        return done, done.json.get("scan")


def whole(stage):
    done, report = stage.scan()
    check(report["objects"] == stage.count and report["added"] == stage.count and not report["problems"], str(done))
    check(SANITIZED or done.peak < MEMORY, f"{done.peak >> 20} MiB of memory")
    print(f"{stage.count} archives in {done.seconds:.1f} s ({stage.count / done.seconds:.0f} a second), {done.peak >> 20} MiB, "
          f"{done.usage.ru_utime + done.usage.ru_stime:.1f} s of CPU of its own")
    if done.seconds > 12:
        check("archive" in done.err and "Scanning" in done.err, f"no progress was shown: {done}")
    usual = done.seconds
    done, report = stage.scan()
    check(report["confirmed"] == stage.count and report["added"] == 0, str(done))
    print(f"a second time in {done.seconds:.1f} s")
    return usual


def interrupted(stage, usual):
    """What was done before the end counts."""
    environment = stage.environment
    stage.lose_catalog()
    stage.add(stage.proxy.endpoint)
    running = environment.start_cli("store", "scan", "cloud")
    time.sleep(random.Random(1).uniform(0.3, 0.6) * usual)
    running.send(signal.SIGKILL)
    running.wait(30)
    done, report = stage.scan()
    check(report["added"] + report["confirmed"] == stage.count and not report["problems"], str(done))
    print(f"killed: {report['confirmed']} were there already, {report['added']} were added by the next scan")


def search_and_restore(stage):
    environment = stage.environment
    number = stage.count // 2
    found = environment.cli("backup", "list", f"name:\"night {number}\"", expect=0)
    names = [row["name"] for row in found.json["backups"]]
    check(f"night {number}" in names, f"not found: {names}")
    files = environment.cli("backup", "find", f"/data/app-{number}/b.bin", expect=0)
    check(f"{number:017}" in files.out.decode(), f"its file is not found: {files}")
    target = environment.phone("target", sample="none")
    environment.cli("backup", "restore", f"bf-{number:017}", "--to", target.serial, "--path", "/data/a.txt", expect=0)
    check(target.shell("cat /data/a.txt") == f"hello {number}".encode(), "another file was restored")
    print("found and restored")


def states(stage, *numbers):
    return [stage.environment.cli("backup", "show", f"bf-{number:017}", expect=0).json["backup"]["status"] for number in numbers]


def unsure(stage):
    """An object that was cut, one that is gone, and one that is not listed and of which the store does not tell."""
    cut, gone, silent = 1, 2, 3
    short = stage.environment.folder / "short"
    short.write_bytes(stage.swift.rclone("cat", f"s:phones/many/{key_of(cut)}")[:-100])
    stage.swift.rclone("copyto", "--ignore-times", short, f"s:phones/many/{key_of(cut)}")
    for number in (gone, silent):
        stage.swift.rclone("deletefile", f"s:phones/many/{key_of(number)}")
    refusal = s3proxy.says("403 Forbidden", "AccessDenied")
    stage.proxy.choose = lambda seen: refusal if key_of(silent) in seen.target else None
    done, report = stage.scan(expect=3)
    check(report["missing"] == 1 and len(report["problems"]) == 2, str(done))
    check({problem["code"] for problem in report["problems"]} == {"ArchiveTruncated", "StoreDenied"}, str(done))
    found = states(stage, cut, gone, silent)
    check(found == ["DAMAGED", "MISSING", "AVAILABLE"], f"cut, gone, silent are {found}")
    # The list ends in the middle: nobody is taken for lost.
    stage.proxy.choose = lambda seen: refusal if "max-keys" in seen.target else None
    stage.scan(expect=1)
    check(states(stage, 4, silent) == ["AVAILABLE", "AVAILABLE"], "a list that did not come made backups MISSING")
    stage.proxy.choose = None
    print("nothing was taken for lost that could not be looked at")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=300)
    options = parser.parse_args()
    if not shutil.which("rclone") or not MADE.exists():
        print("skipped: rclone or madearchives is missing")
        return SKIPPED
    with Environment() as environment:
        stage = Stage(environment, options.objects)
        stage.add()
        usual = whole(stage)
        interrupted(stage, usual)
        search_and_restore(stage)
        unsure(stage)
        stage.proxy.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(run))
