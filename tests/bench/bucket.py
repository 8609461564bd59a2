#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads and downloads one object with Holdfast's own client, rclone and s3cmd, to one real S3 server on loopback, with
parts of the same size, four at a time; and with Holdfast's client to a sink that discards, which is the client's own
ceiling. The server takes most of the machine, so the CPU time of the clients says more than the wall time. With --phone,
a whole backup too, beside the two ends of its way."""
import argparse
import datetime
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
from lib import BUILD, SKIPPED, SOURCE, Environment, check  # noqa: E402

KEY = "test:tester"
SECRET = "TESTSK"
STOREBENCH = BUILD / "tests" / "bench" / "storebench"


class Sink:
    """Takes whatever is stored and forgets it; says of the last object only how long it is."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.stored = 0
        self.done = False
        self.lock = threading.Lock()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        block = bytearray(1 << 20)
        head = b""
        with client:
            while True:
                while b"\r\n\r\n" not in head:
                    got = client.recv(1 << 16)
                    if not got:
                        return
                    head += got
                end = head.index(b"\r\n\r\n") + 4
                lines, rest = head[:end].decode().split("\r\n"), head[end:]
                length = next((int(line[15:]) for line in lines if line.lower().startswith("content-length:")), 0)
                left = length - len(rest)
                while left > 0:
                    left -= client.recv_into(block, min(left, len(block)))
                head = b""
                client.sendall(self.answer(*lines[0].split(" ")[:2], length))

    def answer(self, method, target, length):
        with self.lock:
            if method == "POST" and "uploads=" in target:
                body = "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"
                return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
            if method == "PUT":
                self.stored += length
            if method == "POST":
                self.done = True
            if method == "HEAD" and not self.done:
                return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            size = self.stored if method == "HEAD" else 0
            return f'HTTP/1.1 200 OK\r\nETag: "sink"\r\nContent-Length: {size}\r\n\r\n'.encode()


