#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue as an operator sees it: a phone that is unplugged in the middle of a backup and comes back at another
address, an adb server that is restarted, a wait that is cancelled; detached jobs that outlive killed daemons; another
request for each phone from a file; limits that hold at once."""
import signal
import socket
import sys

from lib import CLI, Environment, check, main, wait_until

SLOW = 400_000  # bytes a second: a backup takes some seconds
WHAT = ("--path", "/data", "--to", "main")


def jobs_of(environment, batch=None):
    jobs = environment.cli("job", "list", expect=0).json["jobs"]
    return [job for job in jobs if batch is None or job["batch"] == batch]


def queued(environment, running, known):
    """The job of a program that was just started."""
    found = []

    def there():
        check(not running.ended(), lambda: f"it ended early: {running.outcome}")
        found[:] = [job for job in jobs_of(environment) if job["id"] not in known]
        return bool(found)
    wait_until(there, 30, "no job was queued")
    return found[0]["id"]


def job(environment, number):
    return environment.cli("job", "show", number, expect=0).json["job"]


def begin_slowly(environment, phone, *words):
    known = {one["id"] for one in jobs_of(environment)}
    phone.faults(bytesPerSecond=SLOW)
    running = environment.start_cli("backup", "create", phone.serial, *WHAT, *words)
    number = queued(environment, running, known)
    wait_until(lambda: job(environment, number)["phase"] == "copying", 40, "nothing is copied")
    return running, number


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def moved(environment, phone):
    running, number = begin_slowly(environment, phone, "--patience", "10m")
    phone.stop()
    wait_until(lambda: job(environment, number)["status"] == "Waiting", 60, "the job does not wait for its phone")
    waits = job(environment, number)
    check(waits["error"]["code"].startswith(("Phone", "Adb")) and waits["notBefore"], f"it does not say why: {waits}")
    shown = environment.run([CLI, "job", "list"]).out
    check(b"Waiting for the phone" in shown, f"the list does not say so: {shown}")
    old = phone.serial
    port = free_port()
    phone.settings(port=port)
    phone.start()
    phone.serial = f"127.0.0.1:{port}"
    phone.connect()
    check(running.wait(180).code == 0, f"it was not begun again: {running.outcome}")
    ended = job(environment, number)
    check(ended["attempt"] >= 1 and ended["phone"] == phone.serial and phone.serial != old, f"not there: {ended}")
    backup = environment.backups()[ended["backupId"]]
    check(backup["phone"] == phone.serial, f"the backup says it comes from where the phone was before: {backup}")
    environment.check_store()
    return f"unplugged, found at another address after {ended['attempt']} tries"


def adb_restarted(environment, phone):
    running, number = begin_slowly(environment, phone, "--patience", "10m")
    environment.kill_adb()
    environment.start_adb_again()  # It knows no phone of the network any more.
    check(running.wait(180).code == 0, f"it was not begun again: {running.outcome}")
    check(job(environment, number)["attempt"] >= 1, "it was not interrupted at all")
    phone.connect()
    phone.faults()
    return "an adb server that forgot its phones"


def cancelled(environment, phone):
    known = {one["id"] for one in jobs_of(environment)}
    phone.stop()
    check(environment.cli("backup", "create", phone.serial, *WHAT).code != 0, "a phone that is away was backed up")
    known = {one["id"] for one in jobs_of(environment)}
    running = environment.start_cli("backup", "create", phone.serial, *WHAT, "--patience", "10m")
    number = queued(environment, running, known)
    wait_until(lambda: job(environment, number)["attempt"] >= 1, 60, "it does not wait for a phone that was away")
    wait_until(lambda: job(environment, number)["status"] == "Waiting", 60, "it does not wait")
    environment.cli("job", "cancel", number, expect=0)
    check(running.wait(30).code == 130, f"the wait was not cancelled: {running.outcome}")
    # With patience that runs out it fails with what was wrong.
    over = environment.cli("backup", "create", phone.serial, *WHAT, "--patience", "8s", timeout=90)
    check(over.code != 0 and over.json["batch"]["jobs"][0]["error"]["code"].startswith("Phone"), f"it ended: {over}")
    phone.start()
    phone.connect()
    phone.faults()
    return "a wait cancelled, and one that ran out"


def daemons(environment, phones):
    for phone in phones:
        phone.connect()
        phone.faults(bytesPerSecond=SLOW)
    batch = environment.cli("backup", "create", *[phone.serial for phone in phones], *WHAT, "--detach",
                            expect=0).json["batch"]["id"]
    check({one["status"] for one in jobs_of(environment, batch)} == {"Waiting"}, "somebody began them")

    def some(status):
        return any(one["status"] == status for one in jobs_of(environment, batch))
    daemon = environment.start_cli("daemon")
    wait_until(lambda: some("Processing"), 40, "the daemon begins nothing")
    daemon.send(signal.SIGKILL)
    daemon.wait(20)
    second = environment.start_cli("daemon")
    wait_until(lambda: any(one["attempt"] > 0 and one["status"] == "Processing" for one in jobs_of(environment, batch)), 40,
               lambda: f"what was killed is not begun again: {jobs_of(environment, batch)}")
    second.send(signal.SIGTERM)
    check(second.wait(30).code == 0, f"the daemon does not end: {second.outcome}")
    check(not some("Processing") and not some("Cancelled") and some("Waiting"),
          f"a stopped daemon keeps no jobs: {jobs_of(environment, batch)}")
    for phone in phones:
        phone.faults()
    third = environment.start_cli("daemon")
    wait_until(lambda: all(one["status"] == "Finished" for one in jobs_of(environment, batch)), 120,
               lambda: f"not all are done: {jobs_of(environment, batch)}")
    third.send(signal.SIGTERM)
    third.wait(30)
    environment.check_store()
    return "detached jobs outlived a killed and a stopped daemon"


def from_file(environment, phones):
    table = environment.folder / "phones.csv"
    table.write_text(f"phone,path,name,priority\n{phones[0].serial},/data/media/0/DCIM,first,high\n"
                     f"{phones[1].serial},/data/local/tmp|/data/media/0/DCIM,,\nnobody:1,,,\n")
    done = environment.cli("backup", "create", "--from", str(table), "--to", "main", "--path", "/data/media/0/DCIM")
    check(done.code == 3, f"two of three should be done: {done}")
    jobs = done.json["batch"]["jobs"]
    check([one["status"] for one in jobs] == ["Finished", "Finished", "Failed"], f"jobs: {jobs}")
    check(jobs[0]["priority"] == "high" and jobs[1]["priority"] == "normal", f"priorities: {jobs}")
    made = {backup["phone"]: backup for backup in done.json["backups"]}
    check(made[phones[0].serial]["name"] == "first", f"made {made}")
    check(made[phones[1].serial]["paths"] == ["/data/local/tmp", "/data/media/0/DCIM"], f"made {made}")
    table.write_text(f"phone,level\n{phones[0].serial},much\n")
    wrong = environment.cli("backup", "create", "--from", str(table), "--to", "main", "--all")
    check(wrong.code == 2 and "line 2, field level" in str(wrong), f"said: {wrong}")
    return "a batch from a table, its mistakes named"


def limits(environment):
    shown = environment.cli("job", "limit", "--all", "2", "--per-host", "1", expect=0).json["limits"]
    check(shown == {"all": 2, "perStore": None, "perAdbServer": None, "perHost": 1}, f"limits: {shown}")
    shown = environment.cli("job", "limit", "--all", "none", "--per-host", "none", expect=0).json["limits"]
    check(set(shown.values()) == {None}, f"limits: {shown}")
    return "limits set and taken away"


def run():
    with Environment(inactivity=4) as environment:
        environment.add_store()
        phones = [environment.phone(name) for name in ("one", "two")]
        print(limits(environment))
        print(from_file(environment, phones))
        print(moved(environment, phones[0]))
        print(adb_restarted(environment, phones[1]))
        print(cancelled(environment, phones[1]))
        print(daemons(environment, phones))
        environment.check_store()
    print("queue: ok")


if __name__ == "__main__":
    sys.exit(main(run))
