#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong with a bucket: full, closed, gone, elsewhere, behind a proxy, with keys that do not fit and clocks that
differ. One clear sentence each that says what to do, the right exit code, and nothing left behind."""
import contextlib
import datetime
import select
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request

from badinput import FAILED, OK, USAGE, Table
from bucket import KEY, SECRET, Swift
from lib import SKIPPED, SOURCE, Environment, check, free_port, main

sys.path.insert(0, str(SOURCE / "tests" / "support"))
import s3proxy  # noqa: E402

SIGN_IN = b"<!DOCTYPE html><html><body>Please sign in to the guest network.</body></html>"


def certificate(folder):
    done = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key.pem", "-out",
                           folder / "certificate.pem", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                           "subjectAltName=IP:127.0.0.1"], check=False, capture_output=True)
    check(done.returncode == 0, f"no certificate could be made: {done.stderr}")
    return folder / "certificate.pem", folder / "key.pem"


def always(fault, suits=lambda seen: True):
    return lambda seen: fault if suits(seen) else None


class BucketTable(Table):
    def judge_nothing_added(self, name, stores):
        if any(store["name"] == "tried" for store in stores):
            print(f"{name}: WRONG: a store that does not work was added")
            self.failed.append(name)


class Stage:
    """A real server, a proxy in front of it that can answer in its place, and the words of `store add`."""

    def __init__(self, environment):
        self.environment = environment
        self.table = BucketTable(environment)
        self.swift = Swift(environment)
        self.swift.rclone("mkdir", "s:phones")
        self.target = int(self.swift.endpoint.rsplit(":", 1)[1])
        self.proxy = s3proxy.FaultProxy(self.target)
        self.secret = environment.folder / "secret"
        self.secret.write_text(SECRET + "\n")
        self.phone = environment.phone("source")

    def add(self, url="s3://phones/x", *more, name="tried", endpoint=None, secret=None):
        return ["store", "add", name, url, "--endpoint", endpoint or self.proxy.endpoint, "--access-key", KEY,
                "--secret-file", secret or self.secret, "--timeout", 3, *more]

    def refused(self, name, words, error, has=None, code=FAILED):
        self.table.row(name, words, code, error, has)
        stores = self.environment.cli("store", "list", expect=OK).json["stores"]
        self.table.judge_nothing_added(name, stores)

    def spoilt(self, name, fault, error, has=None, words=None, suits=lambda seen: True):
        self.proxy.choose = always(fault, suits)
        try:
            self.refused(name, words or self.add(), error, has)
        finally:
            self.proxy.choose = None


def keys(stage):
    environment = stage.environment
    wrong = environment.folder / "wrong"
    wrong.write_text("NOTTHESECRET\n")
    stage.refused("a wrong secret", stage.add(secret=wrong), "StoreKeyRefused", "SignatureDoesNotMatch")
    stage.refused("an unknown access key", ["store", "add", "tried", "s3://phones", "--endpoint", stage.proxy.endpoint,
                                            "--access-key", "nobody", "--secret-file", stage.secret], "StoreKeyRefused")
    stage.refused("a secret file that is not there", stage.add(secret=environment.folder / "none"), "StoreKeyMissing")
    stage.spoilt("an expired token", s3proxy.says("400 Bad Request", "ExpiredToken", "The provided token has expired."),
                 "StoreKeyRefused", "expired")
    stage.spoilt("a key that may not list", s3proxy.says("403 Forbidden", "AccessDenied"), "StoreDenied")


def places(stage):
    stage.refused("a bucket that is not there", stage.add("s3://not-there/x"), "StoreNoBucket")
    stage.refused("a port where nobody listens", stage.add(endpoint=f"http://127.0.0.1:{free_port()}"), "StoreUnreachable")
    stage.refused("a name that nobody has", stage.add(endpoint="https://nobody.invalid"), "StoreUnreachable")
    stage.refused("http:// over the network", stage.add(endpoint="http://192.0.2.1"), "InvalidArgument", "https", code=USAGE)
    stage.refused("no bucket in the URL", stage.add("s3://"), "InvalidArgument", "BUCKET", code=USAGE)
    stage.refused("an unknown level of checks", stage.add("s3://phones/x", "--check", "perhaps"), "InvalidArgument",
                  code=USAGE)
    malformed = "The authorization header is malformed; the region is wrong"
    stage.spoilt("a wrong region", s3proxy.says("400 Bad Request", "AuthorizationHeaderMalformed", malformed), "StoreRegion",
                 "region")
    elsewhere = "The bucket you are attempting to access must be addressed using the specified endpoint."
    stage.spoilt("a wrong region, in Alibaba's words", s3proxy.says("403 Forbidden", "AccessDenied", elsewhere), "StoreRegion")
    stage.spoilt("the bucket in the path refused", s3proxy.says("403 Forbidden", "SecondLevelDomainForbidden"),
                 "StoreAddressing", "--addressing host")
    stage.spoilt("a clock that is off", s3proxy.clock_skew, "StoreClock", "clock")
    # What the service tells is followed.
    stage.environment.cli(*stage.add("s3://phones/x", "--region", "eu-west-7", name="elsewhere"), expect=OK)
    stage.environment.cli("store", "remove", "elsewhere", expect=OK)


def between(stage):
    stage.spoilt("a sign-in page instead of an answer", s3proxy.shows("200 OK", SIGN_IN), "StoreIntercepted", "sign-in")
    stage.spoilt("a sign-in page as an error", s3proxy.shows("403 Forbidden", SIGN_IN), "StoreIntercepted")
    stage.spoilt("a proxy that wants a password", s3proxy.shows("407 Proxy Authentication Required", b""), "StoreIntercepted")
    tls = s3proxy.FaultProxy(stage.target, *certificate(stage.environment.folder))
    stage.refused("a certificate that nobody vouches for", stage.add(endpoint=tls.endpoint), "StoreUntrusted", "--ca-file")
    done = stage.environment.cli(*stage.add("s3://phones/x", "--ca-file", stage.environment.folder / "certificate.pem",
                                            name="vouched", endpoint=tls.endpoint), expect=OK)
    check(done.json["store"]["name"] == "vouched", str(done))
    stage.environment.cli("store", "remove", "vouched", expect=OK)
    stage.refused("https:// to a server without it",
                  stage.add(endpoint=stage.proxy.endpoint.replace("http:", "https:")), "StoreUnreachable")
    tls.close()


class Tunnel:
    """An HTTP proxy that connects to one port only, whatever it is asked for; or to nothing at all."""

    def __init__(self, target, answer=b"HTTP/1.1 200 OK\r\n\r\n"):
        self.target, self.answer, self.asked = target, answer, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self.serve, args=(self.listener.accept()[0],), daemon=True).start()

    def serve(self, client):
        with contextlib.suppress(OSError), client:
            head = b""
            while b"\r\n\r\n" not in head:
                got = client.recv(4096)
                if not got:
                    return
                head += got
            self.asked.append(head.split(b"\r\n", 1)[0].decode())
            client.sendall(self.answer)
            if b" 200 " not in self.answer:
                return
            with socket.create_connection(("127.0.0.1", self.target)) as server:
                pairs = {client: server, server: client}
                while True:
                    for each in select.select(list(pairs), [], [], 30)[0]:
                        got = each.recv(1 << 16)
                        if not got:
                            return
                        pairs[each].sendall(got)

    def close(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def proxies(stage):
    environment = stage.environment
    variables = dict(environment.variables)
    words = stage.add("s3://phones/x", "--plain-http", endpoint="http://store.example")
    for name, answer, error in (("a proxy that lets through", b"HTTP/1.1 200 OK\r\n\r\n", None),
                                ("a proxy that refuses", b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
                                 "StoreIntercepted")):
        tunnel = Tunnel(stage.target, answer)
        environment.variables["http_proxy"] = tunnel.url
        if error:
            stage.refused(name, words, error, "proxy")
        else:
            environment.cli(*words, expect=OK)
            environment.cli("store", "test", "tried", expect=OK)
            environment.cli("store", "remove", "tried", expect=OK)
            print(f"{name}: works")
        check(any(line.startswith("CONNECT store.example:80") for line in tunnel.asked), f"the proxy was asked {tunnel.asked}")
        tunnel.close()
    environment.variables = variables


def set_quota(stage, bucket, size):
    """Swift's own word for it; S3 has none."""
    base = f"http://127.0.0.1:{stage.target}"
    request = urllib.request.Request(base + "/auth/v1.0", headers={"X-Auth-User": KEY, "X-Auth-Key": SECRET})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    token = opener.open(request).headers["X-Auth-Token"]
    request = urllib.request.Request(f"{base}/v1/AUTH_test/{bucket}", method="POST",
                                     headers={"X-Auth-Token": token, "X-Container-Meta-Quota-Bytes": str(size)})
    opener.open(request)


