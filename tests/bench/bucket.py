#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads and downloads one object with Holdfast's own client and with rclone, to one real S3 server on loopback, with
parts of the same size, four at a time. The server takes most of the machine, so the CPU time of the clients says more
than the wall time."""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
from lib import BUILD, SKIPPED, SOURCE  # noqa: E402


def rclone(folder, endpoint, part, *words):
    variables = {key: value for key, value in os.environ.items() if key != "AWS_CA_BUNDLE"}
    variables.update(RCLONE_CONFIG_S_TYPE="s3", RCLONE_CONFIG_S_PROVIDER="Other", RCLONE_CONFIG_S_ENDPOINT=endpoint,
                     RCLONE_CONFIG_S_ACCESS_KEY_ID="test:tester", RCLONE_CONFIG_S_SECRET_ACCESS_KEY="TESTSK",
                     RCLONE_CONFIG_S_REGION="us-east-1", RCLONE_CONFIG=str(folder / "rclone.conf"))
    began = time.monotonic()
    child = subprocess.Popen(["rclone", "-q", "--s3-chunk-size", f"{part}M", "--s3-upload-concurrency", "4", *map(str, words)],
                             env=variables)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit("rclone failed")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10


def row(name, mebibytes, wall, cpu, peak):
    print(f"{name:<14} {mebibytes / wall:8.0f} MiB/s {cpu * 1024 / mebibytes:7.2f} CPU s/GiB {peak:6} MiB")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1024, help="MiB")
    parser.add_argument("--part", type=int, default=16, help="MiB")
    options = parser.parse_args()
    if not shutil.which("rclone"):
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as name:
        folder = pathlib.Path(name)
        server = subprocess.Popen(["bash", SOURCE / "tests" / "support" / "swift.sh", folder / "swift"],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            endpoint = "http://127.0.0.1:" + server.stdout.readline().decode().split()[1]
            rclone(folder, endpoint, options.part, "mkdir", "s:bench")
            keys = os.environ | {"AWS_ACCESS_KEY_ID": "test:tester", "AWS_SECRET_ACCESS_KEY": "TESTSK"}
            done = subprocess.run([BUILD / "tests/bench/storebench", "s3://bench", endpoint, str(options.size), str(options.part)],
                                  env=keys, check=True, capture_output=True, text=True)
            file = folder / "file"
            with open(file, "wb") as out:
                for _ in range(options.size):
                    out.write(os.urandom(1 << 20))
            up = rclone(folder, endpoint, options.part, "copyto", file, "s:bench/file")
            down = rclone(folder, endpoint, options.part, "copyto", "s:bench/file", folder / "back")
            for line in done.stdout.splitlines():
                word, wall, cpu, peak = line.split()
                row(f"holdfast {word}", options.size, float(wall), float(cpu), int(peak))
            row("rclone put", options.size, *up)
            row("rclone get", options.size, *down)
        finally:
            server.stdin.close()
            server.wait(20)
    return 0


if __name__ == "__main__":
    sys.exit(run())
