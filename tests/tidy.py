#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs clang-tidy over the sources of the `dev` build: all of them (about half an hour on two processors), or with
--changed those that changed since the last commit that is older than a day. On the project's first day there is no such
commit, and nothing is checked.

A source that had no finding is left out the next time, as long as neither it nor anything that it includes, the list of
checks and the program have changed: noted in ~/.cache/holdfast-tidy, which may be removed at any time."""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parents[1]
OUT = HERE / "build" / "tidy"
CLEAN = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "holdfast-tidy"
FORGET_DAYS = 30


def output(*words):
    return subprocess.run(words, cwd=HERE, check=True, capture_output=True, text=True).stdout


def chosen(changed):
    """Sources by their paths in the project; none where there is nothing to compare with."""
    if not changed:
        return output("git", "ls-files", "*.cpp").split()
    base = output("git", "rev-list", "-1", "--before=1 day ago", "HEAD").strip()
    return output("git", "diff", "--name-only", "--diff-filter=AM", base, "--", "*.cpp").split() if base else []


def commands():
    """How each source is compiled, by file: the flags of the dev build, but for what only g++ understands, its precompiled
    headers. Sources that it does not compile (fuzz targets, code for other systems) are not among them."""
    OUT.mkdir(parents=True, exist_ok=True)
    entries = json.loads((HERE / "build/dev/compile_commands.json").read_text())
    for entry in entries:
        command = re.sub(r" -Winvalid-pch| -fpch-preprocess", "", entry["command"])
        for header in re.findall(r"-include (\S+cmake_pch\.hxx)", command):
            copy = OUT / (pathlib.Path(header).parent.name + ".hxx")
            copy.write_text(pathlib.Path(header).read_text().replace("#pragma GCC system_header", ""))
            command = command.replace(header, str(copy))
        entry["command"] = command
    (OUT / "compile_commands.json").write_text(json.dumps(entries))
    return {entry["file"]: entry for entry in entries}


def key(entry, rules):
    """A name for all that decides what is found in a source: it as it is written and as the compiler sees it, with all
    comments (they can silence a check), without the folders it lies in."""
    words = shlex.split(entry["command"])
    words = words[next(at for at, word in enumerate(words) if word.endswith(("c++", "g++"))):]
    at = words.index("-o")
    seen = subprocess.run(words[:at] + words[at + 2:] + ["-E", "-C", "-P"], cwd=entry["directory"], capture_output=True,
                          check=True).stdout
    written = pathlib.Path(entry["file"]).read_bytes()
    return hashlib.sha256(rules + written + seen.replace(bytes(HERE), b"")).hexdigest()


def check(entry, rules, end):
    """What clang-tidy says of one source: nothing where it has no finding, None where the time was over."""
    if end and time.monotonic() > end:
        return None
    noted = CLEAN / key(entry, rules)
    if noted.exists():
        noted.touch()
        return ""
    done = subprocess.run(["clang-tidy", "-p", OUT, "--quiet", entry["file"]], cwd=HERE, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    if done.returncode == 0:
        noted.touch()
        return ""
    lines = [line for line in done.stdout.splitlines() if not re.match(r"\d+ warnings? (generated|treated)|$", line)]
    return "\n".join(lines) or f"{entry['file']}: clang-tidy ended with {done.returncode}"


def forget_old():
    for noted in CLEAN.iterdir():
        if noted.stat().st_mtime < time.time() - FORGET_DAYS * 86400:
            noted.unlink(missing_ok=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changed", action="store_true", help="only what changed lately")
    parser.add_argument("--seconds", type=int, help="begin with no further source after so many, and say how many are left")
    options = parser.parse_args()
    known = commands()
    entries = [known[str(HERE / name)] for name in chosen(options.changed) if str(HERE / name) in known]
    CLEAN.mkdir(parents=True, exist_ok=True)
    forget_old()
    rules = (HERE / ".clang-tidy").read_bytes() + output("clang-tidy", "--version").encode()
    end = time.monotonic() + options.seconds if options.seconds else None
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = list(pool.map(lambda entry: check(entry, rules, end), entries))
    findings = [found for found in answers if found]
    for found in findings:
        print(found)
    if None in answers:
        print(f"{answers.count(None)} files were not looked at: the time was over")
    print(f"{len(entries) - answers.count(None)} files, {len(findings) or 'none'} with findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