def later(stage):
    """Stores that worked when they were added."""
    environment = stage.environment
    for bucket in ("full", "gone", "mine"):
        stage.swift.rclone("mkdir", f"s:{bucket}")
        environment.cli(*stage.add(f"s3://{bucket}", name=bucket), expect=OK)
    backup, kept = (environment.back_up(stage.phone, "--path", "/data/system", store="mine") for _ in range(2))

    set_quota(stage, "full", 1000)
    create = ["backup", "create", stage.phone.serial, "--all", "--to"]
    stage.table.row("a full bucket", [*create, "full"], FAILED, "StoreFull", "full")
    check(not stage.swift.objects("full") and not stage.swift.uploads("full"), "left in the full bucket")

    stage.swift.rclone("rmdir", "s:gone")
    stage.table.row("a bucket that is gone", [*create, "gone"], FAILED, "StoreNoBucket", "gone")

    stage.proxy.choose = always(s3proxy.says("403 Forbidden", "AccessDenied"), lambda seen: seen.method == "DELETE")
    done = environment.cli("store", "test", "mine", expect=FAILED)
    steps = {entry["name"]: entry for entry in done.json["steps"]}
    check(steps["write"]["ok"] and not steps["delete"]["ok"] and steps["delete"]["error"]["code"] == "StoreDenied", str(done))
    check("cannot be deleted" in done.err, f"the sentence does not say what is not allowed: {done}")
    print("no right to delete: store test says so")
    stage.table.row("a backup that may not be deleted", ["backup", "delete", kept["id"]], FAILED, "StoreDenied")
    stage.proxy.choose = always(s3proxy.says("403 Forbidden", "AccessDenied"), lambda seen: seen.method == "PUT")
    stage.table.row("no right to write", [*create, "mine"], FAILED, "StoreDenied")
    stage.proxy.choose = always(s3proxy.says("503 Slow Down", "SlowDown"))
    stage.table.row("a service that never has time", ["backup", "verify", backup["id"]], FAILED, "StoreFailed", "SlowDown")
    stage.proxy.choose = None
    check(environment.backups()[backup["id"]]["status"] == "AVAILABLE", "a store's bad hour was taken for damage")

    locked = environment.cli(*stage.add("s3://mine/locked", "--lock-days", 30, name="locked"), expect=OK)
    check(locked.json["store"]["options"]["lockDays"] == 30, str(locked))
    before = stage.swift.objects("mine")
    stage.table.row("a service that cannot lock objects", [*create, "locked"], FAILED, "StoreFailed", "locked")
    check(stage.swift.objects("mine") == before, "an object that could not be locked was left")
    asked = []

    def lock(seen):
        if seen.method == "PUT":
            asked.append(s3proxy.field(seen.head, b"x-amz-object-lock-retain-until-date"))
        # As a service that knows locks says of each object.
        return s3proxy.adds("x-amz-object-lock-retain-until-date: 2099-01-01T00:00:00Z") if seen.method == "HEAD" else None
    stage.proxy.choose = lock
    environment.back_up(stage.phone, "--path", "/data/system", store="locked")
    days = (datetime.datetime.fromisoformat(asked[0]) - datetime.datetime.now(datetime.timezone.utc)).days
    check(asked and days in (29, 30), f"locks asked for: {asked}")
    stage.proxy.choose = None
    stage.table.row("a lock at a service that has none", ["store", "add", "tried", "oss://mine", "--endpoint",
                                                          stage.proxy.endpoint, "--region", "cn-hangzhou", "--access-key",
                                                          KEY, "--secret-file", stage.secret, "--lock-days", 3], USAGE,
                    "InvalidArgument", "retention policy")

    stage.swift.rclone("purge", "s:mine")
    stage.table.row("a backup whose bucket is gone", ["backup", "verify", backup["id"]], FAILED, "StoreNoBucket")
    check(environment.backups()[backup["id"]]["status"] == "AVAILABLE", "a bucket that is gone was taken for a lost object")


def run():
    if not shutil.which("rclone"):
        print("skipped: rclone is not installed")
        return SKIPPED
    with Environment() as environment:
        stage = Stage(environment)
        table = stage.table
        keys(stage)
        places(stage)
        between(stage)
        proxies(stage)
        later(stage)
        stage.proxy.close()
        for file in environment.data.glob("*"):
            content = file.read_bytes() if file.is_file() else b""
            check(SECRET.encode() not in content and b"NOTTHESECRET" not in content, f"a secret is in {file}")
    print(f"{table.rows} rows, {len(table.failed)} wrong{': ' + ', '.join(table.failed) if table.failed else ''}")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main(run))
