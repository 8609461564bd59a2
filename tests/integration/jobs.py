#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`job pause|resume|cancel|retry` from another program than the one that runs the jobs: what is paused is not begun,
what runs goes on, what failed is done again with the same request, and only that."""
import sys

from lib import Environment, check, main, wait_until

SLOW = 500_000  # bytes a second: the phone is busy for some seconds


def job_of(environment, running, before):
    """The job that a program has queued, once it has."""
    found = []

    def queued():
        check(not running.ended(), lambda: f"it ended early: {running.outcome}")
        found[:] = [job for job in environment.cli("job", "list", expect=0).json["jobs"] if job["id"] not in before]
        return bool(found)
    wait_until(queued, 20, "no job was queued")
    return found[0]


def status(environment, job):
    return environment.cli("job", "show", job, expect=0).json["job"]["status"]


def pausing(environment, phone):
    phone.faults(bytesPerSecond=SLOW)
    first = environment.start_cli("backup", "create", phone.serial, "--all", "--to", "main")
    busy = job_of(environment, first, set())
    wait_until(lambda: status(environment, busy["id"]) == "Processing", 20, "the first job does not run")
    second = environment.start_cli("backup", "create", phone.serial, "--all", "--to", "main")
    waiting = job_of(environment, second, {busy["id"]})

    paused = environment.cli("job", "pause", waiting["id"], busy["id"], expect=0).json["paused"]
    check(paused == [waiting["id"]], f"paused {paused}")
    check(status(environment, busy["id"]) == "Processing", "a running job was paused")
    phone.faults()
    check(first.wait(60).code == 0, f"the running job did not end well: {first.outcome}")
    # The phone is free now and a later job gets it; the paused one would have been before it.
    environment.back_up(phone, "--path", "/data/media/0/DCIM")
    check(status(environment, waiting["id"]) == "Paused", "the paused job was begun")
    check(not second.ended(), f"the program of the paused job ended: {second.outcome}")

    resumed = environment.cli("job", "resume", waiting["id"], expect=0).json["resumed"]
    check(resumed == [waiting["id"]], f"resumed {resumed}")
    check(second.wait(60).code == 0, f"the resumed job failed: {second.outcome}")
    return "paused, passed by another job, resumed"


def cancelling(environment, phone):
    phone.faults(bytesPerSecond=SLOW)
    known = {job["id"] for job in environment.cli("job", "list", expect=0).json["jobs"]}
    running = environment.start_cli("backup", "create", phone.serial, "--all", "--to", "main")
    job = job_of(environment, running, known)
    check(environment.cli("job", "cancel", job["batch"], expect=0).json["cancelled"] == [job["id"]], "not cancelled")
    check(running.wait(30).code == 130, f"a batch was not cancelled: {running.outcome}")
    phone.faults()
    return job


def retrying(environment, cancelled, good):
    words = ["--path", "/data/media/0/DCIM", "--name", "retried", "--description", "as before", "--to", "main"]
    good.faults(noExec=True)
    failed = environment.cli("backup", "create", good.serial, *words, timeout=90)
    check(failed.code not in (0, 3), f"it should have failed: {failed}")
    good.faults()
    batch = failed.json["batch"]["id"]
    batches = environment.cli("job", "retry", batch, cancelled["batch"], timeout=90, expect=0).json["batches"]
    check([len(one["jobs"]) for one in batches] == [1, 1], f"retried {batches}")
    made = [environment.cli("backup", "show", one["jobs"][0]["backupId"], expect=0).json["backup"] for one in batches]
    named = [backup for backup in made if backup["name"] == "retried" and backup["description"] == "as before"]
    check(len(named) == 1 and all(backup["status"] == "AVAILABLE" for backup in made), f"made {made}")
    again = environment.cli("job", "retry", batches[0]["id"])
    check(again.code == 5, f"what succeeded was retried: {again}")
    check(environment.cli("job", "retry", "t-none").code == 4, "an unknown job was retried")
    return "a cancelled and a failed backup retried, with name and description"


def run():
    with Environment(inactivity=10) as environment:
        environment.add_store()
        phone = environment.phone("one")
        print(pausing(environment, phone))
        print(retrying(environment, cancelling(environment, phone), phone))
        environment.check_store()
    print("jobs: ok")


if __name__ == "__main__":
    sys.exit(main(run))
