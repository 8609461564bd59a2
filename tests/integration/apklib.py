# SPDX-License-Identifier: GPL-3.0-or-later
"""APKs and apps for the whole-system tests: made by tests/support/makeapk.sh, looked at by aapt, adb and the disk."""
import os
import pathlib
import shutil
import subprocess

from lib import SKIPPED, SOURCE, Failure, check

MAKER = SOURCE / "tests" / "support" / "makeapk.sh"


def need_tools():
    """Exit code 77 where this machine cannot make APKs."""
    missing = [tool for tool in ("aapt", "apksigner", "zipalign", "openssl", "zip") if not shutil.which(tool)]
    if missing:
        print(f"skipped: install {', '.join(missing)}")
        raise SystemExit(SKIPPED)


class Apks:
    """Makes APKs in a folder of the environment; one key ring for all of them."""

    def __init__(self, environment):
        self.folder = environment.folder / "apks"
        self.folder.mkdir()
        self.environment = environment

    def make(self, name, package, *words):
        file = self.folder / f"{name}.apk"
        done = subprocess.run(["bash", MAKER, "--out", file, "--package", package, "--key-dir", self.folder / "keys",
                               *map(str, words)], capture_output=True, check=False, env=self.environment.variables)
        if done.returncode != 0:
            raise Failure(f"{MAKER.name}: {done.stderr.decode()}")
        return file


def packages(phone, *options):
    """{package: line} as `pm list packages` prints it."""
    lines = phone.shell(" ".join(("pm list packages", *options))).decode().split("\n")
    found = {}
    for line in filter(None, lines):
        check(line.startswith("package:"), f"unexpected line: {line!r}")
        found[line.removeprefix("package:").split(" ")[0].rsplit("=", 1)[-1]] = line
    return found


def uid_of(phone, package):
    line = packages(phone, "-U", package).get(package)
    check(line, f"{package} is not installed on {phone.name}")
    return int(line.rsplit("uid:", 1)[1])


def dump_of(phone, package):
    """What `dumpsys package` says, as {key: value}; the state of user 0 too."""
    found = {}
    for line in phone.shell(f"dumpsys package {package}").decode().split("\n"):
        for word in line.strip().removeprefix("User 0: ").split(" "):
            key, equals, value = word.partition("=")
            if equals:
                found.setdefault(key, value)
    return found


def apk_folder(phone, package):
    """The folder of its APKs on this machine's disk."""
    first = phone.shell(f"pm path {package}").decode().split("\n")[0].removeprefix("package:")
    return pathlib.Path(str(phone.root) + os.path.dirname(first))


def install(phone, *files, expect=True, options=()):
    """By adb itself. Returns what it said."""
    verb = ["install-multiple"] if len(files) > 1 else ["install"]
    done = phone.adb(*verb, *options, *files, timeout=120)
    text = done.out.decode() + done.err
    check((done.code == 0) == expect, f"{'not installed' if expect else 'installed'}: {done}")
    return text