class Bench:
    def __init__(self, folder, endpoint, options):
        self.folder = folder
        self.endpoint = endpoint
        self.options = options
        self.best = {}
        self.variables = {key: value for key, value in os.environ.items() if key != "AWS_CA_BUNDLE"}
        self.variables.update(
            RCLONE_CONFIG_S_TYPE="s3", RCLONE_CONFIG_S_PROVIDER="Other", RCLONE_CONFIG_S_ENDPOINT=endpoint,
            RCLONE_CONFIG_S_ACCESS_KEY_ID=KEY, RCLONE_CONFIG_S_SECRET_ACCESS_KEY=SECRET, RCLONE_CONFIG_S_REGION="us-east-1",
            RCLONE_CONFIG=str(folder / "rclone.conf"), AWS_ACCESS_KEY_ID=KEY, AWS_SECRET_ACCESS_KEY=SECRET)
        (folder / "s3cfg").write_text(
            f"[default]\naccess_key = {KEY}\nsecret_key = {SECRET}\nuse_https = False\nhost_base = {endpoint[7:]}\n"
            f"host_bucket = {endpoint[7:]}\nbucket_location = us-east-1\n")

    def measure(self, words):
        """Wall seconds, CPU seconds and MiB of the program with its children."""
        began = time.monotonic()
        child = subprocess.Popen([str(word) for word in words], env=self.variables, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            sys.exit(f"{words[0]} failed")
        return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10

    def rclone(self, *words):
        return self.measure(["rclone", "-q", "--s3-chunk-size", f"{self.options.part}M", "--s3-upload-concurrency", "4", *words])

    def s3cmd(self, *words):
        return self.measure(["s3cmd", "-q", "-c", self.folder / "s3cfg", f"--multipart-chunk-size-mb={self.options.part}", *words])

    def storebench(self, *more):
        done = subprocess.run([STOREBENCH, "s3://bench", *map(str, more)], env=self.variables, check=True, capture_output=True,
                              text=True)
        return {word: (float(wall), float(cpu), int(peak)) for word, wall, cpu, peak in
                (line.split() for line in done.stdout.splitlines())}

    def row(self, name, wall, cpu, peak):
        size = self.options.size
        self.best[name] = max(self.best.get(name, 0), size / wall)
        print(f"{name:<14} {size / wall:8.0f} MiB/s {cpu * 1024 / size:7.2f} CPU s/GiB {peak:6} MiB")

    def run_once(self, file):
        size, part = self.options.size, self.options.part
        for name, figures in self.storebench(self.endpoint, size, part).items():
            self.row(f"holdfast {name}", *figures)
        self.row("holdfast sink", *self.storebench(Sink().endpoint, size, part, "sink")["put"])
        self.row("rclone put", *self.rclone("copyto", file, "s:bench/file"))
        self.row("rclone get", *self.rclone("copyto", "s:bench/file", self.folder / "back"))
        if shutil.which("s3cmd"):
            self.row("s3cmd put", *self.s3cmd("put", file, "s3://bench/file"))
            self.row("s3cmd get", *self.s3cmd("get", "--force", "s3://bench/file", self.folder / "back"))
        (self.folder / "back").unlink()

    def phone(self):
        """A backup of bytes that do not shrink, beside adb alone and the bucket alone."""
        size = self.options.size
        with Environment() as environment:
            source = environment.phone("source", sample="none")
            source.shell(f"head -c {size << 20} /dev/urandom > /data/media/0/noise", timeout=300)
            (environment.folder / "secret").write_text(SECRET + "\n")
            environment.cli("store", "add", "cloud", "s3://bench/phones", "--endpoint", self.endpoint, "--access-key", KEY,
                            "--secret-file", environment.folder / "secret", "--part-size", self.options.part, "--check", "store",
                            expect=0)
            began = time.monotonic()
            source.adb("pull", "/data/media/0/noise", environment.folder / "pulled", timeout=300)
            adb = size / (time.monotonic() - began)
            bucket = size / self.storebench(self.endpoint, size, self.options.part)["put"][0]
            done = environment.cli("backup", "create", source.serial, "--path", "/data/media/0/noise", "--to", "cloud",
                                   timeout=300, expect=0)
            check(done.json["backups"][0]["check"] == "store", str(done))
            whole = size / done.seconds
            events = environment.cli("backup", "show", done.json["backups"][0]["id"], expect=0).json["events"]
            began, ended = (next(datetime.datetime.fromisoformat(event["time"]) for event in events if event["kind"] == kind)
                            for kind in ("phone", "stored"))
            moving = size / (ended - began).total_seconds()
        print(f"phone to bucket {whole:.0f} MiB/s, {whole / min(adb, bucket):.2f} of the slower end (adb pull {adb:.0f}, "
              f"bucket {bucket:.0f}); {done.peak >> 20} MiB; {moving:.0f} MiB/s ({moving / min(adb, bucket):.2f}) from the first "
              f"byte to the object's end, without start and read-back; {done.usage.ru_utime + done.usage.ru_stime:.1f} s of CPU")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1024, help="MiB")
    parser.add_argument("--part", type=int, default=16, help="MiB")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--phone", action="store_true")
    options = parser.parse_args()
    if not shutil.which("rclone"):
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as name:
        folder = pathlib.Path(name)
        server = subprocess.Popen(["bash", SOURCE / "tests" / "support" / "swift.sh", folder / "swift"],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            bench = Bench(folder, "http://127.0.0.1:" + server.stdout.readline().decode().split()[1], options)
            bench.rclone("mkdir", "s:bench")
            file = folder / "file"
            with open(file, "wb") as out:
                for _ in range(options.size):
                    out.write(os.urandom(1 << 20))
            for _ in range(options.runs):
                bench.run_once(file)
            for way in ("put", "get"):
                print(f"{way}: {bench.best[f'holdfast {way}'] / bench.best[f'rclone {way}']:.2f} times rclone's throughput")
            if options.phone:
                bench.phone()
        finally:
            server.stdin.close()
            server.wait(20)
    return 0


if __name__ == "__main__":
    sys.exit(run())
