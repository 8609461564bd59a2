#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The daemon as a process: it begins what is due and tells systemd; a second one waits and takes over; SIGTERM ends it
cleanly; killed at random moments (SIGKILL) of a policy's runs, it loses no phone and leaves nothing half done."""
import argparse
import contextlib
import json
import random
import re
import signal
import socket
import sqlite3
import sys
import time
import urllib.error
import urllib.request

from lib import Environment, check, free_port, main, rounds, wait_until

SETTLED = {"done", "partly", "failed", "cancelled", "missed"}


class Systemd:
    """The other end of NOTIFY_SOCKET."""

    def __init__(self, environment):
        self.path = str(environment.folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.setblocking(False)
        self.messages = []

    def heard(self, word):
        with contextlib.suppress(BlockingIOError):
            while True:
                self.messages.append(self.socket.recv(4096).decode())
        return any(word in message for message in self.messages)


class Daemons:
    def __init__(self, environment):
        self.environment = environment

    def start(self, *words, **variables):
        environment = self.environment
        before = dict(environment.variables)
        environment.variables.update(variables)
        try:
            return environment.start_cli("daemon", *words)
        finally:
            environment.variables = before

    def idle(self):
        return not self.environment.cli("job", "list", "--status", "Waiting,Processing", expect=0).json["jobs"]

    def stop(self, daemon):
        wait_until(self.idle, 60, "jobs do not end")
        daemon.send(signal.SIGTERM)
        done = daemon.wait(30)
        check(done.code == 0, f"the daemon did not end cleanly: {done}")
        return done


def policy(environment, name):
    return environment.cli("policy", "show", name, expect=0).json["policy"]


def phones(view):
    return (view["lastRun"] or {}).get("phones", [])


def run_ended(environment, name, number=None):
    view = policy(environment, name)
    run = view["lastRun"]
    return view if run and run["finishedAt"] and (number is None or run["number"] == number) else None


def check_nothing_half_done(environment):
    with sqlite3.connect(f"file:{environment.data}/catalog.sqlite?mode=ro", uri=True, timeout=10) as catalog:
        check(catalog.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the catalog is damaged")
        busy = catalog.execute("SELECT phone_id, count(*) FROM job WHERE status = 'Processing' AND phone_id <> '' "
                               "GROUP BY phone_id HAVING count(*) > 1").fetchall()
        check(not busy, f"phones with two jobs: {busy}")
    for backup in environment.backups().values():
        check(backup["status"] in ("AVAILABLE", "FAILED", "DELETED"), f"an unfinished backup: {backup}")
    environment.check_store()


def told(path, sample):
    text = path.read_text() if path.exists() else ""
    return text if f"\n{sample} " in text else None


def check_metrics(text):
    """The grammar of Prometheus' text format, as far as it is used; and figures that must be right."""
    name = None
    seen = {}
    for line in text.splitlines():
        if match := re.fullmatch(r"# HELP ([a-z_]+) .+", line):
            check(match[1].startswith("holdfast_"), line)
            name = match[1]
        elif not re.fullmatch(rf"# TYPE {name} gauge", line):
            match = re.fullmatch(rf'({name}\{{[a-z]+="(?:[^"\\\n]|\\["\\n])*"\}}) (-?[0-9]+)', line)
            check(match and match[1] not in seen, f"no sample: {line}")
            seen[match[1]] = int(match[2])
    check(text.endswith("\n"), "the metrics end within a line")
    check(seen['holdfast_jobs{status="Finished"}'] + seen['holdfast_jobs{status="PartFinished"}'] > 0, seen)
    check(seen['holdfast_stored_bytes{store="main"}'] > 0 and seen['holdfast_backups{store="main"}'] > 0, seen)
    check(seen['holdfast_policy_overdue_phones{policy="minutely"}'] == 0, seen)
    check(0 <= time.time() - seen['holdfast_policy_last_success_timestamp_seconds{policy="minutely"}'] < 3600, seen)


def fetched(port, path="/metrics", host=None):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def check_log(environment):
    """Of the daemons that were asked for it each line is an object; others wrote text before."""
    lines = [line for path in environment.data.glob("log/holdfast.log*") for line in path.read_text().splitlines()]
    objects = [json.loads(line) for line in lines if line.startswith("{")]
    check(any(line["category"] == "holdfast.policy" and "begins" in line["message"] for line in objects),
          "no structured log")


def begins_what_is_due(environment, daemons, serials):
    """Real time: a policy of each minute."""
    systemd = Systemd(environment)
    environment.cli("policy", "add", "minutely", "--phone", *serials, "--path", "/sdcard", "--to", "main",
                    "--cron", "* * * * *", "--keep-last", "1", expect=0)
    metrics = environment.folder / "holdfast.prom"
    port = free_port()
    first = daemons.start("--metrics-file", str(metrics), "--metrics-port", str(port), "--log-format", "json",
                          NOTIFY_SOCKET=systemd.path)
    wait_until(lambda: systemd.heard("READY=1") and systemd.heard("WATCHDOG=1"), 20, "systemd heard nothing")
    second = daemons.start()
    view = wait_until(lambda: run_ended(environment, "minutely"), 150, "no run of a minute ended")
    check({phone["state"] for phone in phones(view)} <= {"done", "partly"}, f"not done: {view}")
    check_metrics(wait_until(lambda: told(metrics, 'holdfast_policy_last_success_timestamp_seconds{policy="minutely"}'),
                             90, "the metrics do not tell of the backup"))
    status, text = fetched(port)
    check(status == 200, f"no figures: {status}")
    check_metrics(text)
    check(fetched(port, "/")[0] == 404 and fetched(port, host="evil.example.com")[0] == 403, "too much is answered")
    check_log(environment)
    refused = environment.start_cli("daemon", "--metrics-port", str(port)).wait(30)
    check(refused.code == 1 and refused.error_code == "LocalFailed", f"a port was taken twice: {refused}")
    environment.cli("policy", "suspend", "minutely", expect=0)
    wait_until(lambda: run_ended(environment, "minutely"), 60, "a run did not end")
    systemd.heard("READY=1")  # A queue that nobody reads drops what comes last.
    daemons.stop(first)
    check(systemd.heard("STOPPING=1"), f"systemd heard only {systemd.messages}")
    number = environment.start_cli("policy", "run", "minutely")
    done = number.wait(90)
    check(done.code in (0, 3), f"nobody took over: {done}")
    check("waiting" in daemons.stop(second).err, "the second daemon did not wait")
    check_nothing_half_done(environment)
    print("a run of each minute, a second daemon, SIGTERM")


def survives_kills(environment, daemons, phone, serials, count, seed):
    chance = random.Random(seed)
    environment.cli("policy", "add", "drill", "--phone", *serials, "--path", "/sdcard", "/data/data", "--to", "main",
                    "--every", "366d", "--keep-last", "2", expect=0)
    moments = []
    for number in range(count):
        phone.faults(bytesPerSecond=chance.choice([400_000, 2_000_000, 8_000_000]))
        # Either carries the run out.
        daemon = daemons.start() if chance.random() < 0.4 else None
        run = environment.start_cli("policy", "run", "drill")
        time.sleep(chance.uniform(0.2, 6))
        for process in filter(None, (daemon, run)):
            process.send(signal.SIGKILL)
            process.wait(10)
        phone.faults()
        moments.append(",".join(target["state"] for target in phones(policy(environment, "drill"))) or "before")
        daemon = daemons.start()
        if not run_ended(environment, "drill"):
            view = wait_until(lambda: run_ended(environment, "drill"), 120,
                              lambda: f"the run did not end: {policy(environment, 'drill')}")
        else:
            view = policy(environment, "drill")
        daemons.stop(daemon)
        for target in phones(view):
            check(target["state"] in ("done", "partly"), f"round {number}: a phone was lost: {target}")
        check_nothing_half_done(environment)
        available = [row for row in environment.backups().values() if row["status"] == "AVAILABLE"]
        for serial in serials:
            check(any(row["phone"] == serial for row in available), f"no backup of {serial}")
    print(f"{count} kills: {', '.join(moments)}")


def run():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=rounds(3))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with Environment(inactivity=5) as environment:
        slow = environment.phone("slow")
        other = environment.phone("other")
        environment.add_store()
        environment.cli("phone", "list", expect=0)
        serials = [slow.serial, other.serial]
        daemons = Daemons(environment)
        survives_kills(environment, daemons, slow, serials, options.rounds, options.seed)
        begins_what_is_due(environment, daemons, serials)


if __name__ == "__main__":
    sys.exit(main(run))
