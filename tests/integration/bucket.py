#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A phone is backed up into a bucket of a real S3 server and restored from it; another S3 client fetches the same
bytes; the catalog is rebuilt from the bucket; mistakes are named; and the secret is in nothing that was printed or
written."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import threading
import time

from lib import CLI, SKIPPED, SOURCE, Environment, check, main
from roundtrip import TAR, as_phone

sys.path.insert(0, str(SOURCE / "tests" / "support"))
import s3proxy  # noqa: E402

SWIFT = SOURCE / "tests" / "support" / "swift.sh"
KEY = "test:tester"
SECRET = "TESTSK"


def step(text):
    print(f"== {text}")


class Swift:
    """A real S3 server. It ends when its standard input does, so with this process at the latest."""

    def __init__(self, environment):
        self.environment = environment
        self.process = subprocess.Popen(["bash", SWIFT, environment.folder / "swift"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, env=environment.variables)
        line = self.process.stdout.readline().decode().split()
        if self.process.poll() == SKIPPED:
            print("skipped: Swift is not installed")
            sys.exit(SKIPPED)
        check(line[:1] == ["ready"], "Swift did not start")
        self.endpoint = f"http://127.0.0.1:{line[1]}"

    def rclone(self, *words):
        variables = {key: value for key, value in self.environment.variables.items() if key != "AWS_CA_BUNDLE"}
        variables.update(RCLONE_CONFIG_S_TYPE="s3", RCLONE_CONFIG_S_PROVIDER="Other", RCLONE_CONFIG_S_ENDPOINT=self.endpoint,
                         RCLONE_CONFIG_S_ACCESS_KEY_ID=KEY, RCLONE_CONFIG_S_SECRET_ACCESS_KEY=SECRET,
                         RCLONE_CONFIG_S_REGION="us-east-1", RCLONE_CONFIG=str(self.environment.folder / "rclone.conf"))
        done = subprocess.run(["rclone", *map(str, words)], env=variables, capture_output=True, check=False, timeout=120)
        check(done.returncode == 0, f"rclone {words}: {done.stderr.decode()}")
        return done.stdout

    def objects(self, bucket):
        return sorted(self.rclone("lsf", "-R", "--files-only", f"s:{bucket}").decode().split())

    def uploads(self, bucket):
        """Unfinished ones."""
        return json.loads(self.rclone("backend", "list-multipart-uploads", f"s:{bucket}"))[bucket] or []


def add_bucket(environment, swift, name, url, *more, expect=0):
    return environment.cli("store", "add", name, url, "--endpoint", swift.endpoint, "--access-key", KEY, *more,
                           expect=expect)


def round_trip(environment, swift, source, target):
    step("backup, restore, verify")
    done = environment.cli("store", "test", "cloud", expect=0)
    check([entry["ok"] for entry in done.json["steps"]] == [True] * 7, str(done))
    backup = environment.back_up(source, "--all", store="cloud/nightly", timeout=300)
    check(backup["status"] == "AVAILABLE" and backup["location"].startswith("s3://phones/east/nightly/"), str(backup))
    environment.restore(backup["id"], target, timeout=300)
    print("   " + environment.compare(source.root, target.root, "--holdfast-whole"))
    environment.cli("backup", "verify", backup["id"], expect=0)
    check(not swift.uploads("phones"), "an upload was left behind")
    return backup


def other_client(environment, swift, source, backup):
    step("rclone fetches the same bytes, and tar reads them")
    copy = environment.folder / "fetched.tar.zst"
    swift.rclone("copyto", "s:" + backup["location"].removeprefix("s3://"), copy)
    sums = environment.run(["sha256sum", copy]).out.split()[0].decode()
    check(sums == backup["sha256"], f"rclone fetched {sums}, the catalog says {backup['sha256']}")
    alone = environment.folder / "alone"
    alone.mkdir()
    as_phone(environment, *TAR, "-f", copy, "-C", alone)
    print("   " + environment.compare(source.root, alone, "--holdfast-whole"))
    as_phone(environment, "rm", "-rf", alone)


def rebuilt(environment, swift, source, target, backup):
    step("the catalog is lost")
    for file in environment.data.glob("catalog.sqlite*"):
        file.unlink()
    add_bucket(environment, swift, "again", "s3://phones/east", "--secret-file", environment.folder / "secret",
               "--part-size", 5)
    done = environment.cli("store", "scan", "again", expect=0)
    check(done.json["scan"]["added"] == 1, str(done))
    again = environment.backups()[backup["id"]]
    for name in ("name", "status", "sizeBytes", "storedBytes", "fileCount", "location", "sha256", "createdAt", "whole"):
        check(again[name] == backup[name], f"rebuilt {name}: {again[name]!r}, was {backup[name]!r}")
    environment.restore(backup["id"], target, "--path", "/data/media")
    found = environment.cli("backup", "find", "*.jpg", "--limit", "1")
    check(found.code == 0, str(found))


def levels(environment, swift, source):
    step("an archive is looked at as thoroughly as the store says")
    for level in ("every-byte", "sampled", "store"):
        add_bucket(environment, swift, level, f"s3://phones/{level}", "--secret-file", environment.folder / "secret",
                   "--check", level)
        backup = environment.back_up(source, "--path", "/data/system", store=level)
        check(backup["status"] == "AVAILABLE" and backup["check"] == level, str(backup))
        shown = environment.run([CLI, "backup", "show", backup["id"]]).out.decode()
        words = {"every-byte": "every byte", "sampled": "samples", "store": "store's own hash"}[level]
        check(words in shown, f"backup show does not say {words}: {shown}")
        environment.cli("backup", "verify", backup["id"], expect=0)
        check(environment.backups()[backup["id"]]["check"] == "every-byte", "a verification reads every byte")
        environment.cli("backup", "delete", backup["id"], expect=0)


def damage(environment, swift, source, backup):
    step("a flipped bit, a cut object, another object and a missing one are found")
    place = "s:" + backup["location"].removeprefix("s3://")
    whole = environment.folder / "whole"
    swift.rclone("copyto", place, whole)
    bytes_ = bytearray(whole.read_bytes())
    bytes_[len(bytes_) // 3] ^= 4
    # Whole in itself, of the same phone, and not what was backed up.
    other = environment.back_up(source, "--path", "/data/system", store="again")
    replaced = swift.rclone("cat", "s:" + other["location"].removeprefix("s3://"))
    environment.cli("backup", "delete", other["id"], expect=0)
    for content in (bytes(bytes_), bytes(bytes_[:-1000]), replaced):
        bad = environment.folder / "bad"
        bad.write_bytes(content)
        swift.rclone("copyto", "--ignore-times", bad, place)
        done = environment.cli("backup", "verify", backup["id"])
        check(done.code == 1 and environment.backups()[backup["id"]]["status"] == "DAMAGED", str(done))
    swift.rclone("deletefile", place)
    done = environment.cli("backup", "verify", backup["id"])
    check(done.code == 4 and environment.backups()[backup["id"]]["status"] == "MISSING", str(done))
    swift.rclone("copyto", whole, place)
    environment.cli("backup", "verify", backup["id"], expect=0)
    swift.rclone("deletefile", place)
    environment.cli("store", "scan", "again", expect=0)
    check(environment.backups()[backup["id"]]["status"] == "MISSING", "a missing object was not noticed")
    swift.rclone("copyto", whole, place)
    environment.cli("store", "scan", "again", expect=0)
    check(environment.backups()[backup["id"]]["status"] == "AVAILABLE", "the object's return was not noticed")


def mistakes(environment, swift):
    step("mistakes are named")
    wrong = environment.folder / "wrong"
    wrong.write_text("NOTTHESECRET\n")
    for words, code, name in (
            (["s3://phones", "--secret-file", wrong], 1, "StoreKeyRefused"),
            (["s3://phones", "--secret-file", environment.folder / "nowhere"], 1, "StoreKeyMissing"),
            (["s3://phones", "--secret-env", "NOT_SET_ANYWHERE"], 1, "StoreKeyMissing"),
            (["s3://not-there", "--secret-file", environment.folder / "secret"], 1, "StoreNoBucket"),
            (["s3://phones"], 2, "InvalidArgument"),
            (["s3://phones", "--secret-env", "A", "--profile", "b"], 2, "InvalidArgument"),
            (["/srv", "--secret-env", "A"], 2, "InvalidArgument")):
        done = add_bucket(environment, swift, "mistake", *words, expect=code)
        check(done.error_code == name, f"not {name}: {done}")
        check("NOTTHESECRET" not in done.out.decode() + done.err, f"a secret was shown: {done}")
    far = environment.cli("store", "add", "mistake", "s3://phones", "--endpoint", "http://store.example", "--access-key",
                          KEY, "--secret-env", "A", expect=2)
    check("http://" in far.json["error"]["message"], str(far))
    check(not any(store["name"] == "mistake" for store in environment.cli("store", "list").json["stores"]),
          "a store that does not work was added")


def kept_secret(environment, swift):
    step("a secret that is kept")
    with open(environment.folder / "secret", "rb") as typed:
        done = environment.run([CLI, "store", "add", "kept", "s3://phones/kept", "--endpoint", swift.endpoint, "--access-key",
                                KEY, "--keep-secret", "file", "--json"], stdin=typed)
    check(done.code == 0, str(done))
    files = list((environment.data / "secrets").iterdir())
    check(len(files) == 1 and files[0].stat().st_mode & 0o777 == 0o600 and files[0].read_text() == SECRET, str(files))
    environment.cli("store", "test", "kept", expect=0)
    shown = environment.cli("store", "show", "kept", expect=0)
    check(shown.json["store"]["options"]["secret"] == {"kind": "kept"}, str(shown))
    changed_store(environment, swift)
    environment.cli("store", "remove", "kept", expect=0)
    check(not list((environment.data / "secrets").iterdir()), "the secret of a store that is gone was kept")


def changed_store(environment, swift):
    """A store whose secret is kept gets another one, another place for it and other options; what does not work leaves
    all as it was."""
    folder = environment.data / "secrets"

    def edit(*words, typed=None, expect=0, error=None):
        with open(typed or os.devnull, "rb") as stream:
            done = environment.run([CLI, "store", "edit", "kept", *words, "--json"], stdin=stream)
        check(done.code == expect and (error is None or done.error_code == error), str(done))
        environment.cli("store", "test", "kept", expect=0)
        return environment.cli("store", "show", "kept", expect=0).json["store"]["options"]

    wrong = environment.folder / "wrong-secret"
    wrong.write_text("NOTTHESECRET\n")
    before = edit("--keep-secret", "file", typed=wrong, expect=1, error="StoreKeyRefused")
    check([file.read_text() for file in folder.iterdir()] == [SECRET], "a secret that does not work was kept")
    for words, code, error in ((["--access-key", "AKIANEW"], 2, "InvalidArgument"),
                               (["--place", "s3://not-there"], 1, "StoreNoBucket"),
                               (["--secret-env", "NOT_SET_ANYWHERE"], 1, "StoreKeyMissing"),
                               (["--check", "perhaps"], 2, None), ([], 2, None)):
        check(edit(*words, expect=code, error=error) == before, f"{words} changed the store")

    plain = environment.folder / "plain"
    plain.mkdir()
    environment.cli("store", "edit", environment.add_store("plain", plain), "--unset", "check", expect=2)
    environment.cli("store", "remove", "plain", expect=0)
    options = edit("--secret-file", environment.folder / "secret", "--check", "every-byte", "--part-size", "16")
    check(options["secret"]["kind"] == "file" and options["accessKey"] == KEY and options["check"] == "every-byte" and
          options["partSize"] == 16 << 20, str(options))
    check(not list(folder.iterdir()), "a secret that is of no use any more was kept")
    options = edit("--unset", "check", "--unset", "part-size", "--keep-secret", "file", typed=environment.folder / "secret")
    check(options == before, f"{options} is not {before}")
    check([file.read_text() for file in folder.iterdir()] == [SECRET], "the new secret is not kept")


def system_key_store(environment, swift):
    """In a desktop session of its own, with a key store of its own."""
    if not shutil.which("dbus-run-session") or not shutil.which("gnome-keyring-daemon"):
        print("== a secret in the system's key store: skipped, there is none here")
        return
    step("a secret in the system's key store")
    session = environment.folder / "session"
    session.mkdir(mode=0o700)
    script = environment.folder / "session.sh"
    script.write_text(
        f"set -e\nexport XDG_RUNTIME_DIR={session}\n"
        "printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null\n"
        f"{CLI} store add ring s3://phones/ring --endpoint {swift.endpoint} --access-key {KEY} --keep-secret keystore --json "
        f"<{environment.folder}/secret || exit $?\n"
        f"{CLI} store test ring --quiet\n{CLI} store show ring\n{CLI} store remove ring\necho all done\n")
    done = environment.run(["dbus-run-session", "--", "bash", script], timeout=60)
    if b"built without" in done.out:
        print("   skipped: this program was built without it")
        return
    check(done.code == 0 and b"in the system's key store" in done.out and b"all done" in done.out, str(done))
    no_secret_anywhere(environment, [done.out, done.err.encode()])


def no_secret_anywhere(environment, outputs):
    step("the secret is in nothing that was printed or written")
    for text in outputs:
        check(SECRET.encode() not in text, f"printed: {text[:300]}")
    for folder, folders, files in os.walk(environment.data):
        if "emulators" in folders:
            folders.remove("emulators")
        for path in (pathlib.Path(folder, name) for name in files):
            check(SECRET.encode() not in path.read_bytes(), f"written to {path}")


def stated_hash(environment, swift, source):
    step("a large archive is rebuilt with its hash, though only samples of it are read")
    for file in environment.data.glob("catalog.sqlite*"):
        file.unlink()
    tags = s3proxy.Tags()
    proxy = s3proxy.FaultProxy(int(swift.endpoint.rsplit(":", 1)[1]))
    proxy.choose = tags.choose
    source.shell("head -c 70000000 /dev/urandom > /data/media/0/noise", timeout=120)
    add = ("store", "add", "tagged", "s3://phones/tagged", "--endpoint", proxy.endpoint, "--access-key", KEY, "--secret-file",
           environment.folder / "secret", "--tag", "team=night shift", "cost=42", "--metadata", "made-by=drill")
    shown = environment.cli(*add, expect=0).json["store"]["options"]
    check(shown["tags"] == {"team": "night shift", "cost": "42"}, str(shown))
    backup = environment.back_up(source, "--path", "/data/media/0/noise", store="tagged")
    check(backup["check"] == "sampled", str(backup))
    document = b"".join(tags.documents.values()).decode()
    check("night shift" in document and backup["sha256"] in document, f"tags {document}")
    for file in environment.data.glob("catalog.sqlite*"):
        file.unlink()
    environment.cli(*add, expect=0)
    proxy.requests = 0
    environment.cli("store", "scan", "tagged", expect=0)
    again = environment.backups()[backup["id"]]
    check(again["sha256"] == backup["sha256"] and again["check"] == "sampled", f"rebuilt as {again}, was {backup}")
    # Who asks for tags gets them, or no backup.
    add_bucket(environment, swift, "untagged", "s3://phones/untagged", "--secret-file", environment.folder / "secret", "--tag",
               "team=a")
    done = environment.cli("backup", "create", source.serial, "--path", "/data/system", "--to", "untagged", expect=1)
    check("tags" in done.err, f"the sentence does not name the tags: {done}")
    check(not [key for key in swift.objects("phones") if "untagged" in key], "an object without its tags was left")
    environment.cli("backup", "verify", backup["id"], timeout=120, expect=0)
    environment.cli("backup", "delete", backup["id"], expect=0)
    proxy.close()


def one_small_file(environment, swift, source, target):
    step("one small file out of a large archive costs a few requests")
    asked = []
    proxy = s3proxy.FaultProxy(int(swift.endpoint.rsplit(":", 1)[1]))
    proxy.choose = lambda seen: asked.append(str(seen))
    environment.cli("store", "add", "large", "s3://phones/large", "--endpoint", proxy.endpoint, "--access-key", KEY,
                    "--secret-file", environment.folder / "secret", "--check", "store", expect=0)
    source.shell("mkdir -p /data/media/0/few && head -c 70000000 /dev/urandom > /data/media/0/few/large && "
                 "echo small > /data/media/0/few/small", timeout=120)
    backup = environment.back_up(source, "--path", "/data/media/0/few", store="large")
    asked.clear()
    environment.restore(backup["id"], target, "--path", "/data/media/0/few/small")
    check(target.shell("cat /data/media/0/few/small") == b"small\n", "another file was restored")
    # Looked at for the check before the restore and by the restore itself, each by a HEAD and its last bytes; then the
    # frames of the file and of its folder.
    check(len(asked) <= 6, f"{len(asked)} requests: {asked}")
    environment.cli("backup", "delete", backup["id"], expect=0)
    proxy.close()


def outage(environment, swift, source):
    step("the way to the service is gone for a while in the middle of an upload")
    target = int(swift.endpoint.rsplit(":", 1)[1])
    asked = []
    gone = threading.Event()

    def note(seen):
        asked.append(str(seen))
        if "partNumber=3" in seen.target:
            gone.set()
    first = s3proxy.FaultProxy(target)
    first.choose = note
    environment.cli("store", "add", "far", "s3://phones/far", "--endpoint", first.endpoint, "--access-key", KEY, "--secret-file",
                    environment.folder / "secret", "--part-size", 5, "--timeout", 2, "--patience", 2, expect=0)
    source.shell("head -c 60000000 /dev/urandom > /data/media/0/noise", timeout=120)
    running = environment.start_cli("backup", "create", source.serial, "--path", "/data/media/0/noise", "--to", "far")
    check(gone.wait(60), "no third part was sent")
    first.close()
    # Longer than three tries to connect take, which is all that a first request gets.
    time.sleep(6)
    second = s3proxy.FaultProxy(target, port=first.port)
    second.choose = note
    done = running.wait(120)
    check(done.code == 0, f"it did not wait: {done}")
    backup = done.json["backups"][0]
    events = environment.cli("backup", "show", backup["id"], expect=0).json["events"]
    check(any(event["kind"] == "outage" for event in events), f"nobody says that the service was away: {events}")
    begun = [line for line in asked if line.startswith("POST") and "uploads" in line]
    check(len(begun) == 1, f"uploads begun: {begun}")
    environment.cli("backup", "verify", backup["id"], timeout=120, expect=0)
    environment.cli("backup", "delete", backup["id"], expect=0)
    check(not swift.uploads("phones"), "an upload was left behind")
    second.close()


def run():
    if not shutil.which("rclone"):
        print("skipped: rclone is not installed")
        return SKIPPED
    outputs = []
    with Environment() as environment:
        swift = Swift(environment)
        plain = environment.cli

        def recorded(*words, **more):
            done = plain(*words, **more)
            outputs.extend([done.out, done.err.encode()])
            return done
        environment.cli = recorded
        (environment.folder / "secret").write_text(SECRET + "\n")
        swift.rclone("mkdir", "s:phones")
        add_bucket(environment, swift, "cloud", "s3://phones/east", "--secret-file", environment.folder / "secret")
        source = environment.phone("source")
        target = environment.phone("target", sample="none")
        backup = round_trip(environment, swift, source, target)
        other_client(environment, swift, source, backup)
        rebuilt(environment, swift, source, target, backup)
        damage(environment, swift, source, backup)
        levels(environment, swift, source)
        mistakes(environment, swift)
        no_secret_anywhere(environment, outputs)
        kept_secret(environment, swift)
        system_key_store(environment, swift)
        environment.cli("backup", "delete", *environment.backups(), timeout=300, expect=0)
        stated_hash(environment, swift, source)
        one_small_file(environment, swift, source, target)
        outage(environment, swift, source)
        check(not swift.objects("phones"), f"left in the bucket: {swift.objects('phones')}")
        swift.process.stdin.close()
        swift.process.wait(20)
    print("bucket: all equal")
    return 0


if __name__ == "__main__":
    sys.exit(main(run))
